"""The parameters of functions that write blocks and inlines: the whole job, and the frame to write into."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolchain.model.records import Changing, Record, replace
from toolchain.writers.docx.markup import Block, Look, Paragraph, element
from toolchain.writers.docx.styles import STEP, Indent, Styles, indent_element

if TYPE_CHECKING:
    from toolchain.model.front_matter import Look as Design
    from toolchain.resolve.tables import Resolved
    from toolchain.writers.docx.bookmarks import Bookmarks
    from toolchain.writers.docx.comments import Comments
    from toolchain.writers.docx.counting import Counting
    from toolchain.writers.docx.notes import Notes
    from toolchain.writers.docx.pages import Pages
    from toolchain.writers.docx.story import Media, OwnCover, Story


class Job(Changing):
    """One document that is being built.

    text_width  between the margins, in twentieths of a point; text_height likewise
    look        of plain text in this document's language
    gap         the space that the next paragraph must leave above it, because it follows a table
    new_page    whether the next paragraph must begin a page; None if it must say that it does not: it is the
                first one after a cover, which readers else look for further on
    pictures    how many have been placed
    comments    of the source, as those of Word
    pages       those of a layout, if page numbers are needed
    own_cover   the user's cover, which replaces ours
    design      the look of our own template; of a user's there is none
    fixed_lines  whether lines have a fixed height
    """

    resolved: Resolved
    styles: Styles
    counting: Counting
    bookmarks: Bookmarks
    media: Media
    notes: Notes
    text_width: int
    text_height: int
    look: Look
    comments: Comments
    gap: int = 0
    new_page: bool | None = False
    pictures: int = 0
    pages: Pages | None = None
    own_cover: OwnCover | None = None
    design: Design | None = None
    fixed_lines: bool = False


class Frame(Record):
    """The container into which blocks are written.

    blocks  the content list of a `w:body`, `w:tc`, `w:endnote`
    plain   the style of paragraphs without a number
    left, right  the edges of the text, in twentieths of a point from the margins
    base    the indent from which lists count their levels
    level   the number of sub-paragraphs around it
    path    the containers, a letter each: t(op), n(umbered), s(ub-paragraph), i(tem), q(uotation)
    series  the key of the current series
    note    whether this is the text of a note
    inset   whether it is in a list or a quotation
    """

    job: Job
    story: Story
    blocks: list[Block]
    plain: str
    left: int
    right: int
    base: int
    level: int = 0
    path: str = "t"
    series: str = ""
    note: bool = False
    inset: bool = False

    @property
    def width(self) -> int:
        """The width of text here; a minimum remains at any depth."""
        return max(self.job.text_width - self.left - self.right, STEP)

    def moved(self, left: int, right: int) -> Frame:
        """Return the same frame with edges further inside, in twentieths of a point from the margins."""
        return replace(self, left=left, right=right, base=left, inset=True)

    def inside(self, kind: str) -> Frame:
        """Return the frame for what is inside one more container; `kind` is its letter in `path`."""
        return replace(self, path=self.path + kind)


def new_frame(job: Job, story: Story, blocks: list[Block], plain: str, *, note: bool = False) -> Frame:
    """Return a frame whose edges are those of its plain style."""
    indent = job.styles.indent(job.styles.id(plain))
    return Frame(job, story, blocks, plain, indent.left, indent.right, indent.left, note=note)


def new_paragraph(
    frame: Frame,
    style: str,
    indent: Indent | None = None,
    *,
    item: tuple[int, int] | None = None,
    keep_next: bool = False,
    new_page: bool = False,
) -> Paragraph:
    """Add a paragraph in a style; its indentation and list (id and level) only if they differ from the
    style's.
    """
    job = frame.job
    identity = job.styles.id(style)
    properties = [element("pStyle", val=identity)]
    if keep_next:
        properties.append("<w:keepNext/>")
    if new_page or job.new_page is not False:
        given = {} if new_page or job.new_page else {"val": 0}
        properties.append(element("pageBreakBefore", **given))
        job.new_page = False
    if item:
        number = element("ilvl", val=item[1]), element("numId", val=item[0])
        properties.append(element("numPr", *number))
    if job.resolved.words.rtl:
        properties.append("<w:bidi/>")
    if job.gap:
        properties.append(element("spacing", before=job.gap))
        job.gap = 0
    if indent is not None and indent != job.styles.indent(identity):
        properties.append(indent_element(indent))
    paragraph = Paragraph(identity, properties)
    frame.blocks.append(paragraph)
    if job.comments.waiting and not frame.note:
        job.comments.add_waiting(paragraph.content)
    return paragraph


def plain_paragraph(frame: Frame, style: str = "") -> Paragraph:
    """Add a paragraph of the frame's plain style, or of another, between the frame's edges."""
    style = style or frame.plain
    own = frame.job.styles.indent(frame.job.styles.id(style))
    # A hanging first line is for a number, and this paragraph has none.
    first = own.first if own.first > 0 and own.left == frame.left else 0
    return new_paragraph(frame, style, Indent(frame.left, frame.right, first))
