"""Standard output and error streams that always exist and never raise.

A reader that exits early (`submission explain R205 | head -1`) and a closed stream (`>&-`) are the user's
choice: further output is dropped. Any other error, such as a full disk, is stored as `lost`.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, TextIO, cast


class Stream:
    """A text stream that records failures and does not raise them."""

    def __init__(self, stream: TextIO | None) -> None:
        self._stream: Any = stream or _nowhere()
        self.lost: OSError | None = None
        self._dropping = False

    def write(self, text: str) -> int:
        """Write a text, or drop it if the stream has failed before."""
        self._try(lambda: self._stream.write(text))
        return len(text)

    def flush(self) -> None:
        """Flush what was written."""
        self._try(self._stream.flush)

    def _try(self, action: Callable[[], object]) -> None:
        if not self._dropping:
            try:
                action()
            except OSError as error:
                self._fail(error)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)

    def _fail(self, error: OSError) -> None:
        """Drop all further output, and what Python still buffers, which it would write when it ends."""
        self._dropping = True
        if not isinstance(error, BrokenPipeError):
            self.lost = error
        with suppress(OSError, ValueError):
            number = self._stream.fileno()
            nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, number)
            os.close(nowhere)


@contextmanager
def reliable() -> Iterator[None]:
    """Make `sys.stdout` and `sys.stderr` such streams."""
    before = sys.stdout, sys.stderr
    streams = [Stream(stream) for stream in before]
    for stream in streams:
        stream.reconfigure(errors="backslashreplace")
    sys.stdout, sys.stderr = (cast("TextIO", stream) for stream in streams)
    try:
        yield
    finally:
        sys.stdout, sys.stderr = before


def lost_output() -> OSError | None:
    """Return why standard output could not be written, unless the user closed it."""
    return getattr(sys.stdout, "lost", None)


def forgive() -> None:
    """Do not treat the lost output as a failure."""
    if isinstance(sys.stdout, Stream):
        sys.stdout.lost = None


def _nowhere() -> TextIO:
    """Return a replacement for a closed stream. Its number is in use, so that no other file gets it."""
    return Path(os.devnull).open("w", encoding="utf-8")  # open as long as the program runs
