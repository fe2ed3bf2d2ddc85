"""A redline as paragraphs to be read: with old and new numbers, and what goes and comes in each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import NamedTuple

from toolchain.formats.docx.xml import W
from toolchain.word.redlining.comparing import Comparison
from toolchain.word.redlining.pairing import Step
from toolchain.word.redlining.sides import Row, Table, paragraphs_in
from toolchain.word.redlining.summary import END, Numbered
from toolchain.word.redlining.tokens import Paragraph, Token

_STATES = {"ins": "ins", "to": "ins", "del": "del", "from": "del"}


class Run(NamedTuple):
    """Words of one state: "" for those of both versions, "ins" or "del"."""

    state: str
    text: str


class Shown(NamedTuple):
    """A paragraph, or a row of a table as its cells.

    kind   "heading", "text", "row" or "note", for one of a note
    old    its number in the old version; `new` in the new one
    """

    kind: str
    old: str
    new: str
    cells: tuple[tuple[Run, ...], ...]
    moved: bool = False

    @property
    def changes(self) -> bool:
        """Whether anything in it is a change."""
        return any(run.state for cell in self.cells for run in cell)


def shown(compared: Comparison, old: Numbered, new: Numbered) -> Iterator[Shown]:
    """Yield the paragraphs of a redline: of the text, then of the notes."""
    reader = _Reader(compared, old, new)
    for steps in compared.text:
        for step in steps:
            yield from reader.step(step, "text")
    for _, _, steps in compared.all_notes():
        for step in steps:
            yield from reader.step(step, "note")


class _Reader:
    def __init__(self, compared: Comparison, old: Numbered, new: Numbered) -> None:
        self._compared = compared
        self._old = old
        self._new = new

    def step(self, step: Step, kind: str) -> Iterator[Shown]:
        if isinstance(step.item, Table):
            yield from self._table(step)
            return
        if "eading" in step.item.style:
            kind = "heading"
        old, new = self._old.label(step.old), self._new.label(step.new)
        old, new = (old if step.what != "ins" else ""), (new if step.what != "del" else "")
        runs = _joined((*self._runs(step), *([Run(step.end, END)] if step.end else [])))
        if runs or old or new:
            yield Shown(kind, old, new, (runs,), step.what in ("from", "to"))

    def _table(self, step: Step) -> Iterator[Shown]:
        if isinstance(step.old, Table) and isinstance(step.new, Table):
            pairs = self._compared.rows(step.old, step.new)
        else:
            old, new = (table.rows if isinstance(table, Table) else [] for table in (step.old, step.new))
            pairs = [*((row, None) for row in old), *((None, row) for row in new)]
        for one, other in pairs:
            yield Shown("row", "", "", tuple(self._cells(one, other)))

    def _cells(self, old: Row | None, new: Row | None) -> Iterator[tuple[Run, ...]]:
        if old is not None and new is not None:
            for one, other in zip(old.cells, new.cells, strict=True):
                steps = self._compared.cell(one, other)
                yield _joined(run for step in steps for run in self._runs(step))
            return
        for row, state in ((old, "del"), (new, "ins")):
            for cell in row.cells if row is not None else ():
                yield _joined(run for each in paragraphs_in(cell.items) for run in _said(each, state))

    def _runs(self, step: Step) -> Iterator[Run]:
        if step.what != "both":
            yield from _said(step.item, _STATES[step.what])
        elif isinstance(step.old, Paragraph) and isinstance(step.new, Paragraph):
            found = self._compared.common(step.old)
            if found is None:
                yield from _said(step.new, "")
            for piece in found or ():
                if piece.same:
                    yield from map(_run, step.new.tokens[piece.other_start : piece.other_end])
                    continue
                yield from (_run(each, "del") for each in step.old.tokens[piece.start : piece.end])
                yield from (
                    _run(each, "ins") for each in step.new.tokens[piece.other_start : piece.other_end]
                )


def _said(item: object, state: str) -> Iterator[Run]:
    if isinstance(item, Paragraph):
        yield from (_run(each, state) for each in item.tokens)


def _run(token: Token, state: str = "") -> Run:
    if token.kind == "note":
        return Run(state, "[note]")
    if token.kind == "picture":
        return Run(state, f"[picture: {token.what[1] if len(token.what) > 1 else ''}]")
    texts = (each.text or "" for element in token.elements for each in element.iter(W + "t"))
    return Run(state, token.text or "".join(texts))


def _joined(runs: Iterable[Run]) -> tuple[Run, ...]:
    grouped = groupby(runs, lambda each: each.state)
    found = (Run(state, "".join(each.text for each in group)) for state, group in grouped)
    return tuple(each for each in found if each.text)
