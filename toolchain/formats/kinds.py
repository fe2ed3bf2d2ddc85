"""What a file is by its first bytes, whatever its name says."""

from __future__ import annotations

from toolchain.model.diagnostics import Failure
from toolchain.model.facts import Facts, Word
from toolchain.rules.inputs import FileEmpty, FileTooLarge, NotOfKind

_BEGINNINGS = {
    b"%PDF": Word("a PDF"),
    b"PK\3\4": Word("a ZIP, Word or EPUB file"),
    b"\xd0\xcf\x11\xe0": Word("an old or encrypted Word file"),
    b"{\\rtf": Word("a document in RTF"),
    b"From: ": Word("a page saved as MHTML"),
    b"<": Word("a page of HTML or XML"),
}


def refuse_others(data: bytes, display: str, wanted: Word, largest: int, own: bytes) -> None:
    """Raise `Failure` for a file that is empty, has more than `largest` bytes, or is of another kind.

    Files of the kind that is `wanted` begin with `own`. What begins in no known way is not refused.
    """
    head = data[:1000].lstrip(b"\xef\xbb\xbf \t\r\n")
    facts: Facts | None = None
    if not head and not data.strip():
        facts = FileEmpty()
    elif kind := kind_of(head, own):
        facts = NotOfKind(wanted, kind)
    elif len(data) > largest:
        facts = FileTooLarge(largest // 1_000_000)
    if facts:
        raise Failure.of(display, facts)


def kind_of(head: bytes, own: bytes) -> Word | None:
    """Return what else than a file that begins with `own` has such a beginning."""
    found = ((start, kind) for start, kind in _BEGINNINGS.items() if head.startswith(start))
    return next((kind for start, kind in found if not start.startswith(own)), None)
