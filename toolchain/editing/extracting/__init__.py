"""Typed notes become citations of entries: a proposal, which a writer reviews.

A reference is read (`references`, `notes`), its source gets an entry of a bibliography in CSL-JSON (`keys`,
`files`), the note a citation of that. The proof is in the printing (`proposing`): the document is read again
and resolved, and a note that would not say the very words that were typed stays as it is, and is listed.
"""

from __future__ import annotations

from toolchain.editing.extracting.proposing import Extraction, Left, Tools, edited, extract

__all__ = ["Extraction", "Left", "Tools", "edited", "extract"]
