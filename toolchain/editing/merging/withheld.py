"""Which edits of a full Word file could make public what the source withholds."""

from __future__ import annotations

from collections.abc import Sequence

from toolchain.editing.merging.splicing import Change
from toolchain.editing.merging.tasks import Task
from toolchain.editing.merging.tokens import Text
from toolchain.model.places import SourceSpan


class Withheld:
    """The passages of a source that only the full version shows: whole blocks, and words in brackets.

    The Word file does not show where a passage begins and ends, so text that was added next to one may belong
    to it.
    """

    def __init__(self, source: Text, spans: Sequence[SourceSpan]) -> None:
        self._text = text = source.text
        ranges = [source.range(span) for span in spans]
        are_words = [text[start] == "[" and text[end - 1] == "}" for start, end in ranges]
        self._blocks = [each for each, words in zip(ranges, are_words, strict=True) if not words]
        self._words = [each for each, words in zip(ranges, are_words, strict=True) if words]

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
