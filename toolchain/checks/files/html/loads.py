"""Find what a page loads when it is opened or sends when it is used (X804), and what runs in it (X805)."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from toolchain.checks.files.html.places import Told
from toolchain.formats.html.styles import loaded, sheets
from toolchain.formats.html.tree import Element, Page, parsed
from toolchain.model.diagnostics import Severity
from toolchain.model.expressions import expression
from toolchain.model.facts import Word
from toolchain.model.records import Record, replace
from toolchain.rules.files_html import Loads, LoadsFromBeside, RunsCode, ScriptNotAllowed, Sends

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


_CODE = expression(r"\s*(?:javascript|vbscript|livescript|mocha):", re.IGNORECASE)
_DATA_PAGE = expression(
    r"\s*data:\s*(?:text/html|application/xhtml|image/svg|text/xml|application/xml)", re.IGNORECASE
)
_IGNORED = expression(r"[\x00-\x20\x7f]+")
_ADDRESSES = (
    "href", "src", "action", "formaction", "data", "xlink:href", "background", "poster", "to", "from",
    "values",
)  # fmt: skip
_LEADING = ("iframe", "object", "embed", "frame", "a", "area")
_SCRIPTS = frozenset((
    "", "module", "text/javascript", "application/javascript", "text/ecmascript", "application/ecmascript",
    "application/x-javascript", "text/jscript", "text/livescript", "text/x-javascript", "text/vbscript",
))  # fmt: skip
"""Types of scripts that browsers run (HTML, 4.12.1); others, such as JSON-LD, are data."""

_HASHES = {"sha256": hashlib.sha256, "sha384": hashlib.sha384, "sha512": hashlib.sha512}


class _Policy(Record):
    """The content security policy of a page for scripts.

    hashes   those of scripts that may run
    none     whether no script may run
    strict   whether no other script may run, and the page cannot send anything
    """

    hashes: frozenset[str]
    none: bool
    strict: bool


def running_troubles(page: Page) -> Iterator[Told]:
    """Yield all findings, in the order of the page."""
    policy = _policy(page)
    for element in page.elements:
        if element.tag == "script":
            yield from _script(page, element, policy)
        if element.given:
            yield from _addresses(element)
            yield from _handlers(element)
        if element.tag in ("applet", "embed", "object") and element.given:
            yield Told(element.at, RunsCode(Word(f"<{element.tag}>")), Severity.WARNING)


def _script(page: Page, element: Element, policy: _Policy) -> Iterator[Told]:
    kind = element.given.get("type", "").split(";")[0].strip().lower()
    if kind not in _SCRIPTS or "src" in element.given or "href" in element.given:
        return
    text = "".join(each.text for each in page.texts[element.first : element.end])
    if not text.strip():
        return
    if (policy.hashes or policy.none) and not _is_named(text, policy.hashes):
        yield Told(element.at, ScriptNotAllowed())
    elif not policy.strict:
        yield Told(element.at, RunsCode(Word("<script>")), Severity.WARNING)


def _is_named(script: str, hashes: frozenset[str]) -> bool:
    data = script.encode("utf-8", "surrogatepass")
    return any(
        f"'{name}-{base64.b64encode(make(data).digest()).decode()}'" in hashes
        for name, make in _HASHES.items()
    )


def _addresses(element: Element) -> Iterator[Told]:
    for name in _ADDRESSES:
        address = element.given.get(name, "")
        if ":" not in address:
            continue
        plain = _IGNORED.sub("", address)
        if _CODE.match(plain) or (element.tag in _LEADING and _DATA_PAGE.match(plain)):
            yield Told(element.at, RunsCode(Word(f"<{element.tag} {name}>"), plain))


def _handlers(element: Element) -> Iterator[Told]:
    for name, code in element.given.items():
        if name.startswith("on") and name.isalpha() and code:
            yield Told(element.at, RunsCode(Word(f"<{element.tag} {name}>"), code), Severity.WARNING)
            return


def _policy(page: Page) -> _Policy:
    for element in page.all("meta"):
        if element.given.get("http-equiv", "").strip().lower() == "content-security-policy":
            return _said(element.given.get("content", ""))
    return _Policy(frozenset(), none=False, strict=False)


def _said(content: str) -> _Policy:
    directives: dict[str, list[str]] = {}
    for each in content.split(";"):
        name, *values = each.split() or [""]
        directives.setdefault(name.lower(), values)

    def of(*names: str) -> Mapping[str, None]:
        said = next((directives[name] for name in names if name in directives), None)
        return dict.fromkeys(said if said is not None else ["*"])

    scripts = of("script-src-elem", "script-src", "default-src")
    hashes = frozenset(each for each in scripts if each.startswith(("'sha256-", "'sha384-", "'sha512-")))
    none = set(scripts) <= {"'none'"}
    sending = (("connect-src", "default-src"), ("frame-src", "child-src", "default-src"), ("form-action",))
    closed = all(set(of(*names)) <= {"'none'"} for names in sending)
    return _Policy(hashes, none, closed and bool(hashes) and set(scripts) <= set(hashes))
