"""What outputs show besides the running texts: code, the front matter, cited sources."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from toolchain import model as m
from toolchain.checks.survey import survey
from toolchain.model.diagnostics import Place
from toolchain.model.front_matter import FrontMatter, Organization
from toolchain.model.vocabulary import FIELDS
from toolchain.model.walk import plain_text
from toolchain.resolve.tables import Resolved

WORDS_OF_CONTACT = ("person", "role", "address", "phone")
_KEYS = ("recipient", "country", "session", "instrument", "reporting_cycle", "agenda_item", "date")
_WEB = ("http://", "https://", "mailto:", "tel:", "#")


def shown(resolved: Resolved) -> Iterator[tuple[Place, str]]:
    """Yield everything printed, or visible in a file, that is not running text, each with its place."""
    found = survey(resolved)
    yield from printed(resolved)
    yield from _described(resolved.document.front_matter)
    for image, _ in found.each(m.Image):
        yield image.span, image.alt
    for link, _ in found.each(m.Link):
        yield link.span, link.title
        if not link.url.startswith(_WEB):
            yield link.span, link.url


def printed(resolved: Resolved) -> Iterator[tuple[Place, str]]:
    """Yield everything printed that is not running text."""
    found = survey(resolved)
    yield from front_matter(resolved.document.front_matter)
    for code, _ in found.each(m.Code):
        yield code.span, code.text
    for block, _ in found.each(m.CodeBlock):
        yield block.span, block.text
    for reference, _ in found.each(m.CrossReference):
        yield reference.span, plain_text(reference.children)
    for citation, _ in found.each(m.Citation):
        yield citation.span, plain_text(citation.children)
    every = any(node.every for node, _ in found.each(m.SourceList))
    cited = [entry for entry, _ in found.cited.values()]
    for entry in resolved.bibliography.entries.values() if every else cited:
        fields = (value for name, value in entry.fields.items() if name in FIELDS)  # no style prints others
        yield from ((entry.span, value) for value in fields if not value.startswith(_WEB))
        yield from ((entry.span, part) for names in entry.names.values() for name in names for part in name)


def front_matter(
    matter: FrontMatter, contact: Sequence[str] = (*WORDS_OF_CONTACT, "email", "website")
) -> Iterator[tuple[Place, str]]:
    """Return the plain texts of the front matter that pages print, with these keys of contacts."""
    texts = {key.replace("_", "-"): str(getattr(matter, key)) for key in _KEYS}
    for number, organization in enumerate(matter.submitted_by):
        path = f"submitted-by.{number}"
        texts |= {f"{path}.name": organization.name, f"{path}.status": organization.status}
        if organization.contact:
            texts |= {f"{path}.contact.{key}": getattr(organization.contact, key) for key in contact}
    return _placed(matter, texts)


def logos(matter: FrontMatter) -> Iterator[tuple[Organization, Place]]:
    """Yield the organizations with a logo, each with its place."""
    for number, organization in enumerate(matter.submitted_by):
        place = matter.places.get(f"submitted-by.{number}.logo")
        if organization.logo and place:
            yield organization, place


def _described(matter: FrontMatter) -> Iterator[tuple[Place, str]]:
    """Return the texts of the front matter that files hold and no page shows."""
    texts = {"keywords": ", ".join(matter.keywords)}
    for number, organization in enumerate(matter.submitted_by):
        texts[f"submitted-by.{number}.logo-alt"] = organization.logo_alt
    return _placed(matter, texts)


def _placed(matter: FrontMatter, texts: dict[str, str]) -> Iterator[tuple[Place, str]]:
    return ((matter.places[key], text) for key, text in texts.items() if text and key in matter.places)
