"""A table's rows, with aligned cells if the table is not too wide."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from toolchain import model as m
from toolchain.model.facts import Word
from toolchain.writers.markdown import leaves
from toolchain.writers.markdown.inlines import write_inlines
from toolchain.writers.markdown.losses import Losses
from toolchain.writers.markdown.place import Place

_WIDEST = 116
"""Columns of the widest table that is aligned."""

_RULES = {"": ("-", "-"), "left": (":", "-"), "center": (":", ":"), "right": ("-", ":")}


def table_lines(table: m.Table, place: Place, losses: Losses) -> list[str]:
    """Return the lines of a table; all rows have as many cells as the longest."""
    count = max([len(table.header), *map(len, table.rows)])
    if not count:
        losses.tell(table, Word("a table without cells is left out"))
        return []
    if len(table.header) < count:
        losses.tell(table, Word("the header of a table gets as many cells as its longest row"))
    header, *rows = (_row(row, count, place, losses) for row in (table.header, *table.rows))
    aligns = [cell.align for cell in table.header] + [""] * (count - len(table.header))
    for row in table.rows:
        for cell, align in zip(row, aligns, strict=False):
            if cell.align != align:
                losses.tell(cell, Word("a cell gets the alignment of its column's header"))
    widths = _widths([header, *rows])
    rule = [_rule(align, width) for align, width in zip(aligns, widths, strict=True)]
    return [
        _line(header, aligns, widths),
        _line(rule, aligns, widths),
        *(_line(row, aligns, widths) for row in rows),
    ]


def _row(cells: Sequence[m.Cell], count: int, place: Place, losses: Losses) -> list[str]:
    texts = [write_inlines(cell.children, place, losses).replace("|", "\\|") for cell in cells]
    if cells and cells[-1].withheld:
        texts[-1] += f" {{{leaves.withheld(cells[-1].withheld)}}}"
    return texts + [""] * (count - len(texts))


def _widths(rows: Sequence[Sequence[str]]) -> list[int]:
    """Return the width of each column; 0 for all if the table is too wide."""
    widths = [max(3, *map(width, column)) for column in zip(*rows, strict=True)]
    return widths if sum(widths) + 3 * len(widths) + 1 <= _WIDEST else [0] * len(widths)


def width(text: str) -> int:
    """Return the number of columns of a text: wide characters have two (UAX #11), some none."""
    return sum(_WIDTHS.get(unicodedata.east_asian_width(sign), 1) for sign in text if not _has_none(sign))


_WIDTHS = {"W": 2, "F": 2}


def _has_none(sign: str) -> bool:
    return unicodedata.category(sign) in ("Mn", "Me", "Cf")


def _rule(align: str, columns: int) -> str:
    start, end = _RULES[align]
    return start + "-" * max(columns - 2, 1) + end


def _line(cells: Sequence[str], aligns: Sequence[str], widths: Sequence[int]) -> str:
    padded = (_padded(*each) for each in zip(cells, aligns, widths, strict=True))
    return f"| {' | '.join(padded)} |"


def _padded(text: str, align: str, columns: int) -> str:
    missing = max(columns - width(text), 0)
    left = {"right": missing, "center": missing // 2}.get(align, 0)
    return " " * left + text + " " * (missing - left)
