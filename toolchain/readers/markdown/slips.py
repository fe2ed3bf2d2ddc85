"""Slips of the pen that Markdown takes for something else, or lets vanish: P105, S012, S014."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

from toolchain import model as m
from toolchain.model.diagnostics import Defect, Finding
from toolchain.model.places import Place, SourceSpan
from toolchain.model.walk import plain_text
from toolchain.model.wording import fold
from toolchain.readers.markdown.fallen import fallen_out
from toolchain.readers.markdown.pieces import Piece
from toolchain.readers.markdown.places import Lines
from toolchain.readers.markdown.tables import CellPlace

_NUMBER = re.compile(r"(\d{1,9})\.(?=[ \t]|$)")
_TIGHT = re.compile(r"(\d{1,4})(?:\.(?=[^\W\d_]{2}|[*_“«\"(\[])|[．、。](?=[^\W\d_]))")
"""A number without a space behind it: "2.The law"; or with the full stop of another script."""
_CAPTION = re.compile(r"Table:[ \t]")


def between(pieces: Sequence[Piece], lines: Lines, *, top: bool) -> Iterator[Defect]:
    """What can only be seen of a block beside its neighbours."""
    if top:
        yield from fallen_out(pieces, lines)
        yield from _right_under_text(pieces, lines)
    for before, after in pairwise(pieces):
        glued = before.last == after.first and lines.line(after.first - 1).strip()
        if glued and isinstance(after.block, m.Note) and isinstance(before.block, _TEXTS):
            message = f"the note [^{after.block.label}] is defined in the middle of a paragraph"
            yield _lost(after.block.span, message, "put a blank line before it")


_TEXTS = (m.Paragraph, m.NumberedParagraph, m.SubParagraphs, m.OrderedList, m.BulletList, m.Quotation)


def _right_under_text(pieces: Sequence[Piece], lines: Lines) -> Iterator[Defect]:
    """Numbered paragraphs without a blank line before them (P105)."""
    for number, (block, first, *_) in enumerate(pieces):
        if not isinstance(block, m.NumberedParagraph) or not first or not lines.line(first - 1).strip():
            continue
        after_comment = number > 0 and isinstance(pieces[number - 1].block, m.Comment)
        in_place = lines.line(first)[:1] not in (" ", "\t")
        if in_place and not after_comment:
            yield _glued(block.typed.span, block.typed.text)


def glued_lines(content: str, first: int, lines: Lines) -> Iterator[Defect]:
    """Lines of a paragraph's content that begin like a numbered paragraph (P105) or a caption (S014)."""
    for number, line in enumerate(content.split("\n")):
        text = line.lstrip(" \t")
        column = max(lines.line(first + number).find(text.rstrip(" \t")), 0)
        if match := _TIGHT.match(text):
            if number or not column:
                yield _tight(lines.on_line(first + number, column, column + match.end()), match[1])
        elif number and (match := _NUMBER.match(text)):
            yield _glued(lines.on_line(first + number, column, column + match.end()), match[1])
        elif number and (match := _CAPTION.match(text)):
            message = "this caption stands right under other text, and so is a part of it"
            span = lines.on_line(first + number, column, column + len(text.rstrip()))
            yield _lost(span, message, "put a blank line before it")


def _glued(span: Place, number: str) -> Defect:
    message = f"this line begins like paragraph {number}, right under other text"
    help_ = f"put a blank line before it; if it is no paragraph, write {number}\\. or move the number up"
    return Defect("P105", Finding(span, message, help_))


def _tight(span: SourceSpan, number: str) -> Defect:
    message = f"this line begins like paragraph {number}, without a space behind the number"
    help_ = f"write {number}. and a space, after a blank line; if it is no paragraph, write {number}\\."
    return Defect("P105", Finding(span, message, help_))


def note_in_note(label: str, span: SourceSpan) -> Defect:
    """A note defined inside the text of another."""
    return _lost(span, f"the note [^{label}] is defined inside another note", "begin it in column 1")


def caption_glued(table: m.Table) -> Defect:
    """A table that begins on the line after its caption."""
    return _lost(table.span, "the table begins right under its caption", "put a blank line between them")


def caption_alone(block: m.Block | m.Note) -> Defect:
    """A caption that no table follows."""
    help_ = "put the table after it, with a blank line between them"
    return _lost(block.span, "no table follows this caption", help_)


def captions_in_rows(rows: Sequence[Sequence[m.Cell]]) -> Iterator[Defect]:
    """Captions written right under a table, which make them a row of it."""
    for row in rows:
        if row and plain_text(row[0].children).startswith("Table:"):
            message = "this caption stands right under a table, and so has become a row of it"
            yield _lost(row[0].span, message, "a caption stands before its table, with a blank line between")


def excess_cell(cell: CellPlace, span: SourceSpan) -> Defect:
    """A cell for which the header has no column."""
    message = f"the cell {cell.text!r} has no column: the header row is shorter"
    return _lost(span, message, "give the header row as many cells, or write \\| for a bar in the text")


def beside_comment(text: str, span: SourceSpan) -> Defect:
    """Text before or after a comment on its line."""
    message = f"text on a comment's line is not printed: {text}"
    return _lost(span, message, "put it on a line of its own")


def unused_references(environment: dict[str, Any], lines: Lines) -> Iterator[Defect]:
    """Link reference definitions that nothing uses, and second ones of the same name."""
    references = environment["references"]
    unused = [entry for name, entry in references.items() if name not in references.used]
    for entry in [*unused, *environment["duplicate_refs"]]:
        first, last = entry["map"]
        text = fold(" ".join(lines.line(index) for index in range(first, last)))
        message = f"this is read as a link's address, which nothing uses, and is not printed: {text}"
        help_ = "to print it, begin it with \\[; otherwise delete it"
        yield _lost(lines.block(first, last), message, help_)


def too_deep(starts: Sequence[int], lines: Lines) -> Iterator[Defect]:
    """Where blocks were nested too deeply to go on."""
    for first in starts:
        message = "lists and quotations are nested too deeply here"
        yield Defect("S012", Finding(lines.block(first, first + 1), message, "write it with fewer levels"))


def _lost(span: Place, message: str, help_: str) -> Defect:
    return Defect("S014", Finding(span, message, help_))
