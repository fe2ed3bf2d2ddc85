"""Convert drafts to the blocks of a Document, with their words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import reduce
from itertools import groupby
from operator import and_
from typing import Literal

from toolchain import model as m
from toolchain.formats.docx.invisible import WHITE, Backgrounds, table_style
from toolchain.formats.docx.story import BOLD, ITALIC, Cell, Paragraph, Table, Token
from toolchain.formats.docx.styles import Styles
from toolchain.formats.docx.xml import W, is_on, value
from toolchain.model.diagnostics import FilePlace, Place
from toolchain.model.expressions import expression
from toolchain.model.facts import Word
from toolchain.model.records import Changing, field, replace
from toolchain.model.tree import MOST_COLUMNS
from toolchain.rules.losses import BoxMarked, HeaderUnsure, ItemMarked, NoHeaderMarked
from toolchain.word.importing.captions import after_label, without_head
from toolchain.word.importing.drafts import Draft
from toolchain.word.importing.entries import Entry
from toolchain.word.importing.indents import properties_of
from toolchain.word.importing.inlines import Inliner
from toolchain.word.importing.losses import Losses
from toolchain.word.importing.sections import Sections

_FEWEST = 2
_COUNT = expression(r"(?!(?:19|20)\d\d$)[-–]?\d[\d., \u00a0\u202f]*%?")
"""The rows of a table that may be two pairs of words, and a cell that is a figure, not a year."""
_LISTS = ("sub", "item", "bullet")
_ORDINARY = {".": ".", ")": ")"}
Align = Literal["", "left", "center", "right"]
_ALIGNED: dict[str, Align] = {
    "left": "left",
    "center": "center",
    "right": "right",
    "end": "right",
}
_SWAPPED: dict[Align, Align] = {"left": "right", "right": "left", "center": "center", "": ""}


class Maker(Changing):
    """Makes the blocks of one story: the text, a note, or the cover."""

    inliner: Inliner
    styles: Styles
    display: str
    losses: Losses
    comments: Mapping[Paragraph, Sequence[str]]
    rtl: bool
    ours: bool
    sections: Sections = Sections()
    _words: dict[int, m.Inlines] = field(default_factory=dict)

    def read(self, root: Draft) -> None:
        """Read all words of a tree; their targets then have labels."""
        for draft in root.walk():
            for entry in (draft.entry, draft.caption):
                if entry is not None and entry.paragraph is not None:
                    self._words[id(entry)] = self._of_entry(entry, draft)
            if draft.kind == "table" and draft.entry is not None and isinstance(draft.entry.block, Table):
                self._cells(draft.entry.block)

    def blocks(self, root: Draft, part: m.Part = m.Part.BODY) -> m.Blocks:
        """Return the blocks of a tree whose words have been read."""
        return tuple(self._blocks(root.children, part))

    def _of_entry(self, entry: Entry, draft: Draft) -> m.Inlines:
        paragraph = entry.paragraph
        if entry.kind == "code" or paragraph is None:
            return ()
        pieces: Sequence[Token] = without_head(paragraph.pieces, entry.cut)
        if entry is draft.caption or (draft.kind == "heading" and (draft.annex or draft.cut)):
            pieces = after_label(pieces, draft)
        if entry is draft.caption:
            pieces = not_bold(pieces, 0 if self.ours else ITALIC)
        elif entry.kind == "heading" and not self.ours:
            pieces = not_bold(pieces, ITALIC)
        line = draft.kind == "figure" and entry is not draft.caption
        words = self._inlines(paragraph, pieces, line=line)
        if draft.kind == "heading" and paragraph.label and not self.sections.numbered:
            words = (m.Text(paragraph.span(self.display), f"{paragraph.label.strip()} "), *words)
        return words

    def _inlines(self, paragraph: Paragraph, pieces: Sequence[Token], *, line: bool = False) -> m.Inlines:
        span = paragraph.span(self.display)
        words = self.inliner.inlines(paragraph, pieces, span, line=line)
        notes = tuple(m.Comment(span, text) for text in self.comments.get(paragraph, ()))
        return (*words, *notes)

    def _cells(self, table: Table) -> None:
        for row in table.rows:
            for cell in row.cells:
                for paragraph in cell.paragraphs:
                    header = row.header and not self.ours
                    pieces = not_bold(paragraph.pieces) if header else paragraph.pieces
                    self._words[id(paragraph)] = self._inlines(paragraph, pieces, line=True)

    def _blocks(self, drafts: Iterable[Draft], part: m.Part) -> Iterator[m.Block]:
        for kind, group in groupby(drafts, lambda draft: draft.kind):
            together = list(group)
            if kind in _LISTS:
                for _, items in groupby(together, _sign):
                    yield self._list(kind, list(items), part)
                continue
            for draft in together:
                if kind == "heading" and part is not m.Part.COVER:
                    part = m.Part.ANNEX if draft.annex or draft.in_annex else m.Part.BODY
                yield from _MAKERS[kind](self, draft, part)

    def _text(self, draft: Draft, part: m.Part) -> m.Blocks:
        """Return the paragraph at the start of a block, if it has words."""
        words = self._words.get(id(draft.entry), ())
        return (m.Paragraph(self._span(draft), words, part),) if words else ()

    def _span(self, draft: Draft) -> Place:
        if draft.entry is not None:
            entry = draft.entry.block
            if isinstance(entry, Paragraph):
                return entry.span(self.display)
            return FilePlace(self.display, entry.block, entry.place)
        return self._span(draft.children[0]) if draft.children else FilePlace(self.display)

    def _label(self, draft: Draft) -> m.Label | None:
        return m.Label(draft.label, self._span(draft)) if draft.label else None

    def _list(self, kind: str, drafts: Sequence[Draft], part: m.Part) -> m.Block:
        span = self._span(drafts[0])
        if kind == "sub":
            subs = (
                m.SubParagraph(
                    self._span(each),
                    m.Claim(each.entry.number if each.entry else "", self._span(each)),
                    (*self._text(each, part), *self._blocks(each.children, part)),
                    self._label(each),
                )
                for each in drafts
            )
            return m.SubParagraphs(span, tuple(subs), part)
        items = [
            m.ListItem(
                self._span(each),
                "" if kind == "bullet" else self._marker(each, number),
                (*self._text(each, part), *self._blocks(each.children, part)),
            )
            for number, each in enumerate(drafts, 1)
        ]
        return (m.BulletList if kind == "bullet" else m.OrderedList)(span, tuple(items), part)

    def _marker(self, draft: Draft, number: int) -> str:
        """Return the marker of an item as Markdown allows it: figures with a bracket or a full stop."""
        marker = draft.entry.marker if draft.entry else ""
        figures = marker[:-1]
        if marker[-1:] in _ORDINARY and figures.isascii() and figures.isdigit() and len(figures) < 10:
            return marker
        shown = marker or (draft.entry.paragraph.label if draft.entry and draft.entry.paragraph else "")
        if shown and draft.entry and isinstance(draft.entry.block, Paragraph):
            self.losses.add(draft.entry.block, ItemMarked(shown, number))
        return f"{number})"

    def _heading(self, draft: Draft, part: m.Part) -> Iterator[m.Block]:
        words = self._words.get(id(draft.entry), ())
        if not words and not draft.annex:
            return  # an empty paragraph in a heading style
        yield m.Heading(
            self._span(draft),
            min(draft.level, 6),
            words,
            self._label(draft),
            self.sections.series.get(draft),
            draft.annex,
            draft in self.sections.unnumbered,
            draft in self.sections.page_breaks,
            part,
            self._typed(draft),
        )

    def _numbered(self, draft: Draft, part: m.Part) -> Iterator[m.Block]:
        span = self._span(draft)
        claim = m.Claim(draft.entry.number if draft.entry else "", span)
        blocks = (*self._text(draft, part), *self._blocks(draft.children, part))
        yield m.NumberedParagraph(span, claim, blocks, self._label(draft), part)

    def _quotation(self, draft: Draft, part: m.Part) -> Iterator[m.Block]:
        blocks = tuple(self._blocks(draft.children, part))
        if blocks:
            yield m.Quotation(self._span(draft), blocks, part)

    def _code(self, draft: Draft, part: m.Part) -> Iterator[m.Block]:
        paragraph = draft.entry.block if draft.entry else None
        if isinstance(paragraph, Paragraph):
            yield m.CodeBlock(self._span(draft), f"{paragraph.code}\n", part=part)

    def _caption(self, draft: Draft) -> m.Caption | None:
        if draft.caption is None or not isinstance(draft.caption.block, Paragraph):
            return None
        span = draft.caption.block.span(self.display)
        return m.Caption(span, self._words.get(id(draft.caption), ()), self._typed(draft))

    def _typed(self, draft: Draft) -> m.Claim | None:
        return m.Claim(draft.typed, self._span(draft)) if draft.typed else None

    def _figure(self, draft: Draft, part: m.Part) -> Iterator[m.Block]:
        words = self._words.get(id(draft.entry), ())
        caption = self._caption(draft)
        image = next((node for node in words if isinstance(node, m.Image)), None)
        if image is not None:
            yield m.Figure(self._span(draft), image, caption, self._label(draft), part)
        elif caption is not None and caption.children:
            yield m.Paragraph(caption.span, caption.children, part)

    def _table(self, draft: Draft, part: m.Part) -> Iterator[m.Block]:
        table = draft.entry.block if draft.entry else None
        if isinstance(table, Table) and table.rows:
            span = self._span(draft)
            header, *rows = self._rows(table, span)
            if rows or header:
                yield m.Table(span, header, tuple(rows), self._caption(draft), self._label(draft), part)

    def _rows(self, table: Table, span: Place) -> Iterator[tuple[m.Cell, ...]]:
        """Yield a table's cells row by row; first those of the header, which are empty if it has none."""
        columns = max((cell.at + cell.across for row in table.rows for cell in row.cells), default=0)
        width = min(columns, MOST_COLUMNS)
        _tell(table, span, self.losses)
        first = table.rows[0]
        looks = not self.ours and not first.header and _looks_like_header(table, self.styles)
        words = " | ".join(map(_words, first.cells))
        aligns = _aligns(table, width, rtl=self.rtl)
        if not (first.header or looks or _is_styled(first.cells)):
            yield tuple(m.Cell(span, (), align) for align in aligns)
            if not self.ours:
                self.losses.add(span, (NoHeaderMarked if table.rows[1:] else BoxMarked)(words))
        elif looks and _may_be_data(table, self.styles):
            self.losses.add(span, HeaderUnsure(words))
        for row in table.rows:
            at_column = {cell.at: cell for cell in row.cells}
            bold = row is first and looks
            cells = (self._cell(at_column.get(at), span, aligns[at], bold=bold) for at in range(width))
            yield tuple(cells)

    def _cell(self, cell: Cell | None, span: Place, align: Align, *, bold: bool) -> m.Cell:
        """Return a cell's paragraphs in one line, separated by spaces."""
        if cell is None:
            return m.Cell(span, (), align)
        at = FilePlace(span.path, cell.block, cell.place)
        children: list[m.Inline] = []
        for paragraph in cell.paragraphs:
            inlines = self._words.get(id(paragraph), ())
            if not inlines and not paragraph.label:
                continue
            if children:
                children.append(m.Text(at, " "))
            if paragraph.label:
                children.append(m.Text(at, f"{_seen(paragraph.label)} "))
            children += inlines
        if bold and len(children) == 1 and isinstance(children[0], m.Strong):
            children = list(children[0].children)
        return m.Cell(at, tuple(children), align)


