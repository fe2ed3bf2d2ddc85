"""A text as one string, with the node and the place in the source of each character.

Searches are in the words of a text, not in the lines of the source, so that code, addresses, comments and
markup are not treated as words. What has no words is one character, as a `Manner` says.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Generator, Iterable, Sequence
from typing import Any

from toolchain import model as m
from toolchain.model.diagnostics import Edit, FilePlace, Place, SourceSpan, source_span
from toolchain.model.records import Record, replace
from toolchain.model.source_text import Source, align
from toolchain.model.walk import Ancestors, children

MARK, REFERENCE, OBJECT = "\ue000", "\ue001", "\ufffc"
"""The characters for a note mark, a cross-reference, and anything else except words."""

_MARKUP = frozenset((m.Emphasis, m.Strong, m.Foreign, m.Link))


class Manner(Record):
    """The characters for what has no words. Without one for a reference, its words are part of the text.

    `every_link`: the words of every link are part of the text; if false, only addresses are.
    """

    line_end: str
    hard_line_end: str
    mark: str = OBJECT
    reference: str | None = OBJECT
    every_link: bool = True

    def enters(self, node: m.Node) -> bool:
        """Return whether the words of a node are part of the text."""
        if type(node) in _MARKUP:
            return self.every_link or not isinstance(node, m.Link) or _is_address(node)
        return type(node) is m.CrossReference and self.reference is None

    def shown(self, node: m.Inline) -> str:
        """Return the characters for a node that is not entered."""
        match node:
            case m.Text(text=text):
                if MARK in text or REFERENCE in text:
                    return text.replace(MARK, OBJECT).replace(REFERENCE, OBJECT)
                return text
            case m.Break(hard=hard):
                return self.hard_line_end if hard else self.line_end
            case m.NoteMark() | m.InlineNote():
                return self.mark
            case m.CrossReference() if self.reference is not None:
                return self.reference
            case _:
                return OBJECT


class Leaf(Record):
    """A node with its position in the string, and the markup around it, outermost first."""

    start: int
    end: int
    node: m.Inline
    around: Ancestors

    @property
    def linked(self) -> bool:
        return any(isinstance(each, m.Link) for each in self.around)

    @property
    def set_off(self) -> bool:
        """Whether it is emphasized, or in another language."""
        return any(isinstance(each, m.Emphasis | m.Strong | m.Foreign) for each in self.around)


class Running:
    """The text of inlines. Its leaves are computed only if somebody asks for a place."""

    __slots__ = ("_aligned", "_inlines", "_leaves", "_manner", "source", "text")

    def __init__(self, inlines: m.Inlines, source: Source, manner: Manner) -> None:
        self.text = "".join(
            [manner.shown(each) if type(each) is m.Text else _shown(each, manner) for each in inlines]
        )
        self.source = source
        self._inlines = inlines
        self._manner = manner
        self._leaves: tuple[Leaf, ...] | None = None
        self._aligned: dict[int, Sequence[int] | None] = {}

    @property
    def leaves(self) -> tuple[Leaf, ...]:
        """The nodes of the text."""
        if self._leaves is None:
            self._leaves = tuple(_leaves(self._inlines, self._manner))
        return self._leaves

    def leaf(self, offset: int) -> Leaf:
        """Return the leaf with the character at `offset`."""
        return self.leaves[self._number(offset)]

    def span(self, start: int, end: int) -> Place:
        """Return the place of the characters from `start` to `end`, as exactly as possible."""
        exact = self.exact(start, end)
        if exact:
            return exact
        first, last = self.leaf(start), self.leaf(max(end - 1, start))
        begin = self.exact(start, start + 1) or first.node.span
        return begin.to(self.exact(end - 1, end) or last.node.span)

    def exact(self, start: int, end: int) -> SourceSpan | None:
        """Return the exact place in the source from `start` to `end`, if it is within the words of one
        node.
        """
        leaf = self.leaf(start)
        if leaf is not self.leaf(max(end - 1, start)):
            return None
        places, span = self.places(leaf), leaf.node.span
        if places is None or isinstance(span, FilePlace):
            return None
        first, last = places[start - leaf.start], places[end - leaf.start]
        return replace(span, column=span.column + first, end_column=span.column + last)

    def edit(self, start: int, end: int, new: str) -> tuple[Edit, ...]:
        """Return the edit that replaces the characters from `start` to `end`; none if it is not safe."""
        place = self.exact(start, end)
        return self.source.edit(place, self.text[start:end], new) if place else ()

    def whole(self, start: int, end: int) -> SourceSpan | None:
        """Return the place from `start` to `end` with all markup around it.

        None if a beginning or an end is within markup, or its place is not known.
        """
        first, last = self._number(start), self._number(end - 1)
        begin, finish = self._edge(first, start, -1), self._edge(last, end - 1, 1)
        if begin is None or finish is None:
            return None
        return replace(begin, end_line=finish.end_line, end_column=finish.end_column)

    def places(self, leaf: Leaf) -> Sequence[int] | None:
        """Return the positions of a leaf's characters, and of its end, in the source of its node."""
        if leaf.start not in self._aligned:
            node = leaf.node
            known = align(self.source.at(node.span), node.text) if isinstance(node, m.Text) else None
            self._aligned[leaf.start] = known
        return self._aligned[leaf.start]

    def _number(self, offset: int) -> int:
        return bisect_right(self.leaves, offset, key=lambda leaf: leaf.start) - 1

    def _edge(self, number: int, offset: int, step: int) -> SourceSpan | None:
        """Return the place of a character at the edge of a part, or of the markup that has it at its edge."""
        leaf = self.leaves[number]
        if not leaf.around:
            return self._place(leaf, offset)
        beside = number + step
        if 0 <= beside < len(self.leaves) and leaf.around[0] in self.leaves[beside].around[:1]:
            return None
        is_edge = offset == (leaf.start if step < 0 else leaf.end - 1)
        return source_span(leaf.around[0].span) if is_edge else None

    def _place(self, leaf: Leaf, offset: int) -> SourceSpan | None:
        if isinstance(leaf.node, m.Break):
            return None
        return (
            self.exact(offset, offset + 1) if isinstance(leaf.node, m.Text) else source_span(leaf.node.span)
        )


def _leaves(
    inlines: Iterable[Any], manner: Manner, start: int = 0, around: Ancestors = ()
) -> Generator[Leaf, None, int]:
    """Yield the leaves of inlines that begin at `start`, and return where they end."""
    for node in inlines:
        if type(node) is not m.Text and manner.enters(node):  # most are texts
            start = yield from _leaves(children(node), manner, start, (*around, node))
        elif not isinstance(node, m.Comment):
            end = start + len(node.text if type(node) is m.Text else manner.shown(node))
            yield Leaf(start, end, node, around)
            start = end
    return start


def _is_address(link: m.Link) -> bool:
    """Return whether a link shows its own address and nothing else."""
    match link.children:
        case (m.Text(text=text),):
            return text == link.url
    return False


def _shown(node: Any, manner: Manner) -> str:
    if manner.enters(node):
        return "".join([_shown(each, manner) for each in children(node)])
    return "" if isinstance(node, m.Comment) else manner.shown(node)
