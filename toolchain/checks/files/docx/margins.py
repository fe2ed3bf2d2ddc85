"""Find United Nations mastheads in a Word file (L606): before its text, and in headers and footers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from toolchain.checks.source.limits.masthead import is_emblem, masthead_in
from toolchain.formats.docx.beside import MARGINS
from toolchain.formats.docx.story import Paragraph
from toolchain.formats.docx.xml import WP, Element, W
from toolchain.model.diagnostics import Finding
from toolchain.model.places import FilePlace, Place
from toolchain.model.speech import said
from toolchain.rules.limits import Emblem, Masthead

if TYPE_CHECKING:
    from toolchain.formats.docx.opened import Opened

_FIRST = 40
"""Maximum number of blocks before the text that are searched."""


def mastheads(opened: Opened) -> Iterator[Finding]:
    """Find what makes the file look like a document of the United Nations."""
    told: set[tuple[Masthead, str]] = set()
    for facts, span in (*_at_the_head(opened), *_in_margins(opened)):
        if span.words and (facts, span.words) not in told:  # a file has up to three headers that are alike
            told.add((facts, span.words))
            yield Finding(span, facts)


def _at_the_head(opened: Opened) -> Iterator[tuple[Masthead, Place]]:
    for block in opened.story.blocks[:_FIRST]:
        if isinstance(block, Paragraph):
            if block.is_heading or (block.label and block.item and block.item.style != "bullet"):
                return
            rows = [[block]]
        else:
            rows = [[each for cell in row.cells for each in cell.paragraphs] for row in block.rows]
        for row in rows:
            span = row[0].span(opened.display) if row else FilePlace(opened.display)
            if found := masthead_in(" ".join(each.text.strip() for each in row)):
                yield found, span
            for each in row:
                if any(piece.kind == "image" and is_emblem(piece.text) for piece in each.pieces):
                    yield Emblem(), each.span(opened.display)


def _in_margins(opened: Opened) -> Iterator[tuple[Masthead, Place]]:
    package = opened.package
    for each, root in package.trees(package.main, "header", "footer"):
        span = FilePlace(opened.display, words=said(MARGINS[each.kind]))
        yield from ((found, span) for found in _in_margin(root))


def _in_margin(root: Element) -> Iterator[Masthead]:
    for paragraph in root.iter(W + "p"):
        if found := masthead_in("".join(text.text or "" for text in paragraph.iter(W + "t"))):
            yield found
    for properties in root.iter(WP + "docPr"):
        if is_emblem(properties.get("descr", "")):
            yield Emblem()
