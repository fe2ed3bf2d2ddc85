"""All running texts of a document in one string, so that what few of them hold is found by one search.

Starting a search costs more than searching a text of a hundred characters. So a check asks here first which
passages hold what it is about, and looks closer at these alone.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from itertools import accumulate

from toolchain.text.passages import Passage

SEPARATOR = "\0"
"""Stands between two texts: no source can hold it (CommonMark 2.3), and it is neither space nor letter."""


class Corpus:
    """The texts of passages, joined to one `text`."""

    __slots__ = ("_passages", "_starts", "text")

    def __init__(self, passages: Sequence[Passage]) -> None:
        texts = [passage.text for passage in passages]
        self._passages = passages
        self.text = SEPARATOR.join(texts)
        self._starts = list(accumulate((len(text) + 1 for text in texts), initial=0))

    def passage_at(self, place: int) -> tuple[Passage, int]:
        """Return the passage whose text stands at a place, and where it begins."""
        number = bisect_right(self._starts, place) - 1
        return self._passages[number], self._starts[number]

    def holding(self, strings: Iterable[str]) -> list[Passage]:
        """Return the passages in whose text one of the strings stands, in reading order."""
        wanted = set(strings)
        found: set[int] = set()
        for string in wanted:
            if any(other in string for other in wanted - {string}):
                continue  # whatever holds this one holds the other
            found.update(self._numbers(partial(self.text.find, string)))
        return [self._passages[number] for number in sorted(found)]

    def matching(self, pattern: re.Pattern[str]) -> list[Passage]:
        """Return the passages in which a pattern is found, in reading order.

        It must neither match `SEPARATOR` nor ask for the beginning or end of a text.
        """

        def find(start: int) -> int:
            found = pattern.search(self.text, start)
            return found.start() if found else -1

        return [self._passages[number] for number in self._numbers(find)]

    def _numbers(self, find: Callable[[int], int]) -> Iterable[int]:
        """Yield the numbers of the texts in which something is found; `find` looks for it from a place on."""
        at = find(0)
        while at >= 0:
            number = bisect_right(self._starts, at) - 1
            yield number
            at = find(self._starts[number + 1])
