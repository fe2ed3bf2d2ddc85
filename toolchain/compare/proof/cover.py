"""Find the facts of a source in the words before the text of a finished file, and what is around its text."""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from toolchain.compare.proof.lines import Line, Shown, fold
from toolchain.model.expressions import expression
from toolchain.model.groups import by_first
from toolchain.model.languages import has_right_to_left
from toolchain.model.records import replace

_TOKEN = expression(r"\w+|[^\w\s\u200b]")
_DOUBT = expression("([\u2010 ]?\u200b)")
_FIRST = 3


class Cover:
    """The lines of a cover, from which facts are taken: no word counts for two facts.

    A fact does not match part of a longer word: "Niger" does not match "Nigeria". To avoid matches within
    other facts, the longest are searched first. The time grows with the number of words.

    U+200B in a line of the cover stands for a space, a hyphen or nothing.
    """

    def __init__(self, lines: Iterable[str]) -> None:
        self._lines = list(lines)
        numbers = reversed(range(len(self._lines)))
        self._whole = by_first((self._lines[number], number) for number in numbers)
        self._places: dict[tuple[str, ...], list[tuple[int, int]]] = defaultdict(list)
        self._divided: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for number, line in enumerate(self._lines):
            found = list(_TOKEN.finditer(line))
            words = tuple(token[0] for token in found)
            for at, token in enumerate(found):
                for end in range(at + 1, min(at + _FIRST, len(found)) + 1):
                    self._places[words[at:end]].append((number, token.start()))
                if "\u200b" in line[token.start() : found[min(at + _FIRST, len(found)) - 1].end() + 2]:
                    self._divided[token[0]].append((number, token.start()))

    def take(self, facts: Sequence[str], free: Sequence[str] = ()) -> tuple[list[str], list[str]]:
        """Take facts, and optional words if they are there; lines that equal one of them come first.

        Do so once: such a line is known by what it was at the beginning.

        Return the facts and the optional words that are missing.
        """
        wanted = [[words for words in each if not self._take_line(words)] for each in (facts, free)]
        taken = [Counter[str](), Counter[str]()]
        everything = ((words, at) for at, each in enumerate(wanted) for words in each)
        for words, at in sorted(everything, key=lambda each: (-len(each[0]), each[1])):
            taken[at][words] += self._take(words)
        missing, unused = (
            [*(Counter(words) - there).elements()] for words, there in zip(wanted, taken, strict=True)
        )
        return missing, unused

    def left(self) -> Iterator[tuple[int, str]]:
        """Yield the number of each line with remaining words, and these words."""
        for number, line in enumerate(self._lines):
            if any(map(str.isalnum, line)):
                yield number, fold(_DOUBT.sub("", line))

    def _take_line(self, line: str) -> bool:
        """Take the first line that equals this one. Return whether there was one."""
        if numbers := self._whole.get(line):
            self._lines[numbers.pop()] = ""
            return True
        return False

    def _take(self, words: str) -> bool:
        """Take these words at their first occurrence. Return whether there was one."""
        first = tuple(_TOKEN.findall(words)[:_FIRST])
        for number, start in (*self._places.get(first, ()), *self._begun("".join(first[:1]))):
            line = self._lines[number]
            end = _end(words, line, start)
            if end and not (line[end - 1 : end + 1].isalnum() and end < len(line)):
                self._lines[number] = line[:start] + " " * (end - start) + line[end:]
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


_APART = expression(r"[^\w]+|_")
_FIGURES = expression(r"\d+")
_SHORTEST = 3
"""Characters of a word with its spaces that is known without them too."""


class Added(NamedTuple):
    """Unknown words, the first line with them, and the number of further lines."""

    words: str
    line: Line
    more: int


def as_built(ours: Shown, built: Shown) -> Shown:
    """Return the lines that a file must show, given an output that was just built from the same source.

    Of the optional words, those in that output are required, and the others are unknown. Its page headers and
    footers are required too.
    """
    _, unused = Cover(built.cover).take(ours.cover, ours.free)
    used = Counter(ours.free) - Counter(unused)
    return replace(ours, cover=(*ours.cover, *used.elements()), free=(), frame=built.frame)


def lacking(ours: Iterable[Line], theirs: Iterable[Line]) -> Iterator[Line]:
    """Yield our lines of page headers and footers that their header or footer of the same kind lacks."""
    there = {(line.span.words, line.text) for line in theirs}
    return (line for line in ours if (line.span.words, line.text) not in there)


def repeated(lines: Sequence[Line]) -> Iterator[Line]:
    """Yield the lines that repeat the line before them in one page header or footer, all of one place."""
    return (line for before, line in pairwise(lines) if line.span is before.span and line.text == before.text)


def added(known: Iterable[str], lines: Iterable[Line]) -> Iterator[Added]:
    """Yield the unknown words of lines.

    Known words may occur any number of times, with or without figures, because readers omit page numbers. In
    a PDF the spaces are not certain, nor is the order of words in a right-to-left line: such a line is
    unknown if most of its words are.
    """
    whole = frozenset(known)
    same = by_first((line.text, line) for line in lines if line.text not in whole)
    longest = _longest_first(whole) if same else []
    told = ((words, line) for text in same if (words := _unknown(text, longest)) for line in same[text])
    for words, places in by_first(told).items():
        yield Added(words, places[0], len(places) - 1)


def _longest_first(known: Iterable[str]) -> list[str]:
    """Return the known words in the form of `_plain`, with and without their figures."""
    found = {_plain(text) for words in known for text in (words, _FIGURES.sub(" ", words))}
    return sorted(found - {""}, key=lambda words: (-len(words), words))


def _plain(text: str) -> str:
    """Return the words of a text with a space before and after each."""
    words = _APART.sub(" ", unicodedata.normalize("NFC", text)).split()
    return f" {' '.join(words)} " if words else ""


def _unknown(text: str, longest: Sequence[str]) -> str:
    """Return the unknown words of a text."""
    rest = _plain(text)
    for words in longest:
        while words in rest:
            rest = rest.replace(words, "  ")
    joined = rest.replace(" ", "")
    for words in longest:
        if len(words) > _SHORTEST:
            joined = joined.replace(words.replace(" ", ""), " ")
    letters = _letters(text)
    for words in longest:
        if len(own := _letters(words)) > _SHORTEST:
            letters = letters.replace(own, "")
    known = not joined.strip() or not letters or any(_signs(words) == _signs(rest) for words in longest)
    if not known and has_right_to_left(rest):  # whose order and line ends are not certain on a page
        everything = "|".join(words.replace(" ", "") for words in longest)
        strange = [word not in everything for word in rest.split()]
        known = 2 * sum(strange) <= len(strange)
    return "" if known else fold(rest)


def _letters(text: str) -> str:
    return "".join(filter(str.isalpha, unicodedata.normalize("NFC", text)))


def _signs(text: str) -> str:
    return "".join(sorted(filter(str.isalnum, text)))
