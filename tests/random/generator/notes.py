"""The texts of notes."""

from __future__ import annotations

from tests.random.generator.blocks import NOTE, Lines, apart, block, blocks, indented, paragraph
from tests.random.generator.citations import citation
from tests.random.generator.making import Making

_FOUR = 4
"""The columns by which what belongs to a note is indented."""


def definition(making: Making, label: str) -> Lines:
    """The text of a note: mostly a few words, sometimes many blocks; often a citation and nothing else."""
    if making.keys and making.number(3):
        return [f"[^{label}]: {citation(making)}{making.one(('', '', '', '.'))}"]
    if making.chance(10):
        first: Lines = ["", *indented(block(making, NOTE), _FOUR)]
        if "<!--" in first[1]:
            first += ["", f"    {making.phrase()}"]
    else:
        words = paragraph(making, NOTE)
        first = [words[0], *(f"{' ' * _FOUR}{line}" for line in words[1:])]
    further = blocks(making, NOTE, 3) if making.chance(3) else ()
    lines = apart([first, *(indented(part, _FOUR) for part in further)])
    return [f"[^{label}]: {lines[0]}".rstrip(" "), *lines[1:]]


def definitions(making: Making) -> list[Lines]:
    """The texts of all notes that are marked so far, and of those that these mark."""
    found = []
    while making.written < len(making.notes):
        making.written += 1
        found.append(definition(making, making.notes[making.written - 1]))
    return found
