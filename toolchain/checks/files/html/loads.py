"""Find what a page loads when it is opened, or sends when it is used (X804)."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from toolchain.checks.files.html.places import Told
from toolchain.formats.html.styles import loaded, sheets
from toolchain.formats.html.tree import Element, Page, parsed
from toolchain.model.diagnostics import Severity
from toolchain.model.expressions import expression
from toolchain.model.facts import Word
from toolchain.model.records import replace
from toolchain.rules.files_html import Loads, LoadsFromBeside, Sends

_NETWORK = expression(r"(?:https?|wss?|ftp):|//", re.IGNORECASE)
_SCHEME = expression(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_IN_PAGE = ("data:", "blob:", "about:", "javascript:", "cid:", "mailto:")
_SPACES = expression(r"[\t\n\r]+")
_HREF = ("href", "xlink:href")
_LOADING: Mapping[str, Sequence[str]] = {
    "img": ("src", "lowsrc"), "image": (*_HREF, "src"), "feimage": _HREF, "use": _HREF,
    "script": ("src", *_HREF), "iframe": ("src",), "frame": ("src",), "embed": ("src",),
    "object": ("data", "classid", "codebase"), "applet": ("code", "codebase", "archive"), "audio": ("src",),
    "video": ("src", "poster"), "source": ("src",), "track": ("src",), "bgsound": ("src",), "input": ("src",),
    "body": ("background",), "table": ("background",), "td": ("background",), "th": ("background",),
    "html": ("manifest",),
}  # fmt: skip
_LINKS = frozenset((
    "stylesheet", "icon", "apple-touch-icon", "mask-icon", "preload", "prefetch", "modulepreload",
    "preconnect", "dns-prefetch", "prerender", "manifest", "import", "pingback",
))  # fmt: skip
_SENDING = {"form": "action", "button": "formaction", "input": "formaction", "a": "ping", "area": "ping"}
_SETS = {"img": "srcset", "source": "srcset", "link": "imagesrcset"}
_CANDIDATE = expression(r"\s*,?\s*([^\s,]\S*)")
_PAINTS = ("fill", "stroke", "filter", "mask", "clip-path", "marker-end", "cursor")
_DEEPEST = 3


def load_troubles(page: Page, frames: int = 0) -> Iterator[Told]:
    """Yield all findings, in the order of the page; `frames` is the number of frames around it."""
    base = next((each.given["href"] for each in page.all("base") if each.given.get("href")), "")
    away = bool(_NETWORK.match(_clean(base)))
    for told in _all(page, frames):
        if away and isinstance(facts := told.facts, LoadsFromBeside):
            # An address without the name of a server is one of the server of the base.
            yield Told(told.at, Loads(facts.by, facts.address, base))
        else:
            yield told


def _all(page: Page, frames: int) -> Iterator[Told]:
    for element in page.elements:
        if element.given:
            yield from _of_element(page, element, frames)
    for sheet in sheets(page):
        for at, by, address in loaded(sheet.text):
            yield from _load(sheet.at + at, by, address)


def _of_element(page: Page, element: Element, frames: int) -> Iterator[Told]:
    given, at, by = element.given, element.at, f"<{element.tag}>"
    for name in _LOADING.get(element.tag, ()):
        yield from _load(at, by, given.get(name, ""))
    for address in _CANDIDATE.findall(given.get(_SETS.get(element.tag, ""), ""))[:20]:
        yield from _load(at, by, address.rstrip(","))
    yield from _styled(element)
    if of_tag := _BY_TAG.get(element.tag):
        yield from of_tag(element)
    if element.tag == "iframe" and given.get("srcdoc") and frames < _DEEPEST:
        for told in load_troubles(parsed(given["srcdoc"], page.display), frames + 1):
            yield replace(told, at=at)


def _styled(element: Element) -> Iterator[Told]:
    """Find what the style of an element loads, and the colours of a drawing."""
    names = ("style", *_PAINTS) if element.foreign else ("style",)
    for name in names:
        for _, by, address in loaded(element.given.get(name, "")):
            yield from _load(element.at, by, address)


def _linked(element: Element) -> Iterator[Told]:
    for relation in element.given.get("rel", "").lower().split():
        if relation in _LINKS:
            yield from _load(element.at, f'<link rel="{relation}">', element.given.get("href", ""))
            return


def _refreshed(element: Element) -> Iterator[Told]:
    """Find a page that reloads itself, or opens another page, after some seconds."""
    if element.given.get("http-equiv", "").strip().lower() != "refresh":
        return
    _, _, address = element.given.get("content", "").partition(";")
    address = re.sub(r"^\s*url\s*=\s*", "", address, flags=re.IGNORECASE).strip(" \"'")
    if not address.lower().startswith(_IN_PAGE):
        severity = None if _NETWORK.match(address) else Severity.WARNING
        loads = Loads(Word('<meta http-equiv="refresh">'), address or Word("the page again"))
        yield Told(element.at, loads, severity)


def _sent(element: Element) -> Iterator[Told]:
    """Find forms that send their content, and links that report a click to a server."""
    name = _SENDING[element.tag]
    address = _clean(element.given.get(name, ""))
    if _NETWORK.match(address) or address.lower().startswith("mailto:"):
        yield Told(element.at, Sends(Word(f"<{element.tag} {name}>"), address))


def _load(at: int, by: str, address: str) -> Iterator[Told]:
    address = _clean(address)
    lower = address.lower()
    if not address or lower.startswith(("#", "file:", *_IN_PAGE)):  # of a path X801 is told
        return
    if not (_NETWORK.match(address) or _SCHEME.match(address)):
        yield Told(at, LoadsFromBeside(Word(by), address), Severity.WARNING)
    elif address[1:2] != ":":  # a drive
        yield Told(at, Loads(Word(by), address))


def _clean(address: str) -> str:
    """Return an address as browsers read it, without the white space in and around it."""
    return _SPACES.sub("", address.strip()).replace("\\", "/") if address else ""


_BY_TAG: Mapping[str, Callable[[Element], Iterator[Told]]] = {
    "link": _linked, "meta": _refreshed, **dict.fromkeys(_SENDING, _sent)
}  # fmt: skip
