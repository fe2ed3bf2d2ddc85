"""The Document: what an author wrote, as a tree of frozen nodes with a place on every one.

Readers make it, writers take it, and nothing changes it. Every number in it is a claim; the true
numbers stand in the tables of `toolchain.resolve`, whose keys are these very nodes: nodes compare
and hash by identity, so a table look-up never depends on what a node says.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from types import MappingProxyType
from typing import Literal, NamedTuple, TypeAlias

from toolchain.diagnostics import Defect, Span
from toolchain.front_matter import FrontMatter


class Part(Enum):
    """The part of the submission a block stands in, so that counting by part is a sum."""

    COVER = "cover"
    BODY = "body"
    ANNEX = "annex"


class NoteKind(Enum):
    """Where a note's text stands in a paged output."""

    ENDNOTE = "endnote"
    FOOTNOTE = "footnote"


class Claim(NamedTuple):
    """A number as the author typed it ("15", "b"), and where."""

    text: str
    span: Span


class Label(NamedTuple):
    """The name in `{#name}`, and its place (the braces included)."""

    name: str
    span: Span


# Inlines -----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, eq=False)
class Text:
    """A run of characters, as they are to be printed."""

    span: Span
    text: str


@dataclass(frozen=True, slots=True, eq=False)
class Emphasis:
    span: Span
    children: Inlines


@dataclass(frozen=True, slots=True, eq=False)
class Strong:
    span: Span
    children: Inlines


@dataclass(frozen=True, slots=True, eq=False)
class Code:
    """A run of code, printed in a fixed-width face."""

    span: Span
    text: str


@dataclass(frozen=True, slots=True, eq=False)
class Link:
    """A link out of the document. `url` is as typed."""

    span: Span
    url: str
    children: Inlines
    title: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class CrossReference:
    """A link to a label of this document; `target` is "consent", or "^penal-375" for a note's number.

    The number among its children is a claim; `Resolved.references` has what is printed.
    """

    span: Span
    target: str
    children: Inlines


@dataclass(frozen=True, slots=True, eq=False)
class NoteMark:
    """`[^label]`: the place where a note is called."""

    span: Span
    label: str


@dataclass(frozen=True, slots=True, eq=False)
class InlineNote:
    """`^[text]`: a mark and its note in one."""

    span: Span
    note: Note


@dataclass(frozen=True, slots=True, eq=False)
class Citation:
    """`[@key, art. 375]`: recognised; printed as typed (`text`, without its brackets)."""

    span: Span
    text: str


@dataclass(frozen=True, slots=True, eq=False)
class Image:
    """`![alt](source "title")`; `source` is as typed, relative to the document's folder."""

    span: Span
    source: str
    alt: str
    title: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Break:
    """The end of a source line inside a text: a space, or when `hard` a new line."""

    span: Span
    hard: bool


@dataclass(frozen=True, slots=True, eq=False)
class Comment:
    """`<!-- text -->`, as a block or inside a text. It never reaches an output."""

    span: Span
    text: str
    part: Part = Part.BODY


@dataclass(frozen=True, slots=True, eq=False)
class RawHtml:
    """Raw HTML, as a block or inside a text: an error; a draft prints it as the text it is."""

    span: Span
    text: str
    part: Part = Part.BODY


@dataclass(frozen=True, slots=True, eq=False)
class PrintedNumber:
    """A number inside a resolved cross-reference. Only `Resolved.references` holds such nodes.

    `text` is what is printed; `target` the node whose own number it is ("16" of "16 (b)" is the
    paragraph's, "(b)" the sub-paragraph's), so that a writer can make a live field of it.
    """

    span: Span
    text: str
    target: Target


Inline: TypeAlias = (
    Text
    | Emphasis
    | Strong
    | Code
    | Link
    | CrossReference
    | NoteMark
    | InlineNote
    | Citation
    | Image
    | Break
    | Comment
    | RawHtml
    | PrintedNumber
)
Inlines: TypeAlias = tuple[Inline, ...]

# Blocks ------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, eq=False)
class Heading:
    """A heading. `series` names the series it opens (`{.restart series=NAME}`)."""

    span: Span
    level: int
    children: Inlines
    label: Label | None = None
    series: str | None = None
    annex: bool = False
    unnumbered: bool = False
    page_break: bool = False
    part: Part = Part.BODY


@dataclass(frozen=True, slots=True, eq=False)
class Paragraph:
    """A paragraph without a number of its own."""

    span: Span
    children: Inlines
    label: Label | None = None
    part: Part = Part.BODY


@dataclass(frozen=True, slots=True, eq=False)
class NumberedParagraph:
    """A numbered paragraph with all blocks that belong to it. `label` is its first block's."""

    span: Span
    typed: Claim
    blocks: Blocks
    label: Label | None = None
    part: Part = Part.BODY


