"""The cover: the submission, its recipient and its authors.

It has no emblem, symbol or masthead of the recipient.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from toolchain import model as m
from toolchain.formats.bidi.directions import LEFT_TO_RIGHT, runs_left_to_right
from toolchain.model.design import design
from toolchain.model.diagnostics import FilePlace
from toolchain.model.front_matter import FrontMatter
from toolchain.model.records import Record, replace
from toolchain.resolve.covers import NAMES, Cover, cover
from toolchain.resolve.labels import particulars
from toolchain.writers.docx.blocks import add_blocks
from toolchain.writers.docx.context import Frame, new_paragraph
from toolchain.writers.docx.inlines import add_inlines, add_link
from toolchain.writers.docx.markup import Block, Paragraph, Pieces, Table, element
from toolchain.writers.docx.own_cover import Filler, add_own_cover
from toolchain.writers.docx.pictures import add_picture
from toolchain.writers.docx.properties import core_values
from toolchain.writers.docx.runs import Look, add_text
from toolchain.writers.docx.story import OwnCover
from toolchain.writers.docx.style_names import StyleName
from toolchain.writers.docx.styles import STEP, Indent, twips
from toolchain.writers.docx.tables import table_properties

_NOT = ("firstRow", "lastRow", "lastColumn")
"""Parts of a table that look like any other on the cover."""

_TERMS = 4 * STEP
"""The width of the terms' column."""

GAP = 113
"""The empty end of each cell (0.2 cm), so that a term does not touch its value."""

_CLOSE = 60
"""Above names below each other, in twentieths of a point."""

_RULE = element("tcBorders", element("top", val="single", sz=12, space=0, color="auto")) + element(
    "tcMar", element("top", w=twips("cover.padding"), type="dxa")
)
"""Above the particulars."""

_HEADING = design().points("section.size") / design().points("name.size")
"""The head of the page about the organizations, against their names."""

_TALLEST = twips("cover.logo")

_BETWEEN = "\N{EM SPACE}\N{EM SPACE}"
"""Between two logos."""


def add_cover(matter: FrontMatter, frame: Frame) -> float:
    """Add the cover's text, and return the height of what is about the organizations on the next page, in
    points; texts that can have notes come in reading order: title, subtitle, organizations.
    """
    job, look = frame.job, frame.job.look
    chosen = cover(job.resolved, job.design or "un")
    if job.own_cover:
        return _add_own(job.own_cover, matter, chosen, frame)
    if job.design == "house":
        _add_logos(matter, chosen, frame, StyleName.COVER_LOGO)
    _fit_title(chosen, frame)
    add_inlines(new_paragraph(frame, StyleName.TITLE).content, matter.title, frame)
    if matter.subtitle:
        add_inlines(new_paragraph(frame, StyleName.SUBTITLE).content, matter.subtitle, frame)
    _add_lines(_facts(matter, frame), StyleName.COVER_LINE, frame, "" if job.design == "house" else _RULE)
    if matter.submitted_by:
        heading = new_paragraph(frame, StyleName.COVER_HEADING).content
        add_text(heading, job.resolved.words.terms["submitted_by"], look)
    if job.design != "house":
        _add_logos(matter, chosen, frame, StyleName.COVER_LOGO)
    if chosen.details:
        _add_organizations(matter, frame)
        return 0
    style = f"{StyleName.COVER_ORGANIZATION} (name)"
    smaller = job.styles.derive(StyleName.COVER_ORGANIZATION, style)
    job.styles.set_space(smaller, before=_CLOSE)
    if chosen.names < 1:
        job.styles.scale(smaller, chosen.names)
    _add_names([NAMES.join(matter.authors)] if chosen.run_on else matter.authors, frame, style)
    _add_about(matter, frame)
    return chosen.about


def _add_about(matter: FrontMatter, frame: Frame) -> None:
    """Add the page with the details of the organizations."""
    styles, style = frame.job.styles, f"{StyleName.COVER_HEADING} (page)"
    styles.scale(styles.derive(StyleName.COVER_ORGANIZATION, style), _HEADING)
    heading = new_paragraph(frame, style, new_page=True).content
    add_text(heading, frame.job.resolved.words.terms["about_submitters"], frame.job.look)
    _add_organizations(matter, frame)


