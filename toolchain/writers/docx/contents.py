"""The table of contents: a TOC field whose result lists the headings, each as a link to its place.

If requested, it has page numbers, each a PAGEREF field in the link.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from toolchain import model as m
from toolchain.resolve.tables import printed_text
from toolchain.writers.docx.bookmarks import link_end, link_to
from toolchain.writers.docx.context import Frame, Job, new_paragraph
from toolchain.writers.docx.fields import END, begin, pointing_field
from toolchain.writers.docx.markup import Paragraph, element
from toolchain.writers.docx.runs import add_text
from toolchain.writers.docx.styles import CONTENTS, Stop, StyleName, stop_element

INSTRUCTION = r'TOC \o "1-4" \h \z \u'
"""Outline levels 1 to 4, by style and by paragraph, as links (ECMA-376-1, 17.16.5.68)."""

WITHOUT_PAGES = r'TOC \o "1-4" \n \h \z \u'
"""The same without page numbers."""

_SHORT = 12
"""The most characters of an entry that may end before the first tab stop."""

_WIDE = "\u2003"
"""The space between an annex's name and its title; no tab stop is wide enough for the name."""

_BEHIND_STOPS = ("<w:bidi", "<w:spacing", "<w:ind")


class Entry(NamedTuple):
    """A line of the list: its level, from 1; its words; the bookmark of its target."""

    level: int
    text: str
    bookmark: str


def heading_entries(blocks: m.Blocks, job: Job) -> Iterator[Entry]:
    """Yield the entries of the headings among some blocks."""
    for heading in job.resolved.headings(blocks):
        if heading.level <= len(CONTENTS):
            number = job.resolved.numbers.get(heading)
            text = printed_text(heading.children, job.resolved).strip()
            if number:
                text = number.label + (_WIDE if heading.annex else "\t") + text
            yield Entry(heading.level, text, job.bookmarks.name(heading))


def add_contents(entries: Sequence[Entry], frame: Frame) -> bool:
    """Add the list under its own heading; return whether there are any entries."""
    job = frame.job
    if not entries:
        return False
    heading = new_paragraph(frame, StyleName.CONTENTS_HEADING)
    add_text(heading.content, job.resolved.words.terms["contents"], job.look)
    for index, entry in enumerate(entries):
        content = _paragraph(entry, frame).content
        if index == 0:
            content.append(begin(WITHOUT_PAGES if job.pages is None else INSTRUCTION))
        content.append(link_to(entry.bookmark))
        add_text(content, entry.text, job.look)
        if job.pages is not None:
            page = job.pages.label(entry.bookmark)
            add_text(content, "\t", job.look)
            pointing_field(content, r"PAGEREF {} \h", entry.bookmark, page, job.look)
        content.append(link_end(entry.bookmark))
        if index == len(entries) - 1:
            content.append(END)
    return True


def _paragraph(entry: Entry, frame: Frame) -> Paragraph:
    """Return the paragraph of an entry; with a page number it has a tab stop at the end of the line, as in
    Word.
    """
    job, style = frame.job, CONTENTS[entry.level - 1]
    if job.pages is None:
        return new_paragraph(frame, style)
    indent = job.styles.indent(job.styles.id(style))
    stops = [Stop(job.text_width - indent.right, "right", "dot")]
    if len(entry.text) <= _SHORT and "\t" not in entry.text:
        stops.insert(0, Stop(indent.left, "clear"))
        indent = indent._replace(left=indent.left + indent.first, first=0)
    paragraph = new_paragraph(frame, style, indent)
    at = sum(not each.startswith(_BEHIND_STOPS) for each in paragraph.properties)
    paragraph.properties.insert(at, element("tabs", *map(stop_element, stops)))
    return paragraph
