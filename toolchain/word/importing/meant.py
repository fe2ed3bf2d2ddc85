"""What the author of a file meant by its looks: title, headings, typed notes, lines of the cover."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any, TypeAlias

from toolchain.formats.docx.opened import Opened
from toolchain.formats.docx.properties import core
from toolchain.formats.docx.story import Block, Paragraph
from toolchain.formats.docx.tokens import BOLD, Token
from toolchain.formats.docx.xml import value
from toolchain.model.facts import Word
from toolchain.model.wording import fold
from toolchain.readers.docx.cover import Parts
from toolchain.readers.docx.likely import likely_headings
from toolchain.readers.docx.titles import title_fault
from toolchain.resolve.labels import Words
from toolchain.rules.files_docx import TitleOfOtherText
from toolchain.word.importing.contacts import read_contacts
from toolchain.word.importing.indents import properties_of
from toolchain.word.importing.losses import Losses
from toolchain.word.importing.typed_notes import read_typed_notes

_LONGEST_TITLE = 250

Meant: TypeAlias = tuple[Paragraph | None, list[Block], Mapping[str, str], dict[str, Any]]


def read_meant(opened: Opened, part: Parts, words: Words, losses: Losses, *, live: bool) -> Meant:
    """Give lines that look like headings their levels. Return the title, the blocks of the text, the
    properties that apply, and the front matter that the text states.

    Unless `live`, typed notes and lines of the cover stay text.
    """
    said = dict(core(opened.package))
    if isinstance(title_fault(opened), TitleOfOtherText):
        losses.add(None, Word("the title in the properties is not in the text"), said.pop("title"))
    looks = likely_headings(part.body, titled=part.title is not None)
    title = part.title or _title_of(part.body, said.get("title", ""), looks.levels)
    shown = fold(" ".join(line.text for line in looks.title)).casefold()
    if title is None and looks.title and said.get("title", "").casefold() in shown:
        title = looks.title[0]
    lines = looks.title if title in looks.title and "@" not in shown else ()  # "@": a letterhead
    for line in lines[1:]:
        lines[0].pieces += (Token("break"), *line.pieces)
    body = [block for block in part.body if block is not title and block not in lines]
    for paragraph, level in looks.levels.items():
        paragraph.outline = level - 1
    for paragraph in looks.doubtful:
        losses.add(paragraph, Word("a line that looks like a heading stays text"), paragraph.text)
    if not live:
        return title, body, said, {}
    values, body = read_contacts(read_typed_notes(opened, body, words.lang, losses), words)
    return title, body, said, values


def _title_of(body: Sequence[Block], said: str, headings: Collection[Paragraph]) -> Paragraph | None:
    """Return the paragraph that is the title of a file without one: by its properties, or a short first
    paragraph.
    """
    for block in body:
        if not isinstance(block, Paragraph) or block.is_heading or block.label or block in headings:
            return None
        text = fold(block.text)
        if text:
            looks = len(text) <= _LONGEST_TITLE and not block.typed_label and _stands_out(block)
            return block if text == said or (looks and not said) else None
    return None


def _stands_out(paragraph: Paragraph) -> bool:
    """Return whether a paragraph looks like a title: centred, or all bold."""
    words = [each for each in paragraph.pieces if each.kind == "text" and each.text.strip()]
    return value(properties_of(paragraph), "jc") == "center" or all(each.look & BOLD for each in words)
