"""Corrects sources: each in memory until nothing is left to correct, then the files, all or none.

A source that is a symbolic link stays one: its target was read and checked, so its target is corrected.
(An output replaces a link: nobody has read the target.)
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from toolchain.checks import engine
from toolchain.editing.fixing import RULES, Fixed, Tools, fix
from toolchain.model.diagnostics import Diagnostic
from toolchain.model.wording import said
from toolchain.pipeline import stages as pipeline
from toolchain.pipeline import undo
from toolchain.pipeline.stages import Examination, Report, Submission
from toolchain.plugins import registry as plugins
from toolchain.project.settings import Options
from toolchain.resolve.tables import Resolved
from toolchain.rules.references import ReferenceUnsure

_ASKED = frozenset((*RULES, ReferenceUnsure.rule))


class Correction(undo.Edited):
    """What came of a source."""

    submission: Submission
    fixed: Fixed


def correct(
    examined: Examination, options: Options, report: Report, only: Diagnostic | None = None
) -> tuple[Correction, ...]:
    """Correct all sources that were examined, or `only` one of their findings, in memory.

    A public version does not show the whole source, so that nothing is corrected by it.
    """

    def corrected(submission: Submission) -> Correction:
        source, before = submission.source, submission.resolved.document.text
        fixed = _fixed(submission, examined, options, report, only)
        mark, after = undo.mark_of(source), fixed.resolved.document.text
        return Correction(source, mark + before, mark + after, submission, fixed)

    return tuple(corrected(each) for each in examined.submissions if not each.withheld.is_public)


def count_fixed(examined: Examination, options: Options, report: Report) -> int:
    """Return how many findings are gone when sources are corrected, in memory, whatever comes then."""
    checks, _ = plugins.checks()
    fewer = 0
    report(said("counting what can be fixed"))
    for each in correct(examined, options, lambda _: None):
        if each.is_changed:
            fixed = pipeline.compared(each.submission._replace(resolved=each.fixed.resolved), options)
            severities = fixed.project.profile.severities
            left = engine.run(fixed.resolved, checks, severities, renumber=options.renumber)
            fewer += (_codes(examined.diagnostics, each.path) - _codes(left, each.path)).total()
    return fewer


def _codes(found: Sequence[Diagnostic], path: str) -> Counter[str]:
    return Counter(each.rule.code for each in found if each.finding.span.path == path)


def _fixed(
    submission: Submission,
    examined: Examination,
    options: Options,
    report: Report,
    only: Diagnostic | None,
) -> Fixed:
    source, resolved = submission.source, submission.resolved
    path = resolved.document.path
    found = tuple(each for each in examined.diagnostics if each.finding.span.path == path)
    read_text = plugins.text_reader(source)
    if read_text is None:
        return Fixed(resolved)
    report(said("correcting {file}", file=path))
    checks = [check for check in plugins.our_checks() if check.rule in _ASKED]
    severities = submission.project.profile.severities

    def read(text: str) -> Resolved:
        return pipeline.submission(source, read_text(text), options).resolved

    def examine(resolved: Resolved) -> tuple[Diagnostic, ...]:
        return engine.run(resolved, checks, severities, renumber=options.renumber)

    return fix(resolved, found, Tools(read, examine), only)
