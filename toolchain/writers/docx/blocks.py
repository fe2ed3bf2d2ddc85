"""Convert blocks to paragraphs and tables: one function for each kind of block."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from toolchain import model as m
from toolchain.model.breaking import is_stretched
from toolchain.model.expressions import Hinted
from toolchain.model.languages import primary_subtag
from toolchain.model.records import Record, replace
from toolchain.model.walk import without_comments
from toolchain.resolve.tables import printed_text
from toolchain.writers.docx.bookmarks import Place
from toolchain.writers.docx.context import Frame, new_paragraph, plain_paragraph
from toolchain.writers.docx.counting import BODY, ListPlace, runs_of_markers
from toolchain.writers.docx.inlines import add_caption, add_inlines, add_label, add_path, bookmarked
from toolchain.writers.docx.markup import Paragraph, add_break, add_text, element
from toolchain.writers.docx.pictures import EMU_PER_TWIP, add_picture, fitted
from toolchain.writers.docx.style_names import BULLETS, CONTINUATIONS, ITEMS, SUB_PARAGRAPHS, StyleName
from toolchain.writers.docx.styles import STEP, Indent, twips
from toolchain.writers.docx.tables import add_table

Writer = Callable[[Any, Frame], None]
_LED_TO = (m.SubParagraphs, m.OrderedList, m.BulletList, m.Quotation, m.Table, m.Figure)
"""Before these a short paragraph does not end a page."""
_CAPTION = 1_500
"""Room for a caption of several lines above a picture of full height, in twentieths of a point."""
_LONG = Hinted(r"(?=\S*/)\S{10,}", ("/",))
"""Addresses and symbols: Word and LibreOffice divide them only at hyphens. A character that lets them
(U+200B) would be in an address that is copied.
"""
_NUMBER = "mmm. "
"""A text as wide as the number of a paragraph."""
_LEAD_IN = 300
"""Characters of a paragraph that is short. A longer one, moved whole, would leave too large a gap."""


def add_blocks(blocks: m.Blocks, frame: Frame) -> None:
    """Add the content of the blocks, in order."""
    for block in blocks:
        WRITERS[type(block)](block, frame)
        if block in frame.job.resolved.below and isinstance(last := frame.blocks[-1], Paragraph):
            last.properties.insert(1, "<w:keepNext/>")


def _paragraph(block: m.Paragraph, frame: Frame) -> None:
    paragraph = plain_paragraph(frame)
    if frame.path.endswith("q"):
        add_path(paragraph.content, frame, printed_text(block.children, frame.job.resolved))
    _fill(paragraph, block, block.children, frame)


def _fill(
    paragraph: Paragraph, place: Place | None, inlines: m.Inlines, frame: Frame, number: str = ""
) -> None:
    """Put text into a paragraph, within its place's bookmark if it has one; `number` is as wide as what is
    before it in the first line.
    """
    lang = primary_subtag(frame.job.resolved.words.lang)
    text, room = number + printed_text(inlines, frame.job.resolved), frame.width / twips("text.size", lang)
    if not frame.note and is_stretched(text, room, _LONG):
        paragraph.properties.append(element("jc", val="left"))
    with bookmarked(paragraph.content, place, frame):
        add_inlines(paragraph.content, inlines, frame)


class _Marker(Record):
    """The marker of a list's items: a style, and properties that differ from it."""

    style: str
    item: ListPlace | None
    indent: Indent | None = None


def _numbered(block: m.NumberedParagraph, frame: Frame) -> None:
    series = frame.job.resolved.series.get(block)
    key = series.key if series else BODY
    marker = _Marker(*frame.job.counting.paragraph(key, 0))
    inside = replace(frame.inside("n"), plain=CONTINUATIONS[0], level=0, series=key)
    _add_item(block, block.blocks, frame, inside, marker)


