"""What was removed from a file, by kind and place; what was left; and the words for both.

The file is read as Word shows it, so places have the same names as in other messages.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator
from typing import NamedTuple, TypeAlias

from toolchain.data import table
from toolchain.formats.docx.beside import MARGINS
from toolchain.formats.docx.opened import Opened
from toolchain.formats.docx.xml import PARAGRAPH, Element
from toolchain.model import wording
from toolchain.model.facts import Word
from toolchain.model.records import Record
from toolchain.model.wording import said, translated
from toolchain.word.cleaning.moving import remove

_SHOWN = 6
"""Places that a line names."""

Key: TypeAlias = tuple[str, int]
"""A paragraph: the name of its part, and its number among the paragraphs there, from 0."""

NOWHERE: Key = ("", -1)
"""The key of something that concerns the whole file."""
TABLES: dict[str, dict[str, list[str]]] = table(__file__, "kinds")
"""The names of what is removed, by tables and by their kinds in the report."""


def keys(part: str, root: Element) -> Iterator[tuple[Element, Key]]:
    """Yield the paragraphs of a part, each with its key."""
    return ((element, (part, number)) for number, element in enumerate(root.iter(PARAGRAPH)))


class Taken(Record):
    """A kind of removed content: "comment", how many, the places in the order of the file, and what a picture
    revealed.
    """

    kind: str
    count: int
    places: tuple[str, ...] = ()
    revealed: tuple[str, ...] = ()

    @property
    def shown(self) -> tuple[tuple[str, ...], int | None]:
        """The places that a line names, and the number of the others, None for 0."""
        return self.places[:_SHOWN], len(self.places[_SHOWN:]) or None

    def __str__(self) -> str:
        shown, rest = self.shown
        revealed = f" {', '.join(map(translated, self.revealed))}" if self.revealed else ""
        more = said(" and {places}", places=wording.counted(rest, "more place")) if rest else ""
        where = f"{said(': ')}{said('; ').join(shown)}{more}" if shown else ""
        return f"{counted(self.count, self.kind)}{revealed}{where}"


class Left(NamedTuple):
    """Content that was left: a template and its facts; and its place, "" for the whole file."""

    template: str
    facts: tuple[tuple[str, str | int], ...]
    place: str = ""

    @property
    def what(self) -> str:
        """The message, in the language of the interface."""
        shown = {name: translated(fact) if isinstance(fact, Word) else fact for name, fact in self.facts}
        return said(self.template, **shown)

    def __str__(self) -> str:
        return f"{self.place}{said(': ')}{self.what}" if self.place else self.what


def counted(number: int, kind: str) -> str:
    """Return "1 comment", "2 formatting changes"; kinds that are not counted begin with a capital:
    "Author".
    """
    if kind[:1].isupper():
        return translated(kind[0].lower() + kind[1:])
    return wording.counted(number, kind)


class Report:
    """Collects what is removed and what is left, while a file is cleaned."""

    def __init__(self) -> None:
        self._taken: Counter[tuple[str, tuple[str, ...]]] = Counter()
        self._places: dict[tuple[str, tuple[str, ...]], dict[Key, None]] = {}
        self._left: dict[tuple[Left, Key], None] = {}
        self._keys: dict[Element, Key] = {}

    def number(self, part: str, root: Element) -> None:
        """Number the paragraphs of a part, before any is removed."""
        self._keys.update(keys(part, root))

    def take(self, kind: str, at: Element | str = "", count: int = 1, revealed: tuple[str, ...] = ()) -> None:
        """Record something removed: from an element's paragraph, or from the part of that name."""
        self._taken[kind, revealed] += count
        place, places = self.key(at), self._places.setdefault((kind, revealed), {})
        if place != NOWHERE:
            places[place] = None

    def take_out(self, kind: str, elements: Iterable[Element]) -> None:
        """Remove elements, and report each at its place."""
        for each in list(elements):
            self.take(kind, each)
            remove(each)

    def leave(self, template: str, at: Element | str = "", **facts: str | int) -> None:
        """Record something that is left and must be reported."""
        self._left[Left(template, tuple(facts.items())), self.key(at)] = None

    def key(self, at: Element | str) -> Key:
        """Return the paragraph around an element, or the paragraph before it."""
        if isinstance(at, str):
            return (at, -1) if at else NOWHERE
        for around in (at, *at.iterancestors()):
            if around in self._keys:
                return self._keys[around]
        before = next((each for each in at.iterdescendants(PARAGRAPH) if each in self._keys), None)
        return NOWHERE if before is None else self._keys[before]

    def has(self, kinds: Collection[str]) -> bool:
        """Return whether something of these kinds was removed."""
        return any(kind in kinds for kind, _ in self._taken)

    def has_places(self) -> bool:
        """Return whether anything that was removed or left has a place, so that `told` needs names."""
        return any(self._places.values()) or any(key != NOWHERE for _, key in self._left)

    def told(self, named: Callable[[Key], str]) -> tuple[tuple[Taken, ...], tuple[Left, ...]]:
        """Return everything removed and left; `named` gives the names of places."""
        taken = tuple(
            Taken(what[0], count, _each(named(key) for key in sorted(self._places[what])), what[1])
            for what, count in self._taken.items()
        )
        left = (left._replace(place="" if key == NOWHERE else named(key)) for left, key in self._left)
        return taken, tuple(dict.fromkeys(left))


def _each(places: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, places)))


def kinds(table: str, prefix: str = "") -> dict[str, str]:
    """Return the kind in the report by each name of a table; "" if it is not reported."""
    return {prefix + name: kind for kind, names in TABLES[table].items() for name in names}


class Places:
    """The names of the paragraphs of a file."""

    def __init__(self, opened: Opened) -> None:
        package = opened.package
        beside = (each for each in package.parts(package.main) if each.kind in MARGINS)
        self._parts = {each.target: said(MARGINS[each.kind]) for each in beside}
        notes = ((package.related_name(f"{kind.value}s"), part.root) for kind, part in opened.texts.items())
        parts = ((package.main, opened.body.getroottree().getroot()), *notes)
        found: dict[Element | None, Key] = {}
        for name, root in parts:
            found.update(keys(name, root) if root is not None else ())
        known = {found[each.element]: each for each in opened.paragraphs() if each.element in found}
        self._known = {key: each.place for key, each in known.items()}
        self.labels = {key: each.label for key, each in known.items()}
        self._numbers: dict[str, list[int]] = {}
        for part, number in sorted(self._known):
            self._numbers.setdefault(part, []).append(number)

    def of(self, key: Key) -> str:
        """Return a place in words; for a paragraph that is not shown, the place before it."""
        part, number = key
        if key == NOWHERE:
            return ""
        known = self._numbers.get(part, [])
        if before := bisect_right(known, number):
            return self._known[part, known[before - 1]]
        return self._parts.get(part, "") or (said("the opening") if number >= 0 else "")
