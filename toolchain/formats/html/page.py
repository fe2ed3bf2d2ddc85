"""Parse the bytes of a page; refuse what is not a whole page or would take too much memory."""

from __future__ import annotations

import re

from toolchain.formats.html.page_decoding import HTML, as_text
from toolchain.formats.html.tree import Page, parsed
from toolchain.formats.kinds import refuse_others
from toolchain.model.diagnostics import Failure
from toolchain.model.facts import Word
from toolchain.rules.files_html import CutOff, NoBody
from toolchain.rules.inputs import FileTooLarge, NotOfKind, TooMany, TooNested

MAX_BYTES = 200_000_000
MAX_MARKUP = 25_000_000
"""Maximum number of bytes of a page without its pictures. 3,000 paragraphs and 9,000 notes have 4 MB."""
MAX_TAGS = 2_000_000
MAX_DEPTH = 2_000

_PICTURE = re.compile(rb'(<img\b[^<>]{0,300}?\bsrc=)"data:[^"<>]*"')
_BEGINNING = re.compile(
    rb"(?:\xef\xbb\xbf)?(?:\s|<!--(?>.*?-->))*+<(?:!doctype\s+html|html)\b", re.IGNORECASE | re.DOTALL
)


def load(data: bytes, display: str) -> Page:
    """Return the tree of a page; nothing is fetched. Raise `Failure` (S012, S020, S021)."""
    refuse_others(data, display, HTML, MAX_BYTES, b"<")
    if not _BEGINNING.match(data[:100_000]):
        raise Failure.of(display, NotOfKind(HTML))
    if b"</html>" not in data[-10_000:].lower():
        raise Failure.of(display, CutOff("<html>"))
    data = _without_pictures(data)
    if len(data) > MAX_MARKUP:
        raise Failure.of(display, FileTooLarge(MAX_MARKUP // 1_000_000))
    if data.count(b"<") > MAX_TAGS:
        raise Failure.of(display, TooMany(MAX_TAGS, Word("elements")))
    return _parsed(as_text("utf-8-sig", data, display), display)


def _without_pictures(data: bytes) -> bytes:
    """Return the page without the bytes of its pictures, which are not read."""
    return _PICTURE.sub(rb'\1"data:,"', data)


def _parsed(text: str, display: str) -> Page:
    page = parsed(text, display, MAX_TAGS, located=False)
    if max(each.depth for each in page.elements) >= MAX_DEPTH:
        raise Failure.of(display, TooNested())
    if page.child(page.elements[0], "body") is None:  # but a set of frames
        raise Failure.of(display, NoBody())
    return page