def _sign(draft: Draft) -> str:
    """Return the character after the figures of an ordinary item; if it changes, Markdown begins a new
    list.
    """
    marker = draft.entry.marker if draft.entry and draft.kind == "item" else ""
    return marker[-1:] if marker[:-1].isdigit() and marker[-1:] in _ORDINARY else ")"


_MAKERS: dict[str, Callable[[Maker, Draft, m.Part], Iterable[m.Block]]] = {
    "heading": Maker._heading,
    "plain": Maker._text,
    "numbered": Maker._numbered,
    "quotation": Maker._quotation,
    "code": Maker._code,
    "figure": Maker._figure,
    "table": Maker._table,
}


def not_bold(pieces: Sequence[Token], also: int = 0) -> Sequence[Token]:
    """Return pieces without bold type, and looks of `also`, if all have it, as in captions and headings."""
    looks = [piece.look for piece in pieces if piece.kind == "text" and piece.text.strip()]
    common = reduce(and_, looks, BOLD | also) if looks else 0
    if not common:
        return pieces
    return [replace(piece, look=piece.look & ~common) if piece.kind == "text" else piece for piece in pieces]


def _seen(label: str) -> str:
    """Return an item's label without characters that only a symbol font has: they become bullets."""
    return "".join("•" if "\ue000" <= each <= "\uf8ff" else each for each in label.strip())


