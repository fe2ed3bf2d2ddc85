"""Functions and programs in a process of their own, where nothing else has used memory or changed signals."""

from __future__ import annotations

import re
import signal
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import TypeVar

import pytest

T = TypeVar("T")
A = TypeVar("A")

_PROC = Path("/proc/self")


def use_default_signals() -> None:
    """Undo in a new process what `nohup`, or a shell in the background, has it ignore: for `preexec_fn`."""
    for name in (signal.SIGHUP, signal.SIGINT, signal.SIGTERM):
        signal.signal(name, signal.SIG_DFL)


def run_alone(function: Callable[[A], T], argument: A) -> T:
    """Return what a function of a module returns in a new process, or raise what it raises there."""
    with ProcessPoolExecutor(1, get_context("spawn")) as pool:
        return pool.submit(function, argument).result()


def run_measured(function: Callable[[A], T], argument: A) -> tuple[T, int]:
    """Return the same, and how many bytes of memory the call needs at most. Only Linux can say this."""
    if not (_PROC / "clear_refs").exists():
        pytest.skip("this system does not say how much memory a call needs")
    return run_alone(partial(measure, function), argument)


def measure(function: Callable[[A], T], argument: A) -> tuple[T, int]:
    """Return the same for a call in this process, whose memory must not be used by others meanwhile."""
    before = _memory("VmRSS")
    (_PROC / "clear_refs").write_text("5", encoding="ascii")  # forget the highest value
    result = function(argument)
    return result, _memory("VmHWM") - before


def _memory(name: str) -> int:
    found = re.search(rf"^{name}:\s+(\d+) kB$", (_PROC / "status").read_text(encoding="ascii"), re.MULTILINE)
    assert found
    return int(found[1]) * 1024
