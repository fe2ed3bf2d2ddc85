"""What a template can read: a source `s` and its citation `c`, with the attributes named here."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from markupsafe import Markup, escape

from toolchain.citations.style import documents
from toolchain.citations.style.cite import LOCATOR, NOTE
from toolchain.citations.style.fields import EMPTY, finished, in_language, read_field, read_text
from toolchain.citations.style.words import Words
from toolchain.model.document import Entry, Name
from toolchain.model.records import Record
from toolchain.model.vocabulary import DATES, FIELDS, NAMES

_TITLES = frozenset((
    "collection-title", "container-title", "container-title-short", "event-title", "part-title", "title",
    "title-short", "volume-title",
))  # fmt: skip
"""Variables that are in the source's language."""

_THESES = frozenset(("PhD thesis", "Master’s thesis", "Bachelor’s thesis", "Candidate thesis"))
"""What BibTeX calls a thesis, which is English in any language."""

_LEADS = (
    "author", "composer", "director", "script-writer", "series-creator", "performer", "host", "compiler",
    "editor-translator", "editor", "editorial-director", "organizer", "curator", "translator",
)  # fmt: skip
"""Roles of a source's lead author: the first one that the source has."""

_VARIABLES = {name.replace("-", "_"): name for name in NAMES | DATES | FIELDS | {"event"}}
"""By their names in templates; "event" is what CSL 1.0.1 called an event's title."""


class Source:
    """A source for a template: `s.title`, `s.container_title`, `s.author`, `s.issued` …

    Missing fields are empty. In addition to the CSL variables there are the computed names below. Without
    `author`, the author is omitted. `is_un_document` means that the style's macro for United Nations
    documents prints it; `size` is the length of its text.
    """

    def __init__(self, entry: Entry, words: Words, author: bool) -> None:
        self.entry = entry
        self.author = author
        self.words = words
        self.size = sum(map(len, entry.fields.values())) + 100 * sum(map(len, entry.names.values()))
        self.is_un_document = documents.is_un_document(entry)
        self._known: dict[str, Any] = {}

    def read(self, name: str) -> Any:
        """Return the value of a name, one of `NAMED`."""
        if name not in self._known:
            variable = _VARIABLES.get(name)
            self._known[name] = self._variable(variable) if variable else WORKED_OUT[name](self)
        return self._known[name]

    def _variable(self, name: str) -> Any:
        if name in NAMES:
            hidden = not self.author and name in _LEADS[:1]
            return () if hidden else self.entry.names.get(name, ())
        if name in DATES:
            return self.entry.dates.get(name)
        if name in self.entry.fields:
            return self._field(name)
        if name == "URL":
            return read_field(self.entry.address)
        return self._first_page() if name == "page-first" else EMPTY

    def _first_page(self) -> Markup:
        page = self.entry.fields.get("page", "")
        return read_field(page.replace("–", "-").partition("-")[0])

    def _lead_role(self) -> str:
        if not self.author:
            return ""
        return next((role for role in _LEADS if self.entry.names.get(role)), "")

    def _lead(self) -> tuple[Name, ...]:
        return self.entry.names.get(self._lead_role(), ())

    def _symbol(self) -> Markup:
        """Return the symbol of a document of the United Nations."""
        symbol = self.entry.fields.get("number", "")
        return escape(symbol) if documents.is_symbol(symbol) else EMPTY

    def _decided(self, shown: Callable[[documents.Decided], str]) -> Markup:
        """Return what is shown of a resolution or decision."""
        document = documents.decided(self.entry.fields.get("number", ""))
        return escape(shown(document)) if document else EMPTY

    def _field(self, name: str) -> Markup:
        fields = self.entry.fields
        text = read_field(fields.get(name, ""))
        if name == "genre" and text in _THESES and self.words.lang != "en":
            return EMPTY  # the style has its own word
        return in_language(text, fields.get("language", ""), self.words.lang) if name in _TITLES else text


WORKED_OUT: Mapping[str, Callable[[Source], Any]] = {
    "key": lambda source: read_text(source.entry.key),
    "type": lambda source: read_text(source.entry.type),
    "lead": Source._lead,
    "lead_role": Source._lead_role,
    "short_title": lambda source: source._field("title-short") or source._field("title"),
    "symbol": Source._symbol,
    "decided": lambda source: source._decided(lambda each: documents.name_of(each, source.words)),
    "decided_number": lambda source: source._decided(lambda each: each.number),
    "organ": lambda source: source._decided(lambda each: each.organ),
    "in_treaty_series": lambda source: documents.is_treaty_series(
        source.entry.fields.get("container-title", "")
    ),
}
"""Computed names of a source, in addition to CSL's variables."""

NAMED = frozenset((*_VARIABLES, *WORKED_OUT))
"""All names that a template can read of a `Source`."""


class Where(Record):
    """A citation for a template: `c.position`, `c.locator` …

    `position` is that of a `Cite`, or "list" for the list of sources. A locator and a note's number can be
    printed, but not examined: they are inserted afterwards.
    """

    position: str
    author: bool = True
    opens: bool = False
    label: str = ""
    plural: bool = False
    has_locator: bool = False
    has_note: bool = False
    alike: bool = False

    @property
    def locator(self) -> Markup:
        return finished(LOCATOR) if self.has_locator else EMPTY

    @property
    def note(self) -> Markup:
        return finished(NOTE) if self.has_note else EMPTY


READABLE = frozenset(("position", "author", "opens", "label", "plural", "locator", "note", "alike"))
"""All names that a template can read of a `Where`."""
