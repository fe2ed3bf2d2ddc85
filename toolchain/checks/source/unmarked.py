"""Headings that begin a series of numbers in fact, but are not marked as beginning one."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import islice, takewhile

from toolchain import model as m
from toolchain.model.places import SourceSpan
from toolchain.model.records import Record
from toolchain.model.source_text import Source
from toolchain.model.walk import plain_text
from toolchain.resolve.labels import Words
from toolchain.resolve.tables import Resolved
from toolchain.text.phrases import any_of

_SERIES = ("recommendation", "question", "conclusion")
_CLOSING = re.compile(r"[ \t]+#+$")


class Unmarked(Record):
    """A series without its mark. `line` is the heading as it should be."""

    line: str
    is_annex: bool = False
    certain: bool = True


@lru_cache(maxsize=1)
def unmarked(resolved: Resolved) -> Mapping[m.Heading, Unmarked]:
    """Return the headings of series and annexes that are not marked as such."""
    source = Source(resolved.document.text)
    blocks = resolved.document.blocks
    found: dict[m.Heading, Unmarked] = {}
    last = 0
    for index, block in enumerate(blocks):
        if isinstance(block, m.NumberedParagraph) and block.typed.text.isdigit():
            last = int(block.typed.text)
        elif isinstance(block, m.Heading) and _can_be_marked(block):
            span = block.span
            line = source.line(span.line) if isinstance(span, SourceSpan) else ""
            section = _section(blocks, block, index)
            if line and (mark := _mark(line, block, section, last, resolved.words)):
                found[block] = mark
    return found


def _can_be_marked(heading: m.Heading) -> bool:
    free = not heading.annex and heading.series is None and not heading.unnumbered
    return free and heading.part is m.Part.BODY


def _section(blocks: Sequence[m.Block], heading: m.Heading, index: int) -> list[m.Block]:
    """Return the blocks under a heading."""

    def is_inside(block: m.Block) -> bool:
        return not isinstance(block, m.Heading) or block.level > heading.level

    return list(takewhile(is_inside, islice(blocks, index + 1, None)))


def _mark(
    line: str, heading: m.Heading, section: Sequence[m.Block], last: int, words: Words
) -> Unmarked | None:
    typed = [block.typed.text for block in section if isinstance(block, m.NumberedParagraph)]
    if found := _annex(words).match(line):
        if typed and typed[0] != "1":
            return None
        if not found["title"] or found["title"].startswith("{"):
            return Unmarked(f"{found['signs']}TITLE {{.annex}}", is_annex=True, certain=False)
        return Unmarked(_with(found["signs"] + found["title"], ".annex"), is_annex=True)
    if typed[:1] == ["1"] and last > 0 and (typed[1:2] == ["2"] or (len(typed) == 1 and last > 1)):
        text = plain_text(heading.children)
        apart = not words.lang.startswith("zh")  # Chinese words have no blanks around them
        names = [
            name
            for name in _SERIES
            if re.search(any_of(words.references[name], whole=apart), text, re.IGNORECASE)
        ]
        if names:  # "Conclusions and recommendations" may be either
            return Unmarked(_with(line, f".restart series={names[0]}"), certain=len(names) == 1)
    return None


def _annex(words: Words) -> re.Pattern[str]:
    """Return an expression for an annex's heading; "Annex I to the Convention" is another document's."""
    number = r"(?:\d{1,2}|[IVX]{1,5}|[A-Z])"
    return re.compile(
        rf"(?P<signs>#{{1,6}}[ \t]+)(?i:{any_of(words.references['annex'])})"
        rf"(?:[ \t]+{number}(?![^\W_]))?(?:[ \t]*[:：.][ \t]*|[ \t]+[–—-]+[ \t]+|[ \t]*$)(?P<title>.*)"
    )


def _with(line: str, mark: str) -> str:
    """Return the line of a heading with a mark in its braces."""
    stem = line.rstrip()
    if stem.endswith("}") and re.search(r"[ \t]\{[#.][^{}]*\}$", stem):
        return f"{stem[:-1]} {mark}}}"
    return f"{_CLOSING.sub('', stem)} {{{mark}}}"
