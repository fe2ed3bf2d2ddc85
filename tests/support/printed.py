"""What a document must show, line by line, worked out from the tables of resolve alone."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from toolchain import model as m
from toolchain.resolve.tables import NumberedNote, Resolved


class Line(NamedTuple):
    """A paragraph: the number before it ("" without one) and its words, note marks and all."""

    number: str
    text: str


def words(inlines: m.Inlines, resolved: Resolved) -> str:
    """A text as it is printed."""
    return "".join(_words(node, resolved) for node in inlines)


def _words(node: m.Inline, resolved: Resolved) -> str:
    match node:
        case m.Text():
            return resolved.printed.get(node, node.text)
        case m.Break():
            return "\n" if node.hard else resolved.printed.get(node, " ")
        case m.Code() | m.RawHtml() | m.PrintedNumber():
            return node.text
        case m.NoteMark() | m.InlineNote():
            mark = resolved.marks[node]
            return mark.separator + mark.note.label
        case m.Citation():
            return words(resolved.citations[node], resolved)
        case m.CrossReference():
            reference = resolved.references.get(node)
            return words(reference.children if reference else node.children, resolved)
        case m.Emphasis() | m.Strong() | m.Foreign() | m.Link():
            return words(node.children, resolved)
        case _:
            return ""


def body(resolved: Resolved) -> Iterator[Line]:
    """The lines of the text after the cover; empty ones are left out."""
    for block in resolved.document.blocks:
        yield from (line for line in _lines(block, resolved) if line != Line("", ""))


def notes(resolved: Resolved) -> Iterator[Line]:
    """The lines of the notes, the first of each with its number."""
    title = [resolved.title_note] if resolved.title_note else []
    for numbered in (*title, *resolved.notes):
        yield from note(numbered, resolved)


def note(numbered: NumberedNote, resolved: Resolved) -> Iterator[Line]:
    lines = _item(numbered.label, numbered.note.blocks, resolved)
    yield from (line for line in lines if line != Line("", ""))


def _lines(block: m.Block, resolved: Resolved) -> Iterator[Line]:
    match block:
        case m.Heading() | m.Paragraph():
            yield _text(block, resolved)
        case m.NumberedParagraph():
            yield from _item(resolved.numbers[block].label, block.blocks, resolved)
        case m.SubParagraphs() | m.OrderedList() | m.BulletList():
            for item in block.items:
                marker = item.marker if isinstance(item, m.ListItem) else resolved.numbers[item].label
                yield from _item(marker, item.blocks, resolved)
        case m.Quotation():
            for inner in block.blocks:
                yield from _lines(inner, resolved)
        case m.CodeBlock():
            yield Line("", block.text.rstrip("\n"))
        case m.Table() | m.Figure():
            yield from _captioned(block, resolved)


def _text(block: m.Heading | m.Paragraph, resolved: Resolved) -> Line:
    number = resolved.numbers.get(block) if isinstance(block, m.Heading) else None
    text = words(block.children, resolved)
    label = number.label if number else ""
    annex = isinstance(block, m.Heading) and block.annex
    return Line("", f"{label}\n{text}") if annex else Line(label, text)


def _item(number: str, blocks: m.Blocks, resolved: Resolved) -> Iterator[Line]:
    first, rest = (blocks[0], blocks[1:]) if blocks and isinstance(blocks[0], m.Paragraph) else (None, blocks)
    yield Line(number, words(first.children, resolved) if first else "")
    for block in rest:
        yield from _lines(block, resolved)


def _captioned(block: m.Table | m.Figure, resolved: Resolved) -> Iterator[Line]:
    if block.caption:
        yield Line("", f"{resolved.numbers[block].label}\n{words(block.caption.children, resolved)}")
    if isinstance(block, m.Table):
        for row in (block.header, *block.rows):
            for cell in row:
                yield Line("", words(cell.children, resolved))
