"""Column widths of tables on paper, by an estimate of their words; a table gets more room if needed.

An automatic table layout never breaks a word, so a wide table would run off the sheet.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from toolchain import model as m
from toolchain.model.breaking import advance
from toolchain.model.design import design
from toolchain.model.walk import walk
from toolchain.resolve.tables import Resolved, printed_text
from toolchain.writers.columns import is_half, longest, short

SIZE = design().points("table.size")
"""The size of a table's text in points."""

PADDING = design().points("cell.gap") / SIZE
"""Between two columns, in ems."""

SHEET = (design().points("page.width") - 2 * design().points("page.side")) / SIZE
COLUMN = SHEET - 2 * design().points("page.inset") / SIZE
"""The widths of the sheet between its margins, and of the text column, in ems."""

EASY = 0.6 * COLUMN
"""Words as wide as this fit everywhere, also in a quotation in a list."""

LONGEST = 12.0
"""Longer words (addresses) may break anywhere; in ems."""

_SIZES = (
    ("wide", SIZE),
    ("wide small", design().points("table.small.size")),
    ("wide smallest", design().points("table.smallest.size")),
)


class Columns(NamedTuple):
    """A table's classes in the style sheet, and each column's share of its width in hundredths.

    Without shares the layout is automatic, and texts in `unbroken` columns stay on one line.
    """

    classes: str = ""
    shares: tuple[float, ...] = ()
    unbroken: frozenset[int] = frozenset()


def columns(table: m.Table, resolved: Resolved) -> Columns:
    """Return the columns of a table: measured if there are many words, else automatic."""
    lengths = longest(_texts(table, resolved))
    unbroken = short(lengths)
    words, wants = _widths(table, resolved)
    needs = [min(word, LONGEST) for word in words]
    needed = sum(needs)
    if needed == sum(words) <= EASY:
        return Columns("half" if is_half(lengths, rtl=resolved.words.rtl) else "", unbroken=unbroken)
    if needed <= COLUMN:
        return Columns("measured", _shares(needs, wants, COLUMN))
    classes, size = next((each for each in _SIZES if needed * each[1] / SIZE <= SHEET), _SIZES[-1])
    return Columns(f"measured {classes}", _shares(needs, wants, SHEET * SIZE / size))


def natural_shares(table: m.Table, resolved: Resolved) -> tuple[float, ...]:
    """Return each column's share of an automatic layout in hundredths: short texts stay on one line."""
    words, wants = _widths(table, resolved)
    unbroken = short(longest(_texts(table, resolved)))
    needs = [wants[at] if at in unbroken else min(word, LONGEST) for at, word in enumerate(words)]
    return _shares(needs, wants, max(COLUMN, sum(needs)))


def on_screen(table: m.Table, resolved: Resolved) -> Columns:
    """Return the columns of a table that scrolls if it is too wide: the browser lays out all of them."""
    narrow = is_half(longest(_texts(table, resolved)), rtl=resolved.words.rtl)
    return Columns("half" if narrow else "")


def _cells(table: m.Table) -> list[tuple[m.Cell, ...]]:
    return [row for row in (table.header, *table.rows) if row]


def _texts(table: m.Table, resolved: Resolved) -> list[list[str]]:
    return [[printed_text(cell.children, resolved) for cell in row] for row in _cells(table)]


def _widths(table: m.Table, resolved: Resolved) -> tuple[list[float], list[float]]:
    """Return the widths of each column's longest word and of its longest text on one line, in ems."""
    rows = [
        [_measure(cell, text) for cell, text in zip(*pairs, strict=True)]
        for pairs in zip(_cells(table), _texts(table, resolved), strict=True)
    ]
    words, lines = (
        [max(row[at][kind] for row in rows if at < len(row)) + PADDING for at in range(max(map(len, rows)))]
        for kind in (0, 1)
    )
    return words, lines


def _shares(needs: Sequence[float], wants: Sequence[float], room: float) -> tuple[float, ...]:
    """Return the columns' shares: each gets room for its longest word; the rest is divided in proportion to
    their needs.
    """
    left = max(0.0, room - sum(needs))
    more = [max(0.0, want - need) for want, need in zip(wants, needs, strict=True)]
    by, total = (more, sum(more)) if sum(more) > left else (wants, sum(wants))
    widths = [need + left * each / total for need, each in zip(needs, by, strict=True)]
    return tuple(round(100 * width / sum(widths), 2) for width in widths)


def _measure(cell: m.Cell, text: str) -> tuple[float, float]:
    """Return the width of a cell's longest word and of its text on one line, in ems."""
    marks = sum(isinstance(node, m.NoteMark | m.InlineNote) for node, _ in walk(cell.children)) / 2
    line = word = longest = 0.0
    for letter in text:
        width = advance(letter)
        wide = width == 1.0
        line += width
        word = 0.0 if wide or (letter.isspace() and letter != "\u00a0") else word + width
        longest = max(longest, width if wide else word)
    return longest + marks, line + marks


def column_group(shares: Iterable[float]) -> str:
    """Return the markup of the column widths, or ""."""
    written = "".join(f'<col style="width: {share:g}%">' for share in shares)
    return f"<colgroup>{written}</colgroup>" if written else ""
