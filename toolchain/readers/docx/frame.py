"""The content around the text of a Word file: headers, footers, the lines above notes; and standing text.

Standing text has the paragraph style "Standing Text", or one that is based on it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from toolchain import model as m
from toolchain.formats.docx.beside import margins
from toolchain.formats.docx.drawings import drawn_words
from toolchain.formats.docx.fields import is_address
from toolchain.formats.docx.notes import SEVERAL
from toolchain.formats.docx.story import Block, Paragraph, Table
from toolchain.formats.docx.tokens import BOLD, ITALIC
from toolchain.formats.docx.xml import R, W, words_in
from toolchain.model.diagnostics import FilePlace
from toolchain.model.wording import said
from toolchain.readers.docx.inlines import words_with

if TYPE_CHECKING:
    from toolchain.formats.docx.opened import Opened
    from toolchain.formats.docx.package import Package

_TOOLTIP = W + "tooltip"
_WORKED_OUT = frozenset(("PAGE", "NUMPAGES", "SECTION", "SECTIONPAGES", "STYLEREF"))
"""Fields that Word computes on each page: the stored result is not what is seen."""


def frame(opened: Opened) -> Iterator[m.Block]:
    """Yield the paragraphs of page headers and footers, without page numbers and standing text, and those
    above the notes.
    """
    for margin in margins(opened):
        span = FilePlace(opened.display, words=margin.place)
        for paragraph in margin.story.paragraphs():
            shown = [] if _is_standing(paragraph) else list(_words(paragraph, margin.part, opened.package))
            if any(text.strip() for _, text in shown):
                yield m.Paragraph(span, tuple(words_with(look, text, span) for look, text in shown))
    for kind, part in opened.texts.items():
        words = said("the separator of the {notes}", notes=said(SEVERAL[kind]))
        span = FilePlace(opened.display, words=words)
        for above in part.separators():
            if text := words_in(above).strip():
                yield m.Paragraph(span, (m.Text(span, text),))


def tooltips(opened: Opened) -> Iterator[str]:
    """Yield the tooltips of links in the text and its notes that are not addresses, but for standing text."""
    package = opened.package
    yield from _tooltips(opened.story.paragraphs(), package, package.main)
    for call in opened.found.calls:
        if call.story:
            part = package.related_name(f"{call.kind.value}s")
            yield from _tooltips(call.story.paragraphs(), package, part)


def _tooltips(paragraphs: Iterable[Paragraph], package: Package, part: str) -> Iterator[str]:
    for paragraph in paragraphs:
        for piece in () if _is_standing(paragraph) else paragraph.pieces:
            tip, target = "", ""
            if piece.kind == "link" and (tip := piece.value.get(_TOOLTIP, "")):
                related = package.relationships(part).get(piece.value.get(R + "id", ""))
                target = related.target if related else ""
            elif piece.kind == "field" and piece.value.instruction.kind == "HYPERLINK":
                tip = next(iter(piece.value.instruction.values("o")), "")
                target = piece.value.instruction.target
            if not is_address(tip, target):
                yield tip


def without_standing(blocks: Iterable[Block]) -> list[Block]:
    """Return the blocks of a text that are not standing text."""
    return [each for each in blocks if not all(map(_is_standing, _paragraphs(each)))]


def _paragraphs(block: Block) -> list[Paragraph]:
    """Return the paragraphs that decide what a block is: for a table, those that are not empty."""
    if not isinstance(block, Table):
        return [block]
    inside = list(block.paragraphs())
    return [each for each in inside if not each.shows_nothing] or inside[:1]


def _is_standing(paragraph: Paragraph) -> bool:
    return "standing" in paragraph.style.roles


def _words(paragraph: Paragraph, part: str, package: Package) -> Iterator[tuple[int, str]]:
    """Yield the looks and words of a paragraph without the results of such fields, then of its drawings."""
    yield 0, paragraph.label
    inside: list[bool] = []
    for piece in paragraph.pieces:
        if piece.kind == "field":
            inside.append(piece.value.instruction.kind in _WORKED_OUT)
        elif piece.kind == "endfield" and inside:
            inside.pop()
        elif piece.kind in ("text", "break") and not any(inside):
            yield piece.look & (BOLD | ITALIC), piece.text if piece.kind == "text" else " "
    for tip in _tooltips([paragraph], package, part):
        yield 0, f" {tip}"
    for words in () if paragraph.element is None else drawn_words(paragraph.element, part, package):
        yield 0, f" {words}"
