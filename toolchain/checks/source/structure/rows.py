"""Rows of a table within a paragraph: the table that they were meant to be, and why they are not one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import pairwise

from toolchain.model.expressions import expression
from toolchain.rules import markup as cases

Case = Callable[[str], cases.MarkupLeft]
"""Makes the case of a text that is left as it is typed."""

_DELIMITER = expression(r"\s*\|?(?:\s*:?-+:?\s*\|)+(?:\s*:?-+:?\s*)?")
_ITEM = expression(r"\s*(?:[(（]?\w{1,4}[.)）]|[^\w\s])\t")


def failed_table(text: str) -> Iterator[tuple[int, int, Case]]:
    """Yield where the first row begins and ends, and why these rows are not a table; or nothing."""
    lines = text.split("\n")
    rows = [number for number, line in enumerate(lines) if _is_row(line)]
    rulers = [number for number, line in enumerate(lines) if _DELIMITER.fullmatch(line)]
    if not rulers and len(rows) < 2:
        return
    first = max(min([number - 1 for number in rulers[:1]] + rows), 0)
    yield *_place(lines, first), _reason(lines, first, rulers)


def pasted_table(text: str) -> Iterator[tuple[int, int, Case]]:
    """Yield the same of rows as a spreadsheet pastes them, with a tab between cells; not items of lists."""
    lines = text.split("\n")
    tabs = [line.strip().count("\t") for line in lines]
    for number, (one, other) in enumerate(pairwise(tabs)):
        if one == other > bool(_ITEM.match(lines[number])):
            yield *_place(lines, number), partial(cases.TabBetweenCells, row=_ruler(one + 1))
            return


def _place(lines: Sequence[str], number: int) -> tuple[int, int]:
    """Return where a line begins and ends in its text, without the blanks around it."""
    start = sum(len(line) + 1 for line in lines[:number])
    start += len(lines[number]) - len(lines[number].lstrip())
    return start, start + len(lines[number].strip())


def _ruler(columns: int) -> str:
    return "| " + " | ".join(["---"] * columns) + " |"


def _reason(lines: Sequence[str], first: int, rulers: Sequence[int]) -> Case:
    header = _cells(lines[first])
    ruler = _ruler(header)
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
