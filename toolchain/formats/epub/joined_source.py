"""The documents of a book as the source of one page, so that the checks of pages find faults in each.

Addresses get their document's name, so that each is unique and links lead across documents. No line is added
or removed, so that places can be mapped back.
"""

from __future__ import annotations

import html
import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from toolchain.formats.epub.book import Book
from toolchain.formats.epub.container import is_remote, resolved
from toolchain.formats.html.elements import VOID
from toolchain.formats.html.tree import Page, parsed
from toolchain.model.diagnostics import FilePlace, Place
from toolchain.model.expressions import expression
from toolchain.model.records import Record
from toolchain.model.wording import said

_ATTRIBUTE = r"\s+[^\s=<>/\"']+\s*=\s*(?:\"[^\"]*\"|'[^']*')"
_TAG = expression(rf"<([a-zA-Z][\w:.-]*)((?:{_ATTRIBUTE})*)\s*(/?)>")
_GIVEN = expression(r"\s+([^\s=<>/\"']+)\s*=\s*(\"[^\"]*\"|'[^']*')")
_DROPPED = expression(
    r"<!DOCTYPE[^>]*>|<title\b[^>]*>[^<]*</title\s*>|<title\s*/>|</(?:html|head|body)\s*>", re.IGNORECASE
)
_LARGEST_SHEET = 2_000_000
_FRAME = frozenset(("html", "head", "body"))
_NAMED = frozenset((
    "aria-labelledby", "aria-describedby", "aria-controls", "aria-owns", "aria-details", "aria-flowto",
    "headers", "for",
))  # fmt: skip
_LOADING = frozenset(("src", "poster", "data", "xlink:href"))
_LINKS = frozenset(("a", "area"))


class Missing(Record):
    """A file that a document shows and the book lacks, and the place that names it."""

    at: int
    path: str


class _Piece(NamedTuple):
    """A file in the page: its name, and its offset."""

    at: int
    name: str


class Joined(Record):
    """The page, the files in it, the declared language of each document, and missing files."""

    page: Page
    pieces: tuple[_Piece, ...]
    languages: Mapping[str, str]
    missing: tuple[Missing, ...]

    def span(self, at: int) -> Place:
        """Return the place of an offset: the file and its line."""
        piece = self.pieces[max(0, bisect_right(self.pieces, (at, "\U0010ffff")) - 1)]
        line = self.page.source.count("\n", piece.at, at) + 1
        words = said("{file}, line {line}", file=piece.name, line=str(line))
        return FilePlace(self.page.display, words=words)


def joined(book: Book) -> Joined:
    """Return the documents of a book as one page, including the contents. Raise `Failure` (S012, S021)."""
    paths = list(book.spine)
    if book.navigation and book.navigation not in paths:
        paths.insert(book.front, book.navigation)
    joiner = _Joiner(book)
    documents = [(path, joiner.document(path)) for path in paths]
    lang = f' lang="{html.escape(book.languages[0])}"' if book.languages else ""
    lang += ' dir="rtl"' if joiner.directions == {"rtl"} else ""
    title = f"<title>{html.escape(book.title)}</title>" if book.title else ""
    text = [f'<!DOCTYPE html><html{lang}><head><meta charset="utf-8">{title}']
    at = len(text[0])
    pieces = [_Piece(0, book.short(book.opf))]
    missing: list[Missing] = []

    def add(name: str, before: str, words: str, after: str) -> None:
        nonlocal at
        text.extend((before, words, after))
        pieces.append(_Piece(at + len(before), name))
        at += len(before) + len(words) + len(after)

    for path, sheet in joiner.sheets():
        add(book.short(path), "<style>", sheet.replace("</", "<\\/"), "</style>")
    add("", "</head><body>", "", "")
    for path, (words, lost) in documents:
        begin = f'<section id="{html.escape(book.short(path))}">'
        missing += [Missing(at + len(begin) + each.at, each.path) for each in lost]
        add(book.short(path), begin, words, "</section>")
    text.append("</body></html>\n")
    page = parsed("".join(text), book.container.display)
    return Joined(page, tuple(pieces), joiner.languages, tuple(missing))


