"""A story: the text of a document or note, as tables, captions and paragraphs of tokens, in reading order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Literal, NamedTuple, TypeAlias

from toolchain.formats.docx.numbering import Item
from toolchain.formats.docx.styles import BODY_LEVEL, ParagraphStyle
from toolchain.formats.docx.typed import typed_label
from toolchain.formats.docx.xml import (
    ALTERNATE,
    CELL,
    PARAGRAPH,
    ROW,
    TABLE,
    VAL,
    Element,
    W,
    chosen,
    integer,
    is_on,
    level_number,
    value,
)
from toolchain.model.diagnostics import FilePlace, Place
from toolchain.model.records import Changing, Record, field, replace
from toolchain.model.tree import MOST_COLUMNS
from toolchain.model.wording import fold

ITALIC, BOLD, CODE, RAISED = 1, 2, 4, 8

LANGUAGE = 4
"""Bits of a look below the number of its language in `Styles.spoken`."""

Kind = Literal[
    "text", "break", "image", "box", "call", "number", "begin", "instruction", "separate", "end",
    "link", "unlink", "start", "stop", "unsure", "undefined", "field", "endfield", "hidden", "comment",
]  # fmt: skip


class Token(Record):
    """A piece of a paragraph. `value` is mostly an element.

    text         `text`, with the bits of its `look`
    break        the end of a line
    image        a picture; `text` is its alt text, `value` names its part
    box          a box with paragraphs of its own
    call         a call of a note; `text` is the author's own mark, if there is one
    number       the number of a note, at the beginning of its text
    begin, instruction, separate, end    the parts of a field
    link, unlink                         of a hyperlink
    start, stop                          of a bookmark
    unsure       what cannot be read for certain: `value` is the facts of the finding
    undefined    a style is used, `text`, that does not exist
    hidden       a text that is not shown
    comment      the start, the end or the mark of a comment

    The pieces of a paragraph are only: text, break, image, link and unlink; call, with a `Call` as `value`;
    field and endfield, around the result of a `Field`.
    """

    kind: Kind
    text: str = ""
    look: int = 0
    value: Any = None


START, STOP, ALT_CHUNK = W + "bookmarkStart", W + "bookmarkEnd", W + "altChunk"
COMMENTED = frozenset((W + "commentRangeStart", W + "commentRangeEnd"))

_AROUND = frozenset(W + name for name in ("ins", "moveTo", "smartTag", "customXml", "sdtContent"))
_CONTROL = W + "sdt"
_SPAN, _MERGED, _MERGED_BEFORE, _MERGED_ANEW = (
    W + name for name in ("gridSpan", "vMerge", "hMerge", "cellMerge")
)


class Paragraph(Changing, eq=False):
    """A paragraph of a story.

    outline       the level of a heading, from 0; `BODY_LEVEL` for other text
    contents      whether it is a line of a table of contents
    new_page      whether it says itself whether it begins a page
    numbers_note  whether it shows the number of its note
    element       the `w:p` itself
    boxed         whether it is in a text box
    worded        whether what looks like a typed number at its beginning is a word
    """

    block: int
    style: ParagraphStyle
    outline: int = BODY_LEVEL
    item: Item | None = None
    label: str = ""
    pieces: list[Token] = field(default_factory=list)
    place: str = ""
    contents: bool = False
    new_page: bool = False
    numbers_note: bool = False
    element: Element | None = None
    boxed: bool = False
    worded: bool = False

    @property
    def is_heading(self) -> bool:
        return self.outline < BODY_LEVEL

    @property
    def text(self) -> str:
        """The words, without note marks."""
        return self._words(" ")

    @property
    def code(self) -> str:
        """The words with their line ends."""
        return self._words("\n")

    def _words(self, end: str) -> str:
        shown = (each for each in self.pieces if each.kind in ("text", "break"))
        return "".join(end if each.kind == "break" else each.text for each in shown)

    @property
    def shows_nothing(self) -> bool:
        """Whether nothing of it is visible."""
        return not self.label and not any(
            each.kind in ("call", "image") or (each.kind == "text" and each.text.strip())
            for each in self.pieces
        )

    @property
    def typed_label(self) -> str:
        """The number typed at its beginning, in place of a list number: "12.", "(b)"; "" for none."""
        return "" if self.label or self.worded else typed_label(self.text)

    def span(self, path: str) -> Place:
        """Return its place in the file at `path`."""
        return FilePlace(path, self.block, self.place)


class Cell(Changing):
    """A cell: its paragraphs, including those of its `tables` inner tables.

    It covers `across` columns of the grid from column `at`, and `down` rows; covered cells are omitted.
    `element` is the `w:tc` itself.
    """

    block: int
    place: str
    paragraphs: list[Paragraph]
    element: Element | None = None
    at: int = 0
    across: int = 1
    down: int = 1
    tables: int = 0


class Row(Changing):
    """A row of a table. `header` means that it is repeated on each page."""

    header: bool
    cells: list[Cell]


class Table(Changing):
    """A table; `element` is the `w:tbl` itself. `cover` means that it is only the layout of the cover."""

    block: int
    place: str
    rows: list[Row]
    element: Element | None = None
    cover: bool = False

    def paragraphs(self) -> Iterator[Paragraph]:
        """Yield the paragraphs in its cells, row by row."""
        return (each for row in self.rows for cell in row.cells for each in cell.paragraphs)


Block: TypeAlias = Paragraph | Table


class Story(Changing):
    """A text. `block` is its note's number among the blocks of the file, 0 for the document's text."""

    block: int
    blocks: list[Block]

    def paragraphs(self) -> Iterator[Paragraph]:
        """Yield its paragraphs in reading order, including those in cells."""
        for block in self.blocks:
            yield from block.paragraphs() if isinstance(block, Table) else (block,)


def without_mark(paragraph: Paragraph, mark: str) -> list[Token]:
    """Return the pieces of a note's first paragraph, without the custom mark at its beginning."""
    pieces = list(paragraph.pieces)
    for at, piece in enumerate(pieces):
        if piece.kind == "text" and piece.text.strip():
            if piece.text.lstrip().startswith(mark):
                pieces[at] = replace(piece, text=piece.text.lstrip().removeprefix(mark))
            break
    return pieces


