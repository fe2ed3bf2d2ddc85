"""Collect the entries of a bibliography by their keys, and its defects; used by all its readers.

A note can have variables, which Zotero users write into "Extra" for missing fields. The rules are those of
Zotero and citeproc-js: lines such as "Type: treaty", "original-date: 1950", "author: Last || First" at the
start of the note, after at most one other line; and `{:type: treaty}` within them.
"""

from __future__ import annotations

from collections.abc import Callable
from types import MappingProxyType

from toolchain.citations.bibliography import dates, terms, texts
from toolchain.model import Bibliography, Date, Entry, Name, vocabulary
from toolchain.model.diagnostics import Failure, FilePlace, Finding, Related, Severity, SourceSpan
from toolchain.model.expressions import expression
from toolchain.model.records import Changing, field
from toolchain.rules import bibliography as faults
from toolchain.rules.sources import SourceInvalid

MAX_ENTRIES = 200_000
MAX_TOLD = 1000
"""The most defects of a file that are reported."""


class Gathering:
    """The entries of one file so far. For a duplicate key the first entry is used."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._entries: dict[str, Entry] = {}
        self._defects: list[Finding] = []
        self._untold = 0

    def report(
        self, span: SourceSpan, fault: SourceInvalid, related: tuple[Related, ...] = (), *, lost: bool = False
    ) -> None:
        """Report a problem of an entry (C406): a warning; an error if it is `lost`: a citation may need it.

        After `MAX_TOLD` of them, they are only counted.
        """
        severity = Severity.ERROR if lost else Severity.WARNING
        if len(self._defects) < MAX_TOLD:
            self._defects.append(Finding(span, _printable(fault), related=related, severity=severity))
        else:
            self._untold += 1

    def add(self, entry: Entry) -> None:
        """Add an entry; a duplicate key is reported. Raise `Failure` (S021) if there are too many."""
        first = self._entries.setdefault(entry.key, entry)
        if first is not entry:
            other = Related(first.span, faults.FirstWithKey())
            self.report(entry.span, faults.SecondWithKey(entry.key), (other,), lost=True)
        if len(self._entries) > MAX_ENTRIES:
            raise Failure(Finding(entry.span, faults.TooManyEntries(MAX_ENTRIES)))

    def bibliography(self) -> Bibliography:
        """Return the collected entries and defects."""
        defects = self._defects
        if self._untold:
            more = faults.MoreFaults(self._untold)
            defects = [*defects, Finding(FilePlace(self._path), more, severity=Severity.WARNING)]
        return Bibliography(self._path, MappingProxyType(self._entries), tuple(defects))


def _printable(fault: SourceInvalid) -> SourceInvalid:
    """Return the same defect with facts that fit on one line."""
    texts_of = (
        (name, texts.on_one_line(texts.printable(value)) if isinstance(value, str) else value)
        for name, value in fault.items()
    )
    return type(fault)(**dict(texts_of))


class Draft(Changing):
    """An entry that is being built. `locate` returns the place of a field by its name in the file."""

    gathering: Gathering
    span: SourceSpan
    locate: Callable[[str], SourceSpan]
    key: str = ""
    type: str = ""
    names: dict[str, tuple[Name, ...]] = field(default_factory=dict)
    dates: dict[str, Date] = field(default_factory=dict)
    fields: dict[str, str] = field(default_factory=dict)
    told: int = 0

    def report(self, name: str, fault: SourceInvalid) -> None:
        """Say that something is wrong with the field `name`, or with the whole entry ("")."""
        self.told += 1
        close = name and self.told < 20  # finding a place takes a walk through the entry
        self.gathering.report(self.locate(name) if close else self.span, fault)

    def put(self, name: str, text: str, source: str = "") -> None:
        """Set a field, if there is text. Another text under `source`, another name for it, is kept there."""
        clean = text and self.clean(source or name, text, lines=name in terms.LONG)
        if not clean:
            return
        if self.fields.setdefault(name, clean) != clean and source and source != name:
            self.fields.setdefault(source, clean)

    def put_date(self, name: str, date: Date | None) -> None:
        """Set a date, if there is anything in it."""
        if date:
            date = date._replace(literal=self.clean(name, date.literal))
            if date.parts or date.literal:
                self.dates[name] = date

    def clean(self, name: str, text: str, *, lines: bool = False) -> str:
        """Return the text as it can be printed; characters that cannot are reported, and so is one without
        end.
        """
        if len(text) > texts.MAX_FIELD:
            self.report(name, faults.FieldTooLong(name))
            return ""
        shown = texts.printable(text)
        if shown is not text:
            self.report(name, faults.Unprintable(name))
        return texts.in_lines(shown) if lines else texts.on_one_line(shown)

    def finish(self) -> None:
        """Hand the entry over, if it has a key."""
        self._choose_key()
        if not self.key:
            self.gathering.report(self.span, faults.NoKey(), lost=True)
            return
        if self.type not in vocabulary.ITEM_TYPES:
            self._replace_type()
        self.gathering.add(
            Entry(
                self.key,
                self.type,
                self.span,
                MappingProxyType(self.names),
                MappingProxyType(self.dates),
                MappingProxyType(self.fields),
            )
        )

    def _choose_key(self) -> None:
        """Zotero's own ids are addresses; then the citation key is what a writer knows."""
        citation_key = self.fields.get("citation-key", "")
        if citation_key and (not self.key or "://" in self.key):
            if self.key:
                self.fields["id"] = self.key
            self.key = citation_key
        if citation_key == self.key:
            self.fields.pop("citation-key", None)

    def _replace_type(self) -> None:
        if self.type:
            self.report("type", faults.UnknownType(self.type))
            self.put("type", self.type)
        else:
            self.report("", faults.NoType(self.key))
        self.type = terms.OTHER


