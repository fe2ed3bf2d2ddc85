"""Whether notes are numbered through, and by Word: D909."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from toolchain.formats.docx.found import Trouble
from toolchain.formats.docx.notes import Call
from toolchain.model import NoteKind

_CONTINUOUS = "in Word: References, the small arrow beside Footnotes, Numbering: Continuous, from 1"
_COUNTED = "delete the mark and insert the note anew, without a custom mark"


def misnumbered(calls: Sequence[Call], strange: Collection[str]) -> Iterator[Trouble]:
    """D909 where numbers of notes begin again, begin with another than 1, or are typed.

    `strange` is what `number_calls` could not follow.
    """
    for kind in NoteKind:
        own = [call for call in calls if call.kind is kind]
        yield from _typed(own)
        counted = [call for call in own if not call.custom]
        if counted and "eachPage" in strange:
            message = f"the numbers of {kind.value}s begin again on each page"
            yield Trouble("D909", message, counted[0].paragraph, _CONTINUOUS)
        yield from _again(counted)


def _typed(calls: Sequence[Call]) -> Iterator[Trouble]:
    """Marks of an author's own that are numbers; an asterisk is none."""
    for call in calls:
        if call.custom and any(map(str.isalnum, call.label)):
            yield Trouble("D909", f"the number of {call.name} is typed by hand", call.paragraph, _COUNTED)


def _again(calls: Sequence[Call]) -> Iterator[Trouble]:
    if calls and calls[0].label.isdecimal() and int(calls[0].label) != 1:
        message = f"the first {calls[0].kind.value} has the number {calls[0].label}"
        yield Trouble("D909", message, calls[0].paragraph, _CONTINUOUS)
    seen: dict[str, Call] = {}
    for call in calls:
        before = seen.setdefault(call.label, call)
        if before is not call:
            message = (
                f"the numbers of {call.kind.value}s begin again here: {call.name} stands in "
                f"{before.paragraph.place} already"
            )
            yield Trouble("D909", message, call.paragraph, _CONTINUOUS)
            return
