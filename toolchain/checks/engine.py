"""Runs checks over a Resolved, gives their findings severities, and leaves out what a comment ignores."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import chain

from toolchain.checks import Check, reported
from toolchain.model import IgnoreComment
from toolchain.model.diagnostics import Diagnostic, Failure, FilePlace, Finding, Severity
from toolchain.model.records import replace
from toolchain.model.suggest import Suggestions
from toolchain.resolve.tables import Resolved
from toolchain.rules import structure as cases
from toolchain.rules.files import INPUTS, PluginUnusable
from toolchain.rules.markdown import PerhapsReferred
from toolchain.rules.notes import NoteNumber
from toolchain.rules.paragraphs import NumberAfterGap, ParagraphNumber, SubParagraphNumber
from toolchain.rules.references import ReferenceNumber, ReferenceTyped, ReferenceUnsure

NOT_EXAMINED = tuple(case.rule for case in (*INPUTS, PluginUnusable))
"""If there is a diagnostic of one of these, something was not read, or not by all checks."""

Severities = Iterable[tuple[str, str]]
"""Codes with the severity a profile gives them, as a word: ("P107", "warning")."""


NUMBERING = (ParagraphNumber.rule, SubParagraphNumber.rule, NoteNumber.rule)
"""Rules whose edits change the typed numbers by which typed references are understood."""

_HELD = (*NUMBERING, ReferenceNumber.rule)
"""Rules whose edits wait: a cross-reference must not get another number than its target is typed with."""


def run(
    resolved: Resolved, checks: Iterable[Check], severities: Severities = (), *, renumber: bool = False
) -> tuple[Diagnostic, ...]:
    """Return all findings of all checks that are not ignored, sorted by place.

    A finding of the reader whose rule is not among the checks is included too: nothing is lost. Edits of
    typed numbers, also of those in cross-references, are left out while a typed reference depends on these
    numbers, and so are numbers that are right once a forgotten one is typed, unless `renumber` is given.
    """
    asked = tuple(checks)
    grades = _severities(asked, severities)
    ignores = IgnoreComments(resolved.document.ignores)
    found, failed = _findings(resolved, asked, grades)
    others = (each for each in resolved.document.defects if each.rule.code not in grades)
    kept = list(ignores.keep((*found, *(_graded(each, grades) for each in others))))
    if UNUSED.code in grades:
        kept += (_graded(each, grades) for each in ignores.unused(grades, failed))
    if not renumber:
        kept = [each for each in kept if not isinstance(each.finding.facts, NumberAfterGap)]
    if not renumber and any(_needs_numbers(each.finding) for each in kept):
        kept = [_without_edits(each) if each.rule in _HELD else each for each in kept]
    return tuple(sorted(kept, key=_order))


def _needs_numbers(finding: Finding) -> bool:
    """Return whether a typed reference can only be understood by the typed numbers."""
    facts = finding.facts
    return isinstance(facts, ReferenceUnsure | PerhapsReferred) or (
        isinstance(facts, ReferenceTyped) and bool(facts.now)
    )


def _without_edits(diagnostic: Diagnostic) -> Diagnostic:
    return diagnostic._replace(finding=replace(diagnostic.finding, edits=()))


def diagnose(
    findings: Iterable[Finding], checks: Iterable[Check], severities: Severities = ()
) -> tuple[Diagnostic, ...]:
    """Return findings that were made outside the checks, for example in a `Failure`, with severities."""
    grades = _severities(checks, severities)
    return tuple(sorted((_graded(each, grades) for each in findings), key=_order))


def _severities(checks: Iterable[Check], severities: Severities) -> dict[str, Severity]:
    """Return the severity of each check by its code: that of the profile, or its own."""
    given = {code: Severity[word.upper()] for code, word in severities}
    grades = {}
    for check in checks:
        named = given and [given[code] for code in check.codes if code in given]
        grades[check.code] = named[0] if named else check.severity
    return grades


def _findings(
    resolved: Resolved, checks: Iterable[Check], grades: Mapping[str, Severity]
) -> tuple[list[Diagnostic], frozenset[str]]:
    """Return what all checks find, and the codes of those that failed."""
    found: list[Diagnostic] = []
    failed: set[str] = set()
    for check in checks:
        try:
            findings = check.function(resolved) if check.function else reported(resolved, check.rule)
            found += [_graded(each, grades) for each in findings]
        except Failure as error:  # of a plug-in; the other checks still run
            found += (_graded(each, grades) for each in error.findings)
            failed.add(check.code)
    return found, frozenset(failed)


def _graded(finding: Finding, grades: Mapping[str, Severity]) -> Diagnostic:
    severity = (
        finding.severity or finding.facts.gravity or grades.get(finding.rule.code, finding.rule.severity)
    )
    return Diagnostic(finding, severity)


def _order(diagnostic: Diagnostic) -> tuple[tuple[str, int, int, str], tuple[int, int]]:
    """Return the sort key: the place, and, for content missing at one place of a finished file, its places in
    the source.
    """
    finding = diagnostic.finding
    first = finding.related[0].span if finding.related else finding.span
    other = first if isinstance(finding.span, FilePlace) else finding.span
    return diagnostic.sort_key, other.order


UNUSED = cases.IgnoreUnused.rule


class IgnoreComments:
    """The ignore comments of a document. `keep` records which were used; call `unused` after it."""

    def __init__(self, ignores: Iterable[IgnoreComment]) -> None:
        self._all = tuple(ignores)
        self._by_line: dict[tuple[str, int], list[IgnoreComment]] = defaultdict(list)
        for ignore in self._all:
            if ignore.covers:
                for line in ignore.covers.lines:
                    self._by_line[ignore.code, line].append(ignore)
        self._used: set[IgnoreComment] = set()
        self._of_errors: set[IgnoreComment] = set()

    def keep(self, diagnostics: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
        """Yield the diagnostics that are not ignored. Errors never are."""
        for diagnostic in diagnostics:
            covering = self._covering(diagnostic)
            if diagnostic.severity is Severity.ERROR:
                self._of_errors.update(covering)
                yield diagnostic
            elif covering:
                self._used.update(covering)
            else:
                yield diagnostic

    def unused(self, codes: Iterable[str], failed: Collection[str] = ()) -> Iterator[Finding]:
        """Yield a finding for each comment without effect. `codes` are all codes that it can name.

        If a check failed, its findings are not known, so its ignore comments are not reported.
        """
        known = frozenset(codes)
        suggestions = Suggestions(known)
        for ignore in self._all:
            if ignore in self._used or ignore.code in failed:
                continue
            yield Finding(ignore.span, self._reason(ignore, known, suggestions))

    def _covering(self, diagnostic: Diagnostic) -> list[IgnoreComment]:
        span = diagnostic.finding.span
        if isinstance(span, FilePlace):
            return []
        codes = (diagnostic.code, *diagnostic.rule.aliases)
        candidates = chain.from_iterable(self._by_line.get((code, span.line), ()) for code in codes)
        return [each for each in candidates if each.covers and each.covers.covers(span)]

    def _reason(
        self, ignore: IgnoreComment, known: frozenset[str], suggestions: Suggestions
    ) -> cases.IgnoreUnused:
        code = ignore.code
        if code not in known:
            return cases.NoSuchCode(code, suggestions.near(code))
        if ignore in self._of_errors:
            return cases.ErrorNotIgnored(code)
        return cases.NothingToIgnore(code) if ignore.covers is None else cases.NothingIgnored(code)
