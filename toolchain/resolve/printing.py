"""A text as one string with its leaves, and the same text with some pieces replaced."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from toolchain import model as m
from toolchain.model.walk import walk

NO_BREAK = "\u00a0"
THIN = "\u2009"
UNBROKEN = {" ": NO_BREAK, THIN: "\u202f"}
"""For each space, the no-break space of the same width."""
OPAQUE = "\ufffc"
"""The placeholder for a node without characters of its own: a mark, an image, code."""


class Leaf(NamedTuple):
    """A node with characters, and its position in the string."""

    node: m.Text | m.Break
    start: int
    end: int


class Piece(NamedTuple):
    """The replacement for the characters from `start` to `end`."""

    start: int
    end: int
    nodes: m.Inlines


@dataclass(frozen=True, slots=True, eq=False)
class Flat:
    """The string of a text: a source line's end is a space, comments are omitted."""

    text: str
    leaves: tuple[Leaf, ...]

    def leaf(self, position: int) -> Leaf:
        """Return the leaf of the character at `position`, or the last leaf before it."""
        return self.leaves[bisect_right(self.leaves, position, key=lambda leaf: leaf.start) - 1]


def flatten(inlines: Iterable[m.Inline]) -> Flat:
    """Return the string of a text, with the leaves of its characters."""
    parts: list[str] = []
    leaves: list[Leaf] = []
    length = 0
    for node, _ in walk(inlines):
        match node:
            case m.Text(text=text):
                leaves.append(Leaf(node, length, length + len(text)))
            case m.Break(hard=hard):
                text = "\n" if hard else " "
                leaves.append(Leaf(node, length, length + 1))
            case m.Emphasis() | m.Strong() | m.Foreign() | m.Link() | m.CrossReference() | m.Comment():
                continue
            case _:
                text = OPAQUE
        parts.append(text)
        length += len(text)
    return Flat("".join(parts), tuple(leaves))


def replaced(inlines: m.Inlines, flat: Flat, pieces: Sequence[Piece]) -> m.Inlines:
    """Return the text with the pieces inserted; nodes outside the pieces are the same objects."""
    touched = {
        leaf.node: leaf
        for leaf in flat.leaves
        if any(piece.start < leaf.end and leaf.start < piece.end for piece in pieces)
    }

    def cut(node: m.Inline) -> m.Inlines:
        return (
            _cut(touched[node], pieces) if isinstance(node, m.Text | m.Break) and node in touched else (node,)
        )

    return rebuilt(inlines, cut)


def rebuilt(inlines: m.Inlines, change: Callable[[m.Inline], m.Inlines]) -> m.Inlines:
    """Return a text with all nodes changed but markup; markup whose content stays is the same object."""
    out: list[m.Inline] = []
    for node in inlines:
        if isinstance(node, m.Emphasis | m.Strong | m.Foreign | m.Link):
            inner = rebuilt(node.children, change)
            out.append(node if inner == node.children else replace(node, children=inner))
        else:
            out += change(node)
    return tuple(out)


def _cut(leaf: Leaf, pieces: Sequence[Piece]) -> m.Inlines:
    """Return one leaf with the pieces that begin in it; a piece that began earlier only removes its
    characters.
    """
    text = leaf.node.text if isinstance(leaf.node, m.Text) else " "
    out: list[m.Inline] = []
    done = 0
    for piece in pieces:
        start, end = piece.start - leaf.start, piece.end - leaf.start
        if end <= 0 or start >= len(text):
            continue
        out.append(m.Text(leaf.node.span, text[done : max(start, 0)]))
        out += piece.nodes if start >= 0 else ()
        done = min(end, len(text))
    out.append(m.Text(leaf.node.span, text[done:]))
    return joined(out)


def joined(inlines: Iterable[m.Inline]) -> m.Inlines:
    """Return inlines without empty texts, and with adjacent texts joined."""
    out: list[m.Inline] = []
    for node in inlines:
        last = out[-1] if out else None
        if isinstance(node, m.Text) and isinstance(last, m.Text):
            out[-1] = m.Text(last.span.to(node.span), last.text + node.text)
        elif not (isinstance(node, m.Text) and not node.text):
            out.append(node)
    return tuple(out)
