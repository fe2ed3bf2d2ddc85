"""What a worker of a cluster does: say what it has, and run a task in a process of its own.

The files of a task are in a folder in memory, where the system has one, that only the owner may read. It is
removed with the process.
"""

from __future__ import annotations

import hashlib
import os
import secrets
import tempfile
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import toolchain
from toolchain.data import packaged_templates
from toolchain.model.diagnostics import Failure
from toolchain.model.facts import Facts
from toolchain.pipeline import run_task
from toolchain.pipeline.cluster.parcels import Parcel, laid_out, sealed
from toolchain.pipeline.worker import Stopped, Worker, removed
from toolchain.plugins.doctor import used
from toolchain.plugins.registry import OURS
from toolchain.rules.clusters import KeepsOnDisk, SeveralThreads, WorkerUnfit
from toolchain.rules.commands import TaskStopped

_IN_MEMORY = Path("/dev/shm")  # noqa: S108 -- the folder made there is private


@cache
def releases() -> Mapping[str, str]:
    """Return what decides about outputs: our own code, and the releases of all that it uses."""
    return {OURS: f"{toolchain.__version__} ({_code()})", **used()}


def _code() -> str:
    """Return a short digest of the files of this program."""
    digest = hashlib.sha256()
    for folder in (Path(toolchain.__file__).parent, packaged_templates()):
        for path in sorted(folder.rglob("*")):
            if path.suffix != ".pyc" and path.is_file():
                digest.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:8]


def fault(here: Mapping[str, str], dask_worker: Any) -> Facts | None:
    """Return why a worker cannot be used, or None. `here` are the releases of the client's packages."""
    there = releases()
    for name in (*here, *there):
        if here.get(name) != there.get(name):
            return WorkerUnfit(name, there.get(name, "none"), here.get(name, "none"))
    if dask_worker.state.nthreads != 1:
        return SeveralThreads(dask_worker.state.nthreads)
    return None if type(dask_worker.data) is dict else KeepsOnDisk()


def work(parcel: Parcel, seconds: float, here: Mapping[str, str], *, check: bool) -> bytes | TaskStopped:
    """Run a task, and return its outcome, or why it was ended. Raise `Failure` if this worker is unfit."""
    from distributed import get_worker

    if found := fault(here, worker := get_worker()):
        raise Failure.of(worker.address, found)
    return run_apart(parcel, seconds, check=check)


def run_apart(parcel: Parcel, seconds: float, *, check: bool) -> bytes | TaskStopped:
    """Run a task in a folder and a process of its own; return its packed outcome.

    Return `TaskStopped` if it took more than `seconds`, if its process ended, or if it had no folder.
    """
    import multiprocessing

    multiprocessing.current_process().daemon = False  # a worker's is one, and may then have no processes
    room = _IN_MEMORY if os.access(_IN_MEMORY, os.W_OK) else Path(tempfile.gettempdir())
    folder = room.resolve() / f"submission-{secrets.token_hex(8)}"
    loaded = (__name__, "toolchain.pipeline.loaded")
    with Worker(seconds, loaded=loaded, folder=folder) as worker:
        try:
            return worker.call(_inside, parcel, folder, check=check)
        except Stopped as how:
            return TaskStopped(how.seconds, how.how)


def _inside(parcel: Parcel, folder: Path, *, check: bool) -> bytes | TaskStopped:
    """Run a task in a new folder, with all that it writes for a while, and without a word in the log."""
    with open(os.devnull, "w") as nothing:  # noqa: PTH123
        for stream in (1, 2):
            os.dup2(nothing.fileno(), stream)
    try:
        task = laid_out(parcel, folder / "files")
    except OSError as error:
        return TaskStopped(None, error.strerror)
    run = run_task.check if check else run_task.run
    try:
        return sealed(run(task, lambda step: None), folder / "files")
    finally:
        removed(folder)  # before anybody knows the result, and may end both processes
