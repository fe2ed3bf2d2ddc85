"""What a text is made of on its way into a source: words, mark-up, and where emphasis begins and ends."""

from __future__ import annotations

from enum import Enum
from typing import NamedTuple

from toolchain import model as m


class Kind(Enum):
    """What a piece is. An ATOM is finished mark-up: a link, a note's mark, code."""

    WORDS = "words"
    ATOM = "atom"
    BREAK = "break"
    OPEN = "open"
    CLOSE = "close"


class Piece(NamedTuple):
    """A piece of a text. `text` are words not escaped yet, mark-up as it is written, or the end of a line.

    `node` is what it was made of; of an OPEN and its CLOSE `pair` is the same number.
    """

    kind: Kind
    text: str
    node: m.Inline
    pair: int = -1

    @property
    def size(self) -> int:
        """How many signs the delimiter of emphasis has."""
        return 2 if isinstance(self.node, m.Strong) else 1


Pieces = list[Piece]
EDGES = (Kind.OPEN, Kind.CLOSE)
