"""Find split and joined paragraphs: the additional words of one side are in a neighbour of the other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from toolchain.editing.merging.pairing import Pairs, inverse, words_in
from toolchain.editing.merging.units import Unit

_SHARE = 0.7
_FEWEST = 2


class Group(NamedTuple):
    """Texts of the built file that became texts of the edited file."""

    base: tuple[int, ...]
    theirs: tuple[int, ...]


def grouped(base: Sequence[Unit], theirs: Sequence[Unit], pairs: Pairs) -> list[Group]:
    """Return all texts on both sides, in order, each with those split from or joined to it."""
    taken = {*pairs.mates.values(), *pairs.moved.values(), *pairs.twins}
    new = {to for to in range(len(theirs)) if to not in taken}
    gone = {at for at in range(len(base)) if at not in pairs.mates and at not in pairs.moved}
    groups: list[Group] = []
    back = inverse(pairs.mates)
    for to in sorted(back):
        at = back[to]
        splits = _grown(theirs, to, new, words_in([base[at]]) - words_in([theirs[to]]), base[at])
        joins = (
            ()
            if len(splits) > 1
            else _grown(base, at, gone, words_in([theirs[to]]) - words_in([base[at]]), theirs[to])
        )
        new -= set(splits)
        gone -= set(joins)
        groups.append(Group(joins or (at,), splits))
    return groups


def _grown(row: Sequence[Unit], at: int, free: set[int], rest: Counter[str], whole: Unit) -> tuple[int, ...]:
    """Return a text with adjacent texts whose words are in the rest of another."""
    found = [at]
    if whole.kind != "text" or row[at].kind != "text":
        return (at,)
    for step in (1, -1):
        beside = at + step
        while beside in free and row[beside].kind == "text" and _is_in(row[beside], rest):
            rest = rest - words_in([row[beside]])
            found.append(beside)
            beside += step
    return tuple(sorted(found))


def _is_in(unit: Unit, rest: Counter[str]) -> bool:
    own = words_in([unit])
    total = own.total()
    return total >= _FEWEST and (own & rest).total() >= _SHARE * total
