"""Tables: column widths by text, a header row that repeats on each page, lines as in UN documents."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import accumulate, pairwise
from math import ceil

from toolchain import model as m
from toolchain.model.breaking import width_of
from toolchain.model.records import replace
from toolchain.resolve.tables import shown_text
from toolchain.writers.columns import LARGER, MOST_LINES, WHOLE, divided, is_half, widths
from toolchain.writers.columns import PADDING as BETWEEN_COLUMNS
from toolchain.writers.docx.context import Frame, Job, new_paragraph
from toolchain.writers.docx.inlines import add_caption, add_inlines, add_path
from toolchain.writers.docx.markup import Block, Paragraph, Pieces, Table, element
from toolchain.writers.docx.style_names import StyleName
from toolchain.writers.docx.styles import twips

EM = twips("table.size")
"""The size of a table's text, in twentieths of a point."""

PADDING = 150
"""The right margin of a cell with a small reserve, in twentieths of a point."""

AFTER = twips("table.below")
"""The space below a table, in twentieths of a point; no style can set it."""

STYLED, SMALLEST = twips("table.size") // 10, 10
"""The size of a table's text by its style, and the least it is made, in half-points."""

LEGIBLE, TIGHT = 14, 50
"""Columns are closer together below this size (half-points); a cell's right margin is then this."""

_AROUND = 0.6
"""Around each row is so much of a line."""

_ARABIC = 1.25, 1.45
"""The width of Arabic letters in the font that LibreOffice has for them, against ours; of bold headers."""

_HIGHEST = 20
"""Lines of a table that stays whole, at most, unless its rows have a line each: a third of a page, as nobody
knows where on a page it begins."""


