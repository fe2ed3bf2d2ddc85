"""A block as read, before its neighbours are known."""

from __future__ import annotations

from markdown_it.token import Token

from toolchain import model as m
from toolchain.model.records import Record
from toolchain.readers.markdown.attributes import Attributes


class Piece(Record):
    """A block on lines `first` to `last` (from 0, exclusive), with the attributes at its end."""

    block: m.Block | m.Note
    first: int
    last: int
    attributes: Attributes | None = None


def piece_of(token: Token, block: m.Block | m.Note) -> Piece:
    """Return the piece of a block on the lines of a token."""
    return Piece(block, *rows_of(token))


def rows_of(token: Token) -> tuple[int, int]:
    """Return the lines of a block token, from 0, the end exclusive."""
    first, last = token.map or (0, 0)
    return first, last
