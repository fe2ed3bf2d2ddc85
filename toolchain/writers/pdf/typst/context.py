"""What every handler of the typst writer is given, and what it leaves for the pass over the finished file."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Literal, NamedTuple

from toolchain.model import Note
from toolchain.model.diagnostics import Place
from toolchain.model.records import Changing, Single, field
from toolchain.resolve.tables import Addressed, MarkNode, NumberedNote, Resolved
from toolchain.writers.html.columns import LINE
from toolchain.writers.html.context import Context as Page

NOTES = "notes"
"""The kind of a list whose items are notes."""


class Link(NamedTuple):
    """A link of the file, in reading order.

    `target` is the address that it leads to, "" for one outside the document. `name` is what a screen reader
    says of it, "" for its words. `own` is the address of the link's own place, "" if nothing leads to it.

    One that `marks` only says where it is, and is taken away: it is around a number ("place"), or around one
    with a line of its own, after which the words begin ("label"). `span` is its place in the source.
    """

    target: str = ""
    name: str = ""
    own: str = ""
    marks: Literal["", "place", "label"] = ""
    span: Place | None = None


class Asked(Changing):
    """What typst cannot tag, in reading order: `tags` adds it to the finished file.

    `lists` has the kind of numbering of each list (ISO 32000-1, 14.8.5.5), or `NOTES`; a number instead is
    the index of an earlier list that this one continues. `notes` are the addresses of the endnotes.
    `headings` are addresses with the texts of the outline. `placed` counts the figures and tables that can
    go to the head of a page, `rows` those of tables with footnotes that can go over a page. `files` are the
    names of the pictures' files by their sources, `pictures` the first places of these, and `all_described`
    is False if one has no alt text. `footnotes` are the addresses of those on a page already.
    """

    links: list[Link] = field(default_factory=list)
    lists: list[str | int] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    headings: dict[str, str] = field(default_factory=dict)
    placed: int = 0
    rows: int = 0
    files: dict[str, str] = field(default_factory=dict)
    pictures: dict[str, Place] = field(default_factory=dict)
    all_described: bool = True
    footnotes: set[str] = field(default_factory=set)


class Context(Single):
    """The tables to print, and the place of what is written.

    `page` has the words of the language and the addresses. `again` is a note that has been printed before:
    its content has its address there. `first` has the first number of each note. With `is_flush`, the number
    of a list is flush with the text around it. `depth` counts the sub-paragraphs around, `nested` all lists
    and quotations. `write_note` returns the code of a footnote. `in_footnote` is its text; the footnotes of
    marks in it are `waiting`. `rooms` are lines below the footnotes of marks. `width` is that of a
    line in ems. `around` is a link whose marks are deeper: it goes around each run of text without one.
    """

    page: Page
    asked: Asked
    wanted: frozenset[str]
    first: Mapping[Note, NumberedNote]
    write_note: Callable[[NumberedNote, Context], str]
    again: bool = False
    is_flush: bool = False
    in_footnote: bool = False
    waiting: list[MarkNode] = field(default_factory=list)
    rooms: Mapping[MarkNode, float] = field(default_factory=dict)
    depth: int = 0
    nested: int = 0
    width: float = LINE
    around: tuple[Callable[[str], str], Link] | None = None

    @property
    def resolved(self) -> Resolved:
        return self.page.resolved

    def is_again(self, note: NumberedNote) -> bool:
        """Return whether the text of a note has been printed before, under another number."""
        return self.first[note.note] is not note

    def led_to(self, node: Addressed) -> str:
        """Return the address of a node if something leads to it and it is printed here for the first time."""
        own = self.page.anchor(node)
        return own if own in self.wanted and not self.again else ""

    def next_placed(self, *, moves: bool) -> str:
        """Return the number of another figure or table that can go to the head of a page; below zero for one
        that does so only after another.
        """
        self.asked.placed += 1
        return str(self.asked.placed if moves else -self.asked.placed)

    def next_row(self, rows: int) -> str:
        """Return the number of the first row of a table with footnotes; none is just before it."""
        self.asked.rows += rows + 1
        return str(self.asked.rows - rows)
