"""Which edits of a full Word file could make public what the source withholds."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import takewhile

from toolchain.editing.merging.splicing import Change
from toolchain.editing.merging.tasks import Task
from toolchain.editing.merging.tokens import Text
from toolchain.editing.merging.units import Unit
from toolchain.model.diagnostics import SourceSpan
from toolchain.rules import merges


class Withheld:
    """The passages of a source that only the full version shows: whole blocks, and words in brackets.

    The Word file does not show where a passage begins and ends, so text that was added next to one may belong
    to it. `body` are the texts of the source.
    """

    def __init__(self, source: Text, spans: Sequence[SourceSpan], body: Sequence[Unit]) -> None:
        self._text = text = source.text
        ranges = [source.range(span) for span in spans]
        are_words = [text[start] == "[" and text[end - 1] == "}" for start, end in ranges]
        self._blocks = [each for each, words in zip(ranges, are_words, strict=True) if not words]
        self._words = [each for each, words in zip(ranges, are_words, strict=True) if words]
        self._body = body
        self._closed: set[int] = set()

    def may_show(self, task: Task) -> bool:
        """Return whether a new text would be public, and is next to a withheld one, to which it may belong.

        In a withheld section a text is withheld, unless a new heading ends it before.
        """
        if task.what != merges.INSERTED or not self._blocks:
            return False
        before = [unit for unit in self._body if unit.last <= task.at]
        behind = [unit for unit in self._body if unit.first >= task.at]
        held = [*takewhile(self._has, (unit for unit in reversed(before) if unit.kind == "heading"))]
        level = min((unit.node.level for unit in held), default=0)
        if task.theirs[0].kind == "heading" and task.theirs[0].node.level <= level:
            self._closed.add(task.at)
        elif held and task.at not in self._closed:
            return False
        beside = (*before[-1:], *(unit for unit in behind[:1] if unit.kind != "heading"))
        return any(map(self._has, beside))

    def _has(self, unit: Unit) -> bool:
        return any(start <= unit.start and unit.end <= end for start, end in self._blocks)

    def may_open(self, task: Task) -> bool:
        """Return whether an edit splits or joins what is withheld, or adds words next to it or outside it."""
        if task.base and task.theirs and len(task.base) != len(task.theirs):
            ranges = (*self._blocks, *self._words)
            return any(_overlap(change, *each) for change in task.changes for each in ranges)
        inside = [
            change for change in task.changes if any(self._is_in(change, *each) for each in self._words)
        ]
        others = [change for change in task.changes if change not in inside and change.text.strip()]
        beside = any(self._is_beside(change, *each) for change in others for each in self._words)
        return beside or bool(inside and others)

    def _is_in(self, change: Change, start: int, end: int) -> bool:
        return start < change.start and change.end <= self._text.rindex("]{", start, end)

    def _is_beside(self, change: Change, start: int, end: int) -> bool:
        """Return whether nothing but spaces is between a change and withheld words."""
        text = self._text
        gap = text[change.end : start] if change.end <= start else text[end : change.start]
        return not gap.strip(" ")


def _overlap(change: Change, start: int, end: int) -> bool:
    return (change.start < end and start < change.end) or start < change.start == change.end < end
