"""Block nodes as code for typst: headings, paragraphs with their numbers, lists, tables, figures."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import zip_longest
from typing import Any

from toolchain import model as m
from toolchain.law.symbols import PATTERN
from toolchain.model.breaking import is_stretched, width_of
from toolchain.model.design import design
from toolchain.model.records import replace
from toolchain.model.walk import plain_text, walk, without_comments
from toolchain.resolve.tables import MarkNode, NumberedNote, printed_text
from toolchain.writers.columns import PADDING, WHOLE
from toolchain.writers.html.blocks import heading_text
from toolchain.writers.html.columns import COLUMN, LINE, SHEET, SIZE, columns
from toolchain.writers.pdf.typst.code import (
    NOTHING,
    array,
    boolean,
    call,
    code_literal,
    headline,
    joined,
    literal,
    words,
)
from toolchain.writers.pdf.typst.context import NOTES, Context, Link
from toolchain.writers.pdf.typst.footnotes import has_footnotes, with_room
from toolchain.writers.pdf.typst.inlines import on_its_own_line, placed, write_inlines
from toolchain.writers.pdf.typst.pictures import is_low, picture_values, write_picture

_LED_TO = (m.Table, m.Figure, m.SubParagraphs, m.OrderedList, m.BulletList)
"""Blocks that stay with the paragraph before them."""

_MOVED = (m.Quotation, m.OrderedList, m.BulletList)
"""Blocks of a sub-paragraph that have an indentation of their own."""

_SHORT = 300
"""Characters: four lines."""
_HIGHEST = 10
"""Lines below a table or figure that are set with it, at most: the highest picture has room too."""

_NUMBERINGS = {"(a)": "LowerAlpha", "(i)": "LowerRoman", "(A)": "UpperAlpha", "(I)": "UpperRoman"}


def write_blocks(
    blocks: Iterable[m.Block],
    context: Context,
    *,
    bare: bool = False,
    before: str = "",
    is_indented: bool = False,
) -> str:
    """Return the code of blocks. With `bare`, the first paragraph is only its words: an item of a list.

    `before` is a number in the line of the first paragraph. With `is_indented`, what follows this begins
    where its words begin.
    """
    shown = without_comments(blocks)
    below = {line for each in shown for line in _lines_below(each, context)}
    shown = tuple(each for each in shown if each not in below)
    pieces = []
    if not (shown and isinstance(shown[0], m.Paragraph)):
        # The label of an item needs a line of words.
        line = words("\u00a0")  # else the line of a raised number alone would be as low as the number
        pieces = [call("paragraph-kept", joined((before, line)))] if before else [line] if bare else []
        before, bare = "", False
    for block, following in zip_longest(shown, shown[1:]):
        if isinstance(block, m.Paragraph):
            begins = "h(2 * step)" if is_indented and not bare else before
            inside = with_room(block, context)
            text = joined((begins, write_inlines(block.children, inside)))
            is_item = bare and not context.led_to(block)
            pieces.append(text if is_item else _paragraph(block, text, following, inside))
        else:
            written = BLOCKS[type(block)](block, context)
            is_moved = is_indented and isinstance(block, _MOVED)
            pieces.append(call("inset-by", "start: step", written) if is_moved else written)
        bare, before = False, ""
    return joined(pieces)


def _paragraph(node: m.Paragraph, text: str, following: m.Block | None, context: Context) -> str:
    """Return a paragraph. A short one stays with the table or list that it introduces: typst would take all
    of a long one to the next page, but not its footnotes. A figure that is not low can go further.
    """
    has_notes = has_footnotes(node, context)
    kept = isinstance(following, _LED_TO) and len(plain_text(node.children)) < _SHORT and not has_notes
    kept = kept and not (isinstance(following, m.Figure) and _moves(following, context))
    kind = "-kept" if kept else "-apart" if has_notes and not context.rooms else ""
    is_led = kept and isinstance(following, m.Table) and is_placed(following, context)
    to = (f'to:"{context.asked.placed + 1}"',) if is_led else ()
    written = call(f"paragraph{kind}", text, *to)
    label = "mmm. " if text.startswith("{number(") else ""
    if is_stretched(label + printed_text(node.children, context.resolved), context.width, PATTERN):
        written = call("unjustified", written)
    own = context.led_to(node)
    return call("labelled", literal(own), written) if own else written


def write_heading(node: m.Heading, context: Context) -> str:
    """Return a heading, with its number and its text for the outline."""
    headings = context.asked.headings
    own = context.page.anchor(node) or f"heading-{len(headings)}"
    headings[own] = heading_text(node, context.page)
    number, label = context.resolved.numbers.get(node), "none"
    size = ("section", "subsection", "minor")[min(node.level, 3) - 1]
    if number:
        label = on_its_own_line(node, number.label, context) if node.annex else words(number.label)
    return call(
        "head",
        literal(own),
        str(node.level + 1),
        label,
        boolean(node.annex),
        boolean(node.annex or node.page_break),
        write_inlines(node.children, replace(with_room(node, context, is_whole=True), width=headline(size))),
    )


def _numbered_paragraph(node: m.NumberedParagraph, context: Context) -> str:
    number = call("number", placed(node, context.resolved.numbers[node].label, context))
    return write_blocks(node.blocks, context, before=number)


def _within(context: Context, *, step: bool = True, **changed: Any) -> Context:
    """Return the context of a list or quotation, whose lines are shorter by a step."""
    width = max(context.width - step * _STEP, _STEP)
    return replace(context, nested=context.nested + 1, width=width, **changed)


def _sub_paragraphs(node: m.SubParagraphs, context: Context) -> str:
    numbers = context.resolved.numbers
    numbering = _NUMBERINGS.get(numbers[node.items[0]].label, "Decimal")
    inside = _within(context, step=bool(context.depth), depth=context.depth + 1)
    start = ("sub-paragraphs", boolean(context.depth))
    return _list(node, inside, numbering, start, lambda item: placed(item, numbers[item].label, context))


def _ordered_list(node: m.OrderedList, context: Context) -> str:
    inside = _within(context, is_flush=True)
    start = ("numbered-list", boolean(context.is_flush))
    return _list(node, inside, "Decimal", start, lambda item: words(item.marker))


def _bullet_list(node: m.BulletList, context: Context) -> str:
    inside = _within(context, is_flush=True)
    return _list(node, inside, "Disc", ("bullet-list",), None)


def _list(
    node: Any, inside: Context, numbering: str, start: Sequence[str], label: Callable[[Any], str] | None
) -> str:
    """Return a list. One with footnotes is a list for each item, which the pass over the file joins."""
    lists, number, rows = inside.asked.lists, len(inside.asked.lists), list[str]()
    lists.append(numbering)
    is_apart = inside.nested == 1 and has_footnotes(node, inside)
    for item in node.items:
        lists += [number] if is_apart and rows else ()
        own = with_room(item, inside, is_whole=is_apart)
        before, after = (f"({label(item)},", ")") if label else ("", "")
        body = write_blocks(item.blocks, own, bare=True, is_indented=isinstance(node, m.SubParagraphs))
        row = f"{before}{body}{after}"
        rows.append(_kept(call(*start, row), own) if is_apart else row)
    return joined(rows) if is_apart else call(*start, *rows)


def _kept(written: str, inside: Context) -> str:
    return call("kept", written) if inside.rooms else written


def _quotation(node: m.Quotation, context: Context) -> str:
    inside = _within(context, is_flush=True)
    inside = with_room(node, inside, is_whole=not context.nested)
    return _kept(call("quotation", write_blocks(node.blocks, inside)), inside)


def _moves(node: m.Figure, context: Context) -> bool:
    """Return whether a figure without room on its page goes to the head of the next one."""
    return not (context.nested or is_low(node.image, context))


def _lines_below(node: m.Block, context: Context) -> list[m.Paragraph]:
    """Return the lines below a table or figure that are set with it: not those with footnotes, which cannot
    be at the head of a page, nor long ones, for which a page may have no room.
    """
    below, lines = context.resolved.below, list[m.Paragraph]()
    if isinstance(node, m.Table | m.Figure):
        while following := below.get(lines[-1] if lines else node):
            lines.append(following)
    high = sum(width_of(plain_text(each.children)) / LINE + 1 for each in lines)
    apart = context.nested > 1 or high > _HIGHEST or any(has_footnotes(each, context) for each in lines)
    return [] if apart else lines


def _source(node: m.Block, context: Context) -> tuple[str, ...]:
    """Return the argument with the lines below a table or figure, if it has some."""
    lines = _lines_below(node, context)
    return (f"source:{write_blocks(lines, context)}",) if lines else ()


def _figure(node: m.Figure, context: Context) -> str:
    context = with_room(node, context, is_whole=True)
    caption = write_caption(node, context)
    if node.image.source not in context.resolved.document.images:
        shown = call("paragraph", write_picture(node.image, context))
        lines = write_blocks(_lines_below(node, context), context)
        return joined((call("paragraph", caption) if node.caption else NOTHING, shown, lines))
    number = "none" if context.nested else context.next_placed(moves=_moves(node, context))
    values = picture_values(node.image, context)
    return call("picture-block", *values, caption, number, *_source(node, context))


def write_caption(node: m.Table | m.Figure, context: Context) -> str:
    """Return the caption of a table or figure with its number; "none" if it has none."""
    if node.caption is None:
        return "none"
    number = context.resolved.numbers.get(node)
    label = on_its_own_line(node, number.label, context) if number else "none"
    return call("caption", label, write_inlines(node.caption.children, context))


def _table(node: m.Table, context: Context) -> str:
    values = table_values(node, lambda inside: write_caption(node, inside), context)
    written = call("table-block", *values, *_source(node, context))
    own = "" if node.caption else context.led_to(node)
    return call("labelled", literal(own), written) if own else written


def _source_list(node: m.SourceList, context: Context) -> str:
    pieces = []
    for group in context.resolved.source_lists.get(node) or ():
        if group.heading:
            pieces.append(write_heading(group.heading, context))
        context.asked.lists.append("None")
        pieces.append(call("sources", *(write_inlines(each.children, context) for each in group.sources)))
    return joined(pieces)


def write_footnote(note: NumberedNote, context: Context) -> str:
    """Return a note for the foot of a page; its number leads back to its first mark."""
    return write_blocks(note.note.blocks, context, before=call("note-number", words(note.label)))


def write_notes(notes: Sequence[NumberedNote], context: Context) -> str:
    """Return the list of endnotes; the number of each leads back to its first mark."""
    asked, resolved, rows = context.asked, context.resolved, []
    asked.lists.append(NOTES)
    for note in notes:
        first, own = note.marks[0], context.page.anchor(note)
        back = context.page.term("note_back", place=resolved.marks[first].place)
        asked.links.append(Link(context.page.anchor(first), back, own, span=first.span))
        asked.notes.append(own)
        inside = replace(context, again=context.is_again(note), is_flush=True)
        rows.append(f"({words(note.label)},{write_blocks(note.note.blocks, inside, bare=True)})")
    return call("notes", *rows)


BLOCKS: Mapping[type[Any], Callable[[Any, Context], str]] = {
    m.Heading: write_heading,
    m.NumberedParagraph: _numbered_paragraph,
    m.SubParagraphs: _sub_paragraphs,
    m.OrderedList: _ordered_list,
    m.BulletList: _bullet_list,
    m.Quotation: _quotation,
    m.CodeBlock: lambda node, context: call("code-block", code_literal(node.text)),
    m.Table: _table,
    m.Figure: _figure,
    m.SourceList: _source_list,
    m.ThematicBreak: lambda node, context: call("rule"),
    m.RawHtml: lambda node, context: call("paragraph", words(node.text)),
    m.Comment: lambda node, context: NOTHING,
}


_STEP = design().points("indent.step") / design().points("text.size")
_LINKS = MarkNode | m.Link | m.CrossReference
_SIZES = {"smallest": 3.0, "small": 4.0}
"""Points between two columns, as in the template."""
_LINES = 20
"""Lines that no cell of a row has that stays on one page: much less than a page."""
_PARTED = 4
"""The fewest rows of a table that is broken: two before and after."""
_LOWEST = 22
"""Lines of a table that stays on one page, at most."""


def table_values(node: m.Table, caption: Callable[[Context], str], context: Context) -> tuple[str, ...]:
    """Return the arguments of a table with its caption.

    A header with a link or a mark is not repeated on the next page: typst writes no PDF/UA then ("artifacts
    may not contain links").
    """
    measured = columns(node, context.resolved)
    classes = measured.classes.split()
    linked = any(isinstance(each, _LINKS) for cell in node.header for each, _ in walk(cell.children))
    small = next((name for name in _SIZES if name in classes), "")
    size = design().points(f"table.{small}.size") if small else SIZE
    shares = measured.shares
    room = (SHEET if "wide" in classes else COLUMN / 2 if "half" in classes else COLUMN) * SIZE / size
    gap = _SIZES[small] / size if small else PADDING
    inside = [replace(context, width=share / 100 * room - gap) for share in shares]
    if not context.nested and sum(_lines(row, inside) + 0.5 for row in node.rows) < _LOWEST:
        context = with_room(node, context, is_whole=True)
        inside = [replace(each, rooms=context.rooms) for each in inside]
    whole, number = boolean(len(node.rows) < WHOLE), "none"
    if has_footnotes(node, context):
        whole = "true" if context.rooms else context.next_row(len(node.rows))
    elif is_placed(node, context) or not context.nested:
        number = context.next_placed(moves=is_placed(node, context))
    shown = caption(context)
    header = array(_cells(node.header, inside)) if node.is_headed else "none"
    first = node.header or node.rows[0]
    rows = array(_row(row, inside) for row in node.rows)
    return (
        shown,
        array(f"{share:.2f}fr" for share in shares),
        array(cell.align or "start" for cell in first),
        boolean("wide" in classes),
        boolean("half" in classes),
        literal(small) if small else "none",
        boolean(not linked),
        str(context.nested),
        whole,
        number,
        header,
        rows,
    )


def is_placed(node: m.Table, context: Context) -> bool:
    """Return whether a table stays on one page, of this or of the next page's head, if there is room."""
    return _PARTED <= len(node.rows) < WHOLE and context.nested < 2 and not has_footnotes(node, context)


def _row(row: Sequence[m.Cell], contexts: Sequence[Context]) -> str:
    """Return the cells of a row, which stays on one page if that is certain to be high enough."""
    is_plain = not any(isinstance(each, m.Image) for cell in row for each, _ in walk(cell.children))
    is_whole = is_plain and _lines(row, contexts) < _LINES
    cells = (f"[#{cell}]" for cell in _cells(row, contexts))
    return array(call("whole-cell", cell) if is_whole else cell for cell in cells)


def _lines(row: Sequence[m.Cell], contexts: Sequence[Context]) -> float:
    """Return the lines of the longest cell of a row."""
    return max(
        width_of(printed_text(cell.children, inside.resolved)) / max(0.5, inside.width)
        for cell, inside in zip(row, contexts, strict=True)
    )


def _cells(row: Sequence[m.Cell], contexts: Sequence[Context]) -> Iterator[str]:
    return (write_inlines(cell.children, inside) for cell, inside in zip(row, contexts, strict=True))
