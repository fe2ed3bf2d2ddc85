"""Join runs of text to words and lines, with the spaces that line ends hide.

A line ends at a space, which the file does not contain; or after a hyphen, inside an address or between
ideographs, where there may be no space. Most ends are at a space (UAX #14), but a word that is too long for a
narrow column is divided anywhere.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from toolchain.formats.pdf.one_direction import in_one_direction
from toolchain.formats.pdf.parts import Piece, Target
from toolchain.formats.pdf.runs import IMAGE, Run, on_one_line

UNCERTAIN = "\u200b"
"""Marks a line end where the file does not show whether there was a space.

A U+2010 before it may have been added at the line end; a space before it means that a space is likely.
"""

LIKELY = f" {UNCERTAIN}"

JOINT = "\u2060"
"""Separates two runs that are ordered separately: text from right to left in both is not one text.

No space is missing there.
"""

_NO_BREAK_AFTER = frozenset(".,:;)]’”»\"'%°")
_NO_BREAK_BEFORE = frozenset("([‘“«\"'")

_WITHOUT_SPACES = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]")
"""Thai, Lao, Burmese and Khmer."""


class Stretch(NamedTuple):
    """Text of one kind: in one link, or outside links."""

    text: str
    target: Target | None
    mark: bool
    code: bool
    image: bool


def text_of(pieces: Iterable[Piece], *, joints: bool = False) -> str:
    """Return the text of some pieces, without pictures; `joints` keeps the separators of runs."""
    text = "".join(stretch.text for stretch in stretches(pieces) if not stretch.image)
    return text if joints else text.replace(JOINT, "")


def stretches(pieces: Iterable[Piece]) -> list[Stretch]:
    """Return the stretches of some pieces, with the spaces between lines."""
    found: list[Stretch] = []
    for text, piece in _joined(pieces):
        stretch = Stretch(text, piece.target, piece.mark, piece.code, piece.image is not None)
        if found and found[-1][1:] == stretch[1:] and not stretch.image:
            found[-1] = stretch._replace(text=found[-1].text + text)
        elif text or stretch.image:
            found.append(stretch)
    return found


def _joined(pieces: Iterable[Piece]) -> Iterator[tuple[str, Piece]]:
    """Yield the texts, with what is between lines; that belongs to a link if both lines do."""
    before: Run | None = None
    last: Piece | None = None
    pieces, joint = list(pieces), ""
    if any(run.turned for piece in pieces for run in piece.runs):
        pieces, joint = in_one_direction(pieces), JOINT
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


def line_end(before: str, after: str) -> str:
    """Return what was between two lines; `before` ends the first, `after` begins the second.

    It is "" if one of them has a space there; else `LIKELY` or `UNCERTAIN`. A text without a space may be
    broken inside a word that is longer than a line.
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
    """Return whether lines may break anywhere next to a character: ideographs, scripts without spaces."""
    if char.isascii():
        return False
    return unicodedata.east_asian_width(char) in "WF" or bool(_WITHOUT_SPACES.match(char))
