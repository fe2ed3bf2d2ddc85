"""Decode the bytes of a source: UTF-8, within the maximum size, without characters that no output can
hold.
"""

from __future__ import annotations

from codecs import BOM_UTF8
from pathlib import Path

from toolchain.formats.kinds import text_refused
from toolchain.formats.read_bytes import bytes_of, decoded
from toolchain.model.diagnostics import Failure, Finding, SourceSpan
from toolchain.model.expressions import expression
from toolchain.model.line_ends import LINE_END, first_end, lines_of
from toolchain.model.records import Record
from toolchain.rules import inputs as faults

MAX_BYTES = 10 * 1024 * 1024
CONTROL = expression(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufffe\uffff]")
"""What XML 1.0 excludes (production 2) or discourages, except tabs and line ends."""


class Source(Record):
    """The text of a source without its byte order mark, and its lines without their ends."""

    name: str
    text: str
    lines: tuple[str, ...]

    @property
    def end(self) -> str:
        r"""The end of the first line; "\n" if there is only one line."""
        return first_end(self.text)


def load_source(path: Path, name: str) -> Source:
    """Read `path`; messages call it `name`. Raise `Failure` (S012, S019 to S021)."""
    return decode_source(bytes_of(path, name, MAX_BYTES), name)


def decode_source(data: bytes, name: str) -> Source:
    """Return the text of a source's bytes. Raise `Failure`: S012 at the first wrong byte, S020, S021."""
    if len(data) > MAX_BYTES:
        raise Failure.of(name, faults.FileTooLarge(MAX_BYTES // 1_000_000))
    try:
        text = decoded(data, name)
        seen = LINE_END.sub(lambda end: end[0].replace("\f", " "), text) if "\f" in text else text
        if control := CONTROL.search(seen):
            place = SourceSpan.after(name, text[: control.start()])
            raise Failure(Finding(place, faults.ControlCharacter(ord(control[0]))))
    except Failure:
        if kind := text_refused(data.removeprefix(BOM_UTF8)):
            raise Failure(Finding(SourceSpan.at(name, 1), kind)) from None
        raise
    return Source(name, text, tuple(lines_of(text)))
