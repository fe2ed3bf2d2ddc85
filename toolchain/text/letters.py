"""Letters that a language does not use, and characters written without spaces, by ranges of Unicode.

The forms and readings of ideographs are in `ideographs.txt`, which scripts/ideographs.py makes.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

from toolchain.data import table
from toolchain.model.expressions import expression
from toolchain.model.languages import Ranges, primary_subtag, script_subtag, within

_TABLES = table(__file__)
_SCRIPTS: Mapping[str, Ranges] = _TABLES["scripts"]
_OWN: Mapping[str, Iterable[str]] = _TABLES["languages"]
"""The scripts of languages that are not written in Latin letters, which are foreign to none."""

_MIXED = expression("[A-Za-z][\u0370-\u04ff]|[\u0370-\u04ff][A-Za-z]")
_WORD = expression(r"[^\W\d_]+")
_CYRILLIC, _LATIN = "асеорхуіјѕһԁԛԝАВЕКМНОРСТХҮІЈЅУ", "aceopxyijshdqwABEKMHOPCTXYIJSY"
_GREEK, _AS_GREEK = "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧαικνορυ", "ABEZHIKMNOPTYXaikvopu"
_TURNS = (str.maketrans(_CYRILLIC + _GREEK, _LATIN + _AS_GREEK), str.maketrans(_LATIN, _CYRILLIC))


def own_scripts(lang: str) -> tuple[str, ...]:
    """Return the scripts of the language of a tag, other than Latin."""
    script = script_subtag(lang)
    return (script,) if script in (*_SCRIPTS, "Latn") else tuple(_OWN.get(primary_subtag(lang), ()))


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
    """Return a text, as long as before, in which no Latin word has Cyrillic or Greek letters that look alike,
    and no Cyrillic one has Latin ones: a reader sees "Tamrin", whichever letter its "a" is.
    """
    return _WORD.sub(lambda found: _of_one(found[0]), text) if _MIXED.search(text) else text


def _of_one(word: str) -> str:
    turned = (word.translate(turn) for turn in _TURNS if _MIXED.search(word))
    return next((each for each in turned if not _MIXED.search(each)), word)


_BLOCKS = (("\u3040", "\u30ff"), ("\u3400", "\u9fff"), ("\uf900", "\ufaff"), ("\U00020000", "\U0003ffff"))
_NO_PERSON = "些种種个個一县縣市省区區地年月日时時校村镇鎮乡鄉位名项項次类類处處所家网網公"
"""After 某: no person."""
_POLITE = "女士|先生|太太|小姐|同学|同學|老师|老師|姓|氏|[父母爸](?![母亲親])|妈|媽"
_NOTHING = expression("(?!)")
DOTS = "·•・‧∙"
"""Between the parts of a name in Chinese or Japanese, or not."""


def is_ideograph(sign: str) -> bool:
    """Return whether a character is one of them; "" is not."""
    return any(first <= sign <= last for first, last in _BLOCKS)


def in_any_form(text: str) -> str:
    """Return a regular expression for a text whose ideographs are simplified, traditional or of another
    shape.
    """
    if max(text, default="") < _BLOCKS[0][0]:
        return re.escape(text)
    forms = _known()[0]
    return "".join(f"[{forms[char]}]" if char in forms else re.escape(char) for char in text)


@cache
def called(name: str) -> tuple[re.Pattern[str], str]:
    """Return expressions for what may be a person with a Chinese name: the name in pinyin, in either order,
    and the family name with 某; and short forms, which can be common words too: 小明, 明明, 王女士, and each
    of several parts.

    某 before a word that is not a person ("于某县") is another word.
    """
    parts = [each for each in re.split(f"[{DOTS}]", name) if each[1:]]
    readings = [_known()[1].get(char, ()) for char in name if is_ideograph(char)]
    if readings and parts[1:]:
        return _NOTHING, "|".join(map(in_any_form, parts))
    if not 1 < len(name) == len(readings) < 5 or not all(readings) or "某" in name:
        return _NOTHING, "(?!)"
    turned = ((*readings[at:], *readings[:at]) for at in range(min(len(name), 3)))
    read = "|".join(r"[\s'’-]?".join(f"(?:{'|'.join(syllable)})" for syllable in each) for each in turned)
    family = "|".join(in_any_form(name[:size]) for size in (1, 2) if len(name) > size)
    given = [in_any_form(name[size:]) for size in (1, 2) if len(name) > size + 1]
    last = in_any_form(name[-1])
    short = (*given, f"[小阿]{last}", last * 2, f"{last}儿", f"(?:{family})(?:{_POLITE})")
    read = read.replace("v", "(?:u|v|yu)")  # Lü, Lv and, in passports, Lyu
    latin = rf"(?<![A-Za-z])(?=[A-Z])(?i:{read})(?![A-Za-z])"
    return re.compile(rf"{latin}|(?:{family})[某×]+(?![{_NO_PERSON}])"), "|".join(short)


@cache
def _known() -> tuple[dict[str, str], dict[str, list[str]]]:
    """Return the forms of each character that has several, and how each is read: without tones, v for ü."""
    _, forms, read = Path(__file__).with_name("ideographs.txt").read_text(encoding="utf-8").split("\n\n")
    readings = defaultdict[str, list[str]](list)
    for syllable, chars in map(str.split, read.splitlines()):
        for char in chars:
            readings[char].append(syllable)
    return {char: group for group in forms.split() for char in group}, readings
