"""The characters of the source, and edits of them: all of a finding or none, never two that overlap."""

from __future__ import annotations

import html
import string
from bisect import bisect_left, insort
from collections.abc import Iterable, Sequence
from html.entities import html5
from typing import NamedTuple

from toolchain.model.diagnostics import Edit, FilePlace, Place, SourceSpan, source_span
from toolchain.model.expressions import expression
from toolchain.model.line_ends import LineStarts, first_end, lines_of
from toolchain.model.records import replace

_ENTITY = expression(r"&(?:[a-zA-Z][a-zA-Z0-9]{1,31}|#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6});")


class Source:
    """The lines of a source, as counted in spans; `end` ends each. A finished file has none."""

    __slots__ = ("_lines", "end")

    def __init__(self, text: str) -> None:
        self._lines = lines_of(text) if text else []
        self.end = first_end(text)

    def line(self, number: int) -> str:
        """Return a line, counted from 1, without its end; "" if it does not exist."""
        return self._lines[number - 1] if 0 < number <= len(self._lines) else ""

    @property
    def length(self) -> int:
        """The number of lines."""
        return len(self._lines)

    def at(self, span: Place) -> str:
        """Return the text at a place on one line; "" for a place on several lines."""
        if isinstance(span, FilePlace) or span.line != span.end_line:
            return ""
        return self.line(span.line)[span.column - 1 : span.end_column - 1]

    def edit(self, span: Place, old: str, new: str) -> tuple[Edit, ...]:
        """Return the edit that replaces `old` by `new` at a place; none if the source does not read `old`."""
        return (Edit(source_span(span), new),) if old and self.at(span) == old else ()

    def edits(self, changes: list[tuple[Place, str, str]]) -> tuple[Edit, ...]:
        """Return one edit for each (place, old, new), or none at all if one of them is not safe."""
        made = [edit for change in changes for edit in self.edit(*change)]
        return tuple(made) if len(made) == len(changes) else ()

    def cut(self, span: Place) -> Edit:
        """Return the edit that deletes a place and its line. One blank line is left there, of two."""
        place, number = source_span(span), source_span(span).line
        line, above, below = (self.line(number + step).strip() for step in (0, -1, 1))
        last = number + (0 if above and below else 1 if above or below else 2)
        if line != self.at(place) or last == number or last > self.length:
            return Edit(place, "")
        return Edit(replace(place, column=1, end_line=last, end_column=1), "")

    def whole(self, span: SourceSpan) -> SourceSpan:
        """Return a place up to the end of its last line, without spaces there."""
        return replace(span, end_column=max(len(self.line(span.end_line).rstrip(" \t")) + 1, span.end_column))

    def first_line(self, span: Place) -> Place:
        """Return the place cut to its first line, for a message about a long block."""
        if isinstance(span, FilePlace) or span.line == span.end_line:
            return span
        end = len(self.line(span.line).rstrip()) + 1
        return replace(span, end_line=span.line, end_column=max(end, span.column + 1))


def align(source: str, text: str) -> Sequence[int] | None:
    """Return the position of each character of `text`, and of its end, in the Markdown `source`.

    Backslash escapes and entities (CommonMark 2.4, 2.5) are longer in the source. Return None if the two do
    not match.
    """
    if source == text and "\\" not in text and "&" not in text:
        return range(len(text) + 1)
    places, at = [], 0
    for character in text:
        places.append(at)
        length = _length(source, at, character)
        if not length:
            return None
        at += length
    return [*places, at]


def _length(source: str, at: int, character: str) -> int:
    """Return how many characters of the source at `at` represent `character`; 0 if they do not."""
    here = source[at : at + 1]
    if here == "\\" and source[at + 1 : at + 2] in string.punctuation and len(source) > at + 1:
        return 2 if source[at + 1] == character else 0
    entity = _ENTITY.match(source, at)
    if entity and (entity[0][1] == "#" or entity[0][1:] in html5):
        return len(entity[0]) if html.unescape(entity[0]) == character else 0
    return 1 if here == character else 0


class _Change(NamedTuple):
    """The characters from `start` to `end` become `text`. `order` is the order of the edits."""

    start: int
    end: int
    order: int
    text: str


class Plan:
    """The edits to make in a text."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._offset = LineStarts(text).offset
        self._changes: list[_Change] = []
        self._added: set[tuple[Edit, ...]] = set()

    def add(self, edits: Iterable[Edit]) -> bool:
        """Add all edits and return True; add none and return False if one overlaps an earlier edit.

        The edits of several findings can be the same ones.
        """
        asked = tuple(edits)
        if asked in self._added:
            return True
        new = [self._change(edit, number) for number, edit in enumerate(asked)]
        if any(map(self._meets_another, new)):
            return False
        self._added.add(asked)
        for change in new:
            insort(self._changes, change)
        return True

    def result(self) -> str:
        """Return the text with the edits made."""
        parts, position = [], 0
        for start, end, _, text in self._changes:
            parts += [self._text[position:start], text]
            position = end
        return "".join([*parts, self._text[position:]])

    def _change(self, edit: Edit, number: int) -> _Change:
        span = edit.span
        start, end = self._offset(span.line, span.column), self._offset(span.end_line, span.end_column)
        return _Change(start, end, len(self._changes) + number, edit.text)

    def _meets_another(self, change: _Change) -> bool:
        """Return whether a change shares characters, or a place of insertion, with an earlier change.

        Blanks can be inserted twice at one place: an outer and an inner list both move the line there.
        """
        at = bisect_left(self._changes, change)
        near = self._changes[max(at - 2, 0) : at + 2]
        return any(_meet(change, other) for other in near)


def _meet(one: _Change, other: _Change) -> bool:
    if one.start == one.end == other.start == other.end:
        return not (one.text + other.text).isspace()
    return one.start < other.end and other.start < one.end
