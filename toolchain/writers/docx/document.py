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
from toolchain.resolve.tables import printed_text
from toolchain.writers.docx.blocks import add_blocks, without_comments
from toolchain.writers.docx.body import write_body
from toolchain.writers.docx.bookmarks import Bookmarks
from toolchain.writers.docx.context import Job, new_frame, new_paragraph
from toolchain.writers.docx.counting import Counting
from toolchain.writers.docx.inlines import add_inlines
from toolchain.writers.docx.notes import Notes
from toolchain.writers.docx.package import packed
from toolchain.writers.docx.properties import core_properties, extended_properties
from toolchain.writers.docx.runs import Look, add_text
from toolchain.writers.docx.sections import Page, first_page, text_size
from toolchain.writers.docx.settings import new_settings
from toolchain.writers.docx.spoken import is_east_asian, languages
from toolchain.writers.docx.story import WORD, Media, Story, TextPart, TreePart
from toolchain.writers.docx.tables import end_with_paragraph
from toolchain.writers.docx.template import Template, read_template
from toolchain.writers.docx.typography import set_typography
from toolchain.writers.docx.xml import Element

if TYPE_CHECKING:
    from toolchain.project.settings import Project
    from toolchain.resolve.tables import Resolved
    from toolchain.writers.docx.pages import Pages

_RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"


def write_document(resolved: Resolved, project: Project, pages: Pages | None = None) -> bytes:
    """The document's bytes; see `DocxWriter.write`. With `pages` their numbers are stated."""
    template = read_template(project.templates)
    matter = resolved.document.front_matter
    spoken = languages(resolved.words.lang)
    template.styles.set_languages(spoken)
    if is_east_asian(resolved.words.lang) and project.templates.is_own("reference.docx"):
        template.styles.set_upright()
    if resolved.words.rtl:
        template.styles.set_right_to_left()
    if project.templates.is_own("reference.docx"):
        set_typography(template.styles, template.section, project.profile)
    width, height = text_size(template.section)
    bookmarks = Bookmarks(resolved)
    job = Job(
        pages=replace(pages, first=first_page(template.section)) if pages else None,
        resolved=resolved,
        styles=template.styles,
        counting=Counting(resolved, template.styles, template.numbering),
        bookmarks=bookmarks,
        media=Media(template.names),
        notes=Notes(resolved, template.styles, bookmarks),
        text_width=width,
        text_height=height,
        look=Look(rtl=resolved.words.rtl, chinese=is_east_asian(resolved.words.lang)),
    )
    short_title = printed_text(matter.short_title or matter.title, resolved).strip()
    page = Page(template, job, short_title, resolved.words.terms["draft"] if project.draft else "")
    part = TextPart("word/document.xml", CONTENT_TYPE.WML_DOCUMENT_MAIN, "document", bookmarks)
    story = Story(part)
    write_body(job, page, story, part.add("<w:body>"))
    _write_notes(job)
    kinds = [part.names.element for part in job.notes.parts]
    settings = new_settings(template.settings, kinds, spoken)
    return packed(_package(job, template, story, settings, project))


def _write_notes(job: Job) -> None:
    """The texts of all notes, in each part in the order of their calls."""
    for part in job.notes.parts:
        for identity, note in enumerate(part.notes, 1):
            style = part.names.text
            frame = new_frame(job, part.story, part.new(identity), style, note=True)
            content = new_paragraph(frame, style).content
            job.notes.add_number(content, note, job.look)
            add_text(content, " ", job.look)  # LibreOffice drops a tab here
            blocks = without_comments(note.note.blocks)
            if blocks and isinstance(blocks[0], m.Paragraph):
                add_inlines(content, blocks[0].children, frame)
                blocks = blocks[1:]
            add_blocks(blocks, frame)
            end_with_paragraph(frame)


def _package(job: Job, template: Template, story: Story, settings: Element, project: Project) -> OpcPackage:
    """All parts and what leads to them; of the template only the parts that make its look."""
    for kind, part in (
        (TYPE.STYLES, TreePart("word/styles.xml", WORD + "styles+xml", template.styles.root)),
        (TYPE.NUMBERING, TreePart("word/numbering.xml", WORD + "numbering+xml", template.numbering)),
        (TYPE.SETTINGS, TreePart("word/settings.xml", WORD + "settings+xml", settings)),
        *((f"{_RELATIONSHIPS}{part.names.element}s", part.part) for part in job.notes.parts),
        *template.carried,
    ):
        story.relate(part, kind)
    package = OpcPackage()
    package.relate_to(story.part, TYPE.OFFICE_DOCUMENT)
    core = core_properties(job.resolved, project.epoch)
    package.relate_to(
        Part(PackURI("/docProps/core.xml"), CONTENT_TYPE.OPC_CORE_PROPERTIES, core), TYPE.CORE_PROPERTIES
    )
    extended = Part(PackURI("/docProps/app.xml"), CONTENT_TYPE.OFC_EXTENDED_PROPERTIES, extended_properties())
    package.relate_to(extended, TYPE.EXTENDED_PROPERTIES)
    return package
