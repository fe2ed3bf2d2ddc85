"""Numbers in the number formats of Word (ECMA-376-1, 17.18.59, ST_NumberFormat), also in words.

This code shares nothing with the numerals of `model`, so that the proof finds an error in one of them. A
comment says what Word does after the last character of a format; if Word goes back to digits, so does this.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any

from toolchain.data import table

_MOST_IN_WORDS = 999_999


@cache
def _known(language: str) -> Mapping[str, Any]:
    """Return the words of a language: "small" up to nineteen, "tens", and perhaps irregular "ordinals"."""
    return dict(table(__file__, "spelt_numbers")[language])


def ordinal(number: int, language: str) -> str | None:
    """Return digits with an ending: "21st", "2e", "2º", "2-й"; None for another language."""
    of_english = "th" if number // 10 % 10 == 1 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    endings = {"en": of_english, "fr": "er" if number == 1 else "e", "ru": "-й", "de": "."}
    endings |= dict.fromkeys(("es", "it", "pt"), "º")
    return f"{number}{endings[language]}" if language in endings else None


def spelt(number: int, language: str) -> str | None:
    """Return words with a capital: "Twenty-one"; None for another language."""
    words = _SPELT.get(language)
    return _capital(words(number)) if words and number <= _MOST_IN_WORDS else None


def spelt_ordinal(number: int, language: str) -> str | None:
    """Return an ordinal in words with a capital: "Twenty-first"; None for another language."""
    words = _ORDINALS.get(language)
    return _capital(words(number)) if words and number <= _MOST_IN_WORDS else None


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


_SPELT: dict[str, Callable[[int], str]] = {"en": _english, "fr": _french}
_ORDINALS: dict[str, Callable[[int], str]] = {"en": _english_ordinal, "fr": _french_ordinal}


_MOST = 32_767  # of a list's numbers
_SMALL = "abcdefghijklmnopqrstuvwxyz"
_CHINESE = "○一二三四五六七八九"
_TENS, _ONES = " יכלמנסעפצ", " אבגדהוזחט"
_THOUSAND = 1000
_LEGAL_KOREAN = ("", "하나", "둘", "셋", "넷", "다섯", "여섯", "일곱", "여덟", "아홉")
_LEGAL_KOREAN_TENS = ("", "열", "스물", "서른", "마흔", "쉰", "예순", "일흔", "여든", "아흔")
Numeral = Callable[[int], str]


def numeral(style: str, number: int, language: str = "") -> str | None:
    """Return a number in a format, as digits beyond its range; None for an unknown format.

    `language` is the primary subtag for formats in words. The format "custom 0001" pads with zeros to that
    length.
    """
    if style in ("none", "bullet"):
        return ""
    if style.startswith("custom "):
        return str(number).zfill(len(style) - len("custom "))
    if not (style in _WORDS or style in _STYLES or style in _others()):
        return None
    if not 1 <= number <= _MOST:
        return str(number)
    if style in _WORDS:
        return _WORDS[style](number, language or "en")
    return (_STYLES.get(style) or _others()[style])(number)


def _repeated(alphabet: str, most: int = 30) -> Numeral:
    """Repeat one letter: a, b … z, aa, bb. Word starts again after `most` rounds."""

    def sign(number: int) -> str:
        rounds, place = divmod(number - 1, len(alphabet))
        return alphabet[place] * (rounds % most + 1)

    return sign


def _roman(number: int) -> str:
    signs = ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")
    tens = str.maketrans("ivx", "xlc")
    hundreds = str.maketrans("ivx", "cdm")
    thousands, rest = divmod(number, 1000)
    digits = (
        signs[rest // 100].translate(hundreds),
        signs[rest // 10 % 10].translate(tens),
        signs[rest % 10],
    )
    return "m" * thousands + "".join(digits)


def _han(number: int) -> str:
    """Chinese: up to 99 with a character for ten, from 100 digit by digit."""
    if number >= 100:
        return "".join(_CHINESE[int(figure)] for figure in str(number))
    ten, one = divmod(number, 10)
    tens = "" if ten == 0 else "十" if ten == 1 else _CHINESE[ten] + "十"
    return tens + (_CHINESE[one] if one else "")


def _digits(signs: str) -> Numeral:
    """Digit by digit, in the ten digits of a script."""
    return lambda number: "".join(signs[int(figure)] for figure in str(number))


def _listed(signs: Sequence[str]) -> Numeral:
    """One character or word for each number; digits beyond the last one."""
    return lambda number: signs[number - 1] if number <= len(signs) else str(number)


def _round(signs: str) -> Numeral:
    """The characters in turn, starting again after the last."""
    return lambda number: signs[(number - 1) % len(signs)]


def _counted(
    figures: str, worths: str, myriad: str = "", zero: str = "", *, bare: bool = False, teens: bool = False
) -> Numeral:
    """As it is spoken: `worths` are the characters for ten, hundred and thousand, `myriad` for ten thousand.

    `zero` is written for skipped places. A one is omitted before `worths` if they are `bare`; before ten only
    from 10 to 19 if `teens`.
    """

    def group(number: int) -> str:
        out, gap = "", False
        for worth, sign in ((1000, worths[2]), (100, worths[1]), (10, worths[0]), (1, "")):
            figure = number // worth % 10
            if figure:
                silent = figure == 1 and worth > 1 and (bare or (teens and worth == 10 and not out))
                out += (zero if gap and out else "") + ("" if silent else figures[figure]) + sign
            gap = figure == 0
        return out

    def sign(number: int) -> str:
        high, low = divmod(number, 10_000)
        gap = zero if high and 0 < low < _THOUSAND else ""
        return (group(high) + myriad if high else "") + gap + group(low)

    return sign


def _hebrew(number: int) -> str:
    """By the values of the letters; 15 and 16 avoid the name of God (ST_NumberFormat, hebrew1)."""
    out = ""
    rest = number % _THOUSAND or number
    for worth, sign in ((400, "ת"), (300, "ש"), (200, "ר"), (100, "ק")):
        while rest >= worth:
            out, rest = out + sign, rest - worth
    if rest in (15, 16):
        return out + "ט" + "וז"[rest - 15]
    return out + f"{_TENS[rest // 10]}{_ONES[rest % 10]}".replace(" ", "")


def _korean(number: int) -> str:
    """In native Korean words, up to 99."""
    if number >= 100:
        return str(number)
    return _LEGAL_KOREAN_TENS[number // 10] + _LEGAL_KOREAN[number % 10]


_in_thousands = _counted(_CHINESE, "十百千", zero="零", teens=True)


def _han_in_full(number: int) -> str:
    """With characters for ten, hundred and thousand, and one for skipped places: 一百零五."""
    return _in_thousands(number) if number < 10_000 else _han(number)


_STYLES: dict[str, Numeral] = {
    "decimal": str,
    "decimalZero": lambda number: f"{number:02}",
    "decimalHalfWidth": str,
    "numberInDash": lambda number: f"- {number} -",
    "lowerLetter": _repeated(_SMALL),
    "upperLetter": _repeated(_SMALL.upper()),
    "lowerRoman": _roman,
    "upperRoman": lambda number: _roman(number).upper(),
    "chineseCounting": _han,
    "chineseCountingThousand": _han_in_full,
    "chicago": _repeated("*†‡§", 100),
    "hex": lambda number: f"{number:X}",
    "koreanLegal": _korean,
    "hebrew1": _hebrew,
}


@cache
def _others() -> Mapping[str, Numeral]:
    """Return the formats of `numerals.toml`."""
    said = table(__file__)
    kinds: Mapping[str, Callable[[str], Numeral]] = {
        "repeated": _repeated,
        "digits": _digits,
        "listed": _listed,
        "round": _round,
    }
    made = {style: kind(signs) for name, kind in kinds.items() for style, signs in said[name].items()}
    return made | {style: _counted(**given) for style, given in said["counted"].items()}


_WORDS: dict[str, Callable[[int, str], str | None]] = {
    "ordinal": ordinal,
    "cardinalText": spelt,
    "ordinalText": spelt_ordinal,
}
"""Formats that depend on the language. They return None for an unsupported language."""
