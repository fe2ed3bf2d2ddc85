"""Writes the source of a Document: Markdown in the dialect of docs/source-format.md.

Read again, what is written is the same tree, but for places. What the dialect cannot hold is written in the
nearest form and told as a `Loss`. It is no writer of `build`, since a source is no output: what brings a
Word file back into a source asks for it.
"""

from toolchain.writers.markdown.losses import Loss, Written
from toolchain.writers.markdown.source import (
    blocks_text,
    inlines_text,
    note_text,
    source_text,
    written_blocks,
    written_inlines,
    written_note,
    written_source,
)

__all__ = [
    "Loss",
    "Written",
    "blocks_text",
    "inlines_text",
    "note_text",
    "source_text",
    "written_blocks",
    "written_inlines",
    "written_note",
    "written_source",
]
