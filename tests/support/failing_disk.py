"""A disk that fails, or a process that is killed, at one step of what it does with files."""

from __future__ import annotations

import errno
import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

STEPS: tuple[tuple[Any, str], ...] = (
    (os, "open"),
    (os, "fsync"),
    (Path, "mkdir"),
    (Path, "replace"),
    (Path, "hardlink_to"),
    (Path, "unlink"),
)
"""What is a step: each opens, forces out, makes, renames, links or removes one file."""


class Steps:
    """The steps so far; the one with the number `fatal` fails."""

    def __init__(self, fatal: int) -> None:
        self.fatal = fatal
        self.done = 0

    @property
    def has_failed(self) -> bool:
        return self.done >= self.fatal


@contextmanager
def failing(fatal: int, *, kill: bool = False) -> Iterator[Steps]:
    """Let one step fail as on a full disk; with `kill`, end the process there."""
    steps = Steps(fatal)
    with pytest.MonkeyPatch.context() as patch:
        for owner, name in STEPS:
            patch.setattr(owner, name, _counted(getattr(owner, name), steps, kill))
        yield steps


def _counted(function: Any, steps: Steps, kill: bool) -> Any:
    def counted(*arguments: Any, **named: Any) -> Any:
        steps.done += 1
        if steps.done == steps.fatal:
            if kill:
                os.kill(os.getpid(), signal.SIGKILL)
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return function(*arguments, **named)

    return counted


def killed_at(fatal: int, work: Any) -> bool:
    """Do some work in a copy of this process that is killed at a step; return whether it came that far."""
    child = os.fork()
    if child == 0:
        with failing(fatal, kill=True):
            work()
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL
