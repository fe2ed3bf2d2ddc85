"""What typed references look like in a language: a word, numbers, and what joins them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from toolchain.checks.passages import REFERENCE, Passage
from toolchain.checks.phrases import Phrases, any_of, phrases
from toolchain.checks.survey import survey
from toolchain.resolve.labels import Words
from toolchain.resolve.tables import Resolved

_BY_SIGNS = ("section", "annex")  # kinds whose numbers are Roman, letters or words
_WORD_END = r"(?![^\W一-鿿])"
_DIGITS = rf"(?<!\d)\d{{1,4}}{_WORD_END}(?![.,:/]\d)"
_SIGNS = rf"[A-Z0-9一二三四五六七八九十]{{1,8}}(?:\.[A-Z0-9]{{1,4}})*{_WORD_END}"
_SUB = r"(?:\s?\((?:[^\W\d_]|[ivx]{2,4})\)|\s(?:[^\W\d_]|[ivx]{2,4})\))?"
_DASH = "[–—‑-]"
_START = re.compile(
    rf"(?<![\w.])(?:\d|[A-Z]{{1,8}}\b|{REFERENCE})|(?<=[^\x00-\u2fff])[\d一二三四五六七八九十{REFERENCE}]"
)
_MOST = 30  # numbers in one list
_LONGEST = 40  # characters of a word and the space after it


class Number(NamedTuple):
    """One typed number ("16 (b)"), with its place in the passage's text."""

    start: int
    end: int
    text: str


class Typed(NamedTuple):
    """A word and the numbers typed after it: "paras. 12–14 and 16". `start` is the word's."""

    kind: str
    start: int
    end: int
    numbers: tuple[Number, ...]


class Grammar(NamedTuple):
    """What belongs to one language.

    words   all words that stand before numbers, the longest first, in small letters, with their kinds
    endings the same without their kinds
    single  expressions by kind for what stands after a word in the singular: a number or a range; they
            are compiled when such a word is met, since all of them together take 5 ms
    plural  the same after a plural, where numbers can be joined by "and" and commas as well
    kinds   a pattern for the words alone
    joined  for cross-references joined with each other
    range_  for what stands between the two ends of a range
    """

    phrases: Phrases
    words: tuple[tuple[str, str], ...]
    endings: tuple[str, ...]
    single: dict[str, str]
    plural: dict[str, str]
    kinds: str
    joined: str
    range_: str


@lru_cache(maxsize=1)
def all_typed(resolved: Resolved) -> tuple[tuple[Passage, Typed], ...]:
    """All references typed in a document, with their passages."""
    rules = grammar(resolved.words)
    return tuple(
        (passage, typed)
        for passage in survey(resolved).passages()
        for typed in typed_references(passage.text, rules)
    )


def typed_references(text: str, rules: Grammar) -> Iterator[Typed]:
    """The references typed in a text, cross-references that stand among them left out."""
    position = 0
    for start in _START.finditer(text):
        if start.start() < position:
            continue
        before = text[max(start.start() - _LONGEST, 0) : start.start()].lower()
        if not before.rstrip().endswith(rules.endings):
            continue
        typed = _typed_at(text, start.start(), before, rules)
        if typed:
            position = typed.end
            if typed.numbers:
                yield typed


def grammar(words: Words) -> Grammar:
    """The grammar of the document's language."""
    kinds = tuple((kind, tuple(known), words.citations[kind]) for kind, known in words.references.items())
    return _grammar(words.lang, kinds)


def _typed_at(text: str, start: int, before: str, rules: Grammar) -> Typed | None:
    """The reference whose first number begins at `start`, if a word for one stands before it."""
    bare = before.rstrip()
    for word, kind in rules.words:
        if not bare.endswith(word) or not _stands_apart(before, bare, word, rules):
            continue
        patterns = rules.plural if _is_plural(word) else rules.single
        found = re.compile(patterns[kind]).match(text, start)
        if found:
            each = re.compile(_number(kind)).finditer(text, start, found.end(1))
            numbers = tuple(Number(number.start(), number.end(), number[0]) for number in each)
            return Typed(kind, start - len(before) + len(bare) - len(word), found.end(), numbers)
    return None


def _stands_apart(before: str, bare: str, word: str, rules: Grammar) -> bool:
    """Whether a word is no piece of another one, and has a space after it if it needs one."""
    if not rules.phrases.spaces:
        return True
    inside_another = word[0].isalpha() and bare[: -len(word)][-1:].isalnum()
    return not inside_another and (len(before) > len(bare) or not word[-1].isalpha())


def _number(kind: str) -> str:
    return _SIGNS if kind in _BY_SIGNS else _DIGITS + _SUB


@lru_cache
def _grammar(lang: str, kinds: tuple[tuple[str, tuple[str, ...], str], ...]) -> Grammar:
    own = phrases(lang)
    range_ = rf"(?:\s*{_DASH}\s*{_worded(own.ranges, own)})"
    join = rf"(?:\s*(?:{_DASH}|[、，,])\s*{_worded((*own.ranges, *own.joins), own)})"
    words, single, plural = [], {}, {}
    for kind, known, citation in kinds:
        before, _, after = citation.partition("{number}")
        one = rf"(?:{_number(kind)}|{REFERENCE})"
        end = rf"\s*{re.escape(after)}" if after else ""
        single[kind] = rf"({one}(?:{range_}{one})?){end}"
        plural[kind] = rf"({one}(?:{join}{one}){{0,{_MOST}}}){end}"
        words += [(word.lower(), kind) for word in ([before.strip()] if after else known)]
    longest_first = tuple(sorted(words, key=lambda pair: (-len(pair[0]), pair)))
    return Grammar(
        phrases=own,
        words=longest_first,
        endings=tuple(word for word, _ in longest_first),
        single=plural if not own.spaces else single,
        plural=plural,
        kinds=any_of(word for _, known, _ in kinds for word in known),
        joined=rf"{REFERENCE}(?:{join}{REFERENCE}){{0,{_MOST}}}",
        range_=range_,
    )


def _worded(words: Iterable[str], own: Phrases) -> str:
    """Alternatives for words between two numbers, set off by spaces where the language has them."""
    known = tuple(words)
    space = r"\s+" if own.spaces else r"\s*"
    return rf"|{space}{any_of(known)}\s*" if known else ""


def _is_plural(word: str) -> bool:
    return word.rstrip(".").endswith("s") or word in ("§§", "пп.")
