"""Make the Document of a PDF's parts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import count, groupby, takewhile
from typing import Any

from toolchain import model as m
from toolchain.formats.metadata import as_blocks, of_packet
from toolchain.formats.pdf.file import packet_of
from toolchain.formats.pdf.margins import Margins
from toolchain.formats.pdf.navigation import Ways
from toolchain.formats.pdf.runs import Manner, Part, Piece, Places, Scan
from toolchain.formats.pdf.ways import faults, links
from toolchain.formats.pdf.words import JOINT, Stretch, stretches, text_of
from toolchain.model import forms
from toolchain.model.diagnostics import FilePlace, Place, cell_words, page_words
from toolchain.model.expressions import expression
from toolchain.model.front_matter import FrontMatter
from toolchain.model.groups import by_first
from toolchain.model.records import Changing, Record, field, replace
from toolchain.model.wording import fold, said, shorten
from toolchain.readers.pdf.frame import frame

NOTE = expression(r"(\d{1,9}|\*+)(?:\s+|\Z)")
"""The number of a note; its text can follow in the same piece."""
PARAGRAPH = expression(rf"({forms.PARAGRAPH.labels})\s*\Z")
ITEM = expression(rf"(['(（]?{forms.ANY_NUMBER}[.)）']|[•◦▪‣])\s*\Z")
HEADING = expression(rf"([(（]?{forms.ANY_NUMBER}[.)）])\s*\Z")
_PIECES = 4
_BULLETS = frozenset("•◦▪‣")


class Labelled(Record):
    """A part with its number ("" for none) and the pieces after it."""

    part: Part
    label: str
    pieces: list[Piece]


class Built(Record):
    """The Document of a file, and the links to its headings with what they were made of."""

    document: m.Document
    ways: Ways


def build(pdf: Any, scan: Scan, display: str) -> Built:
    """Return the Document of a file; `display` is its path in messages."""
    title = next((part for part in scan.parts if part.kind == "heading" and part.level == 1), None)
    _mark_cover(scan.parts, title)
    texts = [part for part in scan.parts if not part.note and part is not title]
    notes = _notes(scan.parts)
    places = Places(scan.parts)
    labels = {first.part.block: first.label for first, _ in notes}
    builder = _Builder(_InlineBuilder(places, labels), display)
    shown = builder.inlines(title, title.pieces, said("the title")) if title else ()
    blocks = tuple(builder.blocks(texts))
    back = {first.part.block: list(links((first.part, *others))) for first, others in notes}
    made = [builder.note(first, others) for first, others in notes]
    ways = Ways(scan, places, builder.spans, display, builder.tables)
    document = m.Document(
        path=display,
        front_matter=FrontMatter(title=shown, lang=str(pdf.Root.get("/Lang", "")).strip()),
        blocks=blocks,
        notes=tuple(sorted(made, key=_order)),
        defects=tuple(faults(pdf, scan, ways, made, back)),
        frame=tuple(frame(Margins(ways))),
        metadata=as_blocks(_metadata(pdf), display),
    )
    return Built(document, ways)


def _metadata(pdf: Any) -> Iterator[tuple[str, str]]:
    """Yield what the information dictionary and the XMP packet say (14.3)."""
    info = pdf.trailer.get("/Info", {})
    yield from ((name, str(info.get(f"/{name}", ""))) for name in ("Title", "Author", "Subject", "Keywords"))
    yield from of_packet(packet_of(pdf, pdf.Root.get("/Metadata")) or b"")


def _mark_cover(parts: list[Part], title: Part | None) -> None:
    """Mark the parts before the text: before the main part or, if none is tagged, up to the title."""
    has_body = any(part.body for part in parts)
    cover = has_body or title is not None
    for part in parts:
        cover = cover and not part.body
        part.cover = cover and not part.note
        if part is title and not has_body:
            cover = False


def _notes(parts: Iterable[Part]) -> list[tuple[Labelled, list[Part]]]:
    """Return the notes, each with its first part, whose number is known, and its other parts."""
    found = by_first((part.note, part) for part in parts if part.note)
    return [(labelled(first, NOTE), others) for first, *others in found.values()]


def _order(note: m.Note) -> int:
    """Return the sort key of a note: the title's, footnotes by number, others in file order."""
    if note.label.startswith("*"):
        return -1
    return int(note.label) if note.kind is m.NoteKind.FOOTNOTE and note.label.isdigit() else 0


class _InlineBuilder(Record):
    """Makes the inlines of parts.

    `labels` has the number that each note shows, by its block.
    """

    places: Places
    labels: Mapping[int, str]

    def inlines(self, pieces: Iterable[Piece], span: Place) -> m.Inlines:
        """Return the inlines of some pieces, without white space at either end."""
        return tuple(self._node(stretch, span) for stretch in _trimmed(stretches(pieces)))

    def _node(self, stretch: Stretch, span: Place) -> m.Inline:
        inner: m.Inline = m.Text(span, stretch.text)
        if stretch.image:
            inner = m.Image(span, "", stretch.text)
        elif stretch.code:
            inner = m.Code(span, stretch.text)
        target = stretch.target
        if target is None:
            return inner
        if target.url:
            return m.Link(span, target.url, (inner,))
        block = self.places.block(target)
        label = stretch.text.replace(JOINT, "").strip()
        if block is not None and stretch.mark and self.labels.get(block) == label:
            return m.NoteMark(span, label)
        return m.CrossReference(span, f"@{target.name if block is None else block}", (inner,))


