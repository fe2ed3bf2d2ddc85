"""The parts of a text for a source: words, markup, and starts and ends of emphasis."""

from __future__ import annotations

from enum import Enum
from typing import NamedTuple

from toolchain import model as m


class Kind(Enum):
    """The kind of a piece. An ATOM is finished markup: a link, a note's mark, code."""

    WORDS = "words"
    ATOM = "atom"
    BREAK = "break"
    OPEN = "open"
    CLOSE = "close"


class Piece(NamedTuple):
    """A piece of a text. `text` is unescaped words, written markup, or a line end.

    `node` is its origin; an OPEN and its CLOSE have the same number as `pair`.
    """

    kind: Kind
    text: str
    node: m.Inline
    pair: int = -1

    @property
    def size(self) -> int:
        """The number of characters of the delimiter of emphasis."""
        return 2 if isinstance(self.node, m.Strong) else 1


Pieces = list[Piece]
EDGES = (Kind.OPEN, Kind.CLOSE)
