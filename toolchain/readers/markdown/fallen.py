"""Blocks that are indented at the top level: they are no longer part of their paragraph (S010).

The edits put a block back if its paragraph is certain. A heading, a note's text, and a numbered paragraph
with the next number belong in column 1, and so does everything under a heading before its first numbered
paragraph.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import count, takewhile

from toolchain import model as m
from toolchain.model.diagnostics import Edit, Finding, source_span
from toolchain.model.expressions import expression
from toolchain.model.indentation import FIVE, indent, is_blank, moved, width
from toolchain.model.records import Changing
from toolchain.model.walk import code_lines, ends_in_colon
from toolchain.readers.markdown.builder import Piece
from toolchain.readers.markdown.places import Lines
from toolchain.rules.structure import BelowTheMargin, BlockFallenOut, PartAtTheMargin

_PART = expression(r"[ \t]*[(（]?(?:[a-zа-я]|[ivx]{1,5})[)）]\s")
"""A letter of a sub-paragraph that is typed by hand."""


def fallen_out(pieces: Sequence[Piece], lines: Lines, numbers: Iterable[Finding]) -> Iterator[Finding]:
    """Yield the blocks at the top level that do not begin in column 1, with edits that move them.

    `numbers` are findings about numbers that are not read as those of paragraphs. Indented blocks after one
    are not reported: they will be in its paragraph when the number is corrected.
    """
    indented = {piece.first for piece in pieces if lines.line(piece.first)[:1] in (" ", "\t")}
    parts = frozenset(_parts_at_the_margin(pieces))
    if not indented and not parts:
        return
    order = _Order(lines)
    counted = {line for finding in numbers for line in finding.span.lines}
    inside = below_part = False
    for piece in pieces:
        part = _PART.match(lines.line(piece.first)) is not None
        if part and below_part and piece.first in indented:
            continue  # it is typed by hand too (P106), and belongs to that one
        if piece.first not in indented:
            below_part = part
            inside = not counted.isdisjoint(source_span(piece.block.span).lines)
        if piece.first in parts:
            yield Finding(piece.block.span, PartAtTheMargin(), edits=order.edits(piece))
        elif piece.first not in indented:
            order.stands(piece)
            if inside:
                order.left()
        elif not inside:
            ended = order.unclear and indent(lines.line(piece.first)) >= FIVE
            facts = BelowTheMargin() if ended else BlockFallenOut()
            yield Finding(piece.block.span, facts, edits=order.edits(piece))


def _parts_at_the_margin(pieces: Sequence[Piece]) -> Iterator[int]:
    """Yield the first lines of sub-paragraphs that are not indented.

    They are numbered from 1 after a paragraph that ends in a colon, and the next paragraph goes on from it.
    """
    typed = [
        int(piece.block.typed.text) if isinstance(piece.block, m.NumberedParagraph) else 0 for piece in pieces
    ]
    for at in (at - 1 for at, number in enumerate(typed) if at and number == 1):
        above = pieces[at].block
        if isinstance(above, m.NumberedParagraph) and ends_in_colon(above.blocks):
            parts = list(takewhile(lambda pair: pair[0] == pair[1], zip(typed[at + 1 :], count(1))))
            after = next(filter(None, typed[at + 1 + len(parts) :]), 0)
            if len(parts) > 1 and after == typed[at] + 1:
                yield from (each.first for each in pieces[at + 1 : at + 1 + len(parts)])


class _Above(Changing):
    """A numbered paragraph that the blocks after it can belong to, if they are indented less than `text`.

    `column` is where its further blocks begin; `number` is the typed one, and `next_part` the number of its
    next sub-paragraph. `was` is the column from which it is itself moved to the margin. `returned` means that
    a block was put back into it, and `listing` that the last one was an item.
    """

    text: int
    column: int
    number: int
    next_part: int
    was: int
    returned: bool = False
    listing: bool = False


class _Order(Changing):
    """Follows the blocks at the top level and finds where indented ones belong.

    `_above` is None if no block can be put back; `unclear` means that the right place is not certain.
    """

    lines: Lines
    unclear: bool = False
    _above: _Above | None = None

    def stands(self, piece: Piece, was: int = 0) -> None:
        """Record a block in column 1, or one that will be moved there from column `was`."""
        if isinstance(piece.block, m.NumberedParagraph):
            self._above, self.unclear = _above(piece, piece.block, self.lines, was), False
        elif isinstance(piece.block, m.Heading):
            self._above, self.unclear = None, False
        elif self._above:
            self._above, self.unclear = None, True

    def edits(self, piece: Piece) -> tuple[Edit, ...]:
        """Return the edits that put an indented block where it belongs, none if that is not certain."""
        block, above = piece.block, self._above
        if isinstance(block, m.Heading | m.Note) or (above is None and not self.unclear):
            return self._to_the_margin(piece)
        if above is None or isinstance(block, m.ThematicBreak | m.RawHtml):
            return self.left()
        if isinstance(block, m.NumberedParagraph):
            number = int(block.typed.text)
            counts_on = number == above.number + 1
            is_part = number == above.next_part
            if above.was and (counts_on or self._indent(piece) == above.was):
                return self._to_the_margin(piece)
            if counts_on and is_part is not above.returned:
                return self.left()  # it may be the next paragraph, or the next part of this one
            if counts_on and not is_part:
                return self._to_the_margin(piece)
        return self.left() if above.was else self._back(piece, above)

    def _to_the_margin(self, piece: Piece) -> tuple[Edit, ...]:
        self.stands(piece, was=self._indent(piece))
        return self._moved(piece, 0)

    def left(self) -> tuple[Edit, ...]:
        """Record that it is not certain to which paragraph the next blocks belong."""
        self._above, self.unclear = None, True
        return ()

    def _back(self, piece: Piece, above: _Above) -> tuple[Edit, ...]:
        """Return the edits that put a block back into the paragraph above."""
        block, goes_on = piece.block, above.listing
        above.listing = isinstance(block, m.NumberedParagraph)
        if self._indent(piece) >= above.text:
            # It is in again as soon as those before it are; if there are none, we do not see what parts them.
            return () if above.returned else self.left()
        above.returned = True
        edits = self._moved(piece, above.column)
        if not isinstance(block, m.NumberedParagraph):
            return edits
        above.next_part = int(block.typed.text) + 1
        glued = not is_blank(self.lines.line(piece.first - 1))
        if not goes_on and glued and above.next_part != 2:  # only a 1 begins a list right under a text
            return (Edit(self.lines.on_line(piece.first, 0, 0), self.lines.end), *edits)
        return edits

    def _indent(self, piece: Piece) -> int:
        return indent(self.lines.line(piece.first))

    def _moved(self, piece: Piece, column: int) -> tuple[Edit, ...]:
        """Return the edits that move a block, with all of its lines, to a column (from 0)."""
        starts = piece.block.items if isinstance(piece.block, m.LISTS) else ()
        now = min([self._indent(piece), *(_indent_of(start, self.lines) for start in starts)])
        numbers = range(piece.first, piece.last)
        lines = [(self.lines.first + number + 1, self.lines.line(number)) for number in numbers]
        return moved(self.lines.path, lines, now, column - now, code_lines((piece.block,)))


def _above(piece: Piece, block: m.NumberedParagraph, lines: Lines, was: int) -> _Above:
    line, after = lines.line(piece.first), source_span(block.typed.span).end_column
    marker = width(line[:after])
    text = line[after:].lstrip(" \t")
    columns = width(line[after : len(line) - len(text)], marker)
    column = marker + (columns if text and columns <= 4 else 1)  # CommonMark 5.2
    first, _ = block.span.order
    starts = (
        start for part in block.blocks for start in (part.items if isinstance(part, m.LISTS) else (part,))
    )
    further = [_indent_of(start, lines) for start in starts if start.span.order[0] > first]
    carried = any(isinstance(part, m.LISTS) and part.span.order[0] == first for part in block.blocks)
    further.append(column if carried else max(FIVE, column))
    parts = sum(len(part.items) for part in block.blocks if isinstance(part, m.SubParagraphs))
    return _Above(column, min(further), int(block.typed.text), parts + 1, was)


def _indent_of(node: m.Node, lines: Lines) -> int:
    """Return the indentation of the line on which a node begins."""
    return indent(lines.line(source_span(node.span).line - 1 - lines.first))
