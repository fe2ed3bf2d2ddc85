"""Positions in a text as editors count them: lines and UTF-16 units from 0."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping
from io import StringIO
from itertools import accumulate
from typing import Any

from toolchain.model.diagnostics import Place, SourceSpan
from toolchain.model.expressions import expression
from toolchain.model.line_ends import LINE_END

_HALF = expression("[\ud800-\udfff]")


MARK = "\ufeff"
"""A byte order mark, if it is the first character."""


class Text:
    """A text, and where its lines begin: for editors, and for places.

    Places leave out a byte order mark, and form feeds next to a line end.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        lines = StringIO(f"{text}.", newline="")  # ends at "\r\n", "\n" and "\r", and keeps them
        self._starts = list(accumulate(map(len, lines), initial=0))[:-1]
        self._ours = self._starts
        if "\f" in text or text.startswith(MARK):
            self._ours = [len(MARK) * text.startswith(MARK), *map(re.Match.end, LINE_END.finditer(text))]

    def changed(self, change: Mapping[str, Any]) -> Text:
        """Return the text after a change. Half a character, which no file can hold, becomes U+FFFD."""
        new = _HALF.sub("\ufffd", change["text"])
        if not (given := change.get("range")):
            return Text(new)
        start, end = sorted(map(self.offset, (given["start"], given["end"])))
        return Text(f"{self.text[:start]}{new}{self.text[end:]}")

    def offset(self, position: Mapping[str, int]) -> int:
        """Return the number of characters before a position. One after the end of its line is that end."""
        line, units = position["line"], position["character"]
        if line >= len(self._starts):
            return len(self.text)
        start = self._starts[line]
        last = self._starts[line + 1] if line + 1 < len(self._starts) else len(self.text)
        there = self.text[start:last].rstrip("\r\n")
        if not there.isascii():
            units = len(there.encode("utf-16-le")[: 2 * units].decode("utf-16-le", "ignore"))
        return start + min(units, len(there))

    def position(self, offset: int) -> dict[str, int]:
        """Return the position after so many characters."""
        line = bisect_right(self._starts, offset) - 1
        before = self.text[self._starts[line] : offset]
        return {"line": line, "character": len(before.encode("utf-16-le")) // 2}

    def between(self, start: int, end: int) -> dict[str, Any]:
        """Return the LSP range between two offsets in the text, in characters."""
        return {"start": self.position(start), "end": self.position(end)}

    def offsets(self, span: Place) -> tuple[int, int]:
        """Return the offsets of a place; those of the beginning if it has no lines here."""
        if not isinstance(span, SourceSpan):
            return 0, 0
        start = self._offset(span.line, span.column)
        return start, max(start, self._offset(span.end_line, span.end_column))

    def range(self, span: Place) -> dict[str, Any]:
        """Return the range of a place."""
        return self.between(*self.offsets(span))

    def at(self, span: Place) -> str:
        """Return what is written at a place."""
        start, end = self.offsets(span)
        return self.text[start:end]

    def _offset(self, line: int, column: int) -> int:
        """Return the offset of a place, which a line end can be part of.

        What is after its line, as in a folded title, is the beginning of the next.
        """
        if line > len(self._ours):
            return len(self.text)
        last = self._ours[line] if line < len(self._ours) else len(self.text)
        return min(self._ours[line - 1] + column - 1, last)
