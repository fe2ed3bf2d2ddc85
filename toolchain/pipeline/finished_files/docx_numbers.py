"""Choose which wrong paragraph numbers to report: the first ones, in a text that numbers paragraphs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import takewhile
from typing import TypeAlias

from toolchain import model as m
from toolchain.checks.survey import survey
from toolchain.formats.docx.story import Block, Paragraph
from toolchain.model.diagnostics import Finding
from toolchain.model.forms import number_in
from toolchain.readers.docx.cover import is_before_text, is_short
from toolchain.resolve.tables import Resolved
from toolchain.rules.paragraphs import LetterTypedInWord

_BESIDE = ("title", "cover", "contents", "notes", "caption", "code", "quotation")
"""Roles of styles whose paragraphs have no number anywhere."""

Counted: TypeAlias = m.NumberedParagraph | m.SubParagraph

_FEWEST = 6
"""Numbered paragraphs that a text has which numbers its paragraphs."""

_FEW, _SECTION = 3, 15
"""Paragraphs under one number 1: fewer are a list of their own, and not many more are a section or article
where there are several that count their own.
"""


def are_counted(resolved: Resolved, plain: int) -> bool:
    """Return whether a text numbers its paragraphs in sequence, unlike a letter or a form with lists.

    No more paragraphs have no number, the `plain` ones, than have one, and they do not begin again and again
    with 1.
    """
    numbered = [each for each, _ in survey(resolved).each(m.NumberedParagraph)]
    if len(numbered) < max(_FEWEST, plain):
        return False
    again = sum(_shift(each, resolved) != 0 and each.typed.text == "1" for each in numbered)
    if len(numbered) < _FEW * (again + 1):
        return False
    return again < _FEW or len(numbered) > _SECTION * again


def plain_texts(blocks: Sequence[Block]) -> int:
    """Return how many paragraphs of text have no number; the lines of a first page are none."""
    opening = len(list(takewhile(is_before_text, blocks)))
    return sum(_is_plain(each, first=at < opening) for at, each in enumerate(blocks))


def _is_plain(block: Block, *, first: bool) -> bool:
    if not isinstance(block, Paragraph) or block.is_heading or block.contents or block.label:
        return False
    line = block.typed_label or not block.text.strip() or (first and is_short(block.text))
    return block.style.role not in _BESIDE and not line


def first_wrong(resolved: Resolved) -> frozenset[int]:
    """Return the blocks of the paragraphs and sub-paragraphs where wrong numbers begin.

    Later numbers that are wrong by the same amount follow from these, and are not reported.
    """
    found = survey(resolved)
    runs: list[Sequence[Counted]] = [[each for each, _ in found.each(m.NumberedParagraph)]]
    runs += [each.items for each, _ in found.each(m.SubParagraphs)]
    return frozenset(column for run in runs for column in _jumps(run, resolved))


def counts_one_level(label: str) -> bool:
    """Whether a list's number is one of ours: "12." or "(b)", and no "3.1", "II" or "①"."""
    sign = number_in(label).strip("().[] \t\u00a0")
    return sign.isdecimal() or (sign.isalpha() and not sign.isupper())


def typed_letters(resolved: Resolved, typed: Mapping[int, str]) -> Iterator[Finding]:
    """P106, once: sub-paragraphs whose letters are typed; `typed` has labels by the blocks of paragraphs."""
    found = [
        each.typed.span
        for items, _ in survey(resolved).each(m.SubParagraphs)
        for each in items.items[:1]
        if each.typed.span.block in typed
    ]
    if found:
        yield Finding(found[0], LetterTypedInWord(typed[found[0].block], others=len(found) - 1 or None))


def _jumps(run: Iterable[Counted], resolved: Resolved) -> Iterator[int]:
    before = 0
    for each in run:
        shift = _shift(each, resolved)
        if shift != before:
            yield each.typed.span.block
        before = shift


def _shift(paragraph: Counted, resolved: Resolved) -> int:
    """By how much a number is too high."""
    number, typed = resolved.numbers.get(paragraph), paragraph.typed.text
    return int(typed) - number.value if number and typed.isdecimal() else 0
