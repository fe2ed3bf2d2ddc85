"""The cover: what the submission is, to whom it goes and who submits it.

No emblem, symbol or masthead of the recipient is on it.
"""

from __future__ import annotations

from collections.abc import Iterator

from toolchain import model as m
from toolchain.diagnostics import file_span
from toolchain.front_matter import Contact, FrontMatter, Organization
from toolchain.writers.directions import LEFT_TO_RIGHT, runs_left_to_right
from toolchain.writers.docx.blocks import add_blocks
from toolchain.writers.docx.context import Frame, new_paragraph
from toolchain.writers.docx.inlines import add_inlines, add_link
from toolchain.writers.docx.pictures import add_picture
from toolchain.writers.docx.runs import Look, add_text
from toolchain.writers.docx.styles import StyleName

_FACTS = ("recipient", "country", "session", "instrument", "reporting_cycle", "agenda_item", "date")
"""In the order of the front matter's keys."""

LOGO = 1134
"""The greatest height of a logo (2 cm), in twentieths of a point."""


def add_cover(matter: FrontMatter, frame: Frame) -> None:
    """Add the cover's text, what can hold notes in the order of reading: title, subtitle, organizations."""
    look = frame.job.look
    add_inlines(new_paragraph(frame, StyleName.TITLE).content, matter.title, frame)
    if matter.subtitle:
        add_inlines(new_paragraph(frame, StyleName.SUBTITLE).content, matter.subtitle, frame)
    for term, value in _lines(matter):
        _add_line(frame, StyleName.COVER_LINE, term, value)
    if matter.submitted_by:
        heading = new_paragraph(frame, StyleName.COVER_HEADING).content
        add_text(heading, frame.job.resolved.words.terms["submitted_by"], look)
    for organization in matter.submitted_by:
        _add_organization(organization, frame)
    if matter.public is not None:
        sentence = frame.job.resolved.words.terms["public" if matter.public else "confidential"]
        add_text(new_paragraph(frame, StyleName.COVER_STATEMENT).content, sentence, look)


def fills_page(matter: FrontMatter) -> bool:
    """Whether the cover is a page of its own: it says more of its authors than their names."""
    return any(each.description or each.contact or each.logo for each in matter.submitted_by)


def _lines(matter: FrontMatter) -> Iterator[tuple[str, str]]:
    for term in _FACTS:
        value = getattr(matter, term)
        if value:
            yield term, value


def _add_line(frame: Frame, style: StyleName, term: str, value: str, url: str = "") -> None:
    """A label, and after a tab what it says."""
    content = new_paragraph(frame, style).content
    look = frame.job.look
    add_text(content, frame.job.resolved.words.terms[term], look._replace(bold=True))
    add_text(content, "\t", look)
    if url:
        add_link(content, url, value, frame)
    else:
        add_text(content, _apart(value, look, telephone=term == "telephone"), look)


def _apart(text: str, look: Look, *, telephone: bool = False) -> str:
    """A text that runs its own way, "1 Long Street" and telephone numbers, among words from right to left."""
    lines = text.split("\n") if look.rtl else ()
    left = (LEFT_TO_RIGHT if telephone or runs_left_to_right(line) else "" for line in lines)
    return "\n".join(map(str.__add__, left, lines)) if lines else text


def _add_organization(organization: Organization, frame: Frame) -> None:
    job = frame.job
    if organization.logo:
        image = m.Image(file_span(job.resolved.document.path), organization.logo, organization.logo_alt)
        paragraph = new_paragraph(frame, StyleName.COVER_LOGO, keep_next=True)
        add_picture(image, paragraph.content, frame, job.look, highest=LOGO)
    name = _apart(organization.name, job.look)
    add_text(new_paragraph(frame, StyleName.COVER_ORGANIZATION).content, name, job.look)
    if organization.status:
        _add_line(frame, StyleName.COVER_DETAIL, "status", organization.status)
    add_blocks(organization.description, frame)
    if organization.contact:
        _add_contact(organization.contact, frame)


def _add_contact(contact: Contact, frame: Frame) -> None:
    person = ", ".join(filter(None, (contact.person, contact.role)))
    for term, value, url in (
        ("contact", person, ""),
        ("address", contact.address, ""),
        ("telephone", contact.phone, ""),
        ("email", contact.email, f"mailto:{contact.email}"),
        ("website", contact.website, contact.website if "://" in contact.website else ""),
    ):
        if value:
            _add_line(frame, StyleName.COVER_DETAIL, term, value, url)
