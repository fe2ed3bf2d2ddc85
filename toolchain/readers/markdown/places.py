"""Map positions in the text of a block, as the parser has it, to lines and columns of the source.

markdown-it removes indentation, quotation marks and list markers from that text. So each line of the text is
searched at the end of its source line.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import Protocol

from toolchain.model.diagnostics import SourceSpan
from toolchain.model.records import Record, replace


class Row(Record):
    """One line of a content: it begins at `offset` of the content, and at `line` and `column` (from 0).

    `dropped` are positions in it before which the source has one more character.
    """

    offset: int
    line: int
    column: int
    dropped: tuple[int, ...] = ()


class Locator(Protocol):
    """Returns the place in the source of characters `start` to `end` (exclusive) of a content."""

    def span(self, start: int, end: int) -> SourceSpan: ...


class Rows(Record):
    """A locator for lines."""

    path: str
    rows: tuple[Row, ...]

    def span(self, start: int, end: int) -> SourceSpan:
        if len(self.rows) == 1 and not self.rows[0].dropped:
            line, column = self.rows[0].line, self.rows[0].column
            return SourceSpan(self.path, line + 1, column + start + 1, line + 1, column + end + 1)
        return SourceSpan(self.path, *self._place(start), *self._place(end))

    def _place(self, position: int) -> tuple[int, int]:
        index = bisect_right(self.rows, position, key=lambda row: row.offset) - 1
        row = self.rows[max(index, 0)]
        inside = max(position - row.offset, 0)
        return row.line + 1, row.column + inside + sum(place <= inside for place in row.dropped) + 1


class Whole(Record):
    """A locator for text whose characters cannot be located: it always returns `place`."""

    place: SourceSpan

    def span(self, start: int, end: int) -> SourceSpan:
        return self.place


class Lines(Record):
    """The lines of the source. `first` is the line (from 0) on which the parsed text begins.

    `end` is the line end. `reflowed` is None, or the place of everything in a text whose lines were joined (a
    folded scalar in the front matter).
    """

    path: str
    lines: tuple[str, ...]
    first: int = 0
    reflowed: SourceSpan | None = None
    end: str = "\n"

    def line(self, index: int) -> str:
        """Return the source line for line `index` (from 0) of the parsed text, "" after the end."""
        index += self.first
        return self.lines[index] if 0 <= index < len(self.lines) else ""

    def content(self, content: str, first: int) -> Locator:
        """Return the locator of a content that begins on line `first` of the parsed text."""
        if self.reflowed:
            return Whole(self.reflowed)
        while content and not self.line(first).strip() and self.first + first + 1 < len(self.lines):
            first += 1  # markdown-it drops a first line of no-break spaces
        if "\n" not in content:  # most have one line
            column = _column_of(content.strip(" \t"), self.line(first))
            lead = len(content) - len(content.lstrip(" \t"))
            return Rows(self.path, (Row(0, self.first + first, max(column - lead, 0)),))
        rows, offset = [], 0
        for number, piece in enumerate(content.split("\n")):
            core = piece.strip(" \t")
            lead = len(piece) - len(piece.lstrip(" \t"))
            column = _column_of(core, self.line(first + number))
            rows.append(Row(offset + lead, self.first + first + number, column))
            offset += len(piece) + 1
        rows[0] = replace(rows[0], offset=0, column=max(rows[0].column - rows[0].offset, 0))
        return Rows(self.path, tuple(rows))

    def rest_of_line(self, index: int, content: str) -> Locator:
        """Return the locator of a content at the end of line `index`."""
        row = Row(0, self.first + index, len(self.line(index)) - len(content))
        return Whole(self.reflowed) if self.reflowed else Rows(self.path, (row,))

    def cell(self, index: int, column: int, dropped: tuple[int, ...]) -> Locator:
        """Return the locator of a table cell that begins in `column` (from 0) of line `index`."""
        if self.reflowed:
            return Whole(self.reflowed)
        return Rows(self.path, (Row(0, self.first + index, column, dropped),))

    def on_line(self, index: int, start: int, end: int) -> SourceSpan:
        """Return the place of columns `start` to `end` (from 0, exclusive) on line `index`."""
        if self.reflowed:
            return self.reflowed
        number = self.first + index + 1
        return SourceSpan(self.path, number, start + 1, number, end + 1)

    def whole_line(self, index: int) -> SourceSpan:
        """Return the place of a line without white space at its ends."""
        return self.on_line(index, 0, len(self.line(index)))

    def block(self, first: int, last: int) -> SourceSpan:
        """Return the place of a block on lines `first` to `last` (exclusive), without blank last lines."""
        if self.reflowed:
            return self.reflowed
        while last - 1 > first and not self.line(last - 1).strip():
            last -= 1
        start, end = self.line(first), self.line(max(last - 1, first))
        column = len(start) - len(start.lstrip(" \t"))
        above = self.first + 1
        return SourceSpan(
            self.path, first + above, column + 1, max(last - 1, first) + above, len(end.rstrip()) + 1
        )


def _column_of(core: str, line: str) -> int:
    """Return the column of a content line in its source line: at its end, else anywhere."""
    stripped = line.rstrip(" \t")
    if stripped.endswith(core):
        return len(stripped) - len(core)
    return max(line.find(core), 0)
