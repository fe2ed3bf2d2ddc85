"""Tables as code for typst, with the widths of `toolchain.writers.html.columns`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from toolchain import model as m
from toolchain.model.breaking import width_of
from toolchain.model.design import design
from toolchain.model.records import replace
from toolchain.model.walk import walk
from toolchain.resolve.tables import MarkNode, printed_text
from toolchain.writers.columns import PADDING, WHOLE
from toolchain.writers.html.columns import COLUMN, SHEET, SIZE, columns
from toolchain.writers.pdf.typst.code import array, boolean, call, literal
from toolchain.writers.pdf.typst.context import Context
from toolchain.writers.pdf.typst.footnotes import has_footnotes, with_room
from toolchain.writers.pdf.typst.inlines import write_inlines

_LINKS = MarkNode | m.Link | m.CrossReference
_SIZES = {"smallest": 3.0, "small": 4.0}
"""Points between two columns, as in the template."""
_LINES = 20
"""Lines that no cell of a row has that stays on one page: much less than a page."""
_PARTED = 4
"""The fewest rows of a table that is broken: two before and after."""
_SHORT = 22
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
    if not context.nested and sum(_lines(row, inside) + 0.5 for row in node.rows) < _SHORT:
        context = with_room(node, context, is_whole=True)
        inside = [replace(each, rooms=context.rooms) for each in inside]
    whole, number = boolean(len(node.rows) < WHOLE), "none"
    if has_footnotes(node, context):
        whole = "true" if context.rooms else "none"
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
