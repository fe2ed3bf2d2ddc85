"""Check the tags and the title of a PDF for screen readers (A701, A702, A705, S003), or text without tags."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

from toolchain.formats.pdf.fonts import cannot_be_read
from toolchain.formats.pdf.navigation import Ways
from toolchain.formats.pdf.page_items import Area, Text
from toolchain.formats.pdf.parts import Part
from toolchain.model.diagnostics import FilePlace, Finding, Severity, page_words
from toolchain.model.own_paths import says_nothing
from toolchain.model.wording import fold
from toolchain.rules.files_pdf import NoHeaderCell, PictureWithoutAlt, ShareUnknown, TitleSaysNothing
from toolchain.rules.outputs_pdf import NotTagged, OnlyPictures, PicturePages
from toolchain.rules.structure import LevelSkipped


def of_the_tags(ways: Ways) -> Iterator[Finding]:
    """Yield the findings in the tags of a PDF: its pictures, tables and headings."""
    yield from _pictures(ways)
    yield from _tables(ways)
    yield from _headings(ways)


def _pictures(ways: Ways) -> Iterator[Finding]:
    for part in ways.scan.parts:
        for piece in part.pieces:
            if piece.image is not None and not piece.image.strip():
                yield Finding(ways.span(part), PictureWithoutAlt())


def _tables(ways: Ways) -> Iterator[Finding]:
    """Find tables with no header cell. A one-cell table is skipped: it is a text box."""
    tables: dict[int, list[Part]] = {}
    for part in ways.scan.parts:
        if part.table and part.kind in ("header", "cell"):
            tables.setdefault(part.table, []).append(part)
    for number, cells in tables.items():
        if len(cells) > 1 and all(cell.kind == "cell" for cell in cells):
            yield Finding(ways.tables[number], NoHeaderCell())


def _headings(ways: Ways) -> Iterator[Finding]:
    """Find skipped levels of headings (ISO 14289-1, 7.4.2)."""
    places = list(ways.headings.values())
    if places and places[0].part.level > 1:
        facts = LevelSkipped(places[0].part.level, before=None)
        yield Finding(ways.span(places[0].part), facts, severity=Severity.INFORMATION)
    for one, other in pairwise(places):
        if other.part.level > one.part.level + 1:
            facts = LevelSkipped(other.part.level, one.part.level)
            yield Finding(ways.span(other.part), facts)


def of_the_title(pdf: Any, display: str) -> Iterator[Finding]:
    """Find a title that is a file name, which means nothing to listeners (A705)."""
    title = fold(str(pdf.trailer.get("/Info", {}).get("/Title", "")))
    if says_nothing(title):
        yield Finding(FilePlace(display), TitleSaysNothing(title), severity=Severity.WARNING)


_FEW = 0.01
"""The share of unknown characters above which the text is unusable."""


def is_tagged(pdf: Any) -> bool:
    """Return whether a file has tags, a structure with the meaning of its text."""
    root = pdf.Root.get("/StructTreeRoot")
    return root is not None and "/K" in root


def of_the_untagged(pages: Sequence[Sequence[Text | Area]], display: str) -> Iterator[Finding]:
    """Report once that a file has no tags, or not even text."""
    if any(isinstance(each, Text) for page in pages for each in page):
        yield Finding(FilePlace(display), NotTagged())


def of_the_unreadable(
    pages: Sequence[Sequence[Text | Area]], display: str, *, tagged: bool
) -> Iterator[Finding]:
    """Find pages that are pictures, and characters that the file does not identify.

    For a tagged file, its reader reports the characters at their places.
    """
    scanned = [
        number
        for number, page in enumerate(pages, 1)
        if not any(isinstance(each, Text) for each in page)
        and any(isinstance(each, Area) and each.picture for each in page)
    ]
    if scanned and len(scanned) == len(pages):
        yield Finding(FilePlace(display), OnlyPictures())
    elif scanned and not tagged:
        place = FilePlace(display, words=page_words(scanned[0]))
        yield Finding(place, PicturePages(len(scanned), scanned[0]), severity=Severity.WARNING)
    if not tagged:
        yield from _unknown(pages, display)


def _unknown(pages: Sequence[Sequence[Text | Area]], display: str) -> Iterator[Finding]:
    signs = Counter[bool]()
    first = 0
    for number, page in enumerate(pages, 1):
        for text in page:
            if isinstance(text, Text):
                unknown = sum(map(cannot_be_read, text.signs))
                signs.update({True: unknown, False: len(text.signs) - unknown})
                first = first or (number if unknown else 0)
    if signs[True]:
        share = signs[True] / signs.total()
        severity = Severity.ERROR if share > _FEW else None
        place = FilePlace(display, words=page_words(first))
        yield Finding(place, ShareUnknown(signs[True], signs.total()), severity=severity)
