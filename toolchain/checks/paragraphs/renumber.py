"""The smallest edit that gives a paragraph its true number, where that changes nothing else.

A number with more or fewer digits moves the column in which the paragraph's text begins, and with it what
counts as indented far enough to belong to it, or too far to begin a block (CommonMark 5.2, 4.4). Where a line
could change sides there is no edit.
"""

from __future__ import annotations

import re

from toolchain import model as m
from toolchain.checks.source import Source
from toolchain.diagnostics import Edit

_CODE = 4  # columns of indentation from which on nothing begins a block
_AFTER_MARKER = re.compile(r"[.)]( +)(?=\S)")


def renumber(
    source: Source, block: m.NumberedParagraph | m.SubParagraph, value: int, *, goes_on: bool = False
) -> tuple[Edit, ...]:
    """The edits that make `value` of the typed number; none where they would not be safe.

    Only a 1 can begin a list right under a text (CommonMark 5.3): another number there gets a blank line
    before it. `goes_on` says that an item of the same list stands before this one, which needs none.
    """
    typed, new = block.typed, str(value)
    change = source.edit(typed.span, typed.text, new)
    if not change or not _moves_nothing(source, block, len(new) - len(typed.text)):
        return ()
    line = typed.span.line
    if int(typed.text) == 1 and not goes_on and source.line(line - 1).strip():
        start = typed.span._replace(column=1, end_line=line, end_column=1)
        return (Edit(start, source.end), *change)
    return change


def _moves_nothing(source: Source, block: m.NumberedParagraph | m.SubParagraph, more: int) -> bool:
    """Whether all lines stay inside or outside the block when its text begins `more` columns later."""
    if not more:
        return True
    end = block.typed.span.end_column - 1
    line = source.line(block.typed.span.line)
    after = _AFTER_MARKER.match(line, end)
    if after is None or "\t" in line[:end]:
        return False
    old = after.end()
    first, last = block.span.line + 1, block.span.end_line
    lines = [source.line(number) for number in range(first, last + 1)]
    if more < 0:
        lines.append(_next_line(source, last + 1))
    low, high = min(old, old + more), max(old, old + more)
    unsafe = {*range(low, high), *range(low + _CODE, high + _CODE)}
    return not any(line.strip() and (_indent(line) in unsafe or "\t" in line[:old]) for line in lines)


def _next_line(source: Source, number: int) -> str:
    """The next line with text on it, which may stand after one blank line or several."""
    for line in range(number, number + 3):
        if source.line(line).strip():
            return source.line(line)
    return ""


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))
