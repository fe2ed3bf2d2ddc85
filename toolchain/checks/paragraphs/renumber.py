"""The edits that give a paragraph its true number and leave all that belongs to it where it belongs.

A number with more or fewer digits moves the column in which the paragraph's text begins, and with it what
counts as indented far enough to belong to it, or too far to begin a block (CommonMark 5.2, 4.4). Mostly no
line changes sides. Where one would, spaces after the number keep the column as it was; where there is no room
for that, the lines of the paragraph are moved along.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from toolchain import model as m
from toolchain.checks.source import Source
from toolchain.diagnostics import Edit
from toolchain.indentation import indent, is_blank, moved, width
from toolchain.walk import walk

Item = m.NumberedParagraph | m.SubParagraph
_FAR = 4  # columns from which on nothing begins a block, and spaces that can stand after a number
_AFTER_MARKER = re.compile(r"[.)]([ \t]*)")
_CARRIED = (m.SubParagraphs, m.OrderedList, m.BulletList, m.Quotation, m.CodeBlock)
_LISTS = (m.SubParagraphs, m.OrderedList, m.BulletList)


def renumber(source: Source, block: Item, value: int, *, goes_on: bool = False) -> tuple[Edit, ...]:
    """The edits that make `value` of the typed number; none where they would not be safe.

    Only a 1 can begin a list right under a text (CommonMark 5.3): another number there gets a blank line
    before it. `goes_on` says that an item of the same list stands before this one, which needs none.
    """
    typed, new = block.typed, str(value)
    change = source.edit(typed.span, typed.text, new)
    keeping = _keeping(source, block, len(new) - len(typed.text)) if change else None
    if keeping is None:
        return ()
    line = typed.span.line
    if int(typed.text) == 1 and value != 1 and not goes_on and source.line(line - 1).strip():
        start = typed.span._replace(column=1, end_line=line, end_column=1)
        return (Edit(start, source.end), *change, *keeping)
    return (*change, *keeping)


def _keeping(source: Source, block: Item, more: int) -> tuple[Edit, ...] | None:
    """The edits that keep what belongs to a block when its number gets `more` digits; None where none can."""
    if not more:
        return ()
    line, end = source.line(block.typed.span.line), block.typed.span.end_column - 1
    found = _AFTER_MARKER.match(line, end)
    if found is None:
        return None
    marker, space = width(line[: end + 1]), found[1]
    empty = found.end() == len(line)
    old = marker + _gap(space, marker, empty=empty)
    new = marker + more + _gap(space, marker + more, empty=empty)
    if new == old or _changes_nothing(source, block, old, new):
        return ()
    room = old - marker - more
    if not empty and old - marker == width(space, marker) and 1 <= room <= _FAR:
        return (_spaced(block, len(space), room),)
    if _would_join(source, block, old, new):
        return None
    respaced: tuple[Edit, ...] = ()
    if "\t" in space and not empty:
        respaced, new = (_spaced(block, len(space), 1),), marker + more + 1
    lines = [(number, source.line(number)) for number in _lines(block)]
    path = block.span.path
    return (*respaced, *moved(path, lines, old, new - old, frozenset(_in_code(block))))


def _gap(space: str, marker: int, *, empty: bool) -> int:
    """From the end of a marker to its text: more than four columns count as one (CommonMark 5.2)."""
    columns = width(space, marker)
    return 1 if empty or columns > _FAR else columns


def _spaced(block: Item, length: int, columns: int) -> Edit:
    """The edit that puts so many spaces after a number's full stop, in place of the blanks there."""
    span = block.typed.span
    start = span.end_column + 1
    return Edit(span._replace(column=start, end_column=start + length), " " * columns)


def _changes_nothing(source: Source, block: Item, old: int, new: int) -> bool:
    """Whether each line stays inside or outside the block when its text begins in another column."""
    first = block.blocks[0] if block.blocks else None
    if isinstance(first, _CARRIED) and first.span.line == block.span.line:
        return False  # it would move with the text, and its further lines would not
    low, high = sorted((old, new))
    own = set(_lines(block)) - set(_in_items(block))
    for number in _lines(block):
        line = source.line(number)
        far = (0, _FAR, 2 * _FAR) if number in own else (0,)  # a note's text is four columns further in
        if not is_blank(line) and any(low + more <= indent(line) < high + more for more in far):
            return False
    return new > old or not new <= indent(_next_line(source, block)) < old


def _would_join(source: Source, block: Item, old: int, new: int) -> bool:
    """Whether lines that are no part of the block, or only by laziness, would come into it."""
    lines = [*map(source.line, _lines(block)), _next_line(source, block)]
    return any(new <= indent(line) < old for line in lines if not is_blank(line))


def _lines(block: Item) -> range:
    """The numbers of a block's lines after the first."""
    return range(block.span.line + 1, block.span.end_line + 1)


def _in_items(block: Item) -> Iterator[int]:
    """The lines inside the items of a block's lists, their first ones apart: the items decide about them."""
    for part in block.blocks:
        if isinstance(part, _LISTS):
            for item in part.items:
                yield from range(item.span.line + 1, item.span.end_line + 1)


def _in_code(block: Item) -> Iterator[int]:
    for node, _ in walk(block.blocks):
        if isinstance(node, m.CodeBlock):
            yield from range(node.span.line, node.span.end_line + 1)


def _next_line(source: Source, block: Item) -> str:
    """The next line with text on it after a block; "" where there is none."""
    lines: Iterable[str] = map(source.line, range(block.span.end_line + 1, source.length + 1))
    return next((line for line in lines if not is_blank(line)), "")
