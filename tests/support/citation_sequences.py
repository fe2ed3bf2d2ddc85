"""Sequences of notes that cite a few sources, and where ours says that each citation stands.

A sequence becomes a real source, which is read and resolved: its notes, plain ones among them, and its
marks, some of them repeated.
"""

import random
from collections.abc import Sequence as Several
from pathlib import Path
from typing import NamedTuple

from toolchain import model as m
from toolchain.model.diagnostics import SourceSpan
from toolchain.readers.markdown.reader import read_source
from toolchain.readers.markdown.source import decode_source
from toolchain.resolve import resolve
from toolchain.resolve.citations import Citing
from toolchain.resolve.tables import Settings

Answer = list[list[str]]
"""Of each note, in the order of their numbers, the positions of the sources that it cites."""

KEYS = "abc"
NOWHERE = SourceSpan("sources.json", 1, 1, 1, 1)


class Sequence(NamedTuple):
    """Notes in the order of their first marks, each the sources it cites (none: a plain note) with a page or
    ""; and all marks in reading order, each the note that it marks.
    """

    notes: list[list[tuple[str, str]]]
    marks: list[int]


def make_sequence(chance: random.Random) -> Sequence:
    """Some notes on few sources, so that they repeat."""
    keys = KEYS[: chance.randint(1, 3)]
    notes = [
        [
            (chance.choice(keys), chance.choice(("", "", "1", "2")))
            for _ in range(chance.choices((0, 1, 2), (1, 5, 1))[0])
        ]
        for _ in range(chance.randint(3, 12))
    ]
    marks: list[int] = []
    for number in range(len(notes)):
        marks.append(number)
        if chance.random() < 0.15:
            marks.append(chance.randint(0, number))
    return Sequence(notes, marks)


def source(sequence: Sequence) -> str:
    """The sequence as a source."""
    marks = "\n\n".join(f"{at}. Words.[^n{number}]" for at, number in enumerate(sequence.marks, 1))
    notes = "\n\n".join(f"[^n{number}]: {_note(note)}" for number, note in enumerate(sequence.notes))
    return f"---\ntitle: A sequence\n---\n\n{marks}\n\n{notes}\n"


def _note(sources: Several[tuple[str, str]]) -> str:
    cited = "; ".join(f"@{key}, p. {page}" if page else f"@{key}" for key, page in sources)
    return f"[{cited}]" if sources else "A plain note."


class PositionStyle:
    """Prints nothing, since only the positions are asked for."""

    separator = "; "
    around = ("", "")

    def citation(self, cites: object, opens: bool) -> tuple[()]:
        return ()


def positions(sequence: Sequence) -> Answer:
    """Where the sources of a sequence stand, note by note."""
    entries = {key: m.Entry(key, "book", NOWHERE, fields={"title": key}) for key in KEYS}
    citing = Citing(m.Bibliography("sources.json", entries), PositionStyle, {"p.": "page"})  # type: ignore[arg-type]
    document = read_source(decode_source(source(sequence).encode(), "case.md"), Path())
    found = resolve(document, Settings(), citing)
    answer: Answer = [[] for _ in sequence.notes]
    for use in found.uses:
        answer[use.note.value - 1].append(use.position)
    return answer
