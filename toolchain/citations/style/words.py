"""The words of citations in a language, from `words.toml` in this folder, and locators in them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Any, NamedTuple, TypeAlias

from toolchain.model.expressions import expression
from toolchain.model.languages import primary_subtag, read_language
from toolchain.model.records import Record

_ALIASES = MappingProxyType(
    {"article-locator": "article", "title-locator": "title", "sub verbo": "sub-verbo"}
)


class Names(Record):
    """The text between names: all but the last two, the last two, the last of three or more."""

    between: str
    two: str
    last: str


class Quotes(Record):
    """Outer and inner quotation marks."""

    open: str
    close: str
    inner_open: str
    inner_close: str


class Dates(Record):
    """Forms of dates; `words.toml` explains each."""

    full: str
    month: str
    first: str
    before_christ: str
    circa: str
    months: tuple[str, ...]
    months_of: tuple[str, ...]
    seasons: tuple[str, ...]


Locator: TypeAlias = Mapping[str, tuple[str, ...]]
"""The words of one label, "short", "long" and "brief": for one and for several, with the number at "{}"."""


class Words(NamedTuple):
    """One language's words; `words.toml` explains each."""

    lang: str
    punctuation: Mapping[str, str]
    ordinals: Mapping[str, str]
    names: Names
    quotes: Quotes
    dates: Dates
    terms: Mapping[str, str]
    organs: Mapping[str, str]
    locators: Mapping[str, Locator]

    def ordinal(self, number: str) -> str:
        """Return an ordinal number: "2nd"."""
        ends = (number[start:] for start in range(len(number) + 1))
        known = (self.ordinals.get(end) for end in (f"={number}", *ends))
        return next(form for form in known if form).format(number)


@cache
def words_for(lang: str) -> Words:
    """Return the words for a BCP 47 tag, by its primary subtag; English if the language is unknown."""
    primary = primary_subtag(lang)
    table = read_language(__file__, primary)
    return _words(primary, table) if table else _words("en", read_language(__file__, "en"))


@cache
def locator_labels(lang: str) -> Mapping[str, str]:
    """Return the CSL label of each spelling of a locator, in lower case: {"art.": "article"}.

    Spellings are the language's own, the English ones unless they mean something else there, and the labels
    themselves. For Chinese, the spelling is the character next to the number, without 第: "页".
    """
    labels: dict[str, str] = {}
    for table in (read_language(__file__, primary_subtag(lang)), read_language(__file__, "en")):
        for label, spellings in table.get("locators", {}).items():
            for spelling in (*spellings, label):
                before, _, after = spelling.partition("{}")
                if beside := before.removesuffix("第") or after:
                    labels.setdefault(beside.lower(), label)
    return MappingProxyType(_ALIASES | labels)


def canonical_label(label: str) -> str:
    """Return our name of a CSL label with several names: "article" for "article-locator"."""
    return _ALIASES.get(label, label)


def _words(lang: str, table: Mapping[str, Any]) -> Words:
    known = {"months_of": table["dates"]["months"], "seasons": table["seasons"], **table["dates"]}
    dates: dict[str, Any] = {
        name: tuple(each) if isinstance(each, list) else each for name, each in known.items()
    }
    return Words(
        lang=lang,
        punctuation=MappingProxyType(table["punctuation"]),
        ordinals=MappingProxyType(table["ordinals"]),
        names=Names(*table["names"]),
        quotes=Quotes(*table["quotes"]),
        dates=Dates(**dates),
        terms=MappingProxyType(table["terms"]),
        organs=MappingProxyType(table["organs"]),
        locators=MappingProxyType(
            {label: _locator(words, table["brief"].get(label)) for label, words in table["locators"].items()}
        ),
    )


def _locator(words: list[str], brief: list[str] | None) -> Locator:
    short, long = words[:2], words[2:4]
    forms = {"short": short, "long": long, "brief": brief or [word.replace(".", "") for word in short]}
    return {name: tuple(map(_form, both)) for name, both in forms.items()}


def _form(word: str) -> str:
    """Return a word with the number at "{}"."""
    return word if "{}" in word else f"{word} {{}}".lstrip()


_PIECES = expression(
    r"\s*[,;،؛，、]\s*|\s*[–—]\s*|\s*&\s*|\s+(?:and|et|y|e|и|to|à|a|по|إلى)\s+|\s+و\s*|\s*[和及至]\s*|(?<=[\w)])--?(?=\w)"
)
_NUMBER = expression(r"(?:[0-9٠-٩]+[\w.:/()]*|[ivxlcdm]+|[IVXLCDM]+|[A-Z])(?:\s*\([^()]*\))*\Z")
_RANGE = expression(
    r"(?<![\w.-])([0-9]+[A-Za-z]?|[ivxlc]+|[IVXLC]+)--?([0-9]+[A-Za-z]?|[ivxlc]+|[IVXLC]+)(?![\w-])"
)


def is_plural(locator: str) -> bool:
    """Return whether a locator names several places: "4–6" and "3, 7" do; "5 (a) and (b)" and "B, para. 25"
    do not.
    """
    pieces = _PIECES.split(locator.strip())
    if len(pieces) == 2 and "-" in locator and not _ranged(locator):
        return False
    return len(pieces) > 1 and all(_NUMBER.match(piece) for piece in pieces[:2])


def with_dashes(locator: str) -> str:
    """Return a locator with dashes between numbers instead of hyphens: "4-6" and "4--6" become "4–6", "371-B"
    stays.
    """
    return _RANGE.sub("\\1–\\2", locator)


def form_of(words: Words, label: str, plural: bool, form: str) -> str:
    """Return the form of a label with the number at "{}": "paras. {}".

    `form` is "short", "long", "brief" or "bare".
    """
    locator = words.locators.get(canonical_label(label))
    if form == "bare" or locator is None:
        return "{}"
    return locator[form][plural]


def _ranged(locator: str) -> bool:
    """Return whether a single hyphen means a range, or something else separates the pieces."""
    return bool(_RANGE.search(locator)) or bool(re.search(r"[,;،؛，、–—&和及至]|\s", locator))
