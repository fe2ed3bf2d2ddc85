"""The reader of finished PDF files, for `toolchain.plugins`."""

from __future__ import annotations

from toolchain.formats.table import PDF
from toolchain.model import Document
from toolchain.readers.finished import FinishedReader


class PdfReader(FinishedReader):
    """Reads a tagged PDF by its structure, as assistive technology does (ISO 32000-1, 14.7 and 14.8).

    Glyphs, their places and links are those of the page; the order and kinds of blocks are those of the tags.
    The file does not show whether there was a space at a line end. There the text has U+200B, after a space
    if one is likely, which is everywhere except next to hyphens and ideographs and inside addresses.

    For words from right to left, it has U+2060 between stretches that are ordered separately. Where no text
    in reading order looks like the page, the text stays in the order of the page, between U+202D and U+202C.
    """

    known = PDF


def read_bytes(data: bytes, display: str) -> Document:
    """Return the Document of a PDF; `display` is its path in messages.

    Raise `Failure` (S012, S020, S021) if it cannot be read.
    """
    from toolchain.formats.pdf.file import opened
    from toolchain.formats.pdf.scan import scan
    from toolchain.readers.pdf.build import build

    with opened(data, display) as pdf:
        return build(pdf, scan(pdf, display), display).document
