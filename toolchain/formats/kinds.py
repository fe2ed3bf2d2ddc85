"""Recognize the kind of a file by its first bytes, whatever its name is."""

from __future__ import annotations

import codecs
from pathlib import PurePath

from toolchain.model.diagnostics import Failure
from toolchain.model.facts import Facts, Word
from toolchain.model.wording import command_line
from toolchain.rules.inputs import FileEmpty, FileTooLarge, InUtf, NotOfKind, OwnerFile

_SOURCE = Word("a Markdown source")
_WORD = Word("a Word file")
_BEGINNINGS = {
    b"%PDF": Word("a PDF"),
    b"PK\3\4": Word("a ZIP, Word or EPUB file"),
    b"\xd0\xcf\x11\xe0": Word("an old or encrypted Word file"),
    b"{\\rtf": Word("a document in RTF"),
    b"From: ": Word("a page saved as MHTML"),
    b"\x89PNG": Word("a PNG image"),
    b"\xff\xd8\xff": Word("a JPEG image"),
    b"GIF8": Word("a GIF image"),
    b"---\n": _SOURCE,
    b"---\r": _SOURCE,
    b"<": Word("a page of HTML or XML"),
}


def refuse_others(data: bytes, display: str, wanted: Word, largest: int, own: bytes) -> None:
    """Raise `Failure` for a file that is empty, has more than `largest` bytes, or is of another kind.

    `wanted` is the expected kind, whose files begin with `own`; `display` is the path in messages. A file
    with an unknown beginning is not refused.
    """
    head = data[:1000].lstrip(b"\xef\xbb\xbf \t\r\n")
    facts: Facts | None = None
    if not head and not data.strip():
        facts = FileEmpty()
    elif is_of_owner(display):
        facts = OwnerFile()
    elif kind := kind_of(head, own):
        facts = NotOfKind(wanted, kind, command_line(PurePath(display)) if kind == _SOURCE else None)
    elif len(data) > largest:
        facts = FileTooLarge(largest // 1_000_000)
    if facts:
        raise Failure.of(display, facts)


def is_of_owner(display: str) -> bool:
    """Return whether a file has a name that Word gives to what it keeps next to an open document."""
    return "/~$" in f"/{display}"


def kind_of(head: bytes, own: bytes) -> Word | None:
    """Return the kind of a file that begins with `head`, None if it is unknown or begins with `own`."""
    found = ((start, kind) for start, kind in _BEGINNINGS.items() if head.startswith(start))
    return next((kind for start, kind in found if not start.startswith(own)), None)


def text_refused(data: bytes) -> Facts | None:
    """Return what bytes are that a source cannot be, if that is known: a file of another kind, or UTF-16."""
    if wide := wide_encoding(data):
        return InUtf(wide)
    kind = kind_of(data[:1000], b"---")
    kind = _WORD if b"word/document.xml" in data and data.startswith(b"PK") else kind
    return NotOfKind(_SOURCE, kind, None) if kind else None


def wide_encoding(start: bytes) -> str:
    """Return "UTF-16" or "UTF-32" for a file that begins with its mark or a letter of ASCII, else ""."""
    if start[:4].count(0) == 3 or start.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        return "UTF-32"
    return "UTF-16" if b"\0" in start[:2] or start.startswith((b"\xff\xfe", b"\xfe\xff")) else ""
