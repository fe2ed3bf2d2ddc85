"""What the pages of a PDF show: runs of text and pictures, by the marks around them (ISO 32000-1, 14.6)."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from toolchain.formats.pdf.fonts import SOFT_HYPHEN, Font, without_controls
from toolchain.formats.pdf.operations import first_name, language, mark_number, replacement, second_name
from toolchain.formats.pdf.page_items import Matrix
from toolchain.model.records import Changing, Record

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


class Run(NamedTuple):
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
