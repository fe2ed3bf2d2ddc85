"""The running text of one block as a string for searching, with places in the source.

Checks search the words of the tree, not the lines of the source, so that code, addresses, comments and markup
are not treated as words.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple, cast

from toolchain import model as m
from toolchain.model.places import FilePlace, Place, SourceSpan
from toolchain.model.source_text import Source, align
from toolchain.model.walk import Ancestors, walk

MARK, REFERENCE, OBJECT = "\ue000", "\ue001", "\ufffc"
"""The characters in a passage for a note mark, a cross-reference, and anything else except words."""

_SIGNS = {
    m.Text: "",
    m.Break: "\n",
    m.NoteMark: MARK,
    m.InlineNote: MARK,
    m.CrossReference: REFERENCE,
}
_ADDRESS = re.compile(
    r"(?:\b(?:https?|ftp|mailto):|\bwww\.)[!-~]*[\w/=#~+-]|[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+", re.IGNORECASE
)
_CONTAINERS = (m.Emphasis, m.Strong, m.Foreign, m.Link, m.Comment)
_SET_OFF = (m.Emphasis, m.Strong, m.Foreign)
_WHOLE = (m.CrossReference, m.Citation)
"""What stands in a passage as one character, whatever is in it."""

_OPENING = "“«„「『《"
_QUOTATION_MARK = re.compile(r'["“”«»„「」『』《》]')


class Piece(NamedTuple):
    """A node of a passage, and its position in the text.

    `linked`: it is the text of an external link. `set_off`: it is emphasized, or in another language.
    """

    start: int
    node: m.Inline
    linked: bool
    set_off: bool


Owner = m.Heading | m.Paragraph | m.Caption | m.Cell | None
"""Whose text a passage is; None for a title of the front matter."""


class Passage:
    r"""The text of a heading, paragraph, caption or cell.

    A line end is "\n", a comment is nothing; see `MARK`, `REFERENCE` and `OBJECT` for other nodes.
    """

    __slots__ = ("_aligned", "_inlines", "_pieces", "around", "owner", "source", "text")

    def __init__(self, owner: Owner, around: Ancestors, inlines: m.Inlines, source: Source) -> None:
        self.owner = owner
        self.around = around
        self.text = _text_of(inlines)
        self.source = source
        self._inlines = inlines
        self._pieces: tuple[Piece, ...] | None = None
        self._aligned: dict[int, Sequence[int] | None] | None = None

    @property
    def pieces(self) -> tuple[Piece, ...]:
        """The nodes of the text, computed only if something is found."""
        if self._pieces is None:
            self._pieces = tuple(_pieces(self._inlines))
        return self._pieces

    @property
    def in_note(self) -> bool:
        return any(isinstance(node, m.Note) for node in self.around)

    @property
    def in_quotation(self) -> bool:
        return any(isinstance(node, m.Quotation) for node in self.around)

    def piece(self, offset: int) -> Piece:
        """Return the piece with the character at `offset`."""
        return self.pieces[bisect_right(self.pieces, offset, key=lambda piece: piece.start) - 1]

    def nodes(self, character: str) -> Iterator[tuple[int, m.Inline]]:
        """Return the nodes represented by `character`, with their offsets."""
        return ((p.start, p.node) for p in self.pieces if self.text[p.start : p.start + 1] == character)

    def span(self, start: int, end: int) -> Place:
        """Return the place of the characters from `start` to `end`, as exactly as possible."""
        exact = self.exact(start, end)
        if exact:
            return exact
        first, last = self.piece(start), self.piece(max(end - 1, start))
        begin = self.exact(start, start + 1) or first.node.span
        return begin.to(self.exact(end - 1, end) or last.node.span)

    def bare(self) -> str:
        """Return the text with `OBJECT` for every character that is escaped in the source, which is meant
        literally.
        """
        characters = list(self.text)
        for piece in self.pieces:
            if isinstance(piece.node, m.Text):
                places = self._places(piece, piece.node)
                for offset, (place, after) in enumerate(pairwise(places or ())):
                    if after - place > 1:
                        characters[piece.start + offset] = OBJECT
        return "".join(characters)

    def exact(self, start: int, end: int) -> SourceSpan | None:
        """Return the exact place in the source from `start` to `end`, if it is within the words of one
        node.
        """
        piece = self.piece(start)
        node = piece.node
        if not isinstance(node, m.Text) or piece is not self.piece(max(end - 1, start)):
            return None
        places, span = self._places(piece, node), node.span
        if places is None or isinstance(span, FilePlace):
            return None
        first, last = places[start - piece.start], places[end - piece.start]
        return span._replace(column=span.column + first, end_column=span.column + last)

    def _places(self, piece: Piece, node: m.Text) -> Sequence[int] | None:
        """Return the source positions of the characters of a piece."""
        if self._aligned is None:
            self._aligned = {}
        if piece.start not in self._aligned:
            self._aligned[piece.start] = align(self.source.at(node.span), node.text)
        return self._aligned[piece.start]


def _text_of(inlines: m.Inlines) -> str:
    text = "".join([_text(each) if type(each) in _SIGNS else _text_within(each) for each in inlines])
    if "@" in text or ":" in text or "w." in text or "W." in text:  # an address has one, few texts have
        text = _ADDRESS.sub(lambda found: OBJECT * len(found[0]), text)
    return text


def _text_within(inline: m.Inline) -> str:
    return "".join(_text(node) for node, _, _ in _flat((inline,)))


def _pieces(inlines: m.Inlines) -> Iterator[Piece]:
    length = 0
    for node, linked, set_off in _flat(inlines):
        yield Piece(length, node, linked, set_off)
        length += len(_text(node))


def _flat(inlines: m.Inlines) -> Iterator[tuple[m.Inline, bool, bool]]:
    """Yield the inlines with words or placeholders, and the markup around each (see `Piece`)."""
    for inline in inlines:
        if type(inline) in _SIGNS:  # most are, and nothing is in them
            yield inline, False, False
            continue
        for node, around in walk((inline,)):
            kinds = {type(outer) for outer in around}
            if not isinstance(node, _CONTAINERS) and kinds.isdisjoint(_WHOLE):
                yield cast("m.Inline", node), m.Link in kinds, not kinds.isdisjoint(_SET_OFF)


def _text(node: m.Inline) -> str:
    if not isinstance(node, m.Text):
        return _SIGNS.get(type(node), OBJECT)
    if MARK in node.text or REFERENCE in node.text:
        return node.text.replace(MARK, OBJECT).replace(REFERENCE, OBJECT)
    return node.text


class Quoted:
    """Find the parts of a text between quotation marks, which are somebody else's words.

    Typographic marks have a direction, straight ones alternate; an unclosed quotation lasts to the end.
    Single marks are ignored, because they look like apostrophes.
    """

    __slots__ = ("_places",)

    def __init__(self, text: str) -> None:
        self._places: list[int] = []  # alternately start and end
        depth, straight, low = 0, False, False
        for found in _QUOTATION_MARK.finditer(text):
            mark, before = found[0], depth > 0 or straight
            if mark == '"':
                straight = not straight
            elif mark in _OPENING and not (mark == "“" and low):
                depth += 1
                low = low or mark == "„"
            else:  # “ closes what „ opened (German, Russian)
                depth = max(depth - 1, 0)
                low = low and mark != "“"
            if before != (depth > 0 or straight):
                self._places.append(found.start())

    def __contains__(self, offset: int) -> bool:
        return bisect_right(self._places, offset) % 2 == 1
