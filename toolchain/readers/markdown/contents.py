"""Contents that are typed: lines that say what the headings say, with numbers of their own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from toolchain import model as m
from toolchain.model.expressions import expression
from toolchain.model.walk import plain_text
from toolchain.model.wording import fold
from toolchain.readers.markdown.builder import Piece
from toolchain.readers.markdown.places import Lines

SEVERAL = 2
"""So many lines with the words of headings are contents."""
_PAGE = expression(r"[\s.…·]*(?<!\w)\d{1,3}\s*$")
_NUMBER = expression(r"^(?:[IVXLC]{1,7}|[A-Z]|\d{1,2}(?:\.\d{1,2})*)[.)]\s*")


def name_of(words: str) -> str:
    """Return the words of a heading, or of a line of contents, without a number before them."""
    return _NUMBER.sub("", fold(words)).casefold()


def names_of(blocks: Iterable[m.Node]) -> frozenset[str]:
    """Return the names of the headings among blocks."""
    return frozenset(name_of(plain_text(each.children)) for each in blocks if isinstance(each, m.Heading))


def is_entry(line: str, names: frozenset[str]) -> bool:
    """Return whether a line is the name of a heading, with the number of a page after it or without."""
    return name_of(_PAGE.sub("", line)) in names


def lines_of_contents(pieces: Sequence[Piece], lines: Lines) -> frozenset[int]:
    """Return the lines of paragraphs that are contents."""
    names = names_of([piece.block for piece in pieces])
    found = frozenset(line for line in _rows(pieces) if names and is_entry(lines.line(line), names))
    return found if len(found) >= SEVERAL else frozenset()


def _rows(pieces: Sequence[Piece]) -> Iterator[int]:
    for piece in pieces:
        if isinstance(piece.block, m.Paragraph | m.NumberedParagraph | m.OrderedList):
            yield from range(piece.first, piece.last)
