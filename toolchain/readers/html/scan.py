"""Walks once over a page and takes from it what is shown, block by block in reading order."""

from __future__ import annotations

from typing import Literal

from lxml import etree

from toolchain.readers.html.elements import (
    BLOCKS,
    CELLS,
    INLINES,
    NO_TEXT,
    STRANGE,
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


def scan(root: etree._Element) -> Page:
    """The parts of the page whose root this is."""
    scanner = _Scanner(root)
    walk = etree.iterwalk(root, events=("start", "end"))
    left_out = None
    for event, element in walk:
        if event == "start":
            if scanner.leaves_out(element):
                walk.skip_subtree()
                left_out = element
            else:
                scanner.start(element)
            continue
        if element is left_out:
            left_out = None
        else:
            scanner.end(element)
        if element.tail:
            scanner.text(element.tail)
    scanner.finish()
    return scanner.page


class _Scanner:
    """Where the walk stands, and what it has found.

    `_waiting` holds addresses, each with its element's tag, that lead to the next block.
    """

    def __init__(self, root: etree._Element) -> None:
        self.page = Page()
        self._before_main = root.find(".//main") is not None
        self._fronts = self._quotes = self._codes = self._tables = 0
        self._collector = Collector()
        self._count = 0
        self._waiting: dict[str, str] = {}
        self._number: Number | None = None
        self._item: Literal["", "ul", "ol"] = ""
        self._note: tuple[etree._Element, NotePart] | None = None
        self._table: TablePart | None = None
        self._figure: FigurePart | None = None
        self._cell: CellPart | None = None

    def leaves_out(self, element: etree._Element) -> bool:
        """Whether the text inside an element is none of the page's, or is taken here as a whole."""
        tag = element.tag
        if tag in NO_TEXT:
            return True
        if tag in STRANGE:
            self.page.strange.append((self._here, f"<{tag}>"))
            return True
        if element.get("hidden") is not None or element.get("aria-hidden") == "true" or is_foot(element):
            for link in element.iter("a"):
                self._add_link(link)
            return True
        return tag == "a" and (self._takes_note_link(element) or self._takes_number(element))

    def start(self, element: etree._Element) -> None:
        """An element begins."""
        tag = str(element.tag)
        if tag in BLOCKS:
            self._start_block(element, tag)
        self._add_anchor(element)
        if tag in INLINES:
            self._add_link(element)
            title, target = element.get("title") or "", element.get("href") or ""
            self._collector.open(Token("open", title, INLINES[tag], target))
        elif tag == "br":
            self._collector.add(Token("break"))
        elif tag == "img":
            self._add_image(element)
        if element.text:
            self.text(element.text)

    def end(self, element: etree._Element) -> None:
        """An element ends."""
        tag = str(element.tag)
        if tag in INLINES:
            self._collector.close()
        elif tag in BLOCKS:
            self._end_block(element, tag)

    def text(self, text: str) -> None:
        """Text between elements."""
        self._collector.text(text, keep=self._codes > 0)

    def finish(self) -> None:
        """The page ends: addresses that wait for a block to lead to lead to none."""
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

    def _start_block(self, element: etree._Element, tag: str) -> None:
        self._divide()
        if self._note is None and is_note(element):
            self._start_note(element)
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
        elif tag == "li":
            parent = element.getparent()
            self._item = "ol" if parent is not None and parent.tag == "ol" else "ul"
        self._fronts += is_front(element)
        self._quotes += tag == "blockquote"
        self._codes += tag == "pre"

    def _end_block(self, element: etree._Element, tag: str) -> None:
        if tag in CELLS and self._cell and self._tables < 2:
            self._cell.run, self._cell = self._collector.take(), None
        else:
            self._divide(heading_level(element))
        if tag == "table":
            self._end_table()
        elif tag == "figure":
            self._end_figure()
        elif tag == "li":
            self._item = ""
        if self._note and element is self._note[0]:
            self._note = None
        self._fronts -= is_front(element)
        self._quotes -= tag == "blockquote"
        self._codes -= tag == "pre"

    def _divide(self, level: int = 0) -> None:
        """End the block before this place, if there is one. A heading is one even without text."""
        if self._cell:
            self._collector.divide()
        elif level or self._number or not self._collector.blank:
            column = self._next()
            in_note = self._note and not self._note[1].blocks
            self._arrive(self._note[1].column if self._note and in_note else column)
            self._place(
                TextPart(
                    column=column,
                    run=self._collector.take(),
                    cover=self._cover,
                    level=level,
                    number=self._number,
                    item=self._item,
                    quoted=self._quotes > 0,
                    code=self._codes > 0,
                )
            )
            self._number, self._item = None, ""

    def _place(self, part: BlockPart) -> None:
        if self._figure and isinstance(part, TextPart):
            self._figure.texts.append(part)
            return
        (self._note[1].blocks if self._note else self.page.blocks).append(part)

    def _start_note(self, element: etree._Element) -> None:
        note = NotePart(self._next(), element.get("id") or "")
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

    def _add_image(self, element: etree._Element) -> None:
        token = Token("image", element.get("alt") or "", target=element.get("src") or "")
        if self._figure and not self._cell and not self._figure.image:
            self._figure.image = token
        else:
            self._collector.add(token)

    def _add_anchor(self, element: etree._Element) -> None:
        identity = element.get("id") or (element.get("name") if element.tag == "a" else None)
        if identity and self._cell:
            self.page.anchors.setdefault(identity, self._cell.column)
        elif identity:
            self._waiting[identity] = str(element.tag)

    def _add_link(self, element: etree._Element) -> None:
        if target := fragment(element.get("href") or ""):
            self.page.links.append((target, self._here))

    def _takes_note_link(self, element: etree._Element) -> bool:
        """Take a mark as a whole, and leave out a way back: what it leads to is all that counts."""
        role = element.get("role")
        if role != "doc-noteref" and not (role == "doc-backlink" and self._note):
            return False
        target = fragment(element.get("href") or "")
        if not target:
            return False
        self._add_anchor(element)
        self._add_link(element)
        if role == "doc-noteref":
            mark = Mark(element.get("id") or "", target, words(element), self._here)
            self.page.marks.append(mark)
            self._collector.add(Token("mark", mark.text, target=target))
        elif self._note:
            self._note[1].backs.append(target)
            self._collector.trim()
        return True

    def _takes_number(self, element: etree._Element) -> bool:
        """Take a link that begins the very block it leads to, and a space after it: the block's number."""
        target, tail = fragment(element.get("href") or ""), element.tail or ""
        tag = self._waiting.get(target, "")
        ends = tail[:1].isspace() or (not tail and element.getnext() is None)
        if tag not in ("div", "li", "p") or not ends or not self._collector.blank or self._cell:
            return False
        self._number = Number(words(element), element.get("aria-label") or "", tag == "li")
        self._add_link(element)
        return True
