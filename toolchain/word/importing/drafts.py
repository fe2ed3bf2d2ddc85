"""The tree of a source while it is built: nested blocks, before their words are read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, TypeAlias

from toolchain.formats.docx.story import Paragraph
from toolchain.model.records import Changing, field
from toolchain.word.importing.entries import Entry

DraftKind: TypeAlias = Literal[
    "root", "heading", "plain", "numbered", "sub", "item", "bullet", "quotation", "code", "figure", "table"
]


class Draft(Changing, eq=False):
    """A block, and the blocks in it.

    left, right  the indents of its content
    base         the indent from which lists in it count their levels
    level        of a heading or sub-paragraph, from 1
    caption      of a table or figure
    label        the name in braces, once one is given
    annex        whether it is the heading of an annex
    in_annex     the heading of the annex that contains it
    cut          the number of characters of a number and its word at the start of its heading or caption
    typed        these, where the program prints its own: "Table 2"
    """

    kind: DraftKind
    entry: Entry | None = None
    parent: Draft | None = None
    left: int = 0
    right: int = 0
    base: int = 0
    level: int = 0
    children: list[Draft] = field(default_factory=list)
    caption: Entry | None = None
    label: str = ""
    annex: bool = False
    in_annex: Draft | None = None
    cut: int = 0
    typed: str = ""

    def add(self, draft: Draft) -> Draft:
        """Append a block to this one."""
        draft.parent = self
        self.children.append(draft)
        return draft

    @property
    def paragraphs(self) -> Iterator[Paragraph]:
        """Its own paragraphs: its text, its caption."""
        for entry in (self.entry, self.caption):
            if entry is not None and isinstance(entry.block, Paragraph):
                yield entry.block

    def walk(self) -> Iterator[Draft]:
        """Yield this block and all blocks in it, in the order of the file."""
        yield self
        for child in self.children:
            yield from child.walk()

    def around(self) -> Iterator[Draft]:
        """Yield the blocks around it, innermost first."""
        draft = self.parent
        while draft is not None:
            yield draft
            draft = draft.parent
