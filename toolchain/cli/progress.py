"""Show progress on one line of a terminal; nothing if the work is fast or the output is not a terminal."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TextIO

from toolchain.reports import columns_of, cut_to, visible

PATIENCE = 1.0
"""Seconds before the line appears."""


class Progress:
    """A context manager; `step` says what is being done now."""

    def __init__(self, stream: TextIO | None = None, patience: float = PATIENCE) -> None:
        self._stream = stream or sys.stderr
        self._watched = self._stream.isatty()
        self._lock = threading.Lock()
        self._timer = threading.Timer(patience, self._appear)
        self._timer.daemon = True
        self._text = ""
        self._shown = 0
        self._visible = False

    def __enter__(self) -> Progress:
        if self._watched:
            self._timer.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._timer.cancel()
        with self._lock:
            self._visible, self._watched = False, False
            if self._shown:
                self._write("")

    @contextmanager
    def hidden(self) -> Iterator[None]:
        """Hide the line while something else is printed."""
        with self._lock:
            if self._shown:
                self._write("")
        yield
        self.step(self._text)

    def step(self, text: str) -> None:
        """Show this step from now on."""
        with self._lock:
            self._text = text
            if self._visible:
                self._write(text)

    def _appear(self) -> None:
        with self._lock:
            self._visible = self._watched
            if self._visible:
                self._write(self._text)

    def _write(self, text: str) -> None:
        """Replace the line; the cursor stays at its start."""
        from shutil import get_terminal_size  # with bz2 and lzma, and most commands end before

        text = cut_to(visible(text), min(get_terminal_size().columns, 79) - 1)
        width = columns_of(text)
        self._stream.write("\r" + text + " " * (self._shown - width) + "\r")
        self._stream.flush()
        self._shown = width
