"""An address for everything that a link can point at: an HTML id, the same in every output."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from functools import cache

from toolchain import model as m
from toolchain.model.expressions import expression
from toolchain.model.numerals import numeral
from toolchain.model.records import Changing, field
from toolchain.resolve.numbering import NoteOrder, Numbering
from toolchain.resolve.tables import Addressed, NumberedNote

_LEVELS = ("lowerLetter", "lowerRoman", "lowerLetter")
"""Styles of sub-paragraphs in addresses, in every language: "paragraph-16-b-ii"."""
_UNFIT = expression(r"[^\w-]")
_LAST_LETTERS = 780  # after which letters start again


def addresses(
    document: m.Document,
    numbering: Numbering,
    order: NoteOrder,
    targets: Mapping[str, m.Target],
    of_sources: Mapping[m.Heading, str],
) -> dict[Addressed, str]:
    """Return all addresses. Each kind begins with its own word, so that no two are equal.

    `of_sources` are the headings in the list of sources, each with the kind of its sources.
    """
    book = _Book()
    counts = Counter[str]()
    for block in document.blocks:
        if isinstance(block, m.Heading):
            kind = "annex" if block.annex else "section"
            counts[kind] += 1
            book.add(block, f"{kind}-{counts[kind]}")
    _add_numbered(book, numbering)
    for note in order.notes:
        _add_note(book, note, str(note.value))
    if order.title_note is not None:
        _add_note(book, order.title_note, "title")
    for target in targets.values():
        if not isinstance(target, m.Note) and target not in book.entries:
            counts["place"] += 1
            book.add(target, f"place-{counts['place']}")
    for heading, kind in of_sources.items():
        book.add(heading, f"sources-{kind}")
    return book.entries


@cache
def _fit(key: str) -> str:
    """Return the key of a series without special characters, because an author may type any."""
    return _UNFIT.sub("_", key)


class _Book(Changing):
    """The addresses assigned so far."""

    entries: dict[Addressed, str] = field(default_factory=dict)
    taken: set[str] = field(default_factory=set)

    def add(self, node: Addressed, address: str) -> None:
        while address in self.taken:  # a series with a name like another's address
            address += "_"
        self.taken.add(address)
        self.entries[node] = address


def _add_numbered(book: _Book, numbering: Numbering) -> None:
    """Add the addresses of all numbers; an owner's number comes before its sub-paragraphs'."""
    for node, number in numbering.numbers.items():
        match node:
            case m.NumberedParagraph():
                book.add(node, f"{_fit(numbering.series[node].key)}-{number.value}")
            case m.SubParagraph():
                path = numbering.paths[node]
                style = _LEVELS[min(len(path) - 2, len(_LEVELS) - 1)]
                sign = numeral(style, number.value) if number.value <= _LAST_LETTERS else f"n{number.value}"
                book.add(node, f"{book.entries[path[-2]]}-{sign}")
            case m.Table() | m.Figure():
                book.add(node, f"{type(node).__name__.lower()}-{number.value}")


def _add_note(book: _Book, note: NumberedNote, name: str) -> None:
    """Add "note-12" for the note, and "mark-12", "mark-12-2" … for its marks."""
    book.add(note, f"note-{name}")
    for ordinal, mark in enumerate(note.marks, 1):
        book.add(mark, f"mark-{name}" if ordinal == 1 else f"mark-{name}-{ordinal}")
