"""The sources of a list as ContextObjects in SPANs (COinS), which Zotero and similar programs collect.

Only a list of sources has them. Zotero prefers them to the metadata of the page: without them, as on a page
without a list, its button saves the submission itself.

A ContextObject describes a source with the keys of ANSI/NISO Z39.88-2004, in one of its formats: journal,
book, dissertation, patent, or Dublin Core for all others. There `type` is the item type for Zotero, and an
institution is an `aucorp`, as Zotero itself writes them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any
from urllib.parse import quote

from toolchain import model as m
from toolchain.data import table
from toolchain.model.expressions import expression
from toolchain.writers.html.context import attributes

_MARKUP = expression(r"</?(?:i|b|sup|sub|span)(?: [^<>]*)?>")
_TITLES = ("title", "title-short", "number", "genre")
"""Fields that can be the title: Zotero drops a source without one, such as a letter."""

_LEADS = ("author", "editor", "director", "composer", "interviewer", "translator", "compiler")


@cache
def _known() -> Mapping[str, Any]:
    return table(__file__)


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
