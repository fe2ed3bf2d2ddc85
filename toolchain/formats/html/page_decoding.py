"""A page's bytes as text: by what it says of its letters, as browsers take them."""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

from toolchain.model.diagnostics import Failure, failure
from toolchain.model.places import FilePlace

MOST_BYTES = 200 * 1024 * 1024

_BEGINNING = re.compile(
    r"(?:\s|<!--(?>.*?-->)|<\?[^>]{0,500}>)*+<(?:!doctype\s+html|html|head|title|meta|body)\b",
    re.IGNORECASE | re.DOTALL,
)
_SAID = re.compile(rb"""<meta\b[^>]{0,500}?\bcharset\s*=\s*["']?\s*([\w:.-]{1,40})""", re.IGNORECASE)
_SAID_WITHIN, _BEGINS_WITHIN = 1024, 100_000
"""Bytes in which a page says its encoding (HTML, 4.2.5.4), and characters in which it begins to be one."""

_KINDS = (
    (b"%PDF", "a PDF"),
    (b"PK\3\4", "a ZIP, Word or EPUB file"),
    (b"\xd0\xcf\x11\xe0", "an old Word file"),
    (b"From: ", "a page saved as MHTML"),
)
_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_AS_BROWSERS = {"iso8859-1": "cp1252", "ascii": "cp1252", "gb2312": "gb18030", "gbk": "gb18030"}
"""What browsers take where a page says one of these (Encoding Standard)."""

_SAVE = "save it as a page (HTML) in UTF-8"


class Decoded(NamedTuple):
    """A page's text; `said` is False where nothing says which encoding it is in and it matters."""

    text: str
    said: bool


def decoded(data: bytes, display: str) -> Decoded:
    """The text of a page. Raises `Failure` (S012) for what is none, or cannot be decoded."""
    if len(data) > MOST_BYTES:
        limit = MOST_BYTES // 1024 // 1024
        raise _unreadable(display, f"this page is larger than {limit} MB", "make it smaller")
    if not data.strip():
        raise _unreadable(display, "this file is empty", _SAVE)
    kind = next((f": it begins as {kind} does" for start, kind in _KINDS if data.startswith(start)), "")
    if kind:
        raise _unreadable(display, f"this is not an HTML page{kind}", "see to its name")
    text, said = _text(data, display)
    if not _BEGINNING.match(text[:_BEGINS_WITHIN]):
        raise _unreadable(display, "this is not an HTML page", "see to its name")
    if "\0" in text:
        raise _unreadable(display, "this page holds a NUL, which no text has", _SAVE)
    return Decoded(text, said or text.isascii())


def _text(data: bytes, display: str) -> tuple[str, bool]:
    for mark, name in _MARKS:
        if data.startswith(mark):
            return _as(name, data[len(mark) :], display), True
    found = _SAID.search(data[:_SAID_WITHIN])
    if not found:
        return _as("utf-8", data, display), False
    said = found[1].decode("ascii", "replace")
    try:
        name = codecs.lookup(said).name
    except LookupError as error:
        raise _unreadable(display, f"this page says that it is in {said}, which is unknown", _SAVE) from error
    return _as(_AS_BROWSERS.get(name, name), data, display), True


def _as(name: str, data: bytes, display: str) -> str:
    try:
        return data.decode(name)
    except LookupError as error:  # as of base64, which makes no text
        raise _unreadable(
            display, f"this page says that it is in {name}, which is no encoding", _SAVE
        ) from error
    except UnicodeError as error:
        where = f" (at byte {error.start + 1})" if isinstance(error, UnicodeDecodeError) else ""
        raise _unreadable(display, f"this page is not in {name.upper()}{where}", _SAVE) from error


def _unreadable(display: str, message: str, help_: str) -> Failure:
    return failure("S012", FilePlace(display), message, help_)
