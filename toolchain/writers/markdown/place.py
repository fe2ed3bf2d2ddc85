"""The position of blocks and texts, which decides what has a meaning there."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping
from typing import NamedTuple

from toolchain import model as m
from toolchain.model.records import Record
from toolchain.writers.markdown.losses import Losses

Lines = list[str]


class Place(NamedTuple):
    """The position of a text.

    line_start  its first line begins a line, where block markup would be recognized
    one_line    it has no second line: a cell, a heading, a title
    collapsed   consecutive blanks are read as one: a value of the front matter
    in_note     in a note: elsewhere a citation makes one
    brackets    between brackets, `link` those of a link, `citing` those of a citation
    depth       the number of brackets around it
    before, after   the characters next to it, or ""
    fragment    it is a part of a text, whose ends are not its own
    """

    line_start: bool = False
    one_line: bool = False
    collapsed: bool = False
    in_note: bool = False
    brackets: bool = False
    link: bool = False
    citing: bool = False
    depth: int = 0
    before: str = ""
    after: str = ""
    fragment: bool = False

    def inside(self, **changes: bool) -> Place:
        """Return the place between brackets at this place."""
        within = self._replace(brackets=True, line_start=False, depth=self.depth + 1, before="[", after="]")
        return within._replace(**changes)  # type: ignore[arg-type]


class Where(NamedTuple):
    """The position of blocks.

    top        at the top level of the body
    numbered   in a numbered paragraph, where an ordered list is sub-paragraphs
    typed      in a quotation or a note, where it is not
    quoted     in a quotation, where the numbers of a list stay as typed
    in_note    in a note
    bullet     of a container, the character of the list of which it is an item; of a list, its own
    """

    top: bool = False
    numbered: bool = False
    typed: bool = False
    quoted: bool = False
    in_note: bool = False
    bullet: str = ""
    level: int = 0

    def inside(self, levels: int) -> Where:
        """Return the position in a container with so many levels."""
        return self._replace(top=False, bullet="", level=self.level + levels)


class Context(Record):
    """Data shared by all blocks: the losses, the headings of lists of sources, and the notes without written
    texts.
    """

    losses: Losses
    source_lists: Mapping[m.Heading, m.SourceList]
    notes: deque[m.Note]
