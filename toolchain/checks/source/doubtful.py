"""Wrong typed numbers, and numbered paragraphs that may not be paragraphs.

A list that should be inside its paragraph (S010) and a line such as "2010. The court …" right under text
(P105) are counted as numbered paragraphs. Once they are corrected, all later numbers are lower. So a number
typed as if they did not exist is not a second mistake, and nothing may be renumbered yet.
"""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache

from toolchain import model as m
from toolchain.checks import reported
from toolchain.checks.survey import survey
from toolchain.resolve.tables import Number, NumberedNote, Resolved
from toolchain.rules.paragraphs import ParagraphGlued
from toolchain.rules.structure import BlockFallenOut


def is_doubtful(paragraph: m.NumberedParagraph, resolved: Resolved) -> bool:
    """Return whether a numbered paragraph may not be one."""
    return paragraph in _doubts(resolved)[0]


def too_high(target: m.Node, resolved: Resolved) -> int:
    """Return by how much the number of a paragraph, or of a sub-paragraph's paragraph, may be too high."""
    return _doubts(resolved)[1].get(target, 0)


def any_doubtful(resolved: Resolved) -> bool:
    """Return whether there are such paragraphs at all."""
    return bool(_doubts(resolved)[0])


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
    """Return the doubtful paragraphs, and by how much the numbers of others may be too high."""
    fallen = {finding.span.order for finding in reported(resolved, BlockFallenOut.rule)}
    glued = {finding.span for finding in reported(resolved, ParagraphGlued.rule)}
    doubtful: set[m.NumberedParagraph] = set()
    before: dict[str, int] = defaultdict(int)
    excess: dict[m.Node, int] = {}
    if not fallen and not glued:
        return frozenset(), excess
    for paragraph, _ in survey(resolved).each(m.NumberedParagraph):
        series = resolved.series.get(paragraph)
        key = series.key if series else ""
        typed = paragraph.typed
        if typed.span.order in fallen or (typed.span in glued and typed.text != "1"):
            doubtful.add(paragraph)
            before[key] += 1
        elif before[key]:
            excess[paragraph] = before[key]
    for part, around in survey(resolved).each(m.SubParagraph):
        if around[0] in excess:
            excess[part] = excess[around[0]]
    return frozenset(doubtful), excess
