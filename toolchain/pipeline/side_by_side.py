"""Run tasks side by side, each in a process of its own.

A process that is killed, uses up its memory or takes too long is one task that failed; the others go on. Its
memory goes back to the system with it. Threads would not do: WeasyPrint is changed for a whole process while
it works, and a task looks for no garbage.
"""

from __future__ import annotations

import multiprocessing
import os
import shutil
import signal
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from contextlib import contextmanager, suppress
from functools import partial
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from toolchain.model.diagnostics import Failure
from toolchain.model.facts import Facts
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
    living: set[Any] = set()
    numbers = {task.source: number for number, task in enumerate(tasks)}
    with ThreadPoolExecutor(jobs) as threads:
        try:
            pending = {
                threads.submit(_run, task, seconds, living): numbers[task.source]
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


def _run(task: Task, seconds: float, living: set[Any]) -> Outcome:
    done: Outcome | TaskStopped = in_own_process(partial(run_silently, task), seconds, living)
    return stopped(task, done) if isinstance(done, TaskStopped) else done


def run_silently(task: Task) -> Outcome:
    """Run a task that reports no step."""
    return run(task, lambda step: None)


def in_own_process(
    call: Callable[[], Any], seconds: float, living: set[Any], folder: Path | None = None
) -> Any:
    """Return what a call returns in a new process, or `TaskStopped`. `folder` is removed with it."""
    context: Any = multiprocessing.get_context(_METHOD)
    if _METHOD == "forkserver":
        context.set_forkserver_preload([*_LOADED])
    ours, theirs = context.Pipe()
    process = context.Process(target=_work, args=(theirs, call, folder), daemon=True)
    process.start()
    living.add(process)
    theirs.close()
    try:
        return ours.recv() if ours.poll(seconds) else TaskStopped(f"{seconds:g}", None)
    except (EOFError, OSError):
        process.join()
        return TaskStopped(None, _how(process.exitcode))
    finally:
        process.kill()
        process.join()
        living.discard(process)
        ours.close()
        _remove(folder)


def _work(connection: Connection, call: Callable[[], Any], folder: Path | None) -> None:
    """Call something in this process, and send what it returns."""
    import gc

    gc.disable()  # as the command does: the process ends with the task
    end = partial(_end, folder)
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    signal.signal(signal.SIGTERM, (lambda *_: end()) if folder else signal.SIG_DFL)
    threading.Thread(target=_end_with, args=(connection, end), daemon=True).start()
    try:
        found = call()
    finally:
        _leave(folder)  # before anybody knows the result, and may end both processes
    connection.send(found)


def _end_with(connection: Connection, end: Callable[[], None]) -> None:
    """End this process when the other end of a connection is closed: the command has ended."""
    with suppress(EOFError, OSError):
        connection.recv()
    end()


def _end(folder: Path | None) -> None:
    _leave(folder)
    os.kill(os.getpid(), getattr(signal, "SIGKILL", signal.SIGTERM))


def _leave(folder: Path | None) -> None:
    if folder:
        os.chdir(folder.parent)  # in a folder that is removed, relative paths mean nothing
    _remove(folder)


def _remove(folder: Path | None) -> None:
    for _ in range(9):  # another thread may still write into it, or remove it too
        if folder and folder.exists():
            shutil.rmtree(folder, ignore_errors=True)


def stopped(task: Task, facts: Facts) -> Outcome:
    """Return the outcome of a task that was ended."""
    found = stages.diagnose(Failure.of(task.source.as_posix(), facts))
    return Outcome(task.source, stages.COULD_NOT_RUN, "failed", found)


def _how(status: int | None) -> str:
    """Return how a process ended: "signal 9 (SIGKILL)", "exit status 1"."""
    if status is not None and status < 0:
        with suppress(ValueError):
            return f"signal {-status} ({signal.Signals(-status).name})"
        return f"signal {-status}"
    return f"exit status {status}"
