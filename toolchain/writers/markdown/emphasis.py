"""Choose `*` or `_` for each delimiter, so that emphasis is read as it was nested (CommonMark, 6.2).

Emphasis that does not touch other emphasis is written with `*`. For others all ways are tried, from the
simplest one, with the rules by which they are read. If a delimiter would not open or close between its
neighbours, as in `**«Non»**c’est`, a letter next to it is written as a character reference.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise, product
from typing import NamedTuple

from toolchain.writers.markdown.escapes import is_punctuation, is_white, is_word
from toolchain.writers.markdown.pieces import EDGES, Kind, Piece

_MOST_TRIED = 6
"""Up to so many emphases that touch each other every choice of delimiters is tried."""

Signs = Mapping[int, str]
"""The delimiter of each pair."""


class Marked(NamedTuple):
    """The written form of a cluster: its delimiters, and the words that begin or end with a reference.

    `first` and `last` are positions in the cluster, -1 and its length for the words before and after it.
    """

    signs: Signs
    first: frozenset[int] = frozenset()
    last: frozenset[int] = frozenset()


class _Delimiter(NamedTuple):
    sign: str
    length: int
    opens: bool
    closes: bool
    run: int


class End(NamedTuple):
    """The first and the last character of a written piece, "" for a delimiter; `single`: they are the
    same.
    """

    first: str
    last: str
    single: bool = False


Ends = Sequence[End]


def mark(
    pieces: Sequence[Piece], ends: Ends, before: tuple[str, bool], after: tuple[str, bool]
) -> Marked | None:
    """Return the written form of touching emphasis, or None if there is none.

    `before` and `after` are the characters next to the cluster, and whether each can be a reference.
    """
    best: Marked | None = None
    for signs in _choices(pieces):
        for every in (False, True):
            marked = _with_references(pieces, ends, signs, before, after, every=every)
            cost = len(marked.first) + len(marked.last)
            if best and cost >= len(best.first) + len(best.last):
                continue
            if _is_read(pieces, ends, marked, before[0], after[0]):
                best = marked
                if not cost:
                    return best
                break
    return best


def _choices(pieces: Sequence[Piece]) -> Iterator[Signs]:
    """Yield choices of delimiters: first those that look consecutive where the emphasis is, with many
    asterisks.
    """
    pairs = [piece.pair for piece in pieces if piece.kind is Kind.OPEN]
    if len(pairs) <= _MOST_TRIED:
        chosen = [dict(zip(pairs, signs, strict=True)) for signs in product("*_", repeat=len(pairs))]
        beside = [
            (left.pair, right.pair)
            for left, right in pairwise(pieces)
            if (left.kind, right.kind) == (Kind.CLOSE, Kind.OPEN)
        ]
        yield from sorted(
            chosen,
            key=lambda signs: (
                sum(signs[left] == signs[right] for left, right in beside),
                sum(sign == "_" for sign in signs.values()),
            ),
        )
        return
    yield dict.fromkeys(pairs, "*")
    yield from _alternating(pieces)


def _alternating(pieces: Sequence[Piece]) -> Iterator[Signs]:
    """Yield choices by depth and by neighbours."""
    depths: dict[int, str] = {}
    beside: dict[int, str] = {}
    depth = 0
    last = "_"
    for number, piece in enumerate(pieces):
        if piece.kind is Kind.OPEN:
            depths[piece.pair] = "*_"[depth % 2]
            touches = number > 0 and pieces[number - 1].kind in EDGES
            beside[piece.pair] = "*" if not touches or last == "_" else "_"
            depth += 1
        elif piece.kind is Kind.CLOSE:
            depth -= 1
        if piece.kind in EDGES:
            last = beside[piece.pair]
    yield beside
    yield depths


def _with_references(
    pieces: Sequence[Piece],
    ends: Ends,
    signs: Signs,
    before: tuple[str, bool],
    after: tuple[str, bool],
    *,
    every: bool,
) -> Marked:
    """Return the words next to delimiters that must begin or end with a reference, so that these open and
    close.
    """
    first: set[int] = set()
    last: set[int] = set()
    for number, piece in enumerate(pieces):
        if piece.kind not in EDGES:
            continue
        opens = piece.kind is Kind.OPEN
        place = number - 1 if opens else number + 1
        inside = number + 1 if opens else number - 1
        outer, has_reference = _sign(pieces, ends, place, before, after, last=opens)
        inner, _ = _sign(pieces, ends, inside, before, after, last=not opens)
        if not has_reference or not is_word(outer):
            continue
        in_word = signs[piece.pair] == "_" or (inner != "" and is_punctuation(inner))
        if every or in_word:
            (last if opens else first).add(place)
    return Marked(signs, frozenset(first), frozenset(last))


def _sign(
    pieces: Sequence[Piece],
    ends: Ends,
    place: int,
    before: tuple[str, bool],
    after: tuple[str, bool],
    *,
    last: bool,
) -> tuple[str, bool]:
    """Return the character at a position next to a delimiter, and whether it can be a reference."""
    if place < 0:
        return before
    if place >= len(pieces):
        return after
    if pieces[place].kind in EDGES:
        return "*", False
    return ends[place].last if last else ends[place].first, pieces[place].kind is Kind.WORDS


def _is_read(pieces: Sequence[Piece], ends: Ends, marked: Marked, before: str, after: str) -> bool:
    """Return whether a cluster is read as it is nested."""
    delimiters, wanted = _delimiters(pieces, ends, marked, before, after)
    return _matched(delimiters) == wanted


_Nested = set[tuple[int, int, int]]
"""Places of delimiters that belong together, with 1 for emphasis and 2 for strong emphasis."""


def _delimiters(
    pieces: Sequence[Piece], ends: Ends, marked: Marked, before: str, after: str
) -> tuple[list[_Delimiter], _Nested]:
    """Return the delimiters of a cluster, character by character, and those that must match."""
    runs: list[tuple[str, int, str, str]] = []  # a character, its count, the characters before and after
    opened: dict[int, int] = {}
    wanted: _Nested = set()
    count = 0
    sign_before = ";" if -1 in marked.last else before
    for number, piece in enumerate(pieces):
        if piece.kind not in EDGES:
            end = ends[number]
            begins, stops = number in marked.first, number in marked.last
            if runs and not runs[-1][3]:
                runs[-1] = (*runs[-1][:3], "&" if begins or (stops and end.single) else end.first)
            sign_before = ";" if stops or (begins and end.single) else end.last
            continue
        sign = marked.signs[piece.pair]
        if piece.kind is Kind.OPEN:
            opened[piece.pair] = count
        else:
            start = opened[piece.pair]
            wanted.add((start, count + piece.size - 1, piece.size))
        count += piece.size
        if runs and not runs[-1][3] and runs[-1][0] == sign:
            runs[-1] = (sign, runs[-1][1] + piece.size, runs[-1][2], "")
            continue
        if runs and not runs[-1][3]:
            runs[-1] = (*runs[-1][:3], sign)
            sign_before = runs[-1][0]
        runs.append((sign, piece.size, sign_before, ""))
    if runs and not runs[-1][3]:
        runs[-1] = (*runs[-1][:3], "&" if len(pieces) in marked.first else after or " ")
    return list(_one_by_one(runs)), wanted


def _one_by_one(runs: Sequence[tuple[str, int, str, str]]) -> Iterator[_Delimiter]:
    """Yield each character of each run, with whether it can open and close."""
    for run, (sign, length, before, after) in enumerate(runs):
        white_before, white_after = is_white(before), is_white(after)
        marks_before = not white_before and is_punctuation(before)
        marks_after = not white_after and is_punctuation(after)
        left = not (white_after or (marks_after and not (white_before or marks_before)))
        right = not (white_before or (marks_before and not (white_after or marks_after)))
        opens = left and (sign == "*" or not right or marks_before)
        closes = right and (sign == "*" or not left or marks_after)
        for _ in range(length):
            yield _Delimiter(sign, length, opens, closes, run)


def _matched(delimiters: Sequence[_Delimiter]) -> _Nested:
    """Return the matching delimiters by the rules of CommonMark, as `_Nested`, by their numbers."""
    end_of: dict[int, int] = {}
    waiting: list[int] = []
    for number, closer in enumerate(delimiters):
        at = _opener(delimiters, waiting, closer) if closer.closes else -1
        if at >= 0:
            end_of[waiting[at]] = number
            del waiting[at:]
        elif closer.opens:
            waiting.append(number)
    return set(_joined(delimiters, end_of))


def _opener(delimiters: Sequence[_Delimiter], waiting: Sequence[int], closer: _Delimiter) -> int:
    """Return the waiting delimiter that one closes, or -1."""
    for at in range(len(waiting) - 1, -1, -1):
        opener = delimiters[waiting[at]]
        if opener.sign != closer.sign or opener.run == closer.run:
            continue
        either = opener.closes or closer.opens
        odd = (opener.length + closer.length) % 3 == 0 and (opener.length % 3 or closer.length % 3)
        if not (either and odd):
            return at
    return -1


def _joined(delimiters: Sequence[_Delimiter], end_of: Mapping[int, int]) -> Iterator[tuple[int, int, int]]:
    """Yield matches, with two emphases with adjacent delimiters joined into a strong one."""
    number = len(delimiters) - 1
    while number >= 0:
        end = end_of.get(number)
        if end is not None:
            outer = end_of.get(number - 1) == end + 1
            one_run = outer and delimiters[number - 1].run == delimiters[number].run
            if one_run and delimiters[end + 1].run == delimiters[end].run:
                number -= 1
                yield number, end + 1, 2
            else:
                yield number, end, 1
        number -= 1
