"""Build the outputs of sources, each as a task of its own, and print what becomes of them."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Container, Generator, Iterator, Sequence
from contextlib import AbstractContextManager, closing
from functools import partial
from pathlib import Path

import click

from toolchain import reports as rendering
from toolchain.cli.actions import print_findings, print_json, tell
from toolchain.cli.progress import Progress
from toolchain.formats.table import PDF
from toolchain.model.diagnostics import Diagnostic, Failure, Severity
from toolchain.model.facts import Facts
from toolchain.model.overview import Overview
from toolchain.model.records import Record, replace
from toolchain.model.wording import counted, said
from toolchain.pipeline import own_outputs, stages, stamps, tasks
from toolchain.pipeline.run_task import run
from toolchain.pipeline.withholding import is_unlifted
from toolchain.project.settings import VERSIONS, Options
from toolchain.project.sources import find_sources
from toolchain.reports import built
from toolchain.reports.built import Built
from toolchain.reports.sentences import help_line, message
from toolchain.rules.files import OutputUnavailable
from toolchain.rules.kept import KeptBeside, OutputEdited
from toolchain.rules.limits import FileForm, Pages
from toolchain.rules.outputs_pdf import PdfStructure
from toolchain.rules.plugins import Skipped


def build(named: Sequence[str], order: tasks.Order, options: Options, manner: Manner) -> int:
    """Check sources and write their outputs; findings go to standard error, a summary to standard output.

    A source that is refused harms no other, unless the build is to fail fast.
    """
    planned = tasks.plan(find_sources(named, tell), order, options)
    known = {} if order.force else {task.source: stamps.current(task) for task in planned if not task.clash}
    current = [
        Built(task.source, "up to date", overview, [*task.targets.values()])
        for task in planned
        if (overview := known.get(task.source))
    ]
    changed = [task for task in planned if not known.get(task.source)]
    others = frozenset(target for task in planned for target in task.targets.values())
    put = partial(_put, force=order.force, others=others)
    with BuildLog(planned, changed, manner) as log:
        for row in current:
            log.current(row)
        _build_all(changed, put, log)
    log.finish()
    for task in planned:
        targets = ((version, path) for (version, _), path in task.targets.items())
        for old in own_outputs.older_than_versions(task.source, targets):
            tell(old)
    return log.status


def _build_all(
    changed: Sequence[tasks.Task], put: Callable[[tasks.Task, tasks.Outcome], Placed], log: BuildLog
) -> None:
    """Build tasks, put what they made in place as they end, and print what became of each in their order."""
    asked = min((task.settings.jobs for task in changed if task.settings.jobs), default=cores())
    jobs = min(log.manner.jobs or asked, len(changed))
    waiting: dict[int, Placed] = {}
    following = 0
    with closing(_as_they_end(changed, jobs, log)) as ended:
        for number, outcome in ended:
            waiting[number] = put(changed[number], outcome)
            log.ended(waiting[number], jobs)
            while following in waiting:
                log.explained(waiting.pop(following))
                following += 1
            if outcome.refused and log.manner.fail_fast:
                break
    for number in sorted(waiting):
        log.explained(waiting[number])


def _as_they_end(
    changed: Sequence[tasks.Task], jobs: int, log: BuildLog
) -> Generator[tuple[int, tasks.Outcome]]:
    """Run tasks, and yield their numbers with what became of them.

    One alone runs here, where its steps are seen, unless its time is limited; of several, none harms the
    others or this process.
    """
    if len(changed) > 1 or (changed and (log.manner.cluster or log.manner.timeout)):
        with _started(changed, jobs, log.manner) as ended:
            yield from ended
    elif changed:
        yield 0, run(changed[0], log.step)


def _started(
    changed: Sequence[tasks.Task], jobs: int, manner: Manner
) -> AbstractContextManager[Iterator[tuple[int, tasks.Outcome]]]:
    seconds = manner.timeout or _LONGEST
    if manner.cluster:
        from toolchain.pipeline import cluster

        return cluster.started(changed, manner.cluster, seconds)
    from toolchain.pipeline import side_by_side

    return side_by_side.started(changed, jobs, seconds)


def cores() -> int:
    """Return the number of processor cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _put(task: tasks.Task, outcome: tasks.Outcome, *, force: bool, others: Container[Path]) -> Placed:
    """Put the outputs of a task in place, unless it is refused."""
    kept: tuple[KeptBeside, ...] = ()
    if not outcome.refused:
        try:
            stamp, made = stamps.written(task, outcome), outcome.outputs
            kept = own_outputs.put(outcome.source, made, force=force, stamps=stamp, others=others)
        except Failure as error:
            found = (*outcome.diagnostics, *stages.diagnose(error))
            is_edited = all(isinstance(each.facts, OutputEdited) for each in error.findings)
            status = stages.REFUSED if is_edited else stages.COULD_NOT_RUN
            outcome = replace(outcome, status=status, refused="failed", diagnostics=found)
    return placed(outcome, kept)


