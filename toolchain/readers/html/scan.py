"""Walk once through a page and take what is shown, block by block in reading order."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Literal

from toolchain.formats.html.elements import (
    CELLS,
    INLINES,
    KINDS,
    PLAIN_BLOCKS,
    WORDED,
    fragment,
    heading_level,
    is_foot,
    is_front,
    is_note,
    is_standing,
)
from toolchain.formats.html.generated import generated_words, printed_attributes
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
from toolchain.formats.html.tree import Element, is_hidden, is_unseen
from toolchain.formats.html.tree import Page as Tree
from toolchain.formats.metadata import of_json
from toolchain.model.facts import Word
from toolchain.model.wording import said


def scan(tree: Tree) -> Page:
    """Return the parts of a page."""
    scanner = _Scanner(tree)
    elements, texts = tree.elements, tree.texts
    head = tree.child(elements[0], "head")
    for element in tree.inside(head) if head else ():
        if element.tag != "noscript":  # which can only have style sheets there
            scanner.take_silent(element)
    add, open_ = scanner.collector.text, scanner.around
    at = told = 0
    while at < len(elements) or open_:
        enters = at < (open_[-1].last if open_ else len(elements))
        element = elements[at] if enters else open_[-1]
        until = element.first if enters else element.end
        if told < until:  # a comment parts no words
            add(texts[told].text if until - told == 1 else "".join([each.text for each in texts[told:until]]))
            told = until
        if not enters:
            scanner.end()
        elif scanner.enters(element):
            at += 1
        else:
            at, told = element.last, element.end
    scanner.arrive(0)  # addresses that wait for a block have no target
    return scanner.page


def _title(tree: Tree) -> str:
    """Return the title of the page, "" for none."""
    head = tree.child(tree.elements[0], "head")
    title = tree.child(head, "title") if head else None
    return tree.text(title) if title else ""


class _Scanner:
    """The state of the walk, and the parts found so far.

    `around` are the open elements; `_waiting` are addresses of the next block, each with the tag of its
    element; `printed` are attributes with words that a reader gets.
    """

    def __init__(self, tree: Tree) -> None:
        self.printed = WORDED
        self.page = Page(lang=tree.elements[0].given.get("lang", ""), title=_title(tree))
        self._tree = tree
        self.around: list[Element] = []
        self._before_main = any(each.tag == "main" for each in tree.elements)
        self._fronts = self._quotes = self._codes = self._tables = 0
        self._feet = 0
        self.collector = Collector()
        self._count = 0
        self._waiting: dict[str, str] = {}
        self._number: Number | None = None
        self._item: Literal["", "ul", "ol"] = ""
        self._note: tuple[Element, NotePart] | None = None
        self._table: TablePart | None = None
        self._figure: FigurePart | None = None
        self._cell: CellPart | None = None

    def enters(self, element: Element) -> bool:
        """Begin an element. Return whether to read its content: not if it is hidden, or handled as a
        whole.
        """
        tag, given = element.tag, element.given
        kind = KINDS.get(tag)
        if given:
            self._add_names(element)
            if is_hidden(given) or is_standing(given):
                self._add_unspoken(element)
                return self._leave_out(element)
        if kind == "block":
            self._start_block(element)
            self._feet += is_foot(tag, self._parent)
        elif kind == "inline":
            address = given.get("href", "")
            target = fragment(address)
            if tag == "a" and target and self._takes_link(element, target):
                self._add_all_names(self._tree.inside(element))
                return False
            self._add_link(target)
            self.collector.open(Token("open", given.get("title", ""), INLINES[tag], address))
        elif kind and not self._takes_single(element, kind):
            return False
        if given:
            self._add_anchor(given, tag)
            self.add_style(given.get("style", ""))
            for name in self.printed & given.keys():
                if (tag, name) != ("img", "alt"):  # which is compared with the picture
                    self.add_words(given[name], said("in the attribute {name}", name=name))
        self.around.append(element)
        return True

    def _takes_single(self, element: Element, kind: str) -> bool:
        """Handle a line break or picture. Return False for an element whose content cannot be read."""
        if kind == "break":
            self.collector.add(Token("break"))
        elif kind == "image":
            self._add_image(element.given)
        else:
            if kind == "strange":
                self.page.strange.append((self._here, Word(f"<{element.tag}>")))
            self.take_silent(element)
            self._add_all_names(self._tree.inside(element))
        return kind in ("break", "image")

    def take_silent(self, element: Element) -> None:
        """Take the words of an element whose content is not text of the page."""
        given, text = element.given, self._tree.text(element)
        if element.tag == "noscript":
            self.add_words(text, said("shown where no script is run"))
        elif element.tag == "template":  # a browser shows one that is a shadow root, a script the others
            self.add_words(text, said("in the element <template>"))
        elif element.tag == "style":
            self.add_style(text)
        elif element.tag == "script" and given.get("type", "").endswith("json"):
            self.page.metadata += of_json(text)
        elif element.tag == "meta" and "http-equiv" not in given and not is_standing(given):
            name = given.get("name") or given.get("property") or given.get("itemprop") or "meta"
            self.page.metadata.append((name, given.get("content", "")))
        elif element.tag == "link":
            self.page.metadata.append(("link", given.get("title", "")))

    def _add_unspoken(self, element: Element) -> None:
        """Add text that is visible but not read out to the content around the text."""
        if not is_unseen(element.given) and not is_standing(element.given):
            self.add_words(self._tree.text(element), said("hidden from screen readers only"))

    def add_words(self, words: str, place: str) -> None:
        """Add words to the content around the text, unless they are "", with the number of their block."""
        if words:
            self.page.frame.append((place, TextPart(self._here, [Token("text", words)], cover=False)))

    def add_style(self, style: str) -> None:
        """Add the words that a style sheet prints, and take note of the attributes that it prints."""
        if style:
            self.printed |= printed_attributes(style)
            for words in generated_words(style):
                self.add_words(words, said("the style sheet"))

    def _leave_out(self, element: Element) -> bool:
        """Handle content that is not shown: only its links and addresses count."""
        inside = self._tree.inside(element)
        for each in (element, *inside):
            if each.tag == "a":
                self._add_link(fragment(each.given.get("href", "")))
        self._add_all_names(inside)
        return False

    def end(self) -> None:
        """End the innermost open element."""
        element = self.around.pop()
        kind = KINDS.get(element.tag)
        if kind == "block":
            self._end_block(element)
            self._feet -= is_foot(element.tag, self._parent)
        elif kind == "inline":
            self.collector.close()

    @property
    def _parent(self) -> str:
        return self.around[-1].tag if self.around else ""

    @property
    def _here(self) -> int:
        """The number of the block that text is now added to, or of the next one."""
        return self._cell.block if self._cell else self._count + 1

    @property
    def _cover(self) -> bool:
        return self._before_main or self._fronts > 0

    def _next(self) -> int:
        self._count += 1
        return self._count

    def arrive(self, block: int) -> None:
        """Let the addresses that wait for a block lead to this block."""
        for identity in self._waiting:
            self.page.anchors.setdefault(identity, block)
        self._waiting.clear()

    def _start_block(self, element: Element) -> None:
        tag = element.tag
        self._divide()
        if self._note is None and is_note(element, self.around):
            self._start_note(element)
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

    def _end_block(self, element: Element) -> None:
        tag = element.tag
        if tag in CELLS and self._cell and self._tables < 2:
            self._cell.run, self._cell = self.collector.take(), None
        else:
            self._divide(heading_level(tag, element.given))
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
        self._fronts -= is_front(tag, self._parent)
        self._quotes -= tag == "blockquote"
        if tag == "pre":
            self._codes -= 1
            self.collector.keep = self._codes > 0

    def _divide(self, level: int = 0) -> None:
        """End the current block, if there is one. A heading is a block even without text."""
        if self._cell:
            self.collector.divide()
        elif level or self._number or not self.collector.blank:
            block = self._next()
            in_note = self._note and not self._note[1].blocks
            self.arrive(self._note[1].block if self._note and in_note else block)
            run, cover = self.collector.take(), self._cover
            quoted, code = self._quotes > 0, self._codes > 0
            self._place(TextPart(block, run, cover, level, self._number, self._item, quoted, code))
            self._number, self._item = None, ""

    def _place(self, part: BlockPart) -> None:
        if self._figure and isinstance(part, TextPart):
            self._figure.texts.append(part)
            return
        if self._feet:
            self.page.frame.append((said("the foot of the page"), part))
        else:
            (self._note[1].blocks if self._note else self.page.blocks).append(part)

    def _start_note(self, element: Element) -> None:
        note = NotePart(self._next(), element.given.get("id", ""))
        self.arrive(note.block)
        if note.anchor:
            self.page.anchors.setdefault(note.anchor, note.block)
        self.page.notes.append(note)
        self._note, self._item = (element, note), ""

    def _start_table(self) -> None:
        self._tables += 1
        if self._cell:
            self.page.strange.append((self._here, Word("a table in a cell")))
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
        self.arrive(cell.block)
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
            self.arrive(figure.block)
            self._place(figure)
            for text in figure.texts:
                self._place(text)

    def _add_image(self, given: Mapping[str, str]) -> None:
        token = Token("image", given.get("alt", ""), target=given.get("src", ""))
        if self._figure and not self._cell and not self._figure.image:
            self._figure.image = token
        else:
            self.collector.add(token)

    def _add_names(self, element: Element) -> None:
        given = element.given
        if "id" in given:
            self.page.identities.append(given["id"])
        if element.tag == "a" and "name" in given:
            self.page.names.add(given["name"])

    def _add_all_names(self, elements: Iterable[Element]) -> None:
        for element in elements:
            self._add_names(element)

    def _add_anchor(self, given: Mapping[str, str], tag: str) -> None:
        identity = given.get("id") or (given.get("name") if tag == "a" else None)
        if identity and self._cell:
            self.page.anchors.setdefault(identity, self._cell.block)
        elif identity:
            self._waiting[identity] = tag

    def _add_link(self, target: str) -> None:
        if target:
            self.page.links.append((target, self._here))

    def _takes_link(self, element: Element, target: str) -> bool:
        """Handle a link whose target alone counts: a note mark, a number, or a link back."""
        given = element.given
        role = given.get("role")
        if role == "doc-noteref":
            self._add_anchor(given, "a")
            mark = Mark(given.get("id", ""), target, self._tree.text(element), self._here)
            self.page.marks.append(mark)
            self.collector.add(Token("mark", mark.text, "", target))
        elif role == "doc-backlink" and self._note:
            self._add_anchor(given, "a")
            self._note[1].backs.append(target)
            self.collector.trim()
        elif not self._takes_number(element, target):
            return False
        self._add_link(target)
        return True

    def _takes_number(self, element: Element, target: str) -> bool:
        """Handle a link at the beginning of the block to which it leads, with a space after it: a number."""
        tag = self._waiting.get(target)
        if tag not in ("div", "li", "p") or not self.collector.blank or self._cell:
            return False
        if not self._has_space_after(element):
            return False
        self._number = Number(self._tree.text(element), element.given.get("aria-label", ""), tag == "li")
        return True

    def _has_space_after(self, element: Element) -> bool:
        """Return whether white space follows an element, or its parent ends."""
        tree, parent = self._tree, self.around[-1]
        ends = element.last == parent.last
        if element.end < (parent.end if ends else tree.elements[element.last].first):
            return tree.texts[element.end].text[:1].isspace()
        return ends
