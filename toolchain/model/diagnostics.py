"""What the toolchain has to say: places, findings, edits, and the diagnostics made of them.

A reader or a check makes a `Finding`; the engine of the checks gives it a severity, which makes it a
`Diagnostic`. `toolchain.reports` makes the sentences, on a terminal or as JSON.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple, Self, TypeAlias

from toolchain.model.facts import Facts, Rule, Severity
from toolchain.model.line_ends import lines_of
from toolchain.model.records import Record, replace
from toolchain.model.wording import said

__all__ = [
    "Diagnostic", "Edit", "Failure", "FilePlace", "Finding", "PageSpan", "Place", "Related", "Severity",
    "SourceSpan", "cell_words", "gathered", "in_file", "page_words", "source_span",
]  # fmt: skip


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
        """Return the place of `length` characters right after `text`, with which the file begins."""
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


class Edit(NamedTuple):
    """One replacement in the source: the text at `span` becomes `text`."""

    span: SourceSpan
    text: str


class Related(Record):
    """Another place of a finding, with what to say about it."""

    span: Place
    facts: Facts


class Finding(Record):
    """What was found, and where. `edits`, if there are any, correct it together.

    `offered` are edits that are right only if the author says so: they are made for a finding that a person
    has chosen, in an editor or in the preview, and never by `check --fix`. `severity` is None unless this
    finding is more or less serious than others of its rule.
    """

    span: Place
    facts: Facts
    edits: tuple[Edit, ...] = ()
    related: tuple[Related, ...] = ()
    severity: Severity | None = None
    offered: tuple[Edit, ...] = ()

    def __post_init__(self) -> None:
        # A plug-in may be written without types: it is told here, and not where the sentence is made.
        if not isinstance(self.facts, Facts):
            raise TypeError(f"the facts of a finding are a case of a rule, not {type(self.facts).__name__}")

    @property
    def rule(self) -> Rule:
        """The rule of the catalogue."""
        return self.facts.rule


def gathered(findings: Iterable[Finding]) -> list[Finding]:
    """Return one finding for each fault: the first, with the places of the others as `related`."""
    kinds: dict[tuple[type, ...], list[Finding]] = {}
    for each in findings:
        nested = (type(value) for _, value in each.facts.items() if isinstance(value, Facts))
        kinds.setdefault((type(each.facts), *nested), []).append(each)
    return [
        replace(first, related=(*first.related, *(Related(each.span, each.facts) for each in others)))
        for first, *others in kinds.values()
    ]


class Failure(Exception):
    """Work that cannot go on: input that cannot be read, an output that cannot be written."""

    def __init__(self, *findings: Finding) -> None:
        if not all(isinstance(each, Finding) for each in findings):
            raise TypeError("a Failure is made of findings")
        self.findings = findings
        super().__init__(*findings)

    @classmethod
    def of(cls, display: str, facts: Facts) -> Failure:
        """Return the failure of a whole file, which messages call `display`."""
        return cls(Finding(FilePlace(display), facts))


class Diagnostic(NamedTuple):
    """A finding, and how serious it is for this document's recipient."""

    finding: Finding
    severity: Severity

    @property
    def rule(self) -> Rule:
        """The rule of the catalogue."""
        return self.finding.rule

    @property
    def code(self) -> str:
        """The code of the rule: "N104"."""
        return self.rule.code

    @property
    def name(self) -> str:
        """The name of the rule: "note-empty"."""
        return self.rule.name

    @property
    def sort_key(self) -> tuple[str, int, int, str]:
        """What diagnostics are sorted by: the file, the place in it, the code."""
        span = self.finding.span
        return (span.path, *span.order, self.code)
