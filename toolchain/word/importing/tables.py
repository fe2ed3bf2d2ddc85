"""Convert Word tables to grids: a merged cell leaves the covered cells empty, and is reported."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Literal, NamedTuple

from toolchain import model as m
from toolchain.formats.docx.story import MOST_COLUMNS, Cell, Paragraph, Table
from toolchain.formats.docx.tokens import BOLD
from toolchain.formats.docx.xml import value
from toolchain.model.facts import Word
from toolchain.model.places import FilePlace, Place
from toolchain.word.importing.indents import properties_of
from toolchain.word.importing.losses import Losses

Align = Literal["", "left", "center", "right"]
_ALIGNED: dict[str, Align] = {
    "left": "left",
    "start": "left",
    "center": "center",
    "right": "right",
    "end": "right",
}
_SWAPPED: dict[Align, Align] = {"left": "right", "right": "left", "center": "center", "": ""}


class Grid(NamedTuple):
    """The rows of a table; without a header row, the cells of `header` are empty."""

    header: tuple[m.Cell, ...]
    rows: tuple[tuple[m.Cell, ...], ...]


def grid_of(
    table: Table, words: Mapping[int, m.Inlines], span: Place, losses: Losses, *, rtl: bool, ours: bool
) -> Grid:
    """Return a table's cells row by row; `words` has those of each paragraph in it, by its identity."""
    width = min(
        max((cell.at + cell.across for row in table.rows for cell in row.cells), default=0), MOST_COLUMNS
    )
    _tell(table, span, losses)
    looks = not ours and not table.rows[0].header and _looks_like_header(table)
    headed = table.rows[0].header or looks or _is_styled(table.rows[0].cells)
    aligns = _aligns(table, width, rtl=rtl)
    rows: list[tuple[m.Cell, ...]] = []
    for row in table.rows:
        at_column = {cell.at: cell for cell in row.cells}
        cells = (
            _cell(at_column.get(column), words, span, aligns[column], bold=row is table.rows[0] and looks)
            for column in range(width)
        )
        rows.append(tuple(cells))
    if headed:
        return Grid(rows[0], tuple(rows[1:]))
    return Grid(tuple(m.Cell(span, (), aligns[column]) for column in range(width)), tuple(rows))


def _cell(
    cell: Cell | None, words: Mapping[int, m.Inlines], span: Place, align: Align, *, bold: bool
) -> m.Cell:
    """Return a cell's paragraphs in one line, separated by spaces."""
    if cell is None:
        return m.Cell(span, (), align)
    at = FilePlace(span.path, cell.column, cell.place)
    children: list[m.Inline] = []
    for paragraph in cell.paragraphs:
        inlines = words.get(id(paragraph), ())
        if not inlines and not paragraph.label:
            continue
        if children:
            children.append(m.Text(at, " "))
        if paragraph.label:
            children.append(m.Text(at, f"{_seen(paragraph.label)} "))
        children += inlines
    if bold and len(children) == 1 and isinstance(children[0], m.Strong):
        children = list(children[0].children)
    return m.Cell(at, tuple(children), align)


def _seen(label: str) -> str:
    """Return an item's label in any font: characters of symbol fonts become bullets."""
    return "".join("•" if "\ue000" <= each <= "\uf8ff" else each for each in label.strip())


def _is_styled(cells: Sequence[Cell]) -> bool:
    """Return whether the paragraphs of a row have our style for table headers."""
    names = [each.style.names[:1] for cell in cells for each in cell.paragraphs]
    return bool(names) and all(name == ("table heading",) for name in names)


def _looks_like_header(table: Table) -> bool:
    """Return whether all words of the first row are bold, and those of the second are not."""
    if len(table.rows) < 2:
        return False
    return _is_bold(table.rows[0].cells) and not _is_bold(table.rows[1].cells)


def _is_bold(cells: Sequence[Cell]) -> bool:
    looks = [
        piece.look & BOLD
        for cell in cells
        for paragraph in cell.paragraphs
        for piece in paragraph.pieces
        if piece.kind == "text" and piece.text.strip()
    ]
    return bool(looks) and all(looks)


def _aligns(table: Table, width: int, *, rtl: bool) -> list[Align]:
    """Return the most frequent alignment of each column."""
    said: list[Counter[Align]] = [Counter() for _ in range(width)]
    for row in table.rows:
        for cell in row.cells:
            if cell.at < width and cell.paragraphs:
                said[cell.at][_align(cell.paragraphs[0])] += 1
    aligns = [counter.most_common(1)[0][0] if counter else "" for counter in said]
    return [_SWAPPED[each] for each in aligns] if rtl else aligns


def _align(paragraph: Paragraph) -> Align:
    return _ALIGNED.get(value(properties_of(paragraph), "jc") or "", "")


def _tell(table: Table, span: Place, losses: Losses) -> None:
    """Record properties of a table that Markdown does not support."""
    cells = [cell for row in table.rows for cell in row.cells]
    if any(cell.across > 1 or cell.down > 1 for cell in cells):
        losses.add(span, Word("merged cells become single cells"))
    for cell in cells:
        if cell.tables:
            at = FilePlace(span.path, cell.column, cell.place)
            losses.add(at, Word("a table in a cell becomes plain text"))
    if any(sum(not each.shows_nothing for each in cell.paragraphs) > 1 for cell in cells):
        losses.add(span, Word("the paragraphs of a cell become one line"))
    if sum(row.header for row in table.rows) > 1:
        losses.add(span, Word("only the first of several header rows stays a header row"))
