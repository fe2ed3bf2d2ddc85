"""The text of a typed note, and what of it is in italics or bold."""

from __future__ import annotations

from toolchain import model as m
from toolchain.model.source_text import Source
from toolchain.text.running import Manner, Running

_MANNER = Manner(" ", " ", every_link=False)


def note_text(note: m.Note, source: Source) -> Running | None:
    """Return the text of a note that is one paragraph; None of any other."""
    blocks = [block for block in note.blocks if not isinstance(block, m.Comment)]
    if len(blocks) != 1 or not isinstance(blocks[0], m.Paragraph):
        return None
    return Running(blocks[0].children, source, _MANNER)


def italics(text: Running) -> list[tuple[int, int]]:
    """Return the ranges of a text that are in italics or bold."""
    found: dict[int, tuple[int, int]] = {}
    for leaf in text.leaves:
        for outer in leaf.around:
            if isinstance(outer, m.Emphasis | m.Strong):
                found[id(outer)] = (found.get(id(outer), (leaf.start, 0))[0], leaf.end)
    return list(found.values())
