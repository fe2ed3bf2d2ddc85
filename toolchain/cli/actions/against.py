"""The action of `check FILE --against SOURCE`: compare finished files with their source."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from toolchain.cli import actions as commands
from toolchain.cli.progress import Progress
from toolchain.model.diagnostics import Diagnostic, Failure, Severity
from toolchain.model.speech import said
from toolchain.model.wording import counted
from toolchain.pipeline import stages as pipeline
from toolchain.pipeline.finished_files.checking import read as read_file
from toolchain.pipeline.withholding import masked
from toolchain.plugins.formats import finished_format
from toolchain.project.sources import one_source

if TYPE_CHECKING:
    from toolchain.project.settings import Options


def compare(
    named: Sequence[str], against: str, shown: commands.Shown, fail_on: Severity, options: Options
) -> int:
    """Compare finished files with one source and print the differences; an unreadable file is reported."""
    read: list[str] = []
    try:
        with Progress() as progress:
            source = one_source(against)
            examined = _examined(named, source, options, read, progress)
    except Failure as error:
        examined = pipeline.could_not_run(error)
    files = counted(len(read), "file")
    total = said("{files} compared with {source}", files=files, source=Path(against).as_posix())
    return commands.print_check(examined, shown, fail_on, total)


def _examined(
    named: Sequence[str], source: Path, options: Options, read: list[str], progress: Progress
) -> pipeline.Examination:
    """Return the differences between files and a source; the names of readable files are added to `read`.

    Each is compared with the version that it shows.
    """
    submission = pipeline.read(source, options)
    diagnostics: list[Diagnostic] = []
    for file in map(Path, named):
        display = file.as_posix()
        progress.step(said("reading {file}", file=display))
        try:
            data = read_file(file)
            known = finished_format(file)
            submission = pipeline.of_file(source, options, data, display, known)
            diagnostics += pipeline.prove_again(submission, data, display, known)
            diagnostics += pipeline.draft_mark(data, display, known)
            diagnostics += pipeline.accept(submission, {file: data}, alone=True)
            read.append(display)
        except Failure as error:
            diagnostics += pipeline.diagnose(error)
    document = submission.resolved.document
    failed = len(read) < len(named)
    texts = masked(submission.withheld, {document.path: document.text}, document.path, alone=False)
    return pipeline.Examination((submission,), tuple(diagnostics), texts, failed)
