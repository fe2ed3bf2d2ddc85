"""Standard output and error as a command can rely on them: they are there, and writing to them never fails.

A reader that leaves early (`submission explain R205 | head -1`) and a stream that is closed (`>&-`) are the
user's will: what is left to say is dropped. Anything else, such as a full disk, is remembered as `lost`.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, TextIO, cast


class Stream:
    """A text stream whose failures are remembered, not raised."""

    def __init__(self, stream: TextIO | None) -> None:
        self._stream: Any = stream or _nowhere()
        self.lost: OSError | None = None
        self._dropping = False

    def write(self, text: str) -> int:
        """Write a text, or drop it where the stream has failed before."""
        if not self._dropping:
            try:
                self._stream.write(text)
            except OSError as error:
                self._fail(error)
        return len(text)

    def flush(self) -> None:
        """Send what was written on its way."""
        if not self._dropping:
            try:
                self._stream.flush()
            except OSError as error:
                self._fail(error)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)

    def _fail(self, error: OSError) -> None:
        """Drop all from now on, and what Python still holds as well, which it would write when it ends."""
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
    """Let `sys.stdout` and `sys.stderr` be such streams."""
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
    """Why standard output could not be written, if it could not, other than by the user's will."""
    return getattr(sys.stdout, "lost", None)


def forgive() -> None:
    """Take the loss of standard output for no failure."""
    if isinstance(sys.stdout, Stream):
        sys.stdout.lost = None


def _nowhere() -> TextIO:
    """What stands for a stream that is closed. Its number is taken, so no other file gets it."""
    return Path(os.devnull).open("w", encoding="utf-8")  # open as long as the program runs