def _trimmed(stretches: list[Stretch]) -> list[Stretch]:
    """Return the stretches without white space at the beginning and the end."""
    for at, strip in ((0, str.lstrip), (-1, str.rstrip)):
        while stretches and not stretches[at].image:
            text = strip(stretches[at].text)
            if text:
                stretches[at] = stretches[at]._replace(text=text)
                break
            del stretches[at]
    return stretches


class _Builder(Changing):
    """Makes blocks, and names the place of each: its page, and the last number before it."""

    inline: _InlineBuilder
    display: str
    spans: dict[int, FilePlace] = field(default_factory=dict)
    tables: dict[int, FilePlace] = field(default_factory=dict)
    _near: str = ""
    _page: str = ""

    def inlines(self, part: Part, pieces: Iterable[Piece], place: str) -> m.Inlines:
        """Return the inlines of a part that becomes no block of its own."""
        return self.inline.inlines(pieces, self._span(part, place))

    def blocks(self, parts: Iterable[Part]) -> Iterator[m.Block]:
        """Yield the blocks of some parts."""
        for table, group in groupby(parts, key=lambda part: part.table):
            members = list(group)
            yield from [self._table(members)] if table else self._texts(members)

    def note(self, first: Labelled, others: list[Part]) -> m.Note:
        """Return a note."""
        self._near = said("note {number}", number=first.label) if first.label else said("a note")
        span = self._span(first.part, self._near)
        first.part.pieces, first.part.item = first.pieces, False
        is_cell = first.part.kind in {"header", "cell"}
        parts = [first.part, *others] if first.pieces or is_cell or (others and first.label) else others
        kind = m.NoteKind.ENDNOTE if first.part.listed else m.NoteKind.FOOTNOTE
        return m.Note(span, first.label, tuple(self.blocks(parts)), kind)

    def _span(self, part: Part, place: str) -> FilePlace:
        return self.spans.setdefault(part.block, self._place(part, place))

    def _place(self, part: Part, place: str) -> FilePlace:
        if first := part.first:
            self._page = page_words(first.page + 1)
        where = said("{page}, {place}", page=self._page, place=place) if self._page else place
        return FilePlace(self.display, part.block, where)

    def _texts(self, parts: Iterable[Part]) -> Iterator[m.Block]:
        caption: Part | None = None
        for part in parts:
            if caption and part.kind != "figure":
                yield self._plain(caption)
                caption = None
            if part.kind == "caption":
                caption = part
                continue
            yield self._figure(part, caption) if part.kind == "figure" else self._text(part)
            caption = None
        if caption:
            yield self._plain(caption)

    def _text(self, part: Part) -> m.Block:
        if part.kind == "heading":
            return self._heading(part)
        if part.kind == "code":
            text = text_of(part.pieces, joints=True).strip()
            return m.CodeBlock(self._span(part, self._after(part)), text, part=_where(part))
        if part.item:
            return self._item(labelled(part, ITEM))
        found = labelled(part, PARAGRAPH)
        if part.cover or part.note or not found.label:
            return self._plain(part)
        self._near = said("paragraph {number}", number=forms.number_in(found.label))
        span = self._span(part, self._near)
        blocks = self._paragraphs(found, span)
        return m.NumberedParagraph(span, m.Claim(found.label, span), blocks, part=_where(part))

    def _heading(self, part: Part) -> m.Heading:
        found = first_line(part)
        found = found if found.label else labelled(part, HEADING)
        if not found.pieces:
            found = Labelled(part, "", part.pieces)
        self._near = said("the heading “{heading}”", heading=shorten(fold(text_of(part.pieces)), 40))
        span = self._span(part, self._near)
        words = self.inline.inlines(found.pieces, span)
        claim = m.Claim(found.label, span) if found.label else None
        return m.Heading(span, max(1, part.level - 1), words, part=_where(part), typed=claim)

    def _item(self, found: Labelled) -> m.Block:
        """Return the first text of a list item, with its printed marker."""
        part, label = found.part, found.label
        place = self._after(part)
        span = self._span(part, said("{place}, item {label}", place=place, label=label) if label else place)
        blocks = self._paragraphs(found, span)
        if label in _BULLETS:
            return m.BulletList(span, (m.ListItem(span, "", blocks),), _where(part))
        if not label:
            return self._plain(part)
        if label[:-1].isdecimal() or part.note:
            return m.OrderedList(span, (m.ListItem(span, label, blocks),), _where(part))
        item = m.SubParagraph(span, m.Claim(label, span), blocks)
        return m.SubParagraphs(span, (item,), _where(part))

    def _paragraphs(self, found: Labelled, span: Place) -> m.Blocks:
        """Return the paragraph after a number, none if there is only the number."""
        words = self.inline.inlines(found.pieces, span)
        return (m.Paragraph(span, words, _where(found.part)),) if words else ()

    def _plain(self, part: Part) -> m.Paragraph:
        span = self._span(part, self._after(part))
        return m.Paragraph(span, self.inline.inlines(part.pieces, span), _where(part))

    def _after(self, part: Part) -> str:
        if part.cover:
            return said("the cover")
        if part.note:
            return self._near
        return said("after {place}", place=self._near) if self._near else said("the beginning")

    def _table(self, parts: list[Part]) -> m.Table:
        caption = next((part for part in parts if part.kind == "caption"), None)
        unnamed = said("the table after {place}", place=self._near or said("the beginning"))
        made = self._caption(caption, unnamed) if caption else None
        name = made.typed.text if made and made.typed else unnamed
        rows = [list(row) for _, row in groupby((part for part in parts if part.row), lambda part: part.row)]
        self.tables[parts[0].table] = self._place(rows[0][0] if rows else parts[0], name)
        header = rows.pop(0) if rows and _is_header(rows[0]) else []
        rows = [row for row in rows if not (header and _is_header(row) and _words(row) == _words(header))]
        span = self._span(parts[0], name)
        heads = (said("{table}, header, cell {cell}", table=name, cell=str(at)) for at in count(1))
        return m.Table(
            span,
            tuple(map(self._cell, header, heads)),
            tuple(
                tuple(self._cell(part, cell_words(name, number, at)) for at, part in enumerate(row, 1))
                for number, row in enumerate(rows, 1)
            ),
            made,
            part=_where(parts[0]),
        )

    def _cell(self, part: Part, place: str) -> m.Cell:
        span = self._span(part, place)
        return m.Cell(span, self.inline.inlines(part.pieces, span))

    def _caption(self, part: Part, unnamed: str) -> m.Caption:
        found = first_line(part)
        span = self._span(part, said("the caption of {name}", name=found.label or unnamed))
        words = self.inline.inlines(found.pieces, span)
        return m.Caption(span, words, m.Claim(found.label, span) if found.label else None)

    def _figure(self, part: Part, caption: Part | None) -> m.Figure:
        unnamed = said("the figure after {place}", place=self._near or said("the beginning"))
        made = self._caption(caption, unnamed) if caption else None
        name = made.typed.text if made and made.typed else unnamed
        span = self._span(part, name)
        alt = "".join(piece.image or "" for piece in part.pieces)
        return m.Figure(span, m.Image(span, "", alt), made, part=_where(part))


