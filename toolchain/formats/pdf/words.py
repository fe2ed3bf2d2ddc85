"""Puts runs of text together to words and lines, and says where a space stood that no line shows.

A line ends where a space was, which is not there; or after a hyphen, inside an address or between
ideographs, where there may have been none. Most ends are at a space, by UAX #14; but a word that is too
long for a narrow column is divided anywhere.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from toolchain.formats.pdf.content import IMAGE, Run
from toolchain.formats.pdf.parts import Piece, Target

UNCERTAIN = "\u200b"
"""Stands where a line ends and the file does not show whether with a space. A U+2010 before it may be
one that stands there for the end of the line alone; a space before it is likely to be there."""

LIKELY = f" {UNCERTAIN}"

JOINT = "\u2060"
"""Stands between two runs each of which has an order of its own: what reads from right to left in both of
them is not one. No space is missing there."""

_SAME_LINE = 0.6
"""How far, in sizes of the larger text, base lines of one line may be apart. Marks are raised by 0.33."""

_NO_BREAK_AFTER = frozenset(".,:;)]’”»\"'%°")
_NO_BREAK_BEFORE = frozenset("([‘“«\"'")

_WITHOUT_SPACES = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]")
"""Thai, Lao, Burmese and Khmer."""


class Stretch(NamedTuple):
    """Text of one kind: in one link, or in none."""

    text: str
    target: Target | None
    mark: bool
    code: bool
    image: bool


def text_of(pieces: Iterable[Piece], *, joints: bool = False) -> str:
    """The text of some pieces, pictures left out; with the joints in it or without them."""
    text = "".join(stretch.text for stretch in stretches(pieces) if not stretch.image)
    return text if joints else text.replace(JOINT, "")


def stretches(pieces: Iterable[Piece]) -> list[Stretch]:
    """Return the stretches of some pieces, with what was between lines."""
    found: list[Stretch] = []
    for text, piece in _joined(pieces):
        stretch = Stretch(text, piece.target, piece.mark, piece.code, piece.image is not None)
        if found and found[-1][1:] == stretch[1:] and not stretch.image:
            found[-1] = stretch._replace(text=found[-1].text + text)
        elif text or stretch.image:
            found.append(stretch)
    return found


def _joined(pieces: Iterable[Piece]) -> Iterator[tuple[str, Piece]]:
    """The texts with what stands between lines, which belongs to a link where both lines do."""
    before: Run | None = None
    last: Piece | None = None
    pieces = list(pieces)
    joint = JOINT if any(run.turned for piece in pieces for run in piece.runs) else ""
    for piece in pieces:
        runs = piece.runs if piece.image is None else [run._replace(text=IMAGE) for run in piece.runs]
        if piece.line and last:
            yield " ", last._replace(target=None, mark=False, code=False, image=None)
            before = None
        for run in runs:
            if not run.text:
                continue
            if before:
                between = "" if on_one_line(before, run) else line_end(before.text, run.text)
                same = last is not None and last[1:3] == piece[1:3]
                plain = piece._replace(target=None, mark=False, code=False)
                yield f"{between}{joint}", (piece if same else plain)._replace(image=None)
            before, last = run, piece
            if piece.image is None and run.text != IMAGE:  # a picture that is not tagged as one says nothing
                yield run.text, piece
        if piece.image is not None:
            yield piece.image, piece


def on_one_line(one: Run, other: Run) -> bool:
    """Whether two runs that follow each other stand on one line."""
    return one.page == other.page and abs(one.y - other.y) <= _SAME_LINE * max(one.size, other.size)


def line_end(before: str, after: str) -> str:
    """What stood between two lines, of which `before` ends the one and `after` begins the other.

    It is nothing, where one of the two has a space itself; else `LIKELY` or `UNCERTAIN`. A text without a
    space may have been broken in the middle of a word that is longer than a line.
    """
    last, first = before[-1], after[0]
    if last.isspace() or first.isspace():
        return ""
    if " " not in before.strip() or is_free(last) or is_free(first):
        return UNCERTAIN
    if _is_of_word(first):
        return LIKELY if _is_of_word(last) or last in _NO_BREAK_AFTER else UNCERTAIN
    return LIKELY if _is_of_word(last) and first in _NO_BREAK_BEFORE else UNCERTAIN


def _is_of_word(char: str) -> bool:
    return char.isalnum() or unicodedata.category(char)[0] == "M"


def is_free(char: str) -> bool:
    """Whether lines may break beside a character anywhere: ideographs, and scripts that write no spaces."""
    if char.isascii():
        return False
    return unicodedata.east_asian_width(char) in "WF" or bool(_WITHOUT_SPACES.match(char))
