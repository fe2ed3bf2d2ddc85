"""The table of contents: a TOC field whose result lists the headings, each as a link to its place.

It holds no page numbers: only Word knows on which page Word puts a heading, and none is better than a wrong
one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from toolchain import model as m
from toolchain.writers.docx.context import Frame, Job, new_paragraph
from toolchain.writers.docx.fields import begin, end
from toolchain.writers.docx.printed import printed_text
from toolchain.writers.docx.runs import add_text
from toolchain.writers.docx.styles import CONTENTS, StyleName
from toolchain.writers.docx.xml import add

INSTRUCTION = r'TOC \o "1-4" \n \h \z \u'
"""Outline levels 1 to 4, by style and by paragraph, as links, without page numbers (ECMA-376-1,
17.16.5.68).
"""


class Entry(NamedTuple):
    """A line of the list: its level, from 1; its words; the bookmark that it leads to."""

    level: int
    text: str
    bookmark: str


def heading_entries(blocks: m.Blocks, job: Job) -> Iterator[Entry]:
    """The entries of the headings among some blocks."""
    for block in blocks:
        if isinstance(block, m.Heading) and block.level <= len(CONTENTS):
            number = job.resolved.numbers.get(block)
            text = printed_text(block.children, job.resolved)
            if number:
                text = number.label + (" " if block.annex else "\t") + text
            yield Entry(1 if block.annex else block.level, text, job.bookmarks.name(block))


def add_contents(entries: Sequence[Entry], frame: Frame) -> bool:
    """Add the list under a heading of its own; return whether there is anything to list."""
    job = frame.job
    if not entries:
        return False
    add_text(new_paragraph(frame, StyleName.CONTENTS_HEADING), job.resolved.words.terms["contents"], job.look)
    for index, entry in enumerate(entries):
        paragraph = new_paragraph(frame, CONTENTS[entry.level - 1])
        if index == 0:
            begin(paragraph, INSTRUCTION)
        link = add(paragraph, "hyperlink", anchor=entry.bookmark, history=1)
        job.bookmarks.use(entry.bookmark, [link])
        add_text(link, entry.text, job.look)
        if index == len(entries) - 1:
            end(paragraph)
    return True
