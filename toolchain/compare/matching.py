"""Find where two sequences are equal and where they differ, in limited time."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

_MOST_PAIRS = 4_000_000
"""The most pairs of different entries that are compared."""


class Piece(NamedTuple):
    """A range of each sequence; `same` means that both are equal there."""

    same: bool
    start: int
    end: int
    other_start: int
    other_end: int


def pieces(one: Sequence[Hashable], other: Sequence[Hashable]) -> list[Piece]:
    """Return both sequences as ranges that are equal or differ, alternately."""
    size = min(len(one), len(other))
    head = next((at for at in range(size) if one[at] != other[at]), size)
    rest = size - head
    tail = next((at for at in range(rest) if one[-1 - at] != other[-1 - at]), rest)
    end, other_end = len(one) - tail, len(other) - tail
    found = [Piece(True, 0, head, 0, head)]
    found += _between(one[head:end], other[head:other_end], head)
    found.append(Piece(True, end, len(one), other_end, len(other)))
    return [each for each in found if each.start < each.end or each.other_start < each.other_end]


def _between(one: Sequence[Hashable], other: Sequence[Hashable], head: int) -> list[Piece]:
    if len(one) * len(other) > _MOST_PAIRS:
        return [Piece(False, head, head + len(one), head, head + len(other))]
    codes = SequenceMatcher(None, one, other, autojunk=False).get_opcodes()
    return [
        Piece(code == "equal", b1 + head, b2 + head, t1 + head, t2 + head) for code, b1, b2, t1, t2 in codes
    ]
