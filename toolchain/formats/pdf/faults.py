"""What is wrong with a PDF as such (D908), and what of it could not be read for certain (D900)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from toolchain import model as m
from toolchain.formats.pdf.content import Run
from toolchain.formats.pdf.fonts import Font, cannot_be_read
from toolchain.formats.pdf.margins import Margins, margin_faults
from toolchain.formats.pdf.navigation import Ways, contents_faults, outline_faults
from toolchain.formats.pdf.parts import Part, Places, Scan, Target
from toolchain.formats.pdf.ways import note_faults
from toolchain.model.diagnostics import Defect, Finding, Severity
from toolchain.model.languages import changes_in_words, is_language_tag
from toolchain.model.places import FilePlace
from toolchain.model.wording import fold, shorten

_XMP_TITLE = re.compile(rb"<dc:title\b[^>]*>(?:\s|<(?!/dc:title)[^>]*>)*[^<\s]")
_SHOWN = 40
_NAMED = 5


def faults(
    pdf: Any, scan: Scan, ways: Ways, notes: Sequence[m.Note], back: Mapping[int, Sequence[Target]]
) -> Iterator[Defect]:
    """All faults of a file, those of its parts at the places of these; `back` are the links of its notes."""
    display = ways.display
    yield from file_faults(pdf, scan.fonts, display)
    yield from outline_faults(ways)
    margins = Margins(ways)
    yield from contents_faults(ways, margins.called)
    yield from margin_faults(margins)
    yield from note_faults(ways, notes, back)
    yield from _unseen(scan.unseen, display)
    for page, count in sorted(scan.missing.items()):
        where = FilePlace(display, words=f"page {page + 1}" if page >= 0 else "the structure tree")
        yield Defect("D900", Finding(where, f"the tags name {count} pieces of text that are not on the page"))
    for run in scan.loose:
        message = f"there is text outside all tags, beginning with “{_beginning(run.text)}”"
        yield Defect("D900", Finding(FilePlace(display, words=f"page {run.page + 1}"), message))
    for part in scan.parts:
        span = ways.span(part)
        if any(cannot_be_read(run.text) for run in _runs(part)):
            yield Defect("D900", Finding(span, "the file does not say what some of the signs here are"))
        elif not all(run.certain for run in _runs(part)):
            message = "the order of the words from left to right and from right to left is not certain"
            yield Defect("D900", Finding(span, message, severity=Severity.INFORMATION))
        for name in sorted(_nowhere(part, ways.places)):
            yield Defect("D908", Finding(span, f"a link leads nowhere: {name}"))


def _unseen(found: Mapping[str, int], display: str) -> Iterator[Defect]:
    """Signs for which there is no glyph, a page at a time: an empty space or a box stands there."""
    pages: dict[int, list[str]] = {}
    for text, page in found.items():
        pages.setdefault(page, []).append(text)
    for page, texts in sorted(pages.items()):
        signs = sorted(texts)
        named = ", ".join(f"“{text}” (U+{ord(text[0]):04X})" for text in signs[:_NAMED])
        more = f" and {len(signs) - _NAMED:,} more" if len(signs) > _NAMED else ""
        message = f"no font has a sign for {named}{more}: nothing is seen there"
        help_ = "write it otherwise, or bring a font that has it in a style sheet of your own"
        if any(changes_in_words(text[0]) for text in signs):
            help_ = "write it in Latin letters, or leave the PDF out: no font helps, as T509 says"
        yield Defect("D908", Finding(FilePlace(display, words=f"page {page + 1}"), message, help_))


def file_faults(pdf: Any, fonts: Iterable[Font], display: str) -> Iterator[Defect]:
    """What a file lacks as a whole; `fonts` are those that show something."""
    for code, message, help_ in _of_file(pdf, fonts):
        yield Defect(code, Finding(FilePlace(display), message, help_))


def _of_file(pdf: Any, fonts: Iterable[Font]) -> Iterator[tuple[str, str, str]]:
    root = pdf.Root
    if not _flag(root, "/MarkInfo", "/Marked"):
        yield "D908", "the PDF does not say that it is tagged", "make a tagged PDF"
    if not _has_title(pdf):
        yield "A705", "the PDF has no title in its properties", "give it one"
    elif not _flag(root, "/ViewerPreferences", "/DisplayDocTitle"):
        help_ = "have its title shown in the window's bar"
        yield "A705", "the PDF shows its file name instead of its title", help_
    lang = str(root.get("/Lang", "")).strip()
    if not lang:
        yield "A706", "the PDF does not say its language", "give it one"
    elif not is_language_tag(lang.replace("_", "-")):
        yield "A706", f"the PDF’s language, “{lang[:_SHOWN]}”, is none", "give it one, as en or ar"
    names = sorted({font.name for font in fonts if not font.embedded})
    if names:
        yield "D908", f"fonts are not embedded: {', '.join(names)}", "embed all fonts"


def _flag(root: Any, dictionary: str, name: str) -> bool:
    return dictionary in root and root[dictionary].get(name) is True


def _has_title(pdf: Any) -> bool:
    if str(pdf.trailer.get("/Info", {}).get("/Title", "")).strip():
        return True
    return "/Metadata" in pdf.Root and bool(_XMP_TITLE.search(pdf.Root["/Metadata"].read_bytes()))


def _runs(part: Part) -> Iterator[Run]:
    return (run for piece in part.pieces for run in piece.runs)


def _nowhere(part: Part, places: Places) -> set[str]:
    targets = {piece.target for piece in part.pieces if piece.target is not None and not piece.target.url}
    return {target.name for target in targets if places.column(target) is None}


def _beginning(text: str) -> str:
    return shorten(fold(text), _SHOWN)
