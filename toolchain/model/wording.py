"""Words for people in messages, help and pages: their language, and the form of numbers and texts.

Documents have languages of their own. Texts are in English in the code and are the message ids of a gettext
catalogue, `data/words/LANGUAGE/LC_MESSAGES/submission.mo`, made of a `.po` file for any translation editor.
gettext is used, not Fluent, because it is part of Python and fast; Fluent's parser and plural rules would
take longer than a whole check. One number per message has been enough. For English nothing is loaded.

The language is in the environment, so that the processes which a command starts have the same.
"""

from __future__ import annotations

import os
import re
import shlex
import sys
from collections.abc import Iterable
from functools import cache
from pathlib import PurePath
from typing import TYPE_CHECKING

from toolchain import data
from toolchain.model.expressions import expression

if TYPE_CHECKING:
    from gettext import NullTranslations


ELLIPSIS = "…"
STOPS = (".", "!", "?", "…", "。", "！", "？", "؟", "۔", "։", "።", "।")
"""What ends a sentence, in all scripts."""
LONGEST_TIP = 255
"""Characters that Word shows of what a link says of itself."""
UNSEEN = "\u00ad\u200b\ufeff"
"""Soft hyphens, spaces of no width and byte order marks, which come into a text by pasting."""

_WITHOUT_QUOTES = expression(r"[\w@+=:,./\\-]+")
_AFTER_NOUN = ("of ", "that ", "in ", "to ", "with ", "without ", "beside ", "for ")
_CONSONANT_Y = expression("[^aeiou]y$")


def plural(number: float, noun: str) -> str:
    """Return a noun in singular or plural: "note" for 1, "notes" for 0, "properties" or "names of a file"
    for 2.
    """
    if number == 1:
        return noun
    head, _, rest = noun.partition(" ")
    if rest.startswith(_AFTER_NOUN):
        return f"{plural(number, head)} {rest}"
    return f"{noun[:-1]}ies" if _CONSONANT_Y.search(noun) else f"{noun}s"


def counted(number: int, noun: str) -> str:
    """Return a number with its noun in the language of the interface: "1 note", "2,815 words"."""
    one, many = (f"{{number}} {plural(each, noun)}" for each in (1, 2))
    return translated_plural(one, many, number).format(number=grouped(number))


def command_line(*words: str | PurePath) -> str:
    """Return words and paths as a line to type. A path gets "./" before a hyphen.

    On Windows a word is put in double quotes: cmd.exe knows no others.
    """
    typed = [each if isinstance(each, str) else re.sub("^-", "./-", each.as_posix()) for each in words]
    if sys.platform == "win32":
        return " ".join(word if _WITHOUT_QUOTES.fullmatch(word) else f'"{word}"' for word in typed)
    return shlex.join(typed)


def fold(text: str) -> str:
    """Return a text in one line: each run of white space becomes one space, none at the ends."""
    return " ".join(text.split())


def squeezed(text: str) -> str:
    """Return a text without its white space."""
    return "".join(text.split())


def beginning(texts: Iterable[str], most: int) -> str:
    """Return the first characters of texts together, at most `most`; no more texts are read than needed."""
    found: list[str] = []
    for text in texts:
        found.append(text[:most])
        most -= len(found[-1])
        if most <= 0:
            break
    return "".join(found)


def printable(text: str) -> str:
    """Return a text with a space for each character that cannot be printed."""
    return "".join(char if char.isprintable() else " " for char in text)


def shorten(text: str, most: int) -> str:
    """Return a text of at most `most` characters. If it is cut, an ellipsis follows its last letter."""
    return text if len(text) <= most else text[: most - 1].rstrip() + ELLIPSIS


def picture_name(source: str) -> str:
    """Return what a message calls a picture: its path, or the form of one that is written into the source."""
    return source.partition(",")[0] if source.startswith("data:") else source


def shorten_to_words(text: str, most: int) -> str:
    """Return a text of at most `most` characters. A longer text is cut before a word, and " …" follows.

    The last word before the cut is omitted, even if it is complete.
    """
    if len(text) <= most:
        return text
    start = text[:most]
    return f"{start.rpartition(' ')[0] or start} {ELLIPSIS}"


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
