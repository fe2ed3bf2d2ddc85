"""Match the texts of two sequences: by labels, words, likeness; then those moved, split and joined."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from toolchain.compare.align import Entry, Words, align, likeness
from toolchain.editing.merging.units import Unit
from toolchain.model.records import Record
from toolchain.model.wording import fold

_TELLING = 12
"""The fewest characters by which a text is recognized elsewhere."""
_MOST_MOVED = 60
"""The most texts without a match on either side that are all compared with each other."""
_STILL_LIKE = 0.6
_SHARE = 0.7
_FEWEST = 2


class Pairs(Record):
    """Indices of one sequence with those of the other: of texts in order, and of moved ones.

    `twins` are indices of the other sequence whose text may have moved from several places.
    """

    mates: dict[int, int]
    moved: dict[int, int]
    twins: frozenset[int] = frozenset()


class _Rows(Record):
    """Two sequences of texts, with their keys for alignment."""

    ours: Sequence[Unit]
    theirs: Sequence[Unit]
    own: Sequence[Entry[Words]]
    other: Sequence[Entry[Words]]

    def agree(self, at: int, to: int) -> bool:
        """Return whether one can have become the other."""
        texts = ("text", "heading")
        one, two = self.ours[at].kind, self.theirs[to].kind
        return one == two or (one in texts and two in texts)

    def alike(self, at: int, to: int) -> float:
        return likeness(self.own[at], self.other[to])


def pair(ours: Sequence[Unit], theirs: Sequence[Unit]) -> Pairs:
    """Match two sequences of texts."""
    rows = _Rows(ours, theirs, [_entry(each) for each in ours], [_entry(each) for each in theirs])
    found = align(rows.own, rows.other)
    mates = {at: to for at, to in enumerate(found) if to is not None and rows.agree(at, to)}
    _part_what_is_unlike(mates, rows)
    loose = _by_labels(mates, rows)
    moved = {at: to for at, to in loose.items() if not _put(mates, at, to)}
    twins = _by_words(mates, moved, rows)
    _by_likeness(mates, moved, rows)
    return Pairs(mates, moved, frozenset(twins))


def _entry(unit: Unit) -> Entry[Words]:
    return Entry(Words(unit.kind, fold(unit.words)))


def _part_what_is_unlike(mates: dict[int, int], rows: _Rows) -> None:
    """Undo pairs that only have their place in common, if one of the two is found elsewhere."""
    ours, theirs = rows.ours, rows.theirs
    unlike = [at for at, to in mates.items() if ours[at].words != theirs[to].words and not rows.alike(at, to)]
    taken = set(mates.values())
    elsewhere = {unit.words for to, unit in enumerate(theirs) if to not in taken}
    elsewhere |= {theirs[mates[at]].words for at in unlike}
    labels = {unit.label for unit in theirs if unit.label}
    here = {unit.words for at, unit in enumerate(ours) if at not in mates}
    here |= {ours[at].words for at in unlike}
    for at in unlike:
        one, two = ours[at], theirs[mates[at]]
        elsewhere_named = one.label != two.label and one.label in labels
        if one.words in elsewhere or two.words in here or elsewhere_named:
            del mates[at]


def _by_labels(mates: dict[int, int], rows: _Rows) -> dict[int, int]:
    """Match texts by label; remove matches with different labels."""
    at_label = {unit.label: to for to, unit in enumerate(rows.theirs) if unit.label}
    taken = inverse(mates)
    loose: dict[int, int] = {}
    for at, unit in enumerate(rows.ours):
        to = at_label.get(unit.label) if unit.label else None
        mate = mates.get(at)
        if to is None or mate == to or not rows.agree(at, to):
            continue
        if mate is not None and unit.words == rows.theirs[mate].words != rows.theirs[to].words:
            continue  # the bookmark was deleted, the words were not
        mates.pop(at, None)
        if to in taken and mates.get(taken[to]) == to:
            del mates[taken[to]]
        loose[at] = to
    return loose


def _put(mates: dict[int, int], at: int, to: int) -> bool:
    """Match two texts if the order is preserved."""
    before = max((other for one, other in mates.items() if one < at), default=-1)
    after = min((other for one, other in mates.items() if one > at), default=to + 1)
    if before < to < after:
        mates[at] = to
        return True
    return False


def _by_words(mates: Mapping[int, int], moved: dict[int, int], rows: _Rows) -> set[int]:
    """Find moved texts by their words; report words of several texts."""
    gone, new = _free(mates, moved, rows)
    counts = Counter(rows.ours[at].words for at in gone)
    others = Counter(rows.theirs[to].words for to in new)
    where = {rows.ours[at].words: at for at in gone}
    twins: set[int] = set()
    for to in new:
        words = rows.theirs[to].words
        at = where.get(words)
        if at is None or not rows.agree(at, to):
            continue
        if counts[words] == others[words] == 1:
            moved[at] = to
        elif len(words) >= _TELLING:
            twins.add(to)
    return twins


def _by_likeness(mates: Mapping[int, int], moved: dict[int, int], rows: _Rows) -> None:
    """Find texts that were moved and changed, if the match is certain."""
    gone, new = _free(mates, moved, rows)
    if len(gone) * len(new) > _MOST_MOVED**2:
        return
    for at in gone:
        if len(rows.ours[at].words) < _TELLING:
            continue
        taken = set(moved.values())
        like = [
            to for to in new if to not in taken and rows.agree(at, to) and rows.alike(at, to) >= _STILL_LIKE
        ]
        if len(like) == 1 and not rows.theirs[like[0]].label:
            moved[at] = like[0]


def _free(mates: Mapping[int, int], moved: Mapping[int, int], rows: _Rows) -> tuple[list[int], list[int]]:
    taken = {*mates.values(), *moved.values()}
    gone = [at for at in range(len(rows.ours)) if at not in mates and at not in moved]
    return gone, [to for to in range(len(rows.theirs)) if to not in taken]


def inverse(pairs: Mapping[int, int]) -> dict[int, int]:
    """Return the same pairs with both sides exchanged."""
    return {to: at for at, to in pairs.items()}


def words_in(rows: Iterable[Unit]) -> Counter[str]:
    """Return the words of some texts, in no order."""
    return Counter(token.text for unit in rows for token in unit.tokens if not token.is_blank)


class Group(Record):
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
