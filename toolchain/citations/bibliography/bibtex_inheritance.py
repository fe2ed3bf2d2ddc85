"""Inheritance between BibTeX entries: `crossref` and `xdata`, by the BibLaTeX manual, appendix B."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from toolchain.citations.bibliography.bibtex_types import BOOKS, CHAPTERS
from toolchain.citations.bibliography.bibtex_values import Budget
from toolchain.model.diagnostics import SourceSpan
from toolchain.model.languages import read_language
from toolchain.model.records import Changing
from toolchain.rules import bibliography as faults
from toolchain.rules.sources import SourceInvalid

MOST_PARENTS = 20
_OF_ITS_OWN = frozenset(read_language(__file__, "special", "bibtex")["kept"])
_OF_THE_PARENT = frozenset(("shorttitle", "sorttitle", "indextitle", "indexsorttitle"))
_TITLES = frozenset(("title", "subtitle", "titleaddon"))
_WRITTEN_BY_ONE = frozenset(("inbook", "bookinbook", "suppbook"))


class Record(Changing):
    """An entry in the file. `sources` has the LaTeX of its fields, by names in lower case."""

    key: str
    type: str
    sources: dict[str, str]
    span: SourceSpan
    locate: Callable[[str], SourceSpan]


Report = Callable[[SourceSpan, SourceInvalid], None]


class Inheritance:
    """Adds inherited fields to each record, once for each, in any order of references."""

    def __init__(self, records: Mapping[str, Record], budget: Budget, report: Report) -> None:
        self._records, self._budget, self._report = records, budget, report
        self._done: set[str] = set()

    def resolve(self) -> None:
        """Add inherited fields to all records. A cycle is reported and inherits nothing."""
        for key in self._records:
            path = [key]
            while path:
                self._step(path)

    def _step(self, path: list[str]) -> None:
        """Continue with an unresolved parent of the last record of a path, or resolve that record."""
        record = self._records[path[-1]]
        parents = [] if record.key in self._done else self._parents(record)
        for _, parent in parents:
            if len(path) < MOST_PARENTS and parent not in self._done and parent not in path:
                path.append(parent)
                return
        path.pop()
        if record.key not in self._done:
            self._done.add(record.key)
            self._report_unknown(record)
            for name, parent in parents:
                self._inherit(record, name, self._records[parent])

    def _parents(self, record: Record) -> list[tuple[str, str]]:
        """Return the keys of a record's parents, with the fields that name them."""
        return [(name, key) for name, key in _named(record) if key in self._records and key != record.key]

    def _report_unknown(self, record: Record) -> None:
        for name, key in _named(record):
            if key not in self._records:
                self._report(record.locate(name), faults.UnknownParent(name, key))

    def _inherit(self, record: Record, name: str, parent: Record) -> None:
        if parent.key not in self._done:
            self._report(record.locate(name), faults.CircularParent(name, parent.key))
            return
        given = dict(parent.sources) if name == "xdata" else inherited(parent, record.type)
        for field, source in given.items():
            if field in _OF_ITS_OWN or field in record.sources:
                continue
            if not self._budget.takes(len(source) + len(field)):
                self._report(record.locate(name), faults.ParentTooLong(name))
                return
            record.sources[field] = source


def _named(record: Record) -> Iterator[tuple[str, str]]:
    """Yield the keys that a record names as its parents, with the fields."""
    for name in ("xdata", "crossref"):
        for key in record.sources.get(name, "").replace(",", " ").split()[:MOST_PARENTS]:
            yield name, key


def inherited(parent: Record, child: str) -> dict[str, str]:
    """Return the fields that an entry of the type `child` inherits, under their names there."""
    prefix = _prefix(parent.type, child)
    if not prefix:
        return dict(parent.sources)
    given = {
        name: source
        for name, source in parent.sources.items()
        if name not in _TITLES and name not in _OF_THE_PARENT
    }
    for name in _TITLES & parent.sources.keys():
        given.setdefault(prefix + name, parent.sources[name])
    if child in _WRITTEN_BY_ONE and "author" in given:
        given.setdefault("bookauthor", given["author"])
    return given


def _prefix(parent: str, child: str) -> str:
    """Return the prefix for the names of a parent's titles in the child."""
    if parent.startswith("mv") and not child.startswith("mv"):
        return "main"
    if parent in BOOKS and child in CHAPTERS:
        return "book"
    return "journal" if parent == "periodical" and child in {"article", "suppperiodical"} else ""
