"""Numbers in words, "Twenty-one", and as ordinals, "21st", in the supported languages."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any

from toolchain.data import table

_MOST = 999_999


@cache
def _known(language: str) -> Mapping[str, Any]:
    """Return the words of a language: "small" up to nineteen, "tens", and perhaps irregular "ordinals"."""
    return dict(table(__file__)[language])


def ordinal(number: int, language: str) -> str | None:
    """Return digits with an ending: "21st", "2e", "2º", "2-й"; None for another language."""
    of_english = "th" if number // 10 % 10 == 1 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    endings = {"en": of_english, "fr": "er" if number == 1 else "e", "ru": "-й", "de": "."}
    endings |= dict.fromkeys(("es", "it", "pt"), "º")
    return f"{number}{endings[language]}" if language in endings else None


def spelt(number: int, language: str) -> str | None:
    """Return words with a capital: "Twenty-one"; None for another language."""
    words = _WORDS.get(language)
    return _capital(words(number)) if words and number <= _MOST else None


def spelt_ordinal(number: int, language: str) -> str | None:
    """Return an ordinal in words with a capital: "Twenty-first"; None for another language."""
    words = _ORDINALS.get(language)
    return _capital(words(number)) if words and number <= _MOST else None


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _english(number: int) -> str:
    words = _known("en")["small"]
    thousands, rest = divmod(number, 1000)
    hundreds, small = divmod(rest, 100)
    parts = [f"{_english(thousands)} thousand"] if thousands else []
    if hundreds:
        parts.append(f"{words[hundreds]} hundred")
    if small:
        tens = _known("en")["tens"][small // 10]
        parts.append(words[small] if not tens else "-".join(filter(None, (tens, words[small % 10]))))
    return " ".join(parts)


def _english_ordinal(number: int) -> str:
    words = _english(number)
    at = max(words.rfind(" "), words.rfind("-")) + 1
    last = words[at:]
    ending = _known("en")["ordinals"].get(last) or (f"{last[:-1]}ieth" if last.endswith("y") else f"{last}th")
    return words[:at] + ending


def _french(number: int, *, alone: bool = True) -> str:
    """French words. `alone` means that nothing follows: "cents" and "quatre-vingts" have an s."""
    thousands, rest = divmod(number, 1000)
    hundreds, small = divmod(rest, 100)
    parts = []
    if thousands:
        parts.append("mille" if thousands == 1 else f"{_french(thousands, alone=False)} mille")
    if hundreds:
        plural = "s" if hundreds > 1 and not small and alone else ""
        parts.append(f"cent{plural}" if hundreds == 1 else f"{_known('fr')['small'][hundreds]} cent{plural}")
    if small:
        parts.append(_french_small(small, alone=alone))
    return " ".join(parts)


def _french_small(number: int, *, alone: bool) -> str:
    """French words below a hundred: soixante-dix, quatre-vingts, quatre-vingt-onze."""
    words: Sequence[str] = _known("fr")["small"]
    if number < len(words):
        return words[number]
    tens, one = divmod(number, 10)
    if tens in (7, 9):
        one += 10
    if tens == 8 and not one:
        return "quatre-vingts" if alone else "quatre-vingt"
    joined = " et " if one in (1, 11) and tens < 8 else "-" if one else ""
    return f"{_known('fr')['tens'][tens]}{joined}{words[one]}"


def _french_ordinal(number: int) -> str:
    if number == 1:
        return "premier"
    words = _french(number, alone=False)
    if words.endswith("cinq"):
        return words + "uième"
    if words.endswith("neuf"):
        return words[:-1] + "vième"
    return words.removesuffix("e") + "ième"


_WORDS: dict[str, Callable[[int], str]] = {"en": _english, "fr": _french}
_ORDINALS: dict[str, Callable[[int], str]] = {"en": _english_ordinal, "fr": _french_ordinal}
