"""What the toolchain has to say: places, findings, edits, and the diagnostics made of them.

A reader or a check says a `Finding`; the registry of checks knows the code's name and severity and
makes a `Diagnostic` of it. How it looks on a terminal or as JSON is `toolchain.reports`'s matter.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import NamedTuple


class Span(NamedTuple):
    """A place. Lines and columns count from 1, columns in characters; the end is exclusive.

    In a finished file, where there are no lines, `line` is 0 and `place` says in words where it is:
    "endnote 41, in paragraph 16".
    """

    path: str
    line: int
    column: int
    end_line: int
    end_column: int
    place: str = ""

    def to(self, other: Span) -> Span:
        """The place from the beginning of this one to the end of `other`."""
        return Span(self.path, self.line, self.column, other.end_line, other.end_column, self.place)

    def covers(self, other: Span) -> bool:
        """Whether `other` begins inside this place."""
        start = (other.line, other.column)
        return self.path == other.path and (self.line, self.column) <= start < (
            self.end_line,
            self.end_column,
        )


def file_span(path: str, place: str = "") -> Span:
    """The place that is a whole file."""
    return Span(path, 0, 0, 0, 0, place)


class Severity(IntEnum):
    """How grave a finding is: an ERROR must never be sent."""

    INFORMATION = 1
    WARNING = 2
    ERROR = 3

    @property
    def word(self) -> str:
        """The severity as messages and JSON print it: "error"."""
        return self.name.lower()


class Edit(NamedTuple):
    """One replacement in the source: what stands at `span` becomes `text`."""

    span: Span
    text: str


class Related(NamedTuple):
    """Another place that a finding is about, with what is to be said of it."""

    span: Span
    message: str


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found and where. `help` says what to do; `edits`, where there are any, do it together.

    `severity` is None but where this finding is graver or lighter than its code's others.
    """

    span: Span
    message: str
    help: str = ""
    edits: tuple[Edit, ...] = ()
    related: tuple[Related, ...] = ()
    severity: Severity | None = None


class Defect(NamedTuple):
    """A finding made outside a check, by a reader for instance, under its code."""

    code: str
    finding: Finding


class Failure(Exception):
    """Work that cannot go on: input that cannot be read, an output that cannot be written."""

    def __init__(self, *defects: Defect) -> None:
        super().__init__("; ".join(defect.finding.message for defect in defects))
        self.defects = defects


def failure(code: str, span: Span, message: str, help: str = "") -> Failure:
    """A `Failure` with one defect."""
    return Failure(Defect(code, Finding(span, message, help)))


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """A finding with its code's name and severity: what the user is told."""

    code: str
    name: str
    severity: Severity
    finding: Finding

    @property
    def sort_key(self) -> tuple[str, int, int, str]:
        span = self.finding.span
        return (span.path, span.line, span.column, self.code)
