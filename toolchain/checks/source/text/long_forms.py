"""Whether words spell an abbreviation, for T501."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import lru_cache

_FURTHEST = 12  # words before a bracket in which the long form begins
_WIDEST = 400  # characters in which these words are looked for
_SIGNS = "‘’“”«»'\"()[],;:"
_SMALL_WORDS = 2  # behind the last one that spells: "of the"
LONGEST = 160  # characters in which a long form ends that stands behind its abbreviation


def words_before(text: str, end: int) -> list[str]:
    """Return the words of a text before a place among which a long form is looked for, the first perhaps cut
    off.
    """
    return text[max(end - _WIDEST, 0) : end].split()[-_FURTHEST:]


def spells(words: Iterable[str], short: str) -> bool:
    """Return whether the last of some words spell an abbreviation: they contain its letters, mostly as first
    letters.
    """
    letters = [sign for sign in plain(short) if sign.isalnum()]
    parts = [part for word in words for part in re.split(r"[-/’'\s]", plain(word.strip(_SIGNS))) if part]
    return _matches(tuple(parts), tuple(letters))


@lru_cache(maxsize=256)
def _matches(parts: tuple[str, ...], letters: tuple[str, ...]) -> bool:
    """Match from the end: each letter begins a word further left, or is in a word that another letter
    begins.
    """
    at = len(parts)
    begun = 0
    left = len(letters)
    while left and at:
        if left == len(letters) and at < len(parts) - _SMALL_WORDS:
            return False  # the long form does not end here
        at -= 1
        word = parts[at]
        if word[0] == letters[left - 1]:
            left -= 1
            begun += 1
            continue
        taken = _taken(word, letters[:left])
        if taken:
            left -= taken
            begun += 1
    return left == 0 and begun * 2 >= min(len(letters), 4)


def _taken(word: str, letters: tuple[str, ...]) -> int:
    """Return how many of the last letters are in a word, which begins with the first of them."""
    for count in range(min(len(letters), len(word)), 1, -1):
        wanted = letters[-count:]
        if word[0] != wanted[0]:
            continue
        rest = iter(word)
        if all(letter in rest for letter in wanted):
            return count
    return 0


def plain(text: str) -> str:
    """Return a text in capitals without accents."""
    split = unicodedata.normalize("NFD", text.upper())
    return "".join(sign for sign in split if not unicodedata.combining(sign))


def is_near(words: Sequence[str], short: str) -> bool:
    """Return whether one of the last words has the first letter of an abbreviation that is alone in a
    bracket.

    This is for long forms whose letters cannot be matched, such as those of UNFPA and HR2HE.
    """
    near = len(words) - len(short) - _SMALL_WORDS
    for number, word in enumerate(word.strip(_SIGNS) for word in words):
        if plain(word[:1]) == short[0] and not word.isupper() and (number >= near or word[0].isupper()):
            return True
    return False


def begins_with_long(text: str, short: str) -> bool:
    """Return whether a text begins with words that spell an abbreviation."""
    words = text[:LONGEST].split()[:_FURTHEST]
    return any(spells(words[:count], short) for count in range(1, len(words) + 1))
