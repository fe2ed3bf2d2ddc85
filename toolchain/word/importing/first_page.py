"""The first page of a third-party file: its lines, and which of them are the title and the subtitle."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import groupby

from toolchain.formats.docx.story import Block, Paragraph, Table
from toolchain.formats.docx.tokens import Token
from toolchain.model.facts import Word
from toolchain.model.records import replace
from toolchain.model.wording import fold
from toolchain.readers.docx.cover import Parts, is_before_text, is_short
from toolchain.rules.losses import TitleUnsure
from toolchain.word.importing.cover import CoverReader
from toolchain.word.importing.losses import Losses

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
        named = reader.states(f"{label}: {lines[-1].text}") and not reader.states(label) if lines else False
        if len(cells) == len(lines) == 2 and named:
            lines = [replace(lines[0], pieces=[Token("text", f"{label}: "), *lines[1].pieces])]
        elif len(cells) > 2 or (len(cells) == 2 and not reader.announces(label)):
            return [table]
        found += lines
    said = any(reader.states(each.text) or reader.is_kind(each.text) for each in found)
    return [*found] if said and all(map(is_before_text, found)) else [table]


def read_title(
    sizes: Mapping[Paragraph, int], part: Parts, named: str, reader: CoverReader, losses: Losses
) -> tuple[Paragraph | None, list[Block]]:
    """Return the title, and the text without the lines that are in it or in the subtitle.

    `sizes` are the first lines that differ from text; `named` is the title in the properties. A title is
    known by its style, else by the properties, its size, or because it does not say what kind of document
    this is. Without a style for it, the subtitle is a line next to the title.
    """
    titled = lines_of(part.title) if part.title else []
    texts = [each for each in part.body if isinstance(each, Paragraph) and each.text.strip()]
    below = [each for each in texts if each not in sizes][:1] if titled or sizes else []
    kind = [each for each in below if is_before_text(each) and reader.is_kind(each.text)]
    lines = [*titled, *sizes, *kind]
    sizes = {**dict.fromkeys(titled, 0), **sizes}
    shown = fold(" ".join(line.text for line in lines))
    if not titled and named.casefold() not in shown.casefold():
        title = next((each for each in texts[:1] if fold(each.text) == named and not each.is_heading), None)
        if named and sizes and not title:
            losses.add(None, Word("the title is that of the properties, which the text does not show"), named)
        return title, without(part.body, [title] if title else ())
    parts: list[Paragraph] = []
    taken: dict[Paragraph, list[Paragraph]] = {}
    for line in lines[:1] if "@" in shown else lines:  # "@": a letterhead
        if line is not part.title and reader.states(line.text):
            break
        text = line.text.lower() if line.text.isupper() else line.text.strip()
        above = parts[-1] if parts and sizes.get(parts[-1]) == sizes.get(line) else None
        likely = text[:1].islower() or (above and reader.goes_on(above.text, text.lower()))
        if above and (likely or shown == named):
            if line not in titled and shown != named and not reader.goes_on(above.text, text):
                losses.add(line, Word("a line is joined to the title above it"), line.text)
            above.pieces += (Token("break"), *line.pieces)
            taken[above].append(line)
        else:
            parts.append(line)
            taken[line] = [line]
    if not parts:
        return None, list(part.body)
    ranks = [
        (fold(each.text) == named, sizes.get(each, 0), not reader.is_only_kind(each.text)) for each in parts
    ]
    at = 0 if titled else ranks.index(max(ranks))
    next_, over = parts[at + 1 : at + 2], parts[max(at - 1, 0) : at]
    kinds = [each for each in (*next_, *over) if reader.is_kind(each.text)]
    used = taken[parts[at]]
    for subtitle in () if reader.subtitle else (*kinds, *next_)[:1]:
        reader.subtitle = subtitle
        used += taken[subtitle]
        if at or not kinds:
            losses.add(subtitle, TitleUnsure(parts[at].text, subtitle.text))
    return parts[at], without((*titled, *part.body), used)
