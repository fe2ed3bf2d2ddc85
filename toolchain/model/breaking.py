"""Estimate how wide texts are, and into which lines they break."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from toolchain.model.expressions import Hinted

_NARROW = frozenset(" .,:;'’|!()[]/ijltfrI-")
_BROAD = frozenset("mw%—…@жмшщюфы")
_FULL, _WIDER = 0.8, 1.2
"""The share of a line that may be stretched to all of it. Estimates are too wide by so much, in Cyrillic
more.
"""


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


def broken(text: str, room: float) -> list[str]:
    """Return the text in lines of this width in ems; a word that is longer than a line is broken."""
    found: list[str] = []
    width = room
    for word in _words(text):
        wide = sum(map(advance, word))
        if width + wide <= room:
            found[-1] += word
            width += wide
            continue
        found.append("")
        width = 0.0
        for letter in word.lstrip():
            if width + advance(letter) > room:
                found.append("")
                width = 0.0
            found[-1] += letter
            width += advance(letter)
    return [line.strip() for line in found]


def is_stretched(text: str, room: float, unbroken: re.Pattern[str] | Hinted) -> bool:
    """Return whether a justified line before a text that is not broken would be stretched, in lines of this
    width in ems.
    """
    lines = broken(text, _WIDER * room)[:-1] if unbroken.search(text) else ()
    return any(width_of(line) < _FULL * _WIDER * room for line in lines)


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
