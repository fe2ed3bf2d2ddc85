"""Convert block tokens to blocks: one function for each kind of token, in one table."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Literal, TypeAlias, TypeVar, cast

from markdown_it import MarkdownIt
from markdown_it.token import Token

from toolchain import model as m
from toolchain.model.diagnostics import Edit, Finding, Severity, SourceSpan, source_span
from toolchain.model.expressions import expression
from toolchain.model.facts import Word
from toolchain.model.records import Record, replace
from toolchain.readers.markdown import attributes as braces
from toolchain.readers.markdown import slips
from toolchain.readers.markdown.builder import Builder, Context, Piece, piece_of, rows_of
from toolchain.readers.markdown.comments import html_pieces
from toolchain.readers.markdown.parser import NOTE, NUMBERED, new_environment, parse_blocks
from toolchain.readers.markdown.places import Lines
from toolchain.readers.markdown.siblings import Siblings, finish
from toolchain.readers.markdown.tables import CellPlace, cell_places
from toolchain.rules import markdown as faults

_INFO = expression(r"[\w+#./-]*\s*(?:\{[^{}]*\})?", re.ASCII)
"""What may be after the mark that opens code: the name of a language, and attributes."""
Item = TypeVar("Item")
Align: TypeAlias = Literal["", "left", "center", "right"]


class Built(Record):
    """The result of reading a text. `definitions` are the places of the addresses of links."""

    blocks: m.Blocks
    notes: tuple[m.Note, ...]
    defects: tuple[Finding, ...]
    ignores: tuple[m.IgnoreComment, ...]
    definitions: tuple[SourceSpan, ...]


def build_blocks(parser: MarkdownIt, text: str, lines: Lines, part: m.Part) -> Built:
    """Parse `text`, whose lines are `lines`, as blocks that begin in `part`."""
    top = part is not m.Part.COVER
    environment = new_environment(body=top)
    builder = Builder(parser, environment, parse_blocks(parser, text, environment), lines, part)
    siblings = _finish(builder, _pieces(builder, "", Context(top=top)), top=top)
    builder.defects += (Finding(lines.block(at, at + 1), why) for at, why in environment["refused"])
    builder.defects += slips.unused_references(environment, lines)
    notes = sorted(builder.notes, key=lambda note: note.span.order)
    blocks = tuple(_with_source_lists(siblings.blocks, builder.source_lists))
    definitions = tuple(lines.block(*each["map"]) for each in environment["references"].values())
    return Built(blocks, tuple(notes), tuple(builder.defects), tuple(builder.ignores), definitions)


def _with_source_lists(blocks: m.Blocks, lists: Mapping[m.Heading, m.SourceList]) -> Iterator[m.Block]:
    """Yield the blocks, with each list of sources after what is typed under its heading."""
    waiting: m.SourceList | None = None
    for block in blocks:
        if isinstance(block, m.Heading):
            yield from (waiting,) if waiting else ()
            waiting = lists.get(block)
        yield block
    yield from (waiting,) if waiting else ()


def _pieces(builder: Builder, close: str, context: Context) -> list[Piece]:
    """Return the pieces up to the token `close`, or to the end if it is ""."""
    found: list[Piece] = []
    while (token := builder.next()) is not None and token.type != close:
        found += _HANDLERS[token.type](builder, token, context)
    return found


def _finish(builder: Builder, pieces: list[Piece], *, top: bool = False, named: bool = False) -> Siblings:
    siblings = finish(pieces, builder.lines, top=top, named=named)
    builder.defects += siblings.defects
    builder.ignores += siblings.ignores
    return siblings


def _container(builder: Builder, close: str, context: Context, *, named: bool = False) -> Siblings:
    """Return the finished blocks of a container that `close` ends."""
    return _finish(builder, _pieces(builder, close, context), named=named)


def _paragraph(builder: Builder, token: Token, context: Context) -> list[Piece]:
    nodes, attributes, inline = builder.text()
    first, last = rows_of(token)
    if not (context.quoted or context.note or slips.is_fallen(token.level, builder.lines.line(first))):
        cover = builder.part is m.Part.COVER
        builder.defects += slips.glued_lines(inline.content, first, builder.lines, cover=cover)
    span = nodes[0].span.to(nodes[-1].span) if nodes else builder.lines.block(first, last)
    image = _only_image(nodes)
    if image is None:
        return [Piece(m.Paragraph(span, nodes, part=builder.part), first, last, attributes)]
    figure = m.Figure(span, image, builder.caption(image), part=builder.part)
    return [Piece(figure, first, last, attributes)]


def _only_image(nodes: m.Inlines) -> m.Image | None:
    """Return the image if a paragraph contains nothing else except comments and white space."""
    words = [
        node
        for node in nodes
        if not isinstance(node, m.Comment) and not (isinstance(node, m.Text) and not node.text.strip())
    ]
    return words[0] if len(words) == 1 and isinstance(words[0], m.Image) else None


def _heading(builder: Builder, token: Token, context: Context) -> list[Piece]:
    nodes, attributes, _ = builder.text()
    level = int(token.tag[1:])
    if attributes is None and (bare := braces.without_dot(nodes)):
        nodes, raw, span = bare
        attributes, defects = braces.parse_attributes(raw, span)
        builder.defects += defects
    if attributes:
        attributes, defects = braces.of_heading(attributes)
        builder.defects += defects
    classes = attributes.classes if attributes else ()
    if context.top:
        builder.enter_heading(level, annex="annex" in classes)
    heading = m.Heading(
        builder.span(token),
        level,
        nodes,
        label=attributes.label if attributes else None,
        withheld=attributes.withheld if attributes else None,
        series=attributes.series if attributes and "restart" in classes else None,
        annex="annex" in classes,
        unnumbered="unnumbered" in classes,
        page_break="page-break" in classes,
        part=builder.part,
    )
    if context.top and braces.SOURCE_CLASSES.intersection(classes):
        every = "all-sources" in classes
        builder.source_lists[heading] = m.SourceList(heading.span, heading, every, builder.part)
    return [piece_of(token, heading)]


def _ordered_list(builder: Builder, token: Token, context: Context) -> list[Piece]:
    numbers = token.markup == "."
    inner = replace(context, top=False)
    if context.top and numbers:
        return _items(builder, replace(inner, numbered=True), _numbered_paragraph)
    span = builder.span(token)
    if context.numbered and numbers and not (context.quoted or context.note):
        parts = tuple(_items(builder, inner, _sub_paragraph))
        return [piece_of(token, m.SubParagraphs(span, parts, builder.part))]
    items = _items(builder, inner, _list_item)
    if not context.quoted:
        start = int(items[0].marker.rstrip(".)"))
        items = [replace(item, marker=f"{start + number}{token.markup}") for number, item in enumerate(items)]
    return [piece_of(token, m.OrderedList(span, tuple(items), builder.part))]


def _bullet_list(builder: Builder, token: Token, context: Context) -> list[Piece]:
    items = tuple(_items(builder, replace(context, top=False), _bullet))
    return [piece_of(token, m.BulletList(builder.span(token), items, builder.part))]


def _items(builder: Builder, context: Context, make: Callable[[Builder, Token, Context], Item]) -> list[Item]:
    """Return the items of the list that was just opened."""
    items: list[Item] = []
    while (token := builder.next()) is not None and token.type == "list_item_open":
        items.append(make(builder, token, context))
    return items


def _numbered_paragraph(builder: Builder, token: Token, context: Context) -> Piece:
    item = _counted_item(builder, token, context, named=True)
    return piece_of(token, m.NumberedParagraph(*item[:4], builder.part, *item[4:]))


def _sub_paragraph(builder: Builder, token: Token, context: Context) -> m.SubParagraph:
    return m.SubParagraph(*_counted_item(builder, token, context, named=True))


def _list_item(builder: Builder, token: Token, context: Context) -> m.ListItem:
    span, claim, blocks, *_ = _counted_item(builder, token, context, named=False)
    return m.ListItem(span, f"{claim.text}{token.markup}", blocks)


def _counted_item(
    builder: Builder, token: Token, context: Context, *, named: bool
) -> tuple[SourceSpan, m.Claim, m.Blocks, m.Label | None, m.Withheld | None, m.About | None]:
    """Return the place, number, blocks, label and more of the item that was just opened."""
    claim, column = builder.marker(token)
    inner = _container(builder, "list_item_close", context, named=named)
    said = (inner.named.label, inner.named.withheld, inner.named.about) if inner.named else (None, None, None)
    return replace(builder.span(token), column=column + 1), claim, inner.blocks, *said


def _bullet(builder: Builder, token: Token, context: Context) -> m.ListItem:
    inner = _container(builder, "list_item_close", context)
    return m.ListItem(builder.span(token), "", inner.blocks)


def _quotation(builder: Builder, token: Token, context: Context) -> list[Piece]:
    inner = _container(builder, "blockquote_close", replace(context, top=False, quoted=True))
    return [piece_of(token, m.Quotation(builder.span(token), inner.blocks, builder.part))]


def _note(builder: Builder, token: Token, context: Context) -> list[Piece]:
    first, _ = rows_of(token)
    label = str(token.meta["label"])
    span = builder.span(token)
    start = builder.lines.line(first).find(f"[^{label}]:", builder.columns.get(first, 0))
    if start >= 0:
        builder.columns[first] = start + len(label) + len("[^]:")
    if context.note:
        builder.defects.append(Finding(span, faults.NoteInside(label)))
    around, builder.in_note, builder.note_begins = builder.in_note, True, True
    inner = _container(builder, "footnote_reference_close", Context(note=True))
    builder.in_note, withheld = around, builder.taken()
    note = m.Note(span, label, inner.blocks, withheld=withheld)
    builder.notes.append(note)
    return [piece_of(token, note)]


def _one_line_note(builder: Builder, token: Token, context: Context) -> list[Piece]:
    builder.in_note = builder.note_begins = True
    _, blocks = _only_paragraph(builder, token)
    builder.in_note = False
    span = builder.lines.whole_line(rows_of(token)[0])
    note = m.Note(span, token.info, blocks, withheld=builder.taken())
    builder.notes.append(note)
    return [piece_of(token, note)]


def _one_line_paragraph(builder: Builder, token: Token, context: Context) -> list[Piece]:
    first, _ = rows_of(token)
    claim = m.Claim(token.info, builder.lines.on_line(first, 0, len(token.info)))
    named, blocks = _only_paragraph(builder, token, named=True)
    span = builder.lines.whole_line(first)
    label, withheld, about = (named.label, named.withheld, named.about) if named else (None, None, None)
    return [piece_of(token, m.NumberedParagraph(span, claim, blocks, label, builder.part, withheld, about))]


def _only_paragraph(
    builder: Builder, token: Token, *, named: bool = False
) -> tuple[braces.Attributes | None, m.Blocks]:
    """Return the paragraph on the rest of a line, and what its end says of all."""
    line, _ = rows_of(token)
    nodes, attributes = builder.inlines(token.content, builder.lines.rest_of_line(line, token.content))
    paragraph = m.Paragraph(nodes[0].span.to(nodes[-1].span), nodes, builder.part)
    inner = _finish(builder, [Piece(paragraph, line, line + 1, attributes)], named=named)
    return inner.named, inner.blocks


def _table(builder: Builder, token: Token, context: Context) -> list[Piece]:
    rows: list[tuple[m.Cell, ...]] = []
    tail = slips.tail_of_table(*rows_of(token), builder.lines)
    while (part := builder.next()) is not None and part.type != "table_close":
        if part.type == "tr_open":
            line, width = rows_of(part)[0], len(rows[0]) if rows else 0
            rows.append(_row(builder, line, width if line < tail or width == 1 else None))
    if len(rows[0]) > 1:
        builder.defects += slips.under_table(tail, rows_of(token)[1], builder.lines)
    table = m.Table(builder.span(token), rows[0], tuple(rows[1:]), part=builder.part)
    return [piece_of(token, table)]


def _row(builder: Builder, line: int, width: int | None) -> tuple[m.Cell, ...]:
    """Return the cells of the row that was just opened; `width` is the header's number of cells, if the row
    must have so many.
    """
    places = cell_places(builder.lines.line(line), builder.columns.get(line, 0))
    cells: list[m.Cell] = []
    while (opening := builder.next()) is not None and opening.type != "tr_close":
        token = builder.tokens[builder.position]
        builder.position += 2
        place = places[len(cells)] if len(cells) < len(places) else CellPlace(0, "", ())
        cells.append(_cell(builder, token, line, place, str(opening.attrs.get("style", ""))))
    missing = max((width or 0) - len(places), 0)
    if width and places and places[0].text.startswith("Table:"):
        builder.defects.append(Finding(cells[0].span, faults.CaptionGlued(Word("table"))))
    elif missing and places and not builder.lines.reflowed:
        builder.defects.append(_too_few(builder, line, len(places), missing))
    for extra in places[width or len(places) :]:
        if extra.text:
            span, facts = _cell_span(builder, line, extra), faults.ExcessCell(extra.text)
            builder.defects.append(Finding(span, facts, severity=Severity.ERROR))
    for cell in cells[:-1]:
        if cell.withheld:
            builder.defects.append(Finding(source_span(cell.withheld.span), faults.WithheldCell()))
    return tuple(cells)


def _too_few(builder: Builder, line: int, cells: int, missing: int) -> Finding:
    typed = builder.lines.line(line).rstrip()
    more = ("" if typed.endswith("|") else " |") + " |" * missing
    start, end = len(typed) - len(typed.lstrip()), len(typed)
    place = builder.lines.on_line(line, start, end)
    facts = faults.MissingCells(cells, cells + missing, typed.strip() + more)
    return Finding(place, facts, edits=(Edit(builder.lines.on_line(line, end, end), more),))


def _cell(builder: Builder, token: Token, line: int, place: CellPlace, style: str) -> m.Cell:
    nodes, attributes = builder.inlines(token.content, builder.lines.cell(line, place.column, place.dropped))
    withheld = attributes.withheld if attributes else None
    if attributes and (not withheld or attributes.label or attributes.names_more):
        builder.defects.append(braces.without_effect(attributes))
    align = cast("Align", style.removeprefix("text-align:"))
    return m.Cell(_cell_span(builder, line, place), nodes, align, withheld)


def _cell_span(builder: Builder, line: int, place: CellPlace) -> SourceSpan:
    return builder.lines.on_line(line, place.column, place.column + len(place.text) + len(place.dropped))


def _code(builder: Builder, token: Token, context: Context) -> list[Piece]:
    info = token.info.strip()
    if not _INFO.fullmatch(info):
        first = rows_of(token)[0]
        end = len(builder.lines.line(first).rstrip())
        span = builder.lines.on_line(first, end - len(info), end)
        builder.defects.append(Finding(span, faults.BesideFence(info), severity=Severity.ERROR))
    return [piece_of(token, m.CodeBlock(builder.span(token), token.content, info, builder.part))]


def _html(builder: Builder, token: Token, context: Context) -> list[Piece]:
    blocks, defects = html_pieces(token.content, rows_of(token)[0], builder.lines, builder.part)
    builder.defects += defects
    return [piece_of(token, block) for block in blocks]


def _rule(builder: Builder, token: Token, context: Context) -> list[Piece]:
    return [piece_of(token, m.ThematicBreak(builder.span(token), builder.part))]


_HANDLERS: dict[str, Callable[[Builder, Token, Context], list[Piece]]] = {
    "paragraph_open": _paragraph,
    "heading_open": _heading,
    "ordered_list_open": _ordered_list,
    "bullet_list_open": _bullet_list,
    "blockquote_open": _quotation,
    "footnote_reference_open": _note,
    NOTE: _one_line_note,
    NUMBERED: _one_line_paragraph,
    "table_open": _table,
    "fence": _code,
    "html_block": _html,
    "hr": _rule,
}
