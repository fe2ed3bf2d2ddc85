"""Typing mistakes that Markdown reads as something else, or drops: P105, S014, S021."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

from toolchain import model as m
from toolchain.model.diagnostics import Edit, Finding, Severity
from toolchain.model.facts import Word
from toolchain.model.walk import plain_text
from toolchain.model.wording import fold
from toolchain.readers.markdown.fallen import fallen_out
from toolchain.readers.markdown.misread import STRANGE, misread, reason_of
from toolchain.readers.markdown.pieces import Piece
from toolchain.readers.markdown.places import Lines
from toolchain.rules import markdown as faults

_NUMBER = re.compile(r"(\d{1,9})\.(?=[ \t]|$)")
_TIGHT = re.compile(r"(\d{1,4})(?:\.(?=[^\W\d_]{2}|[*_“«\"(\[])|[．、。](?=[^\W\d_]))")
"""A number without a space after it, "2.The law", or with the full stop of another script."""
_CAPTION = re.compile(r"Table:[ \t]")


def between(pieces: Sequence[Piece], lines: Lines, *, top: bool) -> Iterator[Finding]:
    """Yield faults that depend on the neighbours of a block."""
    if top:
        numbers = list(misread(pieces, lines))
        yield from fallen_out(pieces, lines, [each for each in numbers if each.edits])
        yield from numbers
    for before, after in pairwise(pieces):
        glued = before.last == after.first and lines.line(after.first - 1).strip()
        if glued and isinstance(after.block, m.Note) and isinstance(before.block, _TEXTS):
            yield Finding(after.block.span, faults.NoteInside(after.block.label))


_TEXTS = (m.Paragraph, m.NumberedParagraph, m.SubParagraphs, m.OrderedList, m.BulletList, m.Quotation)


def glued_lines(content: str, first: int, lines: Lines, *, cover: bool) -> Iterator[Finding]:
    """Find lines in a paragraph that begin like a numbered paragraph (P105) or a caption (S014).

    `misread` finds the numbers at the margin, except on the cover.
    """
    for number, line in enumerate(content.split("\n")):
        text = line.lstrip(" \t")
        column = max(lines.line(first + number).find(text.rstrip(" \t")), 0)
        margin = not column and not cover
        if match := _TIGHT.match(text):
            if not margin and (number or not column):
                span = lines.on_line(first + number, column, column + match.end())
                yield Finding(span, faults.NoSpaceAfterNumber(match[1]))
        elif number and not margin and (match := _NUMBER.match(text)):
            span = lines.on_line(first + number, column, column + match.end())
            words = text[match.end() :].strip()
            yield Finding(span, faults.GluedDoubtful(match[1], words, None))
        elif number and not margin and (match := STRANGE.match(text)):
            yield _strange_number(match, first, first + number, column, lines)
        elif number and (match := _CAPTION.match(text)):
            span = lines.on_line(first + number, column, column + len(text.rstrip()))
            yield Finding(span, faults.CaptionGlued(Word("text")))


def _strange_number(match: re.Match[str], first: int, line: int, column: int, lines: Lines) -> Finding:
    """Return the finding about a number with other spaces; an edit if a list from line `first` continues."""
    span = lines.on_line(line, column, column + len(match[0].rstrip()))
    value = int(match[1])
    above = (_NUMBER.match(lines.line(row), column) for row in range(first, line))
    goes_on = not lines.reflowed and any(found and int(found[1]) == value - 1 for found in above)
    edits = (Edit(lines.on_line(line, column, column + match.end()), f"{value}. "),) if goes_on else ()
    words = match.string[match.end() :].strip()
    return Finding(
        span, faults.NumberMisread(match[0].rstrip(), reason_of(match), f"{value}. {words}"), edits=edits
    )


def captions_in_rows(rows: Sequence[Sequence[m.Cell]]) -> Iterator[Finding]:
    """Find captions directly under a table, which become a row of it."""
    for row in rows:
        if row and plain_text(row[0].children).startswith("Table:"):
            yield Finding(row[0].span, faults.CaptionGlued(Word("table")))


def tail_of_table(first: int, last: int, lines: Lines) -> int:
    """Return the first of the lines without a bar at the end of a table, or `last`."""
    while last > first and "|" not in lines.line(last - 1):
        last -= 1
    return last


def under_table(tail: int, last: int, lines: Lines) -> Iterator[Finding]:
    """Find text directly under a table of several columns, which becomes a row of it."""
    text = lines.line(tail).strip() if tail < last and not lines.reflowed else ""
    if text and not _CAPTION.match(text):
        yield Finding(
            lines.block(tail, tail + 1), faults.TextUnderTable(fold(lines.line(tail - 1)), fold(text))
        )


def unused_references(environment: dict[str, Any], lines: Lines) -> Iterator[Finding]:
    """Find link reference definitions that are unused, that repeat a name, or that are other texts."""
    references = environment["references"]
    for name, entry in references.items():
        if name in references.used and (name.startswith("^") or not _ADDRESS.match(entry["href"])):
            first, last = entry["map"]
            text = fold(" ".join(lines.line(index) for index in range(first, last)))
            yield Finding(lines.block(first, last), faults.NotAnAddress(text), severity=Severity.ERROR)
    unused = [entry for name, entry in references.items() if name not in references.used]
    for entry in [*unused, *environment["duplicate_refs"]]:
        first, last = entry["map"]
        text = fold(" ".join(lines.line(index) for index in range(first, last)))
        yield Finding(lines.block(first, last), faults.UnusedAddress(text), severity=Severity.ERROR)


_ADDRESS = re.compile(r"#|\S*[:/@.]\S*\w")


def too_deep(starts: Sequence[int], lines: Lines) -> Iterator[Finding]:
    """Report where blocks are nested too deeply."""
    for first in starts:
        yield Finding(lines.block(first, first + 1), faults.NestedTooDeeply())
