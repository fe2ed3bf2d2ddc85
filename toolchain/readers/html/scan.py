"""Walks once over a page and takes from it what is shown, block by block in reading order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal

from toolchain.formats.html.elements import (
    CELLS,
    INLINES,
    KINDS,
    PLAIN_BLOCKS,
    fragment,
    heading_level,
    is_foot,
    is_front,
    is_hidden,
    is_note,
    is_standing,
)
from toolchain.formats.html.generated import generated_words
from toolchain.formats.html.markup import Given, Markup, Start
from toolchain.formats.html.parts import (
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
from toolchain.formats.html.runs import Collector


def scan(markup: Markup) -> Page:
    """The parts of a page."""
    scanner = _Scanner(markup)
    for words in _styles(markup):
        scanner.add_words(words, "the style sheet")
    text = scanner.collector.text
    go_on = 0
    for at, event in enumerate(markup.events):
        if at < go_on:
            continue
        if isinstance(event, str):
            text(event)
        elif isinstance(event, int):
            scanner.end(event)
        elif not scanner.enters(at, event):
            go_on = markup.ends[at] + 1
    scanner.finish()
    return scanner.page


def _language(markup: Markup) -> str:
    root = markup.events[0]
    return str(root[1].get("lang", "")) if isinstance(root, tuple) else ""


def _styles(markup: Markup) -> Iterator[str]:
    """The words that the style sheets in the page's head add to it."""
    head = markup.child(0, "head")
    for at in range(head, markup.ends[head]) if head >= 0 else ():
        event = markup.events[at]
        if isinstance(event, tuple) and event[0] == "style":
            yield from generated_words(markup.words(at))


def _title(markup: Markup) -> str:
    """What the page is called, "" where it does not say."""
    head = markup.child(0, "head")
    title = markup.child(head, "title") if head >= 0 else -1
    return markup.words(title) if title >= 0 else ""