def _is_styled(cells: Sequence[Cell]) -> bool:
    """Return whether the paragraphs of a row have our style for table headers."""
    names = [each.style.names[:1] for cell in cells for each in cell.paragraphs]
    return bool(names) and all(name == ("table heading",) for name in names)


def _looks_like_header(table: Table, styles: Styles) -> bool:
    """Return whether all words of the first row are bold and those of the second are not, or all its cells
    have a colour that neither of the next two rows has, themselves or by the style of the table. Where each
    row has a colour of its own, as red, yellow and green ones, these are data.
    """
    head, *rest = [row.cells[:MOST_COLUMNS] for row in table.rows[:3]]
    if not rest or (_is_bold(head, styles) and not _is_bold(rest[0], styles)):
        return bool(rest)
    colours, *others = [_colours(cells, styles) for cells in (head, *rest)]
    white = {frozenset((WHITE,))}
    is_alone = len(colours) == 1 and colours != white and colours not in others
    return is_alone and (white in others or others[0] == others[-1])


def _may_be_data(table: Table, styles: Styles) -> bool:
    """Return whether a first row that looks like a header has figures, or is a coloured one of two rows that
    both have words only.
    """
    first, second = (any(_COUNT.fullmatch(_words(each)) for each in row.cells[1:]) for row in table.rows[:2])
    return first or (len(table.rows) == _FEWEST and not (second or _is_bold(table.rows[0].cells, styles)))


