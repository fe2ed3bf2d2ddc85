"""Walks once over a page and takes from it what is shown, block by block in reading order."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Literal, TypeAlias

from lxml import etree

from toolchain.readers.html.elements import (
    CELLS,
    INLINES,
    KINDS,
    PLAIN_BLOCKS,
    fragment,
    heading_level,
    is_foot,
    is_front,
    is_note,
    words,
)
from toolchain.readers.html.parts import (
    BlockPart,
    CellPart,
    FigurePart,
    Mark,
    NotePart,
    Number,
    Page,
    TablePart,
    TextPart,
    Token,
)
from toolchain.readers.html.runs import Collector

Given: TypeAlias = dict[Any, Any]
"""The attributes of an element."""


def scan(root: etree._Element) -> Page:
    """The parts of the page whose root this is."""
    scanner = _Scanner(root)
    text = scanner.collector.text
    around: list[etree._Element] = []
    levels = [iter((root,))]
    while levels:
        for element in levels[-1]:
            if scanner.enters(element):
                if words := element.text:
                    text(words)
                if len(element):
                    around.append(element)
                    levels.append(iter(element))
                    break
                scanner.end(element)
            if words := element.tail:
                text(words)
        else:
            levels.pop()
            if around:
                element = around.pop()
                scanner.end(element)
                if words := element.tail:
                    text(words)
    scanner.finish(root)
    return scanner.page


class _Scanner:
    """Where the walk stands, and what it has found.

    `_waiting` holds addresses, each with its element's tag, that lead to the next block.
    """

    def __init__(self, root: etree._Element) -> None:
        self.page = Page()
        self._before_main = root.find(".//main") is not None
        self._fronts = self._quotes = self._codes = self._tables = 0
        self.collector = Collector()
        self._count = 0
        self._waiting: dict[str, str] = {}
        self._number: Number | None = None
        self._item: Literal["", "ul", "ol"] = ""
        self._note: tuple[etree._Element, NotePart] | None = None
        self._table: TablePart | None = None
        self._figure: FigurePart | None = None
        self._cell: CellPart | None = None

    def enters(self, element: etree._Element) -> bool:
        """An element begins. Whether what stands in it is to be gone through: it is neither hidden nor taken
        here as a whole."""
        tag = str(element.tag)
        kind = KINDS.get(tag)
        given: Given = dict(element.items())
        if given:
            self._add_names(given, tag)
            if "hidden" in given or given.get("aria-hidden") == "true":
                return self._leave_out(element)
        if kind == "block":
            if tag == "footer" and is_foot(element):
                return self._leave_out(element)
            self._start_block(element, tag, given)
        elif kind == "inline":
            address = given.get("href", "")
            target = fragment(address)
            if tag == "a" and target and self._takes_link(element, given, target):
                self._add_all_names(element.iterdescendants())
                return False
            self._add_link(target)
            self.collector.open(Token("open", given.get("title", ""), INLINES[tag], address))
        elif kind:
            return self._single(element, given, tag, kind)
        if given:
            self._add_anchor(given, tag)
        return True

    def _single(self, element: etree._Element, given: Given, tag: str, kind: str) -> bool:
        """A new line, a picture, or what has no text that can be read."""
        if kind == "break":
            self.collector.add(Token("break"))
        elif kind == "image":
            self._add_image(given)
        else:
            if kind == "strange":
                self.page.strange.append((self._here, f"<{tag}>"))
            self._add_all_names(element.iterdescendants())
            return False
        self._add_anchor(given, tag)
        return True

    def _leave_out(self, element: etree._Element) -> bool:
        """What is not shown: only its links count, and what leads to it."""
        for link in element.iter("a"):
            self._add_link(fragment(link.get("href") or ""))
        self._add_all_names(element.iterdescendants())
        return False

    def end(self, element: etree._Element) -> None:
        """An element ends."""
        tag = str(element.tag)
        kind = KINDS.get(tag)
        if kind == "block":
            self._end_block(element, tag)
        elif kind == "inline":
            self.collector.close()

    def finish(self, root: etree._Element) -> None:
        """The page ends: addresses that wait for a block to lead to lead to none, nor do those behind it."""
        for element in root.itersiblings():
            self._add_all_names(element.iter())
        self._arrive(0)

    @property
    def _here(self) -> int:
        """The column of the block that text is now part of, or the next one is."""
        return self._cell.column if self._cell else self._count + 1

    @property
    def _cover(self) -> bool:
        return self._before_main or self._fronts > 0

    def _next(self) -> int:
        self._count += 1
        return self._count

    def _arrive(self, column: int) -> None:
        for identity in self._waiting:
            self.page.anchors.setdefault(identity, column)
        self._waiting.clear()

    def _start_block(self, element: etree._Element, tag: str, given: Given) -> None:
        self._divide()
        if self._note is None and is_note(element, tag, given):
            self._start_note(element, given.get("id", ""))
        elif tag in PLAIN_BLOCKS:
            return
        elif tag == "li":
            parent = element.getparent()
            self._item = "ol" if parent is not None and parent.tag == "ol" else "ul"
        elif tag == "main":
            self._before_main = False
        elif tag == "table":
            self._start_table()
        elif tag == "tr" and self._table and self._tables == 1:
            self._table.rows.append([])
        elif tag in CELLS:
            self._start_cell(tag)
        elif tag == "figure" and not self._cell:
            self._figure = FigurePart(self._next(), self._cover)
        self._fronts += is_front(element)
        self._quotes += tag == "blockquote"
        if tag == "pre":
            self._codes += 1
            self.collector.keep = True

    def _end_block(self, element: etree._Element, tag: str) -> None:
        if tag in CELLS and self._cell and self._tables < 2:
            self._cell.run, self._cell = self.collector.take(), None
        else:
            self._divide(heading_level(element, tag))
        if self._note and element is self._note[0]:
            self._note = None
        if tag in PLAIN_BLOCKS:
            return
        if tag == "li":
            self._item = ""
        elif tag == "table":
            self._end_table()
        elif tag == "figure":
            self._end_figure()
        self._fronts -= is_front(element)
        self._quotes -= tag == "blockquote"
        if tag == "pre":
            self._codes -= 1
            self.collector.keep = self._codes > 0

    def _divide(self, level: int = 0) -> None:
        """End the block before this place, if there is one. A heading is one even without text."""
        if self._cell:
            self.collector.divide()
        elif level or self._number or not self.collector.blank:
            column = self._next()
            in_note = self._note and not self._note[1].blocks
            self._arrive(self._note[1].column if self._note and in_note else column)
            run, cover = self.collector.take(), self._before_main or self._fronts > 0
            quoted, code = self._quotes > 0, self._codes > 0
            self._place(TextPart(column, run, cover, level, self._number, self._item, quoted, code))
            self._number, self._item = None, ""

    def _place(self, part: BlockPart) -> None:
        if self._figure and isinstance(part, TextPart):
            self._figure.texts.append(part)
            return
        (self._note[1].blocks if self._note else self.page.blocks).append(part)

    def _start_note(self, element: etree._Element, identity: str) -> None:
        note = NotePart(self._next(), identity)
        self._arrive(note.column)
        if note.anchor:
            self.page.anchors.setdefault(note.anchor, note.column)
        self.page.notes.append(note)
        self._note, self._item = (element, note), ""

    def _start_table(self) -> None:
        self._tables += 1
        if self._cell:
            self.page.strange.append((self._here, "a table in a cell"))
        elif self._tables == 1:
            self._table = TablePart(self._next(), self._cover)

    def _end_table(self) -> None:
        self._tables -= 1
        if self._table and not self._tables:
            self._place(self._table)
            self._table = None

    def _start_cell(self, tag: str) -> None:
        if self._cell or not (self._figure if tag == "figcaption" else self._table):
            return
        cell = self._cell = CellPart(self._next(), header=tag == "th")
        self._arrive(cell.column)
        if tag == "figcaption" and self._figure:
            self._figure.caption = cell
        elif tag == "caption" and self._table:
            self._table.caption = cell
        elif self._table:
            if not self._table.rows:
                self._table.rows.append([])
            self._table.rows[-1].append(cell)

    def _end_figure(self) -> None:
        if self._figure and not self._cell:
            figure, self._figure = self._figure, None
            self._arrive(figure.column)
            self._place(figure)
            for text in figure.texts:
                self._place(text)

    def _add_image(self, given: Given) -> None:
        token = Token("image", given.get("alt", ""), target=given.get("src", ""))
        if self._figure and not self._cell and not self._figure.image:
            self._figure.image = token
        else:
            self.collector.add(token)

    def _add_names(self, given: Given, tag: str) -> None:
        if "id" in given:
            self.page.identities.append(given["id"])
        if tag == "a" and "name" in given:
            self.page.names.add(given["name"])

    def _add_all_names(self, elements: Iterable[etree._Element]) -> None:
        for element in elements:
            self._add_names(dict(element.items()), str(element.tag))

    def _add_anchor(self, given: Given, tag: str) -> None:
        identity = given.get("id") or (given.get("name") if tag == "a" else None)
        if identity and self._cell:
            self.page.anchors.setdefault(identity, self._cell.column)
        elif identity:
            self._waiting[identity] = tag

    def _add_link(self, target: str) -> None:
        if target:
            self.page.links.append((target, self._here))

    def _takes_link(self, element: etree._Element, given: Given, target: str) -> bool:
        """Take a link as a whole: a mark, a number, or a way back, of which only what it leads to counts."""
        role = given.get("role")
        if role == "doc-noteref":
            self._add_anchor(given, "a")
            mark = Mark(given.get("id", ""), target, words(element), self._here)
            self.page.marks.append(mark)
            self.collector.add(Token("mark", mark.text, "", target))
        elif role == "doc-backlink" and self._note:
            self._add_anchor(given, "a")
            self._note[1].backs.append(target)
            self.collector.trim()
        elif not self._takes_number(element, given, target):
            return False
        self._add_link(target)
        return True

    def _takes_number(self, element: etree._Element, given: Given, target: str) -> bool:
        """Take a link that begins the very block it leads to, and a space after it: the block's number."""
        tag = self._waiting.get(target)
        if tag not in ("div", "li", "p") or not self.collector.blank or self._cell:
            return False
        tail = element.tail or ""
        if not (tail[:1].isspace() or (not tail and element.getnext() is None)):
            return False
        self._number = Number(words(element), given.get("aria-label", ""), tag == "li")
        return True
