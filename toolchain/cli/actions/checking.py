"""The actions of `check --fix`, `check --diff` and `check FILE --against SOURCE`."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

import click

from toolchain.cli import actions as commands
from toolchain.cli.options import typed
from toolchain.cli.progress import Progress
from toolchain.model.diagnostics import Diagnostic, Failure, Severity
from toolchain.model.facts import Word
from toolchain.model.wording import counted, said
from toolchain.pipeline import correct as correction
from toolchain.pipeline import stages as pipeline
from toolchain.pipeline import undo
from toolchain.pipeline.correct import Correction
from toolchain.pipeline.finished_files import checking as finished
from toolchain.pipeline.withholding import masked
from toolchain.plugins.formats import finished_format
from toolchain.project.protected_names import find_register
from toolchain.project.settings import Options
from toolchain.project.sources import find_sources, one_source
from toolchain.reports import painted, visible
from toolchain.rules.references import ReferenceUnsure
from toolchain.text.sought import Sought

_COLOURS = {"-": "31", "+": "32", "@": "36"}


def fix(named: Sequence[str], shown: commands.Shown, fail_on: Severity, options: Options) -> int:
    """Correct sources, all or none, then check them.

    If the findings are for programs, the corrections are printed on standard error.
    """
    try:
        with Progress() as progress:
            examined, corrections = _corrected(find_sources(named), options, progress)
            undo.replace_edited(corrections, typed())
    except Failure as error:
        return commands.print_check(pipeline.could_not_run(error), shown, fail_on)
    _print_done(corrections, Word("{file}: corrected {what}"), err=shown.form != "text")
    if options.renumber:
        unsure = [each for each in examined.diagnostics if each.rule == ReferenceUnsure.rule]
        commands.print_findings(unsure, examined.texts)
    status = commands.check(named, shown, fail_on, options)
    commands.tell_undo(*(each.path for each in corrections if each.is_changed))
    return status


def show(named: Sequence[str], fail_on: Severity, options: Options) -> int:
    """Print the difference that `fix` would make; all else goes to standard error."""
    with Progress() as progress:
        examined, corrections = _corrected(find_sources(named, commands.tell), options, progress)
    for each in corrections:
        print_difference(each.patch, each.source)
    _print_done(corrections, Word("{file}: would correct {what}"), err=True)
    if not any(each.patch or each.fixed.refused for each in corrections):
        commands.tell(said("--fix would change nothing"))
    sources = {each.path for each in corrections}
    commands.print_findings(
        [each for each in examined.diagnostics if each.finding.span.path not in sources], {}
    )
    return examined.status(fail_on)


def _corrected(
    sources: Sequence[Path], options: Options, progress: Progress
) -> tuple[pipeline.Examination, tuple[Correction, ...]]:
    examined = pipeline.examine(sources, options, progress.step)
    return examined, correction.correct(examined, options, progress.step)


def print_difference(text: str, source: Path) -> None:
    """Print the difference of a source byte for byte, for `patch` or `git apply`; on a terminal without
    control characters and protected names.
    """
    if not sys.stdout.isatty():
        sys.stdout.reconfigure(encoding="utf-8", newline="\n")  # type: ignore[union-attr]
        click.echo(text, nl=False)
        return
    for line in Sought(find_register(source).names).masked(text).split("\n")[:-1]:
        style = _COLOURS.get(line[:1], "")
        click.echo(painted(visible(line), style, colour=commands.has_colour(sys.stdout)))


def _print_done(corrections: Iterable[Correction], line: Word, *, err: bool) -> None:
    """Print a line for each source with corrections, and one for each with findings that are not
    corrected.
    """
    for each in corrections:
        done, refused = each.fixed.done, each.fixed.refused
        if done:
            commands.tell(said(line, file=each.path, what=_counted(done)), err=err)
        if refused:
            facts = {"file": each.path, "what": _counted(refused), "why": said(each.fixed.why)}
            commands.tell(said("{file}: left {what}: {why}", **facts), err=err)


def _counted(found: Sequence[Diagnostic]) -> str:
    """Return "2 paragraph-number (P101), 1 reference-number (R204)"."""
    number = Counter((each.code, each.name) for each in found)
    return ", ".join(f"{count} {name} ({code})" for (code, name), count in sorted(number.items()))


def compare(
    named: Sequence[str], against: str, shown: commands.Shown, fail_on: Severity, options: Options
) -> int:
    """Compare finished files with one source and print the differences; an unreadable file is reported."""
    read: list[str] = []
    try:
        with Progress() as progress:
            source = one_source(against)
            examined = _compared(named, source, options, read, progress)
    except Failure as error:
        examined = pipeline.could_not_run(error)
    files = counted(len(read), "file")
    total = said("{files} compared with {source}", files=files, source=Path(against).as_posix())
    return commands.print_check(examined, shown, fail_on, total)


def _compared(
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
            data = finished.read(file)
            known = finished_format(file)
            submission = pipeline.of_file(source, options, data, display, known)
            diagnostics += pipeline.prove_again(submission, data, display, known)
            diagnostics += finished.accept(submission, {file: data}, alone=True)
            read.append(display)
        except Failure as error:
            diagnostics += pipeline.diagnose(error)
    document = submission.resolved.document
    failed = len(read) < len(named)
    texts = masked(submission.withheld, {document.path: document.text}, document.path, alone=False)
    return pipeline.Examination((submission,), tuple(diagnostics), texts, failed)
