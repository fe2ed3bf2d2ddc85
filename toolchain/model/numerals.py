"""Numerals in the styles of ECMA-376-1, 17.18.59 (ST_NumberFormat) that submissions use."""

from __future__ import annotations

from collections.abc import Callable
from types import MappingProxyType

from toolchain.model.expressions import expression

_LATIN = "abcdefghijklmnopqrstuvwxyz"
_ABJAD = "أبجدهوزحطيكلمنسعفصقرشتثخذضظغ"
_CHINESE = "○一二三四五六七八九"
FROM_RUSSIAN = str.maketrans(dict(zip("абвгдежзиклмно", "abcdefghijklmn", strict=True)))
"""The letters with which submissions count, for those with which people count in Russian."""
FROM_LETTERS = FROM_RUSSIAN | str.maketrans("اأبجدهوزحطي", "aabcdefghij")
"""The same for those with which people count in Russian and in Arabic."""
# Digits and brackets for those of Arabic, Persian, Urdu and Chinese keyboards.
FROM_EASTERN = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹０１２３４５６７８９（）", "0123456789" * 3 + "()")
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
    (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_LABEL = expression(r"(.*?)[\s(（]*((?<![^\W\d_])(?:(?<=\s)[A-Z]{1,6}|[IVXLC]+|[A-Z])|\d+)?[)）.\s]*")
_MOST_REPEATS = 30  # Word goes back to a single letter after thirty; it also bounds the length
_LARGEST = 32_767  # of Word's list numbers


def numeral(style: str, value: int) -> str:
    """Return `value`, from 1, in the characters of a style: numeral("lowerLetter", 28) is "bb".

    Values that a style cannot express, or that Word does not count to, are decimal. Raise KeyError for an
    unknown style.
    """
    return _STYLES[style](value) if 1 <= value <= _LARGEST else str(value)


def label_parts(label: str) -> tuple[str, str]:
    """Return the word and the number of a label, each can be "": "Table", "2"; "Annex", "I"; "", "IV"."""
    found = _LABEL.fullmatch(label)
    return (found[1], found[2] or "") if found else (label, "")


def signs(style: str) -> str:
    """Return a regular expression for the output of a style (for letters, the first two rounds)."""
    return _SIGNS[style]


def _letters(alphabet: str, value: int) -> str:
    """Return a letter, repeated once for each round of the alphabet: y, z, aa, bb."""
    repeats, index = divmod(value - 1, len(alphabet))
    return alphabet[index] * (repeats % _MOST_REPEATS + 1)


def _roman(value: int) -> str:
    out: list[str] = []
    for worth, sign in _ROMAN:
        count, value = divmod(value, worth)
        out.append(sign * count)
    return "".join(out)


def _chinese(value: int) -> str:
    """Return numbers up to 99 with the character for ten, 十二 and 二十; from 100 digit by digit, 一○○."""
    if value > 99:
        return "".join(_CHINESE[int(digit)] for digit in str(value))
    tens, ones = divmod(value, 10)
    ten = ("" if tens == 1 else _CHINESE[tens]) + "十" if tens else ""
    return ten + (_CHINESE[ones] if ones else "")


def _two_rounds(alphabet: str) -> str:
    return f"(?:{'|'.join(letter * 2 for letter in alphabet)}|[{alphabet}])"


_STYLES: MappingProxyType[str, Callable[[int], str]] = MappingProxyType({
    "decimal": str,
    "lowerLetter": lambda value: _letters(_LATIN, value),
    "upperLetter": lambda value: _letters(_LATIN.upper(), value),
    "lowerRoman": _roman,
    "upperRoman": lambda value: _roman(value).upper(),
    "arabicAbjad": lambda value: _letters(_ABJAD, value),
    "chineseCounting": _chinese,
})  # fmt: skip
_SIGNS = MappingProxyType({
    "decimal": "[0-9]{1,9}",
    "lowerLetter": _two_rounds(_LATIN),
    "upperLetter": _two_rounds(_LATIN.upper()),
    "lowerRoman": "[ivxlcdm]+",
    "upperRoman": "[IVXLCDM]+",
    "arabicAbjad": _two_rounds(_ABJAD),
    "chineseCounting": f"[{_CHINESE}十]+",
})  # fmt: skip
