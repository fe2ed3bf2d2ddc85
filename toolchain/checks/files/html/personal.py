"""X801 to X803 in a page: what it tells of persons, devices and its making beside what it shows."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterator
from urllib.parse import unquote, unquote_to_bytes

from toolchain.checks.files.html.places import Told, cut
from toolchain.formats.html.tree import Page
from toolchain.formats.pictures import told_by
from toolchain.model.diagnostics import Severity
from toolchain.model.own_paths import HINTS, PATH
from toolchain.model.wording import fold

_OWN_ADDRESS = re.compile(r"\s*(?:file:|[a-z]:[\\/]|\\\\[\w.-]+\\)", re.IGNORECASE)
_ADDRESSES = ("href", "src", "data", "poster", "background", "cite", "action", "longdesc", "xlink:href")
_MAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{2,63})+")
_OF_WORD = re.compile(
    r"<o:(Author|LastAuthor|Company|Manager|Template|HyperlinkBase|Created|LastSaved|LastPrinted|TotalTime)>"
    r"([^<]{1,500})</o:",
    re.IGNORECASE,
)
_SAID_OF_WORD = {
    "author": "its author", "lastauthor": "who saved it last", "company": "a company", "manager": "a manager",
    "template": "a template", "hyperlinkbase": "a folder", "created": "when it was made",
    "lastsaved": "when it was saved", "lastprinted": "when it was printed", "totaltime": "how long it took",
}  # fmt: skip
_PERSONS = frozenset((
    "author", "web_author", "owner", "reply-to", "creator", "dc.creator", "dcterms.creator", "changedby",
    "lastauthor", "citation_author",
))  # fmt: skip
_TIMES = frozenset(("created", "changed"))
_YEAR = re.compile(r"\b(?:19|20)\d\d")
_SAVED_FROM = re.compile(r"\s*saved from url=\(\d+\)\s*(\S+)")
_IMAGE = re.compile(r"\s*data:image/[\w.+-]+", re.IGNORECASE)
_CONDITION = re.compile(r"\s*\[(?:if|endif)", re.IGNORECASE)
_WORDS = re.compile(r"[^\W\d_]{2,}")
_FEWEST_WORDS, _MOST_MARKUP = 4, 3
_OUT = "take it out of the file before it is sent"
_CLEAN = "clean the picture and put it in again, or make the page with submission build"


def personal_troubles(page: Page) -> Iterator[Told]:
    """All of it."""
    yield from _metadata(page)
    yield from _comments(page)
    yield from _paths(page)
    yield from _pictures(page)


def _metadata(page: Page) -> Iterator[Told]:
    metas = [each for each in page.all("meta") if each.given.get("content", "").strip()]
    if not metas:
        return
    shown = _folded(" ".join(text.text for text in page.shown()))
    for element in metas:
        name = (element.given.get("name") or element.given.get("http-equiv") or "").strip().lower()
        content = fold(element.given["content"])
        if name in _PERSONS and not _is_shown(content, shown):
            message = f"the page's metadata name a person whom its text does not: {cut(content, 60)}"
            yield Told("X801", element.at, message, _OUT)
        elif name in _TIMES and _YEAR.search(content):
            yield Told("X801", element.at, f"the page tells when it was {name}: {cut(content)}", _OUT)
        elif found := PATH.search(content):
            yield _path(element.at, found[0])


def _is_shown(names: str, shown: str) -> bool:
    """Whether a text says all of the names, in any order of first and last ones."""
    return all(
        _folded(name) in shown or all(_folded(part) in shown for part in name.replace(",", " ").split())
        for name in re.split(r"[;|]", names)
    )


def _folded(text: str) -> str:
    return "".join(text.casefold().split())


def _comments(page: Page) -> Iterator[Told]:
    """What comments say, and what Word hides in them."""
    for token in page.comments:
        text, at = token.text, token.at
        yield from _of_word(text, at)
        if saved := _SAVED_FROM.match(text):
            yield Told("X801", at, f"the page tells where it was saved from: {cut(saved[1], 80)}", _OUT)
        elif found := (PATH.search(text) if any(hint in text for hint in HINTS) else None):
            yield _path(at, found[0])
        elif _CONDITION.match(text):
            continue
        elif found := _MAIL.search(text):
            yield Told("X801", at, f"a comment holds an address of e-mail: {found[0]}", _OUT)
        elif len(_WORDS.findall(text[:2_000])) >= _FEWEST_WORDS and text.count("<") < _MOST_MARKUP:
            message = f"a comment is left, which nobody sees and everybody can read: “{cut(text)}”"
            yield Told("X803", at, message, _OUT, Severity.WARNING)


def _of_word(text: str, at: int) -> Iterator[Told]:
    if "<o:" not in text:
        return
    told = [
        f"{_SAID_OF_WORD[found[1].lower()]} ({cut(found[2], 60)})"
        for found in _OF_WORD.finditer(text)
        if found[2].strip()
    ]
    if told:
        yield Told("X801", at, f"Word has written into the page {', '.join(told)}", _OUT)


def _paths(page: Page) -> Iterator[Told]:
    """Paths of somebody's own computer: in what is shown, and in addresses."""
    for text in page.texts:
        if any(hint in text.text for hint in HINTS):
            for found in PATH.finditer(text.text):
                yield _path(text.at + found.start() if len(text.text) < 100_000 else text.at, found[0])
        if "<o:" not in text.text and page.elements and page.elements[text.owner].tag.startswith("o:"):
            yield from _in_word_s_element(page, text.owner, text.text, text.at)
    for element in page.elements:
        for name in _ADDRESSES:
            address = element.given.get(name, "")
            if (":" in address[:10] or "\\" in address[:3]) and _OWN_ADDRESS.match(address):
                yield _path(element.at, unquote(address.strip()))


def _in_word_s_element(page: Page, owner: int, text: str, at: int) -> Iterator[Told]:
    """A property of Word's outside a comment."""
    what = _SAID_OF_WORD.get(page.elements[owner].tag.removeprefix("o:"))
    if what and text.strip():
        yield Told("X801", at, f"Word has written into the page {what} ({cut(text, 60)})", _OUT)


def _path(at: int, path: str) -> Told:
    message = f"this is a path of somebody’s own computer: {cut(path, 60)}"
    return Told("X801", at, message, "take it out, or name what others can open", kind="path")


def _pictures(page: Page) -> Iterator[Told]:
    """What pictures that lie in the page tell beside what they show."""
    seen: set[str] = set()
    for element in page.elements:
        for name in ("src", "href", "xlink:href", "poster", "data"):
            address = element.given.get(name, "")
            if _IMAGE.match(address) and address not in seen:
                seen.add(address)
                yield from _of_picture(address, element.at)


def _of_picture(address: str, at: int) -> Iterator[Told]:
    head, _, body = address.partition(",")
    try:
        data = (
            base64.b64decode(unquote(body), validate=False)
            if ";base64" in head.lower()
            else unquote_to_bytes(body)
        )
    except (binascii.Error, ValueError):
        yield Told(
            "A701", at, "this picture is damaged, and cannot be shown", "put it in again", kind="damaged"
        )
        return
    traces = told_by(data)
    for code, place_or_time in (("X801", False), ("X802", True)):
        told = dict.fromkeys(trace.what for trace in traces if trace.place_or_time is place_or_time)
        if told:
            yield Told(code, at, f"this picture’s file tells {', '.join(told)}", _CLEAN)
