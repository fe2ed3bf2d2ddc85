"""A disk that fails, or a process that is killed, at one step of what it does with files."""

from __future__ import annotations

import errno
import io
import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NoReturn

import pytest

STEPS: tuple[tuple[Any, str], ...] = (
    (os, "open"),
    (os, "fsync"),
    (Path, "mkdir"),
    (Path, "chmod"),
    (Path, "replace"),
    (Path, "hardlink_to"),
    (Path, "unlink"),
)
"""What is a step: each opens, forces out, makes, renames, links or removes one file. So is each write."""

NEVER = 1_000_000
"""A step that nothing comes to."""


class Steps:
    """The steps so far; the one with the number `fatal` fails."""

    def __init__(self, fatal: int) -> None:
        self.fatal = fatal
        self.done = 0
        self.names: list[str] = []

    @property
    def has_failed(self) -> bool:
        return self.done >= self.fatal

    @property
    def failed(self) -> str:
        """The function that failed, "" if none did."""
        return self.names[self.fatal - 1] if self.has_failed else ""

    def is_fatal(self, name: str) -> bool:
        """Count a step, and return whether it is the one that fails."""
        self.done += 1
        self.names.append(name)
        return self.done == self.fatal


@contextmanager
def failing(fatal: int, *, kill: bool = False) -> Iterator[Steps]:
    """Let one step fail as on a full disk; with `kill`, end the process there."""
    steps = Steps(fatal)
    with pytest.MonkeyPatch.context() as patch:
        for owner, name in STEPS:
            patch.setattr(owner, name, _counted(getattr(owner, name), name, steps, kill))
        patch.setattr(os, "fdopen", _half_written(os.fdopen, steps, kill))
        yield steps


def _counted(function: Any, name: str, steps: Steps, kill: bool) -> Any:
    def counted(*arguments: Any, **named: Any) -> Any:
        if steps.is_fatal(name):
            _fail(kill)
        return function(*arguments, **named)

    return counted


def _half_written(function: Any, steps: Steps, kill: bool) -> Any:
    """A file of which the fatal step writes only a half."""

    class Half(io.FileIO):
        def write(self, data: Any) -> int:
            if not steps.is_fatal("write"):
                return super().write(data)
            super().write(data[: len(data) // 2])
            return _fail(kill)

    def opened(descriptor: int, mode: str = "r", *more: Any, **named: Any) -> Any:
        return Half(descriptor, mode) if mode == "wb" else function(descriptor, mode, *more, **named)

    return opened


def _fail(kill: bool) -> NoReturn:
    if kill:
        os.kill(os.getpid(), signal.SIGKILL)
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def killed_at(fatal: int, work: Any) -> bool:
    """Do some work in a copy of this process that is killed at a step; return whether it came that far."""
    child = os.fork()
    if child == 0:
        with failing(fatal, kill=True):
            work()
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL
