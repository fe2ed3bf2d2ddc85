"""What a PDF shows: runs of text and pictures, by the marks around them (ISO 32000-1, 14.6), and blocks."""

from __future__ import annotations

import unicodedata
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from typing import Any, Literal, NamedTuple

from toolchain.formats.pdf.fonts import SOFT_HYPHEN, Font, without_controls
from toolchain.formats.pdf.operations import first_name, language, mark_number, replacement, second_name
from toolchain.formats.pdf.page_items import Matrix
from toolchain.model.records import Changing, Record, field

IMAGE = "\ufffc"
"""The text of a run that is a picture."""


_SAME_LINE = 0.6
"""Maximum distance of base lines in one line, as a share of the larger size. Marks are raised by 0.33."""


class Manner(Record):
    """How a text is shown that has words from right to left, or is in a file that marks such words.

    glyphs      the texts of its glyphs, from left to right
    from_right  the direction of the file
    is_exact    the file marks reversed text somewhere, so its brackets are as shown at each place
    is_level    the file marks reversed text, but has not marked this one
    is_reversed the file marks this one as reversed text
    lang        the language of its marked content (14.9.2)
    """

    glyphs: tuple[str, ...] = ()
    from_right: bool = False
    is_exact: bool = False
    is_level: bool = False
    is_reversed: bool = False
    lang: str = ""


class Run(Record):
    """A text shown at a place: its page (from 0), the start of its base line and its size, in points.

    turned   it contains words from right to left, or is among such words
    certain  its text, in reading order, looks like the page
    """

    text: str
    page: int
    x: float
    y: float
    size: float
    turned: bool = False
    certain: bool = True
    manner: Manner = Manner()


def on_one_line(one: Run, other: Run) -> bool:
    """Return whether two consecutive runs are on one line."""
    return one.page == other.page and abs(one.y - other.y) <= _SAME_LINE * max(one.size, other.size)


class Picture(NamedTuple):
    """A drawn picture: its page (from 0), the number of its mark or -1, its object, and its matrix."""

    page: int
    mark: int
    object: Any
    matrix: Matrix


class Marked(Record):
    """The marked content of all pages.

    runs     by page and number (MCID)
    loose    the first run of each page outside all marks
    fonts    all fonts with shown text
    unseen   text without a glyph in its font, with the first page of each
    beside   by page, artifacts, such as running headers
    pictures in the order in which they are drawn
    """

    runs: dict[tuple[int, int], list[Run]]
    loose: list[Run]
    fonts: list[Font]
    unseen: dict[str, int]
    beside: dict[int, list[Run]]
    pictures: list[Picture]


_HYPHENS = {"-", "\u2010", SOFT_HYPHEN}


class Said(Changing):
    """What a file says of glyphs, and whether it has been used: inner marks share it, and it is used once."""

    text: str
    used: bool = False

    def seen_as(self, glyphs: Iterable[str]) -> str:
        """Return it as seen: a soft hyphen is nothing, or a hyphen if the glyph is one (14.8.2.2.3)."""
        is_hyphen = self.text == SOFT_HYPHEN and set(glyphs) <= _HYPHENS
        return "\u2010" if is_hyphen else self.text.replace(SOFT_HYPHEN, "")

    def is_of(self, glyphs: Iterable[str]) -> bool:
        """Return whether this text has all letters and digits of the glyphs that a reader sees.

        One of the letters is enough for a glyph that is known to be letters with marks, as in Lao. In Arabic
        and Hebrew, where one glyph can be part of several letters, any letter of these scripts is.
        """
        said = _letters(self.text)
        return all(_is_part(_letters(text), said, text) for text in glyphs)


_RIGHT_TO_LEFT = ("R", "AL")
_ACCENTS = frozenset(map(chr, range(0x300, 0x370)))


def _is_part(letters: set[str], said: set[str], text: str) -> bool:
    if letters <= said:
        return True
    marked = any(unicodedata.category(sign)[0] == "M" for sign in unicodedata.normalize("NFKC", text))
    return marked and not letters.isdisjoint(said)


def _letters(text: str) -> set[str]:
    """Return the letters, accents and digits of a text; "R" is for all letters from right to left."""
    return {
        "R" if unicodedata.bidirectional(letter) in _RIGHT_TO_LEFT else letter
        for letter in unicodedata.normalize("NFKD", text)
        if letter.isalnum() or letter in _ACCENTS
    }


class Mark(NamedTuple):
    """A mark: its number, -1 for none, None for an artifact; and its replacement text (14.9.4).

    instead    what is said of an element; it is used only if the file does not state the characters of the
               glyphs, because users see the glyphs
    said       what is said of glyphs in a text, because a glyph can be one of several characters
    is_in_run  it ends no run where it begins or ends
    reversed   its text is shown from the last character to the first (14.8.2.3.3)
    lang       its language

    `instead` is in a list that inner marks share, so that it is used once.
    """

    number: int | None = -1
    instead: list[str] | None = None
    said: Said | None = None
    is_in_run: bool = False
    reversed: bool = False
    lang: str = ""

    @property
    def is_artifact(self) -> bool:
        return self.number is None


def inner_mark(operands: bytes, outer: Mark, named: Callable[[str], Any]) -> Mark:
    """Return the mark that begins inside another one; `named` returns a property list by its name."""
    kind = first_name(operands)
    if kind == "/ReversedChars":
        return outer._replace(is_in_run=True, reversed=True)
    if kind == "/Artifact":
        return Mark(None)
    number, instead = mark_number(operands), replacement(operands)
    if number is None and (found := named(second_name(operands))) is not None:
        number = int(found["/MCID"]) if "/MCID" in found else None
        instead = str(found["/ActualText"]) if "/ActualText" in found else None
    if number is None and instead is not None and outer.number != -1:
        return outer._replace(said=Said(without_controls(instead)), is_in_run=True)
    return Mark(
        outer.number if number is None else number,
        outer.instead if instead is None else [instead],
        lang=language(operands) or outer.lang,
    )


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
