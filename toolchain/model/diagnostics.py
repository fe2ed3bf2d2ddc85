"""What the toolchain has to say: places, findings, edits, and the diagnostics made of them.

A reader or a check says a `Finding`; the registry of checks knows the code's name and severity and
makes a `Diagnostic` of it. How it looks on a terminal or as JSON is `toolchain.reports`'s matter.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from typing import NamedTuple

from toolchain.model.places import Place, SourceSpan


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

    span: SourceSpan
    text: str


class Related(NamedTuple):
    """Another place that a finding is about, with what is to be said of it."""

    span: Place
    message: str


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found and where. `help` says what to do; `edits`, where there are any, do it together.

    `severity` is None but where this finding is graver or lighter than its code's others.
    """

    span: Place
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


def failure(code: str, span: Place, message: str, help: str = "") -> Failure:
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
        return (span.path, *span.order, self.code)
