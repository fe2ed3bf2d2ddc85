"""The list of each numbered element, its styles, and `word/numbering.xml`, with a list for each.

The list and level of numbered paragraphs are in their styles, so that a paragraph typed in Word in such a
style gets its number. Sub-lists restart by their level alone, and so stay correct when a paragraph is
deleted.

Headings, paragraphs and every series have their own abstract list, with its own `w:nsid`. With a start
override on a shared list, the body would continue the series (LibreOffice). With headings and paragraphs on
one list, paragraphs would restart after each heading.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from toolchain import model as m
from toolchain.model.design import design
from toolchain.model.forms import Form
from toolchain.model.records import Record, replace
from toolchain.resolve.tables import Resolved
from toolchain.writers.docx.markup import element
from toolchain.writers.docx.style_names import BULLETS, HEADINGS, SUB_PARAGRAPHS, StyleName
from toolchain.writers.docx.styles import STEP, Indent, Styles, indent_element, integer
from toolchain.writers.docx.xml import Element, find_all, get, parsed

BODY = "paragraph"
"""The key of the series that the body's paragraphs count in."""

_NUMBER_GAP = 283
"""Twips between the right-aligned numbers of headings and their text."""
_NUMBER_ROOM = 709
"""Twips for a number and its gap in text from right to left, where programs align numbers differently."""
_HALF_NUMBER = 142
"""Twips for one half of a number that is centred."""
_LARGEST = 32_767  # the largest number in a Word list


class ListPlace(NamedTuple):
    """A Word list and a level in it."""

    list: int
    level: int


NO_LIST = ListPlace(0, 0)
"""Takes a paragraph out of the list that its style belongs to."""


