"""An edited Word file: its document as a source has it, and what merging needs besides."""

from __future__ import annotations

from typing import NamedTuple

from toolchain import model as m
from toolchain.formats.docx.opened import open_bytes
from toolchain.formats.docx.properties import digests
from toolchain.readers.docx import read_bytes
from toolchain.resolve.digests import Digests, read_digests
from toolchain.word.importing import Loss, adopt


class Edited(NamedTuple):
    """A file's document, with the names of the authors in its comments, and what a source cannot hold.

    carried  the digests of the source that it was built from; None if it has none
    shown    everything that Word shows, for the proof
    """

    document: m.Document
    losses: tuple[Loss, ...]
    carried: Digests | None
    shown: m.Document


def opened(data: bytes, display: str) -> Edited:
    """Read a Word file's bytes. Raise `Failure` (S012) if they cannot be read."""
    file = open_bytes(data, display)
    carried = read_digests(digests(file.settings))
    adopted = adopt(file, lost=True)
    return Edited(adopted.document, adopted.losses, carried, read_bytes(data, display))


def document_of(data: bytes, display: str) -> m.Document:
    """Return only the document of a Word file."""
    return adopt(open_bytes(data, display), lost=True).document
