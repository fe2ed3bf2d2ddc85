"""The nodes of the tree: inline nodes, blocks, items, cells, notes."""

from __future__ import annotations

from typing import Literal, TypeAlias

from toolchain.model.diagnostics import Place
from toolchain.model.records import Single
from toolchain.model.values import About, Claim, Label, NoteKind, Part, Withheld

__all__ = [
    "LISTS", "SEMICOLONS", "Block", "Blocks", "Break", "BulletList", "Caption", "Cell", "Citation",
    "CitedSource", "Code", "CodeBlock", "Comment", "CrossReference", "Emphasis", "Figure", "Foreign",
    "Heading", "Image", "Inline", "InlineNote", "Inlines", "Link", "ListItem", "Node", "Note", "NoteMark",
    "NumberedParagraph", "OrderedList", "Paragraph", "PrintedNumber", "Quotation", "RawHtml", "SourceList",
    "Strong", "SubParagraph", "SubParagraphs", "Table", "Target", "Text", "ThematicBreak", "WithheldWords",
]  # fmt: skip


class _Placed(Single):
    """A node: each has its place."""

    span: Place


class Text(_Placed):
    """A run of characters, as printed."""

    text: str


class Code(_Placed):
    """A run of code, printed in a fixed-width face."""

    text: str


class NoteMark(_Placed):
    """`[^label]`: a mark that refers to a note."""

    label: str


class CitedSource(_Placed):
    """`@key` in a citation, or `-@key` to omit its author (`author` is False)."""

    key: str
    author: bool = True

    @property
    def typed(self) -> str:
        """The key as typed in a citation; it is printed if the citation cannot be formatted."""
        return f"@{self.key}" if self.author else f"-@{self.key}"


class Image(_Placed):
    """`![alt](source "title")`; `source` is as typed, relative to the document's folder.

    `full` (`{.full}`) keeps all its pixels in every output.
    """

    source: str
    alt: str
    title: str = ""
    full: bool = False


class Break(_Placed):
    """The end of a source line within a text: a space, or a line break if `hard`."""

    hard: bool


class Comment(_Placed):
    """`<!-- text -->`, as a block or within a text. It is not in any output."""

    text: str
    part: Part = Part.BODY


class RawHtml(_Placed):
    """Raw HTML, as a block or within a text. It is an error; a draft prints it as text."""

    text: str
    part: Part = Part.BODY


HEADING_CLASSES = ("all-sources", "annex", "page-break", "restart", "sources", "unnumbered")
"""What the braces of a heading can say of it."""

SEMICOLONS = (";", "؛", "；")
"""What parts two sources in a citation, as it is typed in Latin, Arabic and Chinese letters."""


class Emphasis(_Placed):
    """Words in italics."""

    children: Inlines


class Strong(_Placed):
    """Words in bold."""

    children: Inlines


class Foreign(_Placed):
    """`[words]{lang=fr}`: words in another language, with its BCP 47 tag."""

    lang: str
    children: Inlines


class WithheldWords(_Placed):
    """`[words]{.confidential}`: words that the public version has not. Only a source as read has these."""

    children: Inlines
    withheld: Withheld


class Link(_Placed):
    """An external link. `url` is as typed."""

    url: str
    children: Inlines
    title: str = ""


class CrossReference(_Placed):
    """A link to a label of this document. `target` is "consent", or "^penal-375" for a note.

    The number among its children is a claim; `Resolved.references` has the printed text.
    """

    target: str
    children: Inlines


class InlineNote(_Placed):
    """`^[text]`: a mark together with its note."""

    note: Note

    @property
    def label(self) -> str:
        """The label of its note."""
        return self.note.label


class Citation(_Placed):
    """`[see @key, art. 375; @other]`, in a note. `Resolved.citations` has the printed text.

    `children` are the nodes between the brackets: the words, with a `CitedSource` for each key. A semicolon
    (one of `SEMICOLONS`) between two sources is a separate text.
    """

    children: Inlines


class PrintedNumber(_Placed):
    """A number in a resolved cross-reference. Only `Resolved.references` contains such nodes.

    `text` is the printed text. `target` is the node with this number ("16" in "16 (b)" is the paragraph's,
    "(b)" the sub-paragraph's), so that a writer can make a live field.
    """

    text: str
    target: Target


Inline: TypeAlias = (
    Text | Emphasis | Strong | Foreign | WithheldWords | Code | Link | CrossReference | NoteMark
    | InlineNote | Citation | CitedSource | Image | Break | Comment | RawHtml | PrintedNumber
)  # fmt: skip
Inlines: TypeAlias = tuple[Inline, ...]


