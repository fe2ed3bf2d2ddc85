"""Numbers in the number formats of Word (ECMA-376-1, 17.18.59, ST_NumberFormat).

This code shares nothing with the numerals of `model`, so that the proof finds an error in one of them. A
comment says what Word does after the last character of a format; if Word goes back to digits, so does this.
"""

from __future__ import annotations

from collections.abc import Callable

from toolchain.formats.docx.spelt_numbers import ordinal, spelt, spelt_ordinal

_MOST = 32_767  # of a list's numbers
_SMALL = "abcdefghijklmnopqrstuvwxyz"
_ABJAD = "أبجدهوزحطيكلمنسعفصقرشتثخذضظغ"
_ALPHA = "أبتثجحخدذرزسشصضطظعغفقكلمنهوي"
_CHINESE = "○一二三四五六七八九"
_CHICAGO = "*†‡§"
_JAPANESE = "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン"
_HALF = "ｱｲｳｴｵｶｷｸｹｺｻｼｽｾｿﾀﾁﾂﾃﾄﾅﾆﾇﾈﾉﾊﾋﾌﾍﾎﾏﾐﾑﾒﾓﾔﾕﾖﾗﾘﾙﾚﾛﾜｦﾝ"
_IROHA = "イロハニホヘトチリヌルヲワカヨタレソツネナラムウヰノオクヤマケフコエテアサキユメミシヱヒモセス"
_IROHA_HALF = "ｲﾛﾊﾆﾎﾍﾄﾁﾘﾇﾙｦﾜｶﾖﾀﾚｿﾂﾈﾅﾗﾑｳヰﾉｵｸﾔﾏｹﾌｺｴﾃｱｻｷﾕﾒﾐｼヱﾋﾓｾｽ"
_STEMS, _BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"
_GANADA, _CHOSUNG = "가나다라마바사아자차카타파하", "ㄱㄴㄷㄹㅁㅂㅅㅇㅈㅊㅋㅌㅍㅎ"
_THAI = "กขคงจฉชซฌญฎฏฐฑฒณดตถทธนบปผฝพฟภมยรลวศษสหฬอฮ"
_RUSSIAN = "абвгдежзиклмнопрстуфхцчшщыэюя"
_HINDI_CONSONANTS = "कखगघङचछजझञटठडढणतथदधनपफबभमयरलवशषसह"
_HINDI_VOWELS = "अआइईउऊऋएऐओऔ"
_HEBREW = "אבגדהוזחטיכלמנסעפצקרשת"
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
    if style not in _STYLES and style not in _WORDS:
        return None
    if not 1 <= number <= _MOST:
        return str(number)
    return _WORDS[style](number, language or "en") if style in _WORDS else _STYLES[style](number)


def _repeated(alphabet: str, most: int) -> Numeral:
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


def _listed(signs: str) -> Numeral:
    """One character for each number; digits beyond the last one."""
    return lambda number: signs[number - 1] if number <= len(signs) else str(number)


def _round(signs: str) -> Numeral:
    """The characters in turn, starting again after the last."""
    return lambda number: signs[(number - 1) % len(signs)]


def _counted(
    figures: str,
    worths: tuple[str, str, str],
    *,
    myriad: str,
    zero: str = "",
    one: frozenset[int] = frozenset(),
    teens: bool = False,
) -> Numeral:
    """As it is spoken, with characters for ten, hundred, thousand and ten thousand.

    `zero` is written for skipped places. A one is omitted before the characters in `one`; before ten only
    from 10 to 19 if `teens`.
    """

    def group(number: int) -> str:
        out, gap = "", False
        for worth, sign in ((1000, worths[2]), (100, worths[1]), (10, worths[0]), (1, "")):
            figure = number // worth % 10
            if figure:
                silent = figure == 1 and worth > 1 and (worth in one or (teens and worth == 10 and not out))
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


def _enclosed(first: int, last: int) -> Numeral:
    """Consecutive Unicode characters for 1 and the following numbers."""
    return _listed("".join(map(chr, range(first, last + 1))))


