"""Numbers near a word for a reference that the grammar of references does not understand: "paras. 2, and 3".

They are never changed. They are listed where the numbers that they may mean are about to change.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from toolchain.checks.source.references.grammar import Number, Typed
from toolchain.checks.source.references.own import Named, Own, Reading, Whose, all_by_passage
from toolchain.checks.survey import survey
from toolchain.resolve.tables import Resolved
from toolchain.text.passages import Quoted
from toolchain.text.phrases import any_of

_ALSO = r"pars?\.|parag\.|parr\.|¶+|points?|items?|rec\.|sub-?paras?\.?|абзац\w*|параграф\w*"
"""Words for paragraphs that are common, but not those of the United Nations."""

NOT_TYPED = ("section", "annex", "table", "figure")
"""Kinds whose numbers are typed in references only."""

_WINDOW = 60  # characters after a word in which its numbers are
_NUMBER = re.compile(r"(?<![A-Za-z0-9_\u00c0-\u04ff:])(?<!\d[.,])\d{1,4}(?!\d|[.,:]\d|\s?%)")
_PART = re.compile(r"\((?:[^\W\d_]|[ivx]{2,4})\)")
_END = re.compile(r"[.。؟?!](?=\s+[^\W\d_a-zа-я]|$)")


def loose_references(resolved: Resolved, series: frozenset[str]) -> Iterator[Own]:
    """Yield the numbers, and the letters of sub-paragraphs, that no reference of the grammar has.

    `series` are the names of the document's own series. The kind of a letter alone is "part".
    """
    words = resolved.words.references
    counted = (word for kind in words if kind not in NOT_TYPED for word in words[kind] if kind != "note")
    word = _word(tuple(counted), tuple(words["note"]), tuple(sorted(series)))
    named = Named(resolved)
    known = all_by_passage(resolved)
    for passage in survey(resolved).passages():
        if passage.owner is None or passage.in_quotation or not re.search(r"\d|\(", passage.text):
            continue
        typed = known.get(passage, ())
        reading, quoted = Reading(resolved, passage, named), Quoted(passage.text)
        decided = {each.start: reading.whose(each) for each in typed}
        taken = [(each.start, each.end) for each in typed]
        seen: set[int] = set()
        for found in word.finditer(passage.text):
            if found.start() in quoted or passage.leaf(found.start()).linked:
                continue
            if found.start() in decided and decided[found.start()] is None:
                continue  # another document's, with all its numbers
            window = passage.text[found.end() : found.end() + _WINDOW]
            end = _END.search(window)
            stop = found.end() + (end.start() if end else len(window))
            kind = "note" if found["note"] else (found["series"] or "paragraph").lower()
            for pattern in (_NUMBER, _PART):
                for number in pattern.finditer(passage.text, found.end(), stop):
                    if number.start() in seen or any(a <= number.start() < b for a, b in taken):
                        continue
                    seen.add(number.start())
                    one = Number(number.start(), number.end(), number[0])
                    name = "part" if pattern is _PART else kind
                    loose = Typed(name, found.start(), number.end(), (one,))
                    if found.start() in decided or reading.whose(loose):
                        yield Own(passage, loose, Whose.UNSURE)


@lru_cache
def _word(counted: tuple[str, ...], notes: tuple[str, ...], series: tuple[str, ...]) -> re.Pattern[str]:
    own = rf"(?P<series>{any_of(series)})s?|(?P<note>{any_of(notes)})"
    return re.compile(rf"(?<![^\W\d_])(?:{own}|{any_of(counted)}|{_ALSO})(?![^\W\d_])", re.IGNORECASE)