class _Joiner:
    """Makes the documents' sources parts of one page."""

    def __init__(self, book: Book) -> None:
        self._book = book
        self._sheets: dict[str, None] = {}
        self.languages: dict[str, str] = {}
        self.directions: set[str] = set()

    def document(self, path: str) -> tuple[str, list[Missing]]:
        """Return a document's source, and the missing files that it shows."""
        text = self._book.container.text(path).decode().replace("\r\n", "\n").replace("\r", "\n")
        source = _DROPPED.sub(lambda found: _lines_of(found[0]), text)
        missing: list[Missing] = []
        out: list[str] = []
        at = length = 0
        for found in _TAG.finditer(source):
            given = {name: html.unescape(value[1:-1]) for name, value in _GIVEN.findall(found[2])}
            before = source[at : found.start()]
            length += len(before)
            at = found.end()
            if lost := self._lost(path, given):
                missing.append(Missing(length, lost))
            tag = self._tag(path, found, given)
            length += len(tag)
            out += (before, tag)
        return "".join((*out, source[at:])), missing

    def sheets(self) -> Iterator[tuple[str, str]]:
        """Yield the style sheets that the documents name, each once: path and text."""
        for path in self._sheets:
            sheet = self._book.container.content(path).decode("utf-8", "replace")
            yield path, sheet.replace("\r\n", "\n").replace("\r", "\n")

    def _lost(self, path: str, given: Mapping[str, str]) -> str:
        """Return the file that an element shows if it is missing from the book, else ""."""
        for name in _LOADING & given.keys():
            if given[name] and not is_remote(given[name]):
                file, _ = resolved(path, given[name])
                if not self._book.container.has(file):
                    return self._book.short(file) or given[name]
        return ""

    def _tag(self, path: str, found: re.Match[str], given: dict[str, str]) -> str:
        """Return a tag for the page, on as many lines."""
        name, lines = found[1], _lines_of(found[0])
        if name in _FRAME:
            if name == "html":
                self.languages[path] = given.get("lang") or given.get("xml:lang", "")
                self.directions.add(given.get("dir", "").lower())
            return lines
        if name == "link" and self._takes_sheet(path, given):
            return lines
        written = "".join(f' {key}="{html.escape(value)}"' for key, value in self._given(path, name, given))
        closed = f"</{name}>" if found[3] and name not in VOID else ""
        return f"<{name}{written}{lines}>{closed}"

    def _takes_sheet(self, path: str, given: Mapping[str, str]) -> bool:
        address = given.get("href", "")
        if "stylesheet" not in given.get("rel", "").lower().split() or is_remote(address):
            return False
        file, _ = resolved(path, address)
        if self._book.container.has(file) and self._book.container.size(file) <= _LARGEST_SHEET:
            self._sheets[file] = None
        return True

    def _given(self, path: str, tag: str, given: Mapping[str, str]) -> Iterator[tuple[str, str]]:
        """Yield attributes with the addresses that they have in the page."""
        for name, value in given.items():
            if name == "id" or (name == "name" and tag == "a"):
                yield name, self._book.unique(path, value)
            elif name in _NAMED:
                yield name, " ".join(self._book.unique(path, each) for each in value.split())
            elif name == "href" and tag in _LINKS and value.strip():
                yield name, self._book.link(path, value)
            elif name in _LOADING and not is_remote(value):
                yield name, "data:,"  # which is in the book, or told of as missing
            else:
                yield ("lang" if name == "xml:lang" and "lang" not in given else name), value


def _lines_of(text: str) -> str:
    """Return the line breaks of a text."""
    return "\n" * text.count("\n")
