"""Looks for the facts of a source among the words that stand before the text of a finished file."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

_TOKEN = re.compile(r"\w+|[^\w\s\u200b]")
_DOUBT = re.compile("([\u2010 ]?\u200b)")
_FIRST = 3


def missing_facts(facts: Sequence[str], cover: Sequence[str]) -> Iterator[str]:
    """The facts that neither are lines of the cover nor stand in one; no word counts for two facts.

    A fact does not stand in a longer word: "Niger" is not there where "Nigeria" is. So that it does not
    stand in another fact either, the longest are looked for first. The time grows with the words.

    Where a line of the cover has U+200B, a space or a hyphen may stand or nothing, whatever is before it.
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
        self._divided: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for number, line in enumerate(lines):
            found = list(_TOKEN.finditer(line))
            for at, token in enumerate(found):
                for length in range(1, _FIRST + 1):
                    first = tuple(each[0] for each in found[at : at + length])
                    if len(first) == length:
                        self._places[first].append((number, token.start()))
                if "\u200b" in line[token.start() : found[min(at + _FIRST, len(found)) - 1].end() + 2]:
                    self._divided[token[0]].append((number, token.start()))

    def take(self, words: str) -> bool:
        """Take these words from where they stand first. Whether they were there."""
        first = tuple(_TOKEN.findall(words)[:_FIRST])
        for number, start in (*self._places.get(first, ()), *self._begun("".join(first[:1]))):
            line = self._lines[number]
            end = _end(words, line, start)
            if end and not (line[end - 1 : end + 1].isalnum() and end < len(line)):
                self._lines[number] = line[:start] + " " * (end - start) + line[end:]
                return True
        return False

    def _begun(self, word: str) -> Iterator[tuple[int, int]]:
        """Where words begin that are divided soon, and of which the first begins as this one does."""
        for length in range(1, len(word) + 1):
            yield from self._divided.get(word[:length], ())


def _end(words: str, line: str, start: int) -> int:
    """Where these words end that stand in a line from a place on, 0 where they do not stand there."""
    if line.startswith(words, start):
        return start + len(words)
    if "\u200b" not in line:
        return 0
    parts = _DOUBT.split(line[start : start + 2 * len(words)])
    at, end = 0, start
    for part, doubt in zip(parts[::2], [*parts[1::2], ""], strict=True):
        rest = words[at:]
        if part.startswith(rest):
            return end + len(rest)
        if not rest.startswith(part):
            return 0
        at += len(part)
        at += words[at : at + 1] in {" ", "\u2010"}
        end += len(part) + len(doubt)
    return 0
