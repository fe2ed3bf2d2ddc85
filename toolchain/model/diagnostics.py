"""What the toolchain has to say: places, findings, edits, and the diagnostics made of them.

A reader or a check says a `Finding`; the registry of checks knows the code's name and severity and
makes a `Diagnostic` of it. How it looks on a terminal or as JSON is `toolchain.reports`'s matter.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from toolchain.model.facts import Facts, Rule, Severity
from toolchain.model.places import FilePlace, Place, SourceSpan

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
    """One replacement in the source: what stands at `span` becomes `text`."""

    span: SourceSpan
    text: str


class Related(NamedTuple):
    """Another place that a finding is about, with what is to be said of it."""

    span: Place
    facts: Facts | str

    @property
    def message(self) -> str:
        """The sentence, as that of a finding."""
        return _sentence(self.facts, self.span)


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found and where. `edits`, where there are any, correct it together.

    `severity` is None but where this finding is more or less serious than its rule's others.
    """

    span: Place
    facts: Facts | str
    advice: str = ""
    edits: tuple[Edit, ...] = ()
    related: tuple[Related, ...] = ()
    severity: Severity | None = None

    @property
    def rule(self) -> Rule:
        """The rule of the catalogue. A finding whose facts are a text alone has none."""
        if isinstance(self.facts, str):
            raise TypeError("a text alone has no rule")
        return self.facts.rule

    @property
    def defect(self) -> Defect:
        """The finding under its rule's code, for those that are made outside a check."""
        return Defect(self.rule.code, self)

    @property
    def message(self) -> str:
        """The sentence, until all sentences are made in `toolchain.reports`."""
        return _sentence(self.facts, self.span)

    @property
    def help(self) -> str:
        """What to do, likewise."""
        if isinstance(self.facts, str):
            return self.advice
        from toolchain.reports import sentences

        return sentences.help_line(self.facts, in_file=isinstance(self.span, FilePlace))


class Defect(NamedTuple):
    """A finding made outside a check, by a reader for instance, under its code."""

    code: str
    finding: Finding


class Failure(Exception):
    """Work that cannot go on: input that cannot be read, an output that cannot be written."""

    def __init__(self, *defects: Defect | Finding) -> None:
        self.defects = tuple(each.defect if isinstance(each, Finding) else each for each in defects)
        super().__init__("; ".join(defect.finding.message for defect in self.defects))

    def __reduce__(self) -> tuple[type[Failure], tuple[Defect, ...]]:
        """Pickle it with its defects, so that it can leave the process it was raised in."""
        return Failure, self.defects


def failure(code: str, span: Place, message: str, help: str = "") -> Failure:
    """Return a `Failure` with one defect."""
    return Failure(Defect(code, Finding(span, message, help)))


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """A finding with its code's name and severity: what the user is told."""

    code: str
    name: str
    severity: Severity
    finding: Finding

    @property
    def aliases(self) -> tuple[str, ...]:
        """Older codes that mean the finding's rule."""
        facts = self.finding.facts
        return () if isinstance(facts, str) else facts.rule.aliases

    @property
    def sort_key(self) -> tuple[str, int, int, str]:
        span = self.finding.span
        return (span.path, *span.order, self.code)


def _sentence(facts: Facts | str, place: Place) -> str:
    if isinstance(facts, str):
        return facts
    from toolchain.reports import sentences

    return sentences.message(facts, in_file=isinstance(place, FilePlace))
