"""The number formats of ST_NumberFormat that few documents use: East Asian, Indic, Thai, Hebrew, in words.

Loaded only where a list, note or field counts so. What Word does beyond the last sign of a format is said at
each; where it goes back to figures, so does this.
"""

from __future__ import annotations

from collections.abc import Callable

from toolchain.formats.docx.common_numerals import Numeral, repeated
from toolchain.formats.docx.spelt_numbers import ordinal, spelt, spelt_ordinal

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


def _digits(signs: str) -> Numeral:
    """Figure by figure, with the ten signs of a script."""
    return lambda number: "".join(signs[int(figure)] for figure in str(number))


def _listed(signs: str) -> Numeral:
    """One sign for each number, and figures beyond the last."""
    return lambda number: signs[number - 1] if number <= len(signs) else str(number)


def _round(signs: str) -> Numeral:
    """The signs again and again."""
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
    """As it is spoken, with signs for ten, hundred, thousand and ten thousand.

    `zero` stands for what is left out between two of them; a one before a sign of `one` is left out, before
    ten only in 10 to 19 where `teens` says so.
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
    """By the worth of the letters; 15 and 16 without the name of God (ST_NumberFormat, hebrew1)."""
    out = ""
    rest = number % _THOUSAND or number
    for worth, sign in ((400, "ת"), (300, "ש"), (200, "ר"), (100, "ק")):
        while rest >= worth:
            out, rest = out + sign, rest - worth
    if rest in (15, 16):
        return out + "ט" + "וז"[rest - 15]
    return out + f"{_TENS[rest // 10]}{_ONES[rest % 10]}".replace(" ", "")


def _enclosed(first: int, last: int) -> Numeral:
    """Signs that stand one after the other in Unicode, for 1 and the numbers after it."""
    return _listed("".join(map(chr, range(first, last + 1))))


def _korean(number: int) -> str:
    """In Korean's own words, to 99."""
    if number >= 100:
        return str(number)
    return _LEGAL_KOREAN_TENS[number // 10] + _LEGAL_KOREAN[number % 10]


_HAN, _KANJI_LEGAL = "〇一二三四五六七八九", "零壱弐参四伍六七八九"
_WORTHS = ("十", "百", "千")
_ALL = frozenset((10, 100, 1000))

RARE_STYLES: dict[str, Numeral] = {
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
    "hebrew2": repeated(_HEBREW, 30),
    "thaiLetters": repeated(_THAI, 30),
    "thaiNumbers": _digits("๐๑๒๓๔๕๖๗๘๙"),
    "hindiNumbers": _digits("०१२३४५६७८९"),
    "hindiVowels": repeated(_HINDI_CONSONANTS, 30),  # the standard has the two names the wrong way round
    "hindiConsonants": repeated(_HINDI_VOWELS, 30),
    "russianLower": repeated(_RUSSIAN, 30),
    "russianUpper": repeated(_RUSSIAN.upper(), 30),
}

WORDS: dict[str, Callable[[int, str], str | None]] = {
    "ordinal": ordinal,
    "cardinalText": spelt,
    "ordinalText": spelt_ordinal,
}
"""Those that depend on the language; None for a language that is not known here."""
