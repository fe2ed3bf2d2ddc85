"""Check what is in a book: its package document, its text, and what its images reveal (X801, X802)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from toolchain.checks.files.html.troubles import troubles
from toolchain.formats.epub.book import DC, OPF, Book
from toolchain.formats.epub.container import is_remote
from toolchain.formats.epub.joined_source import Joined
from toolchain.formats.pictures import cases_of, told_by
from toolchain.model.diagnostics import FilePlace, Finding, Place
from toolchain.model.languages import is_language_tag
from toolchain.model.own_paths import PATH
from toolchain.model.wording import fold
from toolchain.rules import outputs_epub as cases
from toolchain.rules.accessibility import TitleMissing
from toolchain.rules.outputs_epub import DocumentLanguageInvalid, NoDocumentLanguage

_MAKERS = frozenset((
    "generator", "calibre:timestamp", "calibre:user_metadata", "calibre:user_categories", "sigil version",
    "calibre:author_link_map", "ibooks:version",
))  # fmt: skip
"""Metadata that programs write about themselves, and about the time and person."""
_BESIDE = frozenset(("META-INF/calibre_bookmarks.txt", "iTunesMetadata.plist"))
_RUNS = "javascript"
_MOST = 20
"""Maximum number of missing files that are listed one by one."""


def package_defects(book: Book, whole: Joined) -> Iterator[Finding]:
    """Yield all findings of this module."""
    place = book.place(book.opf)
    yield from _core(book, place)
    yield from book.language_faults(whole.languages.items())
    yield from _missing(whole)
    yield from _files(book, place)
    yield from _persons(book, place)
    yield from _paths(book)


def _core(book: Book, place: Place) -> Iterator[Finding]:
    if not book.title:
        yield Finding(place, cases.NoBookTitle())
    if not book.languages:
        yield Finding(place, cases.NoBookLanguage())
    for lang in book.languages:
        if not is_language_tag(lang):
            yield Finding(place, cases.BookLanguageInvalid(lang))
    if not book.navigation and book.package.get("version", "").startswith("3"):
        yield Finding(place, cases.NoNavigation())


def _missing(whole: Joined) -> Iterator[Finding]:
    for lost in whole.missing[:_MOST]:
        yield Finding(whole.span(lost.at), cases.ShownFileMissing(lost.path))
    if (more := len(whole.missing) - _MOST) > 0:
        yield Finding(FilePlace(whole.page.display), cases.MoreShownFilesMissing(more))


def _files(book: Book, place: Place) -> Iterator[Finding]:
    """Find listed files that are missing or remote, and scripts (X804, X805)."""
    for item in book.items.values():
        if is_remote(item.path):
            yield Finding(place, cases.BookLoads(item.path))
        elif not book.container.has(item.path):
            yield Finding(place, cases.ListedFileMissing(book.short(item.path)))
        elif _RUNS in item.media_type or item.media_type.endswith("/ecmascript"):
            yield Finding(place, cases.BookRuns(book.short(item.path)))


def _persons(book: Book, place: Place) -> Iterator[Finding]:
    """Find contributors and programs (X801). The authors of a book are meant to be public."""
    for name, text in _said(book.package):
        if name == "contributor":
            yield Finding(place, cases.ContributorNamed(text))
        elif name.lower() in _MAKERS:
            yield Finding(place, cases.MakingNamed(name, text))
        elif PATH.search(text):
            yield Finding(place, cases.PathInMetadata(text))
    for name in book.container.names():
        if name in _BESIDE:
            yield Finding(FilePlace(book.container.display, words=name), cases.LeftByProgram())


def _said(package: Any) -> Iterator[tuple[str, str]]:
    """Yield the names and texts of the metadata."""
    for metadata in package.iter(f"{OPF}metadata"):
        for each in metadata.iter():
            if isinstance(each.tag, str):
                text = fold(each.get("content") or "".join(each.itertext()))
                name = each.get("property") or each.get("name") or each.tag.removeprefix(DC)
                if each is not metadata and text:
                    yield name, text


def _paths(book: Book) -> Iterator[Finding]:
    """Find paths in comments of the package document, which nobody sees (X801)."""
    raw = book.container.text(book.opf).decode()
    for comment in re.findall(r"<!--(.*?)-->", raw, re.DOTALL):
        if PATH.search(comment):
            yield Finding(book.place(book.opf), cases.PathInComment(fold(comment)))


_IMAGES = (".png", ".jpg", ".jpeg", ".gif")
_LARGEST = 20_000_000


def picture_defects(book: Book) -> Iterator[Finding]:
    """Find what each image reveals, in the order of the file."""
    for name in book.container.names():
        if not name.lower().endswith(_IMAGES) or book.container.size(name) > _LARGEST:
            continue
        for facts in cases_of(told_by(book.container.content(name)), book.short(name)):
            yield Finding(book.place(name), facts)


_OF_THE_PACKAGE = (TitleMissing, NoDocumentLanguage, DocumentLanguageInvalid)
"""Rules that a book meets in its package document, not in a page."""


def text_defects(whole: Joined) -> Iterator[Finding]:
    """Yield the findings about the text of a book."""
    found = (each for each in troubles(whole.page) if not isinstance(each.facts, _OF_THE_PACKAGE))
    return (Finding(whole.span(each.at), each.facts, severity=each.severity) for each in found)
