"""Whether the words of a finished file are in the language that it says (A706)."""

from __future__ import annotations

import re
from collections import Counter

from toolchain.model.facts import Facts, Word
from toolchain.model.languages import primary_subtag
from toolchain.rules.files_pdf import LettersAreLatin, LettersOfOtherScript, WordsOfOtherLanguage
from toolchain.text.letters import foreign_letters

_NOT_LATIN = frozenset((
    "ar", "fa", "ur", "he", "zh", "ja", "ko", "ru", "uk", "bg", "hi", "th", "am", "ka", "hy", "km", "my",
))  # fmt: skip
_SMALL = {
    "en": "the of and to in that is for with which by are this from was have",
    "fr": "le les des et du une est dans qui pour sur au par ont cette",
    "es": "el los las del y por una con para se su como al sus fue pero",
}
_WORD = re.compile(r"[^\W\d_]+")
READ = 40_000
"""Characters of a file that are enough to look at."""
_FEWEST = 120
"""Letters, and small words, that are enough to know a language by."""
_MOST_OWN, _MOST_FOREIGN = 0.2, 0.6


def other_language(lang: str, text: str, what: Word) -> Facts | None:
    """Return what is wrong with a text that is not in the language that `what` ("the page") says."""
    letters = [sign for sign in text[:READ] if sign.isalpha()]
    if len(letters) < _FEWEST:
        return None
    foreign = foreign_letters(lang, [text])
    strange = sum(sign in foreign for sign in letters) / len(letters)
    latin = sum(sign < "\u0250" for sign in letters) / len(letters)
    if strange > _MOST_FOREIGN:
        return LettersOfOtherScript(what, lang)
    if primary_subtag(lang) in _NOT_LATIN and "-Latn" not in lang and latin > 1 - _MOST_OWN:
        return LettersAreLatin(what, lang)
    return _by_words(primary_subtag(lang), lang, text, what)


def _by_words(language: str, lang: str, text: str, what: Word) -> Facts | None:
    if language not in _SMALL:
        return None
    words = Counter(_WORD.findall(text.lower()))
    found = {each: sum(words[word] for word in small.split()) for each, small in _SMALL.items()}
    best = max(found, key=lambda each: found[each])
    if best != language and found[best] > _FEWEST and found[language] < _MOST_OWN * found[best]:
        return WordsOfOtherLanguage(what, lang, best)
    return None
