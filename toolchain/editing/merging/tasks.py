"""The changes to make in a source, by edit in Word, and those left to its author."""

from __future__ import annotations

from toolchain.editing.merging.splicing import Change
from toolchain.editing.merging.units import Unit
from toolchain.model.facts import Facts, Word
from toolchain.model.records import Changing, Record, field


class Listed(Record):
    """An edit that is merged or left: its place in the finished file, its line in the source (0 if none),
    and its facts.
    """

    place: str
    line: int
    facts: Facts


class Task(Changing, eq=False):
    """An edit with its changes of the source.

    what    "changed", "inserted" ...
    place   in the finished file; `at` in the source, in characters
    theirs, base  its texts, in the edited and in the built file
    labels  of notes that it newly marks
    """

    what: Word | Facts
    place: str
    at: int
    changes: list[Change] = field(default_factory=list)
    theirs: list[Unit] = field(default_factory=list)
    base: list[Unit] = field(default_factory=list)
    defines: str = ""
    drops: str = ""
    why: Word | Facts | None = None

    def left(self, why: Word | Facts) -> Task:
        """Return the same edit, left to the author."""
        self.why = why
        self.changes = []
        return self
