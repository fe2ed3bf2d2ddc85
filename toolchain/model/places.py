"""Where something is: in the text of a source, or in a finished file, which has no lines."""

from __future__ import annotations

from typing import NamedTuple, TypeAlias


class SourceSpan(NamedTuple):
    """A part of a text. Lines and columns count from 1, columns in characters; the end is exclusive.

    A page of HTML can say the place in words as well: "paragraph 16".
    """

    path: str
    line: int
    column: int
    end_line: int
    end_column: int
    words: str = ""

    @property
    def order(self) -> tuple[int, int]:
        """What the places of one file are sorted by: line and column."""
        return self.line, self.column

    @property
    def lines(self) -> range:
        """The numbers of its lines."""
        return range(self.line, self.end_line + 1)

    @property
    def block(self) -> int:
        """0: only the blocks of finished files have numbers."""
        return 0

    def to(self, other: Place) -> SourceSpan:
        """Return the place from the beginning of this one to the end of `other`."""
        if isinstance(other, FilePlace):
            return self
        return self._replace(end_line=other.end_line, end_column=other.end_column)

    def covers(self, other: Place) -> bool:
        """Return whether `other` begins inside this place."""
        return self.path == other.path and self.order <= other.order < (self.end_line, self.end_column)


class PageSpan(SourceSpan):
    """A part of a finished page: it has lines as a source has."""

    __slots__ = ()


class FilePlace(NamedTuple):
    """A block of a finished file, or a file as a whole.

    Blocks count from 1 in the order of reading; 0 is the whole file. The words say where it is:
    "endnote 41, in paragraph 16".
    """

    path: str
    block: int = 0
    words: str = ""

    @property
    def order(self) -> tuple[int, int]:
        """What the places of one file are sorted by. What has no line comes before what has one."""
        return 0, self.block

    @property
    def lines(self) -> range:
        """The numbers of its lines: it has none."""
        return range(0)

    def to(self, other: Place) -> FilePlace:
        """Return this place: what begins in a block is found there."""
        return self

    def covers(self, other: Place) -> bool:
        """Return whether `other` is in this block."""
        return self.block > 0 and self.path == other.path and self.order == other.order


Place: TypeAlias = SourceSpan | FilePlace


def source_span(place: Place) -> SourceSpan:
    """Return a place that can only be in a source. Raise `TypeError` if it is in a finished file."""
    if isinstance(place, FilePlace):
        raise TypeError(f"{place} has no lines")
    return place


def in_file(place: Place) -> bool:
    """Return whether a place is in a finished file, where findings say other things than of a source."""
    return isinstance(place, FilePlace | PageSpan)
