"""Read a PDF that is compared with its source, in a process that loads nothing else."""

from __future__ import annotations

from collections.abc import Sequence

from toolchain.checks.files import draft
from toolchain.formats.pdf.file import opened
from toolchain.formats.pdf.painting import Painting
from toolchain.formats.pdf.scan import scan
from toolchain.model import Document
from toolchain.model.diagnostics import Finding
from toolchain.readers.pdf.build import build


def shown(data: bytes, display: str) -> tuple[Document, Sequence[Finding]]:
    """Return what a file shows, and the mark of a draft. Raise `Failure` (S012, S020, S021)."""
    painting = Painting()
    with opened(data, display) as pdf:
        document = build(pdf, scan(pdf, display, painting), display).document
    return document, tuple(draft.in_pdf(painting.pages, display))
