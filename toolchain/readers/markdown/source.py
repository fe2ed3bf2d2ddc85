"""A source's bytes become text: UTF-8, of bearable size, without what no output can hold."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

from toolchain.model.diagnostics import Failure, failure
from toolchain.model.line_ends import first_end, lines_of
from toolchain.model.places import FilePlace, SourceSpan

MAX_BYTES = 10 * 1024 * 1024
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]")
"""What XML 1.0 cannot hold (production 2) or discourages, tabs and line ends apart."""
_UTF16 = (b"\xff\xfe", b"\xfe\xff")


class Source(NamedTuple):
    """The text of a source, its byte order mark left out, and its lines without their ends."""

    name: str
    text: str
    lines: tuple[str, ...]

    @property
    def end(self) -> str:
        """What ends the first line; "\\n" where there is only one."""
        return first_end(self.text)


def load_source(path: Path, name: str) -> Source:
    """Read `path`; messages call it `name`. Raises Failure (S012)."""
    try:
        if path.is_dir():
            raise failure("S012", FilePlace(name), f"{name} is a folder", "name the file in it")
        if not path.is_file():
            what = "is no ordinary file" if path.exists() else "does not exist"
            raise failure("S012", FilePlace(name), f"{name} {what}", "see to its name")
        with path.open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)
    except OSError as error:
        message = f"{name} cannot be read: {error.strerror}"
        raise failure("S012", FilePlace(name), message, "see to its permissions") from None
    return decode_source(data, name)


def decode_source(data: bytes, name: str) -> Source:
    """The text of a source's bytes. Raises Failure (S012) with the line and column of the first bad byte."""
    if len(data) > MAX_BYTES:
        limit = MAX_BYTES // 1024 // 1024
        raise failure("S012", FilePlace(name), f"{name} is larger than {limit} MB", "divide the submission")
    if data.startswith(_UTF16):
        raise failure("S012", FilePlace(name), f"{name} is UTF-16, not UTF-8", "save it as UTF-8")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _not_utf8(data, error.start, name) from None
    if control := _CONTROL.search(text):
        span = _span_of(text, control.start(), name)
        what = "a NUL character" if control[0] == "\0" else f"a control character (U+{ord(control[0]):04X})"
        raise failure("S012", span, f"there is {what} in the text, which no output can hold", "delete it")
    return Source(name, text, tuple(lines_of(text)))


def _not_utf8(data: bytes, start: int, name: str) -> Failure:
    before = data[:start].decode("utf-8-sig", errors="replace")
    span = _span_of(before, len(before), name)
    return failure("S012", span, f"byte 0x{data[start]:02x} here is not UTF-8", "save the file as UTF-8")


def _span_of(text: str, position: int, name: str) -> SourceSpan:
    lines = lines_of(text[:position])
    line, column = len(lines), len(lines[-1]) + 1
    return SourceSpan(name, line, column, line, column + 1)
