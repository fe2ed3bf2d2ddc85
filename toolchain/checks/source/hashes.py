"""Lines that were meant as headings, but are text: "#Introduction", "**Law**", "II. LAW"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import dropwhile, pairwise
from typing import NamedTuple

from toolchain import model as m
from toolchain.checks.survey import survey
from toolchain.model.diagnostics import SourceSpan
from toolchain.model.expressions import expression
from toolchain.model.numerals import numeral
from toolchain.model.records import replace
from toolchain.model.walk import plain_text
from toolchain.model.wording import STOPS
from toolchain.resolve.tables import Resolved
from toolchain.text.phrases import any_of, phrases

SERIES = ("recommendation", "question", "conclusion")

_TIGHT = expression(r"(?P<hashes>#{1,6})(?P<words>[^\W\d_][^{}]*?)[ \t]*(?P<braces>\{[.#][^{}]*\})?[ \t]*")
_BOLD = expression(r"(\*{2,3}|__)(\w(?:[^*\n]*[^*\n.,;])?)\1")
_NUMBERED = expression(r"(?:[IVX]{1,5}|[A-Z])\.[ \t\u00a0]+(?=[^\W\da-zа-я])[^\n]+")
_ANNEX_TITLE = r"(?:[ \t]*(?-i:[\dA-Z]{1,5}|[a-z]))?[ \t\u00a0]*(?:[:：.–—-]|$)"
_PLAIN = expression(r"[A-ZÀ-ÞА-Я][^\W\d_]+(?:[ \u00a0’'-][^\W\d_]+)*")
_ENDED = expression(rf"[{''.join(STOPS)}](?:\[\^?[^\]]*\])*\s*$")
_STOPS = (*STOPS, ",", ";")
_COLONS = (":", "：")
_ENDS = ("]", "}", ".)", ".”", ".’", ".»", "。”", "。）")
_FORMS = ("upperRoman", "upperLetter")
_SEVERAL = 2
_FEWEST = 3
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
    places += (one.span.order for one in begun if words_of_heading(one, resolved))
    annex = rf"{any_of(resolved.words.references['annex'])}{_ANNEX_TITLE}"
    blocks = dropwhile(lambda one: not isinstance(one, m.NumberedParagraph), resolved.document.blocks)
    # before any number, a line that names an annex is one of contents
    lines = ((one, words_of_heading(one, resolved) or short_line(one, resolved)) for one in blocks)
    places += (one.span.order for one, words in lines if re.match(annex, words, re.IGNORECASE))
    return min(places, default=None)


def words_of_heading(block: m.Block, resolved: Resolved) -> str:
    """Return the words of a line that looks like a heading, because it is in bold type or capitals, has the
    number of one, or begins with the name of a series; "" for any other.
    """
    text = survey(resolved).source.at(block.span) if isinstance(block, m.Paragraph) else ""
    if bold := _BOLD.fullmatch(text):
        return bold[2]
    names = (word for name in SERIES for word in resolved.words.references[name])
    named = re.match(any_of(names, whole=phrases(resolved.words.lang).spaces), text, re.IGNORECASE)
    if _is_short(text) and (_NUMBERED.fullmatch(text) or named or (text.isupper() and len(text) > _FEWEST)):
        return text.rstrip("".join(_COLONS))
    return ""


@lru_cache(maxsize=1)
def counted_headings(resolved: Resolved) -> Mapping[m.Block, str]:
    """Return the headings I., II., … and lines like them, with their hashes (#), if they count from one on.

    A., B., … are a level below, and begin again; they are on the first level if there are no others. Names
    of persons, recommendations and answers can count so too, but are in lists or below numbered text: here
    each has numbered text or A. right below it, and no such text is above the first of a level.
    """
    typed = dict(_numbered_lines(resolved))
    counted = dict(zip(typed, places(typed.values(), _FORMS), strict=False))
    blocks, above = resolved.document.blocks, None
    for block, below in zip(blocks, (*blocks[1:], None), strict=True):
        if block in counted and isinstance(block, m.Paragraph):
            level, count = counted[block]
            has_letter = level == 0 and below is not None and counted.get(below) == (1, 1)
            if not (isinstance(below, m.NumberedParagraph) or has_letter):
                return {}
            if count == 1 and isinstance(above, m.NumberedParagraph):
                return {}
        if block in counted or isinstance(block, m.NumberedParagraph | m.Heading):
            above = block
    levels = [level for level, _ in counted.values()]
    top = min(levels, default=0)
    is_series = levels.count(top) >= _SEVERAL and levels[0] == top
    return {block: "#" * (level - top + 1) for block, (level, _) in counted.items()} if is_series else {}


def _numbered_lines(resolved: Resolved) -> Iterator[tuple[m.Block, str]]:
    """Yield each short line or heading that begins with a number of a heading, and that number."""
    source = survey(resolved).source
    for block in resolved.document.blocks:
        text = plain_text(block.children) if isinstance(block, m.Heading) else source.at(block.span)
        if isinstance(block, m.Heading | m.Paragraph) and _is_short(text) and _NUMBERED.fullmatch(text):
            yield block, text.partition(".")[0]


def places(numbers: Iterable[str], forms: Sequence[str]) -> tuple[tuple[int, int], ...]:
    """Return the level, 0 or 1, and the value of each number if they count in these forms; else ()."""
    found, counts = list[tuple[int, int]](), [0, 0]
    for number in numbers:
        level = next((at for at in (0, 1) if number == numeral(forms[at], counts[at] + 1)), None)
        if level is None:
            return ()
        counts = [counts[0], counts[1] + 1] if level else [counts[0] + 1, 0]
        found.append((level, counts[level]))
    return tuple(found)


def short_line(block: m.Block, resolved: Resolved) -> str:
    """Return a line of few words without a mark at its end, which may be a heading; "" for any other."""
    text = survey(resolved).source.at(block.span) if isinstance(block, m.Paragraph) else ""
    ends = text.endswith(_ENDS)  # a sentence may end before its note, its label or a bracket
    return text if _is_short(text) and not ends and text[:1].isalpha() and not text[0].islower() else ""


def lines_inside(resolved: Resolved) -> Iterator[tuple[SourceSpan, str]]:
    """Yield the last lines of paragraphs that look like the heading of the next one, with their words.

    A sentence ends above them, and none in them.
    """
    source = survey(resolved).source
    for block, below in pairwise(resolved.document.blocks):
        text = block.blocks[-1] if isinstance(block, m.NumberedParagraph) and block.blocks else block
        if not isinstance(below, m.NumberedParagraph) or not isinstance(text, m.Paragraph):
            continue
        span = text.span
        if not isinstance(span, SourceSpan) or span.line == span.end_line:
            continue
        last = span.end_line
        words = source.line(last).strip()
        is_heading = _is_short(words) and _PLAIN.fullmatch(words)
        if is_heading and _ENDED.search(source.line(last - 1)):
            column = source.line(last).index(words) + 1
            start = replace(span.start, line=last, column=column)
            yield replace(start, end_line=last, end_column=column + len(words)), words


def _is_short(text: str) -> bool:
    return "\n" not in text and len(text.split()) <= _MOST and not text.endswith((*_STOPS, "*", "_"))


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
