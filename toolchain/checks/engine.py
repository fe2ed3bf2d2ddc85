"""Runs checks over a Resolved and makes diagnostics of what they find."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from toolchain.checks import Check, reported
from toolchain.checks.silencers import UNUSED, Silencers
from toolchain.model.diagnostics import Defect, Diagnostic, Failure, Finding, Severity
from toolchain.model.places import FilePlace
from toolchain.resolve.tables import Resolved
from toolchain.rules.files import (
    InputChanged,
    InputKind,
    InputLoads,
    InputMissing,
    InputTooLarge,
    InputUnreadable,
    PluginUnusable,
)

NOT_EXAMINED = frozenset(
    case.rule.code
    for case in (
        InputChanged,
        InputKind,
        InputLoads,
        InputMissing,
        InputTooLarge,
        InputUnreadable,
        PluginUnusable,
    )
)
"""Where one of these is among the diagnostics, something was not read, or not by all checks."""

Severities = Iterable[tuple[str, str]]
"""Codes with the severity a profile gives them, as a word: ("P107", "warning")."""


def run(resolved: Resolved, checks: Iterable[Check], severities: Severities = ()) -> tuple[Diagnostic, ...]:
    """All findings of all checks, silenced ones apart, sorted by place.

    What the reader met under a code that none of the checks has is told as an error: nothing is lost.
    """
    by_code = _with_severities(checks, severities)
    silencers = Silencers(resolved.document.silencers)
    found, failed = _findings(resolved, by_code)
    kept = list(silencers.keep((*found, *_unchecked(resolved, by_code))))
    if UNUSED in by_code:
        check, severity = by_code[UNUSED]
        kept += [_diagnostic(check, severity, finding) for finding in silencers.unused(by_code, failed)]
    return tuple(sorted(kept, key=_order))


def diagnose(
    defects: Iterable[Defect], checks: Iterable[Check], severities: Severities = ()
) -> tuple[Diagnostic, ...]:
    """Diagnostics of findings made outside the checks, as by a `Failure`. An unknown code is an error."""
    by_code = _with_severities(checks, severities)
    made = []
    for code, finding in defects:
        if code in by_code:
            made.append(_diagnostic(*by_code[code], finding))
        else:
            made.append(Diagnostic(code, "", finding.severity or Severity.ERROR, finding))
    return tuple(sorted(made, key=_order))


def _with_severities(checks: Iterable[Check], severities: Severities) -> dict[str, tuple[Check, Severity]]:
    """Each check by its code, with its severity: that of its code, else of an older code, else its own."""
    table = {code: Severity[word.upper()] for code, word in severities}
    return {
        check.code: (check, next((table[code] for code in check.codes if code in table), check.severity))
        for check in checks
    }


def _findings(
    resolved: Resolved, by_code: Mapping[str, tuple[Check, Severity]]
) -> tuple[list[Diagnostic], frozenset[str]]:
    """What all checks find, and the codes of those that have failed."""
    found: list[Diagnostic] = []
    failed: set[str] = set()
    for check, severity in by_code.values():
        try:
            findings = check.function(resolved) if check.function else reported(resolved, check.rule)
            found += [_diagnostic(check, severity, finding) for finding in findings]
        except Failure as error:  # of a plug-in; the other checks are heard nevertheless
            found += diagnose(error.defects, (known for known, _ in by_code.values()))
            failed.add(check.code)
    return found, frozenset(failed)


def _unchecked(resolved: Resolved, known: Iterable[str]) -> tuple[Diagnostic, ...]:
    codes = frozenset(known)
    return diagnose([defect for defect in resolved.document.defects if defect.code not in codes], ())


def _diagnostic(check: Check, severity: Severity, finding: Finding) -> Diagnostic:
    return Diagnostic(check.code, check.name, finding.severity or severity, finding)


def _order(diagnostic: Diagnostic) -> tuple[tuple[str, int, int, str], tuple[int, int], str]:
    """By place; what is missing at one place of a finished file by its places in the source."""
    finding = diagnostic.finding
    first = finding.related[0].span if finding.related else finding.span
    other = first if isinstance(finding.span, FilePlace) else finding.span
    return diagnostic.sort_key, other.order, finding.message
