"""Letters that a language does not use, by ranges of Unicode."""

import re
from collections.abc import Iterable, Mapping
from types import MappingProxyType

from toolchain.model.expressions import expression
from toolchain.model.languages import Ranges, primary_subtag, script_subtag, within

_SCRIPTS: Mapping[str, Ranges] = MappingProxyType(
    {
        "Cyrl": (("\u0400", "\u052f"),),
        "Armn": (("\u0531", "\u058a"),),
        "Hebr": (("\u0591", "\u05f4"),),
        "Arab": (
            ("\u0610", "\u061a"),
            ("\u0620", "\u06ff"),
            ("\u0750", "\u077f"),
            ("\u08a0", "\u08ff"),
            ("\ufb50", "\ufdff"),
            ("\ufe70", "\ufefc"),
        ),
        "Indic": (("\u0900", "\u0dff"),),
        "Thai": (("\u0e01", "\u0e7f"),),
        "Laoo": (("\u0e80", "\u0eff"),),
        "Tibt": (("\u0f00", "\u0fff"),),
        "Mymr": (("\u1000", "\u109f"),),
        "Geor": (("\u10a0", "\u10ff"),),
        "Hang": (("\u1100", "\u11ff"), ("\uac00", "\ud7af")),
        "Ethi": (("\u1200", "\u137f"),),
        "Khmr": (("\u1780", "\u17ff"),),
        "Kana": (("\u3041", "\u30ff"),),
        "Hani": (("\u3400", "\u4dbf"), ("\u4e00", "\u9fff")),
    }
)  # Greek is not included: its letters are also symbols
_OWN = {
    **dict.fromkeys(["ru", "uk", "be", "bg", "mk", "sr", "kk", "ky", "tg", "mn"], ("Cyrl",)),
    **dict.fromkeys(["ar", "fa", "ur", "ps", "ckb", "ug"], ("Arab",)),
    **dict.fromkeys(["hi", "mr", "ne", "bn", "gu", "ta", "te", "kn", "ml", "si"], ("Indic",)),
    "pa": ("Arab", "Indic"), "sd": ("Arab", "Indic"), "he": ("Hebr",), "zh": ("Hani",), "th": ("Thai",),
    "ja": ("Hani", "Kana"), "ko": ("Hang", "Hani"), "my": ("Mymr",), "am": ("Ethi",), "ti": ("Ethi",),
    "bo": ("Tibt",), "km": ("Khmr",), "lo": ("Laoo",), "ka": ("Geor",), "hy": ("Armn",),
}  # fmt: skip
"""The scripts of languages that are not written in Latin letters, which are foreign to none."""

_MIXED = expression("[A-Za-z][\u0400-\u04ff]|[\u0400-\u04ff][A-Za-z]")
_WORD = expression(r"[^\W\d_]+")
_CYRILLIC, _LATIN = "асеорхуіјѕһԁԛԝАВЕКМНОРСТХҮІЈЅУ", "aceopxyijshdqwABEKMHOPCTXYIJSY"
_TURNS = (str.maketrans(_CYRILLIC, _LATIN), str.maketrans(_LATIN, _CYRILLIC))


def own_scripts(lang: str) -> tuple[str, ...]:
    """Return the scripts of the language of a tag, other than Latin."""
    script = script_subtag(lang)
    return (script,) if script in (*_SCRIPTS, "Latn") else _OWN.get(primary_subtag(lang), ())


def foreign_letters(lang: str, text: Iterable[str]) -> set[str]:
    """Return the letters in a text that belong to scripts which the language of a tag does not use."""
    own = own_scripts(lang)
    others = tuple(each for name, ranges in _SCRIPTS.items() if name not in own for each in ranges)
    return within("".join(set(text)), others)


def words_of(letters: Iterable[str]) -> re.Pattern[str]:
    """Return an expression for words made of these letters."""
    some = re.escape("".join(sorted(letters)))
    return re.compile(rf"[{some}]+(?:[^\w.;:!?]{{1,2}}[{some}]+)*")


def is_in_word(text: str, found: re.Match[str]) -> bool:
    """Return whether Cyrillic letters are within a word of Latin letters."""
    start, end = found.span()
    beside = text[start - 1 : start] + text[end : end + 1]
    return "\u0400" <= text[start] <= "\u052f" and any(sign.isascii() and sign.isalpha() for sign in beside)


def unmixed(text: str) -> str:
    """Return a text, as long as before, in which no Latin word has Cyrillic letters that look alike, and none
    the other way round: a reader sees "Tamrin", whichever letter its "a" is.
    """
    return _WORD.sub(lambda found: _of_one(found[0]), text) if _MIXED.search(text) else text


def _of_one(word: str) -> str:
    turned = (word.translate(turn) for turn in _TURNS if _MIXED.search(word))
    return next((each for each in turned if not _MIXED.search(each)), word)
