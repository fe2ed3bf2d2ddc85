"""What the pages of a PDF show: runs of text and pictures, by their marks."""

from __future__ import annotations

from typing import Any, NamedTuple

from toolchain.formats.pdf.fonts import Font
from toolchain.formats.pdf.page_items import Matrix
from toolchain.model.records import Record

IMAGE = "\ufffc"
"""The text of a run that is a picture."""


_SAME_LINE = 0.6
"""Maximum distance of base lines in one line, as a share of the larger size. Marks are raised by 0.33."""


class Manner(Record):
    """How a text with words from right to left, or in a file that marks such words, is shown.

    glyphs      the texts of its glyphs, from left to right
    from_right  the direction of the file
    is_exact    the file states brackets for each place
    is_level    the file marks reversed text, and not this one
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
