"""Merge tables and figures: words in cells and captions, and whole rows."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from toolchain.compare.align import pieces
from toolchain.editing.merging.splicing import Change
from toolchain.editing.merging.tokens import Text
from toolchain.editing.merging.units import Unit
from toolchain.editing.merging.words import Unsure, inlines_of
from toolchain.rules import merges
from toolchain.writers.markdown import inlines_text

Words = Callable[[Unit, Unit, Unit], list[Change]]
Row = tuple[Unit, ...]


def changes(source: Text, unit: Unit, base: Unit, theirs: Unit, words: Words) -> list[Change]:
    """Return the changes by which a table or figure of the source becomes theirs. Raise `Unsure` if it
    cannot.
    """
    if [each.key for each in base.tokens] != [each.key for each in theirs.tokens]:
        raise Unsure(merges.PICTURE)
    if unit.kind == "figure" and (theirs.comments or (theirs.caption and theirs.caption.comments)):
        raise Unsure(merges.COMMENT_ON_FIGURE)
    out = _caption(unit, base, theirs, words)
    if len(base.cells) != len(unit.cells) or {len(row) for row in base.cells} != {
        len(row) for row in theirs.cells
    }:
        if base.key == theirs.key:
            return out
        raise Unsure(merges.COLUMNS)
    return [*out, *_rows(source, unit, base, theirs, words)]


def _caption(unit: Unit, base: Unit, theirs: Unit, words: Words) -> list[Change]:
    if not unit.caption or not base.caption or not theirs.caption:
        if bool(base.caption) != bool(theirs.caption):
            raise Unsure(merges.CAPTION)
        return []
    if base.caption.key == theirs.caption.key and not theirs.caption.comments:
        return []
    found = words(unit.caption, base.caption, theirs.caption)
    if unit.kind == "figure" and any('"' in each.text for each in found):
        raise Unsure(merges.QUOTATION_MARK)
    return found


def _rows(source: Text, unit: Unit, base: Unit, theirs: Unit, words: Words) -> list[Change]:
    one, other = [[tuple(cell.key for cell in row) for row in each.cells] for each in (base, theirs)]
    out: list[Change] = []
    for _, b1, b2, t1, t2 in pieces(one, other):
        if b2 - b1 == t2 - t1:
            for at, to in zip(range(b1, b2), range(t1, t2), strict=True):
                out += _cells(unit.cells[at], base.cells[at], theirs.cells[to], words)
        elif b1 == b2 and b1:
            out.append(_new_rows(source, unit.cells[b1 - 1], theirs.cells[t1:t2], after_head=b1 == 1))
        elif t1 == t2 and b1:
            out += [Change(*_line(source, row), "") for row in unit.cells[b1:b2]]
        else:
            raise Unsure(merges.ROWS)
    return out


def _cells(ours: Row, base: Row, theirs: Row, words: Words) -> list[Change]:
    if len(ours) != len(base):
        raise Unsure(merges.OTHER_COLUMNS_IN_SOURCE)
    out: list[Change] = []
    for unit, one, other in zip(ours, base, theirs, strict=True):
        if one.key != other.key or other.comments:
            if not unit.tokens:
                raise Unsure(merges.EMPTY_CELL)
            found = words(unit, one, other)
            out += [each._replace(text=each.text.replace("|", "\\|")) for each in found]
    return out


def _line(source: Text, row: Row) -> tuple[int, int]:
    return source.line_start(row[0].start), source.line_end(row[0].start)


def _new_rows(source: Text, above: Row, rows: Sequence[Row], *, after_head: bool) -> Change:
    start, at = _line(source, above)
    if after_head:
        at = source.line_end(at)
    lead = source.text[start : len(source.text)]
    indent = lead[: len(lead) - len(lead.lstrip(" >"))]
    lines = [f"{indent}| {' | '.join(_cell(cell) for cell in row)} |\n" for row in rows]
    return Change(at, at, "".join(lines))


def _cell(cell: Unit) -> str:
    return inlines_text(inlines_of(cell.tokens)).replace("|", "\\|")
