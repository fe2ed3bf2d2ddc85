"""Estimate the columns of a table by the lengths of their texts: which are short, and whether all are.

Lengths are in characters; about 80 fill a line at the font size of tables.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Sequence

SHORT = 18
"""A cell up to this length stays in one line, where those of its kind leave the others room."""

ROOM = 40
"""The most characters of all such columns together."""

HALF = 36
"""A table whose texts side by side are no longer has half the width, so that its rows hold together."""

BETWEEN = 3


def longest(rows: Sequence[Sequence[str]]) -> tuple[int, ...]:
    """Return the length of each column's longest text; full-width characters count twice."""
    count = max(map(len, rows), default=0)
    return tuple(max(length(row[at]) for row in rows if at < len(row)) for at in range(count))


def length(text: str) -> int:
    """Return the length of a text in characters of normal width."""
    wide = 0 if text.isascii() else sum(unicodedata.east_asian_width(letter) in "WF" for letter in text)
    return len(text) + wide


def short(lengths: Sequence[int]) -> frozenset[int]:
    """Return the columns whose texts stay on one line: the shortest ones, as far as there is room.

    Of several columns with equal lengths, all do or none.
    """
    taken, longest_short = 0, -1
    for letters, count in sorted(Counter(lengths).items()):
        taken += (letters + BETWEEN) * count
        if letters > SHORT or taken > ROOM:
            break
        longest_short = letters
    return frozenset(at for at, letters in enumerate(lengths) if letters <= longest_short)


def is_half(lengths: Sequence[int], *, rtl: bool) -> bool:
    """Return whether a table is so narrow that it gets half the width.

    Right-to-left tables never do: LibreOffice would put them at the left of the column, Word at the right.
    """
    return not rtl and sum(lengths) + BETWEEN * len(lengths) <= HALF
