"""The command in a process of its own, with a limit of memory and of time, and what it used of both."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import pytest

MOST_MEMORY = 3_000_000_000
"""Bytes of address space: more than any case may use, and less than what harms the machine of the tests."""
LIMITING = Path(__file__).with_name("limiting.py")


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
    said = folder / ".said"
    limits = map(str, (said, MOST_MEMORY, seconds))
    done = subprocess.run(
        [sys.executable, "-I", "-S", LIMITING, *limits, sys.executable, "-m", "toolchain", *arguments],
        cwd=folder,
        env=os.environ | {"SUBMISSION_TRACEBACK": ""},
        check=True,
        capture_output=True,
    )
    status, processor, memory = json.loads(done.stdout)
    return Used(status, said.read_text(encoding="utf-8", errors="replace"), processor, memory)
