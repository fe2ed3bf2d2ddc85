"""Finds which unit of a translation is which of its original: headings first, then what is between them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from toolchain.compare.align import Entry, align
from toolchain.compare.proof.lines import Line
from toolchain.compare.versions.units import Unit


def pair(ours: Sequence[Unit], theirs: Sequence[Unit]) -> list[int | None]:
    """For each of our units the index of theirs that it translates; None where there is none."""
    found: list[int | None] = [None] * len(ours)
    heads, their_heads = _headings(ours), _headings(theirs)
    paired = _in_order([ours[at] for at in heads], [theirs[at] for at in their_heads])
    anchors = [(heads[to], their_heads[at]) for to, at in enumerate(paired) if at is not None]
    start = their_start = 0
    for end, their_end in (*anchors, (len(ours), len(theirs))):
        for to, at in _between(ours[start:end], theirs[their_start:their_end]):
            found[start + to] = their_start + at
        if end < len(ours):
            found[end] = their_end
        start, their_start = end + 1, their_end + 1
    return found


def _headings(units: Sequence[Unit]) -> list[int]:
    return [at for at, unit in enumerate(units) if unit.is_heading]


def _between(ours: Sequence[Unit], theirs: Sequence[Unit]) -> Iterator[tuple[int, int]]:
    """The pairs in what stands between the same headings; headings without a mate are not looked at again."""
    one = [at for at, unit in enumerate(ours) if not unit.is_heading]
    other = [at for at, unit in enumerate(theirs) if not unit.is_heading]
    paired = _in_order([ours[at] for at in one], [theirs[at] for at in other])
    for to, at in enumerate(paired):
        if at is not None:
            yield one[to], other[at]


def _in_order(ours: Sequence[Unit], theirs: Sequence[Unit]) -> list[int | None]:
    """The pairs of two rows: one by one where they have the same kinds and no labels speak against it."""
    if len(ours) == len(theirs) and all(map(_may_be, ours, theirs)):
        return list(range(len(ours)))
    found = align([_entry(unit) for unit in ours], [_entry(unit) for unit in theirs])
    return [None if at is None or ours[to].kind != theirs[at].kind else at for to, at in enumerate(found)]


def _may_be(one: Unit, other: Unit) -> bool:
    return one.kind == other.kind and not (one.label and other.label and one.label != other.label)


def _entry(unit: Unit) -> Entry:
    return Entry(Line("text", (), unit.span, plain=unit.signature))
