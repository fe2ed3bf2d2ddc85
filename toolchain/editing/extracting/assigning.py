"""Find the entry of each reference: an existing one, one from another note, or a new one with a key."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator, Sequence
from itertools import count

from toolchain import model as m
from toolchain.editing.extracting import same
from toolchain.editing.extracting.forms import Forms, Item
from toolchain.editing.extracting.notes import Ibid
from toolchain.editing.extracting.references import Reference
from toolchain.editing.extracting.typed import Cite, TypedNote
from toolchain.editing.extracting.words import Reading
from toolchain.model.expressions import expression
from toolchain.model.languages import read_language
from toolchain.model.records import Changing, field
from toolchain.model.wording import said

_Work = tuple[str, tuple[int, ...]]
"""The title of a work and its date."""
_WORD = expression(r"[^\W_]+(?:['’][^\W_]+)?")
_SMALL = frozenset(read_language(__file__, "small", "words")["words"])
_LAWS = ("legislation", "bill", "regulation", "treaty")
_TITLE_WORDS, _AUTHOR_WORDS = 5, 4


class _Entries(Changing):
    """The entries so far: keys by printed form, all keys, works and authors, the new entries."""

    keys: dict[same.Words, str]
    taken: set[str]
    works: dict[_Work, tuple[str, frozenset[str]]]
    new: list[Item] = field(default_factory=list)


class Assigning:
    """The entries of a document. References with the same printed words belong to one work."""

    def __init__(
        self, forms: Forms, sources: m.Bibliography, reading: Reading, reserved: set[str], may_add: bool
    ) -> None:
        self._forms, self._reading, self._path = forms, reading, sources.path
        self._may_add = may_add
        self._existing = {
            forms.of_entry(entry): key for key, entry in reversed(list(sources.entries.items()))
        }
        self._works = {
            (entry.fields.get("title", "").casefold(), entry.dates["issued"].parts): (key, _authors(entry))
            for key, entry in sources.entries.items()
            if "issued" in entry.dates
        }
        self._known = frozenset(sources.entries)
        self._reserved = {*sources.entries, *reserved}

    def assign(self, notes: Sequence[TypedNote]) -> list[Item]:
        """Set `cites` for all notes that can be cited, or `why` if they cannot; return the new entries.

        The meaning of Ibid. depends on the note before. Keys depend on the cited notes.
        """
        entries = _Entries(dict(self._existing), set(self._reserved), dict(self._works))
        before: TypedNote | None = None
        for note in notes:
            if note.may_be_cited:
                self._note(note, before, entries)
            before = note
        used = {key for note in notes if note.may_be_cited for key, _ in note.cites}
        return [item for item in entries.new if item["id"] in used]

    def _note(self, note: TypedNote, before: TypedNote | None, entries: _Entries) -> None:
        cites: list[Cite] = []
        for found in note.found:
            if isinstance(found, Ibid):
                cite = self._meant(note, found, before, cites)
            else:
                cite = self._cite(note, found, entries)
            if isinstance(cite, str):
                note.why = cite
                return
            cites.append(cite)
        note.cites = tuple(cites)

    def _cite(self, note: TypedNote, found: Reference, entries: _Entries) -> Cite | str:
        """Return the entry of a reference with its locator, or the reason for none."""
        if found.key:
            return found.key, note.words(found.locator, found.end)
        form = self._forms.of_entry(self._forms.entry(found.item))
        if form not in entries.keys:
            work, names = _work(found.item)
            other, of_other = entries.works.get(work, ("", names))
            if other and names & of_other:
                return said(
                    "it has the title and date of {other}, and is not the same otherwise: is it one work?",
                    other=other,
                )
            if not self._may_add:
                return said("its source is not in {file}, to which nothing can be added", file=self._path)
            key = new_key(found.item, entries.taken, self._reading)
            entries.keys[form] = key
            entries.taken.add(key)
            entries.new.append({"id": key, **found.item})
            if all(work):
                entries.works.setdefault(work, (key, names))
        return entries.keys[form], note.words(found.locator, found.end)

    def _meant(
        self, note: TypedNote, found: Ibid, before: TypedNote | None, here: Sequence[Cite]
    ) -> Cite | str:
        """Return the source of an Ibid., with its own locator or the previous one; or the reason for none."""
        if here:
            return said("which source its Ibid. means is not certain, since it names another one itself")
        if before is None:
            return said("there is no note before its Ibid.")
        label = before.numbered.label
        if before.why:
            return said("its Ibid. means a source of note {note}, which stays as typed", note=label)
        if len(before.cites) != 1:
            return said("which source of note {note} its Ibid. means is not certain", note=label)
        key, locator = before.cites[0]
        if not before.found and key not in self._known:
            return said("its Ibid. means {key}, which is not in the bibliography", key=key)
        return key, note.words(found.locator, found.end) or locator


def _work(item: Item) -> tuple[_Work, frozenset[str]]:
    """Return the work of an item, and its authors."""
    parts = item["issued"]["date-parts"][0] if "issued" in item else ()
    names = frozenset(name.get("literal") or name["family"] for name in item.get("author", ()))
    return (str(item.get("title", "")).casefold(), tuple(parts)), names


def _authors(entry: m.Entry) -> frozenset[str]:
    return frozenset(name.literal or name.family for name in entry.names.get("author", ()))


def new_key(item: Item, taken: Collection[str], reading: Reading) -> str:
    """Return the first suitable key for an item that is free: "penal-code-1860", "unicef-2019"."""
    return next(key for key in _keys(item, reading) if key not in taken)


def _keys(item: Item, reading: Reading) -> Iterator[str]:
    year = str(item["issued"]["date-parts"][0][0]) if "issued" in item else ""
    author, title = _author(item), _words(_named(item))
    symbol = _words(str(item.get("number", "")), small=True)
    of_state = bool(reading.lawmakers.search(" ".join(_names(item)))) and len(title) > 1
    if title and (item["type"] in _LAWS or of_state or not author):
        yield _key(title[:_TITLE_WORDS], year)
    if author and (year or not title):
        yield _key(author, year)
    for length in range(2, len(title) + 1):
        yield _key([*author, *title[:length]], year)
    stem = [*author, *title[:_TITLE_WORDS]] or symbol or ["source"]
    yield _key(stem, year)
    for number in count(2):
        yield _key([*stem, year] if year else stem, str(number))


def _named(item: Item) -> str:
    """Return the words that identify an item besides its author."""
    known = item.get("title") or item.get("genre")
    return str(known or (item["type"] if item["type"] == "personal_communication" else "").replace("_", " "))


def _author(item: Item) -> list[str]:
    """Return the words of the first author; of a long name, the first words."""
    names = _names(item)
    words = _words(names[0], small=True)[:_AUTHOR_WORDS] if names else []
    while words and words[-1] in _SMALL:
        words.pop()
    return words


def _names(item: Item) -> list[str]:
    return [name.get("literal") or name["family"] for name in item.get("author", ())]


def _words(text: str, *, small: bool = False) -> list[str]:
    """Return the words of a text in lower case, without accents; short function words only if `small`."""
    words = [re.sub(r"['’]s?$|['’]", "", word).casefold() for word in _WORD.findall(text)]
    plain = [_unaccented(word) for word in words if word]
    return [word for word in plain if small or word not in _SMALL]


def _unaccented(word: str) -> str:
    """Return a word without accents on Latin letters; in other scripts they make different letters."""
    parts = unicodedata.normalize("NFD", word)
    latin = "".join(part for part in parts if not unicodedata.combining(part))
    return latin if latin.isascii() else word


def _key(words: list[str], year: str) -> str:
    return "-".join([*words, *([year] if year else [])])
