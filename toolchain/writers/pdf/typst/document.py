"""The whole submission as code for typst: cover, `options.typ`, and `main.typ`, which calls the template."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from toolchain import model as m
from toolchain.formats.bidi.directions import runs_left_to_right
from toolchain.model.design import Design, design
from toolchain.model.diagnostics import SourceSpan
from toolchain.model.front_matter import Detail, Organization
from toolchain.model.languages import letters, primary_subtag
from toolchain.model.records import Record, replace
from toolchain.project.attached_source import AttachedFile
from toolchain.project.settings import Project
from toolchain.resolve.covers import LOGOS_APART, NAMES, Cover, cover, text_follows
from toolchain.resolve.labels import particulars
from toolchain.resolve.tables import Resolved, shown_text
from toolchain.writers.html.columns import LINE
from toolchain.writers.html.contents import list_sections
from toolchain.writers.html.context import Context as Page
from toolchain.writers.html.metadata import description
from toolchain.writers.html.notes import first_numbers, sections_of
from toolchain.writers.html.template import read_design_of
from toolchain.writers.pdf.typst.blocks import write_blocks, write_footnote, write_notes
from toolchain.writers.pdf.typst.code import (
    RIGHT_TO_LEFT,
    array,
    boolean,
    call,
    dictionary,
    headline,
    joined,
    literal,
    values,
    words,
)
from toolchain.writers.pdf.typst.context import Asked, Context, Link
from toolchain.writers.pdf.typst.inlines import target_of, write_inlines
from toolchain.writers.pdf.typst.pictures import write_picture
from toolchain.writers.typography import Typography, typography

MAIN = '#import "print.typ": *\n#show: pages\n#{\n%s\n}\n'
_DATE = "datetime(year: 1980, month: 1, day: 1, hour: 0, minute: 0, second: 0)"
"""PDF/A wants a date while a file is made; afterwards the right one, or none, is in its place."""
_FACT = LINE - design().points("cover.term") / design().points("text.size")
_ENTRY = LINE - 8
"""The widths of a detail of the cover and of a heading in the contents, in ems."""
_PAPERS = {"A4": {"width": "21cm", "height": "29.7cm"}, "letter": {"width": "8.5in", "height": "11in"}}


class Written(Record):
    """The code of a submission, and what the pass over the file needs."""

    main: str
    options: str
    asked: Asked
    has_right_to_left: bool


def write_document(resolved: Resolved, project: Project, attached: Sequence[AttachedFile] = ()) -> Written:
    """Return the code of a submission; the data of attached files are in `attached-0`, `attached-1` …"""
    asked = Asked()
    page = Page(resolved, paged=True)
    context = Context(page, asked, _led_to(resolved, page), first_numbers(resolved), write_footnote)
    matter = resolved.document.front_matter
    sections = sections_of(page)
    pieces = []
    for number, each in enumerate(attached):
        about = each.name, each.relationship.lower(), each.media_type, each.description
        pieces.append(call("attached", *map(literal, (f"attached-{number}", *about))))
    pieces.append(write_cover(context, project))
    at, listed = len(asked.links), list_sections(sections, page) if matter.contents else []
    if listed:
        asked.headings["contents"] = page.term("contents")
        pieces.append(call("contents", words(page.term("contents"))))
    pieces.append(call("main-text"))
    for section in sections:
        pieces.append(write_blocks(section.blocks, context))
        if section.notes and not context.page.at_page_foot:
            asked.headings[section.anchor] = section.name
            pieces.append(call("notes-heading", literal(section.anchor), words(page.term("notes"))))
            pieces.append(write_notes(section.notes, context))
    asked.links[at:at] = [Link(each.anchor, asked.headings[each.anchor]) for each in listed]
    main, options = MAIN % "\n".join(pieces), _options(context, project, len(listed))
    return Written(main, options, asked, has_right_to_left=bool(RIGHT_TO_LEFT.search(main + options)))


def _led_to(resolved: Resolved, page: Page) -> frozenset[str]:
    """Return the addresses of all that a cross-reference leads to."""
    return frozenset(map(page.aim, resolved.references.values()))


def _options(context: Context, project: Project, listed: int) -> str:
    """Return the values of the template, as the comment at its head describes them."""
    resolved, page, matter = context.resolved, context.page, context.resolved.document.front_matter
    title = shown_text(matter.title, resolved.references)
    before, between, after = re.split("[\x01\x02]", page.term("page_of", page="\x01", pages="\x02"))
    design = read_design_of(project.templates)
    said = typography(project.profile, design)
    options = {
        "design": values(_designed(design, said)),
        "typeface": literal(said.font),  # without its font ours is in its place
        "forbidden": array(map(literal, said.forbidden)),
        "lang": literal(primary_subtag(resolved.words.lang)),
        "letters": literal(letters(resolved.words.lang)),
        "rtl": boolean(page.rtl),
        "title-text": literal(title),
        "short-title": words(shown_text(matter.short_title, resolved.references) or title),
        "authors": array(map(literal, matter.authors)),
        "description": literal(description(resolved)),
        "keywords": array(map(literal, matter.keywords)),
        "joint": literal(""),
        "date": _DATE,
        "cover-page": boolean(project.has_cover_page),
        "title-share": f"{(chosen := cover(resolved)).title:g}",
        "subtitle-share": f"{chosen.subtitle('un', resolved.words.lang):g}",
        "name-share": f"{chosen.names:g}",
        "text-follows": boolean(text_follows(listed, below=not chosen.details)),
        "draft": words(project.marks(resolved.words.terms)),
        "folio": array(map(words, (before, between, after))),
        "depth": str(len(resolved.words.headings) + 1),
        "outline-texts": dictionary(
            (key, words(text, _ENTRY)) for key, text in context.asked.headings.items()
        ),
    }
    return "".join(f"#let {name} = {value}\n" for name, value in options.items())


def _designed(design: Design, said: Typography) -> Mapping[str, Any]:
    """Return the tables of a design, with the text's size and lines and the paper that a profile requires."""
    tables = dict(design.tables)
    if said.line:
        size = said.size or design.points("text.size")
        kept = {name: value for name, value in tables["text"].items() if isinstance(value, str)}
        tables["text"] = {**kept, "size": f"{size:g}pt", "line": f"{said.line:g}pt"}
    if said.paper:
        tables["page"] = {**tables["page"], **_PAPERS[said.paper]}
    return tables


