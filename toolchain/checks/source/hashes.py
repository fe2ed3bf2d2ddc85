"""Lines that were meant as headings, but have no space after their hashes (#): "#Introduction"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from toolchain import model as m
from toolchain.checks.survey import survey
from toolchain.model.diagnostics import SourceSpan
from toolchain.model.expressions import expression
from toolchain.model.records import replace
from toolchain.model.wording import STOPS
from toolchain.resolve.tables import Resolved

_TIGHT = expression(r"(?P<hashes>#{1,6})(?P<words>[^\W\d_][^{}]*?)[ \t]*(?P<braces>\{[.#][^{}]*\})?[ \t]*")
BOLD = expression(r"(\*\*|__)(\w(?:[^*\n]*[^*\n.,;])?)\1")
_STOPS = (*STOPS, ",", ";")
_COLONS = (":", "：")
_MOST = 10
"""Words of a line that can be a heading with text right under it."""


class Meant(NamedTuple):
    """A line that was meant as a heading: its hashes (#), its place, and whether that is certain."""

    hashes: str
    span: SourceSpan
    is_series: bool
    certain: bool


@lru_cache(maxsize=1)
def meant_headings(resolved: Resolved) -> Mapping[m.Paragraph, Meant]:
    """Return the paragraphs at the margin that begin like a heading without its space."""
    return dict(_meant(resolved))


def is_after_series(node: m.Node, resolved: Resolved) -> bool:
    """Return whether a node comes after a heading that was meant to begin a series or an annex."""
    first = _first_series(resolved)
    return first is not None and node.span.order > first


@lru_cache(maxsize=1)
def _first_series(resolved: Resolved) -> tuple[int, int] | None:
    places = [meant.span.order for meant in meant_headings(resolved).values() if meant.is_series]
    begun = (one for one, two in pairwise(resolved.document.blocks) if _begins_again(two, resolved))
    places += (one.span.order for one in begun if BOLD.fullmatch(survey(resolved).source.at(one.span)))
    return min(places, default=None)


def _begins_again(block: m.Block, resolved: Resolved) -> bool:
    if not isinstance(block, m.NumberedParagraph) or block not in resolved.numbers:
        return False
    return block.typed.text == "1" != str(resolved.numbers[block].value)


def _meant(resolved: Resolved) -> Iterator[tuple[m.Paragraph, Meant]]:
    if "#" not in resolved.document.text:
        return
    source = survey(resolved).source
    for block in resolved.document.blocks:
        span = block.span
        if not isinstance(block, m.Paragraph) or not isinstance(span, SourceSpan) or span.column > 1:
            continue
        found = _TIGHT.fullmatch(source.line(span.line))
        if found is None or found["words"].endswith(_STOPS) or found["words"][0].islower():
            continue
        alone, short = span.line == span.end_line, len(found["words"].split()) <= _MOST
        if (alone and short) or ((alone or short) and not found["words"].endswith(_COLONS)):
            place = replace(span, end_line=span.line, end_column=found.end("words") + 1)
            is_series = "." in (found["braces"] or "")
            yield block, Meant(found["hashes"], place, is_series, alone)
