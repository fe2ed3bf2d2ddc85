"""Build a source as a task of its own: all its outputs are made or none, and no other source is harmed.

What goes into a task and what comes out of it is plain data, so that a task can run in another process.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Literal

from toolchain.model.diagnostics import Diagnostic, Failure, Severity
from toolchain.model.records import Record, replace
from toolchain.pipeline import stages
from toolchain.pipeline.available import available, loaded_writers
from toolchain.project.settings import Options
from toolchain.project.sources import targets
from toolchain.recipients.loading import texts as read_texts
from toolchain.resolve.word_budget import Budget, weigh
from toolchain.resolve.word_count import count
from toolchain.rules.inputs import TemplateUnusable
from toolchain.rules.plugins import Skipped

Refusal = Literal["", "errors", "differs", "failed"]
"""Why a task made nothing: its source has errors, an output differs from it, or the task could not go on."""


class Order(Record):
    """The outputs that `build` is asked for. `formats` is empty for all that are available.

    `force` replaces outputs that were edited, and keeps these next to them.
    """

    formats: tuple[str, ...] = ()
    output: Path | None = None
    force: bool = False


class Task(Record):
    """A source to build, with the path of each output by its format. `formats` are those that are named."""

    source: Path
    targets: Mapping[str, Path]
    formats: tuple[str, ...]
    options: Options


class Outcome(Record):
    """What a task found and made: `outputs` are none if it is refused.

    `texts` are the files that findings name, `formats` those that were made. `own` means that it used a
    template or style sheet of the user's own.
    """

    source: Path
    status: int
    refused: Refusal = ""
    diagnostics: tuple[Diagnostic, ...] = ()
    texts: Mapping[str, str] = {}
    outputs: Mapping[Path, bytes] = {}
    formats: tuple[str, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    budget: Budget | None = None
    own: bool = False


def plan(sources: Sequence[Path], order: Order, options: Options) -> tuple[Task, ...]:
    """Return a task for each source.

    Raise `Failure`: S013 if two outputs would have the same path, S015 for a named format whose writer cannot
    be loaded.
    """
    formats = [writer.format for writer in loaded_writers(order.formats)[0]]
    suffixes = {each.name: (options.print_shop and each.press_suffix) or each.suffix for each in formats}
    places = targets(sources, suffixes, order.output)
    return tuple(
        Task(source, {name: places[source, name] for name in suffixes}, order.formats, options)
        for source in sources
    )


def run(task: Task, report: stages.Report) -> Outcome:
    """Check a source, make its outputs, and prove each of them. Nothing is written.

    A draft is made despite errors.
    """
    examined = stages.examine([task.source], task.options, report)
    status = examined.status(Severity.ERROR)
    if task.options.draft and status == stages.REFUSED:
        status = stages.FINE
    outcome = Outcome(task.source, status, "errors", examined.diagnostics, _named(examined))
    if status != stages.FINE:
        return outcome
    try:
        (item,) = examined.submissions
        return _made(task, item, outcome, report)
    except Failure as error:
        own = read_texts(
            each.span.path for each in error.findings if isinstance(each.facts, TemplateUnusable)
        )
        found = (*outcome.diagnostics, *stages.diagnose(error))
        texts = {**outcome.texts, **own}
        return replace(outcome, status=stages.COULD_NOT_RUN, refused="failed", diagnostics=found, texts=texts)


def _made(task: Task, item: stages.Submission, outcome: Outcome, report: stages.Report) -> Outcome:
    """Return an outcome with the outputs of a submission, or with what is wrong with them."""
    writers, skipped = available(item.project, task.formats)
    lighter = stages.lighter_copy(item) if any(each.format.lighter for each in writers) else item.resolved
    made: dict[Path, bytes] = {}
    told: list[Diagnostic] = []
    for writer in writers:
        target = task.targets[writer.format.name]
        report(f"writing {target.as_posix()}")
        made[target] = writer.write(lighter if writer.format.lighter else item.resolved, item.project)
        if writer.format.reader:
            report(f"proving {target.as_posix()}")
            told += stages.prove(item, made[target], target.as_posix(), writer.format)
    told += stages.accept(item, made)
    differs = not item.project.draft and stages.has_errors(told)
    return replace(
        outcome,
        status=stages.REFUSED if differs else stages.FINE,
        refused="differs" if differs else "",
        diagnostics=(*outcome.diagnostics, *told),
        outputs={} if differs else made,
        formats=tuple(writer.format.name for writer in writers),
        skipped=skipped,
        budget=weigh(count(item.resolved), item.project.profile),
        own=bool(item.project.templates.has_own or item.project.css),
    )


def _named(examined: stages.Examination) -> Mapping[str, str]:
    """Return the texts of the files that findings name: no other line of a source is shown."""
    paths = {
        span.path
        for each in examined.diagnostics
        for span in (each.finding.span, *(other.span for other in each.finding.related))
    }
    return {path: text for path, text in examined.texts.items() if path in paths}
