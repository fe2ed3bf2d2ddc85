"""Build the outputs of sources, each source as a task of its own, and say what became of it."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Callable, Container, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

import click

from toolchain import reports as rendering
from toolchain.cli.actions import print_findings, tell
from toolchain.cli.progress import Progress
from toolchain.formats.table import PDF
from toolchain.model.diagnostics import Diagnostic, Failure, Severity
from toolchain.model.records import Record, replace
from toolchain.model.wording import counted
from toolchain.pipeline import own_outputs, stages, stamps, tasks
from toolchain.pipeline.available import together
from toolchain.pipeline.run_task import run
from toolchain.project.settings import Options
from toolchain.project.sources import find_sources
from toolchain.reports import summary
from toolchain.rules.kept import KeptBeside
from toolchain.rules.limits import FileForm, Pages
from toolchain.rules.outputs_pdf import PdfStructure

_OF_RECIPIENTS = (Pages.rule.code, FileForm.rule.code)


class Manner(Record):
    """How a build works and what it prints: `jobs` tasks side by side, each at most `timeout` seconds.

    Without `jobs` there are as many as `submission.toml` says, or as cores.
    """

    everything: bool = False
    fail_fast: bool = False
    jobs: int | None = None
    timeout: float = 120


def build(named: Sequence[str], order: tasks.Order, options: Options, manner: Manner) -> int:
    """Check sources and write their outputs; findings go to standard error, a summary to standard output.

    A source that is refused harms no other, unless the build is to fail fast.
    """
    planned = tasks.plan(find_sources(named, tell), order, options)
    changed = [task for task in planned if order.force or not stamps.is_current(task)]
    to_build = {task.source for task in changed}
    for task in planned:
        if task.source not in to_build:
            click.echo(rendering.visible(f"{task.source.as_posix()}: up to date"))
    others = frozenset(target for task in planned for target in task.targets.values())
    place = partial(_put, force=order.force, others=others)
    done: list[tasks.Outcome] = []
    kept: list[KeptBeside] = []
    said: set[Diagnostic] = set()  # about what several sources have: a template, a profile
    for placed in _in_order(changed, place, manner):
        outcome = placed.outcome
        found = [each for each in outcome.diagnostics if each not in said]
        said.update(found)
        ends = outcome.refused == "failed" and len(planned) == 1
        print_findings(found, outcome.texts, everything=manner.everything, last=ends)
        if placed.summary:
            click.echo(placed.summary)
        kept += placed.kept
        done.append(outcome)
        if outcome.refused and manner.fail_fast:
            break
    skipped = together({each.source.as_posix(): each.skipped for each in done if not each.refused})
    for line in (*skipped, *kept):
        tell(line)
    _tell_refused(done, len(planned), len(changed))
    return max((each.status for each in done), default=stages.FINE)


class _Placed(NamedTuple):
    """What became of a task, without its outputs, which are in place; what was kept next to them."""

    outcome: tasks.Outcome
    kept: tuple[KeptBeside, ...] = ()
    summary: str = ""


def _in_order(
    planned: Sequence[tasks.Task], place: Callable[[tasks.Task, tasks.Outcome], _Placed], manner: Manner
) -> Iterator[_Placed]:
    """Build all tasks, place what they made as they end, and yield what became of each in their order."""
    asked = min((task.settings.jobs for task in planned if task.settings.jobs), default=cores())
    jobs = min(manner.jobs or asked, len(planned))
    if jobs <= 1:
        for task in planned:
            with Progress(sys.stderr) as progress:
                placed = place(task, run(task, progress.step))
            yield placed
            if len(planned) > 1:
                gc.collect()  # the command looks for no garbage, and this is that of a whole report
        return
    from toolchain.pipeline.side_by_side import started

    waiting: dict[int, _Placed] = {}
    following = refused = 0
    with started(planned, jobs, manner.timeout) as ended, Progress(sys.stderr) as progress:
        for number, outcome in ended:
            waiting[number] = place(planned[number], outcome)
            refused += bool(waiting[number].outcome.refused)
            built = following + len(waiting)
            progress.step(f"{built} of {len(planned)} sources built, {refused} refused")
            while following in waiting:
                with progress.hidden():
                    yield waiting.pop(following)
                following += 1


def cores() -> int:
    """Return the number of processor cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _put(task: tasks.Task, outcome: tasks.Outcome, *, force: bool, others: Container[Path]) -> _Placed:
    """Put the outputs of a task in place, unless it is refused."""
    if outcome.refused:
        return _Placed(outcome)
    light = replace(outcome, outputs={}, read={})
    try:
        stamp = stamps.written(task, outcome.read, outcome.outputs)
        made = {outcome.source: outcome.outputs}
        kept = own_outputs.put(made, force=force, stamps=stamp, others=others)
    except Failure as error:
        found = (*outcome.diagnostics, *stages.diagnose(error))
        return _Placed(replace(light, status=stages.COULD_NOT_RUN, refused="failed", diagnostics=found))
    return _Placed(light, kept, _summary(outcome))


def _tell_refused(done: Sequence[tasks.Outcome], planned: int, changed: int) -> None:
    """Say which sources were refused, one line for each, and what to do."""
    refused = [each for each in done if each.refused]
    if planned == 1:
        for each in refused:
            why, help = _reason(each)
            if each.refused != "failed":
                click.echo(f"nothing is written: {why}", err=True)
            if help:
                click.echo(f"help: {help}", err=True)
        return
    if refused:
        click.echo(f"{len(refused)} of {counted(planned, 'source')} refused:", err=True)
    for each in refused:
        click.echo(rendering.visible(f"  {each.source.as_posix()}: {_reason(each)[0]}"), err=True)
    if len(done) < changed:
        click.echo(f"{counted(changed - len(done), 'source')} not built (--fail-fast)", err=True)


def _reason(outcome: tasks.Outcome) -> tuple[str, str]:
    """Return why a source is refused, and what to do."""
    errors = [each for each in outcome.diagnostics if each.severity >= Severity.ERROR]
    if outcome.refused != "differs":
        mend = "fix the errors, or build a draft with --draft" if outcome.status == stages.REFUSED else ""
        return rendering.totals(outcome.diagnostics), mend
    if all(each.code in _OF_RECIPIENTS for each in errors):
        return "the recipient does not accept it", 'fix the errors, or build a draft with "--draft"'
    return "what was made does not show what the source says", _mend(outcome)


def _mend(outcome: tasks.Outcome) -> str:
    """Return what to do if outputs do not agree with their source."""
    if any(each.code == PdfStructure.rule.code for each in outcome.diagnostics):
        # a missing font, or a template without a place
        others = ",".join(form for form in outcome.formats if form != PDF.name)
        without = f', or leave the PDF out with "--to {others}"' if others else ""
        return f'fix the errors{without}, or build a draft with "--draft"'
    if outcome.own:
        return (
            "check your own template or style sheet: what it adds to the text belongs in its marked place "
            '(docs/templates.md); or build a draft with "--draft"'
        )
    return 'please report this; to write the outputs, build a draft with "--draft"'


def _summary(outcome: tasks.Outcome) -> str:
    """Return the source, its outputs and its counts."""
    if not outcome.budget:
        return ""
    described = summary.describe(outcome.budget, outcome.outputs, rendering.totals(outcome.diagnostics))
    return f"{rendering.visible(outcome.source.as_posix())}\n{described}"
