"""The sources of a list as ContextObjects in SPANs (COinS), which Zotero and similar programs collect.

They are only in a list of sources. Zotero prefers them to a page's own metadata, and on a page without a list
its button must save the submission.

A ContextObject describes a source with the keys of ANSI/NISO Z39.88-2004, in one of its formats: journal,
book, dissertation, patent, or Dublin Core for all others. There `type` is the item type for Zotero, and an
institution is an `aucorp`, as Zotero itself writes them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple
from urllib.parse import quote

from toolchain import model as m
from toolchain.writers.html.context import attributes

_MARKUP = re.compile(r"</?(?:i|b|sup|sub|span)(?: [^<>]*)?>")
_TITLES = ("title", "title-short", "number", "genre")
"""Fields that can be the title: Zotero drops a source without one, such as a letter."""

_LEADS = ("author", "editor", "director", "composer", "interviewer", "translator", "compiler")


class _Format(NamedTuple):
    """A metadata format: its keys for CSL variables, and its key for the title."""

    title: str
    fields: Mapping[str, str]


_IN_WHOLE = {"volume": "volume", "issue": "issue", "page": "pages", "ISSN": "issn"}
_AS_BOOK = {
    "publisher": "pub", "publisher-place": "place", "edition": "edition", "collection-title": "series",
    "ISBN": "isbn", "ISSN": "issn", "page": "pages", "number-of-pages": "tpages",
}  # fmt: skip
_IN_BOOK = {"container-title": "btitle", **_AS_BOOK}
_IN_JOURNAL = {"container-title": "jtitle", "container-title-short": "stitle", **_IN_WHOLE}
_AS_PATENT = {"number": "number"}
_AS_THESIS = {"publisher": "inst", "genre": "degree"}
_AS_ANY = {"container-title": "source", "publisher": "publisher", "language": "language"}

_FORMATS: Mapping[str, _Format] = {
    "journal": _Format("atitle", _IN_JOURNAL), "book": _Format("btitle", _AS_BOOK),
    "bookitem": _Format("atitle", _IN_BOOK), "dissertation": _Format("title", _AS_THESIS),
    "patent": _Format("title", _AS_PATENT), "dc": _Format("title", _AS_ANY),
}  # fmt: skip
_GENRES: Mapping[str, tuple[str, str, str]] = {
    "article-journal": ("journal", "journal", "article"), "review": ("journal", "journal", "article"),
    "review-book": ("journal", "journal", "article"), "book": ("book", "book", "book"),
    "classic": ("book", "book", "book"), "collection": ("book", "book", "book"),
    "pamphlet": ("book", "book", "book"), "report": ("book", "book", "report"),
    "chapter": ("book", "bookitem", "bookitem"), "entry": ("book", "bookitem", "bookitem"),
    "paper-conference": ("book", "bookitem", "proceeding"), "thesis": ("dissertation", "dissertation", ""),
    "patent": ("patent", "patent", ""),
}  # fmt: skip
"""For each type: its format, the table with the keys, and its genre."""

_ZOTERO: Mapping[str, str] = {
    "article": "preprint", "article-magazine": "magazineArticle", "article-newspaper": "newspaperArticle",
    "bill": "bill", "broadcast": "tvBroadcast", "dataset": "dataset", "entry-dictionary": "dictionaryEntry",
    "entry-encyclopedia": "encyclopediaArticle", "event": "presentation", "figure": "artwork",
    "graphic": "artwork", "hearing": "hearing", "interview": "interview", "legal_case": "case",
    "legislation": "statute", "manuscript": "manuscript", "map": "map", "motion_picture": "film",
    "personal_communication": "letter", "post": "forumPost", "post-weblog": "blogPost",
    "regulation": "statute", "software": "computerProgram", "song": "audioRecording",
    "speech": "presentation", "standard": "standard", "webpage": "webpage",
}  # fmt: skip
"""Zotero's names of types without a format; all other types are documents."""


def citation_data(entry: m.Entry) -> str:
    """Return the SPAN of a source."""
    pairs = "&".join(f"{key}={_encoded(value)}" for key, value in _context_object(entry) if value)
    return f"<span{attributes(class_='Z3988', title=pairs, aria_hidden='true')}></span>"


def _encoded(value: str) -> str:
    """Return a value with characters that do not separate keys and values unescaped (RFC 3986, 3.4)."""
    return quote(value, safe="/:,;()!*'?@")


def _context_object(entry: m.Entry) -> Iterator[tuple[str, str]]:
    """Yield the keys and values of a source (Z39.88-2004, part 2: key/encoded-value format)."""
    name, filled, genre = _GENRES.get(entry.type, ("dc", "dc", ""))
    title = next(filter(None, (_plain(entry, field) for field in _TITLES)), "")
    yield "ctx_ver", "Z39.88-2004"
    yield "rft_val_fmt", f"info:ofi/fmt:kev:mtx:{name}"
    yield from _identifiers(entry)
    yield "rft.genre", genre
    yield f"rft.{_FORMATS[filled].title}", title
    yield from ((f"rft.{key}", _plain(entry, field)) for field, key in _FORMATS[filled].fields.items())
    yield from _creators(entry, name)
    yield "rft.date", _date(entry)
    if name == "dc":
        yield "rft.type", _ZOTERO.get(entry.type, "document")


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
    return (
        "-".join([f"{date.parts[0]:04d}", *(f"{part:02d}" for part in date.parts[1:3])])
        if date.parts
        else date.literal
    )


def _plain(entry: m.Entry, field: str) -> str:
    """Return a field without the few tags that it may have."""
    return _MARKUP.sub("", entry.fields.get(field, ""))
