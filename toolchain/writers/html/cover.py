"""The cover of the submission: its details and its organizations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolchain.formats.bidi.directions import runs_left_to_right
from toolchain.model.front_matter import Organization
from toolchain.model.records import Record
from toolchain.resolve.covers import Cover
from toolchain.resolve.labels import particulars
from toolchain.writers.html.blocks import write_blocks
from toolchain.writers.html.context import Context, address, attributes, escape
from toolchain.writers.html.inlines import write_image
from toolchain.writers.html.template import finished

if TYPE_CHECKING:
    from markupsafe import Markup


class Submitter(Record):
    """An organization for the template, all in finished markup ("" for missing values)."""

    name: Markup
    status: Markup
    logo: Markup
    description: Markup
    contact: tuple[Markup, ...]


def facts(context: Context) -> tuple[tuple[str, Markup], ...]:
    """Return the details of the submission with their terms: ("Country", "Pakistan")."""
    said = particulars(context.resolved.document.front_matter, context.resolved.words.terms)
    return tuple((context.term(name), finished(_text(value, context.rtl))) for name, value in said)


def submitters(chosen: Cover, context: Context) -> tuple[Submitter, ...]:
    """Return the organizations, with logos of the widths that the cover has."""
    organizations, widths = context.resolved.document.front_matter.submitted_by, chosen.logos.widths
    return tuple(_submitter(each, widths.get(at, 0), context) for at, each in enumerate(organizations))


def _submitter(organization: Organization, width: float, context: Context) -> Submitter:
    logo = organization.logo and write_image(organization.logo, organization.logo_alt, context, width)
    contact = organization.contact.details() if organization.contact else ()
    return Submitter(
        name=finished(_text(organization.name, context.rtl)),
        status=finished(organization.status and _line("status", organization.status, "", context)),
        logo=finished(logo),
        description=finished(write_blocks(organization.description, context)),
        contact=tuple(finished(_line(*each, context)) for each in contact),
    )


def _line(term: str, said: str, url: str, context: Context) -> str:
    """Return a detail after its term. Numbers and addresses are left-to-right in every script."""
    shown = "<br>\n".join(_text(line, context.rtl) for line in said.split("\n"))
    shown = _link(url, said, "ltr" if context.rtl else "") if url else shown
    return f'<span class="term">{context.term(term)} </span>{shown}'


def _text(text: str, rtl: bool) -> str:
    """Return a text with its own direction: "1 Long Street" is not "Long Street 1" in Arabic text."""
    if rtl and runs_left_to_right(text):
        return f'<bdi dir="ltr">{escape(text)}</bdi>'
    return escape(text)


def _link(url: str, text: str, direction: str) -> str:
    target = address(url)
    if target:
        return f"<a{attributes(href=target, dir=direction)}>{escape(text)}</a>"
    return f"<bdi{attributes(dir=direction)}>{escape(text)}</bdi>" if direction else escape(text)
