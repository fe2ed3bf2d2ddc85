"""The edits that give a paragraph its true number and keep its content inside it.

A number with more or fewer digits moves the column in which the paragraph's text begins. This changes the
indentation that content needs to belong to it, and that begins a block (CommonMark 5.2, 4.4). Usually no line
changes sides. If one would, spaces after the number keep the column; if there is no room for that, the lines
of the paragraph are indented too.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from toolchain import model as m
from toolchain.model.diagnostics import Edit, source_span
from toolchain.model.expressions import expression
from toolchain.model.indentation import indent, is_blank, moved, width
from toolchain.model.records import Record, replace
from toolchain.model.source_text import Source
from toolchain.model.walk import code_lines

Item = m.NumberedParagraph | m.SubParagraph
_FAR = 4  # columns from which on nothing begins a block, and spaces that can stand after a number
_AFTER_MARKER = expression(r"[.)]([ \t]*)")
_CARRIED = (*m.LISTS, m.Quotation, m.CodeBlock)


def renumber(source: Source, block: Item, value: int, *, goes_on: bool = False) -> tuple[Edit, ...]:
    """Return the edits that change the typed number to `value`; none if they would not be safe.

    Only a 1 can begin a list right under a text (CommonMark 5.3): another number there gets a blank line
    before it. `goes_on` means that an item of the same list precedes this one, which then needs none.
    """
    typed, new = block.typed, str(value)
    change = source.edit(typed.span, typed.text, new)
    keeping = _keeping(source, block, len(new) - len(typed.text)) if change else None
    if keeping is None:
        return ()
    span = change[0].span
    if int(typed.text) == 1 and value != 1 and not goes_on and source.line(span.line - 1).strip():
        start = replace(span, column=1, end_line=span.line, end_column=1)
        return (Edit(start, source.end), *change, *keeping)
    return (*change, *keeping)


def _keeping(source: Source, block: Item, more: int) -> tuple[Edit, ...] | None:
    """Return the edits that keep a block's content inside when its number gets `more` digits, or None."""
    if not more:
        return ()
    typed = source_span(block.typed.span)
    line, end = source.line(typed.line), typed.end_column - 1
    found = _AFTER_MARKER.match(line, end)
    if found is None:
        return None
    marker, space = width(line[: end + 1]), found[1]
    fixed = found.end() == len(line) or width(space, marker) > _FAR  # other blanks would change nothing
    old = marker + (1 if fixed else width(space, marker))
    body, marker = _body(source, block), marker + more
    new = marker + (1 if fixed else width(space, marker))
    others = () if fixed else range(marker + 1, marker + _FAR + 1)
    for column, shift in _ways(body, old, new, others):
        if _keeps_sides(body, old, column, shift):
            respaced = () if column == new else (_spaced(block, len(space), column - marker),)
            lines = moved(block.span.path, body.lines, old, shift, code_lines(block.blocks))
            return (*respaced, *(lines if shift else ()))
    return None


def _ways(body: _Body, old: int, new: int, others: Iterable[int]) -> list[tuple[int, int]]:
    """Return columns in which the text can begin, with shifts of the lines below, the smallest change first.

    `new` is where it begins by itself, `others` where blanks can make it begin.
    """
    columns = (new, *others)
    ways = {(column, shift) for column in columns for shift in (0, _least(body, old, column), column - old)}
    return sorted(ways, key=lambda way: (way[1] != 0, way[0] != new, way[0] != old, abs(way[1]), way[0]))


def _spaced(block: Item, length: int, columns: int) -> Edit:
    """Return the edit that replaces the blanks after a number's full stop by so many spaces."""
    span = source_span(block.typed.span)
    start = span.end_column + 1
    return Edit(replace(span, column=start, end_column=start + length), " " * columns)


class _Body(Record):
    """A block's lines after the first, with their numbers.

    `own` are those that do not belong to an item of a list in it. `carried` means that something begins on
    the first line that moves with the text, so that its further lines must move too. `tabbed` means that a
    line's text contains tabs, perhaps after the number of an item, so that only whole tabs can be inserted
    before it. `after` is the next line with text that is not part of the block.
    """

    lines: tuple[tuple[int, str], ...]
    own: frozenset[int]
    carried: bool
    tabbed: bool
    after: str


def _body(source: Source, block: Item) -> _Body:
    first = block.blocks[0] if block.blocks else None
    span = source_span(block.span)
    numbers = span.lines[1:]
    after = map(source.line, range(span.end_line + 1, source.length + 1))
    lines = tuple((number, source.line(number)) for number in numbers)
    return _Body(
        lines,
        frozenset(numbers).difference(_in_items(block)),
        isinstance(first, _CARRIED) and source_span(first.span).line == span.line,
        any("\t" in line.strip() for _, line in lines),
        next((line for line in after if not is_blank(line)), ""),
    )


def _keeps_sides(body: _Body, old: int, new: int, shift: int) -> bool:
    """Return whether each line stays inside or outside of what it is in, when a block's text begins in column
    `new` instead of `old`, and those of its lines that are indented as far as it move by `shift` columns.
    """
    if (body.carried and shift != new - old) or (body.tabbed and shift % _FAR):
        return False
    for number, line in body.lines:
        was = indent(line)
        now = was + shift if was >= old else was
        sides = (
            (0, _FAR, 2 * _FAR) if number in body.own else (0,)
        )  # a note's text is four columns further in
        if not is_blank(line) and any((was >= old + side) != (now >= new + side) for side in sides):
            return False
    return is_blank(body.after) or not new <= indent(body.after) < old


def _least(body: _Body, old: int, new: int) -> int:
    """Return the shift that brings the line that is indented least of all to the new column."""
    columns = [indent(line) for _, line in body.lines if not is_blank(line)]
    return max(new - min((column for column in columns if column >= old), default=new), 0)


def _in_items(block: Item) -> Iterator[int]:
    """Yield the lines inside the items of a block's lists, their first ones apart: the items decide about
    them.
    """
    for part in block.blocks:
        if isinstance(part, m.LISTS):
            for item in part.items:
                yield from item.span.lines[1:]
