"""Notes typed as "[1]", with a list of their texts at the end, become notes if every mark has its text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

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


def read_typed_notes(opened: Opened, body: Sequence[Block], lang: str, losses: Losses) -> list[Block]:
    """Give the text calls of its typed notes, and return it without the list of these."""
    shown = [each for each in body if not (isinstance(each, Paragraph) and each.shows_nothing)]
    start, end = _list_in(shown, frozenset(phrases(lang).endnotes))
    before = list(Story(0, shown[:start] if end else shown).paragraphs())
    marks = list(dict.fromkeys(number for each in before for number in _marks_in(_text(each))))
    texts = [each for each in shown[start:end] if isinstance(each, Paragraph)]
    if not marks or opened.found.calls or marks != list(range(1, len(texts) + 1)):
        if marks[:2] == [1, 2] or (marks and texts):
            losses.add(None, Word("typed notes stay text"), " ".join(f"[{number}]" for number in marks))
        return list(body)
    stories = {number: _story(paragraph) for number, paragraph in enumerate(texts, 1)}
    for paragraph in before:
        paragraph.pieces = list(_with_calls(paragraph, stories))
        opened.found.calls += (each.value for each in paragraph.pieces if each.kind == "call")
    return [each for each in body if each not in texts and each is not _heading(shown, start)]


def _list_in(shown: Sequence[Block], names: frozenset[str]) -> tuple[int, int]:
    """Return the first entry of the last list of notes, and the end of the list; zeros for none."""
    for start in range(len(shown) - 1, -1, -1):
        heading = _heading(shown, start)
        pattern = _LISTED if heading and heading.text.strip(" :").casefold() in names else _ENTRY
        end = start
        while end < len(shown) and _number(shown[end], pattern) == end - start + 1:
            end += 1
        if end > start:
            return start, end
    return 0, 0


def _heading(shown: Sequence[Block], start: int) -> Paragraph | None:
    """Return the heading of a list of notes, by its look or style."""
    above = shown[start - 1] if start else None
    return above if isinstance(above, Paragraph) and above.is_heading else None


def _number(block: Block, pattern: re.Pattern[str]) -> int:
    found = pattern.match(f"{block.label} {head(block)}") if isinstance(block, Paragraph) else None
    return int(found[1]) if found else 0


def _text(paragraph: Paragraph) -> str:
    return "".join(each.text for each in paragraph.pieces if each.kind == "text")


def _marks_in(text: str) -> Iterator[int]:
    for found in _MARK.finditer(text):
        yield from map(int, re.findall("[0-9]+", found[0]))


def _story(paragraph: Paragraph) -> Story:
    """Return the text of a note, without its number."""
    if not paragraph.label and (found := _LISTED.match(head(paragraph))):
        paragraph.pieces = list(without_head(paragraph.pieces, found.end()))
    paragraph.label, paragraph.item = "", None
    return Story(paragraph.column, [paragraph])


def _with_calls(paragraph: Paragraph, stories: Mapping[int, Story]) -> Iterator[Token]:
    """Yield the pieces of a paragraph with calls in place of typed marks, which can be in several pieces."""
    text = _text(paragraph)
    at = 0
    for piece in paragraph.pieces:
        if piece.kind != "text":
            yield piece
            continue
        done, end = at, at + len(piece.text)
        for found in _MARK.finditer(text):
            if found.end() <= at or found.start() >= end:
                continue
            if done < found.start():
                yield piece._replace(text=text[done : found.start()])
            if found.start() >= at:
                for number in _marks_in(found[0]):
                    call = Call(
                        NoteKind.ENDNOTE, f"[{number}]", paragraph, 0, False, str(number), stories[number]
                    )
                    yield Token("call", value=call)
            done = min(found.end(), end)
        if done < end:
            yield piece._replace(text=text[done:end])
        at = end
