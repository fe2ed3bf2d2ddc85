"""Check that notes are numbered by Word, and in one sequence (D909)."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from toolchain.formats.docx.found import Trouble
from toolchain.formats.docx.notes import ONE, SEVERAL, Call
from toolchain.model import NoteKind
from toolchain.rules.outputs_docx import FirstNumber, NumbersAgain, NumbersByPage, NumberTyped


def misnumbered(calls: Sequence[Call], strange: Collection[str]) -> Iterator[Trouble]:
    """Yield D909 if note numbers restart, begin with another number than 1, or are typed.

    `strange` is the result of `number_calls`: formats that are not supported.
    """
    for kind in NoteKind:
        own = [call for call in calls if call.kind is kind]
        yield from _typed(own)
        counted = [call for call in own if not call.custom]
        if counted and "eachPage" in strange:
            yield Trouble(NumbersByPage(SEVERAL[kind]), counted[0].paragraph)
        yield from _again(counted)


def _typed(calls: Sequence[Call]) -> Iterator[Trouble]:
    """Yield D909 for custom marks that are numbers. An asterisk is not."""
    for call in calls:
        if call.custom and any(map(str.isalnum, call.label)):
            yield Trouble(NumberTyped(call.name), call.paragraph)


def _again(calls: Sequence[Call]) -> Iterator[Trouble]:
    if calls and calls[0].label.isdecimal() and int(calls[0].label) != 1:
        yield Trouble(FirstNumber(ONE[calls[0].kind], calls[0].label), calls[0].paragraph)
    seen: dict[str, Call] = {}
    for call in calls:
        before = seen.setdefault(call.label, call)
        if before is not call:
            facts = NumbersAgain(SEVERAL[call.kind], call.name, before.paragraph.place)
            yield Trouble(facts, call.paragraph)
            return
