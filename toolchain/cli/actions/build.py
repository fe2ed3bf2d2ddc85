"""Build the outputs of sources, each source as a task of its own, and say what became of it."""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterator, Sequence

import click

from toolchain import reports as rendering
from toolchain.cli.actions import print_findings, tell
from toolchain.cli.progress import Progress
from toolchain.formats.table import PDF
from toolchain.model.diagnostics import Diagnostic, Failure, Severity
from toolchain.model.records import replace
from toolchain.model.wording import counted
from toolchain.pipeline import own_outputs, stages, tasks
from toolchain.pipeline.available import together
from toolchain.project.settings import Options
from toolchain.project.sources import find_sources
from toolchain.reports import summary
from toolchain.rules.kept import KeptBeside
from toolchain.rules.limits import FileForm, Pages
from toolchain.rules.outputs_pdf import PdfStructure

_OF_RECIPIENTS = (Pages.rule.code, FileForm.rule.code)


def build(
    named: Sequence[str], order: tasks.Order, options: Options, *, everything: bool, fail_fast: bool
) -> int:
    """Check sources and write their outputs; findings go to standard error, a summary to standard output.

    A source that is refused harms no other; with `fail_fast` it is the last.
    """
    planned = tasks.plan(find_sources(named, tell), order, options)
    done: list[tasks.Outcome] = []
    kept: list[KeptBeside] = []
    said: set[Diagnostic] = set()  # about what several sources have: a template, a profile
    for outcome, beside in _in_turn(planned, order):
        found = [each for each in outcome.diagnostics if each not in said]
        said.update(found)
        print_findings(found, outcome.texts, everything=everything, last=False)
        kept += beside
        done.append(replace(outcome, outputs=dict.fromkeys(outcome.outputs, b""), texts={}))
        if not outcome.refused:
            _print_summary(outcome)
        elif fail_fast:
            break
    for line in (
        *together({each.source.as_posix(): each.skipped for each in done if not each.refused}),
        *kept,
    ):
        tell(line)
    _tell_refused(done, len(planned))
    return max(each.status for each in done)


def _in_turn(
    planned: Sequence[tasks.Task], order: tasks.Order
) -> Iterator[tuple[tasks.Outcome, tuple[KeptBeside, ...]]]:
    """Yield what became of each task, once its outputs are in place, and what was kept next to them."""
    for task in planned:
        with Progress(sys.stderr) as progress:
            outcome = tasks.run(task, progress.step)
            beside: tuple[KeptBeside, ...] = ()
            if not outcome.refused:
                progress.step("putting the outputs in place")
                try:
                    beside = own_outputs.put({task.source: outcome.outputs}, force=order.force)
                except Failure as error:
                    found = (*outcome.diagnostics, *stages.diagnose(error))
                    outcome = replace(
                        outcome, status=stages.COULD_NOT_RUN, refused="failed", diagnostics=found
                    )
        yield outcome, beside
        if len(planned) > 1:
            gc.collect()  # the command looks for no garbage, and this is that of a whole report


def _tell_refused(done: Sequence[tasks.Outcome], planned: int) -> None:
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
    if len(done) < planned:
        click.echo(f"{counted(planned - len(done), 'source')} not built (--fail-fast)", err=True)


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


def _print_summary(outcome: tasks.Outcome) -> None:
    click.echo(rendering.visible(outcome.source.as_posix()))
    if outcome.budget:
        findings = rendering.totals(outcome.diagnostics)
        click.echo(summary.describe(outcome.budget, outcome.outputs, findings))