def _facts(matter: FrontMatter, frame: Frame) -> list[_Line]:
    return [_Line(*said) for said in particulars(matter, frame.job.resolved.words.terms)]


def _add_own(own: OwnCover, matter: FrontMatter, chosen: Cover, frame: Frame) -> float:
    """Add the user's cover with its places filled, and the page with all that has no place there; return
    the height of that, in points.

    Raise Failure (S012) if a place is missing.
    """
    details = any(each.status or each.description or each.contact for each in matter.submitted_by)
    fillers: dict[str, tuple[str, Filler]] = {"title": (StyleName.TITLE, _inlines_of(matter.title))}
    if matter.subtitle:
        fillers["subtitle"] = StyleName.SUBTITLE, _inlines_of(matter.subtitle)
    if facts := _facts(matter, frame):
        fillers["particulars"] = f"{StyleName.COVER_LINE} (own)", partial(_add_facts, facts)
    if any(each.logo for each in matter.submitted_by):
        fillers["logos"] = f"{StyleName.COVER_LOGO} (own)", partial(_add_logos, matter, chosen)
    if matter.submitted_by:
        kind = "name" if details else "own"
        fillers["organizations"] = (
            f"{StyleName.COVER_ORGANIZATION} ({kind})",
            partial(_add_submitters, matter.authors),
        )
    add_own_cover(own, fillers, frame, core_values(frame.job.resolved))
    if details:
        _add_about(matter, frame)
    return chosen.about if details else 0


def _inlines_of(inlines: m.Inlines) -> Filler:
    return lambda frame, style: add_inlines(new_paragraph(frame, style).content, inlines, frame)


def _add_facts(facts: Sequence[_Line], frame: Frame, style: str) -> None:
    """Add lines with a tab between term and value."""
    styles, identity = frame.job.styles, frame.job.styles.id(style)
    indent = styles.indent(identity)
    styles.set_indent(identity, indent._replace(left=indent.left + _TERMS, first=-_TERMS))
    for line in facts:
        content = new_paragraph(frame, style).content
        _add_term(line, content, frame)
        add_text(content, "\t", frame.job.look)
        _add_value(line, content, frame)


def _add_submitters(names: Sequence[str], frame: Frame, style: str) -> None:
    """Add "Submitted by" and the names."""
    heading = f"{StyleName.COVER_HEADING} (own)"
    frame.job.styles.derive(style, heading)
    terms = frame.job.resolved.words.terms
    add_text(new_paragraph(frame, heading).content, terms["submitted_by"], frame.job.look)
    _add_names(names, frame, style)


def _add_names(names: Sequence[str], frame: Frame, style: str) -> None:
    for name in names:
        add_text(new_paragraph(frame, style).content, _apart(name, frame.job.look), frame.job.look)


class _Line(Record):
    """A line of the cover: its term, its text, and the target of its link."""

    term: str
    value: str
    url: str = ""


def _add_term(line: _Line, content: Pieces, frame: Frame) -> None:
    job = frame.job
    look = job.look._replace(bold=True, strong=job.styles.id(StyleName.COVER_TERM))
    add_text(content, job.resolved.words.terms[line.term], look)


def _add_value(line: _Line, content: Pieces, frame: Frame) -> None:
    look, telephone = frame.job.look, line.term == "telephone"
    said = line.value if line.url and not telephone else _apart(line.value, look, telephone=telephone)
    if line.url:
        add_link(content, line.url, said, frame)
    else:
        add_text(content, said, look)


def _apart(text: str, look: Look, *, telephone: bool = False) -> str:
    """Return a text with its own direction, "1 Long Street" and phone numbers, among right-to-left words."""
    lines = text.split("\n") if look.rtl else ()
    left = (LEFT_TO_RIGHT if telephone or runs_left_to_right(line) else "" for line in lines)
    return "\n".join(map(str.__add__, left, lines)) if lines else text


