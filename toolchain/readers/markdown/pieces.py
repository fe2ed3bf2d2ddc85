"""A block as its reader met it, before its neighbours are known."""

from __future__ import annotations

from typing import NamedTuple

from toolchain import model as m
from toolchain.readers.markdown.attributes import Attributes


class Piece(NamedTuple):
    """A block as met on lines `first` to `last` (from 0, exclusive), with the attributes at its end."""

    block: m.Block | m.Note
    first: int
    last: int
    attributes: Attributes | None = None
