"""The map of notes: the paragraph of each mark, repeated marks, and chains of "Ibid."."""

from __future__ import annotations

import re
from collections import Counter

from toolchain import model as m
from toolchain.model.records import Record
from toolchain.model.speech import said
from toolchain.resolve.tables import Mark, MarkNode, NumberedNote, Resolved, printed_text
from toolchain.text.phrases import any_of, phrases

STEP, ROW, LEFT = 30, 30, 130
_FULL_ROW = 24
"""Marks in one row of the drawing; more go on in the next."""


class Dot(Record):
    """A mark in the drawing: its centre, its number, and its kind: "first", "again" or "ibid"."""

    x: int
    y: int
    label: str
    kind: str
    chained: bool


class Row(Record):
    """A paragraph with its marks."""

    name: str
    y: int
    dots: tuple[Dot, ...]


class NotesMap(Record):
    """The drawing, its size, and the numbers of notes, marks, repeats and "Ibid."."""

    rows: tuple[Row, ...]
    width: int
    height: int
    notes: int
    marks: int
    again: int
    ibid: int


def notes_map(resolved: Resolved) -> NotesMap:
    """Return the map of a submission's notes."""
    repeats = _repeats(resolved)
    places: dict[str, list[tuple[MarkNode, Mark]]] = {}
    for node, mark in _in_order(resolved):
        places.setdefault(mark.place, []).append((node, mark))
    rows: list[Row] = []
    y = ROW
    for place, marks in places.items():
        dots: list[Dot] = []
        for at, (_, mark) in enumerate(marks):
            line, column = divmod(at, _FULL_ROW)
            kind = "again" if mark.ordinal > 1 else "ibid" if mark.note in repeats else "first"
            chained = kind == "ibid" and column > 0
            dots.append(Dot(LEFT + STEP * column, y + ROW * line, mark.note.label, kind, chained))
        rows.append(Row(place or said("the title"), y, tuple(dots)))
        y += ROW * ((len(marks) - 1) // _FULL_ROW + 1)
    kinds = Counter(dot.kind for row in rows for dot in row.dots)
    widest = max((dot.x for row in rows for dot in row.dots), default=LEFT)
    size = widest + STEP, y
    return NotesMap(tuple(rows), *size, len(resolved.notes), kinds.total(), kinds["again"], kinds["ibid"])


def _in_order(resolved: Resolved) -> list[tuple[MarkNode, Mark]]:
    """Return all marks in the order of the source's text, notes last."""
    return sorted(
        resolved.marks.items(),
        key=lambda each: (isinstance(each[1].within, NumberedNote), each[0].span.order),
    )


def _repeats(resolved: Resolved) -> frozenset[NumberedNote]:
    """Return the notes that say "Ibid.", generated or typed."""
    found = {use.note for use in resolved.uses if use.position.startswith("ibid")}
    typed = re.compile(rf"{any_of(phrases(resolved.words.lang).ibid)}", re.IGNORECASE)
    for note in resolved.notes:
        first = next((block for block in note.note.blocks if isinstance(block, m.Paragraph)), None)
        if first and typed.match(printed_text(first.children, resolved).lstrip()):
            found.add(note)
    return frozenset(found)
