"""The cells of a table's source lines, so that each has a place and none is lost.

markdown-it omits cells beyond the header's number (GFM 4.10); they are found here.
"""

from __future__ import annotations

import re

from toolchain.model.expressions import expression
from toolchain.model.records import Record

_BEFORE = expression(r"[\s>]*(?:[-+*][ \t][\s>]*)*")


class CellPlace(Record):
    """The text of a cell, which begins in `column` (from 0) of its line.

    `dropped` are positions in the text before which a backslash was removed.
    """

    column: int
    text: str
    dropped: tuple[int, ...]


def cell_places(line: str, start: int) -> list[CellPlace]:
    """Return the cells of one line of a table whose row begins at or after `start`."""
    matched = _BEFORE.match(line, start)
    begin = matched.end() if matched else start
    end = len(line.rstrip())
    cells, first = [], begin
    for bar in [*_bars(line, begin, end), end]:
        cells.append(_cell(line, first, bar))
        first = bar + 1
    if cells and not line[begin : begin + 1].strip("|"):
        cells = cells[1:]
    if cells and line[:end].endswith("|") and not cells[-1].text:
        cells = cells[:-1]
    return cells


def _bars(line: str, start: int, end: int) -> list[int]:
    """Return the positions of the bars between cells: all except those after a backslash."""
    return [at for at in range(start, end) if line[at] == "|" and not (at and line[at - 1] == "\\")]


def _cell(line: str, start: int, end: int) -> CellPlace:
    raw = line[start:end]
    column = start + len(raw) - len(raw.lstrip())
    raw = raw.strip()
    dropped = tuple(match.start() - number for number, match in enumerate(re.finditer(r"\\\|", raw)))
    return CellPlace(column, raw.replace("\\|", "|"), dropped)
