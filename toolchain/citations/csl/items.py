"""A source and its citation as citeproc-py asks for them."""

from __future__ import annotations

from typing import Any

from toolchain.citations.csl import marks
from toolchain.citations.style.cite import NOTE, Cite
from toolchain.citations.style.fields import is_ideographic
from toolchain.citations.style.names import full
from toolchain.citations.style.words import with_dashes
from toolchain.model.document import Date, Entry, Name
from toolchain.model.vocabulary import FIELDS

_TERMS = {"article": "article-locator", "title": "title-locator", "sub verbo": "sub-verbo"}
"""CSL's terms for labels of ours."""

_TITLES = {"title", "title-short", "container-title", "collection-title"}


class Item:
    """A source at its place: in a citation, or in the list of sources (`cite` is None).

    Its names, dates and texts have the names of CSL, also with "_" for "-". `read` are the variables that
    were asked for, `printed` those not to be printed any more, `steps` the elements that have printed it.
    """

    def __init__(self, entry: Entry, cite: Cite | None, foreign: str) -> None:
        self.type, self.cite, self.reference = entry.type, cite, self
        self.read, self.steps = set[str](), 0
        self.printed = set() if cite is None or cite.author else {"author"}
        self._values: dict[str, Any] = {
            **{name: [_name(each) for each in names] for name, names in entry.names.items()},
            **{name: _date(date) for name, date in entry.dates.items()},
            **{name: marks.marked(text) for name, text in entry.fields.items() if name in FIELDS},
        }
        for name in _TITLES & self._values.keys() if foreign else ():
            self._values[name] = f"{marks.FOREIGN}{self._values[name]}{marks.END}"
        if "event-title" in self._values:
            self._values["event"] = self._values["event-title"]
        if cite and cite.first_note:
            self._values["first-reference-note-number"] = NOTE
        if cite and cite.locator:
            from citeproc.source import Locator

            label, number = _TERMS.get(cite.label, cite.label), marks.clean(with_dashes(cite.locator))
            self._values["locator"] = Locator(label, number)

    @property
    def has_locator(self) -> bool:
        """Whether the citation has a locator."""
        return "locator" in self

    def __contains__(self, name: str) -> bool:
        return name.replace("_", "-") in self._values

    def __getitem__(self, name: str) -> Any:
        from citeproc.source import VariableError

        key = name.replace("_", "-")
        if key not in self._values or key in self.printed:
            raise VariableError
        self.read.add(key)
        return self._values[key]

    def __getattr__(self, name: str) -> Any:
        return self[name]

    def get(self, name: str, otherwise: Any = None) -> Any:
        """Return the value of a variable; `otherwise` if it has none, or has been printed."""
        return self[name] if name in self and name not in self.printed else otherwise

    def text(self, name: str) -> str:
        """Return a variable or the number of the locator as a text, "" for none."""
        found = self.get(name, "")
        return str(found.identifier if name == "locator" and found else found)


def _name(name: Name) -> Any:
    from citeproc.source import Name as Given

    whole = name.literal or (full(name) if is_ideographic(name.family) else "")
    if whole or not name.family:
        return Given(literal=marks.clean(whole or name.given))
    parts = {
        "family": name.family,
        "given": name.given,
        "suffix": name.suffix,
        "dropping-particle": name.dropping,
        "non-dropping-particle": name.non_dropping,
    }
    return Given(**{part: marks.clean(text) for part, text in parts.items() if text})


def _date(date: Date) -> Any:
    from citeproc.source import Date as Given
    from citeproc.source import DateRange, LiteralDate

    if not date.parts:
        return LiteralDate(marks.clean(date.literal), circa=date.circa)
    names = ("year", "month", "day")
    season = {"season": date.season} if date.season and len(date.parts) == 1 else {}
    begin = Given(circa=date.circa, **dict(zip(names, date.parts, strict=False)), **season)
    if not date.end:
        return begin
    return DateRange(begin=begin, end=Given(**dict(zip(names, date.end, strict=False))), circa=date.circa)
