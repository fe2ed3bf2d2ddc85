"""Divide the width of a table among its columns by the lengths of their texts, alike in all outputs.

Lengths are in characters, of which about 80 fill a line at the font size of tables; widths are in ems of it.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from toolchain import model as m
from toolchain.law.symbols import PATTERN
from toolchain.model.breaking import advance, width_of
from toolchain.model.design import design
from toolchain.model.records import Record
from toolchain.model.walk import walk
from toolchain.resolve.tables import MarkNode, Resolved, printed_text

PADDING = design().points("cell.gap") / design().points("table.size") + 0.05
"""Between two columns, in ems, with a reserve: a rounded width must not divide a year."""

LARGER = design().points("table.size", "ar") / design().points("table.size")
"""Figures and Latin words in Arabic, whose narrow letters are larger; in ems of the usual size."""

LONGEST = 12.0
"""Longer words (addresses) may break anywhere, but not symbols of documents; in ems."""

CHINESE = 3.0
"""What can break after each character has room for so many in a line: otherwise a name becomes a column."""

SHORT = 18
"""A cell up to this length stays in one line, where those of its kind leave the others room."""

ROOM = 40
"""The most characters of all such columns together."""

HALF = 36
"""A table whose texts side by side are no longer has half the width, so that its rows hold together."""

BETWEEN = 3

WHOLE = 16
"""A table with no more rows, its header too, stays on one page if it has room there."""

MOST_LINES = 30
"""A row with more lines than this may break over pages: Word cuts off what does not fit on one, and
WeasyPrint breaks the page before each block of the section.
"""


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


class Widths(Record):
    """What the columns of a table want, by the lengths of their longest texts.

    `words` are the widths of their longest words, `needs` the least ones (long words break, short texts stay
    on a line), `wants` those of their longest texts on one line; with the space between columns. `texts` are
    those of the cells, by rows.
    """

    lengths: tuple[int, ...]
    words: tuple[float, ...]
    needs: tuple[float, ...]
    wants: tuple[float, ...]
    texts: Sequence[Sequence[str]]


def widths(table: m.Table, resolved: Resolved, letters: float = 1.0) -> Widths:
    """Measure the columns of a table. `letters` is the size of letters that are neither Latin nor figures."""
    rows = [row for row in (table.header, *table.rows) if row]
    texts = [[printed_text(cell.children, resolved) for cell in row] for row in rows]
    lengths = longest(texts)
    unbroken, figures = short(lengths), LARGER if resolved.words.rtl else 1.0
    found = [_Cell(0.0, 0.0, 0.0)] * len(lengths)
    for row, words in zip(rows, texts, strict=True):
        for at, (cell, text) in enumerate(zip(row, words, strict=True)):
            found[at] = _Cell(*map(max, found[at], _measure(cell, text, figures, letters)))
    return Widths(
        lengths,
        tuple(each.word + PADDING for each in found),
        tuple((each.line if at in unbroken else each.need) + PADDING for at, each in enumerate(found)),
        tuple(each.line + PADDING for each in found),
        texts,
    )


class _Cell(NamedTuple):
    word: float
    need: float
    line: float


def _measure(cell: m.Cell, text: str, figures: float, letters: float) -> _Cell:
    """Return the widths of a cell's longest word, of what does not break in it, and of its text on a line.

    `figures` is the size of figures and Latin letters, `letters` that of others.
    """
    marks = sum(isinstance(node, MarkNode) for node, _ in walk(cell.children)) / 2
    line = word = longest_word = run = chinese = 0.0
    for letter in text:
        wide = (width := advance(letter)) == 1.0
        width *= figures if letter < "\u0590" else letters
        run = min(run + width, CHINESE) if wide else 0.0
        chinese = max(chinese, run)
        line += width
        word = 0.0 if wide or (letter.isspace() and letter != "\u00a0") else word + width
        longest_word = max(longest_word, width if wide else word)
    symbol = max(map(width_of, re.findall(rf"\S?(?:{PATTERN.pattern})\S?", text)), default=0.0) * figures
    return _Cell(longest_word + marks, max(min(longest_word, LONGEST), symbol, chinese) + marks, line + marks)


def divided(needs: Sequence[float], wants: Sequence[float], room: float) -> list[float]:
    """Divide a width among columns, so that the longest cells of all have equal numbers of lines.

    What is left where each has one line is shared equally.

    `wants` are the widths of their longest cells on one line; `needs`, of what does not break in them, are
    the minimum.
    """
    if (left := room - sum(wants)) >= 0:
        return [want + left / len(wants) for want in wants]
    fewest, most = 1.0, 1e6
    for _ in range(60):
        lines = (fewest * most) ** 0.5
        asked = sum(max(need, want / lines) for want, need in zip(wants, needs, strict=True))
        fewest, most = (lines, most) if asked > room else (fewest, lines)
    shares = [max(need, want / most) for want, need in zip(wants, needs, strict=True)]
    return [share * room / sum(shares) for share in shares]
