"""The whole document: cover, contents, text, the headings of notes after sections, and the package."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from docx.opc.constants import CONTENT_TYPE
from docx.opc.constants import RELATIONSHIP_TYPE as TYPE
from docx.opc.package import OpcPackage
from docx.opc.packuri import PackURI
from docx.opc.part import Part

from toolchain import model as m
from toolchain.formats.docx.opened import DIGESTS, LONGEST
from toolchain.model.design import design
from toolchain.model.languages import is_east_asian
from toolchain.model.records import Record, replace
from toolchain.model.walk import blocks_in, walk, without_comments
from toolchain.resolve.digests import digests_of
from toolchain.resolve.tables import MarkNode, printed_text
from toolchain.writers.docx.blocks import add_blocks
from toolchain.writers.docx.bookmarks import Bookmarks
from toolchain.writers.docx.comments import Comments
from toolchain.writers.docx.contents import Entry, add_contents, heading_entries
from toolchain.writers.docx.context import Frame, Job, new_frame, new_paragraph
from toolchain.writers.docx.counting import Counting
from toolchain.writers.docx.cover import add_cover
from toolchain.writers.docx.fields import FIELD
from toolchain.writers.docx.inlines import add_call, add_inlines
from toolchain.writers.docx.markup import Block, Look, Paragraph, add_text, element
from toolchain.writers.docx.notes import SEPARATORS, Notes
from toolchain.writers.docx.package import packed
from toolchain.writers.docx.properties import EXTENDED, core_properties
from toolchain.writers.docx.sections import Page, first_page, text_size
from toolchain.writers.docx.spoken import languages
from toolchain.writers.docx.story import WORD, Media, Story, TextPart, TreePart
from toolchain.writers.docx.style_names import StyleName
from toolchain.writers.docx.styles import STEP, Styles, twips
from toolchain.writers.docx.tables import end_with_paragraph
from toolchain.writers.docx.template import Template, fix_lines, in_house_look, read_own_cover, read_template
from toolchain.writers.docx.xml import NAMESPACES, Element, add, copied, find, parsed, qualified, root
from toolchain.writers.typography import typography

if TYPE_CHECKING:
    from toolchain.project.settings import Project
    from toolchain.recipients import Profile
    from toolchain.resolve.tables import Resolved
    from toolchain.writers.docx.pages import Pages


_MICROSOFT = "http://schemas.microsoft.com/office/word"
_COMPATIBILITY = {
    # With 15, LibreOffice 25.2 shrinks the spaces of a justified line to fit one more word, but not those
    # after a tab: first lines of numbered paragraphs are up to 9 points too long. With 14 they are not, but
    # Word would show "Compatibility Mode". Tried without success: all other settings of `w:compat`, other
    # tabs and indentation, a tab in the text. Without a tab, words would begin at different places.
    "compatibilityMode": 15,
    "overrideTableStyleFontSizeAndJustification": 1,
    "enableOpenTypeFeatures": 1,
    "doNotFlipMirrorIndents": 1,
    "differentiateMultirowTableHeaders": 1,
}
_KEPT = ("mirrorMargins", "gutterAtTop", "defaultTabStop", "autoHyphenation", "evenAndOddHeaders")
"""Settings that are the template's."""

_EMPHASIS = {"bold": ("b", "bCs"), "italics": ("i", "iCs"), "underline": ("u",)}
_PAPERS = {
    "A4": (twips("page.width"), twips("page.height")),
    "letter": (12240, 15840),
}  # in twentieths of a point


def write_document(resolved: Resolved, project: Project, pages: Pages | None = None) -> bytes:
    """Return the document's bytes; see `DocxWriter.write`. With `pages`, page numbers are included."""
    template = read_template(project.templates)
    matter = resolved.document.front_matter
    spoken = languages(resolved.words.lang)
    template.styles.set_default("lang", **spoken)
    fixed = is_east_asian(resolved.words.lang) and project.templates.is_own("reference.docx")
    if fixed:
        template.styles.leave_out("i")  # the script has no italics
    if resolved.words.rtl:
        template.styles.set_right_to_left()
    if project.templates.is_own("reference.docx"):
        set_typography(template.styles, template.section, project.profile)
        if fixed:
            fix_lines(template.styles, typography(project.profile, design()).line)
        if resolved.words.rtl:
            template.styles.set_one_size()
        if project.look == "house":
            template = in_house_look(template, project.house_colour, subtitle=bool(matter.subtitle))
        if project.has_cover_page:  # a cover has no page number
            others = (each for each in template.running if each[:2] != (TYPE.FOOTER, "first"))
            template = replace(template, running=tuple(others))
    own_cover = read_own_cover(project.templates)
    if own_cover and own_cover.theme:
        carried = {**dict(template.carried), TYPE.THEME: own_cover.theme}
        template = replace(template, carried=tuple(carried.items()))
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
        comments=Comments(project.comments),
        own_cover=own_cover,
        design=project.look if project.templates.is_own("reference.docx") else None,
        fixed_lines=fixed,
        look=Look(rtl=resolved.words.rtl, chinese=is_east_asian(resolved.words.lang)),
    )
    short_title = printed_text(matter.short_title or matter.title, resolved).strip()
    page = Page(template, job, short_title, project.marks(resolved.words.terms))
    part = TextPart("word/document.xml", CONTENT_TYPE.WML_DOCUMENT_MAIN, "document", bookmarks)
    story = Story(part)
    write_body(job, page, story, part.add("<w:body>"))
    _write_notes(job)
    kinds = [part.kind for part in job.notes.parts]
    settings = new_settings(template.settings, kinds, spoken, digests_of(resolved).written)
    return packed(_package(job, template, story, settings, project))


