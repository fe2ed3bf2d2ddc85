"""Decode bytes to text, find places in it, and replace characters that no bibliography may contain."""

from __future__ import annotations

import re

from toolchain.formats import read_bytes
from toolchain.model.diagnostics import Failure, Finding, SourceSpan
from toolchain.model.expressions import expression
from toolchain.model.facts import Facts
from toolchain.model.line_ends import LineStarts
from toolchain.rules import bibliography as faults

MAX_BYTES = 32 * 1024 * 1024
"""The largest file that is read: some 30,000 entries with their abstracts."""

MAX_FIELD = 1_000_000
"""The most characters of a field."""

_UNPRINTABLE = expression("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_BLANKS = expression("[ \t\n\r\x85\u2028\u2029]+")
_BLANKS_BUT_LINES = expression("[ \t]+")
_BLANKS_AT_LINE_END = expression(" ?(?:\r\n|[\n\r\x85\u2028\u2029]) ?")


def decoded(data: bytes, path: str) -> str:
    """Return the text of a file, with line feeds as line ends. Raise `Failure`: S012 if it is empty
    or not UTF-8, S021 above 32 MiB.
    """
    if len(data) > MAX_BYTES:
        raise Failure.of(path, faults.TooLarge(MAX_BYTES // 1024**2))
    text = read_bytes.decoded(data, path)
    if not text.strip():
        raise Failure.of(path, faults.Empty())
    return text.replace("\r\n", "\n").replace("\r", "\n")


def printable(text: str) -> str:
    """Return the text with a blank for each unprintable character: controls, surrogates."""
    return _UNPRINTABLE.sub(" ", text) if _UNPRINTABLE.search(text) else text


def on_one_line(text: str) -> str:
    """Return the text with one space for each run of blanks and line ends, and none at the ends."""
    return _BLANKS.sub(" ", text).strip(" ")


def in_lines(text: str) -> str:
    """Return the text with its line breaks, each run of spaces as one, and no spaces around a line."""
    return _BLANKS_AT_LINE_END.sub("\n", _BLANKS_BUT_LINES.sub(" ", text)).strip(" \n")


class Places:
    """Converts offsets of a text to places."""

    def __init__(self, text: str, path: str) -> None:
        self.text, self.path = text, path
        self._at = LineStarts(text).place

    def span(self, start: int, end: int) -> SourceSpan:
        """Return the place of a piece of the text."""
        return SourceSpan(self.path, *self._at(start), *self._at(end))

    def located(self, start: int, end: int, form: str, name: str) -> SourceSpan:
        """Return the place of a name in a piece of the text; that of the piece for "", or if it is not there.

        `form` is the expression by which it is found, with the name at "{}".
        """
        found = re.compile(form.format(re.escape(name))).search(self.text, start, end) if name else None
        return self.span(*(found.span() if found else (start, end)))

    def unreadable(self, offset: int, facts: Facts) -> Failure:
        """Return a `Failure` at an offset of the text, in characters."""
        return Failure(Finding(self.span(offset, offset + 1), facts))
