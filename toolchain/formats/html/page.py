"""Decode a page as browsers do, by the encoding that it declares, or parse one for the proof.

What is not a whole page, or would take too much memory, is refused.
"""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

from toolchain.formats.html.tree import Page, parsed
from toolchain.formats.kinds import refuse_others
from toolchain.model.diagnostics import Failure
from toolchain.model.expressions import expression
from toolchain.model.facts import Word
from toolchain.rules.files_html import CutOff, HasNul, NoBody, UnknownEncoding
from toolchain.rules.inputs import FileTooLarge, NotInEncoding, NotOfKind, TooMany, TooNested

HTML = Word("an HTML page")
MAX_BYTES = 200_000_000

_BEGINNING = expression(
    r"(?:\s|<!--(?>.*?-->)|<\?[^>]{0,500}>)*+<(?:!doctype\s+html|html|head|title|meta|body)\b",
    re.IGNORECASE | re.DOTALL,
)
_SAID = expression(rb"""<meta\b[^>]{0,500}?\bcharset\s*=\s*["']?\s*([\w:.-]{1,40})""", re.IGNORECASE)
_SAID_WITHIN, _BEGINS_WITHIN = 1024, 100_000
"""Number of bytes with the encoding (HTML, 4.2.5.4), and of characters in which a page must begin."""

_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_AS_BROWSERS = {"iso8859-1": "cp1252", "ascii": "cp1252", "gb2312": "gb18030", "gbk": "gb18030"}
"""The encodings that browsers use for declared ones (Encoding Standard)."""


class Decoded(NamedTuple):
    """A page's text; `said` is False if no encoding is declared and the text is not ASCII."""

    text: str
    said: bool


def decoded(data: bytes, display: str) -> Decoded:
    """Return the text of a page. Raise `Failure`: S012 if it cannot be decoded, S020 if it is not a page."""
    refuse_others(data, display, HTML, MAX_BYTES, b"<")
    text, said = _text(data, display)
    if not _BEGINNING.match(text[:_BEGINS_WITHIN]):
        raise Failure.of(display, NotOfKind(HTML))
    return Decoded(text, said or text.isascii())


def _text(data: bytes, display: str) -> tuple[str, bool]:
    for mark, name in _MARKS:
        if data.startswith(mark):
            return as_text(name, data[len(mark) :], display), True
    found = _SAID.search(data[:_SAID_WITHIN])
    if not found:
        return as_text("utf-8", data, display), False
    said = found[1].decode("ascii", "replace")
    try:
        name = codecs.lookup(said).name
    except LookupError as error:
        raise Failure.of(display, UnknownEncoding(said)) from error
    return as_text(_AS_BROWSERS.get(name, name), data, display), True


def as_text(encoding: str, data: bytes, display: str) -> str:
    """Return the text of a page. Raise `Failure` (S012) for a wrong encoding, and for a NUL character."""
    try:
        text = data.decode(encoding)
    except LookupError as error:  # as of base64, which makes no text
        raise Failure.of(display, UnknownEncoding(encoding)) from error
    except UnicodeError as error:
        byte = error.start + 1 if isinstance(error, UnicodeDecodeError) else None
        raise Failure.of(
            display, NotInEncoding(Word("this page"), encoding.removesuffix("-sig").upper(), byte)
        ) from error
    if "\0" in text:
        raise Failure.of(display, HasNul())
    return text


MAX_MARKUP = 25_000_000
"""Maximum number of bytes of a page without its pictures. 3,000 paragraphs and 9,000 notes have 4 MB."""
MAX_TAGS = 2_000_000
MAX_DEPTH = 2_000

_PICTURE = expression(rb'(<img\b[^<>]{0,300}?\bsrc=)"data:[^"<>]*"')
_WHOLE_PAGE = expression(
    rb"(?:\xef\xbb\xbf)?(?:\s|<!--(?>.*?-->))*+<(?:!doctype\s+html|html)\b", re.IGNORECASE | re.DOTALL
)


def load(data: bytes, display: str) -> Page:
    """Return the tree of a page; nothing is fetched. Raise `Failure` (S012, S020, S021)."""
    refuse_others(data, display, HTML, MAX_BYTES, b"<")
    if not _WHOLE_PAGE.match(data[:100_000]):
        raise Failure.of(display, NotOfKind(HTML))
    if b"</html>" not in data[-10_000:].lower():
        raise Failure.of(display, CutOff("<html>"))
    data = _PICTURE.sub(rb'\1"data:,"', data)  # the bytes of pictures are not read
    if len(data) > MAX_MARKUP:
        raise Failure.of(display, FileTooLarge(MAX_MARKUP // 1_000_000))
    if data.count(b"<") > MAX_TAGS:
        raise Failure.of(display, TooMany(MAX_TAGS, Word("elements")))
    page = parsed(as_text("utf-8-sig", data, display), display, MAX_TAGS, located=False)
    if max(each.depth for each in page.elements) >= MAX_DEPTH:
        raise Failure.of(display, TooNested())
    if page.child(page.elements[0], "body") is None:  # but a set of frames
        raise Failure.of(display, NoBody())
    return page
