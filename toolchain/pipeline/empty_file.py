"""A file as the writers make it, without any text of a source: what it says is said by all of its format."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from toolchain import model as m
from toolchain.formats.table import Format
from toolchain.model.diagnostics import FilePlace
from toolchain.model.front_matter import FrontMatter, Organization
from toolchain.model.records import replace
from toolchain.plugins import registry as plugins
from toolchain.project.settings import Project, Templates, pdf_engine
from toolchain.resolve import resolve
from toolchain.resolve.tables import Resolved


def without_text(known: Format, project: Project, images: Mapping[str, m.ImageFile]) -> bytes:
    """Return a file of a format for a project, also without its own templates and style sheet, which can say
    what a source withholds. It has one of the pictures, if there are any.
    """
    ours, engine = Templates(project.templates.folders[-1:]), pdf_engine(project).engine
    plain = replace(project, css=None, templates=ours, pdf_engine=engine)
    return plugins.writer(known.name).write(_frame(project, dict(list(images.items())[:1])), plain)


def _frame(project: Project, images: Mapping[str, m.ImageFile]) -> Resolved:
    """Return a document without any text of the source, with one of each thing that outputs print."""
    matter, here = project.front_matter, FilePlace(project.source.as_posix())

    def text(*nodes: m.Inline) -> m.Paragraph:
        return m.Paragraph(here, (m.Text(here, "x"), *nodes))

    cell, claim = m.Cell(here, (m.Text(here, "x"),)), m.Claim("1", here)
    link = m.Link(here, "https://x.example", (m.Text(here, "x"),))
    caption = m.Caption(here, (m.Text(here, "x"),))
    figure = tuple(m.Figure(here, m.Image(here, each, "x"), caption) for each in images)
    blocks: m.Blocks = (
        m.Heading(here, 1, (m.Text(here, "x"),)),
        m.NumberedParagraph(here, claim, (text(m.NoteMark(here, "1"), link),)),
        m.BulletList(here, (m.ListItem(here, "", (text(m.Code(here, "x")),)),)),
        m.Quotation(here, (text(),)),
        m.Table(here, (cell, cell), ((cell, cell),), caption),
        m.CodeBlock(here, "x\n"),
        *figure,
        m.Heading(here, 1, (m.Text(here, "x"),), annex=True),
    )
    front = FrontMatter(
        (m.Text(here, "x"),), matter.lang, profile=matter.profile, submitted_by=(Organization("x"),),
        public=matter.public, notes=matter.notes, contents=matter.contents, look=matter.look,
        pdf_engine=matter.pdf_engine, headings=matter.headings, country="x",
        subtitle=(m.Text(here, "x"),),
    )  # fmt: skip
    notes = (m.Note(here, "1", (text(),)),)
    return resolve(
        m.Document(here.path, front, blocks, notes, images=MappingProxyType(images)), project.settings
    )
