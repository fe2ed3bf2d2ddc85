"""Replace pieces of a text, for example spaces by no-break spaces."""

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from toolchain import model as m
from toolchain.model.records import replace
from toolchain.text.running import Leaf, Running

NO_BREAK = "\u00a0"
THIN = "\u2009"
UNBROKEN = {" ": NO_BREAK, THIN: "\u202f"}
"""For each space, the no-break space of the same width."""


class Piece(NamedTuple):
    """The replacement for the characters from `start` to `end`."""

    start: int
    end: int
    nodes: m.Inlines


def replaced(inlines: m.Inlines, running: Running, pieces: Sequence[Piece]) -> m.Inlines:
    """Return the text with the pieces inserted; nodes outside the pieces are the same objects."""
    touched = {
        leaf.node: leaf
        for leaf in running.leaves
        if any(piece.start < leaf.end and leaf.start < piece.end for piece in pieces)
    }

    def changed(node: m.Inline) -> m.Inlines:
        return (
            cut(touched[node], pieces) if isinstance(node, m.Text | m.Break) and node in touched else (node,)
        )

    return rebuilt(inlines, changed)


def rebuilt(inlines: m.Inlines, change: Callable[[m.Inline], m.Inlines]) -> m.Inlines:
    """Return a text in which `change` replaces each node, also inside emphasis, links and other markup.

    Markup whose content does not change is the same object.
    """
    out: list[m.Inline] = []
    for node in inlines:
        if isinstance(node, m.Emphasis | m.Strong | m.Foreign | m.Link):
            inner = rebuilt(node.children, change)
            out.append(node if inner == node.children else replace(node, children=inner))
        else:
            out += change(node)
    return tuple(out)


def cut(leaf: Leaf, pieces: Sequence[Piece], text: str | None = None) -> m.Inlines:
    """Return one leaf with the pieces that begin in it; a piece that began earlier only removes its
    characters. `text` is printed in place of its own, as long as that.
    """
    text = text or (leaf.node.text if isinstance(leaf.node, m.Text) else " ")
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