_LONGEST = 120
"""Seconds for each of several sources, and on a cluster."""
_OF_RECIPIENTS = (Pages.rule.code, FileForm.rule.code)


class Manner(Record):
    """How a build works and what it prints: `jobs` tasks side by side, each at most `timeout` seconds.

    Without `timeout`, each of several has two minutes. Without `jobs` there are as many as `submission.toml`
    says, or as cores; with a `cluster`, all are for its workers. `form` is "text", or "jsonl" for programs.
    """

    everything: bool = False
    fail_fast: bool = False
    jobs: int | None = None
    timeout: float | None = None
    cluster: tasks.Cluster | None = None
    form: str = "text"


class Placed(Record):
    """What became of a task, without its outputs, which are in place; what was kept next to them.

    `mend` says what to do if the task is refused; otherwise `summary` says what was written.
    """

    outcome: tasks.Outcome
    row: built.Built
    kept: tuple[KeptBeside, ...] = ()
    mend: str = ""
    summary: str = ""


def placed(outcome: tasks.Outcome, kept: tuple[KeptBeside, ...] = ()) -> Placed:
    """Return what is printed about a task."""
    light = replace(outcome, outputs={}, read={})
    about, seconds = outcome.overview, outcome.seconds
    if outcome.refused:
        why, mend = _reason(outcome)
        return Placed(light, built.Built(outcome.source, "refused", about, (), why, seconds), mend=mend)
    row = built.Built(outcome.source, "written", about, tuple(outcome.outputs), "", seconds)
    if outcome.budget is None:
        return Placed(light, row, kept)
    version = said(VERSIONS[outcome.version]) if outcome.version else ""
    described = built.describe(outcome.budget, outcome.outputs, rendering.tally(about.findings), version)
    return Placed(light, row, kept, summary=f"{rendering.visible(outcome.source.as_posix())}\n{described}")


