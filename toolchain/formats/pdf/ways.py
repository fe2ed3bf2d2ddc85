"""Check the notes of a PDF: numbered in one sequence, marks that lead to notes and back (D908)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from toolchain import model as m
from toolchain.formats.pdf.navigation import Ways
from toolchain.formats.pdf.parts import Part, Piece, Target
from toolchain.formats.pdf.words import text_of
from toolchain.model.diagnostics import Finding, Place, Related, Severity
from toolchain.rules import outputs_pdf as about

_ABOVE, _BELOW = 40.0, 6.0
"""Points by which the target of a link back may be above its mark, or below it."""
_TRIED = 200
"""Maximum number of links of a note, and of marks that lead to it, that are compared."""


def note_faults(
    ways: Ways, notes: Sequence[m.Note], back: Mapping[int, Sequence[Target]]
) -> Iterator[Finding]:
    """Yield all faults of notes and marks; `back` has the links of each note, by the number of its block.

    If fewer than half of the notes have a mark that is a link, only the marks that are links are checked:
    the program that made the file does not link marks.
    """
    labels = {note.span.block: note.label for note in notes}
    marks: dict[int, list[Piece]] = {}
    feet = {part.block: part.first for part in ways.scan.parts if part.note and not part.listed}
    for part in ways.scan.parts:
        for mark in (piece for piece in part.pieces if piece.mark and piece.target and not piece.target.url):
            block = ways.places.block(mark.target) if mark.target else None
            if block in labels:
                marks.setdefault(block, []).append(mark)
                yield from _of_mark(mark, labels[block], part, ways)
    if 2 * len(marks) < len(notes):
        return
    yield from _numbers(notes)
    for note in notes:
        if note.label:
            own = marks.get(note.span.block, ())
            yield from _of_note(note, back.get(note.span.block, ()), own)
            first, shown = feet.get(note.span.block), next((run for each in own for run in each.runs), None)
            if first and shown and first.page != shown.page:
                facts = about.FootnoteElsewhere(note.label, ways.called(first.page), ways.called(shown.page))
                yield Finding(note.span, facts, severity=Severity.WARNING)


def links(parts: Iterable[Part]) -> Iterator[Target]:
    """Yield the targets within the file of the links in some parts."""
    targets = (piece.target for part in parts for piece in part.pieces)
    return (target for target in targets if target is not None and not target.url)


def _of_mark(mark: Piece, label: str, part: Part, ways: Ways) -> Iterator[Finding]:
    """Find a mark with another number than the note to which it leads."""
    shown = text_of((mark,)).strip()
    if label and shown and shown != label and not shown.startswith((",", "،", "、")):
        yield Finding(ways.span(part), about.MarkOfOtherNote(shown, label))


def _numbers(notes: Sequence[m.Note]) -> Iterator[Finding]:
    """Find missing and repeated numbers."""
    seen: dict[int, Place] = {}
    for note in notes:
        if note.label.isdecimal():
            number = int(note.label)
            if number in seen:
                related = (Related(seen[number], about.OtherNoteHere()),)
                yield Finding(note.span, about.NoteNumberTwice(number), related=related)
            seen.setdefault(number, note.span)
    last = 0
    for number in sorted(seen):
        if number > last + 1:
            one = number == last + 2
            facts = (
                about.NoteMissing(last + 1, number)
                if one
                else about.NotesMissing(last + 1, number - 1, number)
            )
            yield Finding(seen[number], facts)
        last = number


def _of_note(note: m.Note, back: Sequence[Target], marks: Sequence[Piece]) -> Iterator[Finding]:
    """Find a note without a mark that leads to it, or without a link back to a mark."""
    if not marks:
        yield Finding(note.span, about.NoMark(note.label))
        return
    if not back:
        yield Finding(note.span, about.NoWayBack(note.label))
    elif not any(_leads_to(target, mark) for target in back[:_TRIED] for mark in marks[:_TRIED]):
        yield Finding(note.span, about.WayBackElsewhere(note.label))


def _leads_to(target: Target, mark: Piece) -> bool:
    """Return whether a link leads to a mark: the file states places only as heights on pages."""
    if target.page is None:
        return False
    return any(
        run.page == target.page and (target.top is None or -_BELOW <= target.top - run.y <= _ABOVE)
        for run in mark.runs
    )
