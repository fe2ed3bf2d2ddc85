"""Looks for the facts of a source among the words that stand before the text of a finished file."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

_TOKEN = re.compile(r"\w+|[^\w\s]")
_FIRST = 3


def missing_facts(facts: Sequence[str], cover: Sequence[str]) -> Iterator[str]:
    """The facts that neither are lines of the cover nor stand in one; no word counts for two facts.

    A fact does not stand in a longer word: "Niger" is not there where "Nigeria" is. So that it does not
    stand in another fact either, the longest are looked for first. The time grows with the words.
    """
    whole = Counter(cover)
    parts = []
    for fact in facts:
        if whole[fact]:
            whole[fact] -= 1
        else:
            parts.append(fact)
    words = _Words(list(whole.elements()))
    found = dict.fromkeys(parts, 0)
    for fact in sorted(parts, key=len, reverse=True):
        found[fact] += words.take(fact)
    for fact in parts:
        if found[fact]:
            found[fact] -= 1
        else:
            yield fact


class _Words:
    """Lines whose words can be taken, each once."""

    def __init__(self, lines: list[str]) -> None:
        self._lines = lines
        self._places: dict[tuple[str, ...], list[tuple[int, int]]] = defaultdict(list)
        for number, line in enumerate(lines):
            found = list(_TOKEN.finditer(line))
            for at, token in enumerate(found):
                for length in range(1, _FIRST + 1):
                    first = tuple(each[0] for each in found[at : at + length])
                    if len(first) == length:
                        self._places[first].append((number, token.start()))

    def take(self, words: str) -> bool:
        """Take these words from where they stand first. Whether they were there."""
        first = tuple(_TOKEN.findall(words)[:_FIRST])
        for number, start in self._places.get(first, ()):
            line, end = self._lines[number], start + len(words)
            if line.startswith(words, start) and not (line[end - 1 : end + 1].isalnum() and end < len(line)):
                self._lines[number] = line[:start] + " " * len(words) + line[end:]
                return True
        return False
