"""What the author of a file meant by its looks: title, headings, typed notes, lines of the cover."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

from toolchain.formats.docx.opened import Opened
from toolchain.formats.docx.properties import core
from toolchain.formats.docx.story import Block, Paragraph
from toolchain.formats.docx.tokens import Token
from toolchain.model.facts import Word
from toolchain.model.wording import fold
from toolchain.readers.docx.cover import Parts
from toolchain.readers.docx.likely import likely_headings
from toolchain.readers.docx.titles import title_fault
from toolchain.resolve.labels import Words
from toolchain.rules.files_docx import TitleOfOtherText
from toolchain.word.importing.losses import Losses
from toolchain.word.importing.typed_notes import read_typed_notes

Meant: TypeAlias = tuple[Paragraph | None, list[Block], Mapping[str, str]]


def read_meant(opened: Opened, part: Parts, words: Words, losses: Losses, *, live: bool) -> Meant:
    """Give lines that look like headings their levels. Return the title, the blocks of the text
    and the properties that apply.

    Unless `live`, typed notes stay text.
    """
    said = dict(core(opened.package))
    if isinstance(title_fault(opened), TitleOfOtherText):
        losses.add(None, Word("the title in the properties is not in the text"), said.pop("title"))
    looks = likely_headings(part.body, titled=part.title is not None)
    named, shown = said.get("title", ""), fold(" ".join(line.text for line in looks.title))
    lines = looks.title if part.title is None and named.casefold() in shown.casefold() else ()
    if "@" in shown:  # a letterhead
        lines = lines[:1]
    first = next((each for each in part.body if isinstance(each, Paragraph) and each.text.strip()), None)
    if part.title is None and not lines and first and fold(first.text) == named and not first.is_heading:
        lines = (first,)
    for line in lines[1:]:
        lines[0].pieces += (Token("break"), *line.pieces)
    body = [block for block in part.body if block not in lines]
    for paragraph, level in looks.levels.items():
        paragraph.outline = level - 1
    for paragraph in looks.doubtful:
        losses.add(paragraph, Word("a line that looks like a heading stays text"), paragraph.text)
    if live:
        body = read_typed_notes(opened, body, words.lang, losses)
    return part.title or next(iter(lines), None), body, said
