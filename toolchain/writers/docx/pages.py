"""Page numbers of the contents: LibreOffice lays the document out until they are those of its pages."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from toolchain.office import destination, failed, pages_of_bookmarks

ROUNDS = 5
"""Layouts at most. The second mostly agrees with the first; a longer number can move a line once more."""

UNKNOWN = "0"
"""What stands in the contents until the first layout."""


@dataclass(frozen=True, slots=True, repr=False)
class Pages:
    """The pages on which bookmarks stand, from 1, by the names that the layout gives them; at first none.

    `first` is the number that the document shows on its first page.
    """

    places: Mapping[str, int] = field(default_factory=dict)
    first: int = 1

    def label(self, bookmark: str) -> str:
        """The number that is shown on a bookmark's page. Raises `Failure` (S016) where it stands on none."""
        if not self.places:
            return UNKNOWN
        page = self.places.get(destination(bookmark))
        if page is None:
            raise failed("LibreOffice did not say on which page a heading stands")
        return str(page + self.first - 1)


def settled(write: Callable[[Pages], bytes]) -> bytes:
    """The document in whose contents the pages are those on which LibreOffice puts the headings.

    Raises `Failure` (S016) where there is no LibreOffice, and where the pages do not come to rest.
    """
    places: Mapping[str, int] = {}
    for _ in range(ROUNDS):
        document = write(Pages(places))
        found = pages_of_bookmarks(document)
        if found == places:
            return document
        places = found
    raise failed(f"the pages of the headings still change after {ROUNDS} layouts")
