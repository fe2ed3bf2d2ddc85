"""Build a source: check it, make its outputs and prove them, all or none."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from time import monotonic

from toolchain.checks import engine
from toolchain.model.diagnostics import Diagnostic, Failure, Severity
from toolchain.model.records import replace
from toolchain.model.wording import said
from toolchain.pipeline import stages, stamps
from toolchain.pipeline.finished_files import checking
from toolchain.pipeline.tasks import Outcome, Task, available
from toolchain.pipeline.withholding import is_unlifted
from toolchain.resolve.word_budget import weigh
from toolchain.resolve.word_count import count


def run(task: Task, report: stages.Report) -> Outcome:
    """Check a source, make its outputs, and prove each of them. Nothing is written.

    A draft is made despite errors.
    """
    began = monotonic()
    with stamps.recorded() as read:
        outcome = _run(task, report)
    return replace(outcome, read=read, seconds=monotonic() - began)


def check(task: Task, report: stages.Report) -> Outcome:
    """Check a source and count what can be fixed. Nothing is made."""
    from toolchain.pipeline import correct

    with stamps.recorded() as read:
        examined, outcome = _examined(task, report)
        has_edits = any(each.finding.edits for each in examined.diagnostics)
        fixed = correct.count_fixed(examined, task.options, report) if has_edits else 0
    return replace(outcome, refused="failed" if examined.failed else "", fixed=fixed, read=read)


def _run(task: Task, report: stages.Report) -> Outcome:
    if task.clash:
        found = stages.diagnose(Failure(*task.clash))
        return Outcome(task.source, stages.COULD_NOT_RUN, "failed", found)
    examined, outcome = _examined(task, report)
    status = outcome.status
    if task.options.draft and status == stages.REFUSED and not is_unlifted(outcome.diagnostics):
        status = stages.FINE
    outcome = replace(outcome, status=status, refused="" if status == stages.FINE else outcome.refused)
    if status != stages.FINE:
        return outcome
    try:
        for item in examined.submissions:
            outcome = _made(task, item, outcome, report)
        return replace(outcome, outputs={}) if outcome.refused else outcome
    except Failure as error:
        found = (*outcome.diagnostics, *stages.diagnose(error))
        texts = {**outcome.texts, **stages.template_texts(error)}
        return replace(outcome, status=stages.COULD_NOT_RUN, refused="failed", diagnostics=found, texts=texts)


def _examined(task: Task, report: stages.Report) -> tuple[stages.Examination, Outcome]:
    """Return what was found in a source, and the outcome of a task that makes nothing."""
    examined = stages.examine_all([task.source], task.options, report)
    status = examined.status(Severity.ERROR)
    outcome = Outcome(task.source, status, "errors", examined.diagnostics, _named(examined))
    for item in examined.submissions[:1]:
        budget, version = weigh(count(item.resolved), item.project.profile), item.project.version
        outcome = replace(outcome, recipient=item.project.profile.name, budget=budget, version=version)
    return examined, outcome


def _made(task: Task, item: stages.Submission, outcome: Outcome, report: stages.Report) -> Outcome:
    """Return an outcome with the outputs of a submission, or with what is wrong with them."""
    writers, skipped = available(item.project, task.formats)
    lighter = stages.lighter_copy(item) if any(each.format.lighter for each in writers) else item.resolved
    made: dict[Path, bytes] = {}
    told: list[Diagnostic] = []
    for writer in writers:
        target = task.targets[item.project.version, writer.format.name]
        report(said("writing {file}", file=target.as_posix()))
        made[target] = writer.write(lighter if writer.format.lighter else item.resolved, item.project)
        if writer.format.reader:
            report(said("proving {file}", file=target.as_posix()))
            told += stages.prove(item, made[target], target.as_posix(), writer.format)
        else:
            left = stages.left_in(item, made[target], target.as_posix(), writer.format)
            told += engine.diagnose(left, ())
    told += checking.accept(item, made)
    differs = stages.has_errors(told) and (not item.project.draft or is_unlifted(told))
    return replace(
        outcome,
        status=stages.REFUSED if differs else outcome.status,
        refused="differs" if differs else outcome.refused,
        diagnostics=(*outcome.diagnostics, *told),
        outputs={**outcome.outputs, **made},
        formats=tuple(writer.format.name for writer in writers),
        skipped=skipped,
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
