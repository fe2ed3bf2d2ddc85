"""Find the faults of a PDF by itself (D908): its file, and notes and marks that lead to each other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from toolchain import model as m
from toolchain.formats.metadata import of_packet
from toolchain.formats.pdf.file import packet_of
from toolchain.formats.pdf.fonts import Font, cannot_be_read
from toolchain.formats.pdf.margins import Margins, margin_faults
from toolchain.formats.pdf.navigation import Ways, contents_faults, outline_faults
from toolchain.formats.pdf.runs import Part, Piece, Scan, Target
from toolchain.formats.pdf.words import text_of
from toolchain.model.diagnostics import FilePlace, Finding, Place, Related, Severity, page_words
from toolchain.model.facts import Facts
from toolchain.model.groups import by_first
from toolchain.model.languages import changes_in_words, is_language_tag
from toolchain.model.wording import said
from toolchain.rules import files_pdf as of_files
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


_NAMED = 5


def faults(
    pdf: Any, scan: Scan, ways: Ways, notes: Sequence[m.Note], back: Mapping[int, Sequence[Target]]
) -> Iterator[Finding]:
    """Yield all faults of a file at their places; `back` is the links of its notes, by their blocks."""
    display = ways.display
    yield from file_faults(pdf, scan.marked.fonts, display)
    yield from outline_faults(ways)
    margins = Margins(ways)
    yield from contents_faults(ways, margins.called)
    yield from margin_faults(margins)
    yield from note_faults(ways, notes, back)
    yield from _unseen(scan.marked.unseen, display)
    for page, count in sorted(scan.missing.items()):
        where = FilePlace(display, words=page_words(page + 1) if page >= 0 else said("the tags"))
        yield Finding(where, of_files.TextNotOnPage(count))
    for run in scan.marked.loose:
        where = FilePlace(display, words=page_words(run.page + 1))
        yield Finding(where, of_files.TextOutsideTags(run.text))
    for part in scan.parts:
        span = ways.span(part)
        if any(cannot_be_read(run.text) for run in part.runs):
            yield Finding(span, of_files.CharactersUnknown())
        elif not all(run.certain for run in part.runs):
            yield Finding(span, of_files.OrderUncertain(), severity=Severity.INFORMATION)
        for name in sorted({target.name for target in links((part,)) if ways.places.block(target) is None}):
            yield Finding(span, about.LinkLeadsNowhere(name))


def _unseen(found: Mapping[str, int], display: str) -> Iterator[Finding]:
    """Find characters without a glyph, by page: readers see a space or a box."""
    pages = by_first((page, text) for text, page in found.items())
    for page, texts in sorted(pages.items()):
        yield Finding(FilePlace(display, words=page_words(page + 1)), no_glyph(sorted(texts)))


def no_glyph(signs: Sequence[str]) -> about.NoGlyph:
    """Return the facts of characters without a glyph."""
    case = about.NoGlyphOfScript if any(changes_in_words(text[0]) for text in signs) else about.NoGlyph
    named = tuple(about.MissingCharacter(text, f"{ord(text[0]):04X}") for text in signs[:_NAMED])
    return case(named, others=max(0, len(signs) - _NAMED) or None)


def file_faults(pdf: Any, fonts: Iterable[Font], display: str) -> Iterator[Finding]:
    """Find what is missing from the file as a whole; `fonts` are those with shown text."""
    for facts in _of_file(pdf, fonts):
        yield Finding(FilePlace(display), facts)


def _of_file(pdf: Any, fonts: Iterable[Font]) -> Iterator[Facts]:
    root = pdf.Root
    if not _flag(root, "/MarkInfo", "/Marked"):
        yield about.NotMarkedAsTagged()
    if not _has_title(pdf):
        yield of_files.NoTitleInPdf()
    elif not _flag(root, "/ViewerPreferences", "/DisplayDocTitle"):
        yield of_files.FileNameShown()
    lang = str(root.get("/Lang", "")).strip()
    if not lang:
        yield of_files.NoLanguageInPdf()
    elif not is_language_tag(lang.replace("_", "-")):
        yield of_files.InvalidLanguage(lang)
    names = sorted({font.name for font in fonts if not font.embedded})
    if names:
        yield about.FontsNotEmbedded(tuple(names))


def _flag(root: Any, dictionary: str, name: str) -> bool:
    return dictionary in root and root[dictionary].get(name) is True


def _has_title(pdf: Any) -> bool:
    if str(pdf.trailer.get("/Info", {}).get("/Title", "")).strip():
        return True
    packet = packet_of(pdf, pdf.Root.get("/Metadata")) or b""
    return any(name == "title" for name, _ in of_packet(packet))
