"""The reader of finished books in EPUB, as `toolchain.plugins` finds it."""

from __future__ import annotations

from toolchain.formats.table import EPUB
from toolchain.model import Document
from toolchain.readers.finished import FinishedReader


class EpubReader(FinishedReader):
    """Reads a book back from what a reading system shows of it, in the order of its spine.

    Its documents are read as a page is: text, the meaning of elements, what links lead to. What stands before
    the text is known as reading systems know it, by the landmark from which they open a book.
    """

    known = EPUB


def read_bytes(data: bytes, display: str) -> Document:
    """Return the Document of a book; `display` is its path as messages show it. Raise `Failure` (S012)."""
    from toolchain.formats.epub.book import open_book
    from toolchain.readers.epub.document import document

    return document(open_book(data, display))