def _write_notes(job: Job) -> None:
    """Write the texts of all notes, in each part in the order of their marks."""
    for part in job.notes.parts:
        for identity, note in enumerate(part.notes, 1):
            style = part.text_style
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
    """Return all parts and their relationships; from the template only the parts that define its look."""
    for kind, part in (
        (TYPE.STYLES, TreePart("word/styles.xml", WORD + "styles+xml", template.styles.root)),
        (TYPE.NUMBERING, TreePart("word/numbering.xml", WORD + "numbering+xml", template.numbering)),
        (TYPE.SETTINGS, TreePart("word/settings.xml", WORD + "settings+xml", settings)),
        *((f"{NAMESPACES['r']}/{part.kind}s", part.part) for part in job.notes.parts),
        *job.comments.parts(job.look),
        *template.carried,
    ):
        story.relate(part, kind)
    package = OpcPackage()
    package.relate_to(story.part, TYPE.OFFICE_DOCUMENT)
    core = core_properties(job.resolved, project.moment)
    package.relate_to(
        Part(PackURI("/docProps/core.xml"), CONTENT_TYPE.OPC_CORE_PROPERTIES, core), TYPE.CORE_PROPERTIES
    )
    extended = Part(PackURI("/docProps/app.xml"), CONTENT_TYPE.OFC_EXTENDED_PROPERTIES, EXTENDED.encode())
    package.relate_to(extended, TYPE.EXTENDED_PROPERTIES)
    return package


def new_settings(template: Element, notes: Iterable[str], spoken: dict[str, str], digests: str) -> Element:
    """Return the settings, in the schema's order (ECMA-376-1, 17.15.1.78). No field is updated on opening.

    `notes` are the kinds of notes, footnotes first; `digests` are those of the paragraphs.
    """
    settings = root("settings")
    kept = {name: copied(find(template, name)) for name in _KEPT}
    pieces = (
        element("zoom", percent=100),
        kept["mirrorMargins"],
        kept["gutterAtTop"],
        kept["defaultTabStop"] or element("defaultTabStop", val=STEP),
        kept["autoHyphenation"],
        kept["evenAndOddHeaders"],
        element("characterSpacingControl", val="doNotCompress"),
        *map(_notes_settings, notes),
        element(
            "compat",
            element("doNotExpandShiftReturn"),  # a line before a hard break is not justified
            *(
                element("compatSetting", name=name, uri=_MICROSOFT, val=value)
                for name, value in _COMPATIBILITY.items()
            ),
        ),
        element("docVars", element("docVar", name=DIGESTS, val=digests[:LONGEST])),
        element("themeFontLang", **spoken),
        element("decimalSymbol", val="."),
        element("listSeparator", val=","),
    )
    settings.extend(parsed("".join(pieces)))
    return settings


def _notes_settings(kind: str) -> str:
    return element(
        f"{kind}Pr",
        element("pos", val="sectEnd") if kind == "endnote" else "",
        element("numFmt", val="decimal"),
        *(element(kind, id=identity) for _, identity in SEPARATORS),
    )


def set_typography(styles: Styles, section: Element, profile: Profile) -> None:
    """Apply a profile's typography to the styles and page of our template; a user's template does not change.

    Emphasis that the recipient forbids is removed from all styles; T507
    reports the author's emphasis.
    """
    said = typography(profile, design())
    for each in said.forbidden:
        styles.leave_out(*_EMPHASIS[each])
    if said.font:
        styles.set_default("rFonts", ascii=said.font, hAnsi=said.font)
    if said.size:
        styles.set_default("sz", val=round(said.size * 2))
    if said.line:
        styles.set_line(round(said.line * 20))
    if said.paper:
        sheet = find(section, "pgSz")
        width, height = _PAPERS[said.paper]
        for name, value in (("w", width), ("h", height)):
            (sheet if sheet is not None else add(section, "pgSz")).set(qualified(name), str(value))


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
        job.gap = BELOW_COVER if fills or matter.submitted_by else 0
        job.new_page = False if matter.contents else None
    sections = _sections(job)
    if matter.contents:
        job.new_page = add_contents(list(_entries(sections, job)), frame, below=about) or job.new_page
    last_notes = max((index for index, each in enumerate(sections) if each.notes), default=0)
    crowded = len(sections) > 1 and _has_crowded_line(sections[0].blocks)
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
            page.section(story, first=index == 0, crowded=crowded)
        )


def _has_crowded_line(blocks: m.Blocks) -> bool:
    """Return whether a line may have two marks."""
    texts = (node for node, _ in walk(blocks, into=blocks_in) if not blocks_in(node))
    return any(sum(isinstance(each, MarkNode) for each, _ in walk([text])) > 1 for text in texts)


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
