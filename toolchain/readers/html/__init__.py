"""The reader of finished HTML pages, for `toolchain.plugins`."""

from __future__ import annotations

from toolchain.formats.table import HTML
from toolchain.model import Document
from toolchain.readers.finished import FinishedReader


class HtmlReader(FinishedReader):
    """Reads a page from what a browser shows.

    Text, the meaning of elements and the targets of links are read; of attributes, only those with an effect
    (`href`, `alt`, `lang`, `hidden`, ARIA, and a `style` that hides). Style sheets are not applied: content
    that only they hide is read as visible, and words that only they add are omitted.
    """

    known = HTML


def read_bytes(data: bytes, display: str) -> Document:
    """Return the Document of a page; `display` is its path in messages.

    Raise `Failure` (S012, S020, S021) if it cannot be read.
    """
    from toolchain.formats.html.page import load
    from toolchain.readers.html.build import build
    from toolchain.readers.html.scan import scan

    return build(scan(load(data, display)), display)
