"""Headings, as the built-in styles Heading 1 to 6, and the heads of annexes."""

from __future__ import annotations

from toolchain import model as m
from toolchain.writers.docx.captions import add_label, bookmarked
from toolchain.writers.docx.context import Frame, new_paragraph
from toolchain.writers.docx.inlines import add_inlines
from toolchain.writers.docx.markup import element
from toolchain.writers.docx.runs import add_break


def add_heading(block: m.Heading, frame: Frame) -> None:
    """Add a heading. An annex begins a page, with what it is called in a line above its title."""
    job = frame.job
    job.gap = 0  # a heading has room enough above it
    number = job.resolved.numbers.get(block)
    style, item = job.counting.heading(block, numbered=number is not None)
    paragraph = new_paragraph(frame, style, item=item, new_page=block.page_break)
    if block.annex and block.level > 1:  # its style is of the first
        paragraph.properties.append(element("outlineLvl", val=block.level - 1))
    content = paragraph.content
    if block.series:
        job.bookmarks.mark(content, "_Series_", _ascii(block.series))
    if block.unnumbered:
        job.bookmarks.mark(content, "_Unnumbered", "")
    if block.annex and number:
        add_label(content, block, number, frame)
        if block.children:
            add_break(content, job.look)
        add_inlines(content, block.children, frame)
    else:
        with bookmarked(content, block, frame):
            add_inlines(content, block.children, frame)


def _ascii(name: str) -> str:
    """A name in the letters that names of bookmarks have; others as Punycode (RFC 3492), behind "xn-"."""
    return name if name.isascii() else f"xn-{name.encode('punycode').decode()}"
