"""What typed references look like in a language: words, numbers and what joins them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from toolchain.checks.passages import REFERENCE, Passage
from toolchain.checks.phrases import Phrases, any_of, phrases
from toolchain.resolve.labels import Words

NUMBERED_BY_SIGNS = ("section", "annex")
"""Kinds whose numbers are Roman, letters or words."""

_DIGITS = r"(?<!\d)\d{1,4}(?![^\W一-鿿])(?![.,:/]\d)"
_SIGNS = r"(?-i:[A-Z0-9一二三四五六七八九十]{1,8}(?:\.[A-Z0-9]{1,4})*)(?![^\W一-鿿])"
_SUB = r"(?:\s?\((?:[^\W\d_]|[ivx]{2,4})\)|\s(?:[^\W\d_]|[ivx]{2,4})\))?"
_DASH = "[–—‑-]"


class Number(NamedTuple):
    """One typed number ("16 (b)"), with its place in the passage's text."""

    start: int
    end: int
    text: str


class Typed(NamedTuple):
    """A word and the numbers typed after it: "paras. 12–14 and 16"."""

    kind: str
    start: int
    end: int
    numbers: tuple[Number, ...]


class Grammar(NamedTuple):
    """The patterns of one language.

    `references` has an alternative for each kind of target; `number` finds each number in what it
    matched; `kinds` matches the words alone, `joined` cross-references that are joined with each other.
    """

    phrases: Phrases
    references: re.Pattern[str]
    number: re.Pattern[str]
    kinds: str
    joined: str
    range_: str


def grammar(words: Words) -> Grammar:
    """The grammar of the document's language."""
    kinds = tuple((kind, tuple(known), words.citations[kind]) for kind, known in words.references.items())
    return _grammar(words.lang, kinds)


def typed_references(passage: Passage, rules: Grammar) -> Iterator[Typed]:
    """The references typed in a passage, cross-references that stand among them left out."""
    for found in rules.references.finditer(passage.text):
        group = found.lastgroup or ""
        kind, (start, end) = group.rstrip("_"), found.span(group)
        numbers = tuple(
            Number(each.start(), each.end(), each[0])
            for each in rules.number.finditer(passage.text, start, end)
        )
        if numbers:
            yield Typed(kind, found.start(), found.end(), numbers)


@lru_cache
def _grammar(lang: str, kinds: tuple[tuple[str, tuple[str, ...], str], ...]) -> Grammar:
    own = phrases(lang)
    range_ = rf"(?:\s*{_DASH}\s*{_worded(own.ranges, own)})"
    join = rf"(?:\s*(?:{_DASH}|[、，,])\s*{_worded((*own.ranges, *own.joins), own)})"
    alternatives = [_alternative(kind, known, citation, range_, join) for kind, known, citation in kinds]
    return Grammar(
        phrases=own,
        references=re.compile("|".join(alternatives), re.IGNORECASE),
        number=re.compile(rf"{_DIGITS}{_SUB}|{_SIGNS}"),
        kinds=any_of(word for _, known, _ in kinds for word in known),
        joined=rf"{REFERENCE}(?:{join}{REFERENCE})*",
        range_=range_,
    )


def _worded(words: Iterable[str], own: Phrases) -> str:
    """Alternatives for words between two numbers, set off by spaces where the language has them."""
    known = tuple(words)
    if not known:
        return ""
    space = r"\s+" if own.spaces else r"\s*"
    return rf"|{space}{any_of(known)}\s*"


def _alternative(kind: str, known: tuple[str, ...], citation: str, range_: str, join: str) -> str:
    """A pattern for one kind. Numbers are joined by other words than those of a range after a plural only.

    Where the language cites with a word after the number, as in "第12段", that must be there.
    """
    number = _SIGNS if kind in NUMBERED_BY_SIGNS else _DIGITS + _SUB
    one = rf"(?:{number}|{REFERENCE})"
    before, _, after = citation.partition("{number}")
    if after:
        return rf"{re.escape(before)}\s*(?P<{kind}>{one}(?:{join}{one})*)\s*{re.escape(after)}"
    plural = [word for word in known if _is_plural(word)]
    single = [word for word in known if word not in plural]
    options = []
    if single:
        options.append(rf"(?:{_spaced(single)}(?P<{kind}>{one}(?:{range_}{one})?))")
    if plural:
        name = kind if not single else f"{kind}_"
        options.append(rf"(?:{_spaced(plural)}(?P<{name}>{one}(?:{join}{one})*))")
    return "|".join(options)


def _is_plural(word: str) -> bool:
    return word.rstrip(".").endswith("s") or word in ("§§", "пп.")


def _spaced(words: list[str]) -> str:
    """The words, with a space after those that end in a letter."""
    letters = [word for word in words if word[-1].isalpha()]
    others = [word for word in words if not word[-1].isalpha()]
    options = [rf"{any_of(letters)}\s+"] if letters else []
    options += [rf"{any_of(others)}\s*"] if others else []
    return rf"(?<!\w)(?:{'|'.join(options)})"