_LINE = expression(r"([A-Za-z][A-Za-z _-]{1,40}):[ \t]*(\S.*)")
_INLINE = expression(r"\{:([A-Za-z][A-Za-z_-]{1,40}):([^{}\n]{1,2000})\}")
_ABOVE = {"type", "citation-key"}


def read_note(draft: Draft) -> None:
    """Move the variables in a draft's note to their fields; the note keeps all other lines."""
    note = draft.fields.get("note", "")
    if ":" not in note:
        return
    lines = _INLINE.sub(r"\n\1: \2\n", note).split("\n") if "{:" in note else note.split("\n")
    kept, found = [], dict[str, list[Name]]()
    for number, line in enumerate(lines):
        match = _LINE.fullmatch(line.strip())
        if match is None and number and line.strip():
            kept += lines[number:]
            break
        if match is None or not _take(draft, _named(match[1]), match[2].strip(), found):
            kept.append(line)
    for variable, names in found.items():
        draft.names[variable] = tuple(names)
    left = "\n".join(line.strip() for line in kept if line.strip())
    if left:
        draft.fields["note"] = left
    else:
        del draft.fields["note"]


def _named(label: str) -> str:
    plain = "-".join(label.split()).lower()
    return plain if plain in _ABOVE else terms.variable(label)


def _take(draft: Draft, variable: str, text: str, found: dict[str, list[Name]]) -> bool:
    """Set a variable, unless it has a value; types and dates are replaced, as in citeproc-js."""
    if variable == "type":
        draft.type = terms.item_type(text) or text
    elif variable in vocabulary.DATES:
        draft.put_date(variable, dates.written(text))
    elif variable in vocabulary.NAMES:
        if variable in draft.names:
            return False
        found.setdefault(variable, []).append(_name(text))
    elif not variable or variable in draft.fields or variable == "note":
        return False
    else:
        draft.put(variable, text)
    return True


def _name(text: str) -> Name:
    family, bars, given = (part.strip() for part in text.partition("||"))
    return Name(family, given) if bars else Name(literal=family)
