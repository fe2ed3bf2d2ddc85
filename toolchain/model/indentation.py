"""Columns of indentation, in which tabs reach to multiples of four (CommonMark 2.2), and edits of it."""

from __future__ import annotations

from collections.abc import Container, Iterable

from toolchain.model.diagnostics import Edit
from toolchain.model.places import SourceSpan

_BLANKS = " \t"


def width(text: str, start: int = 0) -> int:
    """Return how many columns a text of tabs and narrow characters takes that begins in column `start` (from
    0).
    """
    column = start
    for character in text:
        column += 4 - column % 4 if character == "\t" else 1
    return column - start


def indent(line: str) -> int:
    """Return the columns of a line's indentation."""
    return width(line[: _length(line)])


def is_blank(line: str) -> bool:
    """Return whether nothing but spaces and tabs stands on a line (CommonMark 2.1)."""
    return not line.strip(_BLANKS)


def moved(
    path: str, lines: Iterable[tuple[int, str]], least: int, more: int, code: Container[int] = ()
) -> tuple[Edit, ...]:
    """Return the edits that indent lines by `more` columns more (or less), those with at least `least`
    columns.

    Lines come with their numbers, from 1. Blank ones are left as they are, but for those in `code`, where
    blanks count.
    """
    return tuple(
        _to_column(path, number, line, indent(line) + more)
        for number, line in lines
        if indent(line) >= least and (number in code or not is_blank(line))
    )


def _to_column(path: str, number: int, line: str, column: int) -> Edit:
    """Return the edit at the end of a line's indentation that makes it end in `column`."""
    kept = end = _length(line)
    while width(line[:kept]) > column:
        kept -= 1
    span = SourceSpan(path, number, kept + 1, number, end + 1)
    return Edit(span, " " * (column - width(line[:kept])))


def _length(line: str) -> int:
    return len(line) - len(line.lstrip(_BLANKS))
