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

from toolchain.formats.pdf.bidi import in_reading_order, is_right_to_left
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
_LETTER = "\u05d0"
"""A letter that is read from right to left."""

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
    groups: list[list[Piece]] = [[]]
    before: list[Piece] = []
    for each in _of_one_run(pieces):
        last = groups[-1][-1:]
        is_over = _is_left_of(last, before) and _is_left_of(before, [each])
        if last and (is_over or not _is_shown_before(last[0], each)):
            groups.append([])
            before = last
        groups[-1].append(each)
    around: list[list[Piece]] = [[], *groups, []]
    found: list[Piece] = []
    for before, group, after in zip(around, groups, around[2:], strict=False):
        found += _as_one(group, before[-1:], after[:1])
    return found


def _of_one_run(pieces: Iterable[Piece]) -> Iterator[Piece]:
    for piece in pieces:
        if piece.image is not None:
            yield piece
            continue
        if piece.line:
            yield piece._replace(runs=[])
        yield from (piece._replace(runs=[run], line=False) for run in piece.runs if run.text)


def _is_shown_before(one: Piece, other: Piece) -> bool:
    """Return whether two pieces show words that are read from right to left, from left to right."""
    return (
        one[1:] == other[1:] and _is_left_of([one], [other]) and _may_be_turned(one) and _may_be_turned(other)
    )


def _is_left_of(one: list[Piece], other: list[Piece]) -> bool:
    runs = [piece.runs[0] for piece in (*one, *other) if piece.runs]
    return len(runs) == 2 and on_one_line(*runs) and runs[0].x < runs[1].x


def _may_be_turned(piece: Piece) -> bool:
    """Return whether a text has nothing that is read from left to right: letters and figures."""
    if piece.image is not None or not piece.runs:
        return False
    run = piece.runs[0]
    is_known = bool(run.shown) or not run.turned
    return is_known and _FROM_LEFT.isdisjoint(map(unicodedata.bidirectional, run.text))


def _as_one(group: list[Piece], before: list[Piece], after: list[Piece]) -> list[Piece]:
    """Return pieces with words from right to left as one.

    Signs at an end of them belong to them if the line goes on to the left there. If nothing shows how it goes
    on, the direction of the file does.
    """
    words = [
        at for at, piece in enumerate(group) if piece.runs and any(map(is_right_to_left, piece.runs[0].text))
    ]
    if not words or not _may_be_turned(group[0]):
        return group
    from_right = group[words[0]].runs[0].from_right
    first, last = group[:1], group[-1:]
    left = not _is_left_of(before, first) if from_right else _is_left_of(after, first)
    right = not _is_left_of(last, after) if from_right else _is_left_of(last, before)
    start, end = 0 if left else words[0], len(group) if right else words[-1] + 1
    if end - start == 1 and (from_right or not (left or right)):
        return group
    runs = [piece.runs[0] for piece in group[start:end]]
    shown = [glyph for run in runs for glyph in run.shown or run.text]
    ends = ("", "") if from_right else (_LETTER * left, _LETTER * right)
    found = in_reading_order([ends[0], *shown, ends[1]], from_right)
    text = found.text.removeprefix(ends[1]).removesuffix(ends[0])
    whole = runs[0]._replace(text=text, turned=True, certain=found.certain)
    return [*group[:start], group[start]._replace(runs=[whole]), *group[end:]]


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
