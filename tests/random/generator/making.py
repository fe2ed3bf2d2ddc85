"""What is remembered while a source is drawn, and the few ways in which anything is chosen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from random import Random
from typing import TypeVar

from tests.random.generator.words import PHRASES

T = TypeVar("T")

REFERENCE, REFERENCE_END = "\ue000", "\ue001"
"""Stand around the words of a cross-reference until it is known what there is to refer to."""

_MOST_NOTES = 9


@dataclass(slots=True)
class Making:
    """One source in the making. `notes` are labels in the order of their first marks, `written` how many
    of them have their text: one text marks only notes after its own, so that none mark each other. `keys`
    are those of its bibliography, `cited` the one that was cited last."""

    random: Random
    lang: str
    labels: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    written: int = 0
    references: int = 0
    definitions: list[str] = field(default_factory=list)
    keys: Sequence[str] = ()
    cited: str = ""
    lists_sources: bool = False

    def number(self, count: int) -> int:
        """A number from 0, less than `count`; the smaller the simpler."""
        return self.random.randrange(count)

    def one(self, choices: Sequence[T]) -> T:
        """One of the choices, the first is the simplest."""
        return choices[self.number(len(choices))]

    def chance(self, of: int) -> bool:
        """True once in `of` times."""
        return self.number(of) == of - 1

    def phrase(self) -> str:
        """Some plain words of the language."""
        return self.one(PHRASES[self.lang])

    def label(self, kind: str, of: int = 2) -> str:
        """Once in `of` times the braces of a new label, with a space before them."""
        if not self.chance(of):
            return ""
        self.labels.append(f"{kind}-{len(self.labels) + 1}")
        return f" {{#{self.labels[-1]}}}"

    def mark(self) -> str:
        """The label of a note: one that is marked already, or a new one."""
        later = self.notes[self.written :]
        if later and (len(self.notes) >= _MOST_NOTES or self.chance(3)):
            return self.one(later)
        if len(self.notes) >= _MOST_NOTES:
            return ""
        new = len(self.notes) + 1
        self.notes.append(self.one((f"source-{new}", f"{new}", f"{97 - new}", f"Src_{new}.é")))
        return self.notes[-1]

    def cite(self) -> str:
        """The key of a source, often that of the one before."""
        if not self.cited or self.chance(2):
            self.cited = self.one(self.keys)
        return self.cited

    def reference(self, words: str) -> str:
        """A cross-reference to be filled in, of these words."""
        self.references += 1
        return f"{REFERENCE}{words}{REFERENCE_END}"
