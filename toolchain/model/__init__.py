"""The Document: what an author wrote, as a tree of immutable nodes, each with its place.

Readers make it, writers read it, and nothing changes it. Every number in it is a claim; the true numbers are
in the tables of `toolchain.resolve`, whose keys are these nodes. Nodes compare and hash by identity, so a
look-up never depends on the content of a node. They have no `__repr__` of their own, because generating one
takes a quarter of the time of creating each class at start.
"""

from toolchain.model.document import (
    Bibliography,
    Date,
    Document,
    Entry,
    IgnoreComment,
    ImageFile,
    Name,
    Trace,
)
from toolchain.model.tree import (
    LISTS,
    SEMICOLONS,
    Block,
    Blocks,
    Break,
    BulletList,
    Caption,
    Cell,
    Citation,
    CitedSource,
    Code,
    CodeBlock,
    Comment,
    CrossReference,
    Emphasis,
    Figure,
    Foreign,
    Heading,
    Image,
    Inline,
    InlineNote,
    Inlines,
    Link,
    ListItem,
    Node,
    Note,
    NoteMark,
    NumberedParagraph,
    OrderedList,
    Paragraph,
    PrintedNumber,
    Quotation,
    RawHtml,
    SourceList,
    Strong,
    SubParagraph,
    SubParagraphs,
    Table,
    Target,
    Text,
    ThematicBreak,
    WithheldWords,
)
from toolchain.model.values import About, Claim, Label, NoteKind, Part, Withheld

__all__ = [
    "LISTS", "SEMICOLONS", "About", "Bibliography", "Block", "Blocks", "Break", "BulletList", "Caption",
    "Cell", "Citation", "CitedSource", "Claim", "Code", "CodeBlock", "Comment", "CrossReference", "Date",
    "Document", "Emphasis", "Entry", "Figure", "Foreign", "Heading", "IgnoreComment", "Image", "ImageFile",
    "Inline", "InlineNote", "Inlines", "Label", "Link", "ListItem", "Name", "Node", "Note", "NoteKind",
    "NoteMark", "NumberedParagraph", "OrderedList", "Paragraph", "Part", "PrintedNumber", "Quotation",
    "RawHtml", "SourceList", "Strong", "SubParagraph", "SubParagraphs", "Table", "Target", "Text",
    "ThematicBreak", "Trace", "Withheld", "WithheldWords",
]  # fmt: skip
