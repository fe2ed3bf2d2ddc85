"""Notes typed as "[1]", with a list of their texts at the end, become notes if every mark has its text."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice, takewhile

from toolchain.formats.docx.notes import Call
from toolchain.formats.docx.opened import Opened
from toolchain.formats.docx.story import Block, Paragraph, Story
from toolchain.formats.docx.tokens import Token
from toolchain.model import NoteKind
from toolchain.model.facts import Word
from toolchain.text.phrases import phrases
from toolchain.word.importing.entries import head
from toolchain.word.importing.losses import Losses
from toolchain.word.importing.making import without_head

_ONE = r"\[[0-9]{1,3}(?:, ?[0-9]{1,3})*\]"
_MARK = re.compile(rf"[ \u00a0]?{_ONE}(?:[,;]?[ \u00a0]?{_ONE})*")
_ENTRY = re.compile(r"\s*\[([0-9]{1,3})\]\s*")
_LISTED = re.compile(r"\s*\[?([0-9]{1,3})[\].)]+\s*")
"""In a list under a heading such as "Notes", numbers need no brackets."""


def read_typed_notes(opened: Opened, body: Sequence[Block], lang: str, losses: Losses) -> list[Block]:
    """Give the text calls of its typed notes, and return it without the list of these."""
    shown = [each for each in body if not (isinstance(each, Paragraph) and each.shows_nothing)]
    heading, texts = _list_in(shown, frozenset(phrases(lang).endnotes))
    text = takewhile(lambda each: not texts or each is not texts[0], shown)
    before = list(Story(0, list(text)).paragraphs())
    marks = list(dict.fromkeys(number for each in before for number in _marks_in(each.text)))
    if not marks or opened.found.calls or marks != list(range(1, len(texts) + 1)):
        if marks[:2] == [1, 2] or (marks and texts):
            losses.add(None, Word("typed notes stay text"), " ".join(f"[{number}]" for number in marks))
        return list(body)
    stories = {number: _story(paragraph) for number, paragraph in enumerate(texts, 1)}
    for paragraph in before:
        paragraph.pieces = list(_with_calls(paragraph, stories))
        opened.found.calls += (each.value for each in paragraph.pieces if each.kind == "call")
    taken = {heading, *texts}
    return [each for each in body if not isinstance(each, Paragraph) or each not in taken]


def _list_in(shown: Sequence[Block], names: frozenset[str]) -> tuple[Paragraph | None, list[Paragraph]]:
    """Return the heading and the entries of the last list of notes."""
    for start in range(len(shown) - 1, -1, -1):
        above = shown[start - 1] if start else None
        heading = above if isinstance(above, Paragraph) and above.is_heading else None
        pattern = _LISTED if heading and heading.text.strip(" :").casefold() in names else _ENTRY
        found: list[Paragraph] = []
        for block in islice(shown, start, None):
            number = pattern.match(f"{block.label} {head(block)}") if isinstance(block, Paragraph) else None
            if not isinstance(block, Paragraph) or not number or int(number[1]) != len(found) + 1:
                break
            found.append(block)
        if found:
            return heading, found
    return None, []


def _marks_in(text: str) -> Iterator[int]:
    return (int(number) for found in _MARK.findall(text) for number in re.findall("[0-9]+", found))


def _story(paragraph: Paragraph) -> Story:
    """Return the text of a note, without its number."""
    if not paragraph.label and (found := _LISTED.match(head(paragraph))):
        paragraph.pieces = list(without_head(paragraph.pieces, found.end()))
    paragraph.label, paragraph.item = "", None
    return Story(paragraph.column, [paragraph])


def _with_calls(paragraph: Paragraph, stories: Mapping[int, Story]) -> Iterator[Token]:
    """Yield the pieces of a paragraph with calls in place of typed marks, which can be in several pieces."""
    text = "".join(each.text for each in paragraph.pieces if each.kind == "text")
    marks, at = deque(_MARK.finditer(text)), 0
    for piece in paragraph.pieces:
        if piece.kind != "text":
            yield piece
            continue
        done, end = at, at + len(piece.text)
        while marks and marks[0].end() <= at:
            marks.popleft()
        for found in takewhile(lambda each: each.start() < end, marks):  # noqa: B023 (used at once)
            yield piece._replace(text=text[done : max(found.start(), done)])
            for number in _marks_in(found[0]) if found.start() >= at else ():
                identity, shown = f"[{number}]", str(number)
                call = Call(NoteKind.ENDNOTE, identity, paragraph, 0, False, shown, stories[number])
                yield Token("call", value=call)
            done = min(found.end(), end)
        yield piece._replace(text=text[done:end])
        at = end
