"""The lines of a first page, which may be in one paragraph, or in a table that only places them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from itertools import groupby

from toolchain.formats.docx.story import Block, Paragraph, Table
from toolchain.formats.docx.tokens import Token
from toolchain.word.importing.cover import CoverReader, is_before_text, is_short

_WORDS = frozenset(("text", "break", "call"))


def cover_lines(blocks: Iterable[Block], reader: CoverReader) -> Iterator[Block]:
    """Yield blocks, with a paragraph for each line before the first text, heading or number."""
    on_cover = True
    for block in blocks:
        for each in _placed(block, reader) if on_cover and isinstance(block, Table) else (block,):
            on_cover = on_cover and is_before_text(each)
            if on_cover and isinstance(each, Paragraph):
                on_cover = all(map(is_short, each.code.split("\n")))
            yield from lines_of(each) if on_cover and isinstance(each, Paragraph) else (each,)


def without(blocks: Iterable[Block], taken: Collection[Paragraph]) -> list[Block]:
    """Return blocks without these paragraphs."""
    return [each for each in blocks if isinstance(each, Table) or each not in taken]


def lines_of(paragraph: Paragraph) -> list[Paragraph]:
    """Return a paragraph for each line, this one for the first; only this one if it has more than words."""
    split = groupby(paragraph.pieces, lambda piece: piece.kind == "break")
    parts = [list(part) for ends, part in split if not ends]
    parts = [part for part in parts if any(piece.text.strip() for piece in part)]
    if len(parts) < 2 or not _WORDS.issuperset(piece.kind for piece in paragraph.pieces):
        return [paragraph]
    paragraph.pieces = parts[0]
    return [paragraph, *(replace(paragraph, pieces=part) for part in parts[1:])]


def _placed(table: Table, reader: CoverReader) -> list[Block]:
    """Return the lines of a table with one cell in each row, or with two of which the first names what the
    second says; the table itself if it is more than that.
    """
    found: list[Paragraph] = []
    for row in table.rows:
        shown = ([each for each in cell.paragraphs if not each.shows_nothing] for cell in row.cells)
        cells = [each for each in shown if each]
        lines = [each for cell in cells for each in cell]
        label = lines[0].text.rstrip(" :：\u00a0") if lines else ""
        if len(cells) == len(lines) == 2 and reader.states(f"{label}: {lines[1].text}"):
            lines = [replace(lines[0], pieces=[Token("text", f"{label}: "), *lines[1].pieces])]
        elif len(cells) > 1 and not reader.announces(label):
            return [table]
        found += lines
    said = any(reader.states(each.text) or reader.is_kind(each.text) for each in found)
    return [*found] if said and all(map(is_before_text, found)) else [table]
