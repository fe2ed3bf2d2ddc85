"""What the two files have in common: paragraphs, words, notes, and the places that bookmarks name.

A file can have a bookmark's name only once, and no bookmark is a tracked change. A bookmark is shared if what
it encloses is common to both sides. Otherwise the old one gets a name of its own, and so do the fields that
lead to it, which are then other tokens than the new ones. So paragraphs are compared until all names are
settled.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping, Sequence
from itertools import count, groupby, zip_longest
from typing import TypeAlias, cast

from toolchain.compare.align import Piece, pieces
from toolchain.word.redlining.pairing import (
    Step,
    columns,
    mates,
    pair_notes,
    plan,
    plan_note,
    plan_text,
    rows,
)
from toolchain.word.redlining.sides import Box, NoteId, Row, Side, Table
from toolchain.word.redlining.tokens import Cut, Mark, Paragraph, Token, is_made

_LONGEST = 36

Both: TypeAlias = tuple[int | None, int | None]
"""A token of two paragraphs, by its places: None where it comes or goes."""


class Comparison:
    """The steps from one file to another, with the common words of each pair of paragraphs.

    text      the steps of each section
    notes     the steps of each note that both have, by its id in the old file
    mates     the new note of an old one; a note whose mark has moved is not in it, and becomes two notes
    names     the names that old bookmarks get in the redline
    """

    def __init__(self, old: Side, new: Side) -> None:
        self.old = old
        self.new = new
        self.mates = pair_notes(old, new)
        self.text = plan_text(old, new)
        self.notes = {one: plan_note(old.notes[one], new.notes[to]) for one, to in self.mates.items()}
        self.names: dict[str, str] = {}
        self.new_names = new.names()
        self._rows: dict[Step, list[tuple[Row | None, Row | None]]] = {}
        self._columns: dict[Step, list[Both]] = {}
        self._cells: dict[Box, list[Step]] = {}
        self._taken = {name.lower() for name in old.names() | self.new_names}
        self._common: dict[Paragraph, list[Both] | None] = {}
        self._exchanged: set[NoteId] = set()
        self._settle()

    def rows(self, step: Step) -> list[tuple[Row | None, Row | None]]:
        """Return the rows of two tables as pairs, and those of a table of one side each with None."""
        if step not in self._rows:
            old, new = (each if isinstance(each, Table) else None for each in (step.old, step.new))
            if old and new:
                self._rows[step] = rows(old, new)
            else:
                self._rows[step] = list(zip_longest(old.rows if old else (), new.rows if new else ()))
        return self._rows[step]

    def columns(self, step: Step) -> list[Both]:
        """Return the columns of two tables as pairs, if they do not have equally many."""
        if step not in self._columns:
            old, new = step.old, step.new
            two = isinstance(old, Table) and isinstance(new, Table) and old.columns != new.columns
            self._columns[step] = columns(cast("Table", old), cast("Table", new)) if two else []
        return self._columns[step]

    def cells(self, step: Step, old: Row | None, new: Row | None) -> list[tuple[Box | None, Box | None]]:
        """Return the cells of two rows as pairs, and those of a row or column of one side each with None."""
        if old is None or new is None:
            return [*zip_longest(old.cells if old else (), new.cells if new else ())]
        return [
            (None if at is None else old.cells[at], None if to is None else new.cells[to])
            for at, to in self.columns(step) or [(at, at) for at in range(len(new.cells))]
        ]

    def cell(self, old: Box, new: Box) -> list[Step]:
        """Return the steps from one cell to another."""
        if old not in self._cells:
            self._cells[old] = plan(old.items, new.items)
        return self._cells[old]

    def common(self, old: Paragraph) -> list[Both] | None:
        """Return the tokens of a pair that are common and those that differ; None if all are common."""
        return self._common[old]

    def inside(self, old: Token, new: Token) -> tuple[Paragraph, Paragraph, list[Both]] | None:
        """Return what two links to one place have in them, and the tokens of it, if any differ."""
        found = self._common.get(old.link) if old.link else None
        return (old.link, new.link, found) if old.link and new.link and found else None

    def all_notes(self) -> Iterator[tuple[NoteId | None, NoteId | None, list[Step]]]:
        """Yield the notes of the new file, then those that only the old one has: both ids, and the steps."""
        back = {to: one for one, to in self.mates.items()}
        for each, note in self.new.notes.items():
            old = back.get(each)
            yield old, each, self.notes[old] if old else [Step("ins", None, item) for item in note.items]
        for each, note in self.old.notes.items():
            if each not in self.mates:
                yield each, None, [Step("del", item) for item in note.items]

    def pairs(self) -> Iterator[tuple[Paragraph, Paragraph]]:
        """Yield all pairs of paragraphs."""
        for steps in (*self.text, *(self.notes[each] for each in self.mates)):
            yield from self._pairs_in(steps)

    def _pairs_in(self, steps: Sequence[Step]) -> Iterator[tuple[Paragraph, Paragraph]]:
        for step in steps:
            if step.what != "both":
                continue
            if isinstance(step.old, Paragraph) and isinstance(step.new, Paragraph):
                yield step.old, step.new
            else:
                for one, other in self.rows(step):
                    for a, b in self.cells(step, one, other):
                        yield from self._pairs_in(self.cell(a, b)) if a and b else ()

    def _settle(self) -> None:
        while True:
            self.names.clear()  # a note that is exchanged brings its places back
            for old, new in self.pairs():
                self._name_as(old, new)
            ours, theirs = self.old.names_of_notes(), self.new.names_of_notes()
            for one, to in self.mates.items():
                self._rename(ours[one], theirs[to])
            if not self._exchange(self._settled()):
                return

    def _settled(self) -> dict[Paragraph, Paragraph]:
        """Compare all pairs until all names are settled; return the pairs."""
        while True:
            pairs = dict(self.pairs())
            self._common = {}
            for old, new in pairs.items():
                self._compare(old, new)
            if not self._split(pairs):
                return pairs

    def _name_as(self, old: Paragraph, new: Paragraph) -> None:
        """Name a place, whole or the number of a caption, as the new file does."""
        if old.form == new.form:
            return
        for whole in (True, False):
            ours, theirs = ([*each.names(whole=whole)] for each in (old, new))
            for one, other in zip(ours, theirs, strict=False) if len(ours) == len(theirs) else ():
                self._rename(one, other)

    def _rename(self, old: str, new: str) -> None:
        """Name a place by another name, if nobody chose one of the two."""
        if old and new and old != new and (is_made(old) or is_made(new)):
            self.names[old] = new

    def _compare(self, old: Paragraph, new: Paragraph) -> None:
        """Compare two paragraphs, or the words of two links to one place."""
        self._common[old] = None
        if old.form == new.form and [self._lead(*each) for each in old.leads] == new.leads:
            return
        ours = [_key(each, *self._lead(_kind(each), each.name)) for each in old.tokens]
        theirs = [_key(each, _kind(each), each.name) for each in new.tokens]
        found: list[Both] = []
        for same, start, end, other, other_end in _without_islands(pieces(ours, theirs), old.tokens):
            one, two = range(start, end), range(other, other_end)
            found += zip(one, two, strict=True) if same else (*zip_longest(one, ()), *zip_longest((), two))
        self._common[old] = found
        for at, to in found:
            if at is not None and to is not None:
                was, now = old.tokens[at], new.tokens[to]
                if was.link and now.link and was.shown != now.shown:
                    self._compare(was.link, now.link)

    def _lead(self, kind: str, name: str) -> tuple[str, str]:
        """Return where an old token leads, in the names and ids of the new file."""
        if not kind:
            return "", self.names.get(name, name)
        return self.mates.get((kind, name), (kind, f"old {name}"))

    def _split(self, pairs: Mapping[Paragraph, Paragraph]) -> bool:
        """Give each old bookmark with another content a name of its own; return whether any got one."""
        changed = False
        parts: dict[Paragraph, list[Paragraph]] = {}
        for each in pairs:
            if isinstance(each, Cut):
                parts.setdefault(each.whole, []).append(each)
        for old in (each for whole in self.old.paragraphs() for each in parts.get(whole, [whole])):
            new = pairs.get(old)
            found = self._common.get(old, [])
            if found is None:
                continue
            common = {at: to for at, to in found if at is not None and to is not None}
            for mark in old.marks:
                name = self.names.get(mark.name, mark.name)
                empty = old.keeps_data(mark)
                if name not in self.new_names or (empty and new is not None):
                    continue
                if empty or not _is_same_place(old, mark, new, common, name):
                    self.names[mark.name] = self._fresh(mark.name)
                    changed = True
            for at, token in enumerate(old.tokens):
                note = _note(token)
                if note and at not in common and note in self.mates:
                    del self.mates[note]
                    changed = True
        return changed

    def _exchange(self, pairs: Mapping[Paragraph, Paragraph]) -> bool:
        """Pair notes of like words where one is in the place of the other; return whether there are any.

        Their labels differ, or they have none and their words were changed.
        """
        changed = False
        for old, new in pairs.items():
            for same, part in groupby(self._common[old] or (), lambda each: None not in each):
                both = () if same else [*part]
                gone = [_note(old.tokens[at]) for at, _ in both if at is not None]
                come = [_note(new.tokens[to]) for _, to in both if to is not None]
                ours = [each for each in gone if each and each not in self._exchanged | {*self.mates}]
                theirs = [each for each in come if each and each not in self.mates.values()]
                found = mates(
                    [self.old.notes[each] for each in ours], [self.new.notes[each] for each in theirs]
                )
                for one, to in zip(ours, found, strict=True):
                    if to is not None:
                        self._exchanged.add(one)
                        self.mates[one] = theirs[to]
                        self.notes[one] = plan_note(self.old.notes[one], self.new.notes[theirs[to]])
                        changed = True
        return changed

    def _fresh(self, name: str) -> str:
        names = (f"{name[:_LONGEST]}_o{number or ''}" for number in count())
        made = next(each for each in names if each.lower() not in self._taken)
        self._taken.add(made.lower())
        return made


def _kind(token: Token) -> str:
    return token.what[0].rpartition("}")[2].removesuffix("noteReference") if token.kind == "note" else ""


def _note(token: Token) -> NoteId | None:
    return (_kind(token), token.name) if token.kind == "note" else None


def _key(token: Token, kind: str, name: str) -> Hashable:
    return token.kind, token.what, kind, name


def _is_same_place(
    old: Paragraph, mark: Mark, new: Paragraph | None, common: Mapping[int, int], name: str
) -> bool:
    other = None if new is None else next((each for each in new.marks if each.name == name), None)
    if new is None or other is None:
        return False
    if old.is_whole(mark) and new.is_whole(other):
        return True
    return all(other.start <= common.get(at, -1) < other.end for at in range(mark.start, mark.end))


def _without_islands(found: list[Piece], tokens: Sequence[Token]) -> list[Piece]:
    """Return the pieces; white space alone between two changes of both sides is changed with them."""
    joined: list[Piece] = []
    for at, each in enumerate(found):
        inside = 0 < at < len(found) - 1
        blank = each.same and inside and all(token.kind == "space" for token in tokens[each.start : each.end])
        before = joined[-1] if joined else each
        if (blank and _is_exchange(before) and _is_exchange(found[at + 1])) or (
            joined and not before.same and not each.same
        ):
            joined[-1] = Piece(False, before.start, each.end, before.other_start, each.other_end)
        else:
            joined.append(each)
    return joined


def _is_exchange(piece: Piece) -> bool:
    return not piece.same and piece.start < piece.end and piece.other_start < piece.other_end
