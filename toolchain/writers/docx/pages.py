"""Page numbers: LibreOffice lays out the document until its page numbers agree with the pages."""

from __future__ import annotations

from collections.abc import Callable

from toolchain.formats.libreoffice import Layout, destination, failed, laid_out
from toolchain.model.records import Record
from toolchain.rules.inputs import PagesChange, PageUnknown
from toolchain.writers.docx.page_numbers import FIRST

ROUNDS = 5
"""Layouts at most. The second mostly agrees with the first; a longer number can move a line once more."""

UNKNOWN = "0"
"""The page number in the contents before the first layout."""


class Pages(Record):
    """The pages of a layout, at first none. `first` is the number shown on the first page."""

    layout: Layout | None = None
    first: int = 1

    @property
    def total(self) -> str:
        """The number of pages."""
        return FIRST if self.layout is None else str(self.layout.pages)

    def label(self, bookmark: str) -> str:
        """Return the number shown on a bookmark's page. Raise `Failure` (S016) if it is on none."""
        if self.layout is None:
            return UNKNOWN
        page = self.layout.places.get(destination(bookmark))
        if page is None:
            raise failed(PageUnknown())
        return str(page + self.first - 1)


def settled(write: Callable[[Pages], bytes]) -> bytes:
    """Return the document with the page numbers of LibreOffice's layout.

    Raise `Failure` (S016) if there is no LibreOffice, or if the page numbers do not become stable.
    """
    layout: Layout | None = None
    for _ in range(ROUNDS):
        document = write(Pages(layout))
        found = laid_out(document)
        if found == layout:
            return document
        layout = found
    raise failed(PagesChange(ROUNDS))
