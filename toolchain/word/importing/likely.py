"""The title, headings and notes of a third-party file, which may only have the look of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from toolchain.formats.docx.opened import Opened
from toolchain.formats.docx.properties import core
from toolchain.formats.docx.scan import Places
from toolchain.formats.docx.story import Block, Paragraph
from toolchain.model.facts import Word
from toolchain.model.wording import fold
from toolchain.readers.docx.cover import Parts
from toolchain.readers.docx.likely import likely_headings
from toolchain.readers.docx.titles import title_fault
from toolchain.resolve.labels import Words
from toolchain.rules.files_docx import TitleOfOtherText
from toolchain.rules.losses import LevelUnsure
from toolchain.word.importing.cover import CoverReader
from toolchain.word.importing.losses import Losses
from toolchain.word.importing.sections import annex_pattern
from toolchain.word.importing.titles import read_title
from toolchain.word.importing.typed_notes import read_typed_notes


class Text(NamedTuple):
    """The title, the blocks of the text, the properties that apply, and lines that may be headings."""

    title: Paragraph | None
    body: list[Block]
    said: Mapping[str, str]
    doubtful: tuple[Paragraph, ...]


def read_looks(
    opened: Opened, part: Parts, words: Words, losses: Losses, reader: CoverReader, *, live: bool
) -> Text:
    """Make headings of lines that look like them, and, if `live`, notes of typed ones."""
    said = dict(core(opened.package))
    if isinstance(title_fault(opened), TitleOfOtherText):
        losses.add(None, Word("the title in the properties is not in the text"), said.pop("title"))
    looks = likely_headings(part.body, titled=part.title is not None, annex=annex_pattern(words))
    for paragraph, level in looks.levels.items():
        paragraph.outline = level - 1
    places = Places(typed=True)
    for block in opened.story.blocks:
        if isinstance(block, Paragraph):
            block.place = places.of(block)
    title, body = read_title(looks.title, part, fold(said.get("title", "")), reader, losses)
    if live:
        body = read_typed_notes(opened, body, words.lang, losses)
    for paragraph in looks.unsure:
        if paragraph in body:
            level, text = paragraph.outline + 1, fold(paragraph.text)
            became, other = (f"{'#' * each} {text}" for each in (level, 2 if level == 1 else level - 1))
            losses.add(paragraph, LevelUnsure(became, other))
    return Text(title, body, said, looks.doubtful)
