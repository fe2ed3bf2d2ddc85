"""Paragraphs without a number among numbered ones, and the number that was forgotten.

Where the typed numbers are 3, none, 5, 6, the paragraph between them was meant to be 4; where a series begins
with 2, the one before it was meant to be 1. It may have been typed with a bullet.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple, TypeAlias

from toolchain import model as m
from toolchain.checks import reported
from toolchain.checks.source.drawn import drawn_lines
from toolchain.checks.source.failed import COMMANDS, failed_table, pasted_table
from toolchain.checks.source.hashes import is_after_series, meant_headings, short_line, words_of_heading
from toolchain.checks.source.meant_notes import lists_of_notes, meant_notes, texts_of_notes
from toolchain.checks.source.unmarked import unmarked
from toolchain.checks.survey import survey
from toolchain.model.diagnostics import SourceSpan
from toolchain.model.expressions import expression
from toolchain.model.records import Changing, Record
from toolchain.model.source_text import Source
from toolchain.model.walk import ends_in_colon, plain_text
from toolchain.model.wording import UNSEEN
from toolchain.resolve.tables import Resolved
from toolchain.rules.files import InputTooLarge, InputUnreadable
from toolchain.rules.markdown import NumberMisread
from toolchain.rules.paragraphs import ParagraphGlued
from toolchain.rules.structure import BlockFallenOut, TextLost

Plain: TypeAlias = m.Paragraph | m.OrderedList | m.BulletList | m.Quotation

_TAKEN = (BlockFallenOut.rule, InputUnreadable.rule, InputTooLarge.rule, TextLost.rule)
"""What the reader has found by these is not a plain paragraph."""

_OTHERWISE = expression(r"(?:[A-Z]|[IVX]{1,5}|\d{1,3})[.)]\s|[^\W\d_]+[ \u00a0]\d{1,3}[ \u00a0]*[.:–—-]")
"""How a heading, an item of a list and a caption begin when they are typed as paragraphs."""

_OPENING = tuple('“«„"¿¡')
_BARE = expression(r"^(\d{1,3})(?:[.ºª°\]):/–—、-]{1,3}[ \u00a0]?|[ \u00a0])(?=\D|[０-９])")
"""A number without a space or a full stop after it, or with other signs."""
_BULLET = expression(r"^[-*+][ \t]+")
_NOTE = expression(r"\[\d{1,3}\]\s|［\d{1,3}］")
"""How the text of a note begins that is typed as a paragraph, which is N109."""
MISTYPED = expression(r"^[(（]?(?:\d{1,4}|[ivxl]{1,7})[ \u00a0]?[.)．）][ \u00a0]+(?=\S)")
"""A number that is not read as that of a paragraph."""


class Unnumbered(NamedTuple):
    """A block without a number, and the block above it."""

    block: Plain
    above: m.Block | None


@lru_cache(maxsize=1)
def unnumbered(resolved: Resolved) -> tuple[Unnumbered, ...]:
    """Return the blocks without a number among numbered paragraphs."""
    return tuple(_unnumbered(resolved))


@lru_cache(maxsize=1)
def forgotten(resolved: Resolved) -> Mapping[Plain, int]:
    """Return the paragraphs whose numbers the typed ones around them leave out, each with its number."""
    plain = {each.block for each in unnumbered(resolved) if _is_sentence(each)}
    waiting: list[Plain] = []
    series: dict[str, list[_Entry]] = defaultdict(list)
    for block in resolved.document.blocks:
        if block in plain:
            waiting.append(block)
        elif isinstance(block, m.Heading) and (block.annex or block.series):
            waiting = []
        elif isinstance(block, m.NumberedParagraph) and block in resolved.series:
            typed = int(block.typed.text) if block.typed.text.isdecimal() else 0
            series[resolved.series[block].key].append(_Entry(typed, tuple(waiting)))
            waiting = []
    return {paragraph: number for entries in series.values() for paragraph, number in _forgotten(entries)}


class _Entry(Record):
    """A numbered paragraph as typed, and the unnumbered ones right before it."""

    typed: int
    before: tuple[Plain, ...]

    def follows(self, other: _Entry) -> bool:
        """Return whether the numbers go on if those before are counted."""
        return self.typed == other.typed + len(self.before) + 1


def _forgotten(entries: Sequence[_Entry]) -> Iterator[tuple[Plain, int]]:
    count = 0
    for index, entry in enumerate(entries):
        last, after = entries[index - 1] if index else _Entry(0, ()), entries[index + 1 : index + 2]
        goes_on = not after or after[0].follows(entry)
        if entry.before and last.typed == count and entry.follows(last) and goes_on:
            for paragraph in entry.before:
                count += 1
                yield paragraph, count
        count += 1


def without_number(text: str, number: int) -> str:
    """Return a text without the bullet or number that is typed wrongly before it: "A girl" for "4.A girl"."""
    text = MISTYPED.sub("", _BULLET.sub("", text))
    found = _BARE.match(text)
    return text[found.end() :] if found and int(found[1]) == number else text


def _is_sentence(each: Unnumbered) -> bool:
    block: m.Block = each.block
    if isinstance(block, m.BulletList | m.OrderedList) and len(block.items) == 1 and block.items[0].blocks:
        belongs = isinstance(each.above, m.NumberedParagraph) and ends_in_colon(each.above.blocks)
        block = block if belongs else block.items[0].blocks[0]
    if not isinstance(block, m.Paragraph):
        return False
    text = MISTYPED.sub("", plain_text(block.children))
    first = _BARE.sub("", text, count=1)[:1]
    begins = first in _OPENING or (first.isalnum() and not first.islower())
    return isinstance(block.span, SourceSpan) and begins and not _OTHERWISE.match(text)


class _Scope(Changing):
    """The text, an annex, a series, or the content under an unnumbered heading of a level."""

    level: int
    exempt: bool = False
    numbered: bool = False
    waiting: tuple[Unnumbered, ...] = ()
    last: Unnumbered | None = None

    def forgotten(self, first: str, above: m.Block | None) -> Sequence[Unnumbered]:
        """Return the blocks before its first number, as typed, that this leaves out: those right above, or
        all.
        """
        left, most = int(first) - 1 if first.isdecimal() else 0, len(self.waiting)
        is_next = 0 < left < most and self.waiting[-1].block is above
        return self.waiting[-left:] if not self.numbered and (is_next or left == most > 0) else ()

    def take(self, each: Unnumbered) -> Iterator[Unnumbered]:
        """Yield a block that is among numbered ones; keep one that may be the first of them."""
        self.last = each
        if self.numbered:
            yield each
        elif _is_sentence(each) and not ends_in_colon((each.block,)):
            self.waiting += (each,)


def _unnumbered(resolved: Resolved) -> Iterator[Unnumbered]:
    told = {finding.span for finding in reported(resolved, *_TAKEN)}
    glued = tuple(reported(resolved, ParagraphGlued.rule))
    tight = {finding.span.order for finding in glued}
    begun = {
        each.span.order[0]
        for each in glued
        if isinstance(each.facts, NumberMisread) and each.facts.number == "1"
    }
    source = survey(resolved).source
    unnoticed, headings, drawn = unmarked(resolved), meant_headings(resolved), drawn_lines(resolved)
    apart = {each.block for each in meant_notes(resolved).values()}.union(resolved.below.values())
    listed = {asked.heading for asked, _ in survey(resolved).each(m.SourceList)}
    listed.update(lists_of_notes(resolved))
    scopes = [_Scope(level=0)]
    above: m.Block | None = None
    blocks = resolved.document.blocks
    for block, below in zip(blocks, [*blocks[1:], None], strict=False):
        match block:
            case m.Heading():
                while scopes[-1].level >= block.level:
                    scopes.pop()
                annex = unnoticed.get(block)
                free = block.unnumbered or block in listed or bool(annex and annex.is_annex)
                if block.annex or block.series or annex or free:
                    exempt = free or scopes[-1].exempt
                    scopes.append(_Scope(block.level, exempt))
            case m.NumberedParagraph():
                left_out = scopes[-1].forgotten(block.typed.text, above)
                yield from left_out or _opening(scopes[-1], above, resolved)
                scopes[-1].numbered = True
            case m.Paragraph() | m.OrderedList() | m.BulletList() | m.Quotation():
                known = block.span in told or block.span.order in tight or _is_out_of_place(block)
                known = known or block.span.order[0] in drawn
                waits = is_after_series(block, resolved) and not words_of_heading(block, resolved)
                known = (
                    known
                    or block in headings
                    or block in apart
                    or waits
                    or bool(texts_of_notes(block, resolved))
                )
                known = known or (isinstance(block, m.Paragraph) and _is_other(block, source))
                if isinstance(above, m.Heading):  # it opens a series once its first number is read
                    opened = below if below and ends_in_colon((block,)) else block
                    known = known or any(line in begun for line in opened.span.lines)
                if not (known or scopes[-1].exempt):
                    yield from scopes[-1].take(Unnumbered(block, above))
        above = block


def _opening(scope: _Scope, above: m.Block | None, resolved: Resolved) -> Iterator[Unnumbered]:
    """Yield the line right above the first number, if it may be a heading of a text that has none.

    A short line is one only if other numbers have such lines above them: it may be a place, or an address to
    the reader.
    """
    if (
        scope.last
        and scope.last.block is above
        and not scope.numbered
        and not survey(resolved).each(m.Heading)
    ):
        pairs = pairwise(resolved.document.blocks)
        below = (one for one, two in pairs if isinstance(two, m.NumberedParagraph) and one is not above)
        line = short_line(scope.last.block, resolved).replace(" ", "")
        is_one_of = line.isalpha() and any(short_line(each, resolved) for each in below)
        if is_one_of or words_of_heading(scope.last.block, resolved):
            yield scope.last


def _is_other(block: m.Paragraph, source: Source) -> bool:
    """Return whether another rule reports a paragraph whole: the text of a note, rows of a table, a command
    of another program.
    """
    text = plain_text(block.children)
    if _NOTE.match(text) or any(pattern.fullmatch(text) for pattern, _ in COMMANDS):
        return True
    lines = block.span.lines if isinstance(block.span, SourceSpan) else ()
    text = "\n".join(map(source.line, lines))
    return any(failed_table(text) if "|" in text else pasted_table(text))


def _is_out_of_place(block: m.Block) -> bool:
    """Return whether a block at the top level is indented, so it has fallen out of a paragraph, or empty."""
    is_indented = isinstance(block.span, SourceSpan) and block.span.column > 1
    return is_indented or (isinstance(block, m.Paragraph) and not plain_text(block.children).strip(UNSEEN))
