"""Make the Document of a page's parts, and find the targets of its links."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from toolchain import model as m
from toolchain.formats.html.elements import fragment
from toolchain.formats.html.faults import faults
from toolchain.formats.html.parts import (
    BlockPart,
    CellPart,
    FigurePart,
    NotePart,
    Number,
    Page,
    Run,
    TablePart,
    TextPart,
    Token,
)
from toolchain.formats.html.runs import after
from toolchain.formats.metadata import as_blocks
from toolchain.model.diagnostics import FilePlace, Place, cell_words
from toolchain.model.expressions import expression
from toolchain.model.forms import number_in
from toolchain.model.front_matter import FrontMatter
from toolchain.model.records import Changing, Record, field
from toolchain.model.wording import said, shorten


class InlineBuilder(Record):
    """Makes inlines from the text, links and marks of a page.

    All three maps have the addresses of elements as keys. `blocks` has the numbers of their blocks, `labels`
    the numbers of notes, and `called` collects the place of the first mark of each note.
    """

    blocks: Mapping[str, int]
    labels: Mapping[str, str]
    called: dict[str, str] = field(default_factory=dict)

    def inlines(self, run: Run, span: Place) -> m.Inlines:
        """Return the inlines of a run, all with one span."""
        levels: list[list[m.Inline]] = [[]]
        opened: list[Token] = []
        for token in run:
            if token.kind == "open":
                opened.append(token)
                levels.append([])
            elif token.kind == "close":
                children = tuple(levels.pop())
                levels[-1] += self._around(opened.pop(), children, span)
            elif token.kind != "text":
                levels[-1].append(self._single(token, span))
            elif token.text:
                levels[-1].append(m.Text(span, token.text))
        return tuple(levels[0])

    def _single(self, token: Token, span: Place) -> m.Inline:
        if token.kind == "mark":
            return self._mark(token, span)
        if token.kind == "image":
            source = "data:" if token.target.startswith("data:") else token.target
            return m.Image(span, source, token.text)
        return m.Break(span, hard=True)

    def _mark(self, token: Token, span: Place) -> m.Inline:
        """Return a mark if it leads to the note with its number; else a link."""
        if self.labels.get(token.target) == token.text:
            self.called.setdefault(token.target, span.words)
            return m.NoteMark(span, token.text)
        return m.CrossReference(span, self._aim(token.target), (m.Text(span, token.text),))

    def _around(self, token: Token, children: m.Inlines, span: Place) -> m.Inlines:
        if not children:
            return ()
        if token.name == "em":
            return (m.Emphasis(span, children),)
        if token.name == "strong":
            return (m.Strong(span, children),)
        if token.name == "code":
            texts = [node.text for node in children if isinstance(node, m.Text)]
            return (m.Code(span, "".join(texts)),) if len(texts) == len(children) else children
        if target := fragment(token.target):
            return (m.CrossReference(span, self._aim(target), children),)
        return (m.Link(span, token.target, children, token.text),) if token.target else children

    def _aim(self, target: str) -> str:
        block = self.blocks.get(target)
        return f"@{block}" if block else f"@#{target}"


_LABEL = expression(r"(\S+)(\s+|\Z)")
_MARKER = expression(r"(\(?\w{1,7}[.)])\s+")
_SHOWN = 40
"""Maximum number of characters of a heading or caption in a place."""


def build(page: Page, display: str) -> m.Document:
    """Return the Document of a page; `display` is its path in messages."""
    notes = [_numbered(note) for note in page.notes]
    labels = {note.part.anchor: note.label for note in notes if note.part.anchor}
    builder = _Builder(InlineBuilder(page.anchors, labels), display)
    title = next((part for part in page.blocks if isinstance(part, TextPart) and part.level == 1), None)
    shown = builder.title(title) if title else ()
    blocks = tuple(builder.blocks(part for part in page.blocks if part is not title))
    made = tuple(builder.note(note) for note in notes)
    frame = tuple(builder.frame(page.frame))
    return m.Document(
        path=display,
        front_matter=FrontMatter(title=shown, lang=page.lang.strip()),
        blocks=blocks,
        notes=made,
        defects=tuple(faults(page, shown, builder.spans, display)),
        frame=frame,
        metadata=as_blocks(page.metadata, display),
    )


class _Note(Record):
    """A note with its number as shown ("" for none), without its blocks."""

    part: NotePart
    label: str
    blocks: tuple[BlockPart, ...]


def _numbered(note: NotePart) -> _Note:
    """Take the number from the beginning of a note's text: the first word."""
    first, others = next(iter(note.blocks), None), note.blocks[1:]
    if isinstance(first, TextPart) and not first.level and first.run and first.run[0].kind == "text":
        found = _LABEL.match(first.run[0].text)
        if found and (found[2] or len(first.run) == 1):
            run = after(first.run, found.end())
            if not run and others and not isinstance(others[0], TextPart):
                return _Note(note, found[1], tuple(others))
            return _Note(note, found[1], (TextPart(first.block, run, *first[2:]), *others))
    return _Note(note, "", tuple(note.blocks))


