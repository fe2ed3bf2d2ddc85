"""Parses a page's bytes, and refuses what is no whole page or would take too much memory."""

from __future__ import annotations

import re

from toolchain.formats.html.tree import Page, parsed
from toolchain.model.diagnostics import Failure, failure
from toolchain.model.places import FilePlace

MAX_BYTES = 200 * 1024 * 1024
MAX_MARKUP = 24 * 1024 * 1024
"""Of a page without its pictures. One of 3,000 paragraphs and 9,000 notes has 4 MB."""
MAX_TAGS = 2_000_000
MAX_DEPTH = 2_000

_PICTURE = re.compile(rb'(<img\b[^<>]{0,300}?\bsrc=)"data:[^"<>]*"')
_BEGINNING = re.compile(
    rb"(?:\xef\xbb\xbf)?(?:\s|<!--(?>.*?-->))*+<(?:!doctype\s+html|html)\b", re.IGNORECASE | re.DOTALL
)
_KINDS = ((b"%PDF", "a PDF"), (b"PK\3\4", "a ZIP or Word file"), (b"\xd0\xcf\x11\xe0", "an old Word file"))
_AGAIN = "make it again with submission build"


def load(data: bytes, display: str) -> Page:
    """Return the tree of a page, of which nothing is fetched. Raises `Failure` (S012)."""
    if len(data) > MAX_BYTES:
        raise _unreadable(
            display, f"this page is larger than {MAX_BYTES // 1024 // 1024} MB", "make it smaller"
        )
    if not data.strip():
        raise _unreadable(display, "this file is empty", _AGAIN)
    if not _BEGINNING.match(data[:100_000]):
        kind = next((f": it begins as {kind} does" for start, kind in _KINDS if data.startswith(start)), "")
        raise _unreadable(display, f"this is not an HTML page{kind}", "see to its name")
    if b"</html>" not in data[-10_000:].lower():
        raise _unreadable(display, "this page has been cut off: its end, </html>, is missing", _AGAIN)
    data = _without_pictures(data)
    if len(data) > MAX_MARKUP or data.count(b"<") > MAX_TAGS:
        raise _unreadable(display, "this page has more text than can be read", "divide it")
    return _parsed(_decoded(data, display), display)


def _without_pictures(data: bytes) -> bytes:
    """The page without the bytes of its pictures, which are most of a large one and nothing that is read."""
    return _PICTURE.sub(rb'\1"data:,"', data)


def _decoded(data: bytes, display: str) -> str:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _unreadable(display, f"this page is not UTF-8 (at byte {error.start + 1})", _AGAIN) from error
    if "\0" in text:
        raise _unreadable(display, "this page holds a NUL, which no text has", _AGAIN)
    return text


def _parsed(text: str, display: str) -> Page:
    page = parsed(text, display, MAX_TAGS, located=False)
    if max(each.depth for each in page.elements) >= MAX_DEPTH:
        raise _unreadable(display, "this page has elements too deep inside each other", _AGAIN)
    if page.child(page.elements[0], "body") is None:  # but a set of frames
        raise _unreadable(display, "this page has no body", _AGAIN)
    return page


def _unreadable(display: str, message: str, help: str) -> Failure:
    return failure("S012", FilePlace(display), message, help)
