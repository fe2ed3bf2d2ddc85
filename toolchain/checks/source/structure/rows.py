"""Rows of a table in a paragraph: the table that they were meant to be, and why it is none."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

_DELIMITER = re.compile(r"\s*\|?(?:\s*:?-+:?\s*\|)+(?:\s*:?-+:?\s*)?")


def failed_table(text: str) -> Iterator[tuple[int, int, str, str]]:
    """Where the first row begins and ends, why these rows are no table, and help; or nothing."""
    lines = text.split("\n")
    rows = [number for number, line in enumerate(lines) if _is_row(line)]
    rulers = [number for number, line in enumerate(lines) if _DELIMITER.fullmatch(line)]
    if not rulers and len(rows) < 2:
        return
    first = max(min([number - 1 for number in rulers[:1]] + rows), 0)
    start = sum(len(line) + 1 for line in lines[:first])
    start += len(lines[first]) - len(lines[first].lstrip())
    yield start, start + len(lines[first].strip()), *_reason(lines, first, rulers)


def _reason(lines: Sequence[str], first: int, rulers: Sequence[int]) -> tuple[str, str]:
    header = _cells(lines[first])
    ruler = "| " + " | ".join(["---"] * header) + " |"
    if not rulers:
        return "is no row of a table: no delimiter row follows the first row", f"write {ruler} under it"
    if rulers[0] == first:
        return "is no table: no header row stands above this delimiter row", "write the header above it"
    if rulers[0] > first + 1:
        what = "is no row of a table: the delimiter row does not follow the first row"
        return what, f"write {ruler} right under it"
    cells = _cells(lines[rulers[0]])
    if cells != header:
        what = f"is no header of a table: the delimiter row has {_count(cells)}, the header {header}"
        return what, f"write {ruler} under it"
    return "is no row of a table", "put a blank line before it, and indent all rows alike"


def _is_row(line: str) -> bool:
    inner = line.strip()
    return len(inner) > 2 and inner[0] == inner[-1] == "|"


def _cells(line: str) -> int:
    return len(line.strip().strip("|").split("|"))


def _count(cells: int) -> str:
    return f"{cells} cell" if cells == 1 else f"{cells} cells"
