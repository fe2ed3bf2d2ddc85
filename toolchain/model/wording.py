"""Numbers and texts as messages and tables write them."""

from __future__ import annotations

import re

ELLIPSIS = "…"
_CONSONANT_Y = re.compile("[^aeiou]y$")


def plural(number: float, noun: str) -> str:
    """Return a noun in the form that a number wants: "1 note", but "0 notes" and "2 properties"."""
    if number == 1:
        return noun
    return f"{noun[:-1]}ies" if _CONSONANT_Y.search(noun) else f"{noun}s"


def counted(number: int, noun: str) -> str:
    """Return a number with its noun: "1 note", "2,815 words"."""
    return f"{number:,} {plural(number, noun)}"


def fold(text: str) -> str:
    """Return a text in one line: one space for each run of white space, and none at its ends."""
    return " ".join(text.split())


def shorten(text: str, most: int) -> str:
    """Return a text of at most `most` characters; where it is cut, the last one is an ellipsis."""
    return text if len(text) <= most else text[: most - 1] + ELLIPSIS


def shorten_to_words(text: str, most: int) -> str:
    """Return a text of at most `most` characters; a longer one is cut before a word, and " …" follows.

    The last word of the beginning is left out even where the cut falls behind it.
    """
    if len(text) <= most:
        return text
    start = text[:most]
    return f"{start.rpartition(' ')[0] or start} {ELLIPSIS}"
