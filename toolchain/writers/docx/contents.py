"""The table of contents: a TOC field whose result lists the headings, each as a link to its place.

If requested, it has page numbers, each a PAGEREF field in the link. Otherwise it has none, because a wrong
one is worse, and the field is marked: Word updates it when it opens the file.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from toolchain import model as m
from toolchain.resolve.covers import text_follows
from toolchain.resolve.tables import printed_text
from toolchain.writers.docx.bookmarks import link_end, link_to
from toolchain.writers.docx.context import Frame, Job, new_paragraph
from toolchain.writers.docx.fields import END, begin, pointing_field
from toolchain.writers.docx.markup import Paragraph, add_text, element
from toolchain.writers.docx.style_names import CONTENTS, StyleName
from toolchain.writers.docx.styles import Indent, Stop, stop_element, twips

INSTRUCTION = r'TOC \o "1-4" \h \z \u'
"""Outline levels 1 to 4, by style and by paragraph, as links (ECMA-376-1, 17.16.5.68)."""

_SHORT = 12
"""The most characters of an entry that may end before the first tab stop."""

_ENTRY, _ROOM, _BELOW = 18, 614, 2 * twips("section.above")
"""In points: the height of an entry, of which some have two lines, and what fits on a page, headings apart.
Then the space between such a list and the text above it.
"""

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


def add_contents(entries: Sequence[Entry], frame: Frame, *, below: float) -> bool:
    """Add the list under its own heading, and return whether the text begins another page.

    A short one is kept on one page: that of the text it is `below`, of so many points, if there is room.
    Its heading alone would be there in LibreOffice, which does not keep it with the list.
    """
    job = frame.job
    if not entries:
        return False
    for style in map(job.styles.id, CONTENTS):  # leaders to the end of the line, also after an update
        job.styles.add_stop(style, Stop(job.text_width - job.styles.indent(style).right, "right", "dot"))
    kept = 0 < below <= _ROOM - _ENTRY * len(entries)
    if kept:
        job.new_page, job.gap = False, _BELOW
    heading = new_paragraph(frame, StyleName.CONTENTS_HEADING)
    add_text(heading.content, job.resolved.words.terms["contents"], job.look)
    for index, entry in enumerate(entries):
        paragraph = _paragraph(entry, frame)
        content = paragraph.content
        if kept and index < len(entries) - 1:
            paragraph.properties.insert(1, "<w:keepNext/>")
        if index == 0:
            content.append(begin(INSTRUCTION, dirty=job.pages is None))
        content.append(link_to(entry.bookmark))
        add_text(content, entry.text, job.look)
        if job.pages is not None:
            page = job.pages.label(entry.bookmark)
            add_text(content, "\t", job.look)
            pointing_field(content, r"PAGEREF {} \h", entry.bookmark, page, job.look)
        content.append(link_end(entry.bookmark))
        if index == len(entries) - 1:
            content.append(END)
    job.gap = _BELOW if text_follows(len(entries), below=kept) else 0
    return not job.gap


def _paragraph(entry: Entry, frame: Frame) -> Paragraph:
    """Return the paragraph of an entry. A short one without a number would end before the first tab stop."""
    job, style = frame.job, CONTENTS[entry.level - 1]
    if job.pages is None or len(entry.text) > _SHORT or "\t" in entry.text:
        return new_paragraph(frame, style)
    indent = job.styles.indent(job.styles.id(style))
    paragraph = new_paragraph(frame, style, Indent(indent.left + indent.first, indent.right))
    at = sum(not each.startswith(_BEHIND_STOPS) for each in paragraph.properties)
    paragraph.properties.insert(at, element("tabs", stop_element(Stop(indent.left, "clear"))))
    return paragraph
