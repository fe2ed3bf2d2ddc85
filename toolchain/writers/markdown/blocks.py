"""Convert blocks to lines of Markdown, with blank lines between them and five columns of indentation in
paragraphs.
"""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple

from toolchain import model as m
from toolchain.model.facts import Word
from toolchain.model.indentation import FIVE
from toolchain.model.walk import walk, without_comments
from toolchain.rules.losses import LabelLost
from toolchain.writers.markdown import texts
from toolchain.writers.markdown.escapes import VERBATIM
from toolchain.writers.markdown.leaves import note_label
from toolchain.writers.markdown.place import Context, Lines, Losses, Where
from toolchain.writers.markdown.texts import about, braces

NOTE = 4
"""The indentation in a note, in columns."""
_DEEPEST = 40
"""The most levels of blocks that are read; a list has two."""
_TOO_DEEP = Word("lists and quotations are nested too deeply: this one is moved out")


def write_blocks(blocks: m.Blocks, where: Where, losses: Losses, notes: Iterable[m.Note] = ()) -> Lines:
    """Return the lines of blocks, unindented ones in column 1, and of the notes' definitions after them."""
    lists = {block.heading: block for block in blocks if isinstance(block, m.SourceList)}
    context = Context(losses, lists, deque(notes))
    lines = _blocks(blocks, where, context)
    defined = _notes(context.notes, losses)
    return [*lines, "", *defined] if lines and defined else [*lines, *defined]


def _notes(notes: Iterable[m.Note], losses: Losses) -> Lines:
    """Return the texts of notes below each other; a note of several lines has blank lines around it."""
    lines: Lines = []
    was_long = False
    for note in notes:
        written = write_note(note, losses)
        is_long = len(written) > 1 or not all(isinstance(block, m.Paragraph) for block in note.blocks)
        if lines and (is_long or was_long):
            lines.append("")
        lines += written
        was_long = is_long
    return lines


def write_note(note: m.Note, losses: Losses, level: int = 0) -> Lines:
    """Return the lines of a note's definition, at this nesting level."""
    said = braces(None, note.withheld)
    marker = f"[^{note_label(note.label, note, losses)}]: {said}{' ' * bool(said)}"
    where = Where(typed=True, in_note=True, level=level + 1)
    return _item(_Item(marker, note.blocks, note), NOTE, where, Context(losses, {}, deque()))


def _blocks(blocks: m.Blocks, where: Where, context: Context, named: str = "") -> Lines:
    """Return the lines of the blocks of a container; `named`, its label and classes, is in the first."""
    lines: Lines = []
    before: m.Block | None = None
    sign = where.bullet
    for block in blocks:
        own = where._replace(bullet="+" if sign == "-" else "-")
        here = "" if isinstance(block, m.Comment) else named
        written = _WRITE[type(block)](block, own, context, here)
        named = "" if here else named
        if not written:
            continue
        if before is not None and _join(before, block, where):
            lines += ["", *_between(block, where, context)]
        if isinstance(block, m.Table) and not (block.caption or block.label) and _is_caption(before):
            context.losses.tell(block, Word("the paragraph before this table becomes its caption"))
        if lines:
            lines.append("")
        lines += written
        before = before if isinstance(block, m.Comment) and _is_caption(before) else block
        sign = own.bullet if isinstance(block, m.BulletList) else ""
    return lines


def _join(before: m.Block, block: m.Block, where: Where) -> bool:
    """Return whether two adjacent lists would be one."""
    if not isinstance(before, _ORDERED) or not isinstance(block, _ORDERED):
        return False
    return _stop(before, where) == _stop(block, where)


def _between(block: m.Block, where: Where, context: Context) -> Lines:
    """Return a separator between two lists that would be one: the text of a note, which can be anywhere, or a
    comment.
    """
    note = context.notes[0] if context.notes and not where.in_note else None
    if note and (not note.blocks or note.blocks[0].part is block.part):
        return write_note(context.notes.popleft(), context.losses, where.level)
    context.losses.tell(block, Word("a comment separates this list from the one before it"))
    return ["<!-- -->"]


