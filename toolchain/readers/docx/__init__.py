"""Read Word documents as Word shows them: numbers, notes and fields are computed again."""

from __future__ import annotations

from toolchain.formats.table import DOCX
from toolchain.model import Document
from toolchain.readers.finished import FinishedReader


class DocxReader(FinishedReader):
    """The reader of finished DOCX files. Their spans count paragraphs, cells, tables and notes."""

    known = DOCX


def read_bytes(data: bytes, display: str) -> Document:
    """Return the Document of a DOCX; `display` is its path in messages.

    Raise `Failure` (S012, S020, S021, S023) if it cannot be read.
    """
    from toolchain.readers.docx import reader

    return reader.read_bytes(data, display)


def pictures(data: bytes, display: str) -> dict[str, bytes]:
    """Return the pictures of a DOCX by the names that its Document has for them; raise as `read_bytes`."""
    from toolchain.formats.docx.package import Package

    return dict(Package(data, display).images())
