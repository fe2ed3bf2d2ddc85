"""Metadata for programs, so that the submission is found and cited; it has nothing that readers cannot see.

Dublin Core terms and the `citation_` names that Google Scholar and Zotero read, as pairs for META elements,
and a Report of schema.org as JSON-LD.
"""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterator
from typing import Any

from toolchain.model.expressions import expression
from toolchain.model.front_matter import FrontMatter
from toolchain.project.settings import Project
from toolchain.resolve.labels import statement
from toolchain.resolve.tables import Resolved, shown_text
from toolchain.writers.html.context import address

_DAY = expression(r"\d{4}(-\d\d){0,2}")
"""A date of ISO 8601, or the beginning of one."""

_IN_JSON = str.maketrans({"<": "\\u003c", ">": "\\u003e", "&": "\\u0026"})
"""Characters that could end the element around the JSON or begin another."""


def description(resolved: Resolved) -> str:
    """Return the text that search engines show under the title."""
    matter = resolved.document.front_matter
    subtitle = shown_text(matter.subtitle, resolved.references)
    said = (subtitle, matter.recipient, matter.country, ", ".join(matter.authors))
    return ". ".join(text for text in said if text)


def named(resolved: Resolved, project: Project, *, paged: bool) -> Iterator[tuple[str, str]]:
    """Yield the names and contents of META elements, without empty ones."""
    pairs = _of_pages(resolved, project) if paged else _of_screens(resolved, project)
    return (pair for pair in pairs if pair[1])


def _of_pages(resolved: Resolved, project: Project) -> Iterator[tuple[str, str]]:
    """Yield what WeasyPrint puts into a PDF's metadata."""
    matter = resolved.document.front_matter
    yield from (("author", name) for name in matter.authors)
    yield "description", description(resolved)
    yield "keywords", ", ".join(matter.keywords)
    yield "dcterms.created", created(matter, project)


def created(matter: FrontMatter, project: Project) -> str:
    """Return the date of the submission in ISO 8601, "" if it is not known."""
    return day(matter) or project.moment


def _of_screens(resolved: Resolved, project: Project) -> Iterator[tuple[str, str]]:
    matter = resolved.document.front_matter
    title = shown_text(matter.title, resolved.references)
    if matter.public is False or project.draft:
        yield "robots", "noindex, nofollow, noarchive"
    yield "description", description(resolved)
    yield "keywords", ", ".join(matter.keywords)
    yield "dcterms.title", title
    yield from (("dcterms.creator", name) for name in matter.authors)
    yield "dcterms.created", created(matter, project)
    yield "dcterms.language", resolved.words.lang
    yield "dcterms.audience", matter.recipient
    yield "dcterms.spatial", matter.country
    yield "citation_title", title
    yield from (("citation_author", name) for name in matter.authors)
    yield "citation_technical_report_institution", "; ".join(matter.authors)
    yield "citation_publication_date", day(matter).replace("-", "/")
    yield "citation_language", resolved.words.lang


def linked_data(resolved: Resolved, project: Project) -> str:
    """Return the Report as JSON-LD, in which no character can end the element around it."""
    said = {"@context": "https://schema.org", "@type": "Report", **_report(resolved, project)}
    known = {key: value for key, value in said.items() if value}
    return json.dumps(known, ensure_ascii=False, separators=(",", ":")).translate(_IN_JSON)


def _report(resolved: Resolved, project: Project) -> dict[str, Any]:
    matter, terms = resolved.document.front_matter, resolved.words.terms
    return {
        "name": shown_text(matter.title, resolved.references),
        "alternativeHeadline": shown_text(matter.subtitle, resolved.references),
        "alternateName": shown_text(matter.short_title, resolved.references),
        "inLanguage": resolved.words.lang,
        "author": [_organization(each.name, each.contact) for each in matter.submitted_by],
        "dateCreated": created(matter, project),
        "datePublished": "" if matter.public is False else day(matter),
        "keywords": ", ".join(matter.keywords),
        "audience": _thing("Audience", matter.recipient),
        "spatialCoverage": _thing("Country", matter.country),
        "about": _thing("Thing", matter.instrument),
        "creativeWorkStatus": "Draft" if project.draft else "",
        "conditionsOfAccess": statement(matter, terms),
    }


def _organization(name: str, contact: Any) -> dict[str, str]:
    website = address(contact.website) if contact else ""
    return {**_thing("Organization", name), **({"url": website} if website else {})}


def _thing(kind: str, name: str) -> dict[str, str]:
    return {"@type": kind, "name": name} if name else {}


def day(matter: FrontMatter) -> str:
    """Return the date of the front matter if it is in ISO 8601, with any precision, else ""."""
    try:
        datetime.date.fromisoformat(whole_day(matter.date))
    except ValueError:
        return ""
    return matter.date if _DAY.fullmatch(matter.date) else ""


def whole_day(date: str) -> str:
    """Return a date, for a month or a year its first day."""
    return date + "-01-01"[len(date) - 4 :]
