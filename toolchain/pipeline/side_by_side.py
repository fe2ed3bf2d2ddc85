"""Run tasks side by side, each in a process of its own.

A process that is killed, uses up its memory or takes too long is one task that failed; the others go on. Its
memory goes back to the system with it. Threads would not do: WeasyPrint is changed for a whole process while
it works, and a task looks for no garbage.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from contextlib import contextmanager, suppress
from multiprocessing.connection import Connection
from typing import Any

from toolchain.model.diagnostics import Failure
from toolchain.pipeline import stages
from toolchain.pipeline.run_task import run
from toolchain.pipeline.tasks import Outcome, Task, largest_first
from toolchain.rules.commands import TaskStopped

_METHOD = "forkserver" if sys.platform == "linux" else "spawn"
_LOADED = ("toolchain.pipeline.side_by_side", "toolchain.pipeline.loaded")
"""What the processes start with: loading it once is half of the cost of a small report."""


@contextmanager
def started(tasks: Sequence[Task], jobs: int, seconds: float) -> Iterator[Iterator[tuple[int, Outcome]]]:
    """Start tasks, the largest sources first, and yield their numbers with what became of them, as they end.

    A task that takes more than `seconds` is ended. At the end of the context no process is left.
    """
    context = multiprocessing.get_context(_METHOD)
    if _METHOD == "forkserver":
        context.set_forkserver_preload([*_LOADED])
    living: set[Any] = set()
    numbers = {task.source: number for number, task in enumerate(tasks)}
    with ThreadPoolExecutor(jobs) as threads:
        try:
            pending = {
                threads.submit(_in_own_process, context, task, seconds, living): numbers[task.source]
                for task in largest_first(tasks)
            }
            yield _as_they_end(pending)
        finally:
            threads.shutdown(wait=False, cancel_futures=True)
            for process in [*living]:
                process.kill()


def _as_they_end(pending: dict[Future[Outcome], int]) -> Iterator[tuple[int, Outcome]]:
    for future in as_completed([*pending]):
        yield pending.pop(future), future.result()
        del future  # else its outputs are kept until the next one ends


def _in_own_process(context: Any, task: Task, seconds: float, living: set[Any]) -> Outcome:
    """Run a task in a new process, and return what became of it."""
    ours, theirs = context.Pipe()
    process = context.Process(target=_work, args=(theirs, task), daemon=True)
    process.start()
    living.add(process)
    theirs.close()
    try:
        if not ours.poll(seconds):
            return _stopped(task, TaskStopped(f"{seconds:g}", None))
        outcome: Outcome = ours.recv()
        return outcome
    except (EOFError, OSError):
        process.join()
        return _stopped(task, TaskStopped(None, _how(process.exitcode)))
    finally:
        process.kill()
        process.join()
        living.discard(process)
        ours.close()


def _work(connection: Connection, task: Task) -> None:
    """Run a task in this process, and send what became of it."""
    import gc

    gc.disable()  # as the command does: the process ends with the task
    for name in ("SIGINT", "SIGTERM"):
        signal.signal(getattr(signal, name), signal.SIG_DFL)
    threading.Thread(target=_end_with, args=(connection,), daemon=True).start()
    connection.send(run(task, lambda step: None))


def _end_with(connection: Connection) -> None:
    """End this process when the other end of a connection is closed: the command has ended."""
    with suppress(EOFError, OSError):
        connection.recv()
    os.kill(os.getpid(), signal.SIGTERM)


def _stopped(task: Task, facts: TaskStopped) -> Outcome:
    found = stages.diagnose(Failure.of(task.source.as_posix(), facts))
    return Outcome(task.source, stages.COULD_NOT_RUN, "failed", found)


def _how(status: int | None) -> str:
    """Return how a process ended: "signal 9 (SIGKILL)", "exit status 1"."""
    if status is not None and status < 0:
        with suppress(ValueError):
            return f"signal {-status} ({signal.Signals(-status).name})"
        return f"signal {-status}"
    return f"exit status {status}"
