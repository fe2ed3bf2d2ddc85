"""The list of sources: its sources, groups and order, and its printed text.

Groups and their headings are computed first, because numbers and addresses depend on them. The printed text
is computed when an output needs it.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence

from toolchain import model as m
from toolchain.citations.style.kinds import UNITED_NATIONS, kind_names, kind_of, kinds
from toolchain.model.expressions import expression
from toolchain.model.groups import by_first
from toolchain.model.records import Record
from toolchain.model.walk import plain_text
from toolchain.resolve.citations import Citing, closed, styled
from toolchain.resolve.numbering import fill
from toolchain.resolve.spacing import unbroken
from toolchain.resolve.tables import (
    Authority,
    CitingPlace,
    ListedSource,
    Mark,
    MarkNode,
    Numbered,
    NumberedNote,
    SourceGroup,
    Use,
    Ways,
)

_LOWEST = 6
"""The deepest level of a heading."""

_NO_SIGN = expression(r"[^\w]+")
_FIGURES = expression(r"(\d+)")

SortKey = tuple[tuple[bool, int, str], ...]


class Group(Record):
    """Sources of one kind, not yet sorted, and their heading if there are several kinds."""

    kind: str
    heading: m.Heading | None
    entries: tuple[m.Entry, ...]


def group_sources(
    blocks: m.Blocks, bibliography: m.Bibliography, uses: Sequence[Use], lang: str
) -> dict[m.SourceList, tuple[Group, ...]]:
    """Return the groups of the first list of sources among some blocks."""
    asked = next((block for block in blocks if isinstance(block, m.SourceList)), None)
    if asked is None:
        return {}
    entries = tuple(bibliography.entries.values() if asked.every else _cited(bibliography, uses))
    return {asked: tuple(_groups(entries, asked, kind_names(lang)))}


def _cited(bibliography: m.Bibliography, uses: Iterable[Use]) -> Iterator[m.Entry]:
    """Yield the cited sources, each once."""
    for key in dict.fromkeys(use.source.key for use in uses):
        if key in bibliography.entries:
            yield bibliography.entries[key]


def _groups(entries: Sequence[m.Entry], asked: m.SourceList, names: Mapping[str, str]) -> Iterator[Group]:
    of_kind = by_first((kind_of(entry), entry) for entry in entries)
    level = min(asked.heading.level + 1, _LOWEST)
    for kind in kinds():
        if kind in of_kind:
            text = (m.Text(asked.span, names[kind]),)
            heading = m.Heading(asked.span, level, text, unnumbered=True, part=asked.part)
            yield Group(kind, heading if len(of_kind) > 1 else None, tuple(of_kind[kind]))


def print_lists(
    groups: Mapping[m.SourceList, Sequence[Group]], citing: Citing, lang: str
) -> dict[m.SourceList, tuple[SourceGroup, ...]]:
    """Return the printed text of the lists. Raise `Failure` (S012) if the style cannot be used."""
    return {
        asked: tuple(
            SourceGroup(group.heading, tuple(_printed(group.kind, group.entries, citing, lang)))
            for group in of_list
        )
        for asked, of_list in groups.items()
    }


def _printed(kind: str, entries: Iterable[m.Entry], citing: Citing, lang: str) -> list[ListedSource]:
    """Return the sources of one kind as printed, in order."""
    style = citing.style()
    printed = [
        ListedSource(entry, unbroken(closed(tuple(styled(style.entry(entry), entry.span)), lang), lang))
        for entry in entries
    ]
    return sorted(printed, key=lambda source: _sort_key(kind, source))


def _sort_key(kind: str, source: ListedSource) -> tuple[SortKey, str]:
    """Return the sort key: the symbol for documents of the United Nations, the printed text for others."""
    words = source.entry.fields.get("number", "") if kind == UNITED_NATIONS else plain_text(source.children)
    return sort_key(words), source.entry.key


def sort_key(text: str) -> SortKey:
    """Return the sort key of a text: without accents and punctuation, in lower case, figures by their
    value.
    """
    letters = unicodedata.normalize("NFKD", text)
    bare = "".join(letter for letter in letters if not unicodedata.combining(letter))
    words = _NO_SIGN.sub(" ", bare.casefold()).strip()
    parts = filter(None, _FIGURES.split(words))
    return tuple((not part.isdecimal(), int(part) if part.isdecimal() else 0, part) for part in parts)


def find_authorities(uses: Sequence[Use], citing: Citing, ways: Ways) -> dict[m.Entry, Authority]:
    """Return the places that cite each source, in the order of the list of sources.

    Raise `Failure` (S012) if the style cannot be used.
    """
    from toolchain.citations.style.cite import Cite

    entries = citing.bibliography.entries
    notes: dict[m.Entry, dict[NumberedNote, None]] = {}
    for use in uses:
        if use.source.key in entries:
            notes.setdefault(entries[use.source.key], {})[use.note] = None
    style = citing.style()
    short, full = (
        {entry: tuple(styled(style.citation([Cite(entry, position)], True), entry.span)) for entry in notes}
        for position in ("subsequent", "first")
    )
    ranks = {kind: rank for rank, kind in enumerate(kinds())}
    sorted_by = {
        entry: (ranks[kind := kind_of(entry)], *_sort_key(kind, ListedSource(entry, short[entry])))
        for entry in notes
    }
    return {
        entry: Authority(short[entry], tuple(_places(notes[entry], ways)), tuple(notes[entry]), full[entry])
        for entry in sorted(notes, key=sorted_by.__getitem__)
    }


def _places(notes: Iterable[NumberedNote], ways: Ways) -> Iterator[CitingPlace]:
    """Yield the places of some notes' marks, each once; for a note marked in a note, that note's places."""
    found: dict[Numbered, MarkNode] = {}
    waiting, seen = list(notes), set(notes)
    for note in waiting:  # grows by notes that mark others
        for node in note.marks:
            within = ways.marks[node].within
            if isinstance(within, NumberedNote):
                if within not in seen:
                    seen.add(within)
                    waiting.append(within)
            elif within is not None:
                found.setdefault(within, node)
    for place, node in sorted(found.items(), key=lambda each: each[1].span.order):
        yield CitingPlace(_name(place, ways.marks[node], ways), place)


def _name(place: Numbered, mark: Mark, ways: Ways) -> str:
    """Return the name of a place: paragraphs of the body by their numbers alone, others with their word."""
    number = ways.numbers.get(place)
    paragraph = ways.words.citations["paragraph"]
    is_of_body = number is not None and number.cited == fill(paragraph, number=number.full)
    return number.full if number is not None and is_of_body else mark.place