class Counting:
    """The lists of one document."""

    def __init__(self, resolved: Resolved, styles: Styles, numbering: Element) -> None:
        """Make the lists of paragraphs, of each series, of headings and of bullets, and assign them to
        styles.
        """
        self._words = resolved.words
        self._styles = styles
        self._parts = resolved.parts
        used = {series.key: series for series in resolved.series.values()}
        keys = dict.fromkeys((BODY, *used))
        self._names = {
            key: tuple(self._style_name(name, key) for name in (StyleName.NUMBERED, *SUB_PARAGRAPHS))
            for key in keys
        }
        self._following = {key: self._names[key][0] for key in used}
        styles.drop_lists()
        ours = frozenset(styles.id(name) for names in (StyleName, *self._names.values()) for name in names)
        self._lists = Lists(numbering, ours)
        self._series = {key: self._add_series(key) for key in keys}
        self._annex_levels: tuple[Level, ...] = ()
        self._annexes = self._add_headings() if resolved.settings.numbered_headings else 0
        self._annex_lists = 0
        self._open_annexes: list[tuple[int, int]] = []  # the level of each, and the list of its headings
        self._add("bullets", [self._level(BULLET, name) for name in BULLETS])
        self._ordered = 0
        self._note_bullets = 0

    def _style_name(self, base: str, key: str) -> str:
        """Return the style's name in a series: the template's own for the body, one based on it for
        others.
        """
        said = re.sub(r"^annex-(\d+)-(?:paragraph$)?", r"annex \1 ", key).strip()
        return base if key == BODY else self._variant(base, said)

    def _variant(self, base: str, kind: str) -> str:
        """Return the name of a style based on another, "heading 1 (no number)", which exists then."""
        name = f"{base} ({kind})"
        self._styles.derive(base, name)
        return name

    def _add_series(self, key: str) -> int:
        bold = design().value("number.weight") == "bold"
        levels = [
            replace(self._level(self._form(level), name), bold=bold)
            for level, name in enumerate(self._names[key])
        ]
        if self._words.rtl:
            levels = [self._centred(each, _HALF_NUMBER if key == BODY else 0) for each in levels]
        for level in range(len(levels), DEEPEST + 1):
            last = levels[-1]
            indent = last.indent._replace(left=last.indent.left + STEP)
            levels.append(replace(last, form=self._form(level), indent=indent, style="", tab=last.tab + STEP))
        return self._add(f"paragraphs {key}", levels)

    def _centred(self, level: Level, further: int) -> Level:
        """Return a level whose numbers are centred on a place in the column, so much further from its edge.

        The styles of other series have the place of the body's.

        In text from right to left LibreOffice takes "left" for a side of the page, and numbers would be
        outside of the column; Word takes it for the side where lines begin.
        """
        indent = level.indent._replace(first=level.indent.first + further)
        self._styles.set_indent(level.style, indent)
        return replace(level, indent=indent, align="center")

    def _level(self, form: Form, name: str) -> Level:
        """Return a list level with the style of that name, indented like the style."""
        style = self._styles.id(name)
        return Level(form, self._styles.indent(style), style, self._styles.tab(style))

    def _add(self, name: str, levels: Sequence[Level]) -> int:
        """Add a list, and assign it to its levels' styles."""
        number = self._lists.add(name, levels)
        for index, level in enumerate(levels):
            if level.style:
                self._styles.set_list(level.style, number, index)
        return number

    def _form(self, level: int) -> Form:
        return self._words.sub_paragraph(level - 1) if level else self._words.paragraph

    def paragraph(self, key: str, level: int) -> tuple[str, ListPlace | None]:
        """Return the style of a numbered paragraph (level 0) or sub-paragraph, and its list if the style has
        none.

        A level that no Word list has is shown as the last one.
        """
        names = self._names[key]
        if level < len(names):
            return names[level], None
        return names[-1], ListPlace(self._series[key], min(level, DEEPEST))

    def _add_headings(self) -> int:
        """Make the list of headings, and one for those in annexes, whose first level counts annexes
        invisibly.

        Return the latter. The name of an annex is text in its heading, with a SEQ field: a REF field to a
        list number would show its word too.
        """
        levels = []
        for form, name in zip(self._words.headings, HEADINGS, strict=False):
            level = self._level(form, name)
            hang = _NUMBER_ROOM if self._words.rtl else _NUMBER_GAP
            indent = level.indent._replace(first=-min(hang, level.indent.left))
            self._styles.set_indent(level.style, indent)
            levels.append(replace(level, indent=indent, tab=0, align="left" if self._words.rtl else "right"))
        self._add("headings", levels)
        for name in (StyleName.ANNEX_HEADING, StyleName.NOTES_HEADING):
            self._take_out(self._styles.id(name))
        annex = self._level(literal(""), StyleName.ANNEX_HEADING)
        self._annex_levels = (annex, *(replace(level, style="") for level in levels[1:]))
        return self._add("headings of annexes", self._annex_levels)

    def heading(self, heading: m.Heading, *, numbered: bool) -> tuple[str, ListPlace | None]:
        """Return the style of a heading, and its list if that differs from the style's. Call this in
        order.

        After it, Enter begins a numbered paragraph of its part, or a text if the part has none.
        """
        style, place = self._heading(heading, numbered=numbered)
        part = self._parts.get(heading)
        key = part.key if part else BODY
        style = self._style_name(style, key)
        self._styles.set_next(style, self._following.get(key, StyleName.BODY))
        return style, place

    def _heading(self, heading: m.Heading, *, numbered: bool) -> tuple[str, ListPlace | None]:
        while self._open_annexes and self._open_annexes[-1][0] >= heading.level:
            self._open_annexes.pop()
        if heading.annex:
            return StyleName.ANNEX_HEADING, self._open_annex(heading.level)
        style = HEADINGS[min(heading.level, len(HEADINGS)) - 1]
        if not self._annexes or heading.level > len(self._words.headings):
            return style, None
        if not numbered:
            return self._unnumbered(style), None
        if not self._open_annexes:
            return style, None
        return style, ListPlace(self._open_annexes[-1][1], heading.level - 1)

    def _open_annex(self, level: int) -> ListPlace | None:
        """Return the list of an annex's own heading. An annex under another heading has its own list of
        headings.
        """
        if not self._annexes or level == 1:
            self._open_annexes.append((level, self._annexes))
            return None
        self._annex_lists += 1
        first, *others = self._annex_levels
        levels, name = [replace(first, style=""), *others], f"headings of an annex {self._annex_lists}"
        self._open_annexes.append((level, self._lists.add(name, levels)))
        return NO_LIST

    def _unnumbered(self, base: StyleName) -> str:
        name = self._variant(base, "no number")
        self._take_out(self._styles.id(name))
        return name

    def _take_out(self, style: str) -> None:
        """Remove a style based on a heading's from the list of headings."""
        self._styles.set_indent(style, self._styles.indent(style)._replace(first=0))
        self._styles.set_list(style, *NO_LIST)

    def note_bullet(self, indent: Indent) -> ListPlace:
        """Return the list of bullets in notes, whose items have the style of the note."""
        if not self._note_bullets:
            self._note_bullets = self._lists.add("bullets in notes", [Level(BULLET, indent)])
        return ListPlace(self._note_bullets, 0)

    def new_list(self, form: Form, start: int, indent: Indent) -> ListPlace:
        """Return a new list for a run of an ordinary ordered list."""
        self._ordered += 1
        return ListPlace(self._lists.add(f"list {self._ordered}", [Level(form, indent, start=start)]), 0)


