"""The command in a process of its own, with a limit of memory and of time, and what it used of both."""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.support.own_process import run_alone

MOST_MEMORY = 3_000_000_000
"""Bytes of address space: more than any case may use, and less than what harms the machine of the tests."""


class Used(NamedTuple):
    """How a command ended, what it printed, and the seconds of a processor and the megabytes it used."""

    status: int
    said: str
    seconds: float
    megabytes: float


def run_limited(arguments: Sequence[str], folder: Path, seconds: int) -> Used:
    """Run the command in a folder. It is killed after so many seconds of a processor, or three times that."""
    if not sys.platform.startswith("linux"):
        pytest.skip("this system does not limit memory")
    return run_alone(
        _run, (tuple(arguments), folder, seconds)
    )  # a process begins with the memory of its parent


def _run(asked: tuple[tuple[str, ...], Path, int]) -> Used:
    arguments, folder, seconds = asked

    # This process was made for the command, which inherits the limits.
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    said = folder / ".said"
    environment = os.environ | {"SUBMISSION_TRACEBACK": ""}
    with said.open("wb") as out, subprocess.Popen(
        [sys.executable, "-m", "toolchain", *arguments],
        cwd=folder, stdin=subprocess.DEVNULL, stdout=out, stderr=out, env=environment,
    ) as process:  # fmt: skip
        signal.signal(signal.SIGALRM, lambda *_: process.kill())
        signal.alarm(3 * seconds)
        try:
            _, status, usage = os.wait4(process.pid, 0)
        finally:
            signal.alarm(0)
        process.returncode = os.waitstatus_to_exitcode(status)
    text = said.read_text(encoding="utf-8", errors="replace")
    return Used(process.returncode, text, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1000)
