"""The printed forms of known sources: a reference in the same words means one of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, Literal

from toolchain import model as m
from toolchain.citations import bibliography
from toolchain.editing.extracting import files, same
from toolchain.editing.extracting.words import Reading
from toolchain.model.records import Record

if TYPE_CHECKING:
    from toolchain.citations.csl import AnyStyle

Item = dict[str, Any]


class Source(Record):
    """A known source: the key of an existing entry, or a new item."""

    key: str
    item: Item


class Forms:
    """Prints sources and returns the words."""

    def __init__(self, style: AnyStyle, reading: Reading) -> None:
        self._style, self._reading = style, reading
        self._entries: dict[str, m.Entry] = {}

    def of_entry(self, entry: m.Entry, position: Literal["first", "subsequent"] = "first") -> same.Words:
        """Return the printed form of an entry cited first, or again."""
        from toolchain.citations.style.cite import Cite

        parts = self._style.citation([Cite(entry, position)], True)
        return same.words("".join(part.text for part in parts), self._reading)

    def entry(self, item: Item) -> m.Entry:
        """Return the entry for an item."""
        name = repr(sorted(item.items()))
        if name not in self._entries:
            text = files.added("", m.Bibliography(), [{"id": "x", **item}])
            self._entries[name] = bibliography.read(text.encode(), "", ".json").entries["x"]
        return self._entries[name]

    def known(self, entries: Iterable[m.Entry], items: Iterable[Item]) -> Mapping[same.Words, Source]:
        """Return sources by their printed forms, including short ones; a form of several sources is
        omitted.
        """
        sources = [(Source(entry.key, {}), entry) for entry in entries]
        sources += [(Source("", item), self.entry(item)) for item in items]
        found: dict[same.Words, Source | None] = {}
        for source, entry in sources:
            for form in {self.of_entry(entry), self.of_entry(entry, "subsequent")}:
                other = found.setdefault(form, source)
                if other != source and not (other and other.key and self.of_entry(entry) == form):
                    found[form] = None
        return {form: source for form, source in found.items() if form and source}
