"""Build the outputs of sources, each source as a task of its own."""

from __future__ import annotations

import os
from collections.abc import Callable, Container, Generator, Iterator, Sequence
from contextlib import AbstractContextManager, closing
from functools import partial
from pathlib import Path

from toolchain.cli.actions import tell
from toolchain.cli.actions.build_log import BuildLog, Manner, Placed, placed
from toolchain.model.diagnostics import Failure
from toolchain.model.records import replace
from toolchain.pipeline import own_outputs, stages, stamps, tasks
from toolchain.pipeline.run_task import run
from toolchain.project.settings import Options
from toolchain.project.sources import find_sources
from toolchain.reports.built import Built
from toolchain.rules.kept import KeptBeside, OutputEdited


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

    One alone runs here, where its steps are seen; of several, none harms the others or this process.
    """
    if len(changed) > 1 or (changed and log.manner.cluster):
        with _started(changed, jobs, log.manner) as ended:
            yield from ended
    elif changed:
        yield 0, run(changed[0], log.step)


def _started(
    changed: Sequence[tasks.Task], jobs: int, manner: Manner
) -> AbstractContextManager[Iterator[tuple[int, tasks.Outcome]]]:
    if manner.cluster:
        from toolchain.pipeline import cluster

        return cluster.started(changed, manner.cluster, manner.timeout)
    from toolchain.pipeline import side_by_side

    return side_by_side.started(changed, jobs, manner.timeout)


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
