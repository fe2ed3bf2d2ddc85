"""Join runs of text to words and lines, with the spaces that line ends hide.

A line ends at a space, which the file does not contain; or after a hyphen, inside an address or between
ideographs, where there may be no space. Most ends are at a space (UAX #14), but a word that is too long for a
narrow column is divided anywhere.

Words of one direction that a line shows in several runs are one. Words from right to left follow each other
to the left. Where the next run is to the right of the last one, a program shows them from left to right, as
it does if a line has several fonts or raised vowel marks.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from toolchain.formats.pdf.bidi import in_reading_order
from toolchain.formats.pdf.runs import IMAGE, Piece, Run, Target, on_one_line
from toolchain.model.expressions import expression
from toolchain.model.languages import is_right_to_left
from toolchain.model.records import replace

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

_WITHOUT_SPACES = expression("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]")
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
        runs = piece.runs if piece.image is None else [replace(run, text=IMAGE) for run in piece.runs]
        if piece.line and last:
            yield " ", last._replace(target=None, mark=False, code=False, image=None)
            before = None
        for run in runs:
            if not run.text:
                continue
            if before:
                between = joint if on_one_line(before, run) else line_end(before.text, run.text) + joint
                same = last is not None and last[1:3] == piece[1:3]
                if between:
                    plain = piece if same else piece._replace(target=None, mark=False, code=False)
                    yield between, plain._replace(image=None)
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


_WAYS = {"R": "right", "AL": "right", "L": "left", "EN": "left", "AN": "left"}
_RIGHT, _LEFT = frozenset(("right",)), frozenset(("left",))
_LETTERS = {_RIGHT: "\u05d0", _LEFT: "a"}
"""Directions of characters, by their classes, and a letter of each."""


def in_one_direction(pieces: Sequence[Piece]) -> Sequence[Piece]:
    """Return pieces in which words of one direction are one run, although several show them."""
    runs = [run for piece in pieces for run in piece.runs]
    own = _RIGHT if any(run.manner.from_right for run in runs) else _LEFT
    if own == _RIGHT:
        pieces = tuple(_with_ends(_of_one_run(pieces)))
    if not _may_be_apart(runs):
        return pieces
    groups: list[_Group] = []
    for piece in _of_one_run(pieces):
        way = _way(piece)
        both = groups[-1].way | way if groups else way
        if groups and len(both) < 2 and not (both == own == _LEFT) and _goes_on(groups, piece):
            groups[-1].pieces.append(piece)
            groups[-1] = groups[-1]._replace(way=both)
        else:
            groups.append(_Group([piece], way))
    around = [[], *(group.pieces for group in groups), []]
    found: list[Piece] = []
    for group, before, after in zip(groups, around, around[2:], strict=False):
        found += group.pieces if group.way == own == _LEFT else _as_one(group, own, before[-1:], after[:1])
    return found


def _may_be_apart(runs: Sequence[Run]) -> bool:
    """Return whether words from right to left may be in several runs, or their ends be in question.

    If a file marks reversed text, runs are in order unless such words follow each other to the right.
    """
    if any(run.manner.is_exact for run in runs):
        return _go_right(runs)
    return (
        not any(run.manner.from_right for run in runs)
        or any(run.manner.lang for run in runs)
        or any(one.x < other.x and on_one_line(one, other) for one, other in pairwise(runs))
    )


def _go_right(runs: Iterable[Run]) -> bool:
    """Return whether words from right to left go on to the right, with only punctuation between."""
    before: Run | None = None
    for run in runs:
        ways = {_WAYS[kind] for kind in map(unicodedata.bidirectional, run.text) if kind in _WAYS}
        if not ways and (run.manner.is_reversed or is_right_to_left(run.manner.lang)):
            ways = {"right"}
        if ways == _RIGHT and before and before.x < run.x and on_one_line(before, run):
            return True
        before = run if ways == _RIGHT else None if ways else before
    return False


class _Group(NamedTuple):
    """Pieces that follow each other to the right, and the direction of their letters and figures."""

    pieces: list[Piece]
    way: frozenset[str]


def _of_one_run(pieces: Iterable[Piece]) -> Iterator[Piece]:
    for piece in pieces:
        if piece.image is not None:
            yield piece
            continue
        if piece.line:
            yield piece._replace(runs=[])
        yield from (piece._replace(runs=[run], line=False) for run in piece.runs if run.text)


def _with_ends(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Yield the pieces of lines from right to left: a space at the left end comes after the line's words.

    A program that shows the runs of a line from left to right shows it before the words on its right.
    """
    before, held = list[Piece](), list[Piece]()
    for piece in pieces:
        if held and not _is_left_of(held, [piece], or_at=True):
            yield held.pop()
        is_space = piece.image is None and piece.runs and piece.runs[0].text.isspace()
        if is_space and not held and not _is_left_of(before, [piece]):
            held = [piece]
        else:
            yield piece
        before = [piece]
    yield from held


