"""Convert the paragraphs and tables of a story to blocks of the model."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from toolchain import model as m
from toolchain.formats.docx.captions import counts, parted, sequence
from toolchain.formats.docx.numbering import Item
from toolchain.formats.docx.story import Block, Cell, Paragraph, Table
from toolchain.model.diagnostics import FilePlace, Place
from toolchain.model.records import Changing, field, replace
from toolchain.readers.docx.inlines import InlineMaker

_MAKE: Mapping[str, Callable[..., m.Block]] = {
    "sub": m.SubParagraphs, "ordered": m.OrderedList, "bullet": m.BulletList,
}  # fmt: skip
_LETTERED = frozenset(("lowerLetter", "lowerRoman", "upperLetter", "arabicAbjad", "arabicAlpha"))


class BlockMaker(Changing):
    """Makes the blocks of one story. In a note and on the cover, lists are ordinary lists."""

    maker: InlineMaker
    path: str
    part: m.Part = m.Part.BODY
    plain: bool = False
    _out: list[m.Block] = field(default_factory=list)
    _caption: Paragraph | None = None
    _items: list[m.SubParagraph | m.ListItem] = field(default_factory=list)
    _list: tuple[str, str, int] = ("", "", 0)
    """The kind, the list and the level of the items that are being collected."""

    def blocks(self, blocks: Iterable[Block]) -> m.Blocks:
        """Return the blocks of paragraphs and tables. Empty ones are omitted, except headings."""
        for block in blocks:
            if isinstance(block, Table):
                self._add(self._table(block, self._take_caption()))
            elif not block.shows_nothing or block.is_heading or block.style.role == "code":
                self._paragraph(block)
        self._end_caption()
        self._end_list()
        return tuple(self._out)

    def inlines(self, paragraph: Paragraph) -> m.Inlines:
        """Return the inlines of a paragraph after its number."""
        return self.maker.inlines(paragraph.pieces, paragraph.span(self.path))

    def _add(self, block: m.Block) -> None:
        self._end_list()
        self._out.append(block)

    def _paragraph(self, paragraph: Paragraph) -> None:
        span = paragraph.span(self.path)
        image = self._figure(paragraph)
        if image is not None:
            self._add(m.Figure(span, image, self._take_caption(), part=self.part))
            return
        self._end_caption()
        if paragraph.is_heading:
            self._add(self._heading(paragraph, span))
        elif paragraph.style.role == "caption" or (sequence(paragraph.pieces) and not paragraph.label):
            self._end_list()
            self._caption = paragraph
        elif paragraph.style.role == "code":
            self._add(m.CodeBlock(span, paragraph.code, part=self.part))
        elif paragraph.item and paragraph.label:
            self._item(paragraph, paragraph.item, span)
        elif paragraph.style.role == "quotation":
            self._add(m.Quotation(span, (self._plain_paragraph(paragraph, span),), part=self.part))
        else:
            self._add(self._plain_paragraph(paragraph, span))

    def _figure(self, paragraph: Paragraph) -> m.Image | None:
        """Return the only picture of a paragraph; None if there is other content, or it is a link."""
        if paragraph.label or paragraph.is_heading or not only_picture(paragraph):
            return None
        return next((each for each in self.inlines(paragraph) if isinstance(each, m.Image)), None)

    def _plain_paragraph(self, paragraph: Paragraph, span: Place) -> m.Paragraph:
        part = m.Part.COVER if paragraph.contents else self.part
        return m.Paragraph(span, self.inlines(paragraph), part=part)

    def _heading(self, paragraph: Paragraph, span: Place) -> m.Heading:
        annex = "annex" in paragraph.style.roles
        label, rest = paragraph.label, tuple(paragraph.pieces)
        if annex and not label:
            if self.part is m.Part.BODY:
                self.part = m.Part.ANNEX
            label, rest = parted(paragraph.pieces, at_break=True)
        return m.Heading(
            span,
            paragraph.outline + 1,
            self.maker.inlines(rest, span),
            annex=annex,
            part=self.part,
            typed=m.Claim(label, span) if label else None,
        )

    def _item(self, paragraph: Paragraph, item: Item, span: Place) -> None:
        kind, children = self._kind(paragraph, item), self.inlines(paragraph)
        inner = (m.Paragraph(span, children, part=self.part),)
        if kind == "paragraph":
            self._add(m.NumberedParagraph(span, m.Claim(paragraph.label, span), inner, part=self.part))
            return
        key = (kind, item.list.identity, item.level)
        if self._list != key:
            self._end_list()
        self._list, blocks = key, inner if children else ()
        marker = "" if kind == "bullet" else paragraph.label
        sub, other = m.SubParagraph(span, m.Claim(marker, span), blocks), m.ListItem(span, marker, blocks)
        self._items.append(sub if kind == "sub" else other)

    def _kind(self, paragraph: Paragraph, item: Item) -> str:
        """Return the kind of an item: "paragraph", "sub", "ordered" or "bullet"."""
        if item.style == "bullet":
            return "bullet"
        if self.plain or paragraph.style.role == "list":
            return "ordered"
        return "sub" if item.level or item.style in _LETTERED else "paragraph"

    def _end_list(self) -> None:
        """Make a list of the collected items."""
        if self._items:
            items, self._items = tuple(self._items), []
            self._out.append(_MAKE[self._list[0]](items[0].span, items, part=self.part))

    def _take_caption(self) -> m.Caption | None:
        """Return the caption that waits for the next table or figure, None if there is none."""
        paragraph, self._caption = self._caption, None
        return self._made_caption(paragraph) if paragraph else None

    def _made_caption(self, paragraph: Paragraph) -> m.Caption:
        span = paragraph.span(self.path)
        label, rest = parted(paragraph.pieces)
        typed = m.Claim(label, span) if label else None
        return m.Caption(span, self.maker.inlines(rest, span), typed)

    def _end_caption(self) -> None:
        """Add a waiting caption to the figure or table before it; else add it as text."""
        paragraph, self._caption = self._caption, None
        if paragraph is None:
            return
        last = self._out[-1] if self._out else None
        if isinstance(last, _captioned_above(paragraph)) and last.caption is None:
            self._out[-1] = replace(last, caption=self._made_caption(paragraph))
        else:
            self._add(self._plain_paragraph(paragraph, paragraph.span(self.path)))

    def _table(self, table: Table, caption: m.Caption | None) -> m.Table:
        span = FilePlace(self.path, table.block, table.place)
        rows = [tuple(map(self._cell, row.cells)) for row in table.rows]
        if rows and table.rows[0].header:
            header, rows = rows[0], rows[1:]
        else:
            header = tuple(m.Cell(span, ()) for _ in (rows[0] if rows else ()))
        return m.Table(span, header, tuple(rows), caption, part=self.part)

    def _cell(self, cell: Cell) -> m.Cell:
        """Return a cell with its paragraphs, separated by line breaks."""
        children: list[m.Inline] = []
        for paragraph in cell.paragraphs:
            if paragraph.shows_nothing:
                continue
            span = paragraph.span(self.path)
            if children:
                children.append(m.Break(span, hard=True))
            if paragraph.label:
                children.append(m.Text(span, f"{paragraph.label} "))
            children += self.inlines(paragraph)
        return m.Cell(FilePlace(self.path, cell.block, cell.place), tuple(children))


def _captioned_above(caption: Paragraph) -> tuple[type[m.Figure], ...] | tuple[type[m.Figure], type[m.Table]]:
    """Return the types that a caption can be below: figures; tables, unless it counts other things."""
    counted = counts(caption.pieces)
    return (m.Figure,) if counted and counted != "table" else (m.Figure, m.Table)


def only_picture(paragraph: Paragraph) -> bool:
    """Return whether a paragraph shows only one picture."""
    pieces = (each for each in paragraph.pieces if each.kind != "text" or each.text.strip())
    return [each.kind for each in pieces if each.kind in ("image", "call", "text")] == ["image"]
