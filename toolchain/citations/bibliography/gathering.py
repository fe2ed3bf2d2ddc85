"""What all readers of bibliographies gather in: entries under their keys, and what was wrong with them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from toolchain.citations.bibliography import terms, texts
from toolchain.model import Bibliography, Date, Entry, Name
from toolchain.model.diagnostics import Defect, Finding, Related, Severity, failure
from toolchain.model.places import FilePlace, SourceSpan

MAX_ENTRIES = 200_000
MAX_TOLD = 1000
"""How many defects of a file are told."""

INVALID = "C406"
_ONCE = "rename one of them; the first is cited"


class Gathering:
    """The entries of one file so far. The first of two under one key counts."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._entries: dict[str, Entry] = {}
        self._defects: list[Defect] = []
        self._untold = 0

    def report(self, span: SourceSpan, message: str, help: str = "") -> None:
        """Say that something is wrong with an entry that is kept nevertheless: a warning."""
        self._tell(Finding(span, message, help, severity=Severity.WARNING))

    def report_lost(
        self, span: SourceSpan, message: str, help: str = "", related: tuple[Related, ...] = ()
    ) -> None:
        """Say why an entry is lost, which a citation may want: an error."""
        self._tell(Finding(span, message, help, related=related, severity=Severity.ERROR))

    def _tell(self, finding: Finding) -> None:
        """Keep what is wrong (C406); past `MAX_TOLD` it is only counted."""
        if len(self._defects) < MAX_TOLD:
            message = texts.on_one_line(texts.printable(finding.message))
            self._defects.append(Defect(INVALID, replace(finding, facts=message)))
        else:
            self._untold += 1

    def add(self, entry: Entry) -> None:
        """Take an entry; a second one under a key is reported. Raises `Failure` (S012) for too many."""
        first = self._entries.setdefault(entry.key, entry)
        if first is not entry:
            other = Related(first.span, "the first one is here")
            self.report_lost(entry.span, f"a second source has the key “{entry.key}”", _ONCE, (other,))
        if len(self._entries) > MAX_ENTRIES:
            message = f"the bibliography has more than {MAX_ENTRIES:,} entries"
            raise failure("S012", entry.span, message, "export only the sources that the document cites")

    def bibliography(self) -> Bibliography:
        """What was gathered."""
        defects = self._defects
        if self._untold:
            message = f"{self._untold:,} more things are wrong with this bibliography"
            more = Finding(FilePlace(self._path), message, severity=Severity.WARNING)
            defects = [*defects, Defect(INVALID, more)]
        return Bibliography(self._path, MappingProxyType(self._entries), tuple(defects))


@dataclass(slots=True)
class Draft:
    """An entry in the making. `locate` gives the place of one of its fields as the file names it."""

    gathering: Gathering
    span: SourceSpan
    locate: Callable[[str], SourceSpan]
    key: str = ""
    type: str = ""
    names: dict[str, tuple[Name, ...]] = field(default_factory=dict)
    dates: dict[str, Date] = field(default_factory=dict)
    fields: dict[str, str] = field(default_factory=dict)
    told: int = 0

    def report(self, name: str, message: str, help: str = "") -> None:
        """Say that something is wrong with the field `name`, or with the whole entry ("")."""
        self.told += 1
        close = name and self.told < 20  # each look for a place costs a walk through the entry
        self.gathering.report(self.locate(name) if close else self.span, message, help)

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
        """The text as it can be printed; characters that cannot are reported, and so is one without end."""
        if len(text) > texts.MAX_FIELD:
            self.report(name, f"“{name}” is too long to be kept", "shorten it")
            return ""
        shown = texts.printable(text)
        if shown is not text:
            message = f"“{name}” has characters that cannot be printed"
            self.report(name, message, "delete them; a blank stands for each")
        return texts.in_lines(shown) if lines else texts.on_one_line(shown)

    def finish(self) -> None:
        """Hand the entry over, if it has a key."""
        self._choose_key()
        if not self.key:
            message = "this source has no key, so it cannot be cited"
            self.gathering.report_lost(self.span, message, "give it an “id”")
            return
        if self.type not in terms.ITEM_TYPES:
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
        known = "see CSL's list of item types, such as report, legislation, treaty, webpage"
        if self.type:
            shown = self.type[:40]
            self.report("type", f"the type “{shown}” is unknown: the source acts as a document", known)
            self.put("type", self.type)
        else:
            self.report("", f"the source “{self.key}” has no type: it acts as a document", known)
        self.type = terms.OTHER