class _Scanner:
    """Where the walk stands, and what it has found.

    `_waiting` holds addresses, each with its element's tag, that lead to the next block.
    """

    def __init__(self, markup: Markup) -> None:
        self.page = Page(lang=_language(markup), title=_title(markup))
        self._markup = markup
        self._around: list[Start] = []
        self._before_main = any(isinstance(event, tuple) and event[0] == "main" for event in markup.events)
        self._fronts = self._quotes = self._codes = self._tables = 0
        self._feet = 0
        self.collector = Collector()
        self._count = 0
        self._waiting: dict[str, str] = {}
        self._number: Number | None = None
        self._item: Literal["", "ul", "ol"] = ""
        self._note: tuple[int, NotePart] | None = None
        self._table: TablePart | None = None
        self._figure: FigurePart | None = None
        self._cell: CellPart | None = None

    def enters(self, at: int, start: Start) -> bool:
        """An element begins. Whether what stands in it is to be gone through: it is neither hidden nor taken
        here as a whole."""
        tag, given = start
        kind = KINDS.get(tag)
        if given:
            self._add_names(given, tag)
            if is_hidden(given) or is_standing(given):
                self._add_unspoken(at, given)
                return self._leave_out(at, start)
        if kind == "block":
            self._start_block(at, tag, given)
            self._feet += is_foot(tag, self._parent)
        elif kind == "inline":
            address = given.get("href", "")
            target = fragment(address)
            if tag == "a" and target and self._takes_link(at, given, target):
                self._add_all_names(self._markup.inside(at))
                return False
            self._add_link(target)
            self.collector.open(Token("open", given.get("title", ""), INLINES[tag], address))
        elif kind and not self._takes_single(at, start, kind):
            return False
        if given:
            self._add_anchor(given, tag)
        self._around.append(start)
        return True

    def _takes_single(self, at: int, start: Start, kind: str) -> bool:
        """Take a new line or a picture; what has no text that can be read is none of them."""
        tag, given = start
        if kind == "break":
            self.collector.add(Token("break"))
        elif kind == "image":
            self._add_image(given)
        else:
            if kind == "strange":
                self.page.strange.append((self._here, f"<{tag}>"))
            elif tag == "noscript":
                self.add_words(self._markup.words(at), "shown where no script is run")
            elif tag == "style":
                for words in generated_words(self._markup.words(at)):
                    self.add_words(words, "the style sheet")
            self._add_all_names(self._markup.inside(at))
        return kind in ("break", "image")

    def _add_unspoken(self, at: int, given: Given) -> None:
        """Add what is seen and not read out to what stands around the text."""
        if "hidden" not in given and not is_standing(given):
            self.add_words(self._markup.words(at), "hidden from screen readers only")

    def add_words(self, words: str, place: str) -> None:
        """Add words, "" for none, to what stands around the text."""
        if words:
            self.page.frame.append((place, TextPart(self._next(), [Token("text", words)], cover=False)))

    def _leave_out(self, at: int, start: Start) -> bool:
        """What is not shown: only its links count, and what leads to it."""
        for tag, given in (start, *self._markup.inside(at)):
            if tag == "a":
                self._add_link(fragment(given.get("href", "")))
        self._add_all_names(self._markup.inside(at))
        return False

    def end(self, begin: int) -> None:
        """An element ends."""
        tag, given = self._around.pop()
        kind = KINDS.get(tag)
        if kind == "block":
            self._end_block(begin, tag, given)
            self._feet -= is_foot(tag, self._parent)
        elif kind == "inline":
            self.collector.close()

    def finish(self) -> None:
        """The page ends: addresses that wait for a block to lead to lead to none."""
        self._arrive(0)

    @property
    def _parent(self) -> str:
        return self._around[-1][0] if self._around else ""

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

    def _start_block(self, at: int, tag: str, given: Given) -> None:
        self._divide()
        if self._note is None and is_note(tag, given, self._around):
            self._start_note(at, given.get("id", ""))
        elif tag in PLAIN_BLOCKS:
            return
        elif tag == "li":
            self._item = "ol" if self._parent == "ol" else "ul"
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
        self._fronts += is_front(tag, self._parent)
        self._quotes += tag == "blockquote"
        if tag == "pre":
            self._codes += 1
            self.collector.keep = True

    def _end_block(self, begin: int, tag: str, given: Given) -> None:
        if tag in CELLS and self._cell and self._tables < 2:
            self._cell.run, self._cell = self.collector.take(), None
        else:
            self._divide(heading_level(tag, given))
        if self._note and begin == self._note[0]:
            self._note = None
        if tag in PLAIN_BLOCKS:
            return
        if tag == "li":
            self._item = ""
        elif tag == "table":
            self._end_table()
        elif tag == "figure":
            self._end_figure()
        self._fronts -= is_front(tag, self._parent)
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
        if self._feet:
            self.page.frame.append(("the foot of the page", part))
        else:
            (self._note[1].blocks if self._note else self.page.blocks).append(part)

    def _start_note(self, at: int, identity: str) -> None:
        note = NotePart(self._next(), identity)
        self._arrive(note.column)
        if note.anchor:
            self.page.anchors.setdefault(note.anchor, note.column)
        self.page.notes.append(note)
        self._note, self._item = (at, note), ""

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

    def _add_all_names(self, elements: Iterable[Start]) -> None:
        for tag, given in elements:
            self._add_names(given, tag)

    def _add_anchor(self, given: Given, tag: str) -> None:
        identity = given.get("id") or (given.get("name") if tag == "a" else None)
        if identity and self._cell:
            self.page.anchors.setdefault(identity, self._cell.column)
        elif identity:
            self._waiting[identity] = tag

    def _add_link(self, target: str) -> None:
        if target:
            self.page.links.append((target, self._here))

    def _takes_link(self, at: int, given: Given, target: str) -> bool:
        """Take a link as a whole: a mark, a number, or a way back, of which only what it leads to counts."""
        role = given.get("role")
        if role == "doc-noteref":
            self._add_anchor(given, "a")
            mark = Mark(given.get("id", ""), target, self._markup.words(at), self._here)
            self.page.marks.append(mark)
            self.collector.add(Token("mark", mark.text, "", target))
        elif role == "doc-backlink" and self._note:
            self._add_anchor(given, "a")
            self._note[1].backs.append(target)
            self.collector.trim()
        elif not self._takes_number(at, given, target):
            return False
        self._add_link(target)
        return True

    def _takes_number(self, at: int, given: Given, target: str) -> bool:
        """Take a link that begins the very block it leads to, and a space after it: the block's number."""
        tag = self._waiting.get(target)
        if tag not in ("div", "li", "p") or not self.collector.blank or self._cell:
            return False
        after = self._markup.events[self._markup.ends[at] + 1]
        if not (isinstance(after, int) or (isinstance(after, str) and after[:1].isspace())):
            return False
        self._number = Number(self._markup.words(at), given.get("aria-label", ""), tag == "li")
        return True
