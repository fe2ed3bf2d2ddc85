"""One walk over a document for all checks: its nodes by kind, and the running text of its blocks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import TypeVar, cast

from toolchain import model as m
from toolchain.checks.passages import Passage, make_passage
from toolchain.checks.source import Source
from toolchain.resolve.tables import MarkNode, Resolved
from toolchain.walk import Ancestors, walk

N = TypeVar("N")


class Survey:
    """All nodes of a document with their ancestors: front matter, body, then the texts of the notes.

    The ancestors of what stands in a note begin with the note, whatever is around its mark.
    """

    __slots__ = ("_found", "_passages", "_passages_in", "source")

    def __init__(self, resolved: Resolved) -> None:
        document = resolved.document
        matter = document.front_matter
        self.source = Source(document.text)
        self._found: dict[type, list[tuple[m.Node, Ancestors]]] = defaultdict(list)
        self._passages: list[Passage] = []
        self._passages_in: dict[m.Note, list[Passage]] = defaultdict(list)
        for inlines in (matter.title, matter.subtitle, matter.short_title):
            self._gather(inlines)
            self._passages.append(make_passage(None, (), inlines, self.source))
        for organization in matter.submitted_by:
            self._gather(organization.description)
        self._gather(document.blocks)
        self._gather(document.notes)

    def each(self, kind: type[N]) -> Sequence[tuple[N, Ancestors]]:
        """The nodes of a kind, in reading order within front matter, body and notes."""
        return cast("Sequence[tuple[N, Ancestors]]", self._found.get(kind, ()))

    def passages(self) -> Sequence[Passage]:
        """The running texts: of titles, headings, paragraphs, captions, cells and notes."""
        return self._passages

    def passages_in(self, note: m.Note) -> Sequence[Passage]:
        """The running texts in a note."""
        return self._passages_in.get(note, ())

    def marks(self) -> Iterator[tuple[MarkNode, Ancestors]]:
        """All note marks: of the notes defined by themselves, then of those written in place."""
        yield from self.each(m.NoteMark)
        yield from self.each(m.InlineNote)

    def notes(self) -> Iterator[m.Note]:
        """All notes, those that are defined by themselves first."""
        return (note for note, _ in self.each(m.Note))

    def _gather(self, nodes: Iterable[m.Node]) -> None:
        inside: list[m.Note] = []
        for node, around in walk(nodes):
            self._found[type(node)].append((node, around))
            match node:
                case m.Heading() | m.Paragraph() | m.Caption() | m.Cell():
                    passage = make_passage(node, around, node.children, self.source)
                    self._passages.append(passage)
                    if around and isinstance(around[0], m.Note):
                        self._passages_in[around[0]].append(passage)
                case m.InlineNote():
                    inside.append(node.note)
        if inside:
            self._gather(inside)


@lru_cache(maxsize=1)
def survey(resolved: Resolved) -> Survey:
    """The survey of a document; the last one is kept, for the next check."""
    return Survey(resolved)
