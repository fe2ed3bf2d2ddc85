"""A document as flat lines for comparison: its structure and printed text, without places and claims.

The target of a claim counts instead of the claim: for a note mark, its note; for a cross-reference, the words
it prints.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from enum import Enum
from itertools import chain, zip_longest
from typing import Any, NamedTuple

from toolchain import model as m
from toolchain.model.records import Record, replace
from toolchain.model.walk import Ancestors, walk
from toolchain.resolve.tables import Resolved


class View(Record):
    """Differences that the comparison ignores.

    dropped  characters that match this regular expression
    marks    a note mark is before or after words of its paragraph
    links    words are a cross-reference or plain text; labels
    claims   a number of a paragraph is counted or typed as text
    """

    dropped: str = ""
    marks: bool = False
    links: bool = False
    claims: bool = False


EXACT = View()


class Line(NamedTuple):
    """One block, or the running text of one. `shape` is everything except words."""

    shape: tuple[Any, ...]
    words: tuple[str, ...]


Lines = tuple[Line, ...]

_INLINES = (
    m.Text, m.Emphasis, m.Strong, m.Foreign, m.Code, m.Link, m.CrossReference, m.NoteMark, m.InlineNote,
    m.Citation, m.Image, m.Break, m.PrintedNumber,
)  # fmt: skip
_WORDS = frozenset(("text", "language", "marker", "alt", "title"))
_CLAIMED = ("label", "target")


class Outline(Record):
    """A document's parts: its front matter's values and texts, its top-level blocks, and its notes, those in
    place last.
    """

    values: tuple[Any, ...]
    cover: tuple[Lines, ...]
    blocks: tuple[Lines, ...]
    notes: tuple[Lines, ...]

    @property
    def front(self) -> tuple[Any, ...]:
        return self.values, self.cover

    @property
    def lines(self) -> Iterator[Line]:
        """All lines."""
        for parts in (self.cover, self.blocks, self.notes):
            yield from chain.from_iterable(parts)


def outline(resolved: Resolved, view: View = EXACT) -> Outline:
    """Return the outline of a document."""
    document, matter = resolved.document, resolved.document.front_matter
    maker = _Maker(resolved, view)
    covers = (organization.description for organization in matter.submitted_by)
    ignores = [(each.code, each.reason, each.covers is None) for each in document.ignores]
    return Outline(
        values=(_values(matter, view.dropped), ignores, sorted(document.images)),
        cover=tuple(map(maker.lines, (matter.title, matter.subtitle, matter.short_title, *covers))),
        blocks=tuple(filter(None, (maker.lines((block,)) for block in document.blocks))),
        notes=tuple(maker.lines((note,)) for note in chain(document.notes, maker.in_place)),
    )


class _Maker:
    """Converts nodes to lines."""

    def __init__(self, resolved: Resolved, view: View) -> None:
        self._resolved, self._view = resolved, view
        self.in_place: list[m.Note] = []
        self._notes: Mapping[str, int] = {
            note.label: number for number, note in reversed(list(enumerate(resolved.document.notes)))
        }

    def lines(self, nodes: Iterable[m.Node]) -> Lines:
        found: list[Line] = []
        passage = _Passage(self._view)
        for node, around in self._walk(nodes):
            if not isinstance(node, _INLINES):
                found += passage.line()
                passage = _Passage(self._view)
                found.append(self._block(node, around))
                continue
            if isinstance(node, m.InlineNote):
                self.in_place.append(node.note)
            if isinstance(node, m.Image) and around and isinstance(around[-1], m.Figure):
                passage.add(replace(node, title=""), self._depth(around), "")
            else:
                passage.add(node, self._depth(around), self._name(node))
        found += passage.line()
        if self._view.dropped:  # a paragraph of nothing else
            found = [line for line, after in zip_longest(found, found[1:]) if not _is_empty(line, after)]
        return tuple(found)

    def _walk(self, nodes: Iterable[m.Node]) -> Iterator[tuple[m.Node, Ancestors]]:
        """Yield the nodes, with the printed text of cross-references instead of the typed one."""
        printed: m.Node | None = None
        for node, around in walk(nodes):
            if printed is not None and any(outer is printed for outer in around):
                continue
            yield node, around
            if self._view.links or not isinstance(node, m.CrossReference):
                continue
            if node in self._resolved.references:
                printed = node
                yield from walk(self._resolved.references[node].children, (*around, node))

    def _depth(self, around: Ancestors) -> int:
        links = self._view.links
        return sum(not (links and isinstance(outer, m.CrossReference)) for outer in around)

    def _name(self, node: m.Node) -> str:
        """Return the note of a mark or a reference, if the label is a claim; else its label."""
        if isinstance(node, m.NoteMark):
            return self._note(node.label)
        if isinstance(node, m.CrossReference) and node.target.startswith("^"):
            return self._note(node.target[1:])
        return ""

    def _note(self, label: str) -> str:
        return f"^{self._notes[label]}" if label in self._notes else f"^{label}?"

    def _block(self, node: m.Node, around: Ancestors) -> Line:
        shape, words = [len(around), type(node).__name__], list[str]()
        if self._view.claims and isinstance(node, m.NumberedParagraph | m.SubParagraph):
            words.append(node.typed.text)
        elif self._view.claims and isinstance(node, m.Caption) and isinstance(around[-1], m.Table):
            words.append("Table:")
        for name, value in _simple(node):
            if self._view.links and name == "label" and not isinstance(node, m.Note):
                continue
            if isinstance(node, m.Note) and name == "label":
                shape.append("" if value.isascii() and value.isdigit() else value)
            elif isinstance(node, m.Comment | m.RawHtml) and name == "text":
                words += value.split()  # its lines are indented like those around it
            else:
                (words if name in _WORDS else shape).append(value)
        return Line(tuple(shape), tuple(words))


class _Passage:
    """The running text of one block. Runs of text at one level are joined."""

    def __init__(self, view: View) -> None:
        self._view = view
        self._dropped = re.compile(view.dropped)
        self._shape: list[Any] = []
        self._words: list[str] = []
        self._marks: list[Any] = []
        self._joins = False

    def add(self, node: m.Node, depth: int, name: str) -> None:
        """Add the next node, at a depth, with the name of its note (or "")."""
        match node:
            case m.Text() | m.PrintedNumber():
                self._add_text(node.text, depth)
            case m.CrossReference() if self._view.links:
                pass
            case m.NoteMark() | m.InlineNote() if self._view.marks:
                self._marks.append((type(node).__name__, name))
            case _:
                self._joins = False
                said = {key: value for key, value in _simple(node) if not (name and key in _CLAIMED)}
                shape = (value for key, value in said.items() if key not in _WORDS)
                self._shape.append((depth, type(node).__name__, name, *shape))
                self._words += [value for key, value in said.items() if key in _WORDS]

    def _add_text(self, text: str, depth: int) -> None:
        if self._view.dropped:
            text = self._dropped.sub("", text)
            if not text:
                return
        if self._joins and self._shape[-1] == (depth, "Text"):
            self._words[-1] += text
            return
        self._shape.append((depth, "Text"))
        self._words.append(text)
        self._joins = True

    def line(self) -> list[Line]:
        """Return the line of the added nodes, or nothing."""
        if not self._shape and not self._marks:
            return []
        return [Line((*self._shape, tuple(self._marks)), tuple(self._words))]


def _is_empty(line: Line, after: Line | None) -> bool:
    """Return whether a line is a paragraph without the line of its text."""
    return line.shape[1:2] == ("Paragraph",) and (after is None or isinstance(after.shape[0], int))


def _simple(node: m.Node) -> Iterator[tuple[str, Any]]:
    """Yield the values of a node that are not places, claims or other nodes, by name."""
    for name in node.__struct_fields__:
        value = getattr(node, name)
        if name == "span":
            continue
        if isinstance(value, m.Label):
            yield name, value.name
        elif value is None or isinstance(value, str | bool | int | Enum):
            yield name, value


def _values(value: Any, dropped: str) -> Any:
    """Return the values of a front matter, with its texts in Markdown and without places."""
    if isinstance(value, str):
        return re.sub(dropped, "", value)
    if isinstance(value, bool | int | None):
        return value
    if isinstance(value, tuple):
        return tuple(_values(each, dropped) for each in value if not isinstance(each, m.Node))
    if isinstance(value, Record):
        names = (name for name in value.__struct_fields__ if name != "places")
        return tuple(_values(getattr(value, name), dropped) for name in names)
    return None
