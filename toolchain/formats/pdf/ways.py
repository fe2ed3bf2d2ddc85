"""Whether the notes of a PDF are numbered through, each mark leads to its note and each note back (D908)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from toolchain import model as m
from toolchain.formats.pdf.navigation import Ways
from toolchain.formats.pdf.parts import Part, Piece, Target
from toolchain.formats.pdf.words import text_of
from toolchain.model.diagnostics import Finding, Related
from toolchain.model.places import Place
from toolchain.rules.outputs_pdf import (
    MarkOfOtherNote,
    NoMark,
    NoteMissing,
    NoteNumberTwice,
    NotesMissing,
    NoWayBack,
    OtherNoteHere,
    WayBackElsewhere,
)

_ABOVE, _BELOW = 40.0, 6.0
"""Points by which the place to which a way back leads may stand above its mark, or below it."""
_TRIED = 200
"""Links of a note, and marks that lead to it, that are looked at."""


def note_faults(
    ways: Ways, notes: Sequence[m.Note], back: Mapping[int, Sequence[Target]]
) -> Iterator[Finding]:
    """All that is wrong with the notes and their marks; `back` are the links of each note, by its column."""
    labels = {note.span.block: note.label for note in notes}
    marks: dict[int, list[Piece]] = {}
    for part in ways.scan.parts:
        for mark in _marks(part):
            column = ways.places.column(mark.target) if mark.target else None
            if column in labels:
                marks.setdefault(column, []).append(mark)
                yield from _of_mark(mark, labels[column], part, ways)
    if 2 * len(marks) < len(notes):  # a program that makes no links of marks
        return
    yield from _numbers(notes)
    for note in notes:
        if note.label:
            yield from _of_note(note, back.get(note.span.block, ()), marks.get(note.span.block, ()))


def links(parts: Iterable[Part]) -> Iterator[Target]:
    """Where the links of some parts lead within the file."""
    targets = (piece.target for part in parts for piece in part.pieces)
    return (target for target in targets if target is not None and not target.url)


def _marks(part: Part) -> Iterator[Piece]:
    return (piece for piece in part.pieces if piece.mark and piece.target and not piece.target.url)


def _of_mark(mark: Piece, label: str, part: Part, ways: Ways) -> Iterator[Finding]:
    """A mark with another number than the note to which it leads."""
    shown = text_of((mark,)).strip()
    if label and shown and shown != label and not shown.startswith((",", "،", "、")):
        yield Finding(ways.span(part), MarkOfOtherNote(shown, label))


def _numbers(notes: Sequence[m.Note]) -> Iterator[Finding]:
    """Numbers that are missing between others, or there twice."""
    seen: dict[int, Place] = {}
    for note in notes:
        if note.label.isdecimal():
            number = int(note.label)
            if number in seen:
                related = (Related(seen[number], OtherNoteHere()),)
                yield Finding(note.span, NoteNumberTwice(number), related=related)
            seen.setdefault(number, note.span)
    last = 0
    for number in sorted(seen):
        if number > last + 1:
            one = number == last + 2
            facts = NoteMissing(last + 1, number) if one else NotesMissing(last + 1, number - 1, number)
            yield Finding(seen[number], facts)
        last = number


def _of_note(note: m.Note, back: Sequence[Target], marks: Sequence[Piece]) -> Iterator[Finding]:
    """A note that no mark leads to, or from which no link leads back to one."""
    if not marks:
        yield Finding(note.span, NoMark(note.label))
        return
    if not back:
        yield Finding(note.span, NoWayBack(note.label))
    elif not any(_leads_to(target, mark) for target in back[:_TRIED] for mark in marks[:_TRIED]):
        yield Finding(note.span, WayBackElsewhere(note.label))


def _leads_to(target: Target, mark: Piece) -> bool:
    """Whether a link leads to where a mark stands: the file knows places as heights on pages only."""
    if target.page is None:
        return False
    return any(
        run.page == target.page and (target.top is None or -_BELOW <= target.top - run.y <= _ABOVE)
        for run in mark.runs
    )
