"""Corrects sources: each in memory until nothing is left to correct, then the files, all or none.

A source that is a symbolic link stays one: its target was read and checked, so its target is corrected.
(An output replaces a link: nobody has read the target.)
"""

from __future__ import annotations

import os
from codecs import BOM_UTF8
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from toolchain.checks import engine
from toolchain.editing.fixing import RULES, Fixed, Tools, fix
from toolchain.model.diagnostics import Diagnostic, Failure, Finding
from toolchain.model.places import FilePlace
from toolchain.pipeline import stages as pipeline
from toolchain.pipeline import write_files as outputs
from toolchain.pipeline.stages import Examination, Report, Submission
from toolchain.plugins import registry as plugins
from toolchain.project.settings import Options
from toolchain.resolve.tables import Resolved
from toolchain.rules.commands import NotCorrected, SourceEdited
from toolchain.rules.references import ReferenceUnsure


@dataclass(frozen=True, slots=True)
class Correction:
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


def correct(examined: Examination, options: Options, report: Report) -> tuple[Correction, ...]:
    """Correct all sources that were examined, in memory."""
    return tuple(
        Correction(submission, _fixed(submission, examined, options, report), _mark(submission.source))
        for submission in examined.submissions
    )


def write(corrections: Sequence[Correction]) -> None:
    """Put the corrected sources in place of the old ones. Raises `Failure` (S013): then none has changed."""
    changed = {
        _file(each.submission.source): _bytes(each) for each in corrections if each.after != each.before
    }
    try:
        outputs.write_all(changed)
    except Failure as error:
        raise Failure(*(replace(each, facts=NotCorrected(each.facts)) for each in error.findings)) from error


def _fixed(submission: Submission, examined: Examination, options: Options, report: Report) -> Fixed:
    source, resolved = submission.source, submission.resolved
    path = resolved.document.path
    found = tuple(each for each in examined.diagnostics if each.finding.span.path == path)
    reader = plugins.reader_for(source, path)
    read_text = getattr(reader, "read_text", None)
    if read_text is None:
        return Fixed(resolved)
    report(f"correcting {path}")
    checks = [check for check in plugins.our_checks() if check.rule in (*RULES, ReferenceUnsure.rule)]
    severities = submission.project.profile.severities

    def read(text: str) -> Resolved:
        return pipeline.submission(source, read_text(text, source, path), options).resolved

    def examine(resolved: Resolved) -> tuple[Diagnostic, ...]:
        return engine.run(resolved, checks, severities, renumber=options.renumber)

    return fix(resolved, found, Tools(read, examine))


def _bytes(correction: Correction) -> bytes:
    """Return the file's new bytes. Raises `Failure` if the file has changed since it was read."""
    try:
        same = correction.submission.source.read_bytes() == correction.before.encode()
    except OSError:
        same = False
    if not same:
        raise Failure(Finding(FilePlace(correction.path), SourceEdited()))
    return correction.after.encode()


def _mark(source: Path) -> str:
    """Return the byte order mark of a file, which is not part of a Document's text."""
    try:
        with source.open("rb") as file:
            return BOM_UTF8.decode() if file.read(len(BOM_UTF8)) == BOM_UTF8 else ""
    except OSError:
        return ""


def _file(source: Path) -> Path:
    return Path(os.path.realpath(source)) if source.is_symlink() else source
