"""Run tasks side by side, in processes that do one task after another.

A task whose process is killed, uses up its memory or takes too long is refused; the others go on in another
process. Threads would not do: WeasyPrint is changed for a whole process while it works, and a task looks for
no garbage. The first task of a process takes twice as long as the next ones.
"""

from __future__ import annotations

import gc
import tempfile
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from contextlib import contextmanager
from pathlib import Path
from queue import SimpleQueue
from time import monotonic

from toolchain.model.diagnostics import Failure
from toolchain.model.facts import Facts
from toolchain.model.records import replace
from toolchain.pipeline import stages
from toolchain.pipeline.run_task import run
from toolchain.pipeline.tasks import Outcome, Task, largest_first
from toolchain.pipeline.worker import Stopped, Worker
from toolchain.rules.commands import TaskStopped

_LOADED = (__name__, "toolchain.pipeline.loaded")


@contextmanager
def started(tasks: Sequence[Task], jobs: int, seconds: float) -> Iterator[Iterator[tuple[int, Outcome]]]:
    """Start tasks, the largest sources first, and yield their numbers with what became of them, as they end.

    A task that takes more than `seconds` is ended. At the end no process is left and no temporary file.
    """
    free: SimpleQueue[Worker] = SimpleQueue()
    own = tempfile.TemporaryDirectory(prefix="submission-", ignore_cleanup_errors=True)
    with own as folder, ThreadPoolExecutor(jobs) as threads:
        workers = [Worker(seconds, loaded=_LOADED, folder=Path(folder, str(each))) for each in range(jobs)]
        for worker in workers:
            free.put(worker)
        try:
            yield _as_they_end(tasks, lambda task: threads.submit(_run, task, free), 2 * jobs)
        finally:
            threads.shutdown(wait=False, cancel_futures=True)
            for worker in workers:
                worker.close()


def _as_they_end(
    tasks: Sequence[Task], start: Callable[[Task], Future[Outcome]], window: int
) -> Iterator[tuple[int, Outcome]]:
    """Start another task as each ends: on a slow disk, outputs would wait in memory to be written."""
    waiting = deque(largest_first(tasks))
    begun: dict[Future[Outcome], int] = {}
    while waiting or begun:
        while waiting and len(begun) < window:
            number = waiting.popleft()
            begun[start(tasks[number])] = number
        future = next(as_completed([*begun]))
        yield begun.pop(future), future.result()
        del future  # else its outputs are kept until the next one ends


def _run(task: Task, free: SimpleQueue[Worker]) -> Outcome:
    worker, began = free.get(), monotonic()
    try:
        return worker.call(_run_silently, task)
    except Stopped as how:
        return replace(stopped(task, TaskStopped(how.seconds, how.how)), seconds=monotonic() - began)
    finally:
        free.put(worker)


def _run_silently(task: Task) -> Outcome:
    """Run a task that reports no step, and give its memory back: that of a report is some 25 MB."""
    outcome = run(task, lambda step: None)
    gc.collect()
    return outcome


def stopped(task: Task, facts: Facts) -> Outcome:
    """Return the outcome of a task that was ended."""
    found = stages.diagnose(Failure.of(task.source.as_posix(), facts))
    return Outcome(task.source, stages.COULD_NOT_RUN, "failed", found)
