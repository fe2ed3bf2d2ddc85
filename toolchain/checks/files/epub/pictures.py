"""Find what a book's images reveal about persons, places and devices (X801, X802)."""

from __future__ import annotations

from collections.abc import Iterator

from toolchain.formats.epub.book import Book
from toolchain.formats.pictures import cases_of, told_by
from toolchain.model.diagnostics import Finding

_IMAGES = (".png", ".jpg", ".jpeg", ".gif")
_LARGEST = 20_000_000


def picture_defects(book: Book) -> Iterator[Finding]:
    """Find what each image reveals, in the order of the file."""
    for name in book.container.names():
        if not name.lower().endswith(_IMAGES) or book.container.size(name) > _LARGEST:
            continue
        for facts in cases_of(told_by(book.container.content(name)), book.short(name)):
            yield Finding(book.place(name), facts)