def _sub_paragraphs(block: m.SubParagraphs, frame: Frame) -> None:
    level = frame.level + 1
    marker = _Marker(*frame.job.counting.paragraph(frame.series or BODY, level))
    indent = frame.job.styles.indent(frame.job.styles.id(marker.style))
    indent = indent._replace(left=indent.left + STEP * max(0, level - len(SUB_PARAGRAPHS)))
    inside = replace(
        frame.inside("s"),
        plain=CONTINUATIONS[min(level, len(CONTINUATIONS) - 1)],
        left=indent.left,
        base=indent.left + max(indent.first, 0) // STEP * STEP,
        level=level,
    )
    _add_items(block.items, frame, inside, marker)


def _add_items(
    items: Sequence[m.SubParagraph | m.ListItem], frame: Frame, inside: Frame, marker: _Marker
) -> None:
    for each in items:
        place = each if isinstance(each, m.SubParagraph) else None
        _add_item(place, each.blocks, frame, inside, marker, first=each is items[0])


def _add_item(
    place: Place | None,
    blocks: m.Blocks,
    frame: Frame,
    inside: Frame,
    marker: _Marker,
    *,
    first: bool = False,
) -> None:
    """Add an item of a list: its first paragraph has the number, the other blocks follow under it.

    The `first` item of a list records the depth of the list.
    """
    if not frame.note:
        frame.job.comments.waiting += (block for block in blocks if isinstance(block, m.Comment))
    blocks = without_comments(blocks)
    head = blocks[0] if blocks else None
    words = head.children if isinstance(head, m.Paragraph) else ()
    rest = blocks[1:] if isinstance(head, m.Paragraph) else blocks
    leads = bool(rest) and isinstance(rest[0], _LED_TO)
    said = printed_text(words, frame.job.resolved) if leads or first else ""
    keep_next = leads and len(said) <= _LEAD_IN and not _is_high(rest[0], inside)
    paragraph = new_paragraph(frame, marker.style, marker.indent, item=marker.item, keep_next=keep_next)
    if first:
        add_path(paragraph.content, frame, said)
    _fill(paragraph, place, words, inside, _NUMBER)
    add_blocks(rest, inside)


def _bullets(block: m.BulletList, frame: Frame) -> None:
    indent = Indent(frame.base + STEP, frame.right, -twips("indent.bullet"))
    item = frame.job.counting.note_bullet(indent) if frame.note else None
    marker = _Marker(frame.plain if frame.note else _list_style(frame, BULLETS, indent), item, indent)
    _add_items(block.items, frame, _inside(frame, indent), marker)


def _ordered(block: m.OrderedList, frame: Frame) -> None:
    further = 0 if frame.note or frame.inset else STEP
    indent = Indent(frame.base + further + STEP, frame.right, -STEP)
    style = frame.plain if frame.note else _list_style(frame, ITEMS, indent)
    for form, start, items in runs_of_markers(block.items):
        marker = _Marker(style, frame.job.counting.new_list(form, start, indent), indent)
        _add_items(items, frame, _inside(frame, indent), marker)


def _list_style(frame: Frame, styles: tuple[StyleName, ...], indent: Indent) -> StyleName:
    """Return the list style for this indent; beyond the last style, the last."""
    job = frame.job
    return next(
        (name for name in styles if job.styles.indent(job.styles.id(name)).left >= indent.left), styles[-1]
    )


def _inside(frame: Frame, indent: Indent) -> Frame:
    kept = frame.note or frame.plain == StyleName.COVER_TEXT  # its style puts it on the cover
    plain = frame.plain if kept else StyleName.CONTINUED
    return replace(frame.moved(indent.left, frame.right).inside("i"), plain=plain)


def _is_high(block: m.Block, frame: Frame) -> bool:
    """Return whether a block is a figure as high as half a page: moved with it, words would leave a gap."""
    image = (
        frame.job.resolved.document.images.get(block.image.source) if isinstance(block, m.Figure) else None
    )
    most = frame.job.text_height
    return image is not None and fitted(image, frame.width, most)[1] > most * EMU_PER_TWIP / 2