def _words(cell: Cell) -> str:
    return " ".join(each.text for each in cell.paragraphs).strip()


def _colours(cells: Sequence[Cell], styles: Styles) -> set[frozenset[str]]:
    """Return the colours on which the words of a row are."""
    of = Backgrounds(styles, "", pale=True).of
    return {of(cell.element) for cell in cells if cell.element is not None}


def _is_bold(cells: Sequence[Cell], styles: Styles) -> bool:
    looks = [
        by_table or piece.look & BOLD
        for cell in cells
        for by_table in (_is_bold_by_table(cell, styles),)
        for paragraph in cell.paragraphs
        for piece in paragraph.pieces
        if piece.kind == "text" and piece.text.strip()
    ]
    return bool(looks) and all(looks)


def _is_bold_by_table(cell: Cell, styles: Styles) -> bool:
    parts = () if cell.element is None else table_style(cell.element, styles)
    marks = (mark for part in parts for mark in part.iterfind(f"{W}rPr/{W}b"))
    return is_on(next(marks, None))


def _aligns(table: Table, width: int, *, rtl: bool) -> list[Align]:
    """Return the most frequent alignment of each column."""
    said: list[Counter[Align]] = [Counter() for _ in range(width)]
    for row in table.rows:
        for cell in row.cells:
            if cell.at < width and cell.paragraphs:
                said[cell.at][_ALIGNED.get(value(properties_of(cell.paragraphs[0]), "jc") or "", "")] += 1
    aligns = [counter.most_common(1)[0][0] if counter else "" for counter in said]
    return [_SWAPPED[each] for each in aligns] if rtl else aligns


def _tell(table: Table, span: Place, losses: Losses) -> None:
    """Record properties of a table that Markdown does not support."""
    cells = [cell for row in table.rows for cell in row.cells]
    if any(cell.across > 1 or cell.down > 1 for cell in cells):
        losses.add(span, Word("merged cells become single cells"))
    for cell in cells:
        if cell.tables:
            at = FilePlace(span.path, cell.block, cell.place)
            losses.add(at, Word("a table in a cell becomes plain text"))
    if any(sum(not each.shows_nothing for each in cell.paragraphs) > 1 for cell in cells):
        losses.add(span, Word("the paragraphs of a cell become one line"))
    if sum(row.header for row in table.rows) > 1:
        losses.add(span, Word("only the first of several header rows stays a header row"))
