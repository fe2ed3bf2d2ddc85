"""Check the tags and the title of a PDF for screen readers (A701, A702, A705, S003)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from toolchain.formats.pdf.navigation import Ways
from toolchain.formats.pdf.parts import Part
from toolchain.model.diagnostics import Finding, Severity
from toolchain.model.expressions import expression
from toolchain.model.places import FilePlace
from toolchain.model.wording import fold
from toolchain.rules.files_pdf import NoHeaderCell, PictureWithoutAlt, TitleSaysNothing
from toolchain.rules.structure import LevelSkipped

_FILE = expression(
    r"^Microsoft (?:Word|PowerPoint|Excel) - |^(?:untitled|document)\d*$"
    r"|\.(?:docx?|odt|rtf|pdf|indd|tex|html?|pages|pptx?|xlsx?)$",
    re.IGNORECASE,
)


def of_the_tags(ways: Ways) -> Iterator[Finding]:
    """Yield all findings in the tags."""
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
    if _FILE.search(title):
        yield Finding(FilePlace(display), TitleSaysNothing(title), severity=Severity.WARNING)
