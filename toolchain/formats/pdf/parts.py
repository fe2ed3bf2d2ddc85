"""The parts of a PDF that `scan` takes from the structure tree: pieces of text and their blocks."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from typing import Literal, NamedTuple

from toolchain.formats.pdf.runs import Marked, Run
from toolchain.model.records import Changing, Record, field

_ROUNDED = 0.5
"""Points by which a text may be above the place that leads to it, because of rounding."""


class Target(Record):
    """The target of a link: an address, or a page (from 0) and a height on it in points (None: its top).

    `name` is the file's name of a place; with neither address nor page the link leads nowhere.
    """

    url: str = ""
    page: int | None = None
    top: float | None = None
    name: str = ""


class Entry(NamedTuple):
    """An entry of the outline: its level from 1, its words and its target."""

    level: int
    title: str
    target: Target


class Page(Record):
    """The label of a page, and the heights of its top and bottom in points."""

    label: str
    bottom: float
    top: float


class Piece(NamedTuple):
    """Text in one piece of marked content.

    mark    it is a reference to something else, such as the mark of a note
    line    it begins a new line, like the words of a caption after its number
    image   the alt text if it is a picture; the text of its runs is then empty
    """

    runs: list[Run]
    target: Target | None = None
    mark: bool = False
    code: bool = False
    line: bool = False
    image: str | None = None


Kind = Literal["heading", "text", "code", "caption", "header", "cell", "figure"]


class Part(Changing):
    """A block of text, a caption, a cell or a figure.

    level   of a heading, 1 for the title
    body    whether it is in the main part of the document
    item    whether it begins an item of a list
    note    the number of its note, from 1 in the order of the file, 0 for none
    listed  whether that note is in a list
    table, row  the numbers of its table and row, in the same way
    cover   whether it is before the text
    """

    kind: Kind
    level: int = 0
    body: bool = False
    item: bool = False
    note: int = 0
    listed: bool = False
    table: int = 0
    row: int = 0
    block: int = 0
    cover: bool = False
    pieces: list[Piece] = field(default_factory=list)

    @property
    def runs(self) -> Iterator[Run]:
        """Its runs in order."""
        return (run for piece in self.pieces for run in piece.runs)

    @property
    def first(self) -> Run | None:
        """Its first run, None for a part without text."""
        return next(self.runs, None)


class Scan(Record):
    """Everything that is read of a file.

    marked      the marked content of its pages; its runs are those that belong to no element
    missing     pages, and the number of marks of each that the structure names and the page lacks
    left        by page, what is marked as text and belongs to no element
    standing    the standing texts of an organization that the file names
    """

    parts: list[Part]
    marked: Marked
    missing: dict[int, int]
    left: dict[int, list[Run]]
    outline: list[Entry]
    pages: list[Page]
    standing: tuple[str, ...] = ()


class Places:
    """Finds the part that a place on a page leads to (12.3.2.2): the one whose first line is next below it.

    In the last part of a page, that is the part itself, as it is on a page that only continues one.
    """

    def __init__(self, parts: Iterable[Part]) -> None:
        found: dict[int, list[tuple[float, float, int]]] = {}
        continued: dict[int, int] = {}
        for part in parts:
            if first := part.first:
                found.setdefault(first.page, []).append((-first.y, first.x, part.block))
                continued.update((run.page, part.block) for run in part.runs)
        self._parts = {page: sorted(starts) for page, starts in found.items()}
        self._continued = {page: block for page, block in continued.items() if page not in found}

    def block(self, target: Target) -> int | None:
        """Return the number of the block, None for a target that leads nowhere in the file."""
        if target.page is None:
            return None
        starts = self._parts.get(target.page)
        if not starts:
            return self._continued.get(target.page)
        at = 0 if target.top is None else bisect_left(starts, (-target.top - _ROUNDED,))
        return starts[min(at, len(starts) - 1)][2]
