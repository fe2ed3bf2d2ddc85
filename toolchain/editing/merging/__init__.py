"""Bring the edits of a Word file back into the source that it was built from.

The source is built and read again (the base), and compared with the file, so that what every Word file lacks
is missing on both sides. Each difference becomes the smallest change of the source's text, or is listed.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from toolchain import model as m
from toolchain.editing.merging.merging import Merged, Tools, merge
from toolchain.editing.merging.tasks import Listed
from toolchain.formats.docx.beside import comments
from toolchain.formats.docx.opened import open_bytes
from toolchain.word.importing import Loss, adopt
from toolchain.word.importing.beside import as_comment

__all__ = ["Edited", "Listed", "Merged", "Tools", "merge", "opened"]


class Edited(NamedTuple):
    """A file's document, what a source cannot hold, and its comments with their authors by their texts."""

    document: m.Document
    losses: tuple[Loss, ...]
    signed: Mapping[str, str]


def opened(data: bytes, display: str) -> Edited:
    """Read a Word file's bytes as a source's document. Raise `Failure` (S012) if they cannot be read."""
    file = open_bytes(data, display)
    adopted = adopt(file, lost=True)
    signed: dict[str, str] = {}
    for comment in comments(file):
        text, author = as_comment(comment.text), as_comment(comment.author)
        if text and author:
            signed.setdefault(text, f"{author}: {text}")
    return Edited(adopted.document, adopted.losses, signed)
