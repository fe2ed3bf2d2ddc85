"""Wrong typed numbers, and numbered paragraphs that may not be paragraphs.

A list that should be inside its paragraph (S010) and a line such as "2010. The court …" right under text
(P105) are counted as numbered paragraphs. Once they are corrected, all later numbers are lower. A number that
is not read as one (P105) or was forgotten (P102) is not counted, not even if the next typed number goes on
from it, as 11 does from “8.–10.”; and a series that is not marked as one (P108) does not begin again.
So a number typed as if this were corrected is not a second mistake, and nothing may be renumbered yet.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

from toolchain import model as m
from toolchain.checks import reported
from toolchain.checks.source.contents import typed_contents
from toolchain.checks.source.unmarked import unmarked
from toolchain.checks.source.unnumbered import forgotten, unnumbered
from toolchain.checks.survey import survey
from toolchain.model.expressions import expression
from toolchain.readers.markdown.misread import read_number
from toolchain.resolve.tables import Number, Resolved
from toolchain.rules.markdown import GluedDoubtful, Joined, NoSpaceAfterNumber, NumberMisread
from toolchain.rules.paragraphs import ParagraphGlued
from toolchain.rules.structure import BlockFallenOut

_FROM = expression(r"^\d{1,3}\.?[ \t]?[-–—][ \t]?(?=\d)")
"""The first number of several: “8.–10.”."""
_MISSING = (Joined, NumberMisread, NoSpaceAfterNumber)


class Doubts(NamedTuple):
    """The paragraphs that may not be paragraphs, and by how much the numbers of others may be too high.

    Where numbers are not read as such, those after them are too low, and the number is negative. That of a
    sub-paragraph is its paragraph's.
    """

    paragraphs: frozenset[m.NumberedParagraph] = frozenset()
    excess: Mapping[m.Node, int] = {}


def awaits_fix(resolved: Resolved) -> bool:
    """Return whether the numbers will be others after edits that change more than numbers (P105, P108)."""
    misread = [each for each in reported(resolved, ParagraphGlued.rule) if isinstance(each.facts, _MISSING)]
    certain = [bool(each.edits) for each in misread] + [each.certain for each in unmarked(resolved).values()]
    return bool(certain) and all(certain)


def is_true(claim: m.Claim, number: Number) -> bool:
    """Return whether a number is right as typed in a source ("2") or as printed ("(b)")."""
    return claim.text.lstrip("0") == str(number.value) or claim.text in (number.own, number.label)


@lru_cache(maxsize=1)
def doubts(resolved: Resolved) -> Doubts:
    """Return the doubts about the numbered paragraphs of a document."""
    glued = list(reported(resolved, ParagraphGlued.rule))
    places = [each.span.order for each in glued if isinstance(each.facts, GluedDoubtful)]
    doubted = {*places, *(each.span.order for each in reported(resolved, BlockFallenOut.rule))}
    claims = _claims(resolved)
    contents = (each for run in typed_contents(resolved) for each in run)
    doubted |= {each.typed.span.order for each in contents if isinstance(each, m.NumberedParagraph)}
    missing = Counter(each.span.order[0] for each in glued if isinstance(each.facts, _MISSING))
    missing |= Counter(each.span.order[0] for each in forgotten(resolved))
    series = unmarked(resolved)
    if not (doubted or missing or series or claims):
        return Doubts()
    doubtful: set[m.NumberedParagraph] = set()
    excess: dict[m.Node, int] = {}
    counts: Counter[tuple[str, m.Heading | None] | None] = Counter()
    inside: m.Heading | None = None  # of a series that is not marked
    key: tuple[str, m.Heading | None] | None = None  # None before the first number after a heading
    last, claimed = key, 0
    for block in resolved.document.blocks:
        claimed = claims.get(block, claimed)
        if isinstance(block, m.Heading):
            ends = inside is not None and block.level <= inside.level
            if block in series or ends:
                counts[last] += counts.pop(None, 0)
            inside, key = block if block in series else None if ends else inside, None
        elif isinstance(block, m.NumberedParagraph) and block in resolved.series:
            key = last = resolved.series[block].key, inside
            counts[key] += counts.pop(None, 0)
            if block.typed.text == str(claimed + 1):
                counts[key] = max(counts[key], claimed)  # what is between will be numbered
            claimed = 0
            line, column = block.typed.span.order
            if column > 1 or (line, column) in doubted:
                doubtful.add(block)
            else:
                counts[key] += 1
                excess[block] = resolved.numbers[block].value - counts[key]
        counts[key] += sum(missing[line] for line in block.span.lines)
    excess = {block: shift for block, shift in excess.items() if shift}
    for part, around in survey(resolved).each(m.SubParagraph):
        if around[0] in excess:
            excess[part] = excess[around[0]]
    return Doubts(frozenset(doubtful), excess)


def _claims(resolved: Resolved) -> Mapping[m.Block, int]:
    """Return the paragraphs that begin with a number but have none, each with the last one typed."""
    source = survey(resolved).source
    lines = ((each.block, source.at(source.first_line(each.block.span))) for each in unnumbered(resolved))
    return {block: typed.value for block, line in lines if (typed := read_number(_FROM.sub("", line)))}