def _is_caption(block: m.Block | None) -> bool:
    """Return whether a paragraph would be read as the caption of a table after it."""
    first = block.children[0] if isinstance(block, m.Paragraph) and block.children else None
    return isinstance(first, m.Text) and first.text.startswith("Table:")


_ORDERED = (m.SubParagraphs, m.OrderedList)


def _stop(block: m.SubParagraphs | m.OrderedList, where: Where) -> str:
    """Return the character after the numbers of a list: a bracket if a full stop would change its kind."""
    if isinstance(block, m.SubParagraphs):
        return ")" if where.top else "."
    numbered = where.top or (where.numbered and not where.typed)
    return ")" if numbered or (block.items and block.items[0].marker.endswith(")")) else "."


def _numbered(block: m.NumberedParagraph, where: Where, context: Context, named: str) -> Lines:
    if not where.top:
        context.losses.tell(block, Word("a numbered paragraph within another block becomes a list item"))
    marker = f"{_number(block.typed.text, 1)}. "
    within = where.inside(2)._replace(numbered=True)
    return _item(
        _Item(marker, block.blocks, block, braces(block.label, block.withheld, *about(block))),
        FIVE,
        within,
        context,
    )


def _number(typed: str, place: int) -> str:
    """Return the number typed before an item; if there is none, the number of its position."""
    return typed if re.fullmatch("[0-9]{1,9}", typed) else str(place)


def _sub_paragraphs(block: m.SubParagraphs, where: Where, context: Context, named: str) -> Lines:
    if not where.numbered or where.typed:
        context.losses.tell(block, Word("sub-paragraphs outside a numbered paragraph become a list"))
    items = [
        _Item(
            f"{_number(item.typed.text, place)}{_stop(block, where)} ",
            item.blocks,
            item,
            braces(item.label, item.withheld, *about(item)),
        )
        for place, item in enumerate(block.items, 1)
    ]
    return _list(items, FIVE, where, context)


def _ordered_list(block: m.OrderedList, where: Where, context: Context, named: str) -> Lines:
    stop = _stop(block, where)
    if not all(item.marker.endswith(stop) for item in block.items):
        context.losses.tell(block, Word("the characters after the numbers of this list change"))
    items = [
        _Item(f"{_number(item.marker.rstrip('.)'), place)}{stop} ", item.blocks, item)
        for place, item in enumerate(block.items, 1)
    ]
    _tell_numbers(block, items, where, context)
    return _list(items, 0, where, context)


def _tell_numbers(block: m.OrderedList, items: Sequence[_Item], where: Where, context: Context) -> None:
    """Report numbers that a list cannot have."""
    numbers = [item.marker[:-2] for item in items]
    counted = [str(int(numbers[0]) + place) for place in range(len(numbers))] if numbers else []
    shown = numbers if where.quoted else counted
    if any(item.marker.rstrip(".)") != number for item, number in zip(block.items, shown, strict=True)):
        context.losses.tell(block, Word("this list is numbered on from its first number: others change"))


def _bullet_list(block: m.BulletList, where: Where, context: Context, named: str) -> Lines:
    sign = where.bullet or "-"
    return _list([_Item(f"{sign} ", item.blocks, item) for item in block.items], 0, where, context, sign)


class _Item(NamedTuple):
    """Content with a marker: an item of a list, a numbered paragraph, a note."""

    marker: str
    blocks: m.Blocks
    node: m.Node
    named: str = ""


def _list(items: Sequence[_Item], columns: int, where: Where, context: Context, bullet: str = "") -> Lines:
    """Return the lines of a list; a blank line follows an item of more than one paragraph."""
    within = where.inside(2)._replace(bullet=bullet)
    lines: Lines = []
    loose = False
    for item in items:
        if loose:
            lines.append("")
        lines += _item(item, columns, within, context)
        loose = len(item.blocks) > 1 or not all(isinstance(block, m.Paragraph) for block in item.blocks)
    return lines


