"""The reader of finished PDF files, as `toolchain.plugins` finds it."""

from __future__ import annotations

from toolchain.formats.table import PDF
from toolchain.model import Document
from toolchain.readers.finished import FinishedReader


class PdfReader(FinishedReader):
    """Reads a tagged PDF back by its structure, as assistive technology does (ISO 32000-1, 14.7 and 14.8).

    Glyphs, their places and links are those of the page; order and kinds of blocks are those of the tags.
    What the file does not show cannot be read: whether a space stood where a line ends. There the text has
    U+200B, behind a space where one is likely, which is everywhere but beside hyphens, ideographs and inside
    of addresses. Where words are written from right to left it has U+2060
    between stretches each of which has an order of its own; and what looks as no text is known to look stays
    in the order of the page, between U+202D and U+202C.
    """

    known = PDF


def read_bytes(data: bytes, display: str) -> Document:
    """Return the Document of a PDF; `display` is its path as messages show it. Raise `Failure` (S012)."""
    from toolchain.formats.pdf.file import opened
    from toolchain.formats.pdf.scan import scan
    from toolchain.readers.pdf.build import build

    with opened(data, display) as pdf:
        return build(pdf, scan(pdf, display), display).document
