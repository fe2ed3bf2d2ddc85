"""X801, X802: what the files of a book's images tell of persons, places and devices."""

from __future__ import annotations

from collections.abc import Iterator

from toolchain.formats.epub.book import Book
from toolchain.formats.pictures import told_by
from toolchain.model.diagnostics import Finding
from toolchain.model.places import FilePlace
from toolchain.rules.confidentiality import ImageLocation, ImageNamesPerson

_IMAGES = (".png", ".jpg", ".jpeg", ".gif")
_LARGEST = 20_000_000


def picture_defects(book: Book) -> Iterator[Finding]:
    """What each image tells, in the order of the file."""
    for name in book.container.names():
        if not name.lower().endswith(_IMAGES) or book.container.size(name) > _LARGEST:
            continue
        traces = told_by(book.container.content(name))
        for case, place_or_time in ((ImageNamesPerson, False), (ImageLocation, True)):
            told = dict.fromkeys(trace.what for trace in traces if trace.place_or_time is place_or_time)
            if told:
                place = FilePlace(book.container.display, words=book.short(name))
                yield Finding(place, case(place.words, ", ".join(told)))