class Heading(_Placed):
    """A heading. `series` names the series that it opens (`{.restart series=NAME}`).

    `typed` is its number in a finished file; in a source headings have none.
    """

    level: int
    children: Inlines
    label: Label | None = None
    series: str | None = None
    annex: bool = False
    unnumbered: bool = False
    page_break: bool = False
    part: Part = Part.BODY
    typed: Claim | None = None
    withheld: Withheld | None = None


class Paragraph(_Placed):
    """A paragraph without a number."""

    children: Inlines
    part: Part = Part.BODY
    withheld: Withheld | None = None


class NumberedParagraph(_Placed):
    """A numbered paragraph with all its blocks. `label` is that of its first block."""

    typed: Claim
    blocks: Blocks
    label: Label | None = None
    part: Part = Part.BODY
    withheld: Withheld | None = None
    about: About | None = None


class SubParagraph(_Placed):
    """An item of `SubParagraphs`. `label` is that of its first block."""

    typed: Claim
    blocks: Blocks
    label: Label | None = None
    withheld: Withheld | None = None
    about: About | None = None


class SubParagraphs(_Placed):
    """An ordered list inside a numbered paragraph: (a), (b); in one of these: (i), (ii); then a., b."""

    items: tuple[SubParagraph, ...]
    part: Part = Part.BODY


class ListItem(_Placed):
    """An item of an ordinary list. `marker` is printed before it ("3)", "2."; "" for a bullet)."""

    marker: str
    blocks: Blocks


class OrderedList(_Placed):
    """An ordinary ordered list: written with `1)`, or in a quotation or a note. Its numbers are not
    claims.
    """

    items: tuple[ListItem, ...]
    part: Part = Part.BODY


class BulletList(_Placed):
    """A list whose items have no numbers."""

    items: tuple[ListItem, ...]
    part: Part = Part.BODY


class Quotation(_Placed):
    """A block quotation."""

    blocks: Blocks
    part: Part = Part.BODY


class CodeBlock(_Placed):
    """A fenced code block. `language` is the first word after the fence."""

    text: str
    language: str = ""
    part: Part = Part.BODY


class Caption(_Placed):
    """The words of a table's or figure's caption. `typed` is the number in a finished file: "Table 1"."""

    children: Inlines
    typed: Claim | None = None


class Cell(_Placed):
    """A cell of a table. What the last cell of a row says, `withheld` is said of the row."""

    children: Inlines
    align: Literal["", "left", "center", "right"] = ""
    withheld: Withheld | None = None


MOST_COLUMNS = 63
"""Maximum number of columns of a table in Word, and so in any output."""


class Table(_Placed):
    """A table. `header` is one row of cells, all empty in a table without a header row."""

    header: tuple[Cell, ...]
    rows: tuple[tuple[Cell, ...], ...]
    caption: Caption | None = None
    label: Label | None = None
    part: Part = Part.BODY
    withheld: Withheld | None = None

    @property
    def is_headed(self) -> bool:
        """Whether it has a header row."""
        return any(cell.children for cell in self.header)


class Figure(_Placed):
    """An image that is alone in its paragraph."""

    image: Image
    caption: Caption | None = None
    label: Label | None = None
    part: Part = Part.BODY
    withheld: Withheld | None = None


class SourceList(_Placed):
    """The list of sources under a heading with `{.sources}`, or `{.all-sources}` (`every`).

    It follows the text under that `heading`, and has the heading's span. `Resolved.source_lists` has the
    printed text.
    """

    heading: Heading
    every: bool = False
    part: Part = Part.BODY


class ThematicBreak(_Placed):
    """`---`: reported, because a submission must not contain it."""

    part: Part = Part.BODY


Block: TypeAlias = (
    Heading | Paragraph | NumberedParagraph | SubParagraphs | OrderedList | BulletList | Quotation
    | CodeBlock | Table | Figure | SourceList | ThematicBreak | Comment | RawHtml
)  # fmt: skip
Blocks: TypeAlias = tuple[Block, ...]
LISTS = (SubParagraphs, OrderedList, BulletList)
"""Blocks that have items."""


class Note(_Placed):
    """The text of a note. `label` is "" for a note written in place."""

    label: str
    blocks: Blocks
    kind: NoteKind = NoteKind.ENDNOTE
    withheld: Withheld | None = None


Target: TypeAlias = Heading | NumberedParagraph | SubParagraph | Table | Figure | Note
"""What a label can name, and a note."""
Node: TypeAlias = Block | Inline | SubParagraph | ListItem | Caption | Cell | Note
"""Anything in the tree."""