class BuildLog:
    """Findings go to standard error, with a line of progress on a terminal; the rest goes to standard output.

    That is a summary of one source, and a table of several; for programs, a line of JSON for each.
    """

    def __init__(self, planned: Sequence[tasks.Task], changed: Sequence[tasks.Task], manner: Manner) -> None:
        self.manner = manner
        self.status = stages.FINE
        self._several = len(planned) > 1
        self._for_programs = manner.form == "jsonl"
        self._order = [task.source for task in planned]
        self._waiting = [changed[number].source for number in tasks.largest_first(changed)]
        self._rows: dict[Path, built.Built] = {}
        self._skipped: dict[str, tuple[Skipped, ...]] = {}
        self._kept: list[KeptBeside] = []
        self._refused: list[str] = []
        self._mends: dict[str, None] = {}
        self._said: set[Diagnostic] = set()  # about what several sources have: a template, a profile
        self._unavailable: set[Facts] = set()  # what this system cannot make, for whichever source
        self._progress = Progress()
        self._sizes = {task.source: tasks.size(task) for task in changed}
        self._bar = click.progressbar(
            length=sum(self._sizes.values()),
            width=12,
            fill_char="#",
            empty_char="-",
            hidden=True,
            file=sys.stderr,
        )  # it makes the text, and `Progress` shows it; it counts bytes, as the largest sources come first

    def __enter__(self) -> BuildLog:
        self._progress.__enter__()
        return self

    def __exit__(self, *error: object) -> None:
        self._progress.__exit__(*error)

    def step(self, text: str) -> None:
        """Say what is being done now."""
        if self._several:
            left = (eta := self._bar.format_eta()) and said(", {time} left", time=eta)
            done = f"[{self._bar.format_bar()}] {self._done()}/{len(self._sizes)}{left}"
            refused = sum(each.state == "refused" for each in self._rows.values())
            text = said("{done}, {refused} refused: {text}", done=done, refused=refused, text=text)
        self._progress.step(text)

    def _done(self) -> int:
        return len(self._sizes) - len(self._waiting)

    def current(self, row: built.Built) -> None:
        """Print that the outputs of a source are up to date."""
        self._rows[row.source] = row
        if self._for_programs:
            print_json(built.json_line(row))
        elif not self._several:
            tell(said("{file}: up to date", file=row.source.as_posix()), err=False)

    def ended(self, each: Placed, jobs: int) -> None:
        """Print that a task has ended. `jobs` of those that have not are being worked on."""
        row = each.row
        self._rows[row.source] = row
        self._waiting.remove(row.source)
        self._bar.update(self._sizes[row.source])
        self.status = max(self.status, each.outcome.status)
        if self._for_programs:
            with self._progress.hidden():
                print_json(built.json_line(row, each.outcome.diagnostics))
        elif self._several and not sys.stderr.isatty():
            facts = {"done": self._done(), "all": len(self._sizes), "file": row.source.as_posix()}
            tell(said("{done} of {all}: {file}: {what}", **facts, what=built.outputs(row)))
        if self._waiting:
            self.step(", ".join(source.parent.name or source.stem for source in self._waiting[:jobs]))

    def explained(self, each: Placed) -> None:
        """Print the findings of a task; this is called in the order of the sources."""
        outcome = each.outcome
        self._kept += each.kept
        if outcome.refused:
            self._refused += self._refusal(each)
            if each.mend and (self._several or outcome.refused != "failed"):  # else its finding is last
                self._mends[each.mend] = None
        else:
            self._skipped[outcome.source.as_posix()] = outcome.skipped
        if self._for_programs:
            return
        found = [
            each
            for each in outcome.diagnostics
            if each not in self._said
            and each.finding.facts not in self._unavailable  # the last lines name each source
        ]
        if self._several and not found:
            return
        self._said.update(found)
        told = (each.finding.facts for each in found)
        self._unavailable.update(facts for facts in told if isinstance(facts, OutputUnavailable))
        ends = outcome.refused == "failed" and not self._several
        with self._progress.hidden():
            print_findings(found, outcome.texts, everything=self.manner.everything, last=ends)
            if each.summary and not self._several:
                click.echo(each.summary)

    def _refusal(self, each: Placed) -> tuple[str, ...]:
        """Return the last lines about a source that is refused."""
        if self._several:
            return (f"  {each.row.source.as_posix()}: {each.row.reason}",)
        outcome = each.outcome
        why = rendering.totals(outcome.diagnostics) if outcome.refused == "errors" else each.row.reason
        return () if outcome.refused == "failed" else (said("nothing is written: {why}", why=why),)

    def finish(self) -> None:
        """Print the table of sources, which outputs are skipped, and which earlier ones are kept."""
        missing = [source for source in self._order if source not in self._rows]
        if self._several and not self._for_programs:
            rows = [
                self._rows.get(source) or built.Built(source, "not built", Overview())
                for source in self._order
            ]
            click.echo(built.table(rows))
        for line in (*tasks.together(self._skipped), *self._kept):
            tell(line)
        if self._several and self._refused:
            facts = {"number": len(self._refused), "sources": counted(len(self._order), "source")}
            tell(said("{number} of {sources} refused:", **facts))
        for text in (*self._refused, *(f"{said('help:')} {mend}" for mend in self._mends)):
            tell(text)
        if missing:
            tell(said("{sources} not built (--fail-fast)", sources=counted(len(missing), "source")))


def _reason(outcome: tasks.Outcome) -> tuple[str, str]:
    """Return why a source is refused, and what to do."""
    errors = [each for each in outcome.diagnostics if each.severity >= Severity.ERROR]
    if outcome.refused != "differs":
        may_lift = outcome.status == stages.REFUSED and outcome.refused == "errors"
        lifted = may_lift and not is_unlifted(outcome.diagnostics)
        mend = said('fix the errors, or build a draft with "--draft"') if lifted else ""
        if outcome.refused == "failed":
            mend = help_line(errors[0].finding)
        more = (
            said(", and {errors}", errors=counted(len(errors) - 1, "more error")) if len(errors) > 1 else ""
        )
        return f"{errors[0].code} {message(errors[0].finding)}{more}", mend
    if all(each.code in _OF_RECIPIENTS for each in errors):
        return said("the recipient does not accept it"), said(
            'fix the errors, or build a draft with "--draft"'
        )
    return said("what was made does not show what the source says"), _mend(outcome)


def _mend(outcome: tasks.Outcome) -> str:
    """Return what to do if outputs do not agree with their source."""
    if any(each.code == PdfStructure.rule.code for each in outcome.diagnostics):
        # a missing font, or a template without a place
        others = ",".join(form for form in outcome.formats if form != PDF.name)
        without = said(', or leave the PDF out with "--to {formats}"', formats=others) if others else ""
        return said('fix the errors{without}, or build a draft with "--draft"', without=without)
    if outcome.own:
        return said(
            "check your own template or style sheet: what it adds to the text belongs in its marked place "
            '(docs/templates.md); or build a draft with "--draft"'
        )
    if any(each.finding.span.path.endswith(PDF.suffix) for each in outcome.diagnostics):
        return said(
            'choose the other program for the PDF with "--pdf-engine", write this place in another way '
            '(docs/pdf.md), or build a draft with "--draft"'
        )
    return said('please report this; to write the outputs, build a draft with "--draft"')
