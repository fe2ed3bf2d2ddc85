"""The author's own running words, which the T series checks, and the lists of words.toml that it goes by.

Omitted are quotations, words in quotation marks, emphasized words (mostly titles), words marked as another
language, code, addresses and, unless requested, notes, headings and tables.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import Literal

from toolchain import model as m
from toolchain.checks.survey import survey
from toolchain.data import table
from toolchain.resolve.tables import Resolved
from toolchain.text.passages import Passage, Pattern

Where = Literal["text", "notes", "headings", "cells"]

TEXT: frozenset[Where] = frozenset(("text",))
EVERYWHERE: frozenset[Where] = frozenset(("text", "notes", "headings", "cells"))


def where(passage: Passage) -> Where:
    """Return the kind of place of a running text. A caption counts as a heading."""
    if passage.in_note:
        return "notes"
    if isinstance(passage.owner, m.Cell):
        return "cells"
    return "text" if isinstance(passage.owner, m.Paragraph) else "headings"


def prose(
    resolved: Resolved,
    pattern: Pattern,
    places: frozenset[Where] = TEXT,
    *,
    or_holding: Sequence[str] = (),
) -> Iterator[Passage]:
    """Yield the running texts in which a pattern is found, or one of some strings, which is quicker to find.

    See `Corpus.matching` for what a pattern may ask for.
    """
    corpus = survey(resolved).corpus
    for passage in dict.fromkeys((*corpus.matching(pattern), *corpus.holding(or_holding))):
        if where(passage) in places and not passage.in_quotation:
            yield passage


def unquoted(passage: Passage, pattern: Pattern) -> Iterator[re.Match[str]]:
    """Yield the matches of a pattern in a text that are not in quotation marks."""
    return (each for each in pattern.finditer(passage.text) if each.start() not in passage.quoted)


def own(passage: Passage, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
    """Yield the matches of a pattern in a text that are the author's own words."""
    return (each for each in unquoted(passage, pattern) if not passage.leaf(each.start()).set_off)


@cache
def words(name: str) -> frozenset[str]:
    """Return one of the lists by its name: "known", "cited", "measures"."""
    return frozenset(table(__file__, "words")[name].split())
