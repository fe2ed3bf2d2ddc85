"""What a book's package document lacks, or tells of its makers; and what its documents do not say or show."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from toolchain.formats.epub.book import DC, OPF, Book
from toolchain.formats.epub.container import is_remote
from toolchain.formats.epub.joined_source import Joined
from toolchain.model.diagnostics import Defect, Finding
from toolchain.model.languages import is_language_tag, primary_subtag
from toolchain.model.own_paths import PATH
from toolchain.model.places import FilePlace, Place
from toolchain.model.wording import fold

_AGAIN = "make it again with submission build"
_OUT = "take it out of the package document before the book is sent"
_MAKERS = frozenset((
    "generator", "calibre:timestamp", "calibre:user_metadata", "calibre:user_categories", "sigil version",
    "calibre:author_link_map", "ibooks:version",
))  # fmt: skip
"""What programs write of themselves and of when and for whom they were at work."""
_BESIDE = frozenset(("META-INF/calibre_bookmarks.txt", "iTunesMetadata.plist"))
_RUNS = "javascript"
_SHOWN = 60
_MOST = 20
"""Lost files that are told one by one."""


def package_defects(book: Book, whole: Joined) -> Iterator[Defect]:
    """All of it."""
    place = FilePlace(book.container.display, words=book.short(book.opf))
    yield from _core(book, place)
    yield from _languages(book, whole)
    yield from _missing(whole)
    yield from _files(book, place)
    yield from _persons(book, place)
    yield from _paths(book)


def _core(book: Book, place: Place) -> Iterator[Defect]:
    if not book.title:
        yield Defect("A705", Finding(place, "the book has no title, <dc:title>", _AGAIN))
    if not book.languages:
        yield Defect("A706", Finding(place, "the book does not say its language, <dc:language>", _AGAIN))
    for lang in book.languages:
        if not is_language_tag(lang):
            yield Defect("A706", Finding(place, f"the book's language, {lang!r}, is none", _AGAIN))
    if not book.navigation and book.package.get("version", "").startswith("3"):
        message = "no document of the book is its contents (nav), by which one goes through it"
        yield Defect("D912", Finding(place, message, _AGAIN))


def _languages(book: Book, whole: Joined) -> Iterator[Defect]:
    known = {primary_subtag(lang) for lang in book.languages if is_language_tag(lang)}
    for path, lang in whole.languages.items():
        if not lang:
            message = "the document does not say its language: <html lang>"
        elif not is_language_tag(lang):
            message = f"the document's language, {lang!r}, is none"
        elif known and primary_subtag(lang) not in known:
            message = f"the document's language is {lang}, the book's {', '.join(book.languages)}"
        else:
            continue
        yield Defect(
            "A706", Finding(FilePlace(book.container.display, words=book.short(path)), message, _AGAIN)
        )


def _missing(whole: Joined) -> Iterator[Defect]:
    for lost in whole.missing[:_MOST]:
        message = f"{lost.path} is to be shown here, and is not in the book"
        yield Defect("D907", Finding(whole.span(lost.at), message, _AGAIN))
    if (more := len(whole.missing) - _MOST) > 0:
        message = f"{more:,} more files are to be shown that are not in the book"
        yield Defect("D907", Finding(FilePlace(whole.page.display), message, _AGAIN))


def _files(book: Book, place: Place) -> Iterator[Defect]:
    """X804, X805: what the book lists that is not in it, or that runs."""
    for item in book.items.values():
        if is_remote(item.path):
            message = f"the book loads a file that is not in it: {item.path[:_SHOWN]}"
            yield Defect("X804", Finding(place, message, "put it into the book, or take it out"))
        elif not book.container.has(item.path):
            message = f"the book lists {book.short(item.path)}, which is not in it"
            yield Defect("D907", Finding(place, message, _AGAIN))
        elif _RUNS in item.media_type or item.media_type.endswith("/ecmascript"):
            message = f"a script is in the book: {book.short(item.path)}"
            yield Defect(
                "X805",
                Finding(place, message, "take it out: a text needs none, and nobody sees what it does"),
            )


def _persons(book: Book, place: Place) -> Iterator[Defect]:
    """X801: who helped to make the book, and by what. Its authors are for it to name."""
    for name, text in _said(book.package):
        if name == "contributor":
            yield _told(place, f"the book names somebody who helped to make it: {text}")
        elif name.lower() in _MAKERS:
            yield _told(place, f"the book tells how it was made, {name}: {text}")
        elif PATH.search(text):
            yield _told(place, f"the book names a path of somebody's own computer: {text}")
    for name in book.container.names():
        if name in _BESIDE:
            yield _told(
                FilePlace(book.container.display, words=name),
                "a program has left here what it keeps for itself",
            )


def _told(place: Place, message: str) -> Defect:
    return Defect("X801", Finding(place, message[: 2 * _SHOWN], _OUT))


def _said(package: Any) -> Iterator[tuple[str, str]]:
    """The names and texts of the metadata."""
    for metadata in package.iter(f"{OPF}metadata"):
        for each in metadata.iter():
            if isinstance(each.tag, str):
                text = fold(each.get("content") or "".join(each.itertext()))
                name = each.get("property") or each.get("name") or each.tag.removeprefix(DC)
                if each is not metadata and text:
                    yield name, text


def _paths(book: Book) -> Iterator[Defect]:
    """X801: comments of the package document, which name what nobody sees."""
    raw = book.container.text(book.opf).decode()
    for comment in re.findall(r"<!--(.*?)-->", raw, re.DOTALL):
        if PATH.search(comment):
            place = FilePlace(book.container.display, words=book.short(book.opf))
            yield _told(place, f"a comment names a path of somebody's own computer: {fold(comment)}")
