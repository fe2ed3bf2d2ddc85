"""Compute all numbers: a Document becomes a `Resolved` with all its tables."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, TypeVar

from toolchain import model as m
from toolchain.model.records import Record
from toolchain.model.source_text import Source
from toolchain.resolve.anchors import addresses
from toolchain.resolve.held import lines_below
from toolchain.resolve.labels import words_for
from toolchain.resolve.numbering import NoteOrder, number_blocks, number_captions, order_notes, printed_marks
from toolchain.resolve.references import Context, find_targets, resolve_references
from toolchain.resolve.spacing import spaced
from toolchain.resolve.survey import Survey, survey
from toolchain.resolve.tables import (
    Authority,
    Reference,
    Resolved,
    Settings,
    SourceGroup,
    Use,
    Ways,
    as_typed,
)

if TYPE_CHECKING:
    from toolchain.resolve.citations import Citing, Printing

__all__ = ["resolve"]
K = TypeVar("K")
V = TypeVar("V")


class Late(Mapping[K, V]):
    """A table that `make` computes once, when needed. `known` is available before that."""

    def __init__(self, make: Callable[[], Mapping[K, V]], known: Mapping[K, V] | None = None) -> None:
        self._make: Callable[[], Mapping[K, V]] | None = make
        self._known = known or {}
        self._all: Mapping[K, V] = {}

    def _whole(self) -> Mapping[K, V]:
        if self._make:
            self._all = {**self._known, **self._make()}
            self._make = None  # release what it was made from
        return self._all

    def get(self, key: K, default: Any = None) -> Any:
        if self._make is None:
            return self._all.get(key, default)
        found = self._known.get(key)
        return self._whole().get(key, default) if found is None else found

    def __getitem__(self, key: K) -> V:
        return self._known[key] if key in self._known else self._whole()[key]

    def __iter__(self) -> Iterator[K]:
        return iter(self._whole())

    def __len__(self) -> int:
        return len(self._whole())


def resolve(document: m.Document, settings: Settings, citing: Citing | None = None) -> Resolved:
    """Compute every number of a document, and every word that depends on one.

    `citing` has the bibliography and the style of a document that names them; without it citations print as
    typed.

    The document is not changed, and nothing in it is an error here: what cannot be resolved has no entry in
    the tables, and the checks report it.
    """
    words = words_for(settings.lang)
    read = survey(document)
    order = order_notes(read, settings)
    numbering = number_blocks(document, words, settings.numbered_headings)
    printed = (*read.text, *(read.notes[note] for note in order.first))
    number_captions(numbering, (node for story in printed for node in story.captioned), words)
    targets = find_targets(read)
    context = Context(words, Source(document.text), numbering, order, targets)
    references = resolve_references(read, context)
    cited = _citations(read, order, settings, citing)
    marks = printed_marks(order, numbering.numbers, references, words)
    spaces = Late(lambda: spaced(read, references, words))
    listed = _listed(document, settings, citing, cited.uses, Ways(marks, numbering.numbers, words))
    return Resolved(
        document=document,
        settings=settings,
        words=words,
        numbers=MappingProxyType(numbering.numbers),
        series=MappingProxyType(numbering.series),
        parts=MappingProxyType(numbering.parts),
        targets=MappingProxyType(targets),
        notes=order.notes,
        title_note=order.title_note,
        marks=MappingProxyType(marks),
        references=Late(cited.references, references) if cited.uses else MappingProxyType(references),
        printed=spaces,
        anchors=MappingProxyType(addresses(document, numbering, order, targets, listed.headings)),
        linked=Late(lambda: _own_links(read, spaces, cited.citations) if settings.links else {}),
        citations=cited.citations,
        bibliography=citing.bibliography if citing else m.Bibliography(),
        uses=cited.uses,
        source_lists=listed.lists,
        authorities=listed.authorities,
        below=Late(lambda: lines_below(document, words)),
    )


def _own_links(
    read: Survey, printed: Mapping[m.Text | m.Break, str], citations: Mapping[m.Citation, m.Inlines]
) -> Mapping[m.Text, m.Inlines]:
    from toolchain.resolve.own_links import own_links  # only writers need this

    return own_links(read.everything(), printed, citations)


class _Cited(Record):
    """The printed citations, the references to notes in them (computed late), and their sources."""

    citations: Mapping[m.Citation, m.Inlines]
    references: Callable[[], Mapping[m.CrossReference, Reference]]
    uses: tuple[Use, ...]


def _citations(read: Survey, order: NoteOrder, settings: Settings, citing: Citing | None) -> _Cited:
    """Return the printed citations; those of the title's note are separate from all others."""
    found = [node for story in read.everything() for node, _ in story.citations]
    if not found or citing is None:
        return _Cited(MappingProxyType({node: as_typed(node) for node in found}), dict, ())
    from toolchain.resolve.citations import place_citations  # few documents need this

    title = (order.title_note,) if order.title_note else ()
    placings = [place_citations(read, notes, settings, citing) for notes in (title, order.notes) if notes]

    @cache
    def printed() -> list[Printing]:
        return [placing.print() for placing in placings]

    return _Cited(
        Late(lambda: {node: text for each in printed() for node, text in each.citations.items()}),
        lambda: {node: reference for each in printed() for node, reference in each.references.items()},
        tuple(use for placing in placings for use in placing.uses),
    )


class _Listed(Record):
    """The list of sources: its headings with their kinds, the printed text, and what cites each source."""

    headings: Mapping[m.Heading, str]
    lists: Mapping[m.SourceList, tuple[SourceGroup, ...]]
    authorities: Mapping[m.Entry, Authority]


def _listed(
    document: m.Document, settings: Settings, citing: Citing | None, uses: tuple[Use, ...], ways: Ways
) -> _Listed:
    """Return the list of sources, and what cites each; the printed text of both is computed late."""
    asked = any(isinstance(block, m.SourceList) for block in document.blocks)
    if citing is None or not (asked or uses):
        return _Listed({}, MappingProxyType({}), MappingProxyType({}))
    from toolchain.resolve.source_list import find_authorities, group_sources, print_lists  # few need this

    groups = group_sources(document.blocks, citing.bibliography, uses, settings.lang)
    return _Listed(
        {group.heading: group.kind for of_list in groups.values() for group in of_list if group.heading},
        Late(lambda: print_lists(groups, citing, settings.lang)),
        Late(lambda: find_authorities(uses, citing, ways)),
    )
