"""How others write an Arabic name: after a prefix, with other last letters, or in Latin letters.

In Egypt a last ي has no dots, and in hasty typing a last ة has none. Such a letter is known either way in
words that are long enough to mean nothing else: سلمي is "peaceful" and على is "on". All words here are bare.
"""

from __future__ import annotations

import re
from functools import cache

from toolchain.model.expressions import expression

PREFIXES = "[وف]?[بكل]?"  # words that are joined to the next one: and, so; in, as, for
SON = r"(?:(?:ا?بن|بنت)[\W_]{1,3})?"  # what may be between two names: son of, daughter of
_WORD = expression(r"[\u0620-\u064a\u066e-\u06d3]+")
_ARTICLE = expression("ال(?=...)")
JOINED = "(?:ال|لل)"  # the article, and how it is written after ل
_ALIKE = str.maketrans({**dict.fromkeys("يى", "[يى]"), **dict.fromkeys("ةه", "[ةه]")})
_LEAST, _LONG = 3, 6
_VOWELS = "[aeiouy'ʿʾ`-]{0,3}"
# Arabic letters, each with the ways in which English and French write it. Vowels are left out.
_LETTERS = """بb|p تt ثth|s|t جdj|j|g حh خkh|h|x دd ذdh|th|z|d رr زz سs|c شsh|ch صs|c ضdh|d|z طt ظdh|th|z|d
غgh|g|rh فf|ph|v قq|k|g|c كk|c|q لl مm نn هh? و[wv]? ة[ht]?"""
_LATIN = {each[0]: f"(?:{each[1:]}){{1,2}}{_VOWELS}" for each in _LETTERS.split()}


def is_arabic(word: str) -> bool:
    """Return whether a word is in Arabic letters alone."""
    return bool(_WORD.fullmatch(word))


def alike(word: str, *, alone: bool) -> str:
    """Return the expression of a word, in either spelling if it has four letters; five, if it is `alone`."""
    return re.escape(word).translate(_ALIKE) if len(word) > _LEAST + alone else re.escape(word)


def within(word: str) -> str:
    """Return the expression of one word of a longer name: with the article, or without it."""
    core = _ARTICLE.sub("", word)
    return (f"{JOINED}?" if core != word else "") + alike(core, alone=False)


def alone(word: str) -> str:
    """Return a regular expression of a name of one word. A short name is a whole word, prefixes apart."""
    core = _ARTICLE.sub("", word)
    if len(core) >= _LONG:
        return within(word)
    prefix = PREFIXES if len(core) > _LEAST else "[وبل]?" if len(word) >= _LEAST else ""
    article = JOINED if core != word else ""
    return rf"(?<![^\W_]){prefix}{article}{alike(core, alone=True)}ا?(?![^\W_])"


@cache
def latin(form: str, least: int = 4) -> re.Pattern[str] | None:
    """Return the pattern of a bare name in Latin letters, with any vowels, if it has so many consonants."""
    words = [_ARTICLE.sub("", word) for word in _WORD.findall(form)]
    if sum(letter in _LATIN and letter not in "هوة" for letter in "".join(words)) < least:
        return None
    typed = (_VOWELS + "".join(_LATIN.get(letter, "") for letter in word) for word in words)
    article = "(?:[aeu][ldrstzn]h?[ _-]?)?"
    name = f"[ _-]?{article}".join(typed)
    return re.compile(rf"(?<![^\W_]){article}{name}(?![^\W_])", re.IGNORECASE)
