"""Numbers in the signs that Word counts with (ECMA-376-1, 17.18.59, ST_NumberFormat).

Written apart from the numerals of `resolve`, so that a slip in one of the two is seen by the other.
"""

from __future__ import annotations

from collections.abc import Callable

_SMALL = "abcdefghijklmnopqrstuvwxyz"
_ABJAD = "أبجدهوزحطيكلمنسعفصقرشتثخذضظغ"
_ALPHA = "أبتثجحخدذرزسشصضطظعغفقكلمنهوي"
_HAN = "○一二三四五六七八九"
_CHICAGO = "*†‡§"
_MOST = 32_767  # of a list's numbers


Numeral = Callable[[int], str]


def numeral(style: str, number: int, language: str = "") -> str | None:
    """A number in a style's signs, or in figures where it has none for it; None for a style unknown here.

    `language` is that of formats in words, by its first subtag. A style "custom 0001" has zeros
    before its figures up to that length.
    """
    if style in ("none", "bullet"):
        return ""
    sign = _STYLES.get(style)
    if sign is None:
        return _rare(style, number, language)
    return sign(number) if 1 <= number <= _MOST else str(number)


def _rare(style: str, number: int, language: str) -> str | None:
    if style.startswith("custom "):
        return str(number).zfill(len(style) - len("custom "))
    from toolchain.formats.docx.rare_numerals import STYLES, WORDS  # few documents need it

    if style in WORDS:
        return WORDS[style](number, language or "en") if 1 <= number <= _MOST else str(number)
    sign = STYLES.get(style)
    if sign is None:
        return None
    return sign(number) if 1 <= number <= _MOST else str(number)


def repeated(alphabet: str, most: int) -> Numeral:
    """a, b … z, aa, bb: one sign, again for each round; Word begins anew after `most` of them."""

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
    """To 99 with a sign for ten, from 100 on figure by figure."""
    if number >= 100:
        return "".join(_HAN[int(figure)] for figure in str(number))
    ten, one = divmod(number, 10)
    tens = "" if ten == 0 else "十" if ten == 1 else _HAN[ten] + "十"
    return tens + (_HAN[one] if one else "")


def _han_in_full(number: int) -> str:
    """With signs for ten, hundred and thousand, and one for what is left out between them: 一百零五."""
    if number < 20 or number >= 10_000:
        return _han(number)
    out, gap = "", False
    for worth, sign in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        figure = number // worth % 10
        if figure:
            out += ("零" if gap and out else "") + _HAN[figure] + sign
        gap = figure == 0
    return out


_STYLES: dict[str, Numeral] = {
    "decimal": str,
    "decimalZero": lambda number: f"{number:02}",
    "numberInDash": lambda number: f"- {number} -",
    "lowerLetter": repeated(_SMALL, 30),
    "upperLetter": repeated(_SMALL.upper(), 30),
    "lowerRoman": _roman,
    "upperRoman": lambda number: _roman(number).upper(),
    "arabicAbjad": repeated(_ABJAD, 30),
    "arabicAlpha": repeated(_ALPHA, 30),
    "chineseCounting": _han,
    "chineseCountingThousand": _han_in_full,
    "chicago": repeated(_CHICAGO, 100),
}