def runs_of_markers(items: Sequence[m.ListItem]) -> Iterator[tuple[Form, int, list[m.ListItem]]]:
    """Yield an ordinary list cut into runs that a Word list can count: form, first number, items.

    "3) 4) 5)" is one run, "1) 1) 1)" three; a marker that no list counts is a run of its own, as text.
    """
    run: list[m.ListItem] = []
    start, sign = 0, ""
    for item in items:
        match = re.fullmatch(r"(0|[1-9]\d{0,4})([.)])", item.marker, re.ASCII)
        value, its_sign = (int(match[1]), match[2]) if match else (_LARGEST + 1, "")
        counted = value <= _LARGEST
        if run and counted and its_sign == sign and value == start + len(run):
            run.append(item)
            continue
        if run:
            yield Form("decimal", f"%{sign}"), start, run
        run, start, sign = ([item], value, its_sign) if counted else ([], 0, "")
        if not counted:
            yield literal(item.marker), 1, [item]
    if run:
        yield Form("decimal", f"%{sign}"), start, run


DEEPEST = 8
"""The last level of a Word list, the first being 0 (ECMA-376-1, 17.9.6)."""

BULLET = Form("bullet", "•")


class Level(Record):
    """One level of a list. `style` is the id of the paragraph style that belongs to it, or "".

    `tab` is the position of the text after the number, 0 if the indentation defines it.
    """

    form: Form
    indent: Indent
    style: str = ""
    tab: int = 0
    start: int = 1
    align: str = "left"
    bold: bool = False


def literal(marker: str) -> Form:
    """Return the form of a list whose items all show the same text."""
    return Form("none", marker.replace("%", "％"))


class Lists:
    """The lists of the document that is being built."""

    def __init__(self, root: Element, ours: frozenset[str]) -> None:
        """Start from a template's `w:numbering`, without its lists for styles in `ours`."""
        self.root = root
        self._drop(ours)
        self._abstract = max(
            (integer(get(each, "abstractNumId")) for each in find_all(root, "abstractNum")), default=-1
        )
        self._number = max((integer(get(each, "numId")) for each in find_all(root, "num")), default=0)
        self._first_number = next(iter(find_all(root, "num")), None)

    def _drop(self, ours: frozenset[str]) -> None:
        dropped = set()
        for abstract in find_all(self.root, "abstractNum"):
            if any(get(style, "val") in ours for style in find_all(abstract, "lvl/pStyle")):
                dropped.add(get(abstract, "abstractNumId"))
                self.root.remove(abstract)
        for last in find_all(self.root, "numIdMacAtCleanup"):
            self.root.remove(last)
        for number in find_all(self.root, "num"):
            if any(get(link, "val") in dropped for link in find_all(number, "abstractNumId")):
                self.root.remove(number)

    def add(self, name: str, levels: Sequence[Level]) -> int:
        """Add a list of at most nine levels; return its `w:numId`. Its ids are derived from the unique
        `name`.
        """
        self._abstract += 1
        self._number += 1
        digest = hashlib.sha256(name.encode()).hexdigest().upper()
        abstract = element(
            "abstractNum",
            element("nsid", val=digest[:8]),
            element("multiLevelType", val="multilevel" if len(levels) > 1 else "singleLevel"),
            element("tmpl", val=digest[8:16]),
            *(_level(index, level) for index, level in enumerate(levels)),
            abstractNumId=self._abstract,
        )
        number = element("num", element("abstractNumId", val=self._abstract), numId=self._number)
        made, numbered = parsed(abstract + number)
        self.root.append(numbered)
        if self._first_number is None:
            self._first_number = numbered
        self._first_number.addprevious(made)  # all w:abstractNum come before all w:num
        return self._number


def _level(index: int, level: Level) -> str:
    tab = element("tabs", element("tab", val="num", pos=level.tab)) if level.tab else ""
    return element(
        "lvl",
        element("start", val=level.start),
        element("numFmt", val=level.form.style),
        element("pStyle", val=level.style) if level.style else "",
        "" if level.form.text else element("suff", val="nothing"),
        element("lvlText", val=level.form.text.replace("%", f"%{index + 1}")),
        element("lvlJc", val=level.align),
        element("pPr", tab, indent_element(level.indent)),
        element("rPr", "<w:b/>", "<w:bCs/>") if level.bold else "",
        ilvl=index,
    )
