"""Remove the headers of tables that are repeated on further pages from the artifacts (ISO 32000-1, 14.8.2.2).

Such a header says nothing new: the tags have it once, where the table begins.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import accumulate, groupby, islice, takewhile

from toolchain.formats.pdf.bidi import is_right_to_left
from toolchain.formats.pdf.parts import Part
from toolchain.formats.pdf.runs import Run

_TRIED = 50
"""Maximum number of heads on a page that are looked for."""
_PLACES = 1000
"""Maximum number of places of a page at which each of them is looked for."""


def drop_repeated_heads(parts: Iterable[Part], beside: dict[int, list[Run]]) -> None:
    """Remove the repeated headers of tables from the artifacts of each page."""
    tables: dict[int, list[Part]] = {}
    for part in parts:
        if part.row:
            tables.setdefault(part.table, []).append(part)
    heads: dict[int, set[str]] = {}
    for cells in tables.values():
        pages = {run.page for cell in cells for run in cell.runs}
        head = "".join(_signs(run) for cell in _head(cells) for run in cell.runs) if len(pages) > 1 else ""
        for page in sorted(pages)[1:] if head else ():
            heads.setdefault(page, set()).add(head)
    for page, texts in heads.items():
        for head in sorted(texts)[:_TRIED]:
            beside[page] = _without(beside.get(page, []), head)


def _head(cells: Iterable[Part]) -> Iterator[Part]:
    """Return the cells of the first rows of a table that have only header cells."""
    rows = (list(row) for _, row in groupby(cells, key=lambda cell: cell.row))
    heads = takewhile(lambda row: all(cell.kind == "header" for cell in row), rows)
    return (cell for row in heads for cell in row)


def _signs(run: Run) -> str:
    return "".join(run.text.split())


def _without(runs: list[Run], head: str) -> list[Run]:
    """Return runs without those that have exactly these characters together.

    Words from right to left can be in another order there: artifacts have no order of reading.
    """
    signs = [_signs(run) for run in runs]
    text = "".join(signs)
    ends = {end: at for at, end in enumerate(accumulate(map(len, signs), initial=0))}
    alike = sorted if any(map(is_right_to_left, head)) else str
    wanted = alike(head)
    for start in islice((start for start in ends if start + len(head) in ends), _PLACES):
        if alike(text[start : start + len(head)]) == wanted:
            return runs[: ends[start]] + runs[ends[start + len(head)] :]
    return runs
