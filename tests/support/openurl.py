"""Reads ContextObjects in a page's SPANs back, after COinS 1.0 and Z39.88-2004's key/encoded-value format."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import NamedTuple
from urllib.parse import unquote

FORMATS = {
    "journal": {
        "aulast", "aufirst", "auinit", "auinit1", "auinitm", "ausuffix", "au", "aucorp", "atitle", "title",
        "jtitle", "stitle", "date", "chron", "ssn", "quarter", "volume", "part", "issue", "spage", "epage",
        "pages", "artnum", "issn", "eissn", "isbn", "coden", "sici", "genre",
    },
    "book": {
        "aulast", "aufirst", "auinit", "auinit1", "auinitm", "ausuffix", "au", "aucorp", "btitle", "atitle",
        "title", "place", "pub", "date", "edition", "tpages", "series", "spage", "epage", "pages", "issn",
        "isbn", "bici", "genre",
    },
    "dissertation": {
        "aulast", "aufirst", "auinit", "auinit1", "auinitm", "ausuffix", "au", "aucorp", "title", "co", "cc",
        "inst", "advisor", "tpages", "date", "degree", "isbn",
    },
    "patent": {
        "aulast", "aufirst", "auinit", "au", "aucorp", "title", "co", "cc", "kind", "applcc", "applnumber",
        "number", "applyear", "appldate", "assignee", "pubdate", "prioritydate", "date", "inventor",
        "invlast", "invfirst",
    },
    "dc": {
        "contributor", "coverage", "creator", "date", "description", "format", "identifier", "language",
        "publisher", "relation", "rights", "source", "subject", "title", "type", "aucorp",
    },
}  # fmt: skip
"""The keys of each format in the OpenURL Registry; `aucorp` is beside Dublin Core's what Zotero reads."""

GENRES = {
    "journal": {"journal", "issue", "article", "proceeding", "conference", "preprint", "unknown"},
    "book": {"book", "bookitem", "conference", "proceeding", "report", "document", "unknown"},
}


class Span(NamedTuple):
    """A SPAN of class Z3988: its attributes, and what stands in it."""

    attributes: dict[str, str]
    text: str


class _Spans(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[Span] = []
        self._open = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "span" and "Z3988" in given.get("class", "").split():
            self.found.append(Span(given, ""))
            self._open = True

    def handle_data(self, data: str) -> None:
        if self._open:
            self.found[-1] = self.found[-1]._replace(text=data)

    def handle_endtag(self, tag: str) -> None:
        self._open = self._open and tag != "span"


def spans(page: str) -> list[Span]:
    """All SPANs of a page that hold a ContextObject."""
    reader = _Spans()
    reader.feed(page)
    return reader.found


def read(title: str) -> tuple[str, dict[str, list[str]]]:
    """The format of a ContextObject, and its values by their keys. Fails for one that is wrong."""
    values: dict[str, list[str]] = {}
    for pair in title.split("&"):
        key, equals, value = pair.partition("=")
        assert equals
        assert value == "" or unquote(value) != ""
        assert " " not in value
        assert "+" not in value
        values.setdefault(key, []).append(unquote(value, errors="strict"))
    assert values.pop("ctx_ver") == ["Z39.88-2004"]
    (format_,) = values.pop("rft_val_fmt")
    name = format_.removeprefix("info:ofi/fmt:kev:mtx:")
    referent = {key.removeprefix("rft.") for key in values if key != "rft_id"}
    assert referent <= FORMATS[name], referent - FORMATS[name]
    assert set(values.get("rft.genre", ())) <= GENRES.get(name, set())
    return name, {key.removeprefix("rft."): found for key, found in values.items()}
