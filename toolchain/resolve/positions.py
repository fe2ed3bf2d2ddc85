"""The position of each citation: the first of its source, a later one, or right after it.

The rule is the usual one (Chicago Manual of Style, 14.34; OSCOLA, 1.2.1), applied strictly: "Ibid." is used
only if the note right before has only that source, or if the source is right before in the same citation. So
it is never wrong, whatever else the notes say.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from toolchain.model.records import Record

if TYPE_CHECKING:
    from toolchain.citations.style.cite import Position


class Cited(Record):
    """A source in a citation, by its key, and its locator ("" for the whole)."""

    key: str
    locator: str = ""


class NoteCitations(Record):
    """The citations of one note, each with its sources.

    `only` means that the note says nothing else, `follows` that it is printed right after the previous note.
    """

    citations: tuple[tuple[Cited, ...], ...] = ()
    only: bool = False
    follows: bool = True


class Placed(Record):
    """The position of a source, the note (counted from 0) that cites it first, and how many notes ago it was
    cited last.
    """

    position: Position
    first: int
    distance: int = 0


def find_positions(notes: Sequence[NoteCitations]) -> list[list[list[Placed]]]:
    """Return the position of each source in each citation of each note; notes are in the order of their
    numbers.
    """
    first: dict[str, int] = {}
    last: dict[str, int] = {}
    alone: Cited | None = None
    found: list[list[list[Placed]]] = []
    for number, note in enumerate(notes):
        before = alone if note.follows else None
        here: set[str] = set()
        of_note: list[list[Placed]] = []
        for citation in note.citations:
            of_citation: list[Placed] = []
            for cited in citation:
                known = first.setdefault(cited.key, number)
                seen = known != number or cited.key in here
                of_citation.append(
                    Placed(_position(cited, before, seen), known, number - last.get(cited.key, number))
                )
                here.add(cited.key)
                last[cited.key] = number
                before = cited
            of_note.append(of_citation)
            before = None
        found.append(of_note)
        alone = note.citations[0][0] if note.only else None
    return found


def _position(cited: Cited, before: Cited | None, seen: bool) -> Position:
    """Return the position of a source. A source cited as a whole after one of its places is not "Ibid.",
    which would mean that place.
    """
    if not seen:
        return "first"
    if before is None or before.key != cited.key or (before.locator and not cited.locator):
        return "subsequent"
    return "ibid" if before.locator == cited.locator else "ibid-with-locator"
