"""Characters written without spaces: ideographs, hiragana and katakana (Unicode, chapter 18).

The forms and readings of ideographs are in `ideographs.txt`, which scripts/ideographs.py makes.
"""

from __future__ import annotations

import re
from collections import defaultdict
from functools import cache
from pathlib import Path

_BLOCKS = (("\u3040", "\u30ff"), ("\u3400", "\u9fff"), ("\uf900", "\ufaff"), ("\U00020000", "\U0003ffff"))
_NO_PERSON = "些种種个個一县縣市省区區地年月日时時校村镇鎮乡鄉位名项項次类類处處所家网網公"
"""After 某: no person."""
_POLITE = "女士|先生|太太|小姐|同学|同學|老师|老師|姓|氏|[父母爸](?![母亲親])|妈|媽"
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


def pinyin(char: str) -> tuple[str, ...]:
    """Return how a character can be read in Mandarin, without tones: 长 as "chang" or "zhang"."""
    return tuple(_known()[1].get(char, ()))


@cache
def called(name: str) -> re.Pattern[str]:
    """Return an expression for a Chinese name in pinyin, in either order, and for its family name with 某.

    某 before a word that is not a person ("于某县") is another word.
    """
    if not _is_chinese(name):
        return re.compile("(?!)")
    turned = ((*name[at:], *name[:at]) for at in range(min(len(name), 3)))
    read = (r"[\s'’-]?".join(f"(?:{'|'.join(pinyin(char))})" for char in each) for each in turned)
    latin = rf"(?<![A-Za-z])(?=[A-Z])(?i:{'|'.join(read)})(?![A-Za-z])"
    return re.compile(rf"{latin}|(?:{_family(name)})[某×]+(?![{_NO_PERSON}])")


@cache
def shortened(name: str) -> re.Pattern[str]:
    """Return an expression for what a person with a Chinese name is called for short: 小明, 明明, 王女士, or
    one part of a name that has several (买买提).
    """
    parts = [each for each in re.split(f"[{DOTS}]", name) if each[1:] and all(map(is_ideograph, each))]
    if parts[1:]:
        return re.compile("|".join(map(in_any_form, parts)))
    if not _is_chinese(name):
        return re.compile("(?!)")
    given = [in_any_form(name[size:]) for size in (1, 2) if len(name) > size + 1]
    last = in_any_form(name[-1])
    nick = f"[小阿]{last}|{last}{last}|{last}儿"
    return re.compile("|".join((*given, nick, f"(?:{_family(name)})(?:{_POLITE})")))


def _is_chinese(name: str) -> bool:
    return 1 < len(name) < 5 and all(map(pinyin, name))


def _family(name: str) -> str:
    """Return an expression for what may be the family name: one character, or two of three and more."""
    return "|".join(in_any_form(name[:size]) for size in (1, 2) if len(name) > size)


@cache
def _known() -> tuple[dict[str, str], dict[str, list[str]]]:
    """Return the forms of each character that has several, and the readings of each."""
    forms: dict[str, str] = {}
    readings = defaultdict[str, list[str]](list)
    for line in Path(__file__).with_name("ideographs.txt").read_text(encoding="utf-8").splitlines():
        if line[:1].isascii():
            syllable, _, chars = line.partition(" ")
            for char in chars if syllable.isalpha() else ():
                readings[char].append(syllable)
        else:
            forms.update((char, group) for group in line.split() for char in group)
    return forms, readings