def _fit_title(chosen: Cover, frame: Frame) -> None:
    """Set the title's style in the size in which the cover is one page; our template has that of others."""
    job, styles = frame.job, frame.job.styles
    share, title = chosen.title, styles.id(StyleName.TITLE)
    if job.design == "un" and not job.resolved.document.front_matter.subtitle:
        styles.set_space(title, after=twips("cover.above"))
    covered = job.resolved.document.front_matter.fills_page and not job.resolved.settings.profile.plain_cover
    if covered and job.design:
        share = chosen.size(job.design, job.resolved.words.lang)[0] / design().points("title.size")
        styles.set_space(title, before=0 if job.design == "house" else twips("title.cover.above"))
        styles.scale(styles.id(StyleName.SUBTITLE), chosen.subtitle(job.design, job.resolved.words.lang))
    if share != 1:
        styles.scale(title, share)


def _add_logos(matter: FrontMatter, chosen: Cover, frame: Frame, style: str) -> None:
    """Add the logos in one paragraph, side by side."""
    job, content = frame.job, None
    for at, each in enumerate(matter.submitted_by):
        if not each.logo:
            continue
        if content is None:
            content = new_paragraph(frame, style).content
        else:
            add_text(content, "\n" if at == chosen.logos.second else _BETWEEN, job.look)
        image = m.Image(FilePlace(job.resolved.document.path), each.logo, each.logo_alt)
        widest = round(20 * chosen.logos.widths.get(at, 0))
        row = round(20 * chosen.logos.rows.get(at, 0))
        add_picture(image, content, frame, job.look, most=(max(widest, 1), _TALLEST), row=row)


def _add_organizations(matter: FrontMatter, frame: Frame) -> None:
    """Add the names and the other details of organizations.

    A bookmark says who has a logo: the logos are apart.
    """
    job = frame.job
    for each in matter.submitted_by:
        paragraph = new_paragraph(frame, StyleName.COVER_ORGANIZATION)
        if each.logo:
            job.bookmarks.mark(paragraph.content, "_Logo", each.name)
        add_text(paragraph.content, _apart(each.name, job.look), job.look)
        status = [_Line("status", each.status)] if each.status else []
        contact = [_Line(*detail) for detail in each.contact.details()] if each.contact else []
        add_blocks(each.description, frame)
        _add_lines([*status, *contact], StyleName.COVER_DETAIL, frame)


def _add_lines(lines: Sequence[_Line], style: StyleName, frame: Frame, above: str = "") -> None:
    """Add a table without borders, one line per row, with the edges of organizations' names.

    `above` are further properties of the first row's cells.
    """
    if not lines:
        return
    if not isinstance(frame.blocks[-1], Paragraph):
        new_paragraph(frame, StyleName.TABLE_TEXT)  # Word joins adjacent tables
    job = frame.job
    indent = job.styles.indent(job.styles.id(StyleName.COVER_ORGANIZATION))
    widths = _TERMS, max(job.text_width - indent.left - indent.right - _TERMS, STEP)
    look = element("tblLook", val="0680", **dict.fromkeys(_NOT, 0), firstColumn=1, noHBand=1, noVBand=1)
    properties = table_properties(job, StyleName.COVER_TABLE, indent.left, widths, look)
    parts: list[Block] = ["<w:tbl>", properties]
    inside = replace(frame, blocks=parts, left=0, right=job.text_width - widths[1])
    for line in lines:
        parts.append("<w:tr><w:trPr><w:cantSplit/></w:trPr>")
        for width, add_words in zip(widths, (_add_term, _add_value), strict=True):
            first = above if line is lines[0] else ""
            parts.append(f"<w:tc>{element('tcPr', element('tcW', w=width, type='dxa'), first)}")
            add_words(line, new_paragraph(inside, style, Indent(right=GAP)).content, inside)
            parts.append("</w:tc>")
        parts.append("</w:tr>")
    parts.append("</w:tbl>")
    frame.blocks.append(Table(parts))
