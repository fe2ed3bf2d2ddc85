"""The texts of notes that are typed as paragraphs, "[act]: Penal Code" and "1 Penal Code", or as a list; and
marks of notes that are digits.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from toolchain import model as m
from toolchain.checks.survey import survey
from toolchain.model.diagnostics import SourceSpan
from toolchain.model.expressions import expression
from toolchain.model.records import replace
from toolchain.model.walk import plain_text, without_comments
from toolchain.resolve.tables import Resolved
from toolchain.text.passages import Passage
from toolchain.text.phrases import is_one_of, phrases

_MEANT = expression(r"\[(?P<caret>\^)?(?P<label>[\w-]+)\](?:[ \t]*:|(?(caret)[ \t]|(?!)))[ \t]*(?=\S)")

_ENTRY = expression(r"\s*(?:(?:\[\d{1,3}\]|[¹²³⁰⁴-⁹]{1,3}|\d{1,3}[.)]?)\s|［\d{1,3}］)")
_MARK = expression(r"[.,;:!?”’»\")](?<!\(\d{4}\))(\d{1,3})(?=\s+[“«„\"]?[^\W\d_]|\s*$)", re.MULTILINE)
_BEFORE = expression(r"(?:[^\W\d_]{4}|\b(?:19|20)\d\d|[^\W\d_]{3}[.,!?])$")
"""What is before it: not "para.", "art." or a figure. "CM/Rec(2019)1" is no mark either."""
_FAR = 5
_TEXT = expression(r"(\d{1,3})\s+(?=[^\W\d_])")


@lru_cache(maxsize=1)
def marks_of_notes(resolved: Resolved) -> Mapping[int, tuple[Passage, re.Match[str]]]:
    """Return the digits right after sentences and clauses, "children.1", if they count from 1 through a text;
    none if there is only one.
    """
    found = [
        (passage, mark)
        for passage in survey(resolved).passages
        if not passage.in_note and not passage.in_quotation
        for mark in _MARK.finditer(passage.text)
        if _BEFORE.search(passage.text[max(mark.start() - _FAR, 0) : mark.start()])
    ]
    values = [int(mark[1]) for _, mark in found]
    return dict(enumerate(found, 1)) if len(found) > 1 and values == [*range(1, len(found) + 1)] else {}


def texts_of_notes(block: m.Block, resolved: Resolved) -> Mapping[int, SourceSpan]:
    """Return the lines of a paragraph that begin with the numbers of such marks, if the first one does."""
    span = block.span
    if not isinstance(block, m.Paragraph) or not isinstance(span, SourceSpan) or not marks_of_notes(resolved):
        return {}
    source = survey(resolved).source
    begun = {number: found for number in span.lines if (found := _TEXT.match(source.line(number)))}
    told = {
        int(found[1]): replace(
            span.start, line=number, column=1, end_line=number, end_column=found.end(1) + 1
        )
        for number, found in begun.items()
    }
    return told if span.line in begun and told.keys() <= marks_of_notes(resolved).keys() else {}


class MeantNote(NamedTuple):
    """A line in a paragraph that was meant as the text of a marked note, and the line to write for it."""

    block: m.Paragraph
    row: int
    line: str


@lru_cache(maxsize=1)
def meant_notes(resolved: Resolved) -> Mapping[str, MeantNote]:
    """Return by label what was meant as texts of marked notes: paragraphs of which each line, or the first
    one, begins like "[act]: …".
    """
    source, defined = survey(resolved).source, {note.label for note in resolved.document.notes}
    marks = defaultdict[str, set[int]](set)
    for mark, _ in survey(resolved).each(m.NoteMark):
        if mark.label not in defined:
            marks[mark.label].add(mark.span.order[0])
    meant: dict[str, MeantNote] = {}
    for block in (each for each in resolved.document.blocks if marks and isinstance(each, m.Paragraph)):
        begun = [(row, _MEANT.match(source.line(row))) for row in block.span.lines]
        for row, found in begun if begun[0][1] else ():
            rows = marks.get(found["label"], ()) if found else ()
            if found and rows and (len(rows) > 1 or row not in rows):
                line = f"[^{found['label']}]: {source.line(row)[found.end() :]}"
                meant.setdefault(found["label"], MeantNote(block, row, line))
    return meant


@lru_cache(maxsize=1)
def lists_of_notes(resolved: Resolved) -> tuple[m.Heading, ...]:
    """Return the headings such as "Endnotes" over a numbered list."""
    return tuple(lists_under(phrases(resolved.words.lang).endnotes, resolved))


def lists_under(names: Collection[str], resolved: Resolved) -> Iterator[m.Heading]:
    """Yield the headings with one of these names over a numbered list."""
    for block, after in pairwise(without_comments(resolved.document.blocks)):
        if isinstance(block, m.Heading) and is_one_of(plain_text(block.children), names) and _is_entry(after):
            yield block


def in_lists_of_notes(resolved: Resolved) -> Iterator[m.NumberedParagraph]:
    """Yield the texts under such headings that are read as numbered paragraphs, if they begin at 1."""
    inside, headings, above = False, lists_of_notes(resolved), None
    for block in without_comments(resolved.document.blocks) if headings else ():
        if isinstance(block, m.Heading):
            inside = False
        elif isinstance(block, m.NumberedParagraph):
            inside = inside or (above in headings and block.typed.text == "1")
            if inside:
                yield block
        above = block


def _is_entry(block: m.Block) -> bool:
    if isinstance(block, m.BulletList):
        return any(map(_is_entry, block.items[0].blocks[:1]))
    if isinstance(block, m.Paragraph):
        return _ENTRY.match(plain_text(block.children)) is not None
    return isinstance(block, m.OrderedList | m.NumberedParagraph)
