"""What the readers of our own formats have in common, as `toolchain.plugins` finds them."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from toolchain.formats.read_bytes import bytes_of
from toolchain.formats.table import Format
from toolchain.model import Document

MOST_BYTES = 250_000_000
"""Bytes of a file that are read at all: the limit of PDFs, which is the largest of all formats."""


class FinishedReader:
    """The reader of one format: a file of it becomes what its record's reader makes of the bytes."""

    api = 1
    known: ClassVar[Format]

    def __init__(self) -> None:
        self.name, self.suffixes = self.known.name, self.known.suffixes

    def read(self, path: Path, display: str) -> Document:
        """Return the Document of a file, which messages call `display`. Raise `Failure` (S012)."""
        return self.known.read_back(bytes_of(path, display, MOST_BYTES), display)
