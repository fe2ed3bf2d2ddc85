"""Refuse every request that is not the preview's own.

Any page in the browser can send requests to this computer, and a name of its own can lead here (DNS
rebinding). So each request must name our address as its host, must not come from another page, and must have
the token, which only the printed address holds.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterator, Mapping
from http import cookies
from typing import Any
from urllib.parse import parse_qs

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse, RedirectResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from toolchain.model.wording import said

HEADER = "x-preview"
"""A header that no form and no page of another origin can send without being asked first."""

_TYPES = ("application/json", "application/octet-stream")
_COOKIE = "preview"
MOST = 4096
"""Bytes of a request's body."""

_ALWAYS = {
    "Cache-Control": "no-store",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


class Guard:
    """The checks in front of an application.

    `address` holds the token. `once` is an address that can be opened once, for the browser that is started:
    everybody on this computer can see with what a program is started.
    """

    def __init__(self, app: ASGIApp, port: int) -> None:
        self._app, self._host = app, f"127.0.0.1:{port}".removesuffix(":80")  # no browser names port 80
        self._home = f"/{secrets.token_hex(8)}/"  # a cookie is sent to all ports, but only with its path
        self._token, self._once = secrets.token_urlsafe(32), secrets.token_urlsafe(32)
        home = f"http://{self._host}{self._home}"
        self.address, self.once = (f"{home}?token={each}" for each in (self._token, self._once))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, or pass it on."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
        elif scope["type"] == "http":
            await self._answer(scope, receive, _with_headers(send))

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers, asked = Headers(scope=scope), self._asked(scope)
        if why := next(self._faults(scope, headers, asked), ""):
            await PlainTextResponse(f"{why}\n", 403)(scope, receive, send)
        elif asked:
            first = RedirectResponse(self._home, 303)
            first.set_cookie(_COOKIE, self._token, path=self._home, httponly=True, samesite="strict")
            await first(scope, receive, send)
        else:
            inside = scope["path"].startswith(self._home)
            path = scope["path"][len(self._home) - 1 :] if inside else "/nothing"
            await self._app({**scope, "path": path}, receive, send)

    def _asked(self, scope: Scope) -> str:
        """Return the token in the address, which only the first request has."""
        query = parse_qs(scope["query_string"].decode("latin-1"))
        is_first = scope["path"] == self._home and scope["method"] == "GET"
        return query.get("token", [""])[0] if is_first else ""

    def _faults(self, scope: Scope, headers: Headers, asked: str) -> Iterator[str]:
        """Yield why a request is refused."""
        if headers.getlist("host") != [self._host]:
            yield said("This is not the address of the preview.")
        if headers.get("origin", f"http://{self._host}") != f"http://{self._host}":
            yield said("This request comes from another page.")
        if not asked and headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
            yield said("This request comes from another page.")
        if not self._is_used_once(asked) and not _same(asked or self._kept(headers), self._token):
            yield said("Open the address that the command has printed. It is another one after each start.")
        if scope["method"] != "GET" and (scope["method"] != "POST" or not _is_own(headers)):
            yield said("This request is not one of the preview.")

    def _is_used_once(self, asked: str) -> bool:
        if not self._once or not _same(asked, self._once):
            return False
        self._once = ""
        return True

    def _kept(self, headers: Headers) -> str:
        try:
            kept = cookies.SimpleCookie(headers.get("cookie", "")).get(_COOKIE)
        except cookies.CookieError:
            return ""
        return kept.value if kept else ""


def _same(text: str, token: str) -> bool:
    return secrets.compare_digest(text.encode(), token.encode())


def _is_own(headers: Headers) -> bool:
    """Return whether a request that changes or opens something has what only our page can send."""
    return "origin" in headers and HEADER in headers and headers.get("content-type") in _TYPES


def _with_headers(send: Send) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            MutableHeaders(scope=message).update(_ALWAYS)
        await send(message)

    return sending


async def body_of(receive: Receive) -> Mapping[str, Any]:
    """Return the JSON object in a request's body. Raise ValueError for anything else, also for half of a
    surrogate pair, which cannot be written.
    """
    data, more = b"", True
    while more:
        message = await receive()
        data += message.get("body", b"")
        more = message.get("more_body", False) and message["type"] == "http.request"
        if len(data) > MOST:
            raise ValueError("too long")
    try:
        found = json.loads(data)
        json.dumps(found, ensure_ascii=False).encode()
    except RecursionError:
        raise ValueError("too deep") from None
    if not isinstance(found, dict):
        raise ValueError("not an object")
    return found
