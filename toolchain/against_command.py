"""What `check FILE --against SOURCE` does: holds finished files against their source."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from toolchain import commands, pipeline, rendering
from toolchain.diagnostics import Diagnostic, Failure, Severity, failure, file_span
from toolchain.progress import Progress
from toolchain.sources import FINISHED, find_sources

if TYPE_CHECKING:
    from toolchain.project import Options

MOST_BYTES = 500 * 1024 * 1024


def compare(named: Sequence[str], against: str, form: str, fail_on: Severity, options: Options) -> int:
    """Compare finished files with one source and print what differs; a file that cannot be read is told."""
    try:
        with Progress(sys.stderr) as progress:
            examined = _examined([Path(name) for name in named], against, options, progress)
    except Failure as error:
        examined = pipeline.could_not_run(error)
    return commands.print_check(examined, form, fail_on, _total(len(named), against))


def _total(number: int, against: str) -> str:
    return f"{rendering.counted(number, 'file')} compared with {Path(against).as_posix()}"


def _examined(
    files: Sequence[Path], against: str, options: Options, progress: Progress
) -> pipeline.Examination:
    source = _source(against)
    submission = pipeline.read(source, options)
    resolved = submission.resolved
    diagnostics: list[Diagnostic] = []
    failed = False
    for file in files:
        display = file.as_posix()
        progress.step(f"reading {display}")
        try:
            diagnostics += pipeline.prove(submission, _bytes(file), display, _form(file))
        except Failure as error:
            diagnostics += pipeline.diagnose(error)
            failed = True
    texts = {resolved.document.path: resolved.document.text}
    return pipeline.Examination((submission,), tuple(diagnostics), texts, failed)


def _source(against: str) -> Path:
    sources = find_sources([against])
    if len(sources) > 1:
        names = rendering.code_sequence([source.as_posix() for source in sources])
        raise failure("S012", file_span(against), "there are several sources in this folder", f"name {names}")
    return sources[0]


def _form(file: Path) -> str:
    form = FINISHED.get(file.suffix.lower())
    if form is None:
        known = rendering.code_sequence(list(FINISHED))
        raise failure("S012", file_span(file.as_posix()), "this is no finished file", f"one ends in {known}")
    return form


def _bytes(file: Path) -> bytes:
    display = file.as_posix()
    try:
        if file.is_file() and file.stat().st_size > MOST_BYTES:
            limit = MOST_BYTES // 1024 // 1024
            raise failure(
                "S012", file_span(display), f"this file is larger than {limit} MB", "make it smaller"
            )
        return file.read_bytes()
    except OSError as error:
        message = f"this cannot be read: {error.strerror}"
        raise failure("S012", file_span(display), message, "see to its name and permissions") from error
