"""What the toolchain has to say: places, findings, edits, and the diagnostics made of them.

A reader or a check makes a `Finding`; the engine of the checks gives it a severity, which makes it a
`Diagnostic`. `toolchain.reports` makes the sentences, on a terminal or as JSON.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from toolchain.model.facts import Facts, Rule, Severity
from toolchain.model.places import FilePlace, Place, SourceSpan
from toolchain.model.records import Record, replace

__all__ = ["Diagnostic", "Edit", "Failure", "Finding", "Related", "Severity"]


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
