"""The reader of finished HTML pages, as `toolchain.plugins` finds it."""

from __future__ import annotations

from pathlib import Path

from toolchain.formats.read_bytes import bytes_of
from toolchain.model import Document


class HtmlReader:
    """Reads a page of ours back from what a browser shows of it.

    What counts is text, the meaning of elements, and what links lead to; of attributes only those that a
    client acts on (`href`, `alt`, `lang`, `hidden`, ARIA). Style sheets are not evaluated: what only CSS
    hides is taken for shown, and what only CSS adds for absent.
    """

    api = 1
    name = "html"
    suffixes = (".html", ".htm")

    def read(self, path: Path, display: str) -> Document:
        """The Document of the page at `path`. Raises `Failure` (S012)."""
        return read_bytes(bytes_of(path, display), display)


def read_bytes(data: bytes, display: str) -> Document:
    """The Document of a page; `display` is its path as messages show it. Raises `Failure` (S012)."""
    from toolchain.formats.html.page import load
    from toolchain.readers.html.build import build
    from toolchain.readers.html.scan import scan

    return build(scan(load(data, display)), display)
