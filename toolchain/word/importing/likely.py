"""The title, headings and notes of a third-party file, which may only have the look of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from toolchain.formats.docx.opened import Opened
from toolchain.formats.docx.properties import core
from toolchain.formats.docx.scan import Places
from toolchain.formats.docx.story import Block, Paragraph
from toolchain.formats.docx.tokens import Token
from toolchain.model.facts import Word
from toolchain.model.wording import fold
from toolchain.readers.docx.cover import Parts
from toolchain.readers.docx.likely import Likely, likely_headings
from toolchain.readers.docx.titles import title_fault
from toolchain.resolve.labels import Words
from toolchain.rules.files_docx import TitleOfOtherText
from toolchain.rules.losses import LevelUnsure
from toolchain.word.importing.losses import Losses
from toolchain.word.importing.sections import annex_pattern
from toolchain.word.importing.typed_notes import read_typed_notes


class Text(NamedTuple):
    """The title, the blocks of the text, the properties that apply, and lines that may be headings."""

    title: Paragraph | None
    body: list[Block]
    said: Mapping[str, str]
    doubtful: tuple[Paragraph, ...]


def read_looks(opened: Opened, part: Parts, words: Words, losses: Losses, *, live: bool) -> Text:
    """Make headings of lines that look like them, and, if `live`, notes of typed ones."""
    said = dict(core(opened.package))
    if isinstance(title_fault(opened), TitleOfOtherText):
        losses.add(None, Word("the title in the properties is not in the text"), said.pop("title"))
    looks = likely_headings(part.body, titled=part.title is not None, annex=annex_pattern(words))
    lines = _title(looks, part, said.get("title", ""))
    for line in lines[1:]:
        lines[0].pieces += (Token("break"), *line.pieces)
    for paragraph, level in looks.levels.items():
        paragraph.outline = level - 1
    places = Places(typed=True)
    for block in opened.story.blocks:
        if isinstance(block, Paragraph):
            block.place = places.of(block)
    body = [block for block in part.body if block not in lines]
    if live:
        body = read_typed_notes(opened, body, words.lang, losses)
    for paragraph in looks.unsure:
        if paragraph in body:
            level, text = paragraph.outline + 1, fold(paragraph.text)
            became, other = (f"{'#' * each} {text}" for each in (level, 2 if level == 1 else level - 1))
            losses.add(paragraph, LevelUnsure(became, other))
    return Text(part.title or next(iter(lines), None), body, said, looks.doubtful)


def _title(looks: Likely, part: Parts, named: str) -> tuple[Paragraph, ...]:
    """Return the lines of the title, none if it has a style; `named` is the title in the properties."""
    shown = fold(" ".join(line.text for line in looks.title))
    lines = looks.title if part.title is None and named.casefold() in shown.casefold() else ()
    if "@" in shown:  # a letterhead
        lines = lines[:1]
    first = next((each for each in part.body if isinstance(each, Paragraph) and each.text.strip()), None)
    if part.title is None and not lines and first and fold(first.text) == named and not first.is_heading:
        return (first,)
    return lines
