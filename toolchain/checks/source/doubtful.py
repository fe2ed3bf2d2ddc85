"""Wrong typed numbers, and numbered paragraphs that may not be paragraphs.

A list that should be inside its paragraph (S010) and a line such as "2010. The court …" right under text
(P105) are counted as numbered paragraphs. Once they are corrected, all later numbers are lower. A number that
is not read as one (P105) or was forgotten (P102) is not counted, and a series that is not marked as one
(P108) does not begin again.
So a number typed as if this were corrected is not a second mistake, and nothing may be renumbered yet.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from functools import lru_cache

from toolchain import model as m
from toolchain.checks import reported
from toolchain.checks.source.unmarked import unmarked
from toolchain.checks.source.unnumbered import forgotten
from toolchain.checks.survey import survey
from toolchain.resolve.tables import Number, NumberedNote, Resolved
from toolchain.rules.markdown import GluedDoubtful, NoSpaceAfterNumber, NumberMisread
from toolchain.rules.paragraphs import ParagraphGlued
from toolchain.rules.structure import BlockFallenOut

_LABEL = re.compile(r"\{#([a-z0-9-]+)\}\s*$")
_MISSING = (NumberMisread, NoSpaceAfterNumber)


def is_doubtful(paragraph: m.NumberedParagraph, resolved: Resolved) -> bool:
    """Return whether a numbered paragraph may not be one."""
    return paragraph in _doubts(resolved)[0]


def too_high(target: m.Node, resolved: Resolved) -> int:
    """Return by how much the number of a paragraph, or of a sub-paragraph's paragraph, may be too high."""
    return _doubts(resolved)[1].get(target, 0)


def any_doubtful(resolved: Resolved) -> bool:
    """Return whether there are such paragraphs at all."""
    return any(_doubts(resolved))


def awaits_fix(resolved: Resolved) -> bool:
    """Return whether the numbers will be others after edits that change more than numbers (P105, P108)."""
    misread = [each for each in reported(resolved, ParagraphGlued.rule) if isinstance(each.facts, _MISSING)]
    series = unmarked(resolved).values()
    return (
        bool(misread or series)
        and all(each.edits for each in misread)
        and all(each.certain for each in series)
    )


def labels_to_come(resolved: Resolved) -> frozenset[str]:
    """Return the labels of paragraphs whose numbers are not read as such (P105)."""
    source = survey(resolved).source
    numbers = {each.span.order for each in reported(resolved, ParagraphGlued.rule) if each.edits}
    blocks = (block for block in resolved.document.blocks if block.span.order in numbers)
    ends = (_LABEL.search(source.line(max(block.span.lines, default=0))) for block in blocks)
    return frozenset(found[1] for found in ends if found)


def is_true(claim: m.Claim, number: Number) -> bool:
    """Return whether a number is right as typed in a source ("2") or as printed ("(b)")."""
    return claim.text.lstrip("0") == str(number.value) or claim.text in (number.own, number.label)


def false_labels(resolved: Resolved) -> dict[str, NumberedNote]:
    """Return the numeric labels of notes that have another number, each with its (first) note."""
    notes: dict[str, list[NumberedNote]] = defaultdict(list)
    for numbered in resolved.notes:
        notes[numbered.note.label].append(numbered)
    return {
        label: same[0]
        for label, same in notes.items()
        if _is_number(label) and label.lstrip("0") not in {numbered.label for numbered in same}
    }


def _is_number(label: str) -> bool:
    return label.isascii() and label.isdigit()


@lru_cache(maxsize=1)
def _doubts(resolved: Resolved) -> tuple[frozenset[m.NumberedParagraph], dict[m.Node, int]]:
    """Return the doubtful paragraphs, and by how much the numbers of others may be too high.

    Where numbers are not read as such, those after them are too low, and the number is negative.
    """
    glued = list(reported(resolved, ParagraphGlued.rule))
    places = [each.span.order for each in glued if isinstance(each.facts, GluedDoubtful)]
    doubted = {*places, *(each.span.order for each in reported(resolved, BlockFallenOut.rule))}
    misread = [each.span.order[0] for each in glued if isinstance(each.facts, _MISSING)]
    missing = sorted([*misread, *(each.span.order[0] for each in forgotten(resolved))])
    series = unmarked(resolved)
    doubtful: set[m.NumberedParagraph] = set()
    excess: dict[m.Node, int] = {}
    if not doubted and not missing and not series:
        return frozenset(), excess
    counts: dict[tuple[str, m.Heading | None], int] = defaultdict(int)
    inside: m.Heading | None = None  # of a series that is not marked
    key: tuple[str, m.Heading | None] | None = None
    waiting = 0
    for block in resolved.document.blocks:
        if isinstance(block, m.Heading):
            ends = inside is not None and block.level <= inside.level
            inside, key = block if block in series else None if ends else inside, None
        elif isinstance(block, m.NumberedParagraph) and block in resolved.series:
            key = resolved.series[block].key, inside
            counts[key], waiting = counts[key] + waiting, 0
            line, column = block.typed.span.order
            if column > 1 or (line, column) in doubted:
                doubtful.add(block)
            else:
                counts[key] += 1
                excess[block] = resolved.numbers[block].value - counts[key]
        lines = block.span.lines
        more = bisect_left(missing, lines.stop) - bisect_left(missing, lines.start)
        if key:
            counts[key] += more
        else:
            waiting += more
    excess = {block: shift for block, shift in excess.items() if shift}
    for part, around in survey(resolved).each(m.SubParagraph):
        if around[0] in excess:
            excess[part] = excess[around[0]]
    return frozenset(doubtful), excess
