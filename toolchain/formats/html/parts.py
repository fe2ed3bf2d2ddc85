"""The parts of a page that `scan` takes from the tree: runs of text, in blocks, notes and cells.

`block` is a number: blocks, notes, captions and cells count from 1 in reading order.
"""

from __future__ import annotations

from typing import Literal, NamedTuple, TypeAlias

from toolchain.model.facts import Word
from toolchain.model.records import Changing, Record, field


class Token(Record):
    """A piece of a run.

    text    `text`
    open    a link, emphasis … begins; `name` is its element, `target` a link's address, `text` its title
    close   the last open one ends
    mark    a note mark: `text` is shown, `target` is the address it leads to
    image   `text` is the alt text, `target` the source
    break   a new line
    """

    kind: Literal["text", "open", "close", "mark", "image", "break"]
    text: str = ""
    name: str = ""
    target: str = ""


Run: TypeAlias = list[Token]


class Number(NamedTuple):
    """A number that links to the block it begins: its words and its label ("paragraph 16 (b)").

    `item` is whether the block is an item of a list.
    """

    text: str
    name: str
    item: bool


class TextPart(NamedTuple):
    """A block of text. `level` is a heading's, 1 for the title; `item` the list whose item it begins."""

    block: int
    run: Run
    cover: bool
    level: int = 0
    number: Number | None = None
    item: Literal["", "ul", "ol"] = ""
    quoted: bool = False
    code: bool = False


class CellPart(Changing):
    """A cell or a caption."""

    block: int
    run: Run = field(default_factory=list)
    header: bool = False


class TablePart(Changing):
    """A table of a page: its caption, and its rows of cells."""

    block: int
    cover: bool
    caption: CellPart | None = None
    rows: list[list[CellPart]] = field(default_factory=list)


class FigurePart(Changing):
    """A figure: its first picture, and its other text."""

    block: int
    cover: bool
    image: Token | None = None
    caption: CellPart | None = None
    texts: list[TextPart] = field(default_factory=list)


BlockPart: TypeAlias = TextPart | TablePart | FigurePart


class NotePart(Changing):
    """A note, with its own address and the targets of its links back."""

    block: int
    anchor: str
    blocks: list[BlockPart] = field(default_factory=list)
    backs: list[str] = field(default_factory=list)


class Mark(NamedTuple):
    """A note mark: its own address or "", its target, its words, and the block in which it is."""

    anchor: str
    target: str
    text: str
    block: int


class Page(Changing):
    """All parts of a page.

    lang       the language that it declares
    title      the text of its `<title>`
    anchors    the block that each address leads to
    identities the id of every element, visible or not, and `names` the older ones of links
    links      every link within the page: its target, and the block in which it is
    strange    blocks with something whose text cannot be read, and what
    frame      what is shown around the text, each with its place in words
    metadata   what the page says of itself: names and words
    kind       the word in messages: "page", or "book"
    """

    lang: str = ""
    title: str = ""
    blocks: list[BlockPart] = field(default_factory=list)
    notes: list[NotePart] = field(default_factory=list)
    anchors: dict[str, int] = field(default_factory=dict)
    identities: list[str] = field(default_factory=list)
    names: set[str] = field(default_factory=set)
    links: list[tuple[str, int]] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    strange: list[tuple[int, Word]] = field(default_factory=list)
    frame: list[tuple[str, BlockPart]] = field(default_factory=list)
    metadata: list[tuple[str, str]] = field(default_factory=list)
    kind: str = "page"
