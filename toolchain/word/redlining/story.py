"""Write the text of a redline: paragraphs, tables, and the ends that can neither come nor go."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from copy import deepcopy
from typing import cast

from toolchain.formats.docx.xml import ID, PARAGRAPH, PROPERTIES, TABLE, VAL, Element, R, W, value
from toolchain.model.records import Changing, field
from toolchain.word.cleaning.files import remove
from toolchain.word.redlining.comparing import Comparison
from toolchain.word.redlining.content import Changes, Content, element, lead_to
from toolchain.word.redlining.lists import Lists
from toolchain.word.redlining.pairing import GOING, Step, needs_end, start_of_tail
from toolchain.word.redlining.sides import Box, Item, Row, Table, kind_of
from toolchain.word.redlining.tokens import CALLS, LOOK, SECTION, Paragraph, serial
from toolchain.writers.docx.styles import in_order

_CHANGE, _LIST = W + "pPrChange", W + "numPr"
_AFTER_MARK = (SECTION, _CHANGE)
_MARKS = {"ins": ("ins",), "del": ("del",), "to": ("ins", "moveTo"), "from": ("del", "moveFrom")}
"""LibreOffice keeps an empty paragraph where only a move is marked, pandoc too."""
_STATES = {"ins": "ins", "del": "del", "to": "moveTo", "from": "moveFrom"}


class Writer(Changing):
    """Writes paragraphs and tables of both sides.

    `note_id` returns the id that an old note has in the redline.
    """

    compared: Comparison
    changes: Changes
    note_id: Callable[[str, str], str]
    lists: Lists
    _moves: dict[Paragraph, str] = field(default_factory=dict)

    def story(self, steps: Sequence[Step]) -> list[Element]:
        """Write a text, in stretches that each end at its end or before a table.

        The end of the last paragraph of a stretch stays when changes are settled. Only before a table that
        comes or goes with all that is before it, there is nothing to be done.
        """
        made: list[Element] = []
        stretch: list[Step] = []
        for step in steps:
            if not isinstance(step.item, Table):
                stretch.append(step)
                continue
            made += self._stretch(stretch, with_it=step.what)
            if made and made[-1].tag == TABLE:
                made.append(element("p"))  # two tables would be one
            made.append(self._table(step))
            stretch = []
        return [*made, *self._stretch(stretch)]

    def whole(self, steps: Sequence[Step]) -> list[Element]:
        """Write what comes or goes as a whole, such as a note with its mark: its last end is unmarked."""
        made = [each for step in steps for each in self._emitted(step)]
        if made and made[-1].tag == PARAGRAPH:
            _set_mark(made[-1])
        return made

    def _stretch(self, steps: Sequence[Step], with_it: str = "") -> list[Element]:
        last = start_of_tail(steps)
        if needs_end(steps[last:], with_it):
            return self._ending(steps, last)
        return [each for step in steps for each in self._emitted(step)]

    def _ending(self, steps: Sequence[Step], last: int) -> list[Element]:
        """Write a stretch whose last paragraphs all come, or all go: the marks move up by one paragraph.

        The mark that stays has the properties of the last paragraph of one side, and the former ones.
        """
        what, ends = steps[last].what, _paragraph(steps[-1].item)
        pair = steps[last - 1] if last else None
        other = None if pair is None else (pair.old if what == "ins" else pair.new)
        here = self._properties(ends, old=what == "del")
        there = element("pPr") if other is None else self._properties(_paragraph(other), old=what == "ins")
        made = [each for step in steps[:last] for each in self._emitted(step)]
        if pair is not None:
            _set_mark(made[-1], self.changes.made(what))
            for section in made[-1].findall(f"{PROPERTIES}/{SECTION}"):
                remove(section)
        tail = [self._one(step) for step in steps[last:]]
        now, former = (here, there) if what == "ins" else (there, here)
        _set_properties(tail[-1], self._with_former(now, former))
        return [*made, *tail]

    def _emitted(self, step: Step) -> list[Element]:
        if step.what == "both" and not isinstance(step.item, Table):
            both = self._both(_paragraph(step.old), _paragraph(step.new))
            if step.end:
                _set_mark(both, self.changes.made(step.end))
            return [both]
        if isinstance(step.item, Table):
            return [self._table(step)]
        made = self._one(step)
        return self._in_range(made, step) if step.what in ("from", "to") else [made]

    def _in_range(self, made: Element, step: Step) -> list[Element]:
        """Put a moved paragraph in a range, of which both places have the name."""
        name = self._moves.setdefault(_paragraph(step.old), f"move{len(self._moves) + 1}")
        start = self.changes.made(f"{_STATES[step.what]}RangeStart")
        start.set(W + "name", name)
        made.insert(1, start)
        return [made, element(f"{_STATES[step.what]}RangeEnd", id=start.get(ID, ""))]

    # Paragraphs

    def _one(self, step: Step) -> Element:
        """Write a paragraph of one side."""
        paragraph, old = _paragraph(step.item), step.what in GOING
        made = element("p")
        made.append(self._properties(paragraph, old=old))
        _set_mark(made, *map(self.changes.made, _MARKS[step.what]))
        self._content(made, paragraph).one_side(paragraph, _STATES[step.what], old=old)
        return made

    def _both(self, old: Paragraph, new: Paragraph) -> Element:
        """Write a paragraph of both sides. If nothing has changed but its list, it is the new one."""
        found = self.compared.common(old)
        now, former = self._properties(new, old=False), self._properties(old, old=True)
        if found is None and _kind(now) == _kind(former):
            return new.element
        now = self._with_former(now, former)
        if found is None:
            _set_properties(new.element, now)
            return new.element
        made = element("p")
        made.append(now)
        self._content(made, old).both_sides(old, new, found)
        return made

    def _content(self, made: Element, old: Paragraph) -> Content:
        return Content(made, self.changes, self.compared, lambda each: self._bring(each, old))

    def _bring(self, made: Element, paragraph: Paragraph) -> None:
        """Let an old run be in the new file: its notes, its targets, its pictures."""
        for call in made.iter(*CALLS):
            call.set(ID, self.note_id(kind_of(call), call.get(ID, "")))
        lead_to(made, self.compared.names)
        new, (others, name, kind) = self.compared.new, paragraph.part
        part = new.parts[kind].name if kind else new.files.main
        for each in made.iter():
            for key in (R + "id", R + "embed"):
                if identity := each.get(key):
                    link = next(one for one in others.links(name) if one.id == identity)
                    each.set(key, new.files.bring(part, link, others))

    def _properties(self, paragraph: Paragraph, *, old: bool) -> Element:
        found = paragraph.properties
        made = element("pPr") if found is None else deepcopy(found)
        if old:
            for each in made.iter(W + "numId"):
                each.set(VAL, self.lists.of(each.get(VAL, "")))
            by_style = self.lists.by_style.get(value(made, "pStyle") or "")
            if made.find(_LIST) is None and by_style is not None:
                made.append(deepcopy(by_style))
                in_order(made)
            for gone in made.findall(SECTION):  # sections are the new ones on both sides
                made.remove(gone)
        return made

    def _with_former(self, now: Element, former: Element) -> Element:
        """Add the former properties if style, list or level differ; others follow from the text around."""
        if _kind(now) != _kind(former):
            for gone in (*former.findall(LOOK), *former.findall(SECTION)):
                former.remove(gone)
            change = self.changes.made("pPrChange")
            change.append(former)
            now.append(change)
        return now

    # Tables

    def _table(self, step: Step) -> Element:
        table = cast("Table", step.item)
        made = _without(table.element, W + "tr")
        for place, (was, now) in enumerate(self.compared.columns(step)):
            if was is not None and now is None:  # pandoc shows no more cells than the grid has columns
                grid, former = (each.find(W + "tblGrid") for each in (made, cast("Table", step.old).element))
                if grid is not None and former is not None:
                    grid.insert(place, deepcopy(former[was]))
        for one, other in self.compared.rows(step):
            if one is not None and other is not None:
                made.append(self._row_of_both(step, one, other))
            elif one is not None:
                made.append(self._row(one, "del", table))
            elif other is not None:
                made.append(self._row(other, "ins", table))
        return made

    def _row(self, row: Row, what: str, table: Table) -> Element:
        made = _without(row.element, W + "tc")
        properties = made.find(W + "trPr")
        if properties is None:
            properties = element("trPr")
            made.insert(0, properties)
        properties.append(self.changes.made(what))
        widths = [each.get(W + "w", "") for each in table.element.iterfind(f"{W}tblGrid/{W}gridCol")]
        for at, cell in enumerate(row.cells):
            inner = self._cell(cell, what)
            width = inner.find(f"{W}tcPr/{W}tcW")
            if width is not None and len(row.cells) == len(widths):
                width.set(W + "w", widths[at])
            made.append(inner)
        return made

    def _row_of_both(self, step: Step, row: Row, other: Row) -> Element:
        made = _without(other.element, W + "tc")
        for one, two in self.compared.cells(step, row, other):
            if one and two:
                inner = _without(two.element, PARAGRAPH, TABLE)
                inner.extend(self.story(self.compared.cell(one, two)))
            elif cell := one or two:  # of a column
                inner = self._cell(cell, "del" if one else "ins")
                properties = inner.find(W + "tcPr")
                if properties is None:
                    properties = element("tcPr")
                    inner.insert(0, properties)
                properties.append(self.changes.made("cellDel" if one else "cellIns"))
            made.append(inner)
        return made

    def _cell(self, cell: Box, what: str) -> Element:
        """Write a cell of one side."""
        made = _without(cell.element, PARAGRAPH, TABLE)
        steps = (Step("ins", None, each) if what == "ins" else Step("del", each) for each in cell.items)
        made.extend([each for step in steps for each in self._emitted(step)])
        return made


def _paragraph(item: Item | None) -> Paragraph:
    return cast("Paragraph", item)


def _without(found: Element, *tags: str) -> Element:
    """Return a copy of an element without its children of these kinds."""
    made = deepcopy(found)
    for each in made.findall("*"):
        if each.tag in tags:
            made.remove(each)
    return made


def _kind(properties: Element) -> tuple[str, ...]:
    """Return the style, the list and the level of a paragraph."""
    return tuple(serial(properties.find(W + name)) for name in ("pStyle", "numPr", "outlineLvl"))


def _set_properties(paragraph: Element, properties: Element) -> None:
    found = paragraph.find(PROPERTIES)
    if found is not None:
        paragraph.remove(found)
    paragraph.insert(0, properties)


def _set_mark(paragraph: Element, *changes: Element) -> None:
    """Mark the end of a paragraph as changed, or as unchanged."""
    properties = paragraph.find(PROPERTIES)
    if properties is None:
        properties = element("pPr")
        paragraph.insert(0, properties)
    for gone in properties.findall(LOOK):
        properties.remove(gone)
    if changes:
        look = element("rPr")
        look.extend(changes)
        after = (at for at, each in enumerate(properties) if each.tag in _AFTER_MARK)
        properties.insert(next(after, len(properties)), look)
