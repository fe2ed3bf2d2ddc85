"""Split a text file into lines, with any kind of line ends."""

from __future__ import annotations

from bisect import bisect_right

from toolchain.model.expressions import expression

LINE_END = expression(r"\f*(?:\r\n|\n|\r)\f*")
"""Form feeds beside a line end, between two pages of a converted file, are part of it."""
_LINE_FEED = expression("\n")  # found in a twentieth of the time


class LineStarts:
    """Converts between offsets of a text, and lines and columns from 1."""

    def __init__(self, text: str) -> None:
        ends = LINE_END if "\r" in text or "\f" in text else _LINE_FEED
        self._starts = [0, *(found.end() for found in ends.finditer(text))]

    def place(self, at: int) -> tuple[int, int]:
        """Return the line and column of an offset."""
        line = bisect_right(self._starts, at)
        return line, at - self._starts[line - 1] + 1

    def offset(self, line: int, column: int) -> int:
        """Return the offset of a line and column; after the last line, that of the column on it."""
        return self._starts[min(line, len(self._starts)) - 1] + column - 1


def lines_of(text: str) -> list[str]:
    """Return the lines of a text without their ends: one more than there are line ends."""
    if "\f" in text:
        return LINE_END.split(text)
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def first_end(text: str) -> str:
    r"""Return the end of the first line; "\n" if there is only one line."""
    found = LINE_END.search(text)
    return found[0].strip("\f") if found else "\n"