def write_cover(context: Context, project: Project) -> str:
    """Return all that is before the contents and the text."""
    matter, page = context.resolved.document.front_matter, context.page
    chosen = cover(context.resolved)
    facts = particulars(matter, context.resolved.words.terms)
    pieces = [
        call("draft-box", words(marks)) if (marks := project.marks(context.resolved.words.terms)) else "",
        call("title", write_inlines(matter.title, replace(context, width=headline("title.cover")))),
        call("subtitle", write_inlines(matter.subtitle, replace(context, width=headline("subtitle"))))
        if matter.subtitle
        else "",
        call("particulars", *(f"({words(page.term(term))},{_apart(fact, context)})" for term, fact in facts)),
    ]
    if matter.submitted_by:
        pieces.append(call("submitters", words(page.term("submitted_by")), *_submitters(chosen, context)))
    cover_page = call("cover", boolean(project.has_cover_page), joined(pieces))
    if chosen.details:
        return cover_page
    details = (_submitter(each, context) for each in matter.submitted_by)
    return joined((cover_page, call("about-submitters", words(page.term("about_submitters")), *details)))


def _submitters(chosen: Cover, context: Context) -> Iterator[str]:
    """Yield the logos, and the names with or without details."""
    submitters, widths = context.resolved.document.front_matter.submitted_by, chosen.logos.widths
    logos = [_logo(each, widths.get(at, 0), context) for at, each in enumerate(submitters) if each.logo]
    if logos:
        yield call("logos", f"{LOGOS_APART:g}pt", *logos)
    if chosen.details:
        yield from (_submitter(each, context) for each in submitters)
        return
    names = [each.name for each in submitters]
    for name in [NAMES.join(names)] if chosen.run_on else names:
        yield call("submitter-name", words(name) if chosen.run_on else _apart(name, context))


def _submitter(organization: Organization, context: Context) -> str:
    details = [Detail("status", organization.status)] if organization.status else []
    details += organization.contact.details() if organization.contact else ()
    return call(
        "submitter",
        _apart(organization.name, context),
        "none",  # the status, in templates of earlier releases
        write_blocks(organization.description, context),
        array(_line(*each, context) for each in details),
    )


def _logo(organization: Organization, widest: float, context: Context) -> str:
    image = m.Image(SourceSpan("", 1, 1, 1, 1), organization.logo, organization.logo_alt)
    return write_picture(image, context, widest)


def _apart(text: str, context: Context) -> str:
    """Return a text with its own direction: "14 March" is not "March 14" among right-to-left words."""
    marked = context.page.rtl and runs_left_to_right(text)
    return f'pdf.artifact("\\u{{200E}}")+{words(text, _FACT)}' if marked else words(text, _FACT)


def _line(term: str, said: str, url: str, context: Context) -> str:
    """Return a detail after its term. Numbers and addresses are left-to-right in every script."""
    western = context.page.rtl and bool(url or runs_left_to_right(said))
    lines = [words(line, _FACT) for line in said.split("\n")]
    if target := url and target_of(url):
        context.asked.links.append(Link(name=said))
        lines = [call("external", literal(target), words(said, _FACT))]
    return call("line-of-contact", boolean(western), words(context.page.term(term)), *lines)