def _quotation(block: m.Quotation, frame: Frame) -> None:
    inside = frame.moved(frame.base + STEP, frame.right + STEP).inside("q")
    add_blocks(block.blocks, inside if frame.note else replace(inside, plain=StyleName.QUOTE))


def _code(block: m.CodeBlock, frame: Frame) -> None:
    paragraph = plain_paragraph(frame, StyleName.CODE_BLOCK)
    if frame.job.look.rtl:  # code runs from left to right
        paragraph.properties[paragraph.properties.index("<w:bidi/>")] = element("bidi", val=0)
    add_path(paragraph.content, frame, block.text)
    add_text(paragraph.content, block.text.rstrip("\n"), frame.job.look._replace(rtl=False))


def _figure(block: m.Figure, frame: Frame) -> None:
    if block.caption:
        add_caption(block, block.caption, frame)
    paragraph = plain_paragraph(frame, StyleName.FIGURE)
    add_path(paragraph.content, frame, block.image.alt)
    above = _CAPTION if block.caption else 0
    highest = frame.job.text_height - above
    add_picture(block.image, paragraph.content, frame, frame.job.look, most=(0, highest))


def _sources(block: m.SourceList, frame: Frame) -> None:
    """Add the list of sources, each in a paragraph of its own style."""
    for heading, sources in frame.job.resolved.source_lists.get(block, ()):
        if heading:
            add_heading(heading, frame)
        for _, children in sources:
            add_inlines(new_paragraph(frame, StyleName.BIBLIOGRAPHY).content, children, frame)


def _rule(block: m.ThematicBreak, frame: Frame) -> None:
    rule = element("pBdr", element("bottom", val="single", sz=4, space=1, color="auto"))
    plain_paragraph(frame).properties.insert(1, rule)


def _comment(block: m.Comment, frame: Frame) -> None:
    if not frame.note:
        frame.job.comments.waiting.append(block)


def add_heading(block: m.Heading, frame: Frame) -> None:
    """Add a heading. An annex begins a new page, with its name in a line above its title."""
    job = frame.job
    if job.gap <= twips("section.above"):  # a heading already has as much above it
        job.gap = 0
    number = job.resolved.numbers.get(block)
    style, item = job.counting.heading(block, numbered=number is not None)
    paragraph = new_paragraph(frame, style, item=item, new_page=block.page_break)
    if block.annex and block.level > 1:  # its style is of the first
        paragraph.properties.append(element("outlineLvl", val=block.level - 1))
    content = paragraph.content
    if block.series:
        job.bookmarks.mark(content, f"_Series_{_ascii(block.series)}")
    if block.unnumbered:
        job.bookmarks.mark(content, "_Unnumbered", printed_text(block.children, job.resolved))
    if block.annex and number:
        add_label(content, block, number, frame)
        if block.children:
            add_break(content, job.look)
        add_inlines(content, block.children, frame)
    else:
        with bookmarked(content, block, frame):
            add_inlines(content, block.children, frame)


def _ascii(name: str) -> str:
    """Return a name in the characters allowed in bookmarks; others as Punycode (RFC 3492), after "xn-"."""
    return name if name.isascii() else f"xn-{name.encode('punycode').decode()}"


WRITERS: dict[type, Writer] = {
    m.Heading: add_heading,
    m.Paragraph: _paragraph,
    m.NumberedParagraph: _numbered,
    m.SubParagraphs: _sub_paragraphs,
    m.OrderedList: _ordered,
    m.BulletList: _bullets,
    m.Quotation: _quotation,
    m.CodeBlock: _code,
    m.Table: add_table,
    m.Figure: _figure,
    m.SourceList: _sources,
    m.ThematicBreak: _rule,
    m.Comment: _comment,
    m.RawHtml: lambda block, frame: add_text(plain_paragraph(frame).content, block.text, frame.job.look),
}
