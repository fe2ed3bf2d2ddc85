"""Sections: the page, its headers and footers, and the place of notes."""

from __future__ import annotations

from collections.abc import Iterator

from docx.opc.constants import RELATIONSHIP_TYPE as TYPE

from toolchain.model import NoteKind
from toolchain.writers.docx.context import Job
from toolchain.writers.docx.markup import (
    Paragraph,
    add_text,
    element,
    mark_as_east_asian,
    mark_as_rtl,
    markup,
)
from toolchain.writers.docx.page_numbers import FIRST, say_pages
from toolchain.writers.docx.properties import core_values
from toolchain.writers.docx.running import fill_in
from toolchain.writers.docx.story import WORD, Story, TreePart
from toolchain.writers.docx.style_names import StyleName
from toolchain.writers.docx.styles import in_order, integer
from toolchain.writers.docx.template import Template
from toolchain.writers.docx.xml import Element, copied, find, get, parsed, qualified, root

# Elements copied from a template's page setup, in the schema's order (ECMA-376-1, 17.6.17); `bidi` is
# between the two.
_PAGE = (
    "pgSz", "pgMar", "paperSrc", "pgBorders", "lnNumType", "pgNumType", "cols", "vAlign", "titlePg",
    "textDirection",
)  # fmt: skip
_AFTER_DIRECTION = ("rtlGutter", "docGrid")
_FIRST_ONLY = ("pgNumType", "titlePg")
_A4 = {"w": 11906, "h": 16838, "left": 1134, "right": 1134, "top": 1417, "bottom": 1134}
_LEAST = 1440  # for a page without room for text


def text_size(section: Element) -> tuple[int, int]:
    """Return width and height between the margins of a template's page, in twentieths of a point."""

    def measure(part: str, name: str) -> int:
        found = find(section, part)
        return abs(integer(get(found, name))) if found is not None else _A4[name]

    width = measure("pgSz", "w") - measure("pgMar", "left") - measure("pgMar", "right")
    height = measure("pgSz", "h") - measure("pgMar", "top") - measure("pgMar", "bottom")
    return max(width, _LEAST), max(height, _LEAST)


def first_page(section: Element) -> int:
    """Return the number of a template's first page."""
    found = find(section, "pgNumType")
    start = get(found, "start") if found is not None else None
    return 1 if start is None else integer(start)


class Page:
    """The page setup of a document: common to all its sections."""

    def __init__(self, template: Template, job: Job, short_title: str, draft: str) -> None:
        """Take page setup, headers and footers from the template; insert the short title and the draft
        mark.
        """
        self._section = template.section
        self._job = job
        self._running = list(_running_parts(template))
        core = core_values(job.resolved)
        if draft:
            self._running += list(
                _missing_headers(template, {pages for kind, pages, _ in self._running if kind == TYPE.HEADER})
            )
        for kind, _, part in self._running:
            for picture in part.root.iter(qualified("wp:docPr")):
                job.pictures += 1  # otherwise a relationship of the text could have the same id
                picture.set("id", str(job.pictures))
            fill_in(part.root, short_title, core)
            say_pages(part.root, job.resolved.words.terms["page_of"], job.pages.total if job.pages else FIRST)
            if draft and kind == TYPE.HEADER:
                _add_draft(part.root, job, draft)
            if job.resolved.words.rtl:
                mark_as_rtl(part.root)
                for properties in part.root.iter(qualified("pPr")):
                    in_order(properties)
            if job.look.chinese:
                mark_as_east_asian(part.root)

    def section(self, story: Story, *, first: bool, crowded: bool = False) -> str:
        """Return a section's properties, the last in `w:body` or in those of the section's last paragraph.

        `crowded` says that endnotes are before annexes, and that a line before them may have two marks.
        """
        pieces: list[str] = []
        for kind, pages, running in self._running if first else ():
            name = "headerReference" if kind == TYPE.HEADER else "footerReference"
            pieces.append(element(name, type=pages, r__id=story.relate(running, kind)))
        form = element("numFmt", val="decimal")
        pieces += (element(f"{part.kind}Pr", form) for part in self._job.notes.parts)
        if self._job.resolved.settings.notes is NoteKind.ENDNOTE:
            # Without "continuous" LibreOffice (25.2, 26.8) puts endnotes on a page of their own, away from
            # their heading. With it, a section with its endnotes at its end loses lines with two marks.
            pieces.append(element("type", val="nextPage" if crowded else "continuous"))
        pieces += (self._copied(name) for name in _PAGE if first or name not in _FIRST_ONLY)
        if self._job.resolved.words.rtl:
            pieces.append(element("bidi"))
        return element("sectPr", *pieces, *map(self._copied, _AFTER_DIRECTION))

    def _copied(self, name: str) -> str:
        return copied(find(self._section, name))


def _running_parts(template: Template) -> Iterator[tuple[str, str, TreePart]]:
    counts = {TYPE.HEADER: 0, TYPE.FOOTER: 0}
    for kind, pages, source, tree in template.running:
        counts[kind] += 1
        word = kind.rpartition("/")[2]
        part = TreePart(f"word/{word}{counts[kind]}.xml", f"{WORD}{word}+xml", tree)
        for each in source.rels.values():
            target = each.target_ref if each.is_external else each.target_part
            part.load_rel(each.reltype, target, each.rId, each.is_external)
        yield kind, pages, part


def _missing_headers(template: Template, present: set[str]) -> Iterator[tuple[str, str, TreePart]]:
    """Yield the headers that are needed for the draft mark and that the template does not have."""
    used = {
        "default": True,
        "even": find(template.settings, "evenAndOddHeaders") is not None,
        "first": find(template.section, "titlePg") is not None,
    }
    for pages, is_used in used.items():
        if is_used and pages not in present:
            part = TreePart(f"word/header-{pages}.xml", f"{WORD}header+xml", root("hdr", "r"))
            yield TYPE.HEADER, pages, part


def _add_draft(header: Element, job: Job, draft: str) -> None:
    paragraph = Paragraph("", [element("pStyle", val=job.styles.id(StyleName.DRAFT))])
    add_text(paragraph.content, draft, job.look)
    header[:0] = parsed("".join(markup((paragraph,), ())))
