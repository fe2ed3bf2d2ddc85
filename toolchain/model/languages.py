"""Language tags, and the table of one language from a TOML file with all languages."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeAlias

from toolchain.data import beside
from toolchain.model.expressions import expression

Ranges: TypeAlias = Sequence[tuple[str, str]]

_TWO_LETTERS = (
    r"a[abefkmnrsvyz]|b[aeghimnors]|c[aehorsuvy]|d[aevz]|e[elnostu]|f[afijory]|g[adlnuv]|h[aeiortuyz]"
    r"|i[adegiknostuw]|j[aivw]|k[agijklmnorsuvwy]|l[abginotuv]|m[ghiklnorsty]|n[abdeglnorvy]|o[cjmrs]"
    r"|p[ailst]|q[u]|r[mnouw]|s[acdeghiklmnoqrstuvw]|t[aeghiklnorstwy]|u[gkrz]|v[eio]|w[ao]|x[h]|y[io]"
    r"|z[ahu]"
)
"""The languages of two letters in the IANA registry of subtags. With three letters it has thousands."""
_TAG = expression(rf"(?ai:[a-z]{{3}}|{_TWO_LETTERS})(-[A-Za-z0-9]{{1,8}})*")
_RIGHT_TO_LEFT = frozenset(
    ("ar", "arc", "ckb", "dv", "fa", "he", "ks", "nqo", "ps", "sd", "syr", "ug", "ur", "yi")
)
_ARABIC, _IN_ARABIC = ("Arab", "Aran"), ("ar", "ckb", "fa", "ks", "ps", "sd", "ug", "ur")
_SCRIPTS = frozenset((*_ARABIC, "Adlm", "Hebr", "Nkoo", "Rohg", "Syrc", "Thaa"))
_SCRIPT = 4  # letters
_EAST_ASIAN = frozenset(("zh", "ja", "ko", "yue", "wuu"))
# Letters of scripts without italics: right-to-left scripts, and Chinese, Japanese, Korean.
# They are compared, because compiling an expression with ranges of 20,000 characters takes milliseconds.
_RIGHT_LETTERS = (
    ("\u0590", "\u08ff"), ("\ufb1d", "\ufdff"), ("\ufe70", "\ufefc"),
    ("\U00010800", "\U00010fff"), ("\U0001e800", "\U0001efff"),
)  # fmt: skip
_EAST_LETTERS = (
    ("\u2e80", "\u2fdf"), ("\u3005", "\u3007"), ("\u3041", "\u9fff"), ("\uac00", "\ud7ff"),
    ("\uf900", "\ufaff"), ("\U00020000", "\U0003ffff"),
)  # fmt: skip
RIGHT_TO_LEFT = "".join(f"{first}-{last}" for first, last in _RIGHT_LETTERS)
"""The letters of scripts that run from right to left, with their marks, for a class of an expression."""
RIGHT_LETTER = expression(f"[{RIGHT_TO_LEFT}]")
_NAME = expression(r"([a-z]+)[.\]]")


def is_language_tag(tag: str) -> bool:
    """Return whether a text is a BCP 47 tag: its language has three letters, or is known, as "sp" is not."""
    return bool(_TAG.fullmatch(tag))


def primary_subtag(tag: str) -> str:
    """Return the language of a BCP 47 tag: "zh" for "zh-Hant", also for "zh_TW"."""
    return tag.replace("_", "-").partition("-")[0].lower()


def script_subtag(tag: str) -> str:
    """Return the script in a BCP 47 tag: "Latn" for "ur-Latn"; "" if there is none, as in most tags."""
    subtags = tag.replace("_", "-").split("-")[1:]
    return next((each.title() for each in subtags if len(each) == _SCRIPT and each.isalpha()), "")


def is_right_to_left(tag: str) -> bool:
    """Return whether a language (BCP 47) is written from right to left, by default or in the tag's script."""
    script = script_subtag(tag)
    return script in _SCRIPTS if script else primary_subtag(tag) in _RIGHT_TO_LEFT


def letters(tag: str) -> str:
    """Return the language whose font and sizes a text has: "ar" for all in Arabic letters, else its own."""
    language, script = primary_subtag(tag), script_subtag(tag)
    return "ar" if (script in _ARABIC if script else language in _IN_ARABIC) else language


def is_east_asian(lang: str) -> bool:
    """Return whether a language is written in Chinese, Japanese or Korean characters, by default or in the
    tag's script.
    """
    return primary_subtag(lang) in _EAST_ASIAN and script_subtag(lang) not in ("Latn", "Cyrl")


def has_right_to_left(text: str) -> bool:
    """Return whether a text contains letters of scripts from right to left.

    The ranges of `RIGHT_LETTER` have marks and figures too, which have no direction of their own.
    """
    return not text.isascii() and any(unicodedata.bidirectional(char) in {"R", "AL"} for char in set(text))


def is_upright(text: str) -> bool:
    """Return whether a text is partly or entirely in a script without italics."""
    return _has(text, (*_RIGHT_LETTERS, *_EAST_LETTERS))


def has_east_asian(text: str) -> bool:
    """Return whether a text contains Chinese, Japanese or Korean characters."""
    return _has(text, _EAST_LETTERS)


def _has(text: str, ranges: Ranges) -> bool:
    return not text.isascii() and bool(within(text, ranges))


