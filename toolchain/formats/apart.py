"""Call a function in a process of its own, with limits of time and memory.

A file from another author can make a library crash, or use all memory: then only that process ends.
"""

from __future__ import annotations

import copyreg
import os
import pickle
import subprocess
import sys
import traceback
from collections.abc import Iterator
from contextlib import suppress
from importlib import import_module
from types import MappingProxyType
from typing import Any

SECONDS, GIGABYTES = 600, 4


class Stopped(Exception):
    """The process did not answer within its limits, or crashed. Only a traceback shows the text."""


def call(function: str, *arguments: Any, seconds: float = SECONDS) -> Any:
    """Return what `module:name` returns, an iterator as a tuple, and raise what it raises, or `Stopped`."""
    _pickle_mappings()
    try:
        done = subprocess.run(
            [sys.executable, "-P", "-c", f"from {__name__} import answer; answer()"],
            input=pickle.dumps((function, arguments)), capture_output=True, check=False, timeout=seconds,
            env=os.environ | {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        )  # fmt: skip
    except subprocess.TimeoutExpired as error:
        raise Stopped(f"more than {seconds} s") from error
    if done.returncode == 1:  # as after an exception, which is a mistake of ours
        raise RuntimeError(done.stderr.decode(errors="replace"))
    if done.returncode:
        raise Stopped(f"exit status {done.returncode}")
    result, raised = pickle.loads(done.stdout)  # noqa: S301 -- the process is ours
    if isinstance(raised, MemoryError):
        raise Stopped(f"more than {GIGABYTES} GB")
    if raised:
        raise raised
    return result


def answer() -> None:
    """Read a call from standard input, and write its result, or what it raised."""
    limit_memory(GIGABYTES)
    _pickle_mappings()
    function, arguments = pickle.load(sys.stdin.buffer)  # noqa: S301 -- from `call`
    module, _, name = function.partition(":")
    result, raised = None, None
    try:
        result = getattr(import_module(module), name)(*arguments)
        if isinstance(result, Iterator):
            result = tuple(result)
    except Exception as error:
        if not isinstance(error, MemoryError):
            error.add_note(traceback.format_exc())
        result, raised = None, error
    sys.stdout.buffer.write(pickle.dumps((result, raised)))


def limit_memory(gigabytes: int | None) -> None:
    """Limit the memory of this process, where the system can."""
    if gigabytes is None or sys.platform == "win32":  # which has no limit
        return
    import resource

    with suppress(ValueError, OSError):  # macOS may refuse it, and a user may have a lower one
        _, most = resource.getrlimit(resource.RLIMIT_AS)  # a program that this one starts has its own limit
        resource.setrlimit(resource.RLIMIT_AS, (gigabytes * 2**30, most))


def _pickle_mappings() -> None:
    copyreg.pickle(MappingProxyType, lambda mapping: (_read_only, (dict(mapping),)))


def _read_only(values: dict[Any, Any]) -> MappingProxyType[Any, Any]:
    return MappingProxyType(values)  # the type itself has no name that pickle finds
