"""The cells of a table's source lines, so that each has a place and none is lost.

markdown-it omits cells beyond the header's number (GFM 4.10); they are found here. It makes those that a row
lacks, so that a short text can be a table of any size: this is limited here.
"""

from __future__ import annotations

import re

from markdown_it.rules_block import StateBlock
from markdown_it.rules_block.table import table

from toolchain.model.expressions import expression
from toolchain.model.records import Record
from toolchain.model.tree import MOST_COLUMNS
from toolchain.rules.markdown import TooManyColumns, TooManyMissing

_MOST_MISSING = 10_000  # cells that the rows of all tables of a text lack
_BEFORE = expression(r"[\s>]*(?:[-+*][ \t][\s>]*)*")


class CellPlace(Record):
    """The text of a cell, which begins in `column` (from 0) of its line.

    `dropped` are positions in the text before which a backslash was removed.
    """

    column: int
    text: str
    dropped: tuple[int, ...]


def limited_table(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """The rule for tables. One that is too large becomes one block of code, and enters `env["refused"]`."""
    made = len(state.tokens)
    found = table(state, start, end, silent)  # it makes at most 65,536 cells that are missing
    if silent or not found:
        return found
    after = state.line
    across = len(cell_places(state.src[state.bMarks[start] : state.eMarks[start]], state.tShift[start]))
    bars = state.src.count("|", state.bMarks[start + 2], state.eMarks[after - 1])
    state.env["missing"] += max((across - 1) * (after - start - 2) - bars, 0)  # with or without outer bars
    if across <= MOST_COLUMNS and state.env["missing"] <= _MOST_MISSING:
        return True
    is_wide = across > MOST_COLUMNS
    why = TooManyColumns(across, MOST_COLUMNS) if is_wide else TooManyMissing(_MOST_MISSING)
    state.env["refused"].append((start, why))
    del state.tokens[made:]
    token = state.push("fence", "code", 0)
    token.content, token.map = state.getLines(start, after, state.blkIndent, True), [start, after]
    return True


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
