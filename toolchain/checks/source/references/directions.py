"""Where references lead: above or below (R207), to their own place or backwards (R208)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import groupby, pairwise
from operator import itemgetter
from typing import cast

from toolchain import model as m
from toolchain.checks import check
from toolchain.checks.source.references.grammar import Typed, all_typed, grammar
from toolchain.checks.survey import survey
from toolchain.model.diagnostics import FilePlace, Finding, Related
from toolchain.model.expressions import Hinted, expression
from toolchain.model.walk import Ancestors, plain_text
from toolchain.resolve.tables import Resolved
from toolchain.rules import references as cases
from toolchain.text.passages import Passage
from toolchain.text.phrases import phrases
from toolchain.text.running import REFERENCE

_NEAR = 80
"""Characters before a reference in which a direction and the word for the reference have their place."""


@check(cases.ReferenceDirection)
def reference_direction(resolved: Resolved) -> Iterator[Finding]:
    """A reader who looks in the wrong direction does not find the place, and a wrong direction shows that
    paragraphs were moved. Notes are compared by their marks; "below" is right for any endnote, because
    endnotes are at the end. In a note only references to other notes are checked.

    Bad:

        1. See para. [2](#girls) above and paras. [2](#girls) to [3](#boys) below.
                     ^^^^^^^^^^^

        2. It covers girls only. {#girls}

        3. Boys are left out. {#boys}

    Bad (fr):

        1. L’âge est fixé à 16 ans. {#age}

        2. Voir par. [1](#age) ci-dessous.
                     ^^^^^^^^^

    Bad (zh):

        1. 见下文第[2](#girls)段。 {#age}

        2. 仅适用于女孩，见下文第[1](#age)段。 {#girls}
                      ^^^^^^^^^

    Good:

        1. See para. [2](#girls) below. {#consent}

        2. It covers girls only, as stated above (para. [1](#consent)). {#girls}
    """
    rules = grammar(resolved.words)
    patterns = _patterns(resolved.words.lang, rules.kinds, rules.joined)
    values = {numbered.note: numbered.value for numbered in reversed(resolved.notes)}
    found = survey(resolved)
    for passage in found.corpus.holding(REFERENCE):
        for reference, says_above in _directed(passage, patterns):
            if _is_above(resolved, passage.around, reference, values) is (not says_above):
                yield _finding(resolved, reference, says_above)
    for reference, around in found.each(m.CrossReference):
        inside = patterns.inside.search(plain_text(reference.children))
        if inside and _is_above(resolved, around, reference, values) is (inside["above"] is None):
            yield _finding(resolved, reference, inside["above"] is not None)


class _Patterns:
    """`after` finds references followed by a direction, `before` one at the end of a text."""

    def __init__(self, lang: str, kinds: str, joined: str) -> None:
        own = phrases(lang)
        above, below = (own.any_of(words) for words in (own.above, own.below))
        direction = rf"(?:(?P<above>{above})|(?P<below>{below}))"
        before = rf"{direction}\s{{0,3}}[(（]?\s{{0,3}}(?:{kinds})?\s{{0,3}}\Z"
        self.references = expression(joined, re.IGNORECASE)
        hints = tuple(word.split()[0].lower() for word in (*own.above, *own.below)) if own.spaces else ("",)
        self.before = Hinted(before, hints, re.IGNORECASE)
        self.after = Hinted(rf"(?P<references>{joined})\s*{direction}", hints, re.IGNORECASE)
        self.inside = Hinted(rf"{direction}\s*$", hints, re.IGNORECASE)


_patterns = lru_cache(_Patterns)


def _directed(passage: Passage, patterns: _Patterns) -> Iterator[tuple[m.CrossReference, bool]]:
    """Yield the cross-references with a direction next to them, and whether it is "above"."""
    text = passage.text
    directed = [(found.span("references"), found) for found in patterns.after.finditer(text)]
    for references in patterns.references.finditer(text) if patterns.before.may_be_in(text) else ():
        before = text[max(references.start() - _NEAR, 0) : references.start()].lower()
        directed += ((references.span(), found) for found in patterns.before.finditer(before))
    for span, found in directed:
        yield from ((node, found["above"] is not None) for node in passage.references(*span))


def _is_above(
    resolved: Resolved, around: Ancestors, reference: m.CrossReference, values: Mapping[m.Note, int]
) -> bool | None:
    """Return whether the target comes before the cross-reference, or None if that is not certain."""
    target = resolved.targets.get(reference.target)
    found = resolved.references.get(reference)
    note = found.note if found else None
    if around and isinstance(around[0], m.Note):
        here = values.get(around[0])
        return note.value < here if note and here and note.value != here else None
    place = reference.span
    if note:
        before = note.marks[0].span.order < place.order
        return None if before and resolved.settings.notes is m.NoteKind.ENDNOTE else before
    if target is None or isinstance(target, m.Note) or target.span.covers(place):
        return None
    if isinstance(place, FilePlace) and not place.block:  # of its whole file no more is known
        return None
    return target.span.order < place.order


def _finding(resolved: Resolved, reference: m.CrossReference, says_above: bool) -> Finding:
    related = (Related(resolved.targets[reference.target].span, cases.TargetHere()),)
    return Finding(
        reference.span, cases.SaidToBeAbove() if says_above else cases.SaidToBeBelow(), related=related
    )


@check(cases.ReferenceRange)
def reference_range(resolved: Resolved) -> Iterator[Finding]:
    """A paragraph that refers to itself, and a range such as "paras. 14–12" or "12–12", are mistakes, often
    made when paragraphs are moved. A shortened range, "paras. 123–25", is not reported.

    Bad:

        1. The age is 16 (see para. [1](#consent)). {#consent}
                                    ^^^^^^^^^^^^^

        2. It covers girls only. {#girls}

        3. See paras. [2](#girls)–[1](#consent) above, and CRC/C/5, paras. 14–12.
                      ^^^^^^^^^^^^^^^^^^^^^^^^^                            ^^^^^

    Good:

        1. The age is 16. {#consent}

        2. It covers girls only. {#girls}

        3. See paras. [1](#consent)–[2](#girls) above, and CRC/C/5, paras. 12–14 and 123–25.
    """
    for reference, around in survey(resolved).each(m.CrossReference):
        target = resolved.targets.get(reference.target)
        if target in around and not _in_part_of(target, around):
            yield Finding(reference.span, cases.RefersToItself())
    rules = grammar(resolved.words)
    between = re.compile(rf"{REFERENCE}{rules.range_}第?(?={REFERENCE})", re.IGNORECASE)
    for passage in survey(resolved).corpus.matching(between):
        yield from _live_backwards(resolved, passage, between)
    for passage, group in groupby(all_typed(resolved), key=itemgetter(0)):
        backwards = (place for _, typed in group for place in _typed_backwards(passage, typed))
        for start, end in backwards:
            if start not in passage.quoted:
                yield _backwards_at(passage, start, end)


def _in_part_of(target: m.Target | None, around: Ancestors) -> bool:
    """Return whether a reference is in a sub-paragraph of the target, which may well refer to the whole."""
    return any(isinstance(node, m.SubParagraph) and node is not target for node in around)


def _live_backwards(resolved: Resolved, passage: Passage, between: re.Pattern[str]) -> Iterator[Finding]:
    for found in between.finditer(passage.text):
        first = cast("m.CrossReference", passage.leaf(found.start()).node)
        last = cast("m.CrossReference", passage.leaf(found.end()).node)
        order = _order(resolved, first), _order(resolved, last)
        if order[0] and order[1] and order[0][0] == order[1][0] and order[0][1] >= order[1][1]:
            yield _backwards_at(passage, found.start(), found.end() + 1)


def _typed_backwards(passage: Passage, typed: Typed) -> Iterator[tuple[int, int]]:
    """Yield where typed ranges run backwards."""
    for first, last in pairwise(typed.numbers):
        between = passage.text[first.end : last.start].strip()
        plain = first.text.isdigit() and last.text.isdigit() and len(first.text) == len(last.text)
        if between in ("–", "—", "-", "‑") and plain and int(first.text) >= int(last.text):
            yield first.start, last.end


def _backwards_at(passage: Passage, start: int, end: int) -> Finding:
    return Finding(passage.span(start, end), cases.RangeBackwards())


def _order(resolved: Resolved, reference: m.CrossReference) -> tuple[object, int] | None:
    """Return the sequence that counts a target, and its number in it, or None if it has no number."""
    found = resolved.references.get(reference)
    if found is None:
        return None
    if found.note:
        return "note", found.note.value
    target = found.target
    if isinstance(target, m.Paragraph | m.Note) or target not in resolved.numbers:
        return None
    value = resolved.numbers[target].value
    if isinstance(target, m.NumberedParagraph):
        return resolved.series[target].key, value
    if isinstance(target, m.Table | m.Figure):
        return type(target).__name__, value
    return None
