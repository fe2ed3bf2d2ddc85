"""The cover as code for typst: the title, the details of the submission, and its organizations."""

from __future__ import annotations

from collections.abc import Iterator

from toolchain import model as m
from toolchain.formats.bidi.directions import runs_left_to_right
from toolchain.model.diagnostics import SourceSpan
from toolchain.model.front_matter import Detail, Organization
from toolchain.project.settings import Project
from toolchain.resolve.covers import LOGOS_APART, NAMES, Cover, cover
from toolchain.resolve.labels import particulars
from toolchain.writers.pdf.typst.blocks import write_blocks
from toolchain.writers.pdf.typst.code import array, boolean, call, joined, literal, words
from toolchain.writers.pdf.typst.context import Context, Link
from toolchain.writers.pdf.typst.inlines import target_of, write_inlines
from toolchain.writers.pdf.typst.pictures import write_picture


def write_cover(context: Context, project: Project) -> str:
    """Return all that is before the contents and the text."""
    matter, page = context.resolved.document.front_matter, context.page
    chosen = cover(context.resolved)
    facts = particulars(matter, context.resolved.words.terms)
    pieces = [
        call("draft-box", words(marks)) if (marks := project.marks(context.resolved.words.terms)) else "",
        call("title", write_inlines(matter.title, context)),
        call("subtitle", write_inlines(matter.subtitle, context)) if matter.subtitle else "",
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
    return f'pdf.artifact("\\u{{200E}}")+{words(text)}' if marked else words(text)


def _line(term: str, said: str, url: str, context: Context) -> str:
    """Return a detail after its term. Numbers and addresses are left-to-right in every script."""
    western = context.page.rtl and bool(url or runs_left_to_right(said))
    lines = [words(line) for line in said.split("\n")]
    if target := url and target_of(url):
        context.asked.links.append(Link(name=said))
        lines = [call("external", literal(target), words(said))]
    return call("line-of-contact", boolean(western), words(context.page.term(term)), *lines)
