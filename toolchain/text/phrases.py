"""The words and conventions of a language that checks use, from `phrases.toml` in this folder."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from functools import lru_cache
from typing import Any, Literal, NamedTuple

from toolchain.model.languages import primary_subtag, read_language
from toolchain.text.letters import in_any_form

_ANY = "und"


class Phrases(NamedTuple):
    """One language's phrases; `phrases.toml` explains each."""

    mark_place: Literal["after", "before", "either"]
    spaces: bool
    full_stop: str
    genitive: bool
    abbreviations: tuple[str, ...]
    conjunctions: tuple[str, ...]
    placeholders: tuple[str, ...]
    lost_references: tuple[str, ...]
    doubtful: tuple[str, ...]
    bracketed: tuple[str, ...]
    to_fill: tuple[str, ...]
    empty_links: tuple[str, ...]
    numbered: tuple[str, ...]
    per_cent: tuple[str, ...]
    endnotes: tuple[str, ...]
    sources: tuple[str, ...]
    not_a_source: tuple[str, ...]
    ibid: tuple[str, ...]
    signals: tuple[str, ...]
    joins: tuple[str, ...]
    ranges: tuple[str, ...]
    above: tuple[str, ...]
    below: tuple[str, ...]
    this_document: tuple[str, ...]
    of_another: tuple[str, ...]
    before_another: tuple[str, ...]
    documents: tuple[str, ...]
    bodies: tuple[str, ...]
    of_bodies: tuple[str, ...]
    asked: tuple[str, ...]
    texts: tuple[str, ...]
    speakers: tuple[str, ...]
    says: tuple[str, ...]
    cited: tuple[str, ...]
    articles: tuple[str, ...]
    number_signs: tuple[str, ...]
    before_signs: tuple[str, ...]
    points: tuple[str, ...]
    child: tuple[str, ...]
    ages: tuple[str, ...]
    numbers: tuple[str, ...]
    tens: tuple[str, ...]
    ordinals: tuple[str, ...]
    previous: tuple[str, ...]
    next: tuple[str, ...]
    child_aged: tuple[str, ...]
    no_child: tuple[str, ...]
    called: str

    @property
    def lists(self) -> tuple[str, ...]:
        """The headings of a list of notes or sources."""
        return self.endnotes + self.sources

    def any_of(self, words: Iterable[str]) -> str:
        """Return an expression for any of the words, whole ones if the language has spaces."""
        return any_of(words, whole=self.spaces)


@lru_cache
def phrases(lang: str) -> Phrases:
    """Return the phrases of a language by its tag ("fr-CA"); for an unknown language, those of all
    languages.
    """
    common = read_language(__file__, _ANY)
    primary = primary_subtag(lang)
    own = read_language(__file__, primary) if primary != _ANY else {}
    return Phrases(**{name: _value(common[name], own.get(name)) for name in Phrases._fields})


def is_one_of(line: str, names: Collection[str]) -> bool:
    """Return whether a line, with its mark-up or without, is one of the names, as "## Endnotes" is."""
    words = line.partition(" {")[0].strip(" \t*#:：_").casefold()
    return words in {name.casefold() for name in names}


def any_of(words: Iterable[str], *, whole: bool = False) -> str:
    """Return a regular expression for any of the words, longest first; a space matches any space.

    With `whole`, no letter or digit may be next to a match; without it, as in Chinese, an ideograph matches
    its traditional form too. Without words the expression matches nothing.
    """
    longest_first = sorted(words, key=lambda word: (-len(word), word))
    return (
        "(?:" + "|".join(_pattern(word, whole) for word in longest_first) + ")" if longest_first else "(?!)"
    )


def _pattern(word: str, whole: bool) -> str:
    pattern = r"\s+".join(map(re.escape if whole else in_any_form, word.split()))
    before = r"(?<!\w)" if whole and word[0].isalnum() else ""
    after = r"(?!\w)" if whole and word[-1].isalnum() else ""
    return before + pattern + after


def _value(common: Any, own: Any) -> Any:
    if isinstance(common, list):
        return (*common, *(own or ()))
    return common if own is None else own
