"""Rows of a table within a paragraph: the table that they were meant to be, and why they are not one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial

from toolchain.model.expressions import expression
from toolchain.rules import markup as cases

Case = Callable[[str], cases.MarkupLeft]
"""Makes the case of a text that is left as it is typed."""

_DELIMITER = expression(r"\s*\|?(?:\s*:?-+:?\s*\|)+(?:\s*:?-+:?\s*)?")


def failed_table(text: str) -> Iterator[tuple[int, int, Case]]:
    """Yield where the first row begins and ends, and why these rows are not a table; or nothing."""
    lines = text.split("\n")
    rows = [number for number, line in enumerate(lines) if _is_row(line)]
    rulers = [number for number, line in enumerate(lines) if _DELIMITER.fullmatch(line)]
    if not rulers and len(rows) < 2:
        return
    first = max(min([number - 1 for number in rulers[:1]] + rows), 0)
    start = sum(len(line) + 1 for line in lines[:first])
    start += len(lines[first]) - len(lines[first].lstrip())
    yield start, start + len(lines[first].strip()), _reason(lines, first, rulers)


def _reason(lines: Sequence[str], first: int, rulers: Sequence[int]) -> Case:
    header = _cells(lines[first])
    ruler = "| " + " | ".join(["---"] * header) + " |"
    if not rulers:
        return partial(cases.NoDelimiterRow, row=ruler)
    if rulers[0] == first:
        return cases.NoTableHeader
    if rulers[0] > first + 1:
        return partial(cases.DelimiterTooLow, row=ruler)
    cells = _cells(lines[rulers[0]])
    if cells != header:
        return partial(cases.OtherColumns, cells=cells, header=header, row=ruler)
    return cases.NotARow


def _is_row(line: str) -> bool:
    inner = line.strip()
    return len(inner) > 2 and inner[0] == inner[-1] == "|"


def _cells(line: str) -> int:
    return len(line.strip().strip("|").split("|"))