def _item(item: _Item, columns: int, within: Where, context: Context) -> Lines:
    """Return the lines of an item; further lines are indented by `columns`, or by the width of its marker."""
    marker, blocks, node, named = item
    if within.level >= _DEEPEST:
        context.losses.tell(node, _TOO_DEEP)
        return _blocks(_leaves(blocks), within, context, named)
    lines = _blocks(blocks, within, context, named)
    _tell_label(item, context)
    if not lines:
        return [f"{marker}{named}".rstrip()]
    first = next((block for block in blocks if not _is_empty(block)), None)
    begins_with_text = isinstance(first, m.Paragraph)
    if isinstance(node, m.Note) and not begins_with_text:
        return [marker.rstrip(), *_indented(lines, columns, columns)]
    columns = columns if isinstance(node, m.Note) else max(columns, len(marker))
    start = marker if begins_with_text else marker.ljust(columns)
    inside = columns if isinstance(node, m.Note) else len(start)
    return [f"{start}{lines[0]}", *_indented(lines[1:], columns, inside)]


def _leaves(blocks: m.Blocks) -> m.Blocks:
    """Return the blocks without children, out of their containers."""
    return tuple(node for node, _ in walk(blocks, into=_inside) if not _inside(node))  # type: ignore[misc]


def _inside(node: m.Node) -> Sequence[m.Node]:
    """Return the blocks in a container."""
    holds = (m.Quotation, m.NumberedParagraph, m.SubParagraph, m.ListItem)
    if isinstance(node, m.SubParagraphs | m.OrderedList | m.BulletList):
        return node.items
    return node.blocks if isinstance(node, holds) else ()


def _is_empty(block: m.Block) -> bool:
    return isinstance(block, m.Paragraph) and not block.children


def _tell_label(item: _Item, context: Context) -> None:
    first = next(iter(without_comments(item.blocks)), None)
    if item.named and not isinstance(first, m.Paragraph):
        context.losses.tell(item.node, LabelLost(item.named))


def _indented(lines: Lines, columns: int, inside: int) -> Lines:
    """Return lines indented by so many columns; verbatim lines like the container's text."""
    return [
        " " * inside + line[1:] if line.startswith(VERBATIM) else _margined(line, columns) for line in lines
    ]


def _margined(line: str, columns: int) -> str:
    """Return a line indented, unless it is empty."""
    return " " * columns + line if line else line


def _quotation(block: m.Quotation, where: Where, context: Context, named: str) -> Lines:
    within = where.inside(1)._replace(typed=True, quoted=True)
    if within.level >= _DEEPEST:
        context.losses.tell(block, _TOO_DEEP)
        return _blocks(_leaves(block.blocks), within, context)
    lines = _blocks(block.blocks, within, context)
    return [_quoted(line) for line in lines] or [">"]


def _quoted(line: str) -> str:
    words = line.removeprefix(VERBATIM)
    return f"> {words}" if words else ">"


_WRITE: dict[type, Callable[[Any, Where, Context, str], Lines]] = {
    m.Heading: texts.heading,
    m.Paragraph: texts.paragraph,
    m.NumberedParagraph: _numbered,
    m.SubParagraphs: _sub_paragraphs,
    m.OrderedList: _ordered_list,
    m.BulletList: _bullet_list,
    m.Quotation: _quotation,
    m.CodeBlock: texts.code,
    m.Table: texts.table,
    m.Figure: texts.figure,
    m.SourceList: lambda block, where, context, named: [],  # its heading asks for it
    # In a list a break must not look like one of its items.
    m.ThematicBreak: lambda block, where, context, named: ["---" if where.top else "***"],
    m.Comment: texts.comment,
    m.RawHtml: texts.html,
}
