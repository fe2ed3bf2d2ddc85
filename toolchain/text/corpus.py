"""All running texts of a document in one string, to find rare strings with one search.

Starting a search costs more than searching a text of a hundred characters. So a check first finds the
passages that contain what it looks for, and examines only these. While somebody writes, nearly all texts are
those of the round before: what was found in them is not searched for again.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from itertools import accumulate

from toolchain.model.expressions import Hinted
from toolchain.text.passages import Passage

Pattern = re.Pattern[str] | Hinted

SEPARATOR = "\0"
"""Stands between two texts: no source can hold it (CommonMark 2.3), and it is neither space nor letter."""


class Corpus:
    """The texts of passages, joined into one `text`."""

    __slots__ = ("_known", "_matched", "_new", "_passages", "_starts", "text", "texts")

    def __init__(self, passages: Sequence[Passage], before: Corpus | None = None) -> None:
        """`before` is a corpus in which most of the texts have been searched."""
        texts = [passage.text for passage in passages]
        self._passages = passages
        self.text = SEPARATOR.join(texts)
        self.texts = frozenset(texts)
        self._starts = list(accumulate((len(text) + 1 for text in texts), initial=0))
        self._matched: dict[Pattern, frozenset[str]] = {}
        self._known: Mapping[Pattern, frozenset[str]] = before._matched if before else {}
        self._new = self.texts - before.texts if before else self.texts

    def passage_at(self, place: int) -> tuple[Passage, int]:
        """Return the passage at a position, and the position where it begins."""
        number = bisect_right(self._starts, place) - 1
        return self._passages[number], self._starts[number]

    def holding(self, strings: Iterable[str]) -> list[Passage]:
        """Return the passages whose text contains one of the strings, in reading order."""
        wanted = set(strings)
        found: set[int] = set()
        for string in wanted:
            if any(other in string for other in wanted - {string}):
                continue  # any text with this string also has the other
            found.update(self._numbers(partial(self.text.find, string)))
        return [self._passages[number] for number in sorted(found)]

    def matching(self, pattern: Pattern) -> list[Passage]:
        """Return the passages that match a pattern, in reading order.

        The pattern must not match `SEPARATOR`, or use the beginning or end of a text.
        """

        if pattern not in self._matched:
            self._matched[pattern] = self._search(pattern)
        found = self._matched[pattern]
        return [passage for passage in self._passages if passage.text in found] if found else []

    def _search(self, pattern: Pattern) -> frozenset[str]:
        """Return the texts that match; those that were searched before are not searched again."""
        if pattern in self._known:
            new = (text for text in self._new if pattern.search(f"{SEPARATOR}{text}{SEPARATOR}"))
            return self._known[pattern] & self.texts | {*new}

        if isinstance(pattern, Hinted):
            anywhere = pattern.folds and pattern.may_be_in(self.text)
            likely = self.texts if anywhere else {each.text for each in self.holding(pattern.hints)}
            return frozenset(text for text in likely if pattern.search(f"{SEPARATOR}{text}{SEPARATOR}"))

        def find(start: int) -> int:
            found = pattern.search(self.text, start)
            return found.start() if found else -1

        return frozenset(self._passages[number].text for number in self._numbers(find))

    def _numbers(self, find: Callable[[int], int]) -> Iterable[int]:
        """Yield the numbers of the texts with a match; `find` searches from a position on."""
        at = find(0)
        while at >= 0:
            number = bisect_right(self._starts, at) - 1
            yield number
            at = find(self._starts[number + 1])
