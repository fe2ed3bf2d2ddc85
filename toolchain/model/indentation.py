"""Compute columns of indentation, with tab stops at multiples of four (CommonMark 2.2), and edit them."""

from __future__ import annotations

from collections.abc import Container, Iterable

from toolchain.model.diagnostics import Edit, SourceSpan

FIVE = 5
"""The usual indentation, in columns, of what belongs to a numbered paragraph."""
_BLANKS = " \t"


def width(text: str, start: int = 0) -> int:
    """Return the number of columns of a text of tabs and narrow characters that begins in column `start`
    (from 0).
    """
    column = start
    for character in text:
        column += 4 - column % 4 if character == "\t" else 1
    return column - start


def indent(line: str) -> int:
    """Return the columns of a line's indentation."""
    return width(line[: _length(line)])


def is_blank(line: str) -> bool:
    """Return whether a line contains only spaces and tabs (CommonMark 2.1)."""
    return not line.strip(_BLANKS)


def moved(
    path: str, lines: Iterable[tuple[int, str]], least: int, more: int, code: Container[int] = ()
) -> tuple[Edit, ...]:
    """Return the edits that indent lines by `more` columns, if they have at least `least` columns.

    Lines have numbers, from 1. Blank lines do not change, except those in `code`, where blanks are content.
    """
    return tuple(
        _to_column(path, number, line, indent(line) + more)
        for number, line in lines
        if indent(line) >= least and (number in code or not is_blank(line))
    )


def _to_column(path: str, number: int, line: str, column: int) -> Edit:
    """Return the edit that makes a line's indentation end in `column`."""
    kept = end = _length(line)
    while width(line[:kept]) > column:
        kept -= 1
    return Edit(SourceSpan.at(path, number, kept + 1, end - kept), " " * (column - width(line[:kept])))


def _length(line: str) -> int:
    return len(line) - len(line.lstrip(_BLANKS))
