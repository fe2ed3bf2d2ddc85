"""Find the faults of a PDF by itself (D908), and what cannot be read for certain (D900)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from toolchain import model as m
from toolchain.formats.metadata import of_packet
from toolchain.formats.pdf.fonts import Font, cannot_be_read
from toolchain.formats.pdf.margins import Margins, margin_faults
from toolchain.formats.pdf.navigation import Ways, contents_faults, outline_faults
from toolchain.formats.pdf.parts import Scan, Target
from toolchain.formats.pdf.ways import links, note_faults
from toolchain.model.diagnostics import FilePlace, Finding, Severity, page_words
from toolchain.model.facts import Facts
from toolchain.model.groups import by_first
from toolchain.model.languages import changes_in_words, is_language_tag
from toolchain.model.wording import said
from toolchain.rules import files_pdf as of_files
from toolchain.rules import outputs_pdf as about

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
    packet = pdf.Root["/Metadata"].read_bytes() if "/Metadata" in pdf.Root else b""
    return any(name == "title" for name, _ in of_packet(packet))