def _way(piece: Piece) -> frozenset[str]:
    """Return the directions of the letters and figures of a piece, all if they are not known.

    Characters that are not marked as reversed text, where the file marks it, run from left to right.
    """
    run = piece.runs[0] if piece.runs else None
    if run is None or piece.image is not None or (run.turned and not run.manner.glyphs):
        return _LEFT | _RIGHT
    found = frozenset(_WAYS[kind] for kind in set(map(unicodedata.bidirectional, run.text)) & _WAYS.keys())
    return _LEFT if not found and run.manner.is_level else found


def _goes_on(groups: Sequence[_Group], piece: Piece) -> bool:
    """Return whether a piece is next to the last one, on its right."""
    last = groups[-1].pieces[-1]
    before = groups[-2].pieces[-1:] if len(groups) > 1 else []
    is_between = _is_left_of([last], before) and _is_left_of(before, [piece])
    is_same = last[1:] == piece[1:] and last.runs and last.runs[0].manner.lang == piece.runs[0].manner.lang
    return bool(is_same) and _is_left_of([last], [piece]) and not is_between


def _is_left_of(one: list[Piece], other: list[Piece], *, or_at: bool = False) -> bool:
    """Return whether a piece is left of another; or, with `or_at`, is there: a space may have no width."""
    runs = [piece.runs[0] for piece in (*one, *other) if piece.runs]
    if len(runs) < 2 or not on_one_line(*runs):
        return False
    return runs[0].x < runs[1].x or (or_at and runs[0].x == runs[1].x)


def _as_one(group: _Group, own: frozenset[str], before: list[Piece], after: list[Piece]) -> list[Piece]:
    """Return pieces with words of one direction as one.

    Characters at an end of them belong to them if the line goes on in their direction there, or if they are
    marked with a language of their direction. If nothing shows how it goes on, the direction of the file
    does, `own`.
    """
    pieces, way = group
    if len(way) > 1:
        return pieces
    runs = [run for piece in pieces for run in piece.runs]
    if runs and all(run.manner.is_reversed for run in runs):
        whole = replace(runs[0], text="".join(run.text for run in reversed(runs)))
        return [pieces[0]._replace(runs=[whole])]
    way = way or _RIGHT
    first, last = pieces[:1], pieces[-1:]
    near, far = (after, before) if way == _RIGHT else (before, after)
    left = not _is_left_of(far, first) if way == own else _is_left_of(near, first)
    right = not _is_left_of(last, near) if way == own else _is_left_of(last, far)
    langs = {run.manner.lang for run in pieces[0].runs} - {""}
    if any(is_right_to_left(lang) == (way == _RIGHT) for lang in langs):
        is_at_end = own == _LEFT and not _is_left_of(last, after)
        left, right = True, not (is_at_end and last[0].runs[0].text.isspace())  # which is after the words
    words = [at for at, piece in enumerate(pieces) if _way(piece)]
    if not words and not (left and right):
        return pieces
    start, end = 0 if left else words[0], len(pieces) if right else words[-1] + 1
    letter = "" if way == own else _LETTERS[way]
    if end - start == 1 and not (letter and (left or right)):
        return pieces
    runs = [piece.runs[0] for piece in pieces[start:end]]
    ends = (letter * left, letter * right)
    shown = [glyph for run in runs for glyph in run.manner.glyphs or run.text]
    found = in_reading_order([ends[0], *shown, ends[1]], own == _RIGHT, is_exact=runs[-1].manner.is_exact)
    opening, closing = ends[::-1] if way == _RIGHT else ends
    if not (found.certain and found.text.startswith(opening) and found.text.endswith(closing)):
        return pieces
    whole = replace(runs[0], text=found.text.removeprefix(opening).removesuffix(closing), turned=True)
    return [*pieces[:start], pieces[start]._replace(runs=[whole]), *pieces[end:]]
