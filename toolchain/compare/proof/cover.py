"""Find the facts of a source in the words before the text of a finished file."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from toolchain.compare.proof.lines import fold

_TOKEN = re.compile(r"\w+|[^\w\s\u200b]")
_DOUBT = re.compile("([\u2010 ]?\u200b)")
_FIRST = 3


class Cover:
    """The lines of a cover, from which facts are taken: no word counts for two facts.

    A fact does not match part of a longer word: "Niger" does not match "Nigeria". To avoid matches within
    other facts, the longest are searched first. The time grows with the number of words.

    U+200B in a line of the cover stands for a space, a hyphen or nothing.
    """

    def __init__(self, lines: Sequence[str]) -> None:
        self._words = _Words(lines)

    def take(self, facts: Iterable[str], free: Iterable[str] = ()) -> list[str]:
        """Take facts, and then optional words; lines that equal a fact come first.

        Return the facts that are missing.
        """
        parts = [fact for fact in facts if not self._words.take_line(fact)]
        others = [words for words in free if not self._words.take_line(words)]
        found = dict.fromkeys(parts, 0)
        for words, is_fact in sorted(
            [*((fact, True) for fact in parts), *((words, False) for words in others)],
            key=lambda each: (-len(each[0]), not each[1]),
        ):
            found[words] = found.get(words, 0) + (self._words.take(words) and is_fact)
        missing = []
        for fact in parts:
            if found[fact]:
                found[fact] -= 1
            else:
                missing.append(fact)
        return missing

    def left(self) -> Iterator[tuple[int, str]]:
        """Yield the number of each line with remaining words, and these words."""
        for number, line in enumerate(self._words.lines):
            if any(map(str.isalnum, line)):
                yield number, fold(_DOUBT.sub("", line))


class _Words:
    """Lines whose words can be taken, each once."""

    def __init__(self, lines: Iterable[str]) -> None:
        self.lines = list(lines)
        self._whole: dict[str, list[int]] = defaultdict(list)
        for number in reversed(range(len(self.lines))):
            self._whole[self.lines[number]].append(number)
        self._places: dict[tuple[str, ...], list[tuple[int, int]]] = defaultdict(list)
        self._divided: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for number, line in enumerate(self.lines):
            found = list(_TOKEN.finditer(line))
            for at, token in enumerate(found):
                for length in range(1, _FIRST + 1):
                    first = tuple(each[0] for each in found[at : at + length])
                    if len(first) == length:
                        self._places[first].append((number, token.start()))
                if "\u200b" in line[token.start() : found[min(at + _FIRST, len(found)) - 1].end() + 2]:
                    self._divided[token[0]].append((number, token.start()))

    def take_line(self, line: str) -> bool:
        """Take the first line that equals this one. Return whether there was one."""
        numbers = self._whole.get(line, [])
        while numbers:
            number = numbers.pop()
            if self.lines[number] == line:
                self.lines[number] = ""
                return True
        return False

    def take(self, words: str) -> bool:
        """Take these words at their first occurrence. Return whether there was one."""
        first = tuple(_TOKEN.findall(words)[:_FIRST])
        for number, start in (*self._places.get(first, ()), *self._begun("".join(first[:1]))):
            line = self.lines[number]
            end = _end(words, line, start)
            if end and not (line[end - 1 : end + 1].isalnum() and end < len(line)):
                self.lines[number] = line[:start] + " " * (end - start) + line[end:]
                return True
        return False

    def _begun(self, word: str) -> Iterator[tuple[int, int]]:
        """Yield the places where words start that begin like this one and are soon divided."""
        for length in range(1, len(word) + 1):
            yield from self._divided.get(word[:length], ())


def _end(words: str, line: str, start: int) -> int:
    """Return the end of these words in a line from a position on, 0 if they are not there."""
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
