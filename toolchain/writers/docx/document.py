"""The whole document: what stands in it and in which order, and the package around it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from docx.opc.constants import CONTENT_TYPE
from docx.opc.constants import RELATIONSHIP_TYPE as TYPE
from docx.opc.package import OpcPackage
from docx.opc.packuri import PackURI
from docx.opc.part import Part

from toolchain import model as m
from toolchain.writers.docx.blocks import add_blocks
from toolchain.writers.docx.bookmarks import Bookmarks
from toolchain.writers.docx.contents import add_contents
from toolchain.writers.docx.context import Job, new_frame, new_paragraph
from toolchain.writers.docx.counting import Counting
from toolchain.writers.docx.cover import add_cover, fills_page
from toolchain.writers.docx.inlines import add_inlines
from toolchain.writers.docx.notes import Notes
from toolchain.writers.docx.package import packed
from toolchain.writers.docx.printed import printed_text
from toolchain.writers.docx.properties import core_properties, extended_properties
from toolchain.writers.docx.runs import add_text
from toolchain.writers.docx.sections import Page, text_size
from toolchain.writers.docx.settings import languages, new_settings
from toolchain.writers.docx.story import WORD, Media, Story, TreePart
from toolchain.writers.docx.styles import StyleName
from toolchain.writers.docx.tables import end_with_paragraph
from toolchain.writers.docx.template import Template, read_template
from toolchain.writers.docx.xml import Element, add, root

if TYPE_CHECKING:
    from toolchain.project import Project
    from toolchain.resolve.tables import NumberedNote, Resolved

_RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_PREFIXES = ("r", "wp", "a", "pic")


def write_document(resolved: Resolved, project: Project) -> bytes:
    """The document's bytes; see `DocxWriter.write`."""
    template = read_template(project.templates.find("reference.docx"))
    matter = resolved.document.front_matter
    spoken = languages(resolved.words.lang, rtl=resolved.words.rtl)
    template.styles.set_languages(spoken)
    width, height = text_size(template.section)
    job = Job(
        resolved=resolved,
        styles=template.styles,
        counting=Counting(resolved, template.styles, template.numbering),
        bookmarks=Bookmarks(resolved),
        media=Media(),
        notes=Notes(resolved, template.styles),
        text_width=width,
        text_height=height,
    )
    short_title = printed_text(matter.short_title or matter.title, resolved)
    page = Page(template, job, short_title, resolved.words.terms["draft"] if project.draft else "")
    story = Story("word/document.xml", CONTENT_TYPE.WML_DOCUMENT_MAIN, root("document", *_PREFIXES))
    _Body(job, page, story).write()
    _write_notes(job)
    job.bookmarks.drop_dangling()
    settings = new_settings(template.settings, resolved.settings.notes, spoken)
    return packed(_package(job, template, story, settings, project))


class _Body:
    """The body in the making: cover, contents, text, and the notes' heading at the end of each section."""

    def __init__(self, job: Job, page: Page, story: Story) -> None:
        self.job = job
        self.page = page
        self.frame = new_frame(job, story, add(story.root, "body"), StyleName.BODY)
        self.sections = 0

    def write(self) -> None:
        """Write it all."""
        job, document = self.job, self.job.resolved.document
        matter = document.front_matter
        add_cover(matter, new_frame(job, self.frame.story, self.frame.parent, StyleName.COVER_TEXT))
        job.new_page = fills_page(matter)
        if matter.contents:
            job.new_page = add_contents(self.frame) or job.new_page
        before, annexes = self._parts(document.blocks)
        add_blocks(before, self.frame)
        notes = job.notes.all
        if annexes:
            notes = tuple(note for note in job.notes.all if note.part is m.Part.ANNEX)
            self._end_of_section(tuple(note for note in job.notes.all if note not in notes), last=not notes)
            add_blocks(annexes, self.frame)
        self._end(notes)

    def _parts(self, blocks: m.Blocks) -> tuple[m.Blocks, m.Blocks]:
        """The blocks before and from the first annex on, where notes stand between them."""
        settings = self.job.resolved.settings
        if settings.notes is m.NoteKind.ENDNOTE and settings.notes_place == "before-annexes":
            for index, block in enumerate(blocks):
                if isinstance(block, m.Heading) and block.annex:
                    return blocks[:index], blocks[index:]
        return blocks, ()

    def _end_of_section(self, notes: tuple[NumberedNote, ...], *, last: bool) -> None:
        """End a section with its notes, if it has any; `last` says that no others follow."""
        if notes:
            end_with_paragraph(self.frame)
            heading = self._notes_heading()
            if last:
                self._call_nested(heading)
            self.page.add_section(heading[0], self.frame.story, first=True)
            self.sections = 1

    def _end(self, notes: tuple[NumberedNote, ...]) -> None:
        """End the document with its notes."""
        body = self.frame.parent
        end_with_paragraph(self.frame)
        if notes and self.job.resolved.settings.notes is m.NoteKind.ENDNOTE:
            self._call_nested(self._notes_heading())
        elif notes:
            self._call_nested(body[-1])
        self.page.add_section(body, self.frame.story, first=not self.sections)

    def _notes_heading(self) -> Element:
        heading = new_paragraph(self.frame, StyleName.NOTES_HEADING)
        add_text(heading, self.job.resolved.words.terms["notes"], self.job.look)
        return heading

    def _call_nested(self, paragraph: Element) -> None:
        """Call, after all marks of the text, the notes that are marked in other notes only."""
        for note in self.job.resolved.notes:
            if note.nested:
                self.job.notes.add_call(paragraph, note, self.frame)


def _write_notes(job: Job) -> None:
    """The texts of all notes, in the order of their calls."""
    notes = job.notes
    for note in notes.all:
        element = notes.new(note)
        frame = replace(new_frame(job, notes.story, element, notes.names.text), note=True)
        first, rest = note.note.blocks[:1], note.note.blocks[1:]
        if first and not isinstance(first[0], m.Paragraph):
            first, rest = (), note.note.blocks
        paragraph = new_paragraph(frame, notes.names.text)
        notes.add_number(paragraph, note, frame)
        add_text(paragraph, " ", job.look)  # LibreOffice drops a tab here
        for block in first:
            add_inlines(paragraph, block.children, frame)
        add_blocks(rest, frame)
        end_with_paragraph(frame)


def _package(job: Job, template: Template, story: Story, settings: Element, project: Project) -> OpcPackage:
    """All parts and what leads to them; of the template only the parts that make its look."""
    notes = f"{job.notes.names.element}s"
    for kind, part in (
        (TYPE.STYLES, TreePart("word/styles.xml", WORD + "styles+xml", template.styles.root)),
        (TYPE.NUMBERING, TreePart("word/numbering.xml", WORD + "numbering+xml", template.numbering)),
        (TYPE.SETTINGS, TreePart("word/settings.xml", WORD + "settings+xml", settings)),
        (f"{_RELATIONSHIPS}{notes}", job.notes.story.part),
        *template.carried,
    ):
        story.relate(part, kind)
    package = OpcPackage()
    package.relate_to(story.part, TYPE.OFFICE_DOCUMENT)
    core = core_properties(project.front_matter, project.epoch)
    package.relate_to(
        Part(PackURI("/docProps/core.xml"), CONTENT_TYPE.OPC_CORE_PROPERTIES, core), TYPE.CORE_PROPERTIES
    )
    extended = Part(PackURI("/docProps/app.xml"), CONTENT_TYPE.OFC_EXTENDED_PROPERTIES, extended_properties())
    package.relate_to(extended, TYPE.EXTENDED_PROPERTIES)
    return package
