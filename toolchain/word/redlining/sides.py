"""One of the two files: the paragraphs and tables of its text, and its notes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeAlias

from lxml import etree

from toolchain.formats.docx.xml import CELL, ID, PARAGRAPH, ROW, TABLE, Element, W
from toolchain.model import NoteKind
from toolchain.model.records import Changing
from toolchain.word.cleaning.changes import CHANGES
from toolchain.word.cleaning.files import Files
from toolchain.word.redlining.tokens import CALLS, NAME, SECTION, START, Paragraph, Part, strange

NoteId: TypeAlias = tuple[str, str]
"""The kind of a note, "end" or "foot", and its id."""


class Box(Changing, eq=False):
    """A cell of a table, or a note: its element, and what is in it."""

    element: Element
    items: list[Item]

    @property
    def words(self) -> str:
        """Its words."""
        return " ".join(each.words for each in self.items)


class Row(Changing, eq=False):
    """A row of a table."""

    element: Element
    cells: list[Box]

    @property
    def words(self) -> str:
        """Its words."""
        return " | ".join(cell.words for cell in self.cells)


class Table(Changing, eq=False):
    """A table; `columns` are those of its grid."""

    element: Element
    rows: list[Row]
    columns: int

    @property
    def words(self) -> str:
        """Its words."""
        return " | ".join(row.words for row in self.rows)

    @property
    def by_columns(self) -> list[Row]:
        """Its columns, each as a row; none if it has joined cells."""
        if any(len(row.cells) != self.columns for row in self.rows):
            return []
        return [Row(self.element, [row.cells[at] for row in self.rows]) for at in range(self.columns)]


Item: TypeAlias = Paragraph | Table


class Side:
    """The text of a file and its notes. Raise `Failure` (S020) if it has what we do not write."""

    def __init__(self, data: bytes, display: str) -> None:
        self.files = Files(data, display)
        body = self.files.tree(self.files.main).find(W + "body")
        if body is None:
            raise strange(self.files, "no text")
        self.body = body
        if any(True for _, root in self.files.texts() for _ in root.iter(*CHANGES)):
            raise strange(self.files, "tracked changes")
        self.parts = {
            kind: Part(self.files, name, kind)
            for kind in (each.value.removesuffix("note") for each in NoteKind)
            if (name := self.files.package.related_name(f"{kind}notes"))
        }
        self.items = list(items(self.body, Part(self.files, self.files.main)))
        self.notes: dict[NoteId, Box] = {}
        for kind, part in self.parts.items():
            for each in self.files.tree(part.name):
                if not each.get(W + "type"):
                    self.notes[kind, each.get(ID, "")] = Box(each, list(items(each, part)))

    def paragraphs(self) -> Iterator[Paragraph]:
        """Yield all paragraphs: of the text, its tables and its notes."""
        yield from paragraphs_in(self.items)
        for note in self.notes.values():
            yield from paragraphs_in(note.items)

    def names(self) -> set[str]:
        """Return the names of all bookmarks."""
        roots = (self.body, *(note.element for note in self.notes.values()))
        return {each.get(NAME, "") for root in roots for each in root.iter(START)}

    def names_of_notes(self) -> dict[NoteId, str]:
        """Return, for each note of the text in order, the name of the bookmark around its mark."""
        found: dict[NoteId, str] = {}
        for call in self.body.iter(*CALLS):
            run = call.getparent()
            before = None if run is None else run.getprevious()
            name = before.get(NAME, "") if before is not None and before.tag == START else ""
            found[kind_of(call), call.get(ID, "")] = name if name.startswith("_Note_") else ""
        return found


def kind_of(call: Element) -> str:
    """Return the kind of a note's mark: "end" or "foot"."""
    return str(call.tag).removeprefix(W).removesuffix("noteReference")


def items(parent: Element, part: Part) -> Iterator[Item]:
    """Yield the paragraphs and tables in an element. Raise `Failure` (S020) for anything else."""
    for child in parent:
        if child.tag == PARAGRAPH:
            yield Paragraph(child, part)
        elif child.tag == TABLE:
            yield _table(child, part)
        elif child.tag not in (SECTION, W + "tcPr"):
            raise strange(part.files, f"{etree.QName(child).localname} between paragraphs")


def _table(element: Element, part: Part) -> Table:
    rows = [
        Row(row, [Box(cell, list(items(cell, part))) for cell in row.iterchildren(CELL)])
        for row in element.iterchildren(ROW)
    ]
    return Table(element, rows, sum(1 for _ in element.iterfind(f"{W}tblGrid/{W}gridCol")))


def paragraphs_in(found: Iterable[Item]) -> Iterator[Paragraph]:
    """Yield the paragraphs among some items, and those in their tables."""
    for item in found:
        if isinstance(item, Table):
            for row in item.rows:
                for cell in row.cells:
                    yield from paragraphs_in(cell.items)
        else:
            yield item
