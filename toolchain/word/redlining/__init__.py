"""Make a redline: two built Word files as one with tracked changes."""

from __future__ import annotations

from typing import NamedTuple

from toolchain.word.cleaning.places import Places
from toolchain.word.redlining.content import By
from toolchain.word.redlining.merging import merge
from toolchain.word.redlining.proving import prove
from toolchain.word.redlining.sides import Side
from toolchain.word.redlining.summary import Entry, Numbers, entries

__all__ = ["By", "Entry", "Redline", "redline"]


class Redline(NamedTuple):
    """The bytes of a redline, and what it changes."""

    data: bytes
    entries: tuple[Entry, ...]


def redline(old_name: str, old: bytes, new_name: str, new: bytes, by: By) -> Redline:
    """Return two built files as one with tracked changes, proved on both sides.

    Raise `Failure`: S012 or S020 if a file cannot be read or was not built by us, D906 if the redline is not
    right.
    """
    one, other = Side(old, old_name), Side(new, new_name)
    numbers = Numbers(one), Numbers(other)
    data, compared = merge(one, other, by)
    prove(data, old, new, new_name)
    places = Places(old, old_name), Places(new, new_name)
    told = entries(compared, (numbers[0], places[0]), (numbers[1], places[1]))
    return Redline(data, tuple(told))
