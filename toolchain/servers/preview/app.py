"""What the preview answers: its own page, the submission's page in its frame, and what is next to it."""

from __future__ import annotations

import asyncio
import json
import re
import secrets
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from functools import cache
from html import escape
from typing import TYPE_CHECKING, Any

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import (
    FileResponse,
    HTMLResponse,
    JSONResponse,
    PlainTextResponse,
    Response,
    StreamingResponse,
)
from starlette.routing import Route

from toolchain.data import FOLDER
from toolchain.model.expressions import expression
from toolchain.model.wording import language, said
from toolchain.servers.preview.editor import start
from toolchain.servers.preview.guard import body_of
from toolchain.servers.preview.live import FORMS, Live, Lives

if TYPE_CHECKING:
    from toolchain.servers.preview.desk import Desk

SANDBOX = "allow-scripts allow-popups allow-popups-to-escape-sandbox"
"""What a page may do in its frame. It has no origin of its own: it can read nothing of the preview."""

_SHELL = (
    "default-src 'none'; script-src 'nonce-{nonce}'; style-src 'nonce-{nonce}'; connect-src 'self'; "
    "frame-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; "
    "require-trusted-types-for 'script'; trusted-types 'none'"
)
_PAGE = (
    "default-src 'none'; img-src data:; connect-src 'none'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'self'; require-trusted-types-for 'script'; trusted-types preview"
)
_HASH = expression(r"'sha256-[\w+/=]+'")
_SAID = expression(r'\{\{said\("(.*?)"\)\}\}')
_MESSAGE = expression(r'\bsaid\("(.*?)"')
_MOST_LINES = 10_000_000
_EMPTY = (
    '<!DOCTYPE html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">\n',
    "<title>{said}</title>\n</head>\n<body>\n<main><h1>{said}</h1></main>\n</body>\n</html>\n",
)


def application(lives: Lives, typed: str, desk: Desk | None = None) -> Starlette:
    """Return the application that shows sources; with a `desk` also the start page, which runs commands.

    `typed` is the command that `submission undo` names for each change made here.
    """
    answers = _Answers(lives, typed, desk)
    get, post = ["page", "state", "events", "pictures", "picture"], ["fix", "open"]
    if desk:
        get, post = [*get, "file", "reports"], [*post, "upload", "do"]
    routes = [Route("/", answers.shell)]
    routes += (Route(f"/{name}", getattr(answers, name)) for name in get)
    routes += (Route(f"/{name}", getattr(answers, name), methods=["POST"]) for name in post)
    return Starlette(routes=routes, lifespan=answers.running)


