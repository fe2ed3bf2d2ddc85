"""The reader of finished HTML pages, as `toolchain.plugins` finds it."""

from __future__ import annotations

from toolchain.formats.table import HTML
from toolchain.model import Document
from toolchain.readers.finished import FinishedReader


class HtmlReader(FinishedReader):
    """Reads a page of ours back from what a browser shows of it.

    What counts is text, the meaning of elements, and what links lead to; of attributes only those that a
    client acts on (`href`, `alt`, `lang`, `hidden`, ARIA). Style sheets are not evaluated: what only CSS
    hides is taken for shown, and what only CSS adds for absent.
    """

    known = HTML


def read_bytes(data: bytes, display: str) -> Document:
    """Return the Document of a page; `display` is its path as messages show it. Raise `Failure` (S012)."""
    from toolchain.formats.html.page import load
    from toolchain.readers.html.build import build
    from toolchain.readers.html.scan import scan

    return build(scan(load(data, display)), display)
