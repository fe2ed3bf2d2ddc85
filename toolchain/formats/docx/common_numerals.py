"""The number formats of ST_NumberFormat that most documents use (ECMA-376-1, 17.18.59)."""

from __future__ import annotations

from collections.abc import Callable

_SMALL = "abcdefghijklmnopqrstuvwxyz"
_ABJAD = "أبجدهوزحطيكلمنسعفصقرشتثخذضظغ"
_ALPHA = "أبتثجحخدذرزسشصضطظعغفقكلمنهوي"
_HAN = "○一二三四五六七八九"
_CHICAGO = "*†‡§"
Numeral = Callable[[int], str]


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


STYLES: dict[str, Numeral] = {
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
