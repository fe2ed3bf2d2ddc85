"""Reads Word documents as Word shows them: its numbers, notes and fields are worked out anew."""

from __future__ import annotations

from toolchain.formats.table import DOCX
from toolchain.model import Document
from toolchain.readers.finished import FinishedReader


class DocxReader(FinishedReader):
    """The reader of finished DOCX files. Their spans count paragraphs, cells, tables and notes."""

    known = DOCX


def read_bytes(data: bytes, display: str) -> Document:
    """Return the Document of a DOCX in memory. Raise `Failure` (S012)."""
    from toolchain.readers.docx import reader

    return reader.read_bytes(data, display)
