"""References to their own place, or with reversed ranges: R208."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby, pairwise
from operator import itemgetter
from typing import cast

from toolchain import model as m
from toolchain.checks import check
from toolchain.checks.source.references.grammar import Typed, all_typed, grammar
from toolchain.checks.survey import survey
from toolchain.model.diagnostics import Finding
from toolchain.model.walk import Ancestors
from toolchain.resolve.tables import Resolved
from toolchain.rules.references import RangeBackwards, ReferenceRange, RefersToItself
from toolchain.text.passages import Passage
from toolchain.text.running import REFERENCE


@check(ReferenceRange)
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
            yield Finding(reference.span, RefersToItself())
    rules = grammar(resolved.words)
    between = re.compile(rf"{REFERENCE}{rules.range_}第?(?={REFERENCE})", re.IGNORECASE)
    for passage in survey(resolved).corpus.matching(between):
        yield from _backwards(resolved, passage, between)
    for passage, group in groupby(all_typed(resolved), key=itemgetter(0)):
        backwards = (place for _, typed in group for place in _typed_backwards(passage, typed))
        for start, end in backwards:
            if start not in passage.quoted:
                yield _finding(passage, start, end)


def _in_part_of(target: m.Target | None, around: Ancestors) -> bool:
    """Return whether a reference is in a sub-paragraph of the target, which may well refer to the whole."""
    return any(isinstance(node, m.SubParagraph) and node is not target for node in around)


def _backwards(resolved: Resolved, passage: Passage, between: re.Pattern[str]) -> Iterator[Finding]:
    for found in between.finditer(passage.text):
        first = cast("m.CrossReference", passage.leaf(found.start()).node)
        last = cast("m.CrossReference", passage.leaf(found.end()).node)
        order = _order(resolved, first), _order(resolved, last)
        if order[0] and order[1] and order[0][0] == order[1][0] and order[0][1] >= order[1][1]:
            yield _finding(passage, found.start(), found.end() + 1)


def _typed_backwards(passage: Passage, typed: Typed) -> Iterator[tuple[int, int]]:
    """Yield where typed ranges run backwards."""
    for first, last in pairwise(typed.numbers):
        between = passage.text[first.end : last.start].strip()
        plain = first.text.isdigit() and last.text.isdigit() and len(first.text) == len(last.text)
        if between in ("–", "—", "-", "‑") and plain and int(first.text) >= int(last.text):
            yield first.start, last.end


def _finding(passage: Passage, start: int, end: int) -> Finding:
    return Finding(passage.span(start, end), RangeBackwards())


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
