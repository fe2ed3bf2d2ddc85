"""Find what runs in a page (X805)."""

import base64
import hashlib
import re
from collections.abc import Iterator, Mapping

from toolchain.checks.files.html.places import Told
from toolchain.formats.html.tree import Element, Page
from toolchain.model.diagnostics import Severity
from toolchain.model.expressions import expression
from toolchain.model.facts import Word
from toolchain.model.records import Record
from toolchain.rules.files_html import RunsCode, ScriptNotAllowed

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
