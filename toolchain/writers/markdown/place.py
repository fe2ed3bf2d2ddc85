"""The position of blocks and texts, which decides what has a meaning, and what a source cannot hold."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping
from typing import NamedTuple

from toolchain import model as m
from toolchain.model.facts import Facts, Word
from toolchain.model.records import Record
from toolchain.rules.losses import Lost
from toolchain.writers.markdown.escapes import VERBATIM, without_unheld


class Loss(Record):
    """A part of a node that is not written, or is written differently.

    `node` is None for a value of the front matter, which the facts name.
    """

    node: m.Node | None
    facts: Facts


class Written(Record):
    """A text, and what is lost when it is read again."""

    text: str
    losses: tuple[Loss, ...] = ()


class Losses:
    """Collects losses during writing."""

    __slots__ = ("found",)

    def __init__(self) -> None:
        self.found: list[Loss] = []

    def tell(self, node: m.Node | None, what: Word | Facts) -> None:
        """Record that something of `node` is lost."""
        self.found.append(Loss(node, Lost(what)))

    def held(self, node: m.Node, text: str) -> str:
        """Return a text without characters that no source can hold; record if there are any."""
        held = without_unheld(text)
        if held != text:
            self.tell(node, Word("a control character, which no source can contain, is left out"))
        return held

    def written(self, text: str) -> Written:
        """Return the text with all that was lost."""
        return Written(text.replace(VERBATIM, ""), tuple(self.found))


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