class _Builder(Changing):
    """Makes blocks, and names the place of each: by the last number or heading before it."""

    inline: InlineBuilder
    display: str
    spans: dict[int, Place] = field(default_factory=dict)
    _near: str = ""
    _fixed: str = ""

    def title(self, part: TextPart) -> m.Inlines:
        """Return the words of the title."""
        return self.inline.inlines(part.run, self._span(part.block, said("the title")))

    def blocks(self, parts: Iterable[BlockPart]) -> Iterator[m.Block]:
        """Yield the blocks of some parts."""
        for part in parts:
            match part:
                case TextPart():
                    yield self._text(part)
                case TablePart():
                    yield self._table(part)
                case FigurePart():
                    yield self._figure(part)

    def frame(self, parts: Iterable[tuple[str, BlockPart]]) -> Iterator[m.Block]:
        """Yield the blocks around the text, each at its own place."""
        for place, part in parts:
            self._fixed = place
            yield from self.blocks((part,))

    def note(self, note: _Note) -> m.Note:
        """Return a note. All notes come after all blocks, so that the place of their marks is known."""
        called = self.inline.called.get(note.part.anchor, "")
        name = said("{kind} {number}", kind=said("endnote"), number=note.label).rstrip()
        name = said("the note to the title") if note.label == "*" else name
        self._fixed = said("{note}, in {place}", note=name, place=called) if called else name
        span = self._span(note.part.block, self._fixed)
        return m.Note(span, note.label, tuple(self.blocks(note.blocks)))

    def _span(self, block: int, place: str) -> Place:
        span = FilePlace(self.display, block, self._fixed or place)
        self.spans.setdefault(block, span)  # words of an attribute have the number of their block
        return span

    def _after(self, cover: bool) -> str:
        if cover:
            return said("the cover")
        return said("the text after {place}", place=self._near) if self._near else said("the beginning")

    def _text(self, part: TextPart) -> m.Block:
        where = m.Part.COVER if part.cover else m.Part.BODY
        if part.level:
            self._near = "" if part.cover else said("the heading “{heading}”", heading=_beginning(part.run))
            span = self._span(part.block, self._near or said("the cover"))
            return m.Heading(span, part.level - 1, self.inline.inlines(part.run, span), part=where)
        if part.number:
            return self._numbered(part, part.number, where)
        span = self._span(part.block, self._after(part.cover))
        block: m.Block
        if part.code:
            block = m.CodeBlock(span, "".join(token.text for token in part.run), part=where)
        elif part.item:
            block = self._item(part, span, where)
        else:
            block = m.Paragraph(span, self.inline.inlines(part.run, span), where)
        return m.Quotation(span, (block,), where) if part.quoted else block

    def _numbered(self, part: TextPart, number: Number, where: m.Part) -> m.Block:
        """Return a text with a number that links to itself."""
        self._near = number.name or said("paragraph {number}", number=number_in(number.text))
        span = self._span(part.block, self._near)
        claim = m.Claim(number.text, span)
        text = self.inline.inlines(part.run, span)
        blocks = (m.Paragraph(span, text, where),) if text else ()
        if number.item:
            return m.SubParagraphs(span, (m.SubParagraph(span, claim, blocks),), where)
        return m.NumberedParagraph(span, claim, blocks, part=where)

    def _item(self, part: TextPart, span: Place, where: m.Part) -> m.Block:
        """Return the first text of a list item, with its printed marker."""
        run, marker = part.run, ""
        if part.item == "ol" and run and (found := _MARKER.match(run[0].text)):
            marker, run = found[1], after(run, found.end())
        item = m.ListItem(span, marker, (m.Paragraph(span, self.inline.inlines(run, span), where),))
        kind = m.OrderedList if part.item == "ol" else m.BulletList
        return kind(span, (item,), where)

    def _table(self, part: TablePart) -> m.Table:
        name = said("the table after {place}", place=self._near or said("the beginning"))
        if part.caption:
            name = said("the table “{caption}”", caption=_beginning(part.caption.run))
        span = self._span(part.block, name)
        rows = [
            tuple(self._cell(cell, cell_words(name, row, number)) for number, cell in enumerate(cells, 1))
            for row, cells in enumerate(part.rows, 1)
        ]
        header = rows.pop(0) if part.rows and _is_header(part.rows[0]) else ()
        where = m.Part.COVER if part.cover else m.Part.BODY
        return m.Table(span, header, tuple(rows), self._caption(part.caption, name), part=where)

    def _cell(self, cell: CellPart, place: str) -> m.Cell:
        span = self._span(cell.block, place)
        return m.Cell(span, self.inline.inlines(cell.run, span))

    def _caption(self, caption: CellPart | None, name: str) -> m.Caption | None:
        if caption is None:
            return None
        span = self._span(caption.block, said("the caption of {name}", name=name))
        return m.Caption(span, self.inline.inlines(caption.run, span))

    def _figure(self, part: FigurePart) -> m.Block:
        name = said("the figure after {place}", place=self._near or said("the beginning"))
        if part.caption:
            name = said("the figure “{caption}”", caption=_beginning(part.caption.run))
        span = self._span(part.block, name)
        caption = self._caption(part.caption, name)
        where = m.Part.COVER if part.cover else m.Part.BODY
        if part.image:
            source = "data:" if part.image.target.startswith("data:") else part.image.target
            return m.Figure(span, m.Image(span, source, part.image.text), caption, part=where)
        if caption:
            return m.Paragraph(caption.span, caption.children, where)
        return m.Paragraph(span, (), where)


def _is_header(cells: Iterable[CellPart]) -> bool:
    """Return whether a row is a header row: all its cells with text are headers."""
    return any(cell.header for cell in cells) and all(cell.header or not cell.run for cell in cells)


def _beginning(run: Run) -> str:
    text = "".join(token.text for token in run if token.kind == "text")
    return shorten(text, _SHOWN)
