"""Find personal data and editing traces in a page that it does not show (X801 to X803)."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterator
from urllib.parse import unquote, unquote_to_bytes

from toolchain.checks.files.html.places import Told, cut
from toolchain.formats.html.tree import Page
from toolchain.formats.pictures import cases_of, told_by
from toolchain.model.diagnostics import Severity
from toolchain.model.expressions import expression
from toolchain.model.facts import Word
from toolchain.model.own_paths import MAIL, PATH
from toolchain.model.wording import fold, squeezed
from toolchain.rules.accessibility import PictureDamaged
from toolchain.rules.confidentiality import OwnPath
from toolchain.rules.files_html import CommentInSource, Reveals, WordProperty, WrittenByWord

_OWN_ADDRESS = expression(r"\s*(?:file:|[a-z]:[\\/]|\\\\[\w.-]+\\)", re.IGNORECASE)
_ADDRESSES = ("href", "src", "data", "poster", "background", "cite", "action", "longdesc", "xlink:href")
_OF_WORD = expression(
    r"<o:(Author|LastAuthor|Company|Manager|Template|HyperlinkBase|Created|LastSaved|LastPrinted|TotalTime)>"
    r"([^<]{1,500})</o:",
    re.IGNORECASE,
)
_SAID_OF_WORD = {
    "author": Word("its author"), "lastauthor": Word("who saved it last"), "company": Word("a company"),
    "manager": Word("a manager"), "template": Word("a template"), "hyperlinkbase": Word("a folder"),
    "created": Word("when it was made"), "lastsaved": Word("when it was saved"),
    "lastprinted": Word("when it was printed"), "totaltime": Word("how long it took"),
}  # fmt: skip
_PERSONS = frozenset((
    "author", "web_author", "owner", "reply-to", "creator", "dc.creator", "dcterms.creator", "changedby",
    "lastauthor", "citation_author",
))  # fmt: skip
_TIMES = {"created": Word("when it was created"), "changed": Word("when it was changed")}
_YEAR = expression(r"\b(?:19|20)\d\d")
_SAVED_FROM = expression(r"\s*saved from url=\(\d+\)\s*(\S+)")
_IMAGE = expression(r"\s*data:image/[\w.+-]+", re.IGNORECASE)
_CONDITION = expression(r"\s*\[(?:if|endif)", re.IGNORECASE)
_WORDS = expression(r"[^\W\d_]{2,}")
_FEWEST_WORDS, _MOST_MARKUP = 4, 3


def personal_troubles(page: Page) -> Iterator[Told]:
    """Yield all findings of this module."""
    yield from _metadata(page)
    yield from _comments(page)
    yield from _paths(page)
    yield from _pictures(page)


def _metadata(page: Page) -> Iterator[Told]:
    metas = [each for each in page.all("meta") if each.given.get("content", "").strip()]
    if not metas:
        return
    shown = squeezed(" ".join(text.text for text in page.shown()).casefold())
    for element in metas:
        name = (element.given.get("name") or element.given.get("http-equiv") or "").strip().lower()
        content = fold(element.given["content"])
        if name in _PERSONS and not _is_shown(content, shown):
            yield Told(element.at, Reveals(Word("a person whom its text does not name"), content))
        elif name in _TIMES and _YEAR.search(content):
            yield Told(element.at, Reveals(_TIMES[name], content))
        elif found := PATH.search(content):
            yield Told(element.at, OwnPath(found[0]))


def _is_shown(names: str, shown: str) -> bool:
    """Return whether a text contains all of the names, in any order of first and last names."""
    return all(
        squeezed(name.casefold()) in shown
        or all(squeezed(part.casefold()) in shown for part in name.replace(",", " ").split())
        for name in re.split(r"[;|]", names)
    )


def _comments(page: Page) -> Iterator[Told]:
    """Find comments, and the data that Word stores in them."""
    for token in page.comments:
        text, at = token.text, token.at
        yield from _of_word(text, at)
        if saved := _SAVED_FROM.match(text):
            yield Told(at, Reveals(Word("where it was saved from"), saved[1]))
        elif found := PATH.search(text):
            yield Told(at, OwnPath(found[0]))
        elif _CONDITION.match(text):
            continue
        elif found := MAIL.search(text):
            yield Told(at, Reveals(Word("an email address in a comment"), found[0]))
        elif len(_WORDS.findall(text[:2_000])) >= _FEWEST_WORDS and text.count("<") < _MOST_MARKUP:
            yield Told(at, CommentInSource(cut(text)), Severity.WARNING)


def _of_word(text: str, at: int) -> Iterator[Told]:
    if "<o:" not in text:
        return
    said = tuple(
        WordProperty(_SAID_OF_WORD[found[1].lower()], found[2])
        for found in _OF_WORD.finditer(text)
        if found[2].strip()
    )
    if said:
        yield Told(at, WrittenByWord(said))


def _paths(page: Page) -> Iterator[Told]:
    """Find paths on a personal computer, in the text and in addresses."""
    for text in page.texts:
        for found in PATH.finditer(text.text):
            at = text.at + found.start() if len(text.text) < 100_000 else text.at
            yield Told(at, OwnPath(found[0]))
        tag = page.elements[text.owner].tag if page.elements and "<o:" not in text.text else ""
        what = _SAID_OF_WORD.get(tag[2:]) if tag.startswith("o:") else None
        if what and text.text.strip():
            yield Told(text.at, WrittenByWord((WordProperty(what, text.text),)))
    for element in page.elements:
        for name in _ADDRESSES:
            address = element.given.get(name, "")
            if (":" in address[:10] or "\\" in address[:3]) and _OWN_ADDRESS.match(address):
                yield Told(element.at, OwnPath(unquote(address.strip())))


def _pictures(page: Page) -> Iterator[Told]:
    """Find what pictures in the page reveal about persons, places and devices."""
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
        yield Told(at, PictureDamaged())
        return
    for facts in cases_of(told_by(data)):
        yield Told(at, facts)
