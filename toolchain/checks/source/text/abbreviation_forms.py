"""What abbreviations look like in a text, and whether words spell one, for T501."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache

from toolchain.model.expressions import expression
from toolchain.text.passages import SEPARATOR

_QUOTE = "[“”‘’«»'\"]"
_HEREINAFTER = r"(?:hereinafter|hereafter|henceforth|the|or|ci-après|en adelante|далее)[ :,–—-]*"
_FOREIGN = (
    r", (?:por sus?|según sus?|selon son|d[’']après son|from its) "
    r"(?:siglas?|sigle|acr[oó]n[iy]m[eo]?s?|initials)\b.*"
)
_SIGNS = rf"s?[ \t\u00a0:=–—{SEPARATOR}-]{{1,4}}"
_LATIN = ("A-ZÀ-ÖØ-Þ", "a-zß-öø-ÿ")
_CYRILLIC = ("A-ZА-ЯЁ", "a-zа-яё")

BRACKET = expression(r"[(\[](?P<inside>[^()\[\]]{2,80})[)\]]")
"""A short bracket."""
WORD_AFTER = expression(rf"{_SIGNS}(?P<word>[^\W\d_])")
"""Punctuation and a word after an abbreviation, which may be its long form: "NPA – National Plan"."""
LINE = expression(rf"{_SIGNS}[^\W\d_][^{SEPARATOR}.]{{5,90}}(?:$|{SEPARATOR})")
"""The rest of a line in a list of abbreviations, which is not a sentence."""
NAME = expression(r"(?=(?:[^AEIOUY]*[AEIOUY]){3})[^\W\d_]{6,}")
"""A name in capitals that is read as a word, as LEGEBITRA is: six letters, three of them vowels."""
AFTER_YEAR = expression(r"\b[12]\d{3}[\])]?,?[ \n\u00a0]+\(?$")
"""The year before a court or a series of reports: "[2006] UKHL 16"."""
IN_REPORT = expression(r"\d[ \u00a0][A-Z]+[ \u00a0]\d")
"""A series of reports between its numbers: "2 SCC 3"."""
TWO_SCRIPTS = expression(r"[A-Z].*[А-ЯЁ]|[А-ЯЁ].*[A-Z]")
"""Letters of two scripts, which is another finding's matter (T509)."""
ROMAN = expression(r"[IVXLCDM]+")


@cache
def forms_of(lang: str) -> Forms:
    """Return the forms in a language, by its primary subtag."""
    return Forms(*(_CYRILLIC if lang == "ru" else _LATIN))


class Forms:
    """Regular expressions for abbreviations in the letters of one script.

    `capital` and `small` are ranges for a character class: "A-ZÀ-ÖØ-Þ".
    """

    def __init__(self, capital: str, small: str) -> None:
        # `short` is without the s of its plural; none in symbols, codes and addresses. Spanish doubles
        # letters for a plural, with full stops: "EE. UU.", "DD. HH.".
        short = rf"[{capital}][{capital}0-9&]*[{capital}](?:-[{capital}]{{2,}})?"
        start, end = rf"(?<![\w/@#&.-])(?!([{capital}])\1\.)", r"(?![\w/@&~(]|\.[A-Z\d]|-[A-Z\d])"
        self.abbreviation = expression(rf"{start}(?P<short>{short})s?{end}")
        # What a text with abbreviations has in it.
        self.capitals = expression(rf"[{capital}][{capital}]")  # {{2}} takes three times as long
        # Words in capitals for emphasis: three in a row, or two of which one is long.
        letter, space = rf"[{capital}'’&-]", r"[ \n\u00a0]+"
        word = rf"[{capital}]{letter}*"
        two = rf"{letter}{{8,}}{space}{word}|{word}{space}{letter}{{8,}}"
        self.run = expression(rf"(?<![\w-])(?:{word}(?:{space}{word}){{2,}}|{two})(?!\w)")
        # The text in a bracket that introduces one abbreviation or several.
        short = rf"[{capital}][{capital}0-9&-]*[{capital}]"
        one = rf"{_QUOTE}?{short}s?{_QUOTE}?"
        lead = rf"(?:{_HEREINAFTER}|[{small} ]{{2,24}}{_QUOTE})?"
        joined = rf"(?:(?:,| and| or| et| ou| y| o| и| или)+ {one})*"
        # another short form, in words: "ci-après OPCAT ou le Protocole"
        other = r"(?: (?:or|ou|o|или) .*)?"
        self.inside = expression(rf"{_QUOTE}*\s*{lead}{one}{joined}\W*(?:[;,].*)?{other}", re.DOTALL)
        # An abbreviation with its long form in a bracket after it.
        noun = rf"(?:[ \n][{small}]+)?"
        self.expansion = expression(rf"(?P<short>{short})s?{noun}[ \n]\((?P<long>[^()]{{8,120}})\)")
        # The content of a bracket with only an abbreviation, or with one after "hereinafter", or with that of
        # another language: "CRC, por sus siglas en inglés".
        own = rf"{_QUOTE}?(?P<short>{short})s?{_QUOTE}?(?P<foreign>{_FOREIGN})?"
        self.alone = expression(rf"(?P<lead>{_HEREINAFTER})?{own}{other}")
        # The text after the name of a source that is cited with its year: "(OECD 2017)".
        year = r"(?:19|20)\d\d[a-z]?(?:[);,:]|$| ?\[)"
        self.cited_by_year = expression(rf"(?: (?:and|et|y) {short})?,?[ \n\u00a0]{year}")
        # A word with a capital after an abbreviation, and one before it that begins no sentence: both are a
        # name; so is what stands after a title: "M. DIPANDA".
        self.name_goes_on = expression(rf"[’']?s? (?:of |for |and |on )?[{capital}][\w’-]*[{small}]")
        title = r"\b(?:MM?|Mmes?|Mlle|Mrs?|Ms|Dr|Sra?s?)\.?[ \n\u00a0]$"
        self.name_before = expression(rf"(?<=[\w,;)’”] )[{capital}][{small}]+[ -]$|{title}")


