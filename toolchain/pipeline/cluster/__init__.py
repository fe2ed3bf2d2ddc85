"""Run tasks on the workers of a Dask cluster; what comes back is written here alone."""

from __future__ import annotations

import gc
import ipaddress
import logging
import secrets
import time
import warnings
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent import futures
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path
from threading import Thread
from typing import Any, NamedTuple, TypeAlias
from urllib.parse import urlsplit

from toolchain.formats.needs import DISTRIBUTED
from toolchain.model.diagnostics import Diagnostic, Failure
from toolchain.model.records import replace
from toolchain.model.wording import said
from toolchain.pipeline import run_task, stages
from toolchain.pipeline.cluster.parcels import Packed, Parcel, opened, packed, stays_here, with_more
from toolchain.pipeline.cluster.workers import fault, releases, work
from toolchain.pipeline.side_by_side import stopped
from toolchain.pipeline.tasks import Cluster, Outcome, Task, largest_first
from toolchain.project.settings import Options
from toolchain.rules import clusters as about
from toolchain.rules.commands import TaskStopped

Client: TypeAlias = Any
"""Of distributed, and so is the next: this library is loaded late, and has few types."""
Future: TypeAlias = Any

_ANSWER, _LOOK, _PATIENCE = 10, 2, 30
"""Seconds: until a scheduler answers, between two looks at it, and without any worker."""
_EACH = 4
"""Tasks that are sent to each worker before their outcomes are back."""
_CHECKED = 120
"""Seconds that the check of a source may take."""
_TIMES = 3
"""How often a task is tried again."""
_KEPT = "distributed.admin.low-level-log-length"
"""How many of the last messages Dask keeps, each with its sources and pictures: a thousand."""
_COLLECTED = 50
"""Tasks after which garbage is looked for: what Dask keeps of them is in cycles."""


@contextmanager
def started(
    tasks: Sequence[Task], cluster: Cluster, seconds: float, *, check: bool = False
) -> Iterator[Iterator[tuple[int, Outcome]]]:
    """Start tasks, the largest sources first, and yield their numbers with what became of them, as they end.

    A task that takes more than `seconds` is ended. If the connection is lost, all that are left are refused.

    Raise `Failure` (S026).
    """
    _refuse_open(cluster.address, cluster)
    gc.enable()  # the command looks for none, and that of thousands of sources would stay
    logging.disable()
    with warnings.catch_warnings(action="ignore"), _connected(cluster) as client:
        send = partial(
            client.submit, work, seconds=seconds, here=releases(), check=check, pure=False, retries=_TIMES
        )
        run = partial(run_task.check if check else run_task.run, report=stages.silent)
        yield _as_they_end(
            client, cluster.address, tasks, lambda parcel: send(parcel, key=secrets.token_hex(16)), run
        )


def _refuse_open(address: str, cluster: Cluster) -> None:
    """Raise `Failure` for what is not an address, and for one that leads over an open network."""
    try:
        url = urlsplit(address if "://" in address else f"tcp://{address}")
        host, _ = url.hostname, url.port
    except ValueError:
        host = None
    if not host or url.scheme not in ("tcp", "tls"):
        raise Failure.of(address, about.WrongAddress())
    if url.scheme == "tcp" and not cluster.insecure and not _is_here(host):
        raise Failure.of(address, about.OpenAddress())


def _is_here(host: str) -> bool:
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


@contextmanager
def _connected(cluster: Cluster) -> Iterator[Client]:
    """Connect to a scheduler whose workers can be used. Raise `Failure`."""
    address = cluster.address
    try:
        import distributed
    except ImportError:
        raise Failure.of(address, about.NoDistributed(DISTRIBUTED.name, DISTRIBUTED.command())) from None
    try:
        connect: Callable[..., Client] = distributed.Client
        with distributed.dask.config.set({_KEPT: 0}):
            client = _within(partial(connect, address, timeout=_ANSWER))
    except Exception as error:
        raise Failure.of(address, about.NoScheduler(_why(error))) from None
    try:
        found = _asked(client, address)
        if not found:
            raise Failure.of(address, about.NoWorkers(address))
        for worker, unfit in sorted(found.items()):
            _refuse_open(worker, cluster)
            if unfit:
                facts = about.WorkerUnfit(why=_why(unfit)) if isinstance(unfit, Exception) else unfit
                raise Failure.of(worker, facts)
        yield client
    finally:
        client.close(timeout=_LOOK)


def _asked(client: Client, address: str) -> dict[str, Any]:
    with _answering(address):
        with suppress(TimeoutError):
            client.wait_for_workers(1, timeout=_ANSWER)
        found = _within(partial(client.run, fault, releases(), on_error="return"))
    return {worker: said for worker, said in found.items() if not isinstance(said, OSError)}  # it has ended


