"""The tree of a source in the making: blocks that know what stands in them, before their words are read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from toolchain.formats.docx.story import Paragraph
from toolchain.word.importing.entries import Entry

DraftKind: TypeAlias = Literal[
    "root", "heading", "plain", "numbered", "sub", "item", "bullet", "quotation", "code", "figure", "table"
]

STEP = 567
"""How far each level of a list stands in, in our own files (1 cm), in twentieths of a point."""


@dataclass(slots=True, eq=False)
class Draft:
    """A block, and the blocks in it.

    left, right  where what belongs to it stands
    base         where lists in it count their steps from
    level        of a heading or sub-paragraph, from 1
    caption      of a table or figure
    label        the name in braces, once one is given
    annex        whether it is the heading of an annex
    in_annex     the heading of the annex that it stands in
    cut          characters at the head of its heading or caption that are a number and its word
    """

    kind: DraftKind
    entry: Entry | None = None
    parent: Draft | None = field(default=None, repr=False)
    left: int = 0
    right: int = 0
    base: int = 0
    level: int = 0
    children: list[Draft] = field(default_factory=list)
    caption: Entry | None = None
    label: str = ""
    annex: bool = False
    in_annex: Draft | None = field(default=None, repr=False)
    cut: int = 0

    def add(self, draft: Draft) -> Draft:
        """Put a block into this one, behind the others."""
        draft.parent = self
        self.children.append(draft)
        return draft

    @property
    def paragraphs(self) -> Iterator[Paragraph]:
        """The paragraphs of its own: its text, its caption."""
        for entry in (self.entry, self.caption):
            if entry is not None and isinstance(entry.block, Paragraph):
                yield entry.block

    def around(self) -> Iterator[Draft]:
        """Yield the blocks around it, innermost first."""
        draft = self.parent
        while draft is not None:
            yield draft
            draft = draft.parent
