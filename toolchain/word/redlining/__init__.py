"""Make a redline: two built Word files as one with tracked changes."""

from __future__ import annotations

from collections.abc import Iterator

from toolchain.formats.docx.facts import updated
from toolchain.formats.docx.opened import Opened, open_bytes
from toolchain.model.records import Record
from toolchain.word.redlining.content import By
from toolchain.word.redlining.merging import merge
from toolchain.word.redlining.proving import prove, settled
from toolchain.word.redlining.sides import Side
from toolchain.word.redlining.summary import Entry, Numbered, Shown, Summary, What

__all__ = ["By", "Entry", "Redline", "Shown", "What", "redline"]


class Redline(Record):
    """The bytes of a redline, what it changes, and its paragraphs to be read, once."""

    data: bytes
    entries: tuple[Entry, ...]
    shown: Iterator[Shown]


def redline(old_name: str, old: bytes, new_name: str, new: bytes, by: By) -> Redline:
    """Return two built files as one with tracked changes, proved on both sides.

    Raise `Failure`: S012, S020, S021 or S023 if a file cannot be read, S020 if it was not built by us, D906
    if the redline is not right.
    """
    one, other = Side(old, old_name), Side(new, new_name)
    numbers = Numbered(one), Numbered(other)
    data, compared = merge(one, other, by)
    before, after = _opened(old, old_name), _opened(new, new_name)
    prove(data, before, after, new_name)
    summary = Summary(compared, numbers[0].read(before), numbers[1].read(after))
    return Redline(data, tuple(summary.entries()), summary.shown())


def _opened(data: bytes, display: str) -> Opened:
    """Return a file as read, with its fields up to date: those of a draft may show numbers that are wrong."""
    opened = open_bytes(data, display)
    stale = any(updated(each, opened.found) is not None for each in opened.found.fields)
    return settled(data, display, rejected=False) if stale else opened
