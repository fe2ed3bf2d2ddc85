"""The common part of the readers of built-in formats, for `toolchain.plugins`."""

from __future__ import annotations

from pathlib import Path
from typing import ClassVar

from toolchain.formats.read_bytes import bytes_of
from toolchain.formats.table import Format
from toolchain.model import Document

MOST_BYTES = 250_000_000
"""Maximum number of bytes of a file: the limit of PDFs, which is the largest of all formats."""


class FinishedReader:
    """The reader of one format: it calls the reader that the format's record names."""

    api = 1
    known: ClassVar[Format]

    def __init__(self) -> None:
        self.name, self.suffixes = self.known.name, self.known.suffixes

    def read(self, path: Path, display: str) -> Document:
        """Return the Document of a file; `display` is its path in messages. Raise `Failure`."""
        data = bytes_of(path, display, MOST_BYTES)
        document: Document = self.known.examined(self.known.reader, data, display)
        return document
