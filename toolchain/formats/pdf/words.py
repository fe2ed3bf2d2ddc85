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

from toolchain.formats.pdf.parts import Piece, Target
from toolchain.formats.pdf.runs import IMAGE, Run

UNCERTAIN = "\u200b"
"""Marks a line end where the file does not show whether there was a space.

A U+2010 before it may have been added at the line end; a space before it means that a space is likely.
"""

LIKELY = f" {UNCERTAIN}"

JOINT = "\u2060"
"""Separates two runs that are ordered separately: text from right to left in both is not one text.

No space is missing there.
"""

_SAME_LINE = 0.6
"""Maximum distance of base lines in one line, as a share of the larger size. Marks are raised by 0.33."""

_NO_BREAK_AFTER = frozenset(".,:;)]’”»\"'%°")
_NO_BREAK_BEFORE = frozenset("([‘“«\"'")

_FROM_LEFT = frozenset(("L", "EN", "AN"))

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
        pieces, joint = _in_reading_order(pieces), JOINT
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


def _in_reading_order(pieces: Iterable[Piece]) -> list[Piece]:
    """Return pieces in which words from right to left are one run, although several show them.

    Such words would follow each other to the left. Where the next run is to the right of the last one, a
    program shows them from left to right, as it does if a line has several fonts or raised vowel signs.
    """
    found: list[Piece] = []
    group: list[Piece] = []
    for each in _of_one_run(pieces):
        if group and not _is_shown_before(group[-1], each):
            found += _read_backwards(group)
            group = []
        group.append(each)
    return [*found, *_read_backwards(group)]


def _of_one_run(pieces: Iterable[Piece]) -> Iterator[Piece]:
    for piece in pieces:
        if piece.image is not None:
            yield piece
            continue
        if piece.line:
            yield piece._replace(runs=[])
        yield from (piece._replace(runs=[run], line=False) for run in piece.runs if run.text)


def _is_shown_before(one: Piece, other: Piece) -> bool:
    if not one.runs or not other.runs or one[1:] != other[1:] or one.image is not None:
        return False
    first, second = one.runs[0], other.runs[0]
    return (
        on_one_line(first, second) and first.x < second.x and _may_be_turned(first) and _may_be_turned(second)
    )


def _may_be_turned(run: Run) -> bool:
    """Return whether a text has nothing that is read from left to right: letters and figures."""
    return _FROM_LEFT.isdisjoint(map(unicodedata.bidirectional, run.text))


def _read_backwards(group: list[Piece]) -> list[Piece]:
    """Return pieces with one for those between the first and the last word from right to left."""
    turned = [at for at, piece in enumerate(group) if piece.runs and piece.runs[0].turned]
    if len(turned) < 2:
        return group
    start, end = turned[0], turned[-1] + 1
    runs = [piece.runs[0] for piece in reversed(group[start:end])]
    if runs[0].from_right:
        text = "".join(run.text for run in runs)
    else:
        text = _with_ends_exchanged("".join(_with_ends_exchanged(run.text) for run in runs))
    whole = runs[0]._replace(text=text, certain=all(run.certain for run in runs))
    return [*group[:start], group[start]._replace(runs=[whole]), *group[end:]]


def _with_ends_exchanged(text: str) -> str:
    """Return a text with the spaces before it after it, and the other way round."""
    words = text.strip()
    start = text.find(words)
    return f"{text[start + len(words) :]}{words}{text[:start]}"


def on_one_line(one: Run, other: Run) -> bool:
    """Return whether two consecutive runs are on one line."""
    return one.page == other.page and abs(one.y - other.y) <= _SAME_LINE * max(one.size, other.size)


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
