"""The table of contents: a TOC field whose result lists the headings, each as a link to its place.

It holds no page numbers: only Word knows on which page Word puts a heading, and none is better than a wrong
one.
"""

from __future__ import annotations

from toolchain import model as m
from toolchain.writers.docx.context import Frame, new_paragraph
from toolchain.writers.docx.fields import begin, end
from toolchain.writers.docx.printed import printed_text
from toolchain.writers.docx.runs import add_text
from toolchain.writers.docx.styles import CONTENTS, StyleName
from toolchain.writers.docx.xml import add

INSTRUCTION = r'TOC \o "1-4" \n \h \z \u'
"""Outline levels 1 to 4, by style and by paragraph, as links, without page numbers (ECMA-376-1,
17.16.5.68).
"""


def add_contents(frame: Frame) -> bool:
    """Add the list of headings under a heading of its own; return whether there are any."""
    job = frame.job
    headings = [
        block
        for block in job.resolved.document.blocks
        if isinstance(block, m.Heading) and block.level <= len(CONTENTS)
    ]
    if not headings:
        return False
    add_text(new_paragraph(frame, StyleName.CONTENTS_HEADING), job.resolved.words.terms["contents"], job.look)
    for index, heading in enumerate(headings):
        paragraph = new_paragraph(frame, CONTENTS[heading.level - 1])
        if index == 0:
            begin(paragraph, INSTRUCTION)
        link = add(paragraph, "hyperlink", anchor=job.bookmarks.name(heading), history=1)
        job.bookmarks.use(heading, [link])
        number = job.resolved.numbers.get(heading)
        text = printed_text(heading.children, job.resolved)
        between = " " if heading.annex else "\t"
        add_text(link, f"{number.label}{between}{text}" if number else text, job.look)
        if index == len(headings) - 1:
            end(paragraph)
    return True
