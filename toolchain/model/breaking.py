"""Estimate how wide texts are, and into which lines they break."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from itertools import pairwise

from toolchain.model.expressions import Hinted

_NARROW = frozenset(" .,:;'’|!()[]/ijltfrI-")
_BROAD = frozenset("mw%—…@жмшщюфы")
_NEARER = 0.9
"""Of the estimate of a letter that is not ASCII, what is nearest to its width."""
_MOST_BETWEEN = 0.35
"""What a justified line may add to each of its spaces, in ems: more of them look like a gap."""
_ASCII = (
    *(250, 333, 408, 500, 500, 833, 778, 180, 333, 333, 500, 564, 250, 333, 250, 278, *[500] * 10, 278, 278),
    *(564, 564, 564, 444, 921, 722, 667, 667, 722, 611, 556, 722, 722, 333, 389, 722, 611, 889, 722, 722),
    *(556, 722, 667, 556, 611, 722, 722, 944, 722, 722, 611, 333, 278, 333, 469, 500, 333, 444, 500, 444),
    *(500, 444, 333, 500, 500, 278, 278, 500, 278, 778, 500, 500, 500, 500, 333, 389, 278, 500, 500, 722),
    *(500, 500, 444, 480, 200, 480, 541),
)
"""The widths of the characters from the space to "~" in Times and fonts that replace it, in thousandths."""


def width_of(text: str) -> float:
    """Return an estimate of a text's width on one line, in ems."""
    return sum(map(advance, text))


def advance(letter: str) -> float:
    """Return an estimate of a letter's width in our style sheet's font, in ems; rather too wide than too
    narrow.
    """
    if letter in _NARROW:
        return 0.34
    if letter in _BROAD or letter.isupper():
        return 0.76
    if letter.isascii():
        return 0.5
    return 1.0 if unicodedata.east_asian_width(letter) in "WF" else 0.56


def broken(text: str, room: float, measure: Callable[[str], float] = advance) -> list[str]:
    """Return the text in lines of this width in ems; a word that is longer than a line is broken."""
    found: list[str] = []
    width = room
    for word in _words(text):
        wide = sum(map(measure, word))
        if width + wide <= room:
            found[-1] += word
            width += wide
            continue
        found.append("")
        width = 0.0
        for letter in word.lstrip():
            if width + measure(letter) > room:
                found.append("")
                width = 0.0
            found[-1] += letter
            width += measure(letter)
    return [line.strip() for line in found]


def is_stretched(text: str, room: float, unbroken: re.Pattern[str] | Hinted) -> bool:
    """Return whether a justified line before a text that is not broken would be stretched, in lines of this
    width in ems.
    """
    lines = broken(text, room, _nearly) if unbroken.search(text) else ()
    return any(
        bool(unbroken.search(after.split()[0])) and _between(line, room) > _MOST_BETWEEN
        for line, after in pairwise(lines)
    )


def _between(line: str, room: float) -> float:
    """Return what a justified line adds to each of its spaces."""
    return (room - sum(map(_nearly, line))) / max(line.count(" "), 1)


def _nearly(letter: str) -> float:
    """Return the width of a letter in our style sheet's font, in ems, as near as can be."""
    at = ord(unicodedata.normalize("NFD", letter)[0]) - ord(" ")
    return _ASCII[at] / 1000 if 0 <= at < len(_ASCII) else _NEARER * advance(letter)


def _words(text: str) -> Iterator[str]:
    """Yield unbreakable units: words with the space before them, and each Chinese character."""
    word = ""
    for letter in " ".join(text.split(" ")):
        if letter == " " or (
            unicodedata.east_asian_width(letter) == "W" and unicodedata.category(letter)[0] == "L"
        ):
            if word:
                yield word
            word = ""
        word += letter
    if word:
        yield word
