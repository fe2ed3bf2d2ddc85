"""Find the characters of a Text in the source, so that an edit can change just a number."""

from __future__ import annotations

import re
from functools import cached_property

from toolchain import model as m
from toolchain.model.line_ends import lines_of
from toolchain.model.places import FilePlace, Place

_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])|(&(?:#[0-9]{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]*);)")
"""What CommonMark 0.31 prints otherwise than it stands: backslash escapes (2.4) and entities (2.5)."""


class Source:
    """The lines of a document's source, split when first needed."""

    def __init__(self, text: str) -> None:
        self.text = text

    @cached_property
    def lines(self) -> list[str]:
        return lines_of(self.text)

    def span(self, first: m.Text | m.Break, start: int, last: m.Text | m.Break, end: int) -> Place:
        """Return the place from character `start` of one Text to character `end` of another, or of the same.

        If a character's place is not known, the place is the whole Text.
        """
        whole = first.span.to(last.span)
        begin, finish = self._column(first, start), self._column(last, end)
        if begin is None or finish is None or isinstance(whole, FilePlace):
            return whole
        return whole._replace(column=begin, end_column=finish)

    def _column(self, node: m.Text | m.Break, index: int) -> int | None:
        span = node.span
        if isinstance(node, m.Break) or isinstance(span, FilePlace):
            return None
        if not 0 < span.line == span.end_line <= len(self.lines):
            return None
        typed = self.lines[span.line - 1][span.column - 1 : span.end_column - 1]
        offset = index if typed == node.text else _offset(typed, node.text, index)
        return None if offset is None else span.column + offset


def _offset(typed: str, printed: str, index: int) -> int | None:
    """Return the offset in `typed` of the character `index` of `printed`, or None if they do not match."""
    import html  # only if a text was typed differently from how it reads

    position = done = 0
    while done < index:
        match = _ESCAPE.match(typed, position)
        if match and match[2] is not None:
            sign = html.unescape(match[2])
        elif match:
            sign = match[1]
        else:
            sign = typed[position : position + 1]
        if not sign or not printed.startswith(sign, done):
            return None
        position = match.end() if match else position + 1
        done += len(sign)
    return position if done == index else None
