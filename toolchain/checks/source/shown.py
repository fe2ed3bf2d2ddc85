"""What outputs show besides the running texts: code, the front matter, cited sources."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from toolchain import model as m
from toolchain.checks.survey import Survey, survey
from toolchain.model.places import Place
from toolchain.model.records import asdict
from toolchain.model.walk import plain_text
from toolchain.resolve.tables import Resolved

_WEB = ("http://", "https://", "mailto:", "tel:", "#")


def shown(resolved: Resolved) -> Iterator[tuple[Place, str]]:
    """Yield everything printed, or visible in a file, that is not running text, each with its place."""
    found = survey(resolved)
    yield from printed(resolved)
    yield from _described(resolved)
    for image, _ in found.each(m.Image):
        yield image.span, image.alt
    for link, _ in found.each(m.Link):
        yield link.span, link.title
        if not link.url.startswith(_WEB):
            yield link.span, link.url


def printed(resolved: Resolved) -> Iterator[tuple[Place, str]]:
    """Yield everything printed that is not running text."""
    found = survey(resolved)
    yield from _front_matter(resolved)
    for code, _ in found.each(m.Code):
        yield code.span, code.text
    for block, _ in found.each(m.CodeBlock):
        yield block.span, block.text
    for reference, _ in found.each(m.CrossReference):
        yield reference.span, plain_text(reference.children)
    for citation, _ in found.each(m.Citation):
        yield citation.span, plain_text(citation.children)
    for entry in _entries(resolved, found):
        yield from ((entry.span, value) for value in entry.fields.values() if not value.startswith(_WEB))
        yield from ((entry.span, part) for names in entry.names.values() for name in names for part in name)


def _entries(resolved: Resolved, found: Survey) -> Iterable[m.Entry]:
    """Return the sources that are printed, each once."""
    entries = resolved.bibliography.entries
    if any(node.every for node, _ in found.each(m.SourceList)):
        return entries.values()
    keys = {source.key: None for source, _ in found.each(m.CitedSource)}
    return [entries[key] for key in keys if key in entries]


def _front_matter(resolved: Resolved) -> Iterator[tuple[Place, str]]:
    """Return the plain texts of the front matter that pages print."""
    matter = resolved.document.front_matter
    names = ("recipient", "country", "session", "instrument", "reporting_cycle", "agenda_item", "date")
    texts = {name.replace("_", "-"): str(getattr(matter, name)) for name in names}
    for number, organization in enumerate(matter.submitted_by):
        path = f"submitted-by.{number}"
        texts |= {f"{path}.name": organization.name, f"{path}.status": organization.status}
        if organization.contact:
            values = asdict(organization.contact).items()
            texts |= {f"{path}.contact.{key}": text for key, text in values if isinstance(text, str)}
    return _placed(resolved, texts)


def _described(resolved: Resolved) -> Iterator[tuple[Place, str]]:
    """Return the texts of the front matter that files hold and no page shows."""
    matter = resolved.document.front_matter
    texts = {"keywords": ", ".join(matter.keywords)}
    for number, organization in enumerate(matter.submitted_by):
        texts[f"submitted-by.{number}.logo-alt"] = organization.logo_alt
    return _placed(resolved, texts)


def _placed(resolved: Resolved, texts: dict[str, str]) -> Iterator[tuple[Place, str]]:
    places = resolved.document.front_matter.places
    return ((places[key], text) for key, text in texts.items() if text and key in places)
