"""Format numbers and texts for messages and tables."""

from __future__ import annotations

import shlex
import sys
from collections.abc import Iterable

from toolchain.model.expressions import expression
from toolchain.model.speech import grouped, translated_plural

ELLIPSIS = "…"
LONGEST_TIP = 255
"""Characters that Word shows of what a link says of itself."""
UNSEEN = "\u00ad\u200b\ufeff"
"""Soft hyphens, spaces of no width and byte order marks, which come into a text by pasting."""

_WITHOUT_QUOTES = expression(r"[\w@+=:,./\\-]+")
_AFTER_NOUN = ("of ", "that ", "in ", "to ", "with ", "without ", "beside ", "for ")
_CONSONANT_Y = expression("[^aeiou]y$")


def plural(number: float, noun: str) -> str:
    """Return a noun in singular or plural: "note" for 1, "notes" for 0, "properties" or "names of a file"
    for 2.
    """
    if number == 1:
        return noun
    head, _, rest = noun.partition(" ")
    if rest.startswith(_AFTER_NOUN):
        return f"{plural(number, head)} {rest}"
    return f"{noun[:-1]}ies" if _CONSONANT_Y.search(noun) else f"{noun}s"


def counted(number: int, noun: str) -> str:
    """Return a number with its noun in the language of the interface: "1 note", "2,815 words"."""
    one, many = (f"{{number}} {plural(each, noun)}" for each in (1, 2))
    return translated_plural(one, many, number).format(number=grouped(number))


def command_line(*words: str) -> str:
    """Return words as a line to type. On Windows a word is put in double quotes: cmd.exe knows no others."""
    if sys.platform == "win32":
        return " ".join(word if _WITHOUT_QUOTES.fullmatch(word) else f'"{word}"' for word in words)
    return shlex.join(words)


def fold(text: str) -> str:
    """Return a text in one line: each run of white space becomes one space, none at the ends."""
    return " ".join(text.split())


def squeezed(text: str) -> str:
    """Return a text without its white space."""
    return "".join(text.split())


def beginning(texts: Iterable[str], most: int) -> str:
    """Return the first characters of texts together, at most `most`; no more texts are read than needed."""
    found: list[str] = []
    for text in texts:
        found.append(text[:most])
        most -= len(found[-1])
        if most <= 0:
            break
    return "".join(found)


def printable(text: str) -> str:
    """Return a text with a space for each character that cannot be printed."""
    return "".join(char if char.isprintable() else " " for char in text)


def shorten(text: str, most: int) -> str:
    """Return a text of at most `most` characters. If it is cut, an ellipsis follows its last letter."""
    return text if len(text) <= most else text[: most - 1].rstrip() + ELLIPSIS


def shorten_to_words(text: str, most: int) -> str:
    """Return a text of at most `most` characters. A longer text is cut before a word, and " …" follows.

    The last word before the cut is omitted, even if it is complete.
    """
    if len(text) <= most:
        return text
    start = text[:most]
    return f"{start.rpartition(' ')[0] or start} {ELLIPSIS}"