def _where(part: Part) -> m.Part:
    return m.Part.COVER if part.cover else m.Part.BODY


def _is_header(row: Iterable[Part]) -> bool:
    return all(part.kind == "header" for part in row)


def _words(row: Iterable[Part]) -> list[str]:
    return [text_of(part.pieces) for part in row]


def labelled(part: Part, form: re.Pattern[str]) -> Labelled:
    """Return a part and its number, if its first run matches `form`, or all of its first link does."""
    pieces = list(part.pieces)
    while pieces and not pieces[0].runs and pieces[0].image is None:  # what is tagged and shows nothing
        del pieces[0]
    first = pieces[0] if pieces else None
    may_be = first and first.image is None and (form is NOTE or first.target is None)  # others lead nowhere
    if first is None or not may_be:
        return Labelled(part, "", part.pieces)
    of_link = first.target and form.fullmatch("".join(run.text for run in first.runs).strip())
    if of_link:
        return Labelled(part, of_link[1], pieces[1:])
    found = form.match(first.runs[0].text.lstrip())
    if found is None:
        return _in_pieces(part, pieces, form)
    run, *runs = first.runs
    rest = run.text.lstrip()[found.end() :]
    kept = [replace(run, text=rest, manner=Manner()), *runs] if rest else runs
    return Labelled(part, found[1], [first._replace(runs=kept), *pieces[1:]] if kept else pieces[1:])


def _in_pieces(part: Part, pieces: Sequence[Piece], form: re.Pattern[str]) -> Labelled:
    """Return a part and its number, if this is several runs: from right to left, or with ActualText."""
    text = ""
    for at, piece in enumerate(pieces[:_PIECES], 1):
        if piece.image is not None or piece[1:] != pieces[0][1:]:
            break
        text += "".join(run.text for run in piece.runs)
        found = form.match(text.lstrip())
        if found and found.end() == len(text.lstrip()):
            return Labelled(part, found[1], [*pieces[at:]])
    return Labelled(part, "", part.pieces)


def first_line(part: Part) -> Labelled:
    """Split the first line off a part, as its number: in a caption, or in the heading of an annex."""
    before = list(takewhile(lambda piece: not piece.line, part.pieces))
    after = part.pieces[len(before) :]
    if not before or not after:
        return Labelled(part, "", part.pieces)
    return Labelled(part, text_of(before).strip(), [after[0]._replace(line=False), *after[1:]])
