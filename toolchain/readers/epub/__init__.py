"""The reader of finished EPUB books, for `toolchain.plugins`."""

from __future__ import annotations

from toolchain.formats.table import EPUB
from toolchain.model import Document
from toolchain.readers.finished import FinishedReader


class EpubReader(FinishedReader):
    """Reads a book from what a reading system shows, in the order of its spine.

    Its documents are read like a page: text, the meaning of elements, the targets of links. The text begins
    at the landmark where reading systems open a book.
    """

    known = EPUB


def read_bytes(data: bytes, display: str) -> Document:
    """Return the Document of a book; `display` is its path in messages.

    Raise `Failure` (S012, S020, S021) if it cannot be read.
    """
    from toolchain.formats.epub.container import open_book
    from toolchain.readers.epub.document import document

    return document(open_book(data, display))