class _Answers:
    """The answers to requests, by their paths. `?source=1` chooses the second source."""

    def __init__(self, lives: Lives, typed: str, desk: Desk | None) -> None:
        self._lives, self._typed, self._desk = lives, typed, desk

    @asynccontextmanager
    async def running(self, _app: Starlette) -> AsyncIterator[None]:
        """Begin rounds whenever a file changes, as long as the application runs."""
        task = asyncio.create_task(self._lives.run())
        yield
        task.cancel()

    async def shell(self, request: Request) -> Response:
        """Return the preview's own page."""
        if self._desk and "source" not in request.query_params:
            style = _data("shell.css") + _data("start.css")
            script = _script("start-words.js") + _data("start.js")
            return _filled("start.html", style=style, script=script, most=self._desk.most)
        live = self._live(request)
        links = "".join(
            f'<li><a href="?source={number}"{" aria-current=page" if each is live else ""}>'
            f"{escape(each.source.as_posix())}</a></li>"
            for number, each in enumerate(() if self._desk else self._lives)
        )
        texts = {"style": _data("shell.css"), "script": _script("shell.js"), "links": links}
        texts["back"] = "" if self._desk else "hidden"
        number = str(self._lives.number_of(live.source))
        return _filled("shell.html", number=number, sandbox=SANDBOX, **texts)

    async def page(self, request: Request) -> Response:
        """Return the submission's page with the preview's script.

        `?after=7` is for that script, which shows page 7: if only a paragraph has changed since, that is all.
        """
        live, nonce = self._live(request), secrets.token_urlsafe(16)
        after_page = request.query_params.get("after")
        if live.changed and after_page == str(live.page - 1):
            of_paragraph = {"X-Page": str(live.page), "X-Key": live.changed.key}
            return PlainTextResponse(live.changed.markup, headers=of_paragraph)
        before, after = (live.shown.before, live.shown.after) if live.page else _empty()
        own = (
            f'<style nonce="{nonce}">{_data("frame.css")}</style>\n'
            f'<script nonce="{nonce}">{_data("morphdom.js")}</script>\n'
            f'<script nonce="{nonce}" data-page="{live.page}">{_data("frame.js")}</script>\n'
        )
        headers = {"Content-Security-Policy": policy(live.shown.policy, nonce), "X-Page": str(live.page)}
        html = f"{before}{own if after_page is None else ''}{after}"
        return HTMLResponse(html, headers=headers)

    async def state(self, request: Request) -> Response:
        """Return what is next to the page."""
        live = self._live(request)
        about = {"why": live.why, "title": live.shown.title or live.source.name, "path": str(live.source)}
        return JSONResponse({**live.beside, **about})

    async def pictures(self, request: Request) -> Response:
        """Return how far the pictures of `?as=pdf` are, and begin to make them if they are old."""
        live, form = self._live(request), _form(request)
        return JSONResponse(live.gallery.state(form, live.page))

    async def picture(self, request: Request) -> Response:
        """Return one picture."""
        found = self._live(request).gallery.picture(_form(request), _number(request, "page"))
        if found is None:
            raise HTTPException(404)
        return Response(found, media_type="image/png")

    async def events(self, request: Request) -> Response:
        """Return the counts of page and state whenever they change, as server-sent events."""
        live = self._live(request)

        async def sent() -> AsyncIterator[str]:
            async for counts in live.news():
                yield f"data: {json.dumps(counts)}\n\n"

        return StreamingResponse(sent(), media_type="text/event-stream")

    async def fix(self, request: Request) -> Response:
        """Correct a finding."""
        key = (await _asked(request)).get("key")
        return JSONResponse({"why": await self._live(request).fix(str(key), self._typed)})

    async def open(self, request: Request) -> Response:
        """Open the editor at a line."""
        line = (await _asked(request)).get("line")
        if type(line) is not int or not 0 < line < _MOST_LINES:
            raise HTTPException(400)
        return JSONResponse({"why": await asyncio.to_thread(start, self._live(request).source, line)})

    async def reports(self, _request: Request) -> Response:
        """Return the list of reports."""
        return JSONResponse(await self._of_desk.answered(self._of_desk.reports()))

    async def upload(self, request: Request) -> Response:
        """Keep a Word file for an action."""
        name = request.query_params.get("name", "")
        return JSONResponse(await self._of_desk.answered(self._of_desk.receive(name, request.stream())))

    async def do(self, request: Request) -> Response:
        """Carry out an action."""
        asked = await _asked(request)
        try:
            return JSONResponse(await self._of_desk.answered(self._of_desk.do(asked)))
        except (LookupError, ValueError):
            raise HTTPException(400) from None

    async def file(self, request: Request) -> Response:
        """Return a file to save: never one that the browser opens as a page of the preview."""
        path = self._of_desk.file(request.query_params.get("of", ""))
        if path is None:
            raise HTTPException(404)
        return FileResponse(path, media_type="application/octet-stream", filename=path.name)

    @property
    def _of_desk(self) -> Desk:
        if self._desk is None:
            raise HTTPException(404)
        return self._desk

    def _live(self, request: Request) -> Live:
        try:
            live = self._lives[_number(request, "source")]
        except LookupError:
            raise HTTPException(404) from None
        if self._desk and not self._desk.is_inside(live.source):
            raise HTTPException(404)
        live.asked.set()
        return live


def _empty() -> tuple[str, ...]:
    said_of = {"language": language(), "said": escape(said("No page yet"))}
    return tuple(part.format(**said_of) for part in _EMPTY)


def _form(request: Request) -> str:
    form = request.query_params.get("as", "")
    if form not in FORMS:
        raise HTTPException(404)
    return form


def _number(request: Request, name: str) -> int:
    number = request.query_params.get(name, "0")
    if not re.fullmatch("[0-9]{1,4}", number):
        raise HTTPException(404)
    return int(number)


async def _asked(request: Request) -> Mapping[str, Any]:
    try:
        return await body_of(request.receive)
    except ValueError:
        raise HTTPException(400) from None


def _filled(name: str, **texts: str) -> Response:
    """Return a page of the preview itself."""
    html, nonce = _SAID.sub(lambda found: escape(said(found[1])), _data(name)), secrets.token_urlsafe(16)
    for key, text in {**texts, "nonce": nonce, "language": language()}.items():
        html = html.replace(f"{{{{{key}}}}}", text)
    return HTMLResponse(html, headers={"Content-Security-Policy": _SHELL.format(nonce=nonce)})


def policy(written: str, nonce: str) -> str:
    """Return the policy of a page in the preview, in place of the one that is `written` in the file.

    It allows what the file does, by the hashes there, and the preview's own script and style. A template of
    the user's own may have no policy: then it may have any style, and no script.
    """
    rules = dict(each.strip().partition(" ")[::2] for each in written.split(";"))
    script, style = (" ".join(_HASH.findall(rules.get(name, ""))) for name in ("script-src", "style-src"))
    styles = f"'nonce-{nonce}' {style}" if written else "'unsafe-inline'"
    return f"{_PAGE}; script-src 'nonce-{nonce}' {script}; style-src {styles}; sandbox {SANDBOX}"


def _script(name: str) -> str:
    """Return a script of the preview, with the translations of its messages."""
    script = _data(name)
    messages = {message: said(message) for message in _MESSAGE.findall(script)}
    return f"const messages = {json.dumps(messages).replace('<', chr(92) + 'u003c')};\n{script}"


@cache
def _data(name: str) -> str:
    return (FOLDER / "preview" / name).read_text(encoding="utf-8")
