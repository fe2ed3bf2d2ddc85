"""Reads Word documents as Word shows them: its numbers, notes and fields are worked out anew."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from toolchain.model import Document


class DocxReader:
    """The reader of finished DOCX files. Their spans count paragraphs, cells, tables and notes."""

    api = 1
    name = "docx"
    suffixes = (".docx",)

    def read(self, path: Path, display: str) -> Document:
        """Read a file; `display` is its path as messages show it. Raises `Failure` (S012)."""
        from toolchain.readers.docx.reader import read_file

        return read_file(path, display)


def read_bytes(data: bytes, display: str) -> Document:
    """The Document of a DOCX in memory. Raises `Failure` (S012)."""
    from toolchain.readers.docx import reader

    return reader.read_bytes(data, display)