def _within(call: Callable[[], Any]) -> Any:
    """Return what a call returns. Raise `TimeoutError` if what is at an address never answers."""
    found = futures.Future[Any]()

    def work() -> None:
        try:
            found.set_result(call())
        except Exception as error:
            found.set_exception(error)

    Thread(target=work, daemon=True).start()
    try:
        return found.result(2 * _ANSWER)
    except TimeoutError:
        raise TimeoutError(said("what is there does not answer as one does")) from None


def _why(error: BaseException) -> str:
    return str(error) or type(error).__name__


def _as_they_end(
    client: Client,
    address: str,
    tasks: Sequence[Task],
    send: Callable[[Parcel], Future],
    run: Callable[[Task], Outcome],
) -> Iterator[tuple[int, Outcome]]:
    """Send a few tasks to each worker, and another as each ends. `run` is for those that cannot be sent."""
    waiting = deque(largest_first(tasks))
    sent: dict[Future, tuple[int, Packed]] = {}
    try:
        with _answering(address):
            window = _EACH * len(client.nthreads())
        while waiting or sent:
            if waiting and len(sent) < window:
                number = waiting[0]
                if made := packed(tasks[number]):
                    with _answering(address):
                        sent[send(made.parcel)] = number, made
                else:
                    yield number, run(tasks[number])
                waiting.popleft()
                if len(waiting) % _COLLECTED == 0:
                    gc.collect()
                continue
            with _answering(address):
                ended = _ended(client, address, [*sent])
            for future in ended:
                number, made = sent[future]
                with _answering(address):
                    outcome = _outcome(future, tasks[number], made)
                if again := with_more(tasks[number], made, outcome):
                    with _answering(address):
                        sent[send(again.parcel)] = number, again
                del sent[future]
                future.release()
                if not again:
                    known = {str(path) for path in made.sent}
                    read = {name: digest for name, digest in outcome.read.items() if name in known}
                    yield number, replace(outcome, read=read)
    except Failure as error:
        found = stages.diagnose(error)
        for number in (*(number for number, _ in sent.values()), *waiting):
            task = tasks[number]
            failed = Outcome(task.source, stages.COULD_NOT_RUN, "failed", found)
            yield number, run(task) if stays_here(task) else failed


@contextmanager
def _answering(address: str) -> Iterator[None]:
    """Raise `Failure` (S026) for whatever Dask raises if the scheduler has ended."""
    try:
        yield
    except Failure:
        raise
    except Exception as error:
        raise Failure.of(address, about.SchedulerLost()) from error


def _ended(client: Client, address: str, sent: Sequence[Future]) -> Sequence[Future]:
    """Wait until tasks have ended, and return these. Raise `Failure` (S026) if none can end any more."""
    import distributed

    wait: Callable[..., Any] = distributed.wait
    since = time.monotonic()
    while client.status == "running":
        with suppress(TimeoutError):
            done = wait(sent, timeout=_LOOK, return_when="FIRST_COMPLETED").done
            return [each for each in done if each.status in ("finished", "error")]
        if client.nthreads():
            since = time.monotonic()
        elif time.monotonic() - since > _PATIENCE:
            raise Failure.of(address, about.NoWorkers(address))
    raise Failure.of(address, about.SchedulerLost())


def _outcome(future: Future, task: Task, made: Packed) -> Outcome:
    """Return what became of a task that has ended."""
    from distributed import KilledWorker

    if future.status == "error":
        error = future.exception()
        if isinstance(error, Failure):
            found = stages.diagnose(error)
            return Outcome(task.source, stages.COULD_NOT_RUN, "failed", found)
        return stopped(task, about.GivenUp(None if isinstance(error, KilledWorker) else _why(error)))
    done = future.result()
    if isinstance(done, TaskStopped):
        return stopped(task, done)
    return replace(opened(done, made.common), source=task.source)


class Checked(NamedTuple):
    """What was found in sources, without their trees, how many were read, and what can be fixed."""

    examined: stages.Examination
    read: int
    fixed: int


def examine(sources: Sequence[Path], options: Options, cluster: Cluster, report: stages.Report) -> Checked:
    """Check sources on a cluster, as `stages.examine` does here. Raise `Failure` (S026)."""
    tasks = [Task(source, {}, (), options) for source in sources]
    found: dict[Diagnostic, None] = {}
    texts: dict[str, str] = {}
    done = read = fixed = 0
    failed = False
    with started(tasks, cluster, _CHECKED, check=True) as outcomes:
        for _, outcome in outcomes:
            found |= dict.fromkeys(outcome.diagnostics)
            texts |= outcome.texts
            done, read, fixed = done + 1, read + bool(outcome.budget), fixed + outcome.fixed
            failed = failed or bool(outcome.refused)
            report(said("{done} of {all} sources checked", done=done, all=len(tasks)))
    diagnostics = tuple(sorted(found, key=lambda each: each.sort_key))
    return Checked(stages.Examination((), diagnostics, texts, failed), read, fixed)
