"""What the head of a page says: its metadata, and the sources for programs that collect them (COinS).

Dublin Core terms and the `citation_` names that Google Scholar and Zotero read, as pairs for META elements,
and a Report of schema.org as JSON-LD.

Only a list of sources has ContextObjects, in SPANs (COinS). Zotero prefers them to the metadata of the page:
without them, as on a page without a list, its button saves the submission itself.

A ContextObject describes a source with the keys of ANSI/NISO Z39.88-2004, in one of its formats: journal,
book, dissertation, patent, or Dublin Core for all others. There `type` is the item type for Zotero, and an
institution is an `aucorp`, as Zotero itself writes them.
"""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any
from urllib.parse import quote

from toolchain import model as m
from toolchain.data import table
from toolchain.model.expressions import expression
from toolchain.model.front_matter import FrontMatter
from toolchain.project.settings import Project
from toolchain.resolve.labels import statement
from toolchain.resolve.tables import Resolved, shown_text
from toolchain.writers.html.context import address, attributes

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


_MARKUP = expression(r"</?(?:i|b|sup|sub|span)(?: [^<>]*)?>")
_TITLES = ("title", "title-short", "number", "genre")
"""Fields that can be the title: Zotero drops a source without one, such as a letter."""

_LEADS = ("author", "editor", "director", "composer", "interviewer", "translator", "compiler")


@cache
def _known() -> Mapping[str, Any]:
    return table(__file__, "coins")


def citation_data(entry: m.Entry) -> str:
    """Return the SPAN of a source."""
    pairs = "&".join(f"{key}={_encoded(value)}" for key, value in _context_object(entry) if value)
    return f"<span{attributes(class_='Z3988', title=pairs, aria_hidden='true')}></span>"


def _encoded(value: str) -> str:
    """Return a value with characters that do not separate keys and values unescaped (RFC 3986, 3.4)."""
    return quote(value, safe="/:,;()!*'?@")


def _context_object(entry: m.Entry) -> Iterator[tuple[str, str]]:
    """Yield the keys and values of a source (Z39.88-2004, part 2: key/encoded-value format)."""
    name, filled, genre = _known()["types"].get(entry.type, ("dc", "dc", ""))
    keys: Mapping[str, str] = _known()["formats"][filled]
    title = next(filter(None, (_plain(entry, field) for field in _TITLES)), "")
    yield "ctx_ver", "Z39.88-2004"
    yield "rft_val_fmt", f"info:ofi/fmt:kev:mtx:{name}"
    yield from _identifiers(entry)
    yield "rft.genre", genre
    yield f"rft.{keys['title']}", title
    yield from ((f"rft.{key}", _plain(entry, field)) for field, key in keys.items() if field != "title")
    yield from _creators(entry, name)
    yield "rft.date", _date(entry)
    if name == "dc":
        yield "rft.type", _known()["zotero"].get(entry.type, "document")


def _identifiers(entry: m.Entry) -> Iterator[tuple[str, str]]:
    if doi := entry.fields.get("DOI"):
        yield "rft_id", f"info:doi/{re.sub(r'^https?://(?:dx[.])?doi[.]org/', '', doi)}"
    if isbn := entry.fields.get("ISBN"):
        yield "rft_id", f"urn:isbn:{isbn}"
    if re.match("https?://", url := entry.fields.get("URL", "")):
        yield "rft_id", url


def _creators(entry: m.Entry, name: str) -> Iterator[tuple[str, str]]:
    """Yield the authors: the first person in two keys, the others as "family, given"; institutions as
    such.
    """
    people = next((entry.names[role] for role in _LEADS if role in entry.names), ())
    of_all, last, first = "au", "aulast", "aufirst"
    if name == "patent":
        of_all, last, first = "inventor", "invlast", "invfirst"
    elif name == "dc":
        of_all = "creator"
    for number, person in enumerate(people):
        family = " ".join(filter(None, (person.non_dropping, person.family)))
        given = " ".join(filter(None, (person.given, person.dropping, person.suffix)))
        if person.literal or not (family and given):
            yield "rft.aucorp", person.literal or family or given
        elif number == 0 and name != "dc":
            yield from ((f"rft.{last}", family), (f"rft.{first}", given))
        else:
            yield f"rft.{of_all}", f"{family}, {given}"


def _date(entry: m.Entry) -> str:
    """Return the date in ISO 8601 as far as known, or in its own words."""
    date = next(
        (entry.dates[name] for name in ("issued", "original-date", "event-date") if name in entry.dates), None
    )
    if date is None:
        return ""
    if not date.parts:
        return date.literal
    return "-".join([f"{date.parts[0]:04d}", *(f"{part:02d}" for part in date.parts[1:3])])


def _plain(entry: m.Entry, field: str) -> str:
    """Return a field without the few tags that it may have."""
    return _MARKUP.sub("", entry.fields.get(field, ""))