def within(text: str, ranges: Ranges) -> set[str]:
    """Return the characters of a text that are in the ranges."""
    return {sign for sign in set(text) if any(first <= sign <= last for first, last in ranges)}


_SMALL = {
    "en": "the of and to in that is for with which by are this from was have",
    "fr": "le les des et du une est dans qui pour sur au par ont cette",
    "es": "el los las del y por una con para se su como al sus fue pero",
    "pt": "os das dos do da uma não ao com para por se pelo são mais",
    "it": "il di che della per con una sono del nel alla gli dei è più",
}
_LETTERS = {"kk": ("қі", "ҳў"), "ky": ("ңү", "әқ"), "ru": ("ы", "ңқіўү"), "ar": ("ةأى", "پچگکیہےڕێ")}
"""The letters of a language that others do not have together, and those that only others have."""
_FROM_RIGHT = {"ur": "ےہ", "ckb": "ێۆ", "ps": "ښې", "fa": "یکپژ", "ar": "يكةأإى"}
"""Letters of languages, the first that fits, for a text that states a language of another script."""
_NOT_CHINESE = (("\u3041", "\u30ff"), ("\uac00", "\ud7ff"))
_LEAST = 10
"""The fewest letters, or Chinese signs, of a text that states a language of another script."""
_FEWEST_LETTERS, _FEWEST_SIGNS, _MOST_LETTERS, _CHANCE = 400, 100, 0.6, 0.004
"""The fewest letters, and Chinese signs, that identify a language, the share that its script must have,
and that of letters in names of another language.
"""
_WORD = expression(r"[^\W\d_]+")
_FEWEST, _FEWEST_ALONE, _FEWEST_KINDS, _MOST_OWN = 40, 10, 5, 0.2
"""The fewest small words that identify a language, also if a text has none of the stated language, how many
different ones ("di" alone is Indonesian too), and how many of the stated language can be there by chance.
"""


def other_by_words(lang: str, text: str) -> str:
    """Return the language that the words of a text are of, if it is certainly not `lang`; else ""."""
    stated = primary_subtag(lang)
    if stated not in ("", "hi", "ja", "ko", *_SMALL, *_LETTERS):
        return ""
    letters = Counter(filter(str.isalpha, text.lower()))
    most = _MOST_LETTERS * letters.total()
    fewest = _FEWEST_SIGNS if stated in ("ja", "ko") or within(text, _NOT_CHINESE) else _LEAST
    if sum(number for each, number in letters.items() if "\u4e00" <= each <= "\u9fff") > max(most, fewest):
        return "zh"  # of Japanese and Korean signs fewer are Chinese
    # Cyrillic to Arabic
    own_script = Counter({each: letters[each] for each in letters if "\u0400" <= each <= "\u06d3"})
    right = sum(each >= "\u0600" for each in own_script.elements()) * 2 > own_script.total()
    other = stated not in (("ar",) if right else ("kk", "ky", "ru"))
    if own_script.total() > max(most, _LEAST if other else _FEWEST_LETTERS):
        usual = {each for each, number in own_script.items() if number > _CHANCE * own_script.total()}
        fits = (each for each, (own, no) in _LETTERS.items() if usual >= {*own} and not usual & {*no})
        rights = (each for each, some in _FROM_RIGHT.items() if other and right and usual & {*some})
        return next(fits, next(rights, "")).replace(stated, "")
    words = Counter(_WORD.findall(text.lower()))
    found = {each: sum(words[word] for word in small.split()) for each, small in _SMALL.items()}
    best = max(found, key=lambda each: found[each])
    if len(words.keys() & set(_SMALL[best].split())) < _FEWEST_KINDS:
        return ""
    fewest = _FEWEST if found.get(stated) else _FEWEST_ALONE
    return best if stated and found[best] > fewest and found.get(stated, 0) < _MOST_OWN * found[best] else ""


@cache
def read_language(module: str | Path, name: str, file: str = "") -> Mapping[str, Any]:
    """Return the table `[name]` of a file found as by `toolchain.data.table`, with its sub-tables, or {}.

    Other tables are not parsed. A table begins at the start of a line, and nothing else in brackets may.
    """
    import tomllib

    tables = ("\n" + beside(module, file).read_text(encoding="utf-8")).split("\n[")
    own = ("\n[" + table for table in tables if (found := _NAME.match(table)) and found[1] == name)
    return MappingProxyType(tomllib.loads("".join(own)).get(name, {}))


def read_known(module: str, lang: str, file: str = "") -> Mapping[str, Any]:
    """Return the same for a BCP 47 tag, by its primary subtag; English if the file does not have it."""
    return read_language(module, primary_subtag(lang), file) or read_language(module, "en", file)


def changes_in_words(letter: str) -> bool:
    """Return whether a letter belongs to a script whose letters change places or shapes in words, or carry
    marks: those that Word calls complex and that run from left to right, such as those of India.
    """
    return unicodedata.name(letter, "").partition(" ")[0] in _CHANGING


_CHANGING = frozenset((
    *("DEVANAGARI", "BENGALI", "GURMUKHI", "GUJARATI", "ORIYA", "TAMIL", "TELUGU", "KANNADA", "MALAYALAM"),
    *("SINHALA", "THAI", "LAO", "TIBETAN", "KHMER", "MYANMAR"),
))  # fmt: skip