def add_table(block: m.Table, frame: Frame) -> None:
    """Add a table in the column, or from margin to margin if necessary."""
    rows = [row for row in (block.header, *block.rows) if row]
    found = widths(block, frame.job.resolved, _letters(frame.job))
    texts = found.texts
    count = len(found.lengths)
    needs, wants = ([_wide(each - BETWEEN_COLUMNS) for each in given] for given in (found.needs, found.wants))
    if sum(needs) > frame.width and not frame.note:
        frame = frame.moved(0, 0)
    if block.caption:
        add_caption(block, block.caption, frame)
    elif _must_be_parted(frame):
        new_paragraph(frame, StyleName.TABLE_TEXT)
    frame.job.gap = 0
    half = is_half(found.lengths, rtl=frame.job.resolved.words.rtl) and sum(needs) <= frame.width // 2
    shares = column_widths(wants, needs, frame.width // 2 if half else frame.width)
    size, tight = _smaller(sum(needs) - PADDING * count, frame.width - PADDING * count), False
    if 0 < size < LEGIBLE:
        tight, room = True, frame.width - TIGHT * count
        size = _smaller(sum(needs) - PADDING * count, room)
        needs = [(need - PADDING) * (size or STYLED) // STYLED + TIGHT for need in needs]
        shares = column_widths(needs, needs, frame.width)
    path: Pieces = []
    add_path(path, frame, " ".join(texts[0]) if texts else "")
    headed = block.is_headed
    parts: list[Block] = ["<w:tbl>", _properties(block, frame, shares, headed=headed, tight=tight)]
    lines = [row_lines(words_of_row, shares) for words_of_row in texts]
    kept = _kept(rows, lines, headed=headed and bool(block.header))
    for at, row in enumerate(rows):
        header = row is block.header
        if header and not headed:
            continue
        properties = _row_properties(lines[at], header=header)
        parts.append(f"<w:tr>{properties}")
        inside = replace(
            frame, blocks=parts, plain=StyleName.TABLE_HEADING if header else StyleName.TABLE_TEXT
        )
        keep = at in kept or (row is rows[-1] and block in frame.job.resolved.below)
        _add_cells(row, shares, inside, size, path, keep=bool(properties) and keep and not header)
        path = []
        parts.append("</w:tr>")
    parts.append("</w:tbl>")
    frame.blocks.append(Table(parts))
    frame.job.gap = AFTER


def _letters(job: Job) -> float:
    """Return the size of letters that are neither Latin nor figures, against ours."""
    return _ARABIC[job.design == "house"] if job.resolved.words.rtl else 1.0


def _smaller(needed: int, width: int) -> int:
    """Return the size, in half-points, at which the longest words fit their columns; 0 for the style's
    size.
    """
    return 0 if needed <= width else max(SMALLEST, int(STYLED * width / needed))


def _must_be_parted(frame: Frame) -> bool:
    """Return whether the content before a table would merge with it.

    Word joins two adjacent tables. LibreOffice formats a paragraph in a note like the last one before the
    table: after a list it would be one more item.
    """
    if not frame.blocks:
        return False
    last = frame.blocks[-1]
    return not isinstance(last, Paragraph) or (
        frame.note and any(each.startswith("<w:numPr>") for each in last.properties)
    )


def _wide(ems: float) -> int:
    """Return the width of a cell for words of this width."""
    return round(ems * EM) + PADDING


def column_widths(wants: Sequence[int], needs: Sequence[int], width: int) -> list[int]:
    """Divide a width among columns, in whole units."""
    edges = [round(edge) for edge in accumulate(divided(needs, wants, width), initial=0)]
    return [right - left for left, right in pairwise(edges)]


def _properties(block: m.Table, frame: Frame, widths: Sequence[int], *, headed: bool, tight: bool) -> str:
    """Return the elements of a table before its rows."""
    flags = dict.fromkeys(("lastRow", "firstColumn", "lastColumn", "noHBand"), 0)
    caption = ""
    if block.caption:
        words = shown_text(block.caption.children, frame.job.resolved.references)
        caption = element("tblCaption", val=words)
    return table_properties(
        frame.job,
        StyleName.TABLE,
        frame.left,
        widths,
        element("tblCellMar", element("right", w=TIGHT, type="dxa")) if tight else "",
        element("tblLook", val="0420" if headed else "0400", firstRow=int(headed), **flags, noVBand=1),
        caption,
    )


def table_properties(job: Job, style: StyleName, left: int, widths: Sequence[int], *others: str) -> str:
    """Return the elements of a table in a style before its rows; `others` are further properties.

    `left` and `widths` are in twentieths of a point.
    """
    properties = element(
        "tblPr",
        element("tblStyle", val=job.styles.id(style)),
        "<w:bidiVisual/>" if job.resolved.words.rtl else "",
        element("tblW", w=sum(widths), type="dxa"),
        element("tblInd", w=left, type="dxa"),
        element("tblLayout", type="fixed"),
        *others,
    )
    return properties + element("tblGrid", *(element("gridCol", w=width) for width in widths))


def row_lines(texts: Sequence[str], widths: Sequence[int]) -> int:
    """Return how many lines the highest cell of a row has; a text may have line breaks."""
    cells = zip((text.split("\n") for text in texts), widths, strict=False)
    return max(sum(ceil(_wide(width_of(line)) / width) for line in lines) for lines, width in cells)


def _kept(rows: Sequence[object], lines: Sequence[int], *, headed: bool) -> Collection[int]:
    """Return the rows that stay on the page of the next one, by number.

    Two rows stay below the header, whose style keeps it with the first: if it ended a page, LibreOffice would
    save it as an ordinary row. Two begin the last page: a total has the row above it.
    """
    last = len(rows) - 1
    is_low = max(lines[1:], default=1) == 1 or sum(each + _AROUND for each in lines) <= _HIGHEST
    if len(rows) <= WHOLE and is_low:
        return range(last)
    return {1, last - 1} if headed else {last - 1}


def _row_properties(lines: int, *, header: bool) -> str:
    """Return the elements of a row before its cells: no page break within it, and repetition on each page."""
    repeated = "<w:tblHeader/>" if header else ""
    whole = "<w:cantSplit/>" if header or lines <= MOST_LINES else ""
    return element("trPr", whole, repeated) if whole else ""


def _add_cells(
    cells: Sequence[m.Cell],
    widths: Sequence[int],
    frame: Frame,
    size: int,
    before: Pieces,
    *,
    keep: bool,
) -> None:
    """Add a row's cells in the frame's plain style, the first with something before its words.

    `keep` keeps the row on the same page as the next one.
    """
    # As in print.css, a header is directly above its column.
    bottom = element("vAlign", val="bottom") if frame.plain == StyleName.TABLE_HEADING else ""
    look = frame.job.look._replace(size=round(size * (LARGER if frame.job.resolved.words.rtl else 1)))
    for index, width in enumerate(widths):
        frame.blocks.extend(("<w:tc>", element("tcPr", element("tcW", w=width, type="dxa"), bottom)))
        inside = replace(frame, left=0, right=frame.job.text_width - width + PADDING)
        paragraph = new_paragraph(inside, frame.plain, keep_next=keep)
        if not index:
            paragraph.content.extend(before)
        if index < len(cells):
            cell = cells[index]
            if size:
                fixed = frame.job.fixed_lines
                height = twips("table.line", "zh" if fixed else "") * size // STYLED
                rule = "exact" if fixed else "atLeast"
                paragraph.properties.append(element("spacing", line=height, lineRule=rule))
            if cell.align:
                paragraph.properties.append(element("jc", val=_alignment(cell, frame)))
            add_inlines(paragraph.content, cell.children, inside, look)
        frame.blocks.append("</w:tc>")


def _alignment(cell: m.Cell, frame: Frame) -> str:
    """Return a cell's `w:jc`, where left means the side on which lines begin."""
    sides = {"left": "right", "right": "left"} if frame.job.resolved.words.rtl else {}
    return sides.get(cell.align, cell.align)


def end_with_paragraph(frame: Frame) -> Paragraph:
    """End a text with a paragraph, which Word requires; return it."""
    frame.job.gap = 0
    last = frame.blocks[-1] if frame.blocks else None
    return last if isinstance(last, Paragraph) else new_paragraph(frame, StyleName.TABLE_TEXT)
