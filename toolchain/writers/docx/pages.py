"""Numbers of pages: LibreOffice lays the document out until those it states are those of its pages."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from toolchain.formats.libreoffice import Layout, destination, failed, laid_out
from toolchain.rules.inputs import PagesChange, PageUnknown
from toolchain.writers.docx.page_numbers import FIRST

ROUNDS = 5
"""Layouts at most. The second mostly agrees with the first; a longer number can move a line once more."""

UNKNOWN = "0"
"""What stands in the contents until the first layout."""


@dataclass(frozen=True, slots=True)
class Pages:
    """The pages of a layout, at first of none. `first` is the number that the document shows on its first."""

    layout: Layout | None = None
    first: int = 1

    @property
    def total(self) -> str:
        """How many there are."""
        return FIRST if self.layout is None else str(self.layout.pages)

    def label(self, bookmark: str) -> str:
        """Return the number that is shown on a bookmark's page. Raises `Failure` (S016) where it stands on
        none.
        """
        if self.layout is None:
            return UNKNOWN
        page = self.layout.places.get(destination(bookmark))
        if page is None:
            raise failed(PageUnknown())
        return str(page + self.first - 1)


def settled(write: Callable[[Pages], bytes]) -> bytes:
    """Return the document whose numbers of pages are those of LibreOffice's layout of it.

    Raises `Failure` (S016) where there is no LibreOffice, and where the pages do not come to rest.
    """
    layout: Layout | None = None
    for _ in range(ROUNDS):
        document = write(Pages(layout))
        found = laid_out(document)
        if found == layout:
            return document
        layout = found
    raise failed(PagesChange(ROUNDS))
