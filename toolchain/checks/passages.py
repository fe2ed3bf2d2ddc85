"""The running text of one block as a string to search in, from which a place leads back to the source.

Searching the words of the tree, and not the lines of the source, is what keeps code, addresses,
comments and mark-up from being taken for words.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple, cast

from toolchain import model as m
from toolchain.checks.source import Source, align
from toolchain.diagnostics import Span
from toolchain.walk import Ancestors, walk

MARK, REFERENCE, OBJECT = "\ue000", "\ue001", "\ufffc"
"""What stands in a passage for a note mark, a cross-reference, and anything else that is no word."""

_RESERVED = str.maketrans({MARK: OBJECT, REFERENCE: OBJECT})
_ADDRESS = re.compile(
    r"(?:\b(?:https?|ftp|mailto):|\bwww\.)[!-~]*[\w/=#~+-]|[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+", re.IGNORECASE
)
_CONTAINERS = (m.Emphasis, m.Strong, m.Link, m.Comment)
_WHOLE = (m.CrossReference, m.Citation)
"""What stands in a passage as one character, whatever is in it."""

_OPENING = "“«„「『《"
_QUOTATION_MARK = re.compile(r'["“”«»„「」『』《》]')


class Piece(NamedTuple):
    """A node of a passage and where it begins in its text; `linked`: it is the text of a link outwards."""

    start: int
    node: m.Inline
    linked: bool


@dataclass(frozen=True, slots=True, eq=False)
class Passage:
    """The text of a heading, paragraph, caption or cell (`owner`; None for a title of the front matter).

    A line's end is "\\n", a comment nothing; see `MARK`, `REFERENCE` and `OBJECT` for the rest.
    """

    owner: m.Heading | m.Paragraph | m.Caption | m.Cell | None
    around: Ancestors
    text: str
    pieces: tuple[Piece, ...]
    source: Source
    aligned: dict[int, Sequence[int] | None] = field(default_factory=dict, repr=False)
    """A memory for `exact`: by the beginnings of pieces, where their characters stand in the source."""

    @property
    def in_note(self) -> bool:
        return any(isinstance(node, m.Note) for node in self.around)

    @property
    def in_quotation(self) -> bool:
        return any(isinstance(node, m.Quotation) for node in self.around)

    def piece(self, offset: int) -> Piece:
        """The piece in which the character at `offset` stands."""
        return self.pieces[bisect_right(self.pieces, offset, key=lambda piece: piece.start) - 1]

    def nodes(self, character: str) -> Iterator[tuple[int, m.Inline]]:
        """The nodes for which `character` stands, with their offsets."""
        return ((p.start, p.node) for p in self.pieces if self.text[p.start : p.start + 1] == character)

    def span(self, start: int, end: int) -> Span:
        """The place of the characters from `start` to `end`, as near as can be known."""
        exact = self.exact(start, end)
        if exact:
            return exact
        first, last = self.piece(start), self.piece(max(end - 1, start))
        begin = self.exact(start, start + 1) or first.node.span
        return begin.to(self.exact(end - 1, end) or last.node.span)

    def bare(self) -> str:
        """The text with `OBJECT` for every character that the source escapes: it is meant as it stands."""
        characters = list(self.text)
        for piece in self.pieces:
            if isinstance(piece.node, m.Text):
                places = self._aligned(piece, piece.node)
                for offset, (place, after) in enumerate(pairwise(places or ())):
                    if after - place > 1:
                        characters[piece.start + offset] = OBJECT
        return "".join(characters)

    def exact(self, start: int, end: int) -> Span | None:
        """The very characters of the source from `start` to `end`, if they are words within one node."""
        piece = self.piece(start)
        node = piece.node
        if not isinstance(node, m.Text) or piece is not self.piece(max(end - 1, start)):
            return None
        places = self._aligned(piece, node)
        if places is None:
            return None
        first, last = places[start - piece.start], places[end - piece.start]
        column = node.span.column
        return node.span._replace(column=column + first, end_column=column + last)

    def _aligned(self, piece: Piece, node: m.Text) -> Sequence[int] | None:
        if piece.start not in self.aligned:
            self.aligned[piece.start] = align(self.source.at(node.span), node.text)
        return self.aligned[piece.start]


def make_passage(
    owner: m.Heading | m.Paragraph | m.Caption | m.Cell | None,
    around: Ancestors,
    inlines: m.Inlines,
    source: Source,
) -> Passage:
    """The passage of a block's inlines."""
    pieces: list[Piece] = []
    words: list[str] = []
    length = 0
    for node, linked in _flat(inlines):
        text = _text(node)
        pieces.append(Piece(length, node, linked))
        words.append(text)
        length += len(text)
    text = "".join(words)
    if "@" in text or ":" in text or "www." in text.lower():  # an address has one of these, few texts have
        text = _ADDRESS.sub(lambda found: OBJECT * len(found[0]), text)
    return Passage(owner, around, text, tuple(pieces), source)


def _flat(inlines: m.Inlines) -> Iterator[tuple[m.Inline, bool]]:
    """The inlines that are words or stand for something, without the emphasis and links around them."""
    for inline in inlines:
        if isinstance(inline, m.Text | m.NoteMark):  # most are, and nothing is in them
            yield inline, False
            continue
        for node, around in walk((inline,)):
            kinds = {type(outer) for outer in around}
            if not isinstance(node, _CONTAINERS) and kinds.isdisjoint(_WHOLE):
                yield cast("m.Inline", node), m.Link in kinds


def _text(node: m.Inline) -> str:
    match node:
        case m.Text():
            return node.text.translate(_RESERVED)
        case m.Break():
            return "\n"
        case m.NoteMark() | m.InlineNote():
            return MARK
        case m.CrossReference():
            return REFERENCE
        case _:
            return OBJECT


class Quoted:
    """Which parts of a text stand between quotation marks: they are somebody else's words.

    Typographic marks are followed by their direction, straight ones by turns; a quotation that is not
    closed lasts to the end. Single ones are not followed: they look like apostrophes.
    """

    __slots__ = ("_places",)

    def __init__(self, text: str) -> None:
        self._places: list[int] = []  # beginnings and ends by turns
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
