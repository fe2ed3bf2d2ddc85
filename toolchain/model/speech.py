"""The language of messages, help and pages for people. Documents have languages of their own.

Texts are in English in the code and are the message ids of a gettext catalogue,
`data/words/LANGUAGE/LC_MESSAGES/submission.mo`, compiled from a `.po` file for any translation editor.
gettext is used, not Fluent, because it is part of Python and fast; Fluent's parser and plural rules would
take longer than a whole check. One number per message has been enough. For English nothing is loaded.

The language is in the environment, so that the processes which a command starts have the same.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING

from toolchain import data

if TYPE_CHECKING:
    from gettext import NullTranslations

VARIABLE = "SUBMISSION_UI_LANG"
LANGUAGES = ("en", "fr", "es")
_EVERY = {"es": 10_000}
"""From which number on thousands are set apart, if that is not 1,000."""


def language() -> str:
    """Return the language of the interface: "en", unless a command has chosen another."""
    return os.environ.get(VARIABLE) or LANGUAGES[0]


def translated(message: str) -> str:
    """Return a message in the language of the interface; else as it is."""
    found = _catalogue(language())
    return found.gettext(message) if found and message else message


def translated_plural(one: str, many: str, number: int) -> str:
    """Return the form of a message that goes with a number."""
    if found := _catalogue(language()):
        return found.ngettext(one, many, number)
    return one if number == 1 else many


def said(message: str, **facts: object) -> str:
    """Return a message of the interface with its facts. `scripts/make_messages.py` looks for such calls."""
    for name, fact in facts.items():
        if type(fact) is int:
            facts[name] = grouped(fact)
    return translated(message).format(**facts) if facts else translated(message)


def any_of(words: Iterable[str]) -> str:
    """Return words of a sentence of which each may be: "docx, html or pdf"."""
    *most, last = words
    return said("{names} or {last}", names=", ".join(most), last=last) if most else last


def grouped(number: int) -> str:
    """Return a number with its thousands set apart: "2,815", in French with narrow spaces."""
    if language() == LANGUAGES[0]:
        return f"{number:,}"
    return f"{number:,}".replace(",", "\u202f") if abs(number) >= _EVERY.get(language(), 0) else str(number)


@cache
def _catalogue(language: str) -> NullTranslations | None:
    if language == LANGUAGES[0]:
        return None
    import gettext

    return gettext.translation("submission", data.FOLDER / "words", [language], fallback=True)
