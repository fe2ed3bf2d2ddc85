"""Match two sequences: where they are equal, in limited time, and which lines of two texts are one.

First, equal lines that are unique on both sides are matched, as in patience diff; in long runs of short
lines, such as table cells, several lines together. Then come lines that are equal except for their numbers.
The remaining lines between these are matched by the words that they share. So the time grows with the number
of lines, and with the square only of a few adjacent lines that differ.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Sequence
from difflib import SequenceMatcher
from functools import cached_property
from itertools import chain
from operator import attrgetter
from typing import Any, Generic, NamedTuple, Protocol, TypeVar

from toolchain.model.expressions import expression
from toolchain.model.groups import unique
from toolchain.model.records import Record

_NUMBER = expression(r"\(?\w{1,7}[.)]?\s+")
_WORD = r"[\u3040-\u9fff]|\w+"
_LIKE = 0.4
"""The share of words that two lines have in common at least if the one may be the other, changed."""
_MOST_PAIRS = 2_500
_RUN = 8
_MOST_WORDS = 300
_DEEPEST = 12
_LINE = 60
"""How many characters a line counts more than it has: a few long lines move rather than many short ones."""


class Alignable(Protocol):
    """What can be matched: a kind, and words without needless white space."""

    @property
    def kind(self) -> str: ...

    @property
    def text(self) -> str: ...

    def reads_as(self, other: Any, /) -> bool:
        """Return whether both have the same words."""


class Words(NamedTuple):
    """A text with its kind and nothing else."""

    kind: str
    text: str

    def reads_as(self, other: Any, /) -> bool:
        """Return whether both have the same words."""
        return bool(self.text == other.text)


_Line = TypeVar("_Line", bound=Alignable)


class Entry(Generic[_Line]):
    """A text with its keys for comparison, each computed once."""

    run: tuple[str, ...] = ()

    def __init__(self, line: _Line) -> None:
        self.line = line

    @property
    def text(self) -> str:
        """The words of the line."""
        return self.line.text

    @cached_property
    def words(self) -> str:
        """The text without a possible number at its start."""
        found = _NUMBER.match(self.text)
        return self.text[found.end() :] if found else self.text

    @cached_property
    def bag(self) -> Counter[str]:
        """The first words, in no order."""
        return Counter(
            found[0] for _, found in zip(range(_MOST_WORDS), re.finditer(_WORD, self.text), strict=False)
        )


class Gap(NamedTuple):
    """Entries of both sides, from `start` to before `end`, between the same neighbours."""

    start: int
    end: int
    other_start: int
    other_end: int

    @property
    def sizes(self) -> tuple[int, int]:
        return self.end - self.start, self.other_end - self.other_start

    @property
    def is_large(self) -> bool:
        return self.sizes[0] * self.sizes[1] > _MOST_PAIRS


Key = Callable[[Entry[Any]], Hashable]


_text: Key = attrgetter("text")
_run: Key = attrgetter("run")
_words: Key = attrgetter("words")


def _number(entry: Entry[Any]) -> Hashable:
    """Return the kind, and the possible number; an entry without one equals no other."""
    return entry.line.kind, entry.text[: len(entry.text) - len(entry.words)] or entry


def align(ours: Sequence[Entry[Any]], theirs: Sequence[Entry[Any]]) -> list[int | None]:
    """Return for each of our entries the index of the same entry of theirs, ascending, or None."""
    pairs = zip(ours, theirs, strict=False)
    differ = (at for at, (one, other) in enumerate(pairs) if not one.line.reads_as(other.line))
    start = next(differ, min(len(ours), len(theirs)))  # usually all, and then no keys are computed
    work = _Work(ours, theirs, [*range(start), *[None] * (len(ours) - start)])
    gaps = list(work.anchored(Gap(start, len(ours), start, len(theirs)), _text))
    if any(gap.is_large for gap in gaps):
        for side in (ours, theirs):
            for at, entry in enumerate(side):
                entry.run = tuple(each.text for each in side[at : at + _RUN])
    for key in (_run, _text, _words, _number):
        every = key in (_text, _words)  # the others divide only gaps that are too large to compare all pairs
        parts = (work.anchored(gap, key) if every or gap.is_large else (gap,) for gap in gaps)
        gaps = list(chain.from_iterable(parts))
    for gap in gaps:
        work.pair_alike(gap)
    return work.found


class _Work(Record):
    """Two sequences, and the pairs found so far."""

    ours: Sequence[Entry[Any]]
    theirs: Sequence[Entry[Any]]
    found: list[int | None]

    def anchored(self, gap: Gap, key: Key) -> Iterator[Gap]:
        """Pair entries with equal keys; yield the remaining gaps in order, except those with entries on one
        side only.
        """
        pending = [(gap, 0)]
        while pending:
            current, depth = pending.pop()
            rest = self._trimmed(current, key)
            if 0 in rest.sizes:
                continue
            anchors = self._anchors(rest, key) if depth < _DEEPEST else []
            if not anchors:
                yield rest
                continue
            for one, other in anchors:
                self.found[one] = other
            ends = [*anchors, (rest.end, rest.other_end)]
            starts = [(rest.start, rest.other_start), *((one + 1, other + 1) for one, other in anchors)]
            inner = [Gap(start[0], end[0], start[1], end[1]) for start, end in zip(starts, ends, strict=True)]
            pending += [(each, depth + 1) for each in reversed(inner)]

    def _trimmed(self, gap: Gap, key: Key) -> Gap:
        """Return the gap without equal entries at its start and end, which are paired."""
        ours, theirs, (start, end, to, last) = self.ours, self.theirs, gap
        while start < end and to < last and key(ours[start]) == key(theirs[to]):
            self.found[start] = to
            start, to = start + 1, to + 1
        while start < end and to < last and key(ours[end - 1]) == key(theirs[last - 1]):
            end, last = end - 1, last - 1
            self.found[end] = last
        return Gap(start, end, to, last)

    def _anchors(self, gap: Gap, key: Key) -> list[tuple[int, int]]:
        """Return the longest series, in order on both sides, of entries whose keys are unique on both."""
        ours, theirs = self.ours[gap.start : gap.end], self.theirs[gap.other_start : gap.other_end]
        places = unique((key(each), at) for at, each in enumerate(ours, gap.start))
        others = unique((key(each), at) for at, each in enumerate(theirs, gap.other_start))
        both = [(place, others[each]) for each, place in places.items() if each in others]
        tails: list[int] = []
        ends: list[int] = []
        sizes: list[int] = []
        before: list[int] = []
        for index, (place, other) in enumerate(both):
            at = bisect_left(tails, other)
            before.append(ends[at - 1] if at else -1)
            size = (sizes[at - 1] if at else 0) + len(self.ours[place].text) + _LINE
            smaller = slice(at, bisect_right(sizes, size))
            tails[smaller], ends[smaller], sizes[smaller] = [other], [index], [size]
        series: list[tuple[int, int]] = []
        at = ends[-1] if ends else -1
        while at >= 0:
            series.append(both[at])
            at = before[at]
        return series[::-1]

    def pair_alike(self, gap: Gap) -> None:
        """Pair entries that share the most words; between these, entries of the same kinds one by one."""
        pairs = [] if gap.is_large else self._most_alike(gap)
        at, other_at = gap.start, gap.other_start
        for one, other in (*pairs, (gap.end, gap.other_end)):
            kinds = [each.line.kind for each in self.ours[at:one]]
            if kinds == [each.line.kind for each in self.theirs[other_at:other]]:
                self.found[at:one] = range(other_at, other)
            if one < gap.end:
                self.found[one] = other
            at, other_at = one + 1, other + 1

    def _most_alike(self, gap: Gap) -> list[tuple[int, int]]:
        """Return the pairs, in order on both sides, with the greatest total likeness."""
        rows, columns = gap.sizes
        ours, theirs = self.ours[gap.start : gap.end], self.theirs[gap.other_start : gap.other_end]
        alike = [[likeness(one, other) for other in theirs] for one in ours]
        best = [[0.0] * (columns + 1) for _ in range(rows + 1)]
        for row in range(rows - 1, -1, -1):
            for column in range(columns - 1, -1, -1):
                both = alike[row][column] + best[row + 1][column + 1] if alike[row][column] else 0.0
                best[row][column] = max(best[row + 1][column], best[row][column + 1], both)
        pairs: list[tuple[int, int]] = []
        row = column = 0
        while row < rows and column < columns:
            if best[row][column] == best[row + 1][column]:
                row += 1
            elif best[row][column] == best[row][column + 1]:
                column += 1
            else:
                pairs.append((gap.start + row, gap.other_start + column))
                row, column = row + 1, column + 1
        return pairs


def likeness(one: Entry[Any], other: Entry[Any]) -> float:
    """Return the share of words in common, 0 if it is too small to be significant."""
    total = one.bag.total() + other.bag.total()
    share = 2 * (one.bag & other.bag).total() / total if total else 0.0
    return share if share >= _LIKE else 0.0


_MOST_COMPARED = 4_000_000
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
    if len(one) * len(other) > _MOST_COMPARED:
        return [Piece(False, head, head + len(one), head, head + len(other))]
    codes = SequenceMatcher(None, one, other, autojunk=False).get_opcodes()
    return [
        Piece(code == "equal", b1 + head, b2 + head, t1 + head, t2 + head) for code, b1, b2, t1, t2 in codes
    ]
