"""Corrects sources: each in memory until nothing is left to correct, then the files, all or none.

A source that is a symbolic link stays one: its target was read and checked, so its target is corrected.
(An output replaces a link: nobody has read the target.)
"""

from __future__ import annotations

from codecs import BOM_UTF8
from collections.abc import Sequence
from pathlib import Path

from toolchain.checks import engine
from toolchain.editing.fixing import RULES, Fixed, Tools, fix
from toolchain.model.diagnostics import Diagnostic
from toolchain.model.records import Record
from toolchain.model.speech import said
from toolchain.pipeline import stages as pipeline
from toolchain.pipeline import undo
from toolchain.pipeline.stages import Examination, Report, Submission
from toolchain.plugins import registry as plugins
from toolchain.project.settings import Options
from toolchain.resolve.tables import Resolved
from toolchain.rules.references import ReferenceUnsure

_LONGEST = 500_000
"""Characters of a source that is corrected only to know how much that would change."""


class Correction(Record):
    """A source, and what came of it. `mark` is the byte order mark that its file begins with, or nothing."""

    submission: Submission
    fixed: Fixed
    mark: str = ""

    @property
    def path(self) -> str:
        """The source's path as messages show it."""
        return self.submission.resolved.document.path

    @property
    def before(self) -> str:
        """All that the file holds."""
        return self.mark + self.submission.resolved.document.text

    @property
    def after(self) -> str:
        """All that the file will hold."""
        return self.mark + self.fixed.resolved.document.text


def correct(
    examined: Examination, options: Options, report: Report, only: Diagnostic | None = None
) -> tuple[Correction, ...]:
    """Correct all sources that were examined, or `only` one of their findings, in memory."""
    return tuple(
        Correction(submission, _fixed(submission, examined, options, report, only), _mark(submission.source))
        for submission in examined.submissions
    )


def count_fixed(examined: Examination, options: Options, report: Report) -> int:
    """Return by how much the number of findings falls when sources are corrected, in memory.

    Very long sources are not tried.
    """
    checks, _ = plugins.checks()
    fewer = 0
    short = tuple(
        each
        for each in examined.submissions
        if len(each.resolved.document.text) <= _LONGEST and not each.withheld.is_public
    )
    report(said("counting what can be fixed"))
    for each in correct(examined._replace(submissions=short), options, lambda _: None):
        if each.after != each.before:
            fixed = pipeline.compared(each.submission._replace(resolved=each.fixed.resolved), options)
            severities = fixed.project.profile.severities
            left = engine.run(fixed.resolved, checks, severities, renumber=options.renumber)
            fewer += _count(examined.diagnostics, each.path) - _count(left, each.path)
    return max(0, fewer)


def _count(found: Sequence[Diagnostic], path: str) -> int:
    return sum(each.finding.span.path == path for each in found)


def write(corrections: Sequence[Correction], typed: str) -> None:
    """Put the corrected sources in place of the old ones, which are kept. `typed` is the command.

    Raises `Failure` (S013, S022): then none has changed.
    """
    changed: dict[Path, bytes | None] = {}
    for each in corrections:
        if each.after != each.before:
            file = undo.file_of(each.submission.source)
            undo.refuse_edited(file, each.before.encode())
            changed[file] = each.after.encode()
    undo.write(changed, typed)


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
    reader = plugins.reader_for(source, path)
    read_text = getattr(reader, "read_text", None)
    if read_text is None:
        return Fixed(resolved)
    report(said("correcting {file}", file=path))
    checks = [check for check in plugins.our_checks() if check.rule in (*RULES, ReferenceUnsure.rule)]
    severities = submission.project.profile.severities

    def read(text: str) -> Resolved:
        return pipeline.submission(source, read_text(text, source, path), options).resolved

    def examine(resolved: Resolved) -> tuple[Diagnostic, ...]:
        return engine.run(resolved, checks, severities, renumber=options.renumber)

    return fix(resolved, found, Tools(read, examine), only)


def _mark(source: Path) -> str:
    """Return the byte order mark of a file, which is not part of a Document's text."""
    try:
        with source.open("rb") as file:
            return BOM_UTF8.decode() if file.read(len(BOM_UTF8)) == BOM_UTF8 else ""
    except OSError:
        return ""