_FURTHEST = 16  # words before a bracket in which the long form begins
_WIDEST = 400  # characters in which these words are looked for
_AROUND = "‘’“”«»'\"()[],;:"
_SMALL_WORDS = 2  # behind the last one that spells: "of the"
LONGEST = 160  # characters in which a long form ends that stands behind its abbreviation


def words_before(text: str, end: int) -> list[str]:
    """Return the words of a text before a place among which a long form is looked for, the first perhaps cut
    off.
    """
    return text[max(end - _WIDEST, 0) : end].split()[-_FURTHEST:]


def spells(words: Iterable[str], short: str) -> bool:
    """Return whether the last of some words spell an abbreviation: they contain its letters, mostly as first
    letters.
    """
    letters = [sign for sign in plain(short) if sign.isalnum()]
    parts = [part for word in words for part in re.split(r"[-/’'\s]", plain(word.strip(_AROUND))) if part]
    return _matches(tuple(parts), tuple(letters))


@lru_cache(maxsize=256)
def _matches(parts: tuple[str, ...], letters: tuple[str, ...]) -> bool:
    """Match from the end: each letter begins a word further left, or is in a word that another letter
    begins.
    """
    at = len(parts)
    begun = 0
    left = len(letters)
    while left and at:
        if left == len(letters) and at < len(parts) - _SMALL_WORDS:
            return False  # the long form does not end here
        at -= 1
        word = parts[at]
        if word[0] == letters[left - 1]:
            left -= 1
            begun += 1
            continue
        taken = _taken(word, letters[:left])
        if taken:
            left -= taken
            begun += 1
    return left == 0 and begun * 2 >= min(len(letters), 4)


def _taken(word: str, letters: tuple[str, ...]) -> int:
    """Return how many of the last letters are in a word, which begins with the first of them."""
    for count in range(min(len(letters), len(word)), 1, -1):
        wanted = letters[-count:]
        if word[0] != wanted[0]:
            continue
        rest = iter(word)
        if all(letter in rest for letter in wanted):
            return count
    return 0


def plain(text: str) -> str:
    """Return a text in capitals without accents."""
    split = unicodedata.normalize("NFD", text.upper())
    return "".join(sign for sign in split if not unicodedata.combining(sign))


def is_near(words: Sequence[str], short: str) -> bool:
    """Return whether one of the last words has the first letter of an abbreviation that is alone in a
    bracket.

    This is for long forms whose letters cannot be matched, such as those of UNFPA and HR2HE.
    """
    near = len(words) - len(short) - _SMALL_WORDS
    for number, word in enumerate(word.strip(_AROUND) for word in words):
        if plain(word[:1]) == short[0] and not word.isupper() and (number >= near or word[0].isupper()):
            return True
    return False


def begins_with_long(text: str, short: str) -> bool:
    """Return whether a text begins with words that spell an abbreviation."""
    words = text[:LONGEST].split()[:_FURTHEST]
    return any(spells(words[:count], short) for count in range(1, len(words) + 1))
