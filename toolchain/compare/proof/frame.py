"""Find text around the main text of a finished file that is not in its source, or is missing."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from toolchain.compare.proof.cover import Cover
from toolchain.compare.proof.lines import Line, Shown
from toolchain.formats.pdf.bidi import is_right_to_left
from toolchain.model.records import replace

_APART = re.compile(r"[^\w]+|_")
_FIGURES = re.compile(r"\d+")
_SHORTEST = 3
"""Characters of a word with its spaces that is known without them too."""


class Added(NamedTuple):
    """Unknown words, the first line with them, and the number of further lines."""

    words: str
    line: Line
    more: int


def as_built(ours: Shown, built: Shown) -> Shown:
    """Return the lines of a source with optional words required if they are in an output that was just
    built, and not known otherwise. Its page headers and footers are required too.
    """
    _, unused = Cover(built.cover).take(ours.cover, ours.free)
    used = Counter(ours.free) - Counter(unused)
    return replace(ours, cover=(*ours.cover, *used.elements()), free=(), frame=built.frame)


def lacking(ours: Iterable[Line], theirs: Iterable[Line]) -> Iterator[Line]:
    """Yield the lines of page headers and footers that are not in those of the same kind."""
    there = {(line.span.words, line.text) for line in theirs}
    return (line for line in ours if (line.span.words, line.text) not in there)


def added(known: Iterable[str], lines: Iterable[Line]) -> Iterator[Added]:
    """Yield the unknown words of lines.

    Known words may occur any number of times, with or without figures, because readers omit page numbers. In
    a PDF the spaces are not certain, nor is the order of words in a right-to-left line: such a line is
    unknown if most of its words are.
    """
    longest = _longest_first(known)
    seen: dict[str, str] = {}
    found: dict[str, list[Line]] = {}
    for line in lines:
        if line.text not in seen:
            seen[line.text] = _unknown(line.text, longest)
        if words := seen[line.text]:
            found.setdefault(words, []).append(line)
    for words, places in found.items():
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
    if not known and any(map(is_right_to_left, rest)):  # whose order and line ends are not certain on a page
        everything = "|".join(words.replace(" ", "") for words in longest)
        strange = [word not in everything for word in rest.split()]
        known = 2 * sum(strange) <= len(strange)
    return "" if known else " ".join(rest.split())


def _letters(text: str) -> str:
    return "".join(filter(str.isalpha, unicodedata.normalize("NFC", text)))


def _signs(text: str) -> str:
    return "".join(sorted(filter(str.isalnum, text)))
