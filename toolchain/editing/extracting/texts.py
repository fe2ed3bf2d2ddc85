"""The text of a typed note, with the place of each character in the source."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from toolchain import model as m
from toolchain.model.places import Place, SourceSpan, source_span

OBJECT = "\ufffc"
"""The placeholder for content without words: a mark, a picture, a link with other words than its address."""


class _Place(NamedTuple):
    line: int
    column: int


@dataclass(slots=True)
class NoteText:
    """The words of a paragraph; a character has a place in the source if that is certain.

    `italics` are the ranges in italics or bold.
    """

    path: str
    text: str = ""
    italics: list[tuple[int, int]] = field(default_factory=list)
    _starts: list[_Place | None] = field(default_factory=list)
    _ends: list[_Place | None] = field(default_factory=list)

    def span(self, start: int, end: int) -> SourceSpan | None:
        """Return the place of a part of the text, with all markup around it, or None if it is not certain."""
        first, last = self._starts[start], self._ends[end - 1]
        if first is None or last is None:
            return None
        return SourceSpan(self.path, *first, *last)

    def add(self, inlines: Iterable[m.Inline], lines: list[str]) -> None:
        """Add the words of inlines; `lines` are those of the source."""
        for node in inlines:
            begun = len(self.text)
            match node:
                case m.Text():
                    self._add_text(node, lines)
                case m.Break():
                    self._put(" ", [None], [None])
                case m.Emphasis() | m.Strong():
                    self.add(node.children, lines)
                    self._around(begun, node.span)
                    self.italics.append((begun, len(self.text)))
                case m.Foreign():
                    self.add(node.children, lines)
                    self._around(begun, node.span)
                case m.Link() if _is_address(node):
                    self.add(node.children, lines)
                    self._around(begun, node.span)
                case m.Comment():
                    pass
                case _:
                    self._put(OBJECT, [_start(node.span)], [_end(node.span)])

    def _add_text(self, node: m.Text, lines: list[str]) -> None:
        span = source_span(node.span)
        source = (
            lines[span.line - 1][span.column - 1 : span.end_column - 1] if span.line == span.end_line else ""
        )
        size = len(node.text)
        if source == node.text:
            columns = range(span.column, span.column + size)
            self._put(
                node.text,
                [_Place(span.line, column) for column in columns],
                [_Place(span.line, column + 1) for column in columns],
            )
        elif size:  # it contains an escape or an entity
            nowhere: list[_Place | None] = [None] * (size - 1)
            self._put(node.text, [_start(span), *nowhere], [*nowhere, _end(span)])

    def _put(self, text: str, starts: Iterable[_Place | None], ends: Iterable[_Place | None]) -> None:
        self.text += text
        self._starts += starts
        self._ends += ends

    def _around(self, begun: int, place: Place) -> None:
        """Record that text from `begun` is enclosed: nothing can begin or end within it."""
        if begun == len(self.text):
            return
        for at in range(begun, len(self.text)):
            self._starts[at] = self._ends[at] = None
        self._starts[begun], self._ends[-1] = _start(place), _end(place)


def note_text(note: m.Note, path: str, lines: list[str]) -> NoteText | None:
    """Return the text of a note that is one paragraph; None of any other."""
    blocks = [block for block in note.blocks if not isinstance(block, m.Comment)]
    if len(blocks) != 1 or not isinstance(blocks[0], m.Paragraph):
        return None
    text = NoteText(path)
    text.add(blocks[0].children, lines)
    return text


def _is_address(link: m.Link) -> bool:
    """Return whether a link shows its own address and nothing else."""
    return (
        len(link.children) == 1 and isinstance(link.children[0], m.Text) and link.children[0].text == link.url
    )


def _start(place: Place) -> _Place:
    span = source_span(place)
    return _Place(span.line, span.column)


def _end(place: Place) -> _Place:
    span = source_span(place)
    return _Place(span.end_line, span.end_column)
