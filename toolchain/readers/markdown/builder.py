"""The state while block tokens become blocks: the tokens, the lines, the results, blocks as read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.token import Token

from toolchain import model as m
from toolchain.model.diagnostics import Finding, SourceSpan, source_span
from toolchain.model.expressions import expression
from toolchain.model.records import Changing, Record, field
from toolchain.readers.markdown.attributes import Attributes
from toolchain.readers.markdown.inlines import InlineBuilder, trim_end
from toolchain.readers.markdown.places import Lines, Locator, Row, Rows, Whole
from toolchain.readers.markdown.simple import read_simple

_MARKER = expression(r"(\d{1,9})[.)]")


class Context(Record):
    """What the place of a block means for it.

    top       at the top level of the body: an ordered list is numbered paragraphs
    numbered  inside a numbered paragraph: an ordered list is sub-paragraphs
    quoted    inside a quotation: an ordered list prints as typed
    note      inside a note
    """

    top: bool = False
    numbered: bool = False
    quoted: bool = False
    note: bool = False


class Builder(Changing):
    """The state of one pass over a text's tokens.

    `columns` is, by line, the column from which the next list marker can begin, after an outer one on the
    same line.
    """

    parser: MarkdownIt
    environment: dict[str, Any]
    tokens: Sequence[Token]
    lines: Lines
    part: m.Part
    position: int = 0
    annex_level: int = 0
    in_note: bool = False
    note_begins: bool = False
    withheld: m.Withheld | None = None
    columns: dict[int, int] = field(default_factory=dict)
    notes: list[m.Note] = field(default_factory=list)
    defects: list[Finding] = field(default_factory=list)
    ignores: list[m.IgnoreComment] = field(default_factory=list)
    source_lists: dict[m.Heading, m.SourceList] = field(default_factory=dict)

    def next(self) -> Token | None:
        """Return the next token, None at the end."""
        if self.position >= len(self.tokens):
            return None
        self.position += 1
        return self.tokens[self.position - 1]

    def span(self, token: Token) -> SourceSpan:
        """Return the place of the block of a token."""
        return self.lines.block(*rows_of(token))

    def text(self) -> tuple[m.Inlines, Attributes | None, Token]:
        """Return the nodes of a paragraph or heading that was just opened, with the attributes at its end."""
        inline = self.tokens[self.position]
        self.position += 2
        locator = self.lines.content(inline.content, rows_of(inline)[0])
        return *self.inlines(inline.content, locator), inline

    def inlines(self, content: str, locator: Locator) -> tuple[m.Inlines, Attributes | None]:
        """Return the nodes of one content, with the attributes at its end."""
        begins, self.note_begins = self.note_begins, False
        simple = read_simple(content, locator, in_note=self.in_note) if isinstance(locator, Rows) else None
        if simple:
            self.defects += simple.defects
            return simple.nodes, simple.attributes
        made = InlineBuilder(locator, self.in_note)
        tokens = self.parser.inline.parse(content, self.parser, self.environment, [])
        nodes = made.build(tokens, may_end_with_attributes=True, may_begin=begins)
        self.defects += made.defects
        self.withheld = made.withheld or self.withheld  # which an earlier paragraph of the note has said
        ends_blank = made.attributes or (nodes and isinstance(nodes[-1], m.Comment))
        return (trim_end(nodes) if ends_blank else nodes), made.attributes

    def taken(self) -> m.Withheld | None:
        """Return what the beginning of a note said of it."""
        withheld, self.withheld = self.withheld, None
        return withheld

    def plain_inlines(self, text: str, locator: Locator) -> m.Inlines:
        """Return the nodes of a separate text, which defines no labels."""
        made = InlineBuilder(locator, self.in_note)
        [token] = self.parser.parseInline(text, self.environment)
        nodes = made.build(token.children or ())
        self.defects += made.defects
        return nodes

    def caption(self, image: m.Image) -> m.Caption | None:
        """Return a figure's caption: its image's title, read as Markdown."""
        if not image.title.strip():
            return None
        span = source_span(image.span)
        locator: Locator = Whole(span)
        for index in range(span.line - 1, span.end_line):
            column = self.lines.lines[index].rfind(image.title) if index < len(self.lines.lines) else -1
            if column >= 0 and not self.lines.reflowed:
                locator = Rows(self.lines.path, (Row(0, index, column),))
        nodes = self.plain_inlines(image.title, locator)
        return m.Caption(locator.span(0, len(image.title)), nodes)

    def marker(self, token: Token) -> tuple[m.Claim, int]:
        """Return the typed number of a list item, and the column (from 0) of its beginning."""
        line, _ = rows_of(token)
        source = self.lines.line(line)
        match = _MARKER.search(source, self.columns.get(line, 0))
        start = match.start() if match and match[1] == token.info else len(source) - len(source.lstrip())
        self.columns[line] = start + len(token.info) + 1
        return m.Claim(token.info, self.lines.on_line(line, start, start + len(token.info))), start

    def enter_heading(self, level: int, *, annex: bool) -> None:
        """Update the part: an annex lasts until the next heading of its level or a higher one."""
        if annex:
            self.part, self.annex_level = m.Part.ANNEX, level
        elif self.part is m.Part.ANNEX and level <= self.annex_level:
            self.part = m.Part.BODY


class Piece(Record):
    """A block on lines `first` to `last` (from 0, exclusive), with the attributes at its end."""

    block: m.Block | m.Note
    first: int
    last: int
    attributes: Attributes | None = None


def piece_of(token: Token, block: m.Block | m.Note) -> Piece:
    """Return the piece of a block on the lines of a token."""
    return Piece(block, *rows_of(token))


def rows_of(token: Token) -> tuple[int, int]:
    """Return the lines of a block token, from 0, the end exclusive."""
    first, last = token.map or (0, 0)
    return first, last
