"""One walk over a document for all checks: its nodes by kind, and the running text of its blocks."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from typing import TypeVar, cast

from toolchain import model as m
from toolchain.model.source_text import Source
from toolchain.model.walk import Ancestors, blocks_in, children, walk
from toolchain.resolve.tables import MarkNode, Resolved
from toolchain.text.passages import Corpus, Owner, Passage

N = TypeVar("N")
_LAST: list[Corpus] = []
_WORDS = frozenset((m.Text, m.Break))
_TEXTS = (m.Paragraph, m.Heading, m.Caption, m.Cell)


class Survey:
    """All nodes of a document with their ancestors: front matter, body, then the texts of the notes.

    Words and line ends are omitted, because no check needs them one by one. The ancestors of a node in a note
    begin with the note, not with the nodes around its mark.
    """

    def __init__(self, resolved: Resolved) -> None:
        document = resolved.document
        matter = document.front_matter
        self.source = Source(document.text)
        self._entries = resolved.bibliography.entries
        self._found: dict[type, list[tuple[m.Node, Ancestors]]] = defaultdict(list)
        self.passages: list[Passage] = []  # of titles, headings, paragraphs, captions, cells and notes
        self._passages_in: dict[m.Note, list[Passage]] = defaultdict(list)
        for inlines in (matter.title, matter.subtitle, matter.short_title):
            self._gather(self._enter(None, (), inlines))
        for organization in matter.submitted_by:
            self._gather(organization.description)
        self._gather(document.blocks)
        self._gather(document.notes)

    def each(self, kind: type[N]) -> Sequence[tuple[N, Ancestors]]:
        """Return the nodes of a kind, in reading order within front matter, body and notes."""
        return cast("Sequence[tuple[N, Ancestors]]", self._found.get(kind, ()))

    @cached_property
    def corpus(self) -> Corpus:
        """The running texts, for searching all at once; the last is kept for the next round."""
        _LAST[:] = [Corpus(self.passages, *_LAST)]
        return _LAST[0]

    @cached_property
    def signs(self) -> frozenset[str]:
        """The characters of the running texts."""
        return frozenset(self.corpus.text)

    @cached_property
    def words(self) -> Counter[str]:
        """What is between two spaces in the running texts, with how often it is."""
        return Counter(self.corpus.text.split())

    @cached_property
    def cited(self) -> Mapping[str, tuple[m.Entry, m.CitedSource]]:
        """The sources of the bibliography that are cited, by their keys, each with its first citation."""
        found: dict[str, tuple[m.Entry, m.CitedSource]] = {}
        for source, _ in self.each(m.CitedSource) if self._entries else ():
            if source.key in self._entries:
                found.setdefault(source.key, (self._entries[source.key], source))
        return found

    def passages_in(self, note: m.Note) -> Sequence[Passage]:
        """Return the running texts in a note."""
        return self._passages_in.get(note, ())

    def marks(self) -> Iterator[tuple[MarkNode, Ancestors]]:
        """Yield all note marks: first of defined notes, then of those written in place."""
        yield from self.each(m.NoteMark)
        yield from self.each(m.InlineNote)

    def _gather(self, nodes: Iterable[m.Node]) -> None:
        inside: list[m.Note] = []
        for node, around in walk(nodes, into=blocks_in):
            self._found[type(node)].append((node, around))
            if isinstance(node, _TEXTS):
                inside += self._enter(node, around, node.children)
        if inside:
            self._gather(inside)

    def _enter(self, owner: Owner, around: Ancestors, inlines: m.Inlines) -> list[m.Note]:
        """Collect a text and its nodes; return the notes written in it."""
        passage = Passage(owner, around, inlines, self.source)
        self.passages.append(passage)
        if around and isinstance(around[0], m.Note):
            self._passages_in[around[0]].append(passage)
        if len(inlines) == 1 and isinstance(inlines[0], m.Text):  # as in most notes
            return []
        return list(self._gather_inlines(inlines, (*around, owner) if owner else around))

    def _gather_inlines(self, inlines: Iterable[m.Node], around: Ancestors) -> Iterator[m.Note]:
        for inline in inlines:
            if type(inline) in _WORDS:
                continue
            self._found[type(inline)].append((inline, around))
            if isinstance(inline, m.InlineNote):
                yield inline.note
            elif within := children(inline):
                yield from self._gather_inlines(within, (*around, inline))


@lru_cache(maxsize=1)
def survey(resolved: Resolved) -> Survey:
    """Return the survey of a document; the last survey is cached for the next check."""
    return Survey(resolved)
