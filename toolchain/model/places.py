"""Places: in the text of a source, or in a finished file, which has no lines."""

from __future__ import annotations

from typing import Self, TypeAlias

from toolchain.model.line_ends import lines_of
from toolchain.model.records import Record, replace
from toolchain.model.speech import said


class SourceSpan(Record, order=True):
    """A part of a text. Lines and columns count from 1, columns in characters; the end is exclusive.

    An HTML page has lines and can also describe the place in words: "paragraph 16".
    """

    path: str
    line: int
    column: int
    end_line: int
    end_column: int
    words: str = ""

    @classmethod
    def at(cls, path: str, line: int, column: int = 1, length: int = 1, words: str = "") -> Self:
        """Return the place of some characters on one line."""
        return cls(path, line, column, line, column + length, words)

    @classmethod
    def after(cls, path: str, text: str, length: int = 1) -> Self:
        """Return the place of some characters on one line, before which a file has a text."""
        lines = lines_of(text)
        return cls.at(path, len(lines), len(lines[-1]) + 1, length)

    @classmethod
    def top(cls, path: str) -> Self:
        """Return the place of the first fence of a front matter, for findings about the whole source."""
        return cls.at(path, 1, length=3)

    @property
    def order(self) -> tuple[int, int]:
        """The sort key of places in one file: line and column."""
        return self.line, self.column

    @property
    def lines(self) -> range:
        """The line numbers of the place."""
        return range(self.line, self.end_line + 1)

    @property
    def block(self) -> int:
        """0, because only the blocks of finished files have numbers."""
        return 0

    @property
    def start(self) -> SourceSpan:
        """The place before its first character, where an edit inserts a text."""
        return replace(self, end_line=self.line, end_column=self.column)

    @property
    def end(self) -> SourceSpan:
        """The place after its last character."""
        return replace(self, line=self.end_line, column=self.end_column)

    def to(self, other: Place) -> SourceSpan:
        """Return the place from the start of this place to the end of `other`."""
        if isinstance(other, FilePlace):
            return self
        return replace(self, end_line=other.end_line, end_column=other.end_column)

    def covers(self, other: Place) -> bool:
        """Return whether `other` begins within this place."""
        return self.path == other.path and self.order <= other.order < (self.end_line, self.end_column)


class PageSpan(SourceSpan):
    """A part of a finished page: it has lines as a source has."""


class FilePlace(Record, order=True):
    """A block of a finished file, or the whole file.

    Blocks count from 1 in reading order; 0 is the whole file. The words describe the place for people, in the
    language of the interface: "endnote 41, in paragraph 16". Nothing takes them apart; equal words are one
    place.
    """

    path: str
    block: int = 0
    words: str = ""

    @property
    def order(self) -> tuple[int, int]:
        """The sort key of places in one file. Places without lines come before places with lines."""
        return 0, self.block

    @property
    def lines(self) -> range:
        """The line numbers: none."""
        return range(0)

    def to(self, other: Place) -> FilePlace:
        """Return this place, because a finding in a block is shown at the block."""
        return self

    def covers(self, other: Place) -> bool:
        """Return whether `other` is in this block."""
        return self.block > 0 and self.path == other.path and self.order == other.order


Place: TypeAlias = SourceSpan | FilePlace


def page_words(number: int) -> str:
    """Return the words for a page of a finished file, counted from 1."""
    return said("page {page}", page=str(number))


def cell_words(table: str, row: int, cell: int) -> str:
    """Return the words for a cell of a table that has these words; both numbers count from 1."""
    return said("{table}, row {row}, cell {cell}", table=table, row=str(row), cell=str(cell))


def source_span(place: Place) -> SourceSpan:
    """Return a place that must be in a source. Raise `TypeError` if it is in a finished file."""
    if isinstance(place, FilePlace):
        raise TypeError(f"{place} has no lines")
    return place


def in_file(place: Place) -> bool:
    """Return whether a place is in a finished file, whose findings have other messages (`says_in_file`)."""
    return isinstance(place, FilePlace | PageSpan)