@dataclass(frozen=True, slots=True, eq=False)
class SubParagraph:
    span: Span
    typed: Claim
    blocks: Blocks
    label: Label | None = None


@dataclass(frozen=True, slots=True, eq=False)
class SubParagraphs:
    """An ordered list inside a numbered paragraph: (a), (b); in one of these: (i), (ii); then a., b."""

    span: Span
    items: tuple[SubParagraph, ...]
    part: Part = Part.BODY


@dataclass(frozen=True, slots=True, eq=False)
class ListItem:
    """An item of an ordinary list. `marker` is what is printed before it ("3)", "2."; "" for a bullet)."""

    span: Span
    marker: str
    blocks: Blocks


@dataclass(frozen=True, slots=True, eq=False)
class OrderedList:
    """An ordinary ordered list: written `1)`, or standing in a quotation or a note. It claims nothing."""

    span: Span
    items: tuple[ListItem, ...]
    part: Part = Part.BODY


@dataclass(frozen=True, slots=True, eq=False)
class BulletList:
    span: Span
    items: tuple[ListItem, ...]
    part: Part = Part.BODY


@dataclass(frozen=True, slots=True, eq=False)
class Quotation:
    span: Span
    blocks: Blocks
    part: Part = Part.BODY


@dataclass(frozen=True, slots=True, eq=False)
class CodeBlock:
    """A fenced block of code; `language` is the first word after the fence."""

    span: Span
    text: str
    language: str = ""
    part: Part = Part.BODY


@dataclass(frozen=True, slots=True, eq=False)
class Caption:
    """The words of a table's or figure's caption, without "Table 1"."""

    span: Span
    children: Inlines


@dataclass(frozen=True, slots=True, eq=False)
class Cell:
    span: Span
    children: Inlines
    align: Literal["", "left", "center", "right"] = ""


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """A table; `header` is one row of cells (all of them empty: a table without a header)."""

    span: Span
    header: tuple[Cell, ...]
    rows: tuple[tuple[Cell, ...], ...]
    caption: Caption | None = None
    label: Label | None = None
    part: Part = Part.BODY


@dataclass(frozen=True, slots=True, eq=False)
class Figure:
    """An image alone in its paragraph."""

    span: Span
    image: Image
    caption: Caption | None = None
    label: Label | None = None
    part: Part = Part.BODY


@dataclass(frozen=True, slots=True, eq=False)
class ThematicBreak:
    """`---`: reported, since it has no place in a submission."""

    span: Span
    part: Part = Part.BODY


Block: TypeAlias = (
    Heading
    | Paragraph
    | NumberedParagraph
    | SubParagraphs
    | OrderedList
    | BulletList
    | Quotation
    | CodeBlock
    | Table
    | Figure
    | ThematicBreak
    | Comment
    | RawHtml
)
Blocks: TypeAlias = tuple[Block, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Note:
    """The text of a note. `label` is "" for a note written in place."""

    span: Span
    label: str
    blocks: Blocks
    kind: NoteKind = NoteKind.ENDNOTE


Target: TypeAlias = Heading | Paragraph | NumberedParagraph | SubParagraph | Table | Figure | Note
"""What a label can name, and a note."""

Node: TypeAlias = Block | Inline | SubParagraph | ListItem | Caption | Cell | Note
"""Anything in the tree."""

# The whole ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, eq=False)
class ImageFile:
    """An image's bytes, read once: only formats every output can hold (PNG, JPEG, GIF).

    `width` and `height` in pixels; `dpi` in pixels per inch, as the file says, else 96.
    """

    data: bytes
    media_type: str
    width: int
    height: int
    dpi: float


@dataclass(frozen=True, slots=True)
class Silencer:
    """`<!-- check: ignore CODE reason -->`; `covers` is the block after it, None where none follows."""

    span: Span
    code: str
    reason: str
    covers: Span | None


@dataclass(frozen=True, slots=True, eq=False)
class Document:
    """One submission as its author wrote it.

    `notes` holds every definition in source order, unused and duplicate ones too; `defects` what the
    reader met that no node can hold; `text` the source itself ("" for a finished file), whose lines
    the spans count. `images` holds each image that could be read, by its source as typed; one that
    could not is among the defects.
    """

    path: str
    front_matter: FrontMatter
    blocks: Blocks
    notes: tuple[Note, ...] = ()
    defects: tuple[Defect, ...] = ()
    silencers: tuple[Silencer, ...] = ()
    text: str = ""
    images: Mapping[str, ImageFile] = field(default_factory=lambda: MappingProxyType({}))
