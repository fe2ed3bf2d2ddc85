"""X804: what a page loads when it is opened, or sends when it is used."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

from toolchain.checks.files.html.places import Told, cut
from toolchain.formats.html.styles import loaded, sheets
from toolchain.formats.html.tree import Element, Page, parsed
from toolchain.model.diagnostics import Severity

_NETWORK = re.compile(r"(?:https?|wss?|ftp):|//", re.IGNORECASE)
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_IN_PAGE = ("data:", "blob:", "about:", "javascript:", "cid:", "mailto:")
_SPACES = re.compile(r"[\t\n\r]+")
_LOADING: Mapping[str, Mapping[str, str]] = {
    "img": {"src": "a picture", "lowsrc": "a picture"},
    "image": {"href": "a picture", "xlink:href": "a picture", "src": "a picture"},
    "feimage": {"href": "a picture", "xlink:href": "a picture"},
    "use": {"href": "a drawing", "xlink:href": "a drawing"},
    "script": {"src": "a script", "href": "a script", "xlink:href": "a script"},
    "iframe": {"src": "a frame"},
    "frame": {"src": "a frame"},
    "embed": {"src": "an object"},
    "object": {"data": "an object", "classid": "an object", "codebase": "an object"},
    "applet": {"code": "an object", "codebase": "an object", "archive": "an object"},
    "audio": {"src": "a sound"},
    "video": {"src": "a film", "poster": "a picture"},
    "source": {"src": "a sound or film"},
    "track": {"src": "captions"},
    "bgsound": {"src": "a sound"},
    "input": {"src": "a picture"},
    "body": {"background": "a picture"},
    "table": {"background": "a picture"},
    "td": {"background": "a picture"},
    "th": {"background": "a picture"},
    "html": {"manifest": "a manifest"},
}
_LINKS = {
    "stylesheet": "a style sheet", "icon": "an icon", "apple-touch-icon": "an icon", "mask-icon": "an icon",
    "preload": "something ahead of time", "prefetch": "something ahead of time",
    "modulepreload": "a script", "preconnect": "a connection", "dns-prefetch": "a server’s address",
    "prerender": "a page ahead of time", "manifest": "a manifest", "import": "a page", "pingback": "a beacon",
}  # fmt: skip
_SETS = {"img": "srcset", "source": "srcset", "link": "imagesrcset"}
_CANDIDATE = re.compile(r"\s*,?\s*([^\s,]\S*)")
_PAINTS = ("fill", "stroke", "filter", "mask", "clip-path", "marker-end", "cursor")
_DEEPEST = 3
_NEAR, _LIES_BESIDE = "beside", ", which lies beside it"
_HELP = "put it into the page, or take it out: submission build makes pages that ask for nothing"
_BESIDE = "put it into the page, or send it along: a page that is sent alone lacks it"


def load_troubles(page: Page, frames: int = 0) -> Iterator[Told]:
    """All that is loaded or sent, in order of the page, which stands in so many frames."""
    base = next((each.given["href"] for each in page.all("base") if each.given.get("href")), "")
    away = bool(_NETWORK.match(_clean(base)))
    for told in _all(page, frames):
        if away and told.kind == _NEAR:  # an address without a server's name is one of that server
            message = told.message.replace(_LIES_BESIDE, f", from {cut(base, 60)}")
            yield told._replace(message=message, help=_HELP, severity=None, kind=f"network {_NEAR}")
        else:
            yield told


def _all(page: Page, frames: int) -> Iterator[Told]:
    for element in page.elements:
        if element.given:
            yield from _of_element(page, element, frames)
    for sheet in sheets(page):
        for at, by, address in loaded(sheet.text):
            yield from _load(sheet.at + at, f"the style sheet loads by {by}", address)


def _of_element(page: Page, element: Element, frames: int) -> Iterator[Told]:
    given, at = element.given, element.at
    for name, what in _LOADING.get(element.tag, {}).items():
        if address := given.get(name, ""):
            yield from _load(at, f"<{element.tag}> loads {what}:", address)
    if (name := _SETS.get(element.tag, "")) and given.get(name):
        for address in _CANDIDATE.findall(given[name])[:20]:
            yield from _load(at, f"<{element.tag}> loads a picture:", address.rstrip(","))
    yield from _styled(element)
    if by := _BY_TAG.get(element.tag):
        yield from by(element)
    if element.tag == "iframe" and given.get("srcdoc") and frames < _DEEPEST:
        for told in load_troubles(parsed(given["srcdoc"], page.display), frames + 1):
            yield told._replace(at=at, message=f"in the frame: {told.message}")


def _styled(element: Element) -> Iterator[Told]:
    """What its style loads, and in a drawing its colours."""
    names = ("style", *_PAINTS) if element.foreign else ("style",)
    for name in names:
        for _, by, address in loaded(element.given.get(name, "")):
            yield from _load(element.at, f"{name} of <{element.tag}> loads by {by}", address)


def _linked(element: Element) -> Iterator[Told]:
    for relation in element.given.get("rel", "").lower().split():
        if what := _LINKS.get(relation):
            yield from _load(element.at, f"<link> loads {what}:", element.given.get("href", ""))
            return


def _refreshed(element: Element) -> Iterator[Told]:
    """A page that loads itself or another after some seconds."""
    if element.given.get("http-equiv", "").strip().lower() != "refresh":
        return
    said = element.given.get("content", "")
    _, _, address = said.partition(";")
    address = re.sub(r"^\s*url\s*=\s*", "", address, flags=re.IGNORECASE).strip(" \"'")
    if not address:
        message = "the page loads itself again after some seconds"
        yield Told("X804", element.at, message, "take the refresh out", Severity.WARNING)
    elif not address.lower().startswith(_IN_PAGE):
        message = f"the page leaves by itself (refresh) to {cut(address, 80)}"
        severity = None if _NETWORK.match(address) else Severity.WARNING
        yield Told("X804", element.at, message, "take the refresh out, and write a link", severity)


def _followed(element: Element) -> Iterator[Told]:
    """A server that is told of a click."""
    yield from _load(element.at, "a click tells a server (ping):", element.given.get("ping", ""))


def _sent(element: Element) -> Iterator[Told]:
    name = "action" if element.tag == "form" else "formaction"
    address = _clean(element.given.get(name, ""))
    if _NETWORK.match(address) or address.lower().startswith("mailto:"):
        message = f"a form sends what is written into it to {cut(address, 80)}"
        yield Told(
            "X804", element.at, message, "take the form out, and write a link or an address", kind="form"
        )


def _load(at: int, what: str, address: str) -> Iterator[Told]:
    address = _clean(address)
    lower = address.lower()
    if not address or address.startswith("#") or lower.startswith(_IN_PAGE):
        return
    if _NETWORK.match(address):
        yield Told("X804", at, f"{what} {cut(address, 80)}", _HELP, kind=f"network {what}")
    elif lower.startswith("file:") or not _SCHEME.match(address):
        if not lower.startswith("file:"):  # else it is a path, which X801 tells
            message = f"{what} {cut(address, 80)}{_LIES_BESIDE}"
            yield Told("X804", at, message, _BESIDE, Severity.WARNING, _NEAR)
    elif len(address) > 1 and address[1] != ":":
        yield Told("X804", at, f"{what} {cut(address, 80)}", _HELP, kind=f"network {what}")


def _clean(address: str) -> str:
    """An address as browsers take it: without the white space in and around it."""
    return _SPACES.sub("", address.strip()).replace("\\", "/") if address else ""


_BY_TAG: Mapping[str, Callable[[Element], Iterator[Told]]] = {
    "a": _followed, "area": _followed, "link": _linked, "meta": _refreshed,
    "form": _sent, "button": _sent, "input": _sent,
}  # fmt: skip
