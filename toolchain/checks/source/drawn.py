"""Tables that other programs draw with dashes and spaces, as pandoc does, and the rows that Markdown has."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import groupby, islice, takewhile, zip_longest

from toolchain import model as m
from toolchain.checks.survey import survey
from toolchain.model.expressions import expression
from toolchain.model.indentation import indent, is_blank
from toolchain.model.records import Record
from toolchain.resolve.tables import Resolved

_HINT = expression("-- +--|--[+]")
_GAPS = expression("[ ]*-{2,}(?:[ ]+-{2,})+[ ]*")
_WHOLE = expression("[ ]*-{5,}[ ]*")
_GRID = expression(r"[ ]*\+(?:[-:]{2,}\+){2,}[ ]*")
_HEAD = expression(r"[ ]*\+(?:[=:]{2,}\+){2,}[ ]*")
_CAPTION = expression(r"[ ]*(?:Table)?:[ ]+(?=\S)")
_COLUMN = expression("[-=:]+")
_ITEM = expression(r"[-*+•][ ]|[^\n]*\\$|$")
"""How a line of a cell begins, or ends, if the cell is not one text: with an item, with a break, or empty."""
_CODE = 4
"""Columns of indentation from which a line at the top level is code."""


class Drawn(Record):
    """A table that is drawn: its lines, the number of its columns, the cells of its header and the other
    rows, if they are certain, and the caption that is typed below it.
    """

    lines: range
    columns: int
    header: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...] = ()
    caption: str = ""


@lru_cache(maxsize=1)
def drawn_tables(resolved: Resolved) -> tuple[Drawn, ...]:
    """Return the tables that are drawn with dashes; none in code."""
    source = survey(resolved).source
    if not _HINT.search(resolved.document.text):
        return ()
    code = {number for each, _ in survey(resolved).each(m.CodeBlock) for number in each.span.lines}
    lines = [source.line(number) if number not in code else "" for number in range(source.length + 1)]
    return tuple(_drawn(lines))


@lru_cache(maxsize=1)
def drawn_lines(resolved: Resolved) -> frozenset[int]:
    """Return the lines of these tables."""
    return frozenset(number for each in drawn_tables(resolved) for number in each.lines)


def in_markdown(table: Drawn, first: str, end: str) -> str:
    """Return a table as Markdown has it, with the indentation of its first line."""
    caption = [f"Table: {table.caption}", ""] if table.caption else []
    lines = [*caption, *map(row_of, (table.header, ["---"] * len(table.header), *table.rows))]
    blanks = first[: len(first) - len(first.lstrip())] if indent(first) >= _CODE else ""
    return end.join(f"{blanks}{line}" if line else "" for line in lines)


def row_of(cells: Sequence[str]) -> str:
    """Return a row of a table in Markdown."""
    return f"| {' | '.join(cells)} |"


def _drawn(lines: Sequence[str]) -> Iterator[Drawn]:
    last = 0
    for at, line in enumerate(lines):
        # A line such as +---+ begins a table only once: looking again from each would take long.
        begins = _GAPS.fullmatch(line) or (_GRID.fullmatch(line) and not _is_barred(lines[at - 1]))
        if at > last and begins:
            table = _grid(lines, at) if "+" in line else _dashed(lines, at, last)
            if table:
                yield table
                last = table.lines[-1]


def _dashed(lines: Sequence[str], ruler: int, last: int) -> Drawn | None:
    """Return the table around a line of dashes with gaps: one column for each of them."""
    top = ruler
    while top > last + 1 and not is_blank(lines[top - 1]) and not _is_ruler(lines[top - 1]):
        top -= 1
    framed = top > last + 1 and bool(_WHOLE.fullmatch(lines[top - 1]))
    header, bottom = lines[top:ruler], ruler + 1
    apart = framed or not header  # rows may have blank lines between them
    while bottom < len(lines) and not _is_ruler(lines[bottom]) and (apart or not is_blank(lines[bottom])):
        bottom += 1
    closed = bottom < len(lines) and _is_ruler(lines[bottom])
    body = lines[ruler + 1 : bottom]
    is_same = closed and lines[bottom] == lines[ruler]
    if not body or not (closed if framed else len(header) == 1 or (is_same and not header)):
        return None
    groups = [list(group) for blank, group in groupby(body, is_blank) if not blank]
    rows = groups if apart else [[line] for line in body]
    starts = [found.start() for found in _COLUMN.finditer(lines[ruler])]
    cells = [_cells(each, starts) for each in (header, *rows)]
    if not framed and not all(cells[:1] if header else cells[1:]):
        return None
    taken = range(top - framed, bottom + closed)
    return _table(lines, taken, len(starts), cells, sure=not apart or _are_rows(groups))


def _is_ruler(line: str) -> bool:
    return bool(_WHOLE.fullmatch(line) or _GAPS.fullmatch(line))


def _is_barred(line: str) -> bool:
    return line.lstrip()[:1] in ("+", "|")


def _grid(lines: Sequence[str], top: int) -> Drawn | None:
    """Return the table that begins, and ends, with a line such as +---+---+."""
    bottom = top
    while bottom < len(lines) and _is_barred(lines[bottom]):
        bottom += 1
    groups: list[list[str]] = [[]]
    for line in lines[top + 1 : bottom]:
        if _GRID.fullmatch(line) or _HEAD.fullmatch(line):
            groups.append([])
        else:
            groups[-1].append(line.rstrip()[:-1])
    if not _GRID.fullmatch(lines[bottom - 1]):
        return None
    starts = [found.start() for found in _COLUMN.finditer(lines[top])]
    heads = [number for number in range(top, bottom) if _HEAD.fullmatch(lines[number])]
    headed = heads == [top + len(groups[0]) + 1]
    rows = [each for each in groups if each]
    cells = [*([] if headed else [()]), *(_cells(each, starts, "|") for each in rows)]
    sure = _are_rows(rows[headed:])
    return _table(lines, range(top, bottom), len(starts), cells, sure=sure) if cells[1:] else None


def _are_rows(groups: Sequence[Sequence[str]]) -> bool:
    """Return whether groups of lines are a row each: if nothing is between lines, each may be one, or all."""
    return len(groups) > 1 or not groups or len(groups[0]) == 1


def _table(
    lines: Sequence[str], taken: range, columns: int, cells: Sequence[tuple[str, ...]], *, sure: bool
) -> Drawn:
    """Return a table with the rows that are certain, and the caption below it."""
    header, *rows = cells
    after, caption = taken.stop, list[str]()
    alone = all(map(is_blank, [*lines[taken.start - 1 : taken.start], *lines[after : after + 1]]))
    found = _CAPTION.match("".join(lines[after + 1 : after + 2])) if alone else None
    if found:
        texts = takewhile(lambda line: not is_blank(line), islice(lines, after + 1, None))
        caption = [line.strip() for line in texts]
        caption[0] = caption[0][len(found[0].strip()) :].strip()
        taken = range(taken.start, after + 1 + len(caption))
    certain = sure and alone and all(header) and all(rows)
    return Drawn(taken, columns, header, tuple(rows) if certain else (), " ".join(caption))


def _cells(lines: Sequence[str], starts: Sequence[int], divider: str = " ") -> tuple[str, ...]:
    """Return the cells of a row on one line or more; none if they are not divided where columns begin, or may
    be more than one text each.
    """
    wide = [_columns(line) for line in lines]
    before = {sign for line in wide for start in starts if start for sign in line[start - 1 : start]}
    if before - {divider} or any("".join(each[: starts[0]]).strip(" |") for each in wide):
        return ()
    cells: list[str] = []
    for start, end in zip_longest(starts, [start - 1 for start in starts[1:]]):
        texts = "\n".join("".join(each[start:end]).strip() for each in wide).strip("\n").split("\n")
        if (len(texts) > 1 and any(map(_ITEM.match, texts))) or any("  " in each for each in texts):
            return ()
        cells.append(" ".join(texts).replace("\\|", "|").replace("|", "\\|"))
    return tuple(cells) if lines else ()


def _columns(line: str) -> list[str]:
    """Return what each column of a line shows: wide characters have two, marks above others none."""
    columns: list[str] = []
    for sign in line:
        if unicodedata.combining(sign) and columns:
            columns[-1] += sign
        else:
            columns += [sign, ""] if unicodedata.east_asian_width(sign) in "WF" else [sign]
    return columns
