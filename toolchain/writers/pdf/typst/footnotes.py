"""The room that footnotes need, so that each begins on the page of its mark.

typst moves a line to the next page if its first footnote has no room, but not for the others, and no line of
a block that can go over a page (https://github.com/typst/typst/issues/5405 and 8792). It sets notes before
it knows that the next line stays with this one (6268). So the first of several notes asks for the room of
all and of two lines; lists, quotations and small tables with notes stay whole.
"""

from __future__ import annotations

from math import inf

from toolchain import model as m
from toolchain.model.breaking import width_of
from toolchain.model.records import replace
from toolchain.model.walk import walk
from toolchain.resolve.tables import MarkNode, NumberedNote, printed_text
from toolchain.writers.html.columns import LINE
from toolchain.writers.pdf.typst.context import Context

_NEAR = 1.2
"""Lines between two marks that can be in one line, at most."""
_GAP, _TWO_LINES = 0.4, 2.5
"""The space between two notes, and two lines of the text, in lines of notes."""
_MOST = 32
"""Lines of the notes of a block, at most: half a page."""
_HIGH = 12
"""Those of the only note of a text: else more than a fifth of a page could be empty."""
_WHOLE = 16
"""Lines of a block that stays whole, at most."""


def with_room(node: m.Node, context: Context, *, is_whole: bool = False) -> Context:
    """Return a context with the room of the footnotes of a text, or of a block that can stay whole.

    Without any, there are none, or they can go over a page.
    """
    if context.rooms or (context.nested and not is_whole) or not has_footnotes(node, context):
        return context
    chains, at, last = list[list[MarkNode]](), 0.0, -inf
    for each, _ in walk([node]):
        at += width_of(each.text) / LINE if isinstance(each, m.Text) else 0
        if isinstance(each, MarkNode) and each in context.resolved.marks:
            if not chains or (at - last > _NEAR and not is_whole):
                chains.append([])
            chains[-1].append(each)
            last = at
    rooms = dict[MarkNode, float]()
    alone = not is_whole and [*map(len, chains)] == [1]
    for chain in chains:
        heights = [_height(context.resolved.marks[each].note, context) for each in chain]
        if sum(heights) > (_HIGH if alone else _MOST) or (is_whole and at > _WHOLE):
            return context
        rooms |= {each: _TWO_LINES + sum(heights[after:]) for after, each in enumerate(chain, 1)}
    return replace(context, rooms=rooms)


def has_footnotes(node: m.Node, context: Context) -> bool:
    """Return whether marks of footnotes are in a block of the text."""
    is_text = context.page.at_page_foot and not context.in_footnote
    return is_text and any(isinstance(each, MarkNode) for each, _ in walk([node]))


def _height(note: NumberedNote, context: Context) -> float:
    """Return the lines of a note, with those of notes that are marked in it for the first time."""
    height = _GAP
    for node, _ in walk(note.note.blocks):
        if isinstance(node, m.Paragraph | m.Cell):
            height += width_of(printed_text(node.children, context.resolved)) // LINE + 1
        mark = context.resolved.marks.get(node) if isinstance(node, MarkNode) else None
        if mark and mark.note.value > note.value:
            height += _height(mark.note, context)
    return height
