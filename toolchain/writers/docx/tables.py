"""Tables: columns by their text, a header row that repeats on each page, rules in the UN's manner."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from itertools import accumulate, pairwise

from toolchain import model as m
from toolchain.resolve.tables import shown_text
from toolchain.walk import plain_text
from toolchain.writers.docx.captions import add_caption
from toolchain.writers.docx.context import Frame, new_paragraph
from toolchain.writers.docx.inlines import add_inlines
from toolchain.writers.docx.styles import StyleName
from toolchain.writers.docx.xml import Element, add, find, legal, qualified

CHARACTER = 88
"""The width of a letter at 9 points, on an average, in twentieths of a point."""

PADDING = 190
"""What a cell's left and right margins take, with a little to spare."""

AFTER = 240
"""The space below a table, which no style can give."""

STYLED, SMALLEST = 18, 10
"""The size of a table's text by its style, and the least it is made, in half-points."""

LONGEST_WORD = 24
MOST_LINES = 30
"""A row with more lines than this may break over pages; Word cuts off what does not fit on one."""


def add_table(block: m.Table, frame: Frame) -> None:
    """Add a table in the column, or from margin to margin where it needs that."""
    if block.caption:
        add_caption(block, block.caption, frame)
    elif _must_be_parted(frame):
        new_paragraph(frame, StyleName.TABLE_TEXT)
    frame.job.gap = 0
    rows = [row for row in (block.header, *block.rows) if row]
    lengths = [[(_width(cell), _longest_word(cell)) for cell in row] for row in rows]
    count = max((len(row) for row in rows), default=1)
    wants = [max(row[i][0] for row in lengths if i < len(row)) for i in range(count)]
    needs = [max(row[i][1] for row in lengths if i < len(row)) for i in range(count)]
    if sum(needs) > frame.width and not frame.note:
        frame = frame.moved(0, 0)
    widths = column_widths(wants, needs, frame.width)
    size = _smaller(sum(needs) - PADDING * count, frame.width - PADDING * count)
    table = _new_table(block, frame, widths, headed=_has_header(block))
    for index, row in enumerate(rows):
        header = index == 0 and row is block.header
        if header and not _has_header(block):
            continue
        _add_row(table, row, widths, frame, header=header, size=size)
    frame.job.gap = AFTER


def _smaller(needed: int, width: int) -> int:
    """The size, in half-points, at which the longest words fit their columns; 0 where the style's does."""
    if needed <= width:
        return 0
    return max(SMALLEST, int(STYLED * width / needed))


def _must_be_parted(frame: Frame) -> bool:
    """Whether what stands before a table would run into it.

    Word makes one table of two. LibreOffice sets a paragraph like the last one before a table in a note:
    after a list that would be one more item.
    """
    if not len(frame.parent):
        return False
    last = frame.parent[-1]
    return last.tag == qualified("tbl") or (frame.note and find(last, "pPr/numPr") is not None)


def _has_header(block: m.Table) -> bool:
    return any(cell.children for cell in block.header)


def _width(cell: m.Cell) -> int:
    """The width of a cell's text in one line."""
    text = plain_text(cell.children)
    wide = 0 if text.isascii() else sum(unicodedata.east_asian_width(letter) in "WF" for letter in text)
    return (len(text) + wide) * CHARACTER + PADDING


def _longest_word(cell: m.Cell) -> int:
    words = plain_text(cell.children).split()
    return min(max(map(len, words), default=1), LONGEST_WORD) * CHARACTER + PADDING


def column_widths(wants: Sequence[int], needs: Sequence[int], width: int) -> list[int]:
    """Share a width among columns, so that the longest cells of all have as many lines as each other.

    `wants` are the widths of their longest cells in one line; `needs`, of their longest words, are the least.
    """
    fewest, most = 1e-3, 1e6
    for _ in range(60):
        lines = (fewest * most) ** 0.5
        asked = sum(max(need, want / lines) for want, need in zip(wants, needs, strict=True))
        fewest, most = (lines, most) if asked > width else (fewest, lines)
    shares = [max(need, want / most) for want, need in zip(wants, needs, strict=True)]
    scale = width / sum(shares)
    edges = [round(edge * scale) for edge in accumulate(shares, initial=0)]
    return [right - left for left, right in pairwise(edges)]


def _new_table(block: m.Table, frame: Frame, widths: Sequence[int], *, headed: bool) -> Element:
    table = add(frame.parent, "tbl")
    properties = add(table, "tblPr")
    add(properties, "tblStyle", val=frame.job.styles.id(StyleName.TABLE))
    if frame.job.resolved.words.rtl:
        add(properties, "bidiVisual")
    add(properties, "tblW", w=sum(widths), type="dxa")
    add(properties, "tblInd", w=frame.left, type="dxa")
    add(properties, "tblLayout", type="fixed")
    flags = {
        "firstRow": int(headed),
        "lastRow": 0,
        "firstColumn": 0,
        "lastColumn": 0,
        "noHBand": 0,
        "noVBand": 1,
    }
    add(properties, "tblLook", val="0420" if headed else "0400", **flags)
    if block.caption:
        words = shown_text(block.caption.children, frame.job.resolved.references)
        add(properties, "tblCaption", val=legal(words))
    grid = add(table, "tblGrid")
    for width in widths:
        add(grid, "gridCol", w=width)
    return table


def _add_row(
    table: Element,
    cells: Sequence[m.Cell],
    widths: Sequence[int],
    frame: Frame,
    *,
    header: bool,
    size: int,
) -> None:
    row = add(table, "tr")
    lines = max((_width(cell) / width for cell, width in zip(cells, widths, strict=False)), default=0)
    if header or lines <= MOST_LINES:
        properties = add(row, "trPr")
        add(properties, "cantSplit")
        if header:
            add(properties, "tblHeader")
    for index, width in enumerate(widths):
        element = add(row, "tc")
        add(add(element, "tcPr"), "tcW", w=width, type="dxa")
        inside = replace(frame, parent=element, left=0, right=frame.job.text_width - width + PADDING)
        paragraph = new_paragraph(inside, StyleName.TABLE_HEADING if header else StyleName.TABLE_TEXT)
        if index < len(cells):
            cell = cells[index]
            if cell.align:
                add(paragraph[0], "jc", val=_alignment(cell, frame))
            add_inlines(paragraph, cell.children, inside, frame.job.look._replace(size=size))


def _alignment(cell: m.Cell, frame: Frame) -> str:
    """A cell's `w:jc`, where left means the side on which lines begin."""
    sides = {"left": "right", "right": "left"} if frame.job.resolved.words.rtl else {}
    return sides.get(cell.align, cell.align)


def end_with_paragraph(frame: Frame) -> None:
    """Let a text not end in a table, which Word forbids."""
    frame.job.gap = 0
    if len(frame.parent) and frame.parent[-1].tag == qualified("tbl"):
        new_paragraph(frame, StyleName.TABLE_TEXT)
