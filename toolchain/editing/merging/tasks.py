"""What is to be done in a source, one edit in Word after the other, and what is left to its author."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from toolchain.editing.merging.splicing import Change
from toolchain.editing.merging.units import Unit


class Listed(NamedTuple):
    """An edit that is left: where in the finished file, in which line of the source (0: none), and why."""

    place: str
    line: int
    message: str


@dataclass(slots=True, eq=False)
class Task:
    """An edit with the changes of the source that it comes to.

    what    "words changed", "inserted" ...
    place   where in the finished file; `at` where in the source, in characters
    theirs, base  the texts that it is about, in the file as it is and as it was built
    labels  of notes that it marks anew
    """

    what: str
    place: str
    at: int
    changes: list[Change] = field(default_factory=list)
    theirs: list[Unit] = field(default_factory=list)
    base: list[Unit] = field(default_factory=list)
    defines: str = ""
    drops: str = ""
    why: str = ""

    def left(self, why: str) -> Task:
        """Return the same, left to the author."""
        self.why = why
        self.changes = []
        return self
