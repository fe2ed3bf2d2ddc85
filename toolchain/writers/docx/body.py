"""The document's body: cover, contents, text, and the heading of the notes at the end of each section."""

from __future__ import annotations

from collections.abc import Sequence

from toolchain import model as m
from toolchain.model.records import Record
from toolchain.model.walk import walk, without_comments
from toolchain.resolve.tables import MarkNode
from toolchain.writers.docx.blocks import add_blocks
from toolchain.writers.docx.contents import Entry, add_contents, heading_entries
from toolchain.writers.docx.context import Frame, Job, new_frame, new_paragraph
from toolchain.writers.docx.cover import add_cover
from toolchain.writers.docx.fields import FIELD
from toolchain.writers.docx.inlines import add_call
from toolchain.writers.docx.markup import Block, Paragraph, add_text, element
from toolchain.writers.docx.sections import Page
from toolchain.writers.docx.story import Story
from toolchain.writers.docx.style_names import StyleName
from toolchain.writers.docx.tables import end_with_paragraph

BELOW_COVER = 360
"""Space between a cover without its own page and a text without a heading, in twentieths of a point."""


class Section(Record):
    """A section of the text. `notes` is the bookmark of the heading of its endnotes, "" if it has none."""

    blocks: m.Blocks
    notes: str = ""


def write_body(job: Job, page: Page, story: Story, blocks: list[Block]) -> None:
    """Write the whole body into `blocks`."""
    frame = new_frame(job, story, blocks, StyleName.BODY)
    matter = job.resolved.document.front_matter
    about = add_cover(matter, new_frame(job, story, blocks, StyleName.COVER_TEXT))
    fills = matter.fills_page
    job.new_page = fills and not job.resolved.settings.profile.plain_cover
    if not job.new_page and not isinstance(next(iter(job.resolved.document.blocks), None), m.Heading):
        job.gap = BELOW_COVER if fills else 0
        job.new_page = False if matter.contents else None
    sections = _sections(job)
    if matter.contents:
        job.new_page = add_contents(list(_entries(sections, job)), frame, below=about) or job.new_page
    parted = _notes_are_below(sections, job)
    if parted:
        job.new_page, begins_page = False, job.new_page  # the text does, not what ends the cover
        end_with_paragraph(frame).properties.append(page.section(story, first=True))
        job.new_page = begins_page
    last_notes = max((index for index, each in enumerate(sections) if each.notes), default=0)
    for index, section in enumerate(sections):
        add_blocks(section.blocks, frame)
        last = end_with_paragraph(frame)
        job.comments.add_waiting(last.content)
        if section.notes:
            last = _add_notes_heading(section.notes, frame)
        if index == last_notes:
            last = _call_nested(section, last, frame)
        ends_document = section is sections[-1]
        (blocks if ends_document else last.properties).append(
            page.section(story, first=not parted and index == 0)
        )


def _sections(job: Job) -> list[Section]:
    """Return the sections of the text: one, or two if endnotes are before the annexes."""
    settings, blocks = job.resolved.settings, job.resolved.document.blocks
    if settings.notes is m.NoteKind.FOOTNOTE or not job.resolved.notes:
        return [Section(blocks)]
    annexes = (at for at, block in enumerate(blocks) if isinstance(block, m.Heading) and block.annex)
    split = next(annexes, len(blocks))
    late = _count_calls(blocks[split:], job)
    early = sum(not note.nested for note in job.resolved.notes) - late
    if settings.notes_place == "end" or split == len(blocks) or not early:
        return [Section(blocks, job.bookmarks.new("_At_", "notes"))]
    before = Section(blocks[:split], job.bookmarks.new("_At_", "notes"))
    after = job.bookmarks.new("_At_", "notes-of-annexes") if late else ""
    return [before, Section(blocks[split:], after)]


def _notes_are_below(sections: Sequence[Section], job: Job) -> bool:
    """Return whether the text is one section with all notes.

    The cover is then a section before it: LibreOffice puts the notes of the only section of a file on a page
    of their own, away from their heading.
    """
    called = sum(not note.nested for note in job.resolved.notes)
    return len(sections) == 1 and bool(sections[0].notes) and called == _count_calls(sections[0].blocks, job)


def _count_calls(blocks: m.Blocks, job: Job) -> int:
    """Return how many notes have their first mark in some blocks."""
    found = (job.resolved.marks.get(node) for node, _ in walk(blocks) if isinstance(node, MarkNode))
    return sum(mark is not None and mark.ordinal == 1 and not mark.note.nested for mark in found)


def _entries(sections: Sequence[Section], job: Job) -> Sequence[Entry]:
    entries: list[Entry] = []
    for section in sections:
        entries += heading_entries(section.blocks, job)
        if section.notes:
            entries.append(Entry(1, job.resolved.words.terms["notes"], section.notes))
    return entries


def _add_notes_heading(bookmark: str, frame: Frame) -> Paragraph:
    job = frame.job
    heading = new_paragraph(frame, StyleName.NOTES_HEADING)
    identity = job.bookmarks.start(heading.content, bookmark)
    add_text(heading.content, job.resolved.words.terms["notes"], job.look)
    job.bookmarks.end(heading.content, identity)
    return heading


def _call_nested(section: Section, last: Paragraph, frame: Frame) -> Paragraph:
    """Add, after all marks of the text, the marks of notes that are marked only in other notes.

    They are next to the heading of the notes or after the last text. If there is none, they get a paragraph
    of their own, because no picture, code or heading may contain them. Return the last paragraph.
    """
    job = frame.job
    nested = [note for note in job.resolved.notes if note.nested]
    if nested and not section.notes and not _ends_in_text(section, last, frame):
        last = new_paragraph(frame, StyleName.BODY)
    if nested:
        job.bookmarks.mark(last.content, "_Inner")  # no marks by the author follow it
    for note in nested:
        if _ends_in_mark(last, frame):
            add_text(last.content, job.resolved.words.mark_separator, job.notes.look(note, job.look))
        add_call(last.content, note, job)
    return last


def _ends_in_text(section: Section, last: Paragraph, frame: Frame) -> bool:
    """Return whether a section of the body ends in a text, not a heading."""
    others = {frame.job.styles.id(name) for name in (StyleName.FIGURE, StyleName.CODE_BLOCK)}
    printed = without_comments(section.blocks)
    ends_in_heading = bool(printed) and isinstance(printed[-1], m.Heading)
    return not ends_in_heading and last.style not in others


def _ends_in_mark(paragraph: Paragraph, frame: Frame) -> bool:
    """Return whether a paragraph ends in a mark, which another mark would run into."""
    styles = [element("rStyle", val=part.mark_style) for part in frame.job.notes.parts]
    for piece in reversed(paragraph.content):
        if isinstance(piece, str) and piece.startswith("<w:r>") and not piece.startswith(FIELD):
            return any(style in piece for style in styles)
    return False
