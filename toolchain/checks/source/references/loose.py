"""Numbers that may refer to something but are in no reference, such as the 3 in "paras. 2, and 3".

They are after a word for a paragraph or note. They are never changed, only listed when paragraphs or notes
that they may mean are about to get other numbers.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from toolchain.checks.source.references.grammar import Number, Typed
from toolchain.model.expressions import expression
from toolchain.resolve.labels import Words
from toolchain.text.phrases import any_of

_ALSO = r"pars?\.|parag\.|parr\.|¶+|points?|items?|rec\.|sub-?paras?\.?|абзац\w*|параграф\w*"
"""Words for paragraphs that are common, but not those of the United Nations."""

NOT_TYPED = ("section", "annex", "table", "figure")
"""Kinds whose numbers are typed in references only."""

_WINDOW = 60  # characters after a word in which its numbers are
_NUMBER = (
    r"(?P<part>\((?:[^\W\d_]|[ivx]{2,4})\))"
    r"|(?<![A-Za-z0-9_\u00c0-\u04ff:])(?<!\d[.,])(?<![A-Z]/)(?<!/\d-)(?<!/\d\d/)\d{1,4}(?!\d|[.,:]\d|\s?%)"
)
SENTENCE_END = expression(r"[.。؟?!](?=\s+[^\W\d_a-zа-я]|$)")


def loose_numbers(text: str, words: Iterable[re.Match[str]], references: Sequence[Typed]) -> Iterator[Typed]:
    """Yield the numbers, and the letters of sub-paragraphs, that are after `words` and in no reference.

    The kind of a letter alone is "part".
    """
    taken = {offset for each in references for offset in range(each.start, each.end)}
    for word in words:
        window = text[word.end() : word.end() + _WINDOW]
        end = SENTENCE_END.search(window)
        kind = "note" if word["note"] else (word["series"] or "paragraph").lower()
        stop = word.end() + (end.start() if end else len(window))
        for found in re.compile(_NUMBER).finditer(text, word.end(), stop):
            if found.start() not in taken:
                taken.add(found.start())
                number = Number(found.start(), found.end(), found[0])
                yield Typed("part" if found["part"] else kind, word.start(), found.end(), (number,))


def loose_word(words: Words, series: frozenset[str]) -> re.Pattern[str]:
    """Return an expression for a word for a note, a paragraph, or one of the document's own series."""
    known = {kind: each for kind, each in words.references.items() if kind not in (*NOT_TYPED, "note")}
    counted = (word for each in known.values() for word in each if word != "第")  # it is before any number
    return _word(tuple(counted), tuple(words.references["note"]), tuple(sorted(series)))


@lru_cache
def _word(counted: tuple[str, ...], notes: tuple[str, ...], series: tuple[str, ...]) -> re.Pattern[str]:
    own = rf"(?P<series>{any_of(series)})s?|(?P<note>{any_of(notes)})"
    return re.compile(rf"(?<![^\W\d_])(?:{own}|{any_of(counted)}|{_ALSO})(?![^\W\d_])", re.IGNORECASE)
