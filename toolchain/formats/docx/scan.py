"""Read all text of a document once, in reading order, and count what Word counts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from toolchain.formats.docx import changes
from toolchain.formats.docx.fields import Sequences
from toolchain.formats.docx.found import Change, Found, Revision, Trouble
from toolchain.formats.docx.notes import Call, NotesPart
from toolchain.formats.docx.numbering import Counter, Numbering
from toolchain.formats.docx.pieces import PieceMaker
from toolchain.formats.docx.story import (
    ALT_CHUNK,
    COMMENTED,
    START,
    STOP,
    Block,
    Cell,
    Paragraph,
    Row,
    Story,
    Table,
    columns_before,
    inside,
    is_header,
    merging,
    outline,
    paragraphs_of,
)
from toolchain.formats.docx.styles import ParagraphStyle, Styles, list_place
from toolchain.formats.docx.tokenizer import Tokenizer
from toolchain.formats.docx.tokens import Token
from toolchain.formats.docx.xml import (
    CELL,
    PARAGRAPH,
    PROPERTIES,
    ROW,
    STYLE,
    TABLE,
    VAL,
    Element,
    W,
    is_on,
    value,
)
from toolchain.model.diagnostics import Severity, cell_words
from toolchain.model.facts import Word
from toolchain.model.forms import number_in
from toolchain.model.wording import fold, said, shorten
from toolchain.rules.files_docx import NotForCertain, NumbersNotForCertain

_BLOCKS = frozenset((PARAGRAPH, TABLE, START, STOP, ALT_CHUNK)) | COMMENTED
_UNSEEN = frozenset(("hidden", "start", "stop", "comment"))
_MARK, _VANISH, _NUMBER, _OUTLINE = W + "rPr", W + "vanish", W + "numPr", W + "outlineLvl"
_COMMENT_START, _COMMENT_END = W + "commentRangeStart", W + "commentRangeEnd"
_PAGE_BREAK, _SECTION, _FRAME, _DROPPED = (
    W + name for name in ("pageBreakBefore", "sectPr", "framePr", "dropCap")
)
_LONGEST = 60
FRONT = {"title": Word("the title"), "cover": Word("the cover"), "contents": Word("the contents")}
"""The words for the places of what is before the text, by the roles of their styles."""


class Places:
    """Names the place of each paragraph: its number, or the last number or heading before it.

    With `typed`, a typed number is one, too.
    """

    def __init__(self, *, typed: bool = False) -> None:
        self._typed = typed
        self._labels: list[str] = []
        self._heading = ""
        self._last = said("the opening")
        self._given: set[str] = set()

    def of(self, paragraph: Paragraph) -> str:
        """Return the place of the next paragraph of the text."""
        item = paragraph.item
        if paragraph.style.role in FRONT and not paragraph.is_heading:
            return said(FRONT[paragraph.style.role])
        if paragraph.is_heading:
            return self._at_heading(paragraph.text)
        if item and paragraph.label and item.style != "bullet" and paragraph.style.role != "list":
            return self._at_number(paragraph.label, item.level)
        if self._typed and (typed := paragraph.typed_label.strip(".-–— ")).isdecimal():
            return self._at_number(typed, 0)
        return self._last

    def _at_heading(self, text: str) -> str:
        words = fold(text[: _LONGEST * 2])
        self._heading = shorten(words, _LONGEST)
        self._last = said("the text under “{heading}”", heading=self._heading)
        return said("heading “{heading}”", heading=self._heading)

    def _at_number(self, label: str, level: int) -> str:
        """Return the place of a number; if the number has occurred before, with its heading."""
        del self._labels[level:]
        self._labels += [""] * (level - len(self._labels)) + [number_in(label)[:_LONGEST]]
        place = said("paragraph {number}", number=" ".join(filter(None, self._labels)))
        if place in self._given and self._heading:
            place = said("{place}, under “{heading}”", place=place, heading=self._heading)
        self._given.add(place)
        self._last = place
        return place


class Scanner:
    """Reads the text of the document, then its notes."""

    def __init__(self, styles: Styles, numbering: Numbering) -> None:
        self.found = Found()
        self._styles = styles
        self._counter = Counter(numbering)
        self._tokenizer = Tokenizer(styles)
        self._sequences = Sequences()
        self._maker = PieceMaker(self.found, self._sequences)
        self._places = Places()
        self._column = 0
        self._tables = 0
        self._note = ""
        self._last: Paragraph | None = None
        self._pending: list[Token] = []  # of a paragraph that goes on in the next one
        self._strange: set[str] = set()
        self._verified: set[tuple[str, int]] = set()
        self._doubted: set[str] = set()
        self._changes: Mapping[Element, list[Change]] = {}
        self._waiting: list[Change] = []  # of a paragraph that goes on in the next one

    def document(self, body: Element) -> Story:
        """Return the text of the document, a `w:body`."""
        self._changes = changes.accept(body)
        self._maker.begin_part(body, W + "body")
        story = self._story(body, 0)
        self._note_changes(body)
        self.found.sections.append(body.find(W + "sectPr"))
        return story

    def notes(self, part: NotesPart) -> None:
        """Prepare to read the notes of a part."""
        if part.root is not None:
            self._changes = changes.accept(part.root)
            self._maker.begin_part(part.root, W + part.kind.value)

    def note(self, call: Call, part: NotesPart) -> Story | None:
        """Return the text of the called note, None if there is none."""
        element = part.texts.get(call.identity)
        if element is None:
            return None
        self._note = call.place
        return self._story(element, self._next())

    def margin(self, root: Element, place: str) -> Story:
        """Return the text of a page header or footer, which has the look of a template."""
        self._tokenizer = Tokenizer(self._styles, capitals=False)
        self._changes = changes.accept(root)
        self._maker.begin_part(root, str(root.tag))
        self._note = place
        return self._story(root, self._next())

    def _story(self, root: Element, block: int) -> Story:
        self._maker.begin_story()
        self._pending, self._last = [], None
        story = Story(block, list(self._blocks(root)))
        self._end_story()
        return story

    def _end_story(self) -> None:
        """Add tokens that wait for a next paragraph to the last one."""
        if self._last and self._pending:
            self._maker.read(self._last, self._pending)

    def _next(self) -> int:
        self._column += 1
        return self._column

    def _blocks(self, container: Element) -> Iterator[Block]:
        for element in inside(container, _BLOCKS):
            if element.tag == PARAGRAPH:
                yield from self._paragraphs(element)
            elif element.tag == TABLE:
                table = self._table(element)
                if table.rows:
                    yield table
            else:
                self._between(element)

    def _between(self, element: Element) -> None:
        """Handle an element between paragraphs: a bookmark starts in the next one, ends in the last one."""
        if element.tag == START:
            self._pending.append(Token("start", value=element))
        elif element.tag == _COMMENT_START:
            self._pending.append(Token("comment", value=element))
        elif self._last and element.tag in (STOP, _COMMENT_END):
            self._maker.mark(self._last, element)
        elif self._last and element.tag == ALT_CHUNK:
            self.found.unsure(self._last, NotForCertain(Word("an embedded file")))

    def _table(self, element: Element) -> Table:
        cover = self._is_cover(element)
        self._tables += not cover
        place = said(FRONT["cover"]) if cover else said("table {number}", number=str(self._tables))
        if self._note and not cover:
            place = said("{note}, in {place}", note=place, place=self._note)
        block = self._next()
        rows: list[Row] = []
        above: dict[int, Cell] = {}
        for row in inside(element, (ROW,)):
            header = is_header(row) and (not rows or rows[-1].header)
            rows.append(Row(header, self._cells(row, place, len(rows) + 1, above)))
        self._note_changes(element)
        style = value(element.find(W + "tblPr"), "tblStyle")
        if style and self._last and not self._styles.has(style):
            self._maker.use_undefined(self._last, style, Severity.WARNING)
        return Table(block, place, rows, element, cover)

    def _is_cover(self, table: Element) -> bool:
        """Return whether a table is only the layout of the cover; such a table is not counted."""
        style = next(table.iter(STYLE), None)
        return style is not None and self._styles.paragraph(style.get(VAL, "")).role == "cover"

    def _cells(self, row: Element, table: str, at_row: int, above: dict[int, Cell]) -> list[Cell]:
        """Return the cells of a row that are not covered; `above` are the nearest cells above, by column."""
        cells: list[Cell] = []
        at = columns_before(row)
        for number, element in enumerate(inside(row, (CELL,)), 1):
            across, below, beside = merging(element)
            if beside and cells:
                cells[-1].across += across
            elif below and at in above:
                above[at].down += 1
            elif not below and not beside:
                cells.append(self._cell(element, cell_words(table, at_row, number)))
                cells[-1].at, cells[-1].across = at, across
                above[at] = cells[-1]
            at += across
        return cells

    def _cell(self, element: Element, place: str) -> Cell:
        block = self._next()
        paragraphs: list[Paragraph] = []
        for each in paragraphs_of(element):
            if each.tag == PARAGRAPH:
                paragraphs += self._paragraphs(each, place)
            else:
                self._between(each)
        tables = sum(1 for _ in element.iter(TABLE)) if any(each.tag == TABLE for each in element) else 0
        return Cell(block, place, paragraphs, element, tables=tables)

    def _paragraphs(self, element: Element, place: str = "") -> Iterator[Paragraph]:
        """Yield a paragraph and those in its text boxes. It is omitted if the next one continues it."""
        paragraph, boxes = self._read(element, place)
        if paragraph:
            self._last = paragraph
            yield paragraph
        if boxes:
            waiting, self._pending = self._pending, []  # for the next paragraph, which is not in the box
            yield from self._boxed(boxes, place)
            self._pending = [*waiting, *self._pending]

    def _boxed(self, boxes: list[Element], place: str) -> Iterator[Paragraph]:
        """Yield the paragraphs in boxes, each before those in its own boxes."""
        for each in (each for box in boxes for each in paragraphs_of(box)):
            if each.tag != PARAGRAPH:
                self._between(each)
                continue
            paragraph, inner = self._read(each, place, boxed=True)
            if paragraph:
                self._last = paragraph
                yield paragraph
            yield from self._boxed(inner, place)

    def _read(
        self, element: Element, place: str, *, boxed: bool = False
    ) -> tuple[Paragraph | None, list[Element]]:
        """Return a paragraph and its text boxes; None if it is hidden, or continues in the next one."""
        properties = next((child for child in element if child.tag == PROPERTIES), None)
        given = {} if properties is None else {str(child.tag): child for child in properties}
        named = given.get(STYLE)
        style_id = None if named is None else named.get(VAL, "")
        style = self._styles.paragraph(style_id)
        mark = given.get(_MARK)
        goes_on = mark is not None and changes.goes_on(element, mark)
        if goes_on:
            changes.remove_emptied(element)
        elif (frame := given.get(_FRAME)) is not None and frame.get(_DROPPED, "none") != "none":
            goes_on = changes.next_paragraph(element) is not None  # a large first letter, and its word
        tokens = self._tokenizer.tokens(element, hidden=style.hidden)
        boxes = [token.value for token in tokens if token.kind == "box"]
        if goes_on:
            self._pending += (token for token in tokens if token.kind != "box")
            self._waiting += self._changes.get(element, ())
            return None, boxes
        if (mark is not None or style.hidden) and _is_hidden(mark, style, tokens):
            self._pending += tokens
            return None, boxes
        if self._pending:
            tokens, self._pending = [*self._pending, *tokens], []
        paragraph = Paragraph(
            self._next(), style, outline(given.get(_OUTLINE), style), element=element, boxed=boxed
        )
        paragraph.item = self._counter.next(list_place(given.get(_NUMBER)), style.list)
        paragraph.label = paragraph.item.label if paragraph.item else ""
        paragraph.new_page = _PAGE_BREAK in given
        if paragraph.is_heading:
            self._sequences.heading(paragraph.outline + 1)
        self._maker.read(paragraph, tokens)
        paragraph.place = place or self._note or self._places.of(paragraph)
        self._verify(paragraph, style_id)
        if self._changes:
            self._note_changes(element, paragraph)
        if _SECTION in given:
            self.found.sections.append(given[_SECTION])
        return paragraph, boxes

    def _note_changes(self, element: Element, paragraph: Paragraph | None = None) -> None:
        """Record the tracked changes in an element, and those that waited for a paragraph."""
        noted = (*self._waiting, *self._changes.get(element, ()))
        self._waiting.clear()
        self.found.revisions += (Revision(each, paragraph or self._last) for each in noted)

    def _verify(self, paragraph: Paragraph, style: str | None) -> None:
        if style is not None and not self._styles.has(style):
            self._maker.use_undefined(paragraph, style)
        self._verify_list(paragraph)
        item = paragraph.item
        if item is None or (item.list.identity, item.level) in self._verified:
            return
        self._verified.add((item.list.identity, item.level))
        for form in item.unknown_styles():
            if form not in self._strange:
                self._strange.add(form)
                self.found.unsure(paragraph, NumbersNotForCertain(form))

    def _verify_list(self, paragraph: Paragraph) -> None:
        """Record a style that states another level than its list, once for each style."""
        place = paragraph.style.list
        if place is None or place.style in self._doubted:
            return
        self._doubted.add(place.style)
        if doubt := self._counter.numbering.doubt(place):
            self.found.troubles.append(Trouble(doubt, paragraph))


def _is_hidden(mark: Element | None, style: ParagraphStyle, tokens: list[Token]) -> bool:
    """Return whether a paragraph is completely hidden, including its mark."""
    own = None if mark is None else mark.find(_VANISH)
    hidden = style.hidden if own is None else is_on(own)
    return hidden and all(each.kind in _UNSEEN for each in tokens)
