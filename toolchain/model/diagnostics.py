"""Places, findings, edits, and the diagnostics made from them.

A reader or a check yields a `Finding`. The registry of checks adds the code's name and severity and makes a
`Diagnostic`. `toolchain.reports` prints it on a terminal or as JSON.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from toolchain.model.facts import Facts, Rule, Severity
from toolchain.model.places import Place, SourceSpan, in_file

__all__ = [
    "Defect",
    "Diagnostic",
    "Edit",
    "Failure",
    "Finding",
    "Related",
    "Severity",
    "failure",
]


class Edit(NamedTuple):
    """One replacement in the source: the text at `span` becomes `text`."""

    span: SourceSpan
    text: str


class Related(NamedTuple):
    """Another place that a finding is about, with a message."""

    span: Place
    facts: Facts | str

    @property
    def message(self) -> str:
        """The message, as in a finding."""
        return _sentence(self.facts, self.span)


@dataclass(frozen=True, slots=True)
class Finding:
    """A problem and its place. `edits`, if there are any, fix it together.

    `severity` is None unless this finding is more or less serious than its rule says.
    """

    span: Place
    facts: Facts | str
    advice: str = ""
    edits: tuple[Edit, ...] = ()
    related: tuple[Related, ...] = ()
    severity: Severity | None = None

    @property
    def rule(self) -> Rule:
        """The rule in the catalogue, or None for a finding whose facts are only a text."""
        if isinstance(self.facts, str):
            raise TypeError("a text alone has no rule")
        return self.facts.rule

    @property
    def defect(self) -> Defect:
        """The finding with its rule's code, for findings made outside a check."""
        return Defect(self.rule.code, self)

    @property
    def message(self) -> str:
        """The message, until all messages are made in `toolchain.reports`."""
        return _sentence(self.facts, self.span)

    @property
    def help(self) -> str:
        """The help text, likewise."""
        if isinstance(self.facts, str):
            return self.advice
        from toolchain.reports import sentences

        return sentences.help_line(self.facts, in_file=in_file(self.span))


class Defect(NamedTuple):
    """A finding made outside a check, for example by a reader, with its code."""

    code: str
    finding: Finding


class Failure(Exception):
    """An error that stops the work: unreadable input, or an output that cannot be written."""

    def __init__(self, *defects: Defect | Finding) -> None:
        self.defects = tuple(each.defect if isinstance(each, Finding) else each for each in defects)
        super().__init__("; ".join(defect.finding.message for defect in self.defects))

    def __reduce__(self) -> tuple[type[Failure], tuple[Defect, ...]]:
        """Pickle the failure with its defects, so that it can be passed to another process."""
        return Failure, self.defects


def failure(code: str, span: Place, message: str, help: str = "") -> Failure:
    """Return a `Failure` with one defect."""
    return Failure(Defect(code, Finding(span, message, help)))


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """A finding with its code's name and severity: what the user sees."""

    code: str
    name: str
    severity: Severity
    finding: Finding

    @property
    def rule(self) -> Rule:
        """The rule of the catalogue; that of a text alone has the code of its check."""
        if isinstance(self.finding.facts, str):
            return Rule(self.code, self.name, "", self.severity)
        return self.finding.rule

    @property
    def sort_key(self) -> tuple[str, int, int, str]:
        span = self.finding.span
        return (span.path, *span.order, self.code)


def _sentence(facts: Facts | str, place: Place) -> str:
    if isinstance(facts, str):
        return facts
    from toolchain.reports import sentences

    return sentences.message(facts, in_file=in_file(place))
