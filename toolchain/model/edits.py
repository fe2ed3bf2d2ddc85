"""Apply edits to a text: all edits of a finding or none, and never two that overlap."""

from bisect import bisect_left, insort
from collections.abc import Iterable
from typing import NamedTuple

from toolchain.model.diagnostics import Edit
from toolchain.model.line_ends import LineStarts


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