def inside(element: Element, wanted: Iterable[str]) -> Iterator[Element]:
    """Yield the wanted children of an element, including those in content controls and changes."""
    names = frozenset(wanted)
    stack = [iter(element)]
    while stack:
        child = next(stack[-1], None)
        if child is None:
            stack.pop()
        elif child.tag in names:
            yield child
        elif child.tag in _AROUND:
            stack.append(iter(child))
        elif child.tag == _CONTROL:
            stack += (iter(content) for content in child.iterchildren(W + "sdtContent"))
        elif child.tag == ALTERNATE:
            choice = chosen(child)
            if choice is not None:
                stack.append(iter(choice))


def paragraphs_of(cell: Element) -> Iterator[Element]:
    """Yield the paragraphs of a cell or box, including inner tables without their covered cells, and the
    bookmarks between them.
    """
    content = (PARAGRAPH, TABLE, START, STOP, *COMMENTED)
    for child in inside(cell, content):
        if child.tag != TABLE:
            yield child
            continue
        for row in inside(child, (ROW,)):
            for inner in inside(row, (CELL,)):
                if not (merged := merging(inner)).below and not merged.beside:
                    yield from paragraphs_of(inner)  # the parser allows 256 levels of elements


def is_header(row: Element) -> bool:
    """Return whether a row is repeated at the top of each page."""
    properties = row.find(W + "trPr")
    return properties is not None and is_on(properties.find(W + "tblHeader"))


def columns_before(row: Element) -> int:
    """Return the number of grid columns before the first cell of a row (17.4.15)."""
    left = value(row.find(W + "trPr"), "gridBefore")
    return min(max(integer(left), 0), MOST_COLUMNS)


class Merging(NamedTuple):
    """The number of grid columns of a cell, and whether the cell above or before it covers it.

    ECMA-376-1, 17.4.17, 17.4.85, 17.4.22.
    """

    across: int = 1
    below: bool = False
    beside: bool = False


_ALONE = Merging()


def merging(cell: Element) -> Merging:
    """Return how a cell is merged with others."""
    properties = cell.find(W + "tcPr")
    if properties is None:
        return _ALONE
    across, below, beside = 1, False, False
    for each in properties:
        tag = each.tag
        if tag == _SPAN:
            across = min(max(integer(each.get(VAL), 1), 1), MOST_COLUMNS)
        elif tag == _MERGED:
            below = each.get(VAL, "continue") == "continue"
        elif tag == _MERGED_BEFORE:
            beside = each.get(VAL, "continue") == "continue"
        elif tag == _MERGED_ANEW:  # a tracked change, which stands behind the others (17.13.5.3)
            below = each.get(_MERGED) == "cont"
    return Merging(across, below, beside)


def outline(stated: Element | None, style: ParagraphStyle) -> int:
    """Return the outline level of a paragraph; its own `w:outlineLvl` overrides that of its style."""
    return style.outline if stated is None else level_number(stated.get(VAL), BODY_LEVEL)


_BETWEEN = " \t\u00a0.:–—-：．、"
"""Characters that may separate a number from the words after it."""

_LONGEST = 20
"""Maximum number of characters between a number and the end of its line."""


def sequence(pieces: Sequence[Token]) -> int:
    """Return the number of pieces up to the end of the first SEQ field, 0 if there is none."""
    for at, piece in enumerate(pieces, 1):
        if piece.kind == "endfield" and piece.value.instruction.kind == "SEQ":
            return at
    return 0


def counts(pieces: Sequence[Token]) -> str:
    """Return the name of the sequence of the first SEQ field, in lower case ("table"); "" for none."""
    end = sequence(pieces)
    return str(pieces[end - 1].value.instruction.target).lower() if end else ""


def parted(pieces: Sequence[Token], *, at_break: bool = False) -> tuple[str, tuple[Token, ...]]:
    """Return the label ("Table 1"), "" if there is no number, and the pieces after it.

    The label is the whole first line if that ends soon after the number; else it ends with the number. With
    `at_break`, the words before the first line break are a label even without a number: "Annex".
    """
    end = sequence(pieces)
    if not end and not at_break:
        return "", tuple(pieces)
    line = next((at for at, piece in enumerate(pieces) if at >= end and piece.kind == "break"), None)
    if line is not None and (not end or len(_text(pieces[end:line])) <= _LONGEST):
        return _text(pieces[:line]), tuple(pieces[line + 1 :])
    if not end:
        return "", tuple(pieces)
    return _text(pieces[:end]), _without_sign(pieces[end:])


def _text(pieces: Sequence[Token]) -> str:
    return fold("".join(each.text for each in pieces if each.kind == "text"))


def _without_sign(pieces: Sequence[Token]) -> tuple[Token, ...]:
    """Return the pieces without the full stop or dash after the number."""
    for at, piece in enumerate(pieces):
        if piece.kind == "text":
            rest = piece.text.lstrip(_BETWEEN)
            if rest:
                return (*pieces[:at], replace(piece, text=rest), *pieces[at + 1 :])
            return tuple(pieces[at + 1 :])
    return tuple(pieces)
