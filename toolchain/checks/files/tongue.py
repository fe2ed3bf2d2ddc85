"""Compare the words of a finished file with its declared language (A706)."""

from __future__ import annotations

from toolchain.model.facts import Facts, Word
from toolchain.model.languages import other_by_words, primary_subtag
from toolchain.rules.files_pdf import LettersAreLatin, LettersOfOtherScript, WordsOfOtherLanguage
from toolchain.text.letters import foreign_letters

_NOT_LATIN = frozenset((
    "ar", "fa", "ur", "he", "zh", "ja", "ko", "ru", "uk", "bg", "hi", "th", "am", "ka", "hy", "km", "my",
))  # fmt: skip
READ = 40_000
"""Maximum number of characters of a file that are read."""
_FEWEST = 120
"""Minimum number of letters that identify a language."""
_MOST_OWN, _MOST_FOREIGN = 0.2, 0.6


def other_language(lang: str, text: str, what: Word) -> Facts | None:
    """Return the fault of a text in another language than `what` ("the page") declares, else None."""
    letters = [sign for sign in text[:READ] if sign.isalpha()]
    if len(letters) < _FEWEST:
        return None
    foreign = foreign_letters(lang, text)
    strange = sum(sign in foreign for sign in letters) / len(letters)
    latin = sum(sign < "\u0250" for sign in letters) / len(letters)
    if strange > _MOST_FOREIGN:
        return LettersOfOtherScript(what, lang)
    if primary_subtag(lang) in _NOT_LATIN and "-Latn" not in lang and latin > 1 - _MOST_OWN:
        return LettersAreLatin(what, lang)
    found = other_by_words(lang, text)
    return WordsOfOtherLanguage(what, lang, found) if found else None
