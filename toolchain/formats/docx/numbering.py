"""The labels of list items, computed from `numbering.xml` and the styles like in Word.

Word counts by abstract list: all lists with the same abstract list continue each other, unless one states a
start. A level restarts after an item of a higher level (ECMA-376-1, 17.9).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from toolchain.formats.docx.numerals import numeral
from toolchain.formats.docx.styles import ListPlace, Styles
from toolchain.formats.docx.xml import Element, W, integer, is_number, is_on, level_number, value
from toolchain.model.facts import Facts, Word
from toolchain.model.records import Changing, Record, field
from toolchain.rules.files_docx import IdNotNumber, StyleOfItself
from toolchain.rules.outputs_docx import StyleAtOtherLevel, StyleNotInList

LEVELS = 9
_MOST_LINKS = 20
_MOST_SIGNS = 2 * LEVELS
_LONGEST = 200
"""Maximum number of characters of a label; Word allows 255, including placeholders."""


class Level(Record):
    """A level of a list: its number format, the form of its label, and where it restarts.

    `restart` is None for restart after any higher level, 0 for never, n for restart after the first n levels.
    `element` is its `w:lvl`; `language` is the language of numbers in words.
    """

    start: int = 0
    style: str = "decimal"
    text: str = ""
    legal: bool = False
    restart: int | None = None
    owner: str = ""
    element: Element | None = None
    language: str = ""


class List(Record):
    """A list (`w:num`): the key of its abstract list, its levels, and its own start values by level."""

    identity: str
    abstract: str
    levels: tuple[Level | None, ...]
    starts: Mapping[int, int]


class Item(Record):
    """An item of a list. `counts` are the numbers of the higher levels and of its own."""

    list: List
    level: int
    counts: tuple[int, ...]

    @property
    def style(self) -> str:
        """The number format of its level: "decimal", "bullet" …"""
        level = self.list.levels[self.level]
        return level.style if level else "none"

    @property
    def label(self) -> str:
        """The printed label: "15.", "(b)", "•"; "" for none."""
        return self.label_of(self.level)

    @property
    def full(self) -> str:
        r"""The full number as a REF field with \w shows it: "16(b)" (ECMA-376-1, 17.16.5.51)."""
        level = self.list.levels[self.level]
        if level is None or len(re.findall("%[1-9]", level.text)) > 1:
            return self.label.rstrip(".")
        return "".join(self.label_of(each).rstrip(".") for each in range(self.level + 1))

    @property
    def tails(self) -> tuple[str, ...]:
        r"""What a REF field with \r may show, depending on its place: "(b)", "16(b)"."""
        parts = [self.label_of(each).rstrip(".") for each in range(self.level + 1)]
        return (self.label.rstrip("."), *("".join(parts[at:]) for at in range(self.level)), self.full)

    def label_of(self, at: int) -> str:
        """Return the label that this place of the list has at a level, its own or one above it."""
        level = self.list.levels[at]
        if level is None:
            return ""
        if level.style == "bullet":
            return level.text or "•"

        def sign(match: re.Match[str]) -> str:
            return self._sign(int(match[1]) - 1, level)

        return re.sub("%([1-9])", sign, level.text, count=_MOST_SIGNS)[:_LONGEST]

    def _sign(self, at: int, shown: Level) -> str:
        level = self.list.levels[at]
        if level is None or at >= len(self.counts):
            return ""
        style = "decimal" if shown.legal and level.style != "decimalZero" else level.style
        sign = numeral(style, self.counts[at], level.language)
        return str(self.counts[at]) if sign is None else sign

    def unknown_styles(self) -> Iterable[str]:
        """Yield the unknown number formats in its label, which are shown as digits."""
        for level in self.list.levels[: self.level + 1]:
            if level and numeral(level.style, 1, level.language) is None:
                yield level.style


class Numbering:
    """The lists of a document."""

    def __init__(self, root: Element | None, styles: Styles) -> None:
        self._styles = styles
        self._abstract: dict[str, Element] = {}
        self._numbers: dict[str, Element] = {}
        self._lists: dict[str, List | None] = {}
        self._read_levels: dict[str, tuple[Level | None, ...]] = {}
        self._owners: dict[str, set[str]] | None = None
        self.wrong: list[Facts] = []
        if root is None:
            return
        for each in root.iterfind(W + "abstractNum"):
            self._abstract.setdefault(each.get(W + "abstractNumId", ""), each)
        for each in root.iterfind(W + "num"):
            self._numbers.setdefault(each.get(W + "numId", ""), each)

    def list(self, identity: str) -> List | None:
        """Return the list with that id; None if there is none, and for 0, which means no list."""
        if identity not in self._lists:
            self._lists[identity] = self._read(identity)
        return self._lists[identity]

    def doubt(self, place: ListPlace) -> Facts | None:
        """Return why the level of a style is uncertain, None if Word and LibreOffice agree.

        Word uses the level that names the style (17.9.23). LibreOffice shows no number if the style states
        another level.
        """
        found = self.list(place.list)
        if found is None or not place.style:
            return None
        at = _owned(found.levels, place.style)
        if at is None:
            named = self._naming(place.style) - {found.abstract}
            return StyleNotInList(place.style) if named else None
        own = place.level or 0
        return StyleAtOtherLevel(place.style, own + 1, at + 1) if own != at else None

    def _read(self, identity: str) -> List | None:
        if not is_number(identity):
            self.wrong.append(IdNotNumber(Word("lists"), identity))
        number = self._numbers.get(identity)
        if number is None or identity == "0":
            return None
        key = self._abstract_of(number)
        if key is None:
            return None
        language = self._styles.language
        levels = list(self._levels(key))
        starts: dict[int, int] = {}
        for override in number.iterfind(W + "lvlOverride"):
            at = level_number(override.get(W + "ilvl"), LEVELS)
            if at >= LEVELS:
                continue
            own = override.find(W + "lvl")
            if own is not None:
                levels[at] = _level(own, language)
            start = value(override, "startOverride")
            if start is not None:
                starts[at] = integer(start)
        return List(identity, key, tuple(levels), starts)

    def _levels(self, key: str) -> tuple[Level | None, ...]:
        """Return the levels of an abstract list, which several lists can share."""
        if key not in self._read_levels:
            levels: list[Level | None] = [None] * LEVELS
            for each in self._abstract[key].iterfind(W + "lvl"):
                at = level_number(each.get(W + "ilvl"), LEVELS)
                if at < LEVELS:
                    levels[at] = _level(each, self._styles.language)
            self._read_levels[key] = tuple(levels)
        return self._read_levels[key]

    def _naming(self, style: str) -> set[str]:
        """Return the abstract lists that have a level for a style."""
        if self._owners is None:
            self._owners = {}
            for key in self._abstract:
                for level in self._levels(key):
                    if level and level.owner:
                        self._owners.setdefault(level.owner, set()).add(key)
        return self._owners.get(style, set())

    def _abstract_of(self, number: Element) -> str | None:
        """Return the abstract list of a `w:num`, following links to numbering styles."""
        for _ in range(_MOST_LINKS):
            key = value(number, "abstractNumId") or ""
            abstract = self._abstract.get(key)
            if abstract is None:
                return None
            link = value(abstract, "numStyleLink")
            linked = self._numbers.get(self._styles.list_of(link)) if link else None
            if linked is None or linked is number:
                return key
            number = linked
        self.wrong.append(StyleOfItself(link or ""))
        return None


class Counter(Changing):
    """Counts list items in the order of the text; the notes are counted separately, after it."""

    numbering: Numbering
    _counts: dict[str, list[int | None]] = field(default_factory=dict)
    _started: set[tuple[str, int]] = field(default_factory=set)

    def next(self, own: ListPlace | None, inherited: ListPlace | None) -> Item | None:
        """Return the list item of a paragraph, by its own properties and its style; None for no item."""
        source = own if own and own.list else inherited
        found = self.numbering.list(source.list) if source else None
        if source is None or found is None:
            return None
        at = None if own is None else own.level
        if at is None and source.style:  # a style's level is the one that names it (17.9.23)
            at = _owned(found.levels, source.style)
        at = min(source.level or 0 if at is None else at, LEVELS - 1)
        return None if found.levels[at] is None else self._count(found, at)

    def _count(self, found: List, at: int) -> Item:
        counts = self._counts.setdefault(found.abstract, [None] * LEVELS)
        previous = counts[at]
        if at in found.starts and (found.identity, at) not in self._started:
            self._started.add((found.identity, at))
            previous = None
        counts[at] = _start(found, at) if previous is None else previous + 1
        for below in range(at + 1, LEVELS):
            level = found.levels[below]
            if level is None or level.restart is None or at < level.restart:
                counts[below] = None
        return Item(found, at, tuple(self._above(found, counts, at)))

    def _above(self, found: List, counts: list[int | None], at: int) -> Iterator[int]:
        """Yield the numbers down to a level. A higher level without a number gets its start value."""
        for above in range(at + 1):
            count = counts[above]
            if count is None:
                self._started.add((found.identity, above))
                count = counts[above] = _start(found, above)
            yield count


def _owned(levels: Sequence[Level | None], style: str) -> int | None:
    """Return the level that names a style."""
    return next((at for at, level in enumerate(levels) if level and level.owner == style), None)


def _start(found: List, at: int) -> int:
    level = found.levels[at]
    return found.starts.get(at, level.start if level else 0)


def _level(element: Element, language: str) -> Level:
    # A format that an older Word does not know stands beside one that it does (mc:AlternateContent).
    styles = [_format(each) for each in element.iter(W + "numFmt")]
    restart = value(element, "lvlRestart")
    return Level(
        start=integer(value(element, "start")),
        style=next(
            (style for style in styles if style.startswith("custom ")),
            next((style for style in reversed(styles) if style != "custom"), "decimal"),
        ),
        text=(value(element, "lvlText") or "")[:_LONGEST],
        legal=is_on(element.find(W + "isLgl")),
        restart=None if restart is None else integer(restart),
        owner=value(element, "pStyle") or "",
        element=element,
        language=(value(element.find(W + "rPr"), "lang") or language).partition("-")[0].lower(),
    )


def _format(element: Element) -> str:
    """Return a number format. Custom formats are supported only for zero-padded digits (17.9.17)."""
    first = element.get(W + "format", "").partition(",")[0].strip()
    style = element.get(W + "val", "")
    return f"custom {first}" if style == "custom" and re.fullmatch("0{1,9}1", first) else style