def _korean(number: int) -> str:
    """In native Korean words, up to 99."""
    if number >= 100:
        return str(number)
    return _LEGAL_KOREAN_TENS[number // 10] + _LEGAL_KOREAN[number % 10]


_HAN, _KANJI_LEGAL = "〇一二三四五六七八九", "零壱弐参四伍六七八九"
_WORTHS = ("十", "百", "千")
_ALL = frozenset((10, 100, 1000))

_in_thousands = _counted(_CHINESE, _WORTHS, myriad="", zero="零", teens=True)


def _han_in_full(number: int) -> str:
    """With characters for ten, hundred and thousand, and one for skipped places: 一百零五."""
    return _in_thousands(number) if number < 10_000 else _han(number)


_STYLES: dict[str, Numeral] = {
    "decimal": str,
    "decimalZero": lambda number: f"{number:02}",
    "numberInDash": lambda number: f"- {number} -",
    "lowerLetter": _repeated(_SMALL, 30),
    "upperLetter": _repeated(_SMALL.upper(), 30),
    "lowerRoman": _roman,
    "upperRoman": lambda number: _roman(number).upper(),
    "arabicAbjad": _repeated(_ABJAD, 30),
    "arabicAlpha": _repeated(_ALPHA, 30),
    "chineseCounting": _han,
    "chineseCountingThousand": _han_in_full,
    "chicago": _repeated(_CHICAGO, 100),
    "hex": lambda number: f"{number:X}",
    "decimalFullWidth": _digits("０１２３４５６７８９"),
    "decimalFullWidth2": _digits("０１２３４５６７８９"),
    "decimalHalfWidth": str,
    "decimalEnclosedCircle": _enclosed(0x2460, 0x2473),
    "decimalEnclosedCircleChinese": _enclosed(0x2460, 0x2473),
    "decimalEnclosedFullstop": _enclosed(0x2488, 0x249B),
    "decimalEnclosedParen": _enclosed(0x2474, 0x2487),
    "ideographEnclosedCircle": _enclosed(0x3280, 0x3289),
    "ideographDigital": _digits(_HAN),
    "japaneseDigitalTenThousand": _digits(_HAN),
    "taiwaneseDigital": _digits("○一二三四五六七八九"),
    "japaneseCounting": _counted(_HAN, _WORTHS, myriad="万", one=_ALL),
    "japaneseLegal": _counted(_KANJI_LEGAL, ("拾", "百", "阡"), myriad="萬"),
    "taiwaneseCounting": _counted("○一二三四五六七八九", _WORTHS, myriad="萬", zero="○", teens=True),
    "taiwaneseCountingThousand": _counted("○一二三四五六七八九", _WORTHS, myriad="萬", zero="○", teens=True),
    "ideographLegalTraditional": _counted("零壹貳參肆伍陸柒捌玖", ("拾", "佰", "仟"), myriad="萬", zero="零"),
    "chineseLegalSimplified": _counted("零壹贰叁肆伍陆柒捌玖", ("拾", "佰", "仟"), myriad="萬", zero="零"),
    "koreanDigital": _digits("영일이삼사오육칠팔구"),
    "koreanDigital2": _digits("零一二三四五六七八九"),
    "koreanCounting": _counted("영일이삼사오육칠팔구", ("십", "백", "천"), myriad="만", one=_ALL),
    "koreanLegal": _korean,
    "ideographTraditional": _listed(_STEMS),
    "ideographZodiac": _listed(_BRANCHES),
    "ideographZodiacTraditional": lambda number: (
        _STEMS[(number - 1) % 10] + _BRANCHES[(number - 1) % 12] if number <= 60 else str(number)
    ),
    "aiueo": _round(_HALF),
    "aiueoFullWidth": _round(_JAPANESE),
    "iroha": _round(_IROHA_HALF),
    "irohaFullWidth": _round(_IROHA),
    "ganada": _round(_GANADA),
    "chosung": _round(_CHOSUNG),
    "hebrew1": _hebrew,
    "hebrew2": _repeated(_HEBREW, 30),
    "thaiLetters": _repeated(_THAI, 30),
    "thaiNumbers": _digits("๐๑๒๓๔๕๖๗๘๙"),
    "hindiNumbers": _digits("०१२३४५६७८९"),
    "hindiVowels": _repeated(_HINDI_CONSONANTS, 30),  # the standard has the two names the wrong way round
    "hindiConsonants": _repeated(_HINDI_VOWELS, 30),
    "russianLower": _repeated(_RUSSIAN, 30),
    "russianUpper": _repeated(_RUSSIAN.upper(), 30),
}

_WORDS: dict[str, Callable[[int, str], str | None]] = {
    "ordinal": ordinal,
    "cardinalText": spelt,
    "ordinalText": spelt_ordinal,
}
"""Formats that depend on the language. They return None for an unsupported language."""
