"""Removes the hidden files that a process leaves behind when it is killed while it writes outputs.

Whoever writes into a folder has a lock on it (shared; the system takes it back when the process ends,
however it ends). So whoever has it alone knows that the hidden files in there are nobody's.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

_HIDDEN = re.compile(r"\.submission-[0-9a-f]{16}")


def hidden_name() -> str:
    """A name for a file that is to be gone when the process is, which nobody has."""
    return f".submission-{os.urandom(8).hex()}"


@contextmanager
def claimed(folder: Path) -> Iterator[None]:
    """Keep others from clearing a folder meanwhile, after clearing it where nobody else writes there.

    Where there are no such locks, on some systems and networks, nothing is cleared.
    """
    descriptor = _locked(folder)
    try:
        yield
    finally:
        if descriptor is not None:
            os.close(descriptor)


def _locked(folder: Path) -> int | None:
    try:
        import fcntl
    except ImportError:  # Windows
        return None
    try:
        descriptor = os.open(folder, os.O_RDONLY)
    except OSError:  # a folder that one may write into, but not read
        return None
    with suppress(OSError):
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        _clear(folder)
    with suppress(OSError):
        fcntl.flock(descriptor, fcntl.LOCK_SH)
    return descriptor


def _clear(folder: Path) -> None:
    with os.scandir(folder) as entries:
        found = [Path(entry) for entry in entries if _HIDDEN.fullmatch(entry.name)]
    for path in found:
        with suppress(OSError):
            path.unlink()
