"""A Dask cluster on this machine, as people start it by hand."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from tests.support.modules import ROOT

WORKER = ("--nthreads", "1", "--memory-limit", "0", "--no-dashboard")


class Dask(NamedTuple):
    """A scheduler and workers, and the folder with their logs. Workers have no nanny, except the first."""

    address: str
    folder: Path
    scheduler: subprocess.Popen[bytes]
    workers: list[subprocess.Popen[bytes]]

    def add(self, *options: str, **environment: str) -> None:
        """Start one worker more, and wait for it."""
        number = len(self.workers)
        self.workers.append(start(self.folder, f"worker{number}", self.address, *options, **environment))
        wait_for(lambda: "Starting established connection" in self.log(number))

    def processes(self) -> list[int]:
        """The processes that do the work: without a nanny a worker is one itself."""
        nanny, *others = self.workers
        inside = Path(f"/proc/{nanny.pid}/task/{nanny.pid}/children").read_text(encoding="utf-8").split()
        return [*map(int, inside), *(each.pid for each in others)]

    def log(self, number: int) -> str:
        path = self.folder / f"worker{number}.log"
        return path.read_text(encoding="utf-8", errors="replace") if path.exists() else ""

    def kill(self, number: int) -> None:
        self.workers[number].send_signal(signal.SIGKILL)
        self.workers[number].wait()


def wait_for(condition: object, seconds: float = 120) -> None:
    deadline = time.monotonic() + seconds
    while not condition():  # type: ignore[operator]
        assert time.monotonic() < deadline
        time.sleep(0.05)


def start(folder: Path, name: str, *arguments: str, **environment: str) -> subprocess.Popen[bytes]:
    kind = "worker" if name.startswith("worker") else name
    paths = os.pathsep.join([*filter(None, [environment.pop("PYTHONPATH", "")]), str(ROOT)])
    with (folder / f"{name}.log").open("wb") as log:
        return subprocess.Popen(
            [sys.executable, "-m", "dask", kind, *arguments],
            cwd=folder,
            env={**os.environ, **environment, "PYTHONPATH": paths, "TESTED": str(folder)},
            stdout=log,
            stderr=log,
        )


@contextmanager
def dask(folder: Path, workers: int = 2, *options: str) -> Iterator[Dask]:
    """Start a scheduler and workers, and end them."""
    known = folder / "scheduler.json"
    scheduler = start(
        folder, "scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard",
        "--scheduler-file", str(known),
    )  # fmt: skip
    made: list[subprocess.Popen[bytes]] = []
    try:
        wait_for(lambda: known.exists() and known.stat().st_size)
        cluster = Dask(json.loads(known.read_text(encoding="utf-8"))["address"], folder, scheduler, made)
        for number in range(workers):
            cluster.add(*WORKER, *(() if number == 0 else ("--no-nanny",)), *options)
        yield cluster
    finally:
        for each in (scheduler, *made):
            each.kill()  # a worker of a scheduler that was killed waits for it when it is asked to end
            each.wait(30)
