"""Find the differences between the expected lines of a source and the lines of a finished file."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import groupby, pairwise
from operator import itemgetter

from toolchain.compare.proof.differing import Difference, differing, name
from toolchain.compare.proof.lines import Line, Piece, Shown, fold
from toolchain.compare.proof.sides import Sides
from toolchain.model.groups import by_first
from toolchain.model.records import Record, replace
from toolchain.rules import differences as about
from toolchain.rules.proof import NotInSource


class Compared(Record):
    """All differences in the order of the finished file, and the share of equal lines (0 to 1)."""

    differences: tuple[Difference, ...]
    alike: float


def compare(
    expected: Shown, found: Shown, stale: frozenset[int] = frozenset(), standing: str = ""
) -> Compared:
    """Return the differences in text and notes. Titles, languages and covers are not compared.

    `stale` are the blocks of lines with fields that are not up to date. The time grows with the number of
    lines, and with the square only of adjacent lines that differ, up to 50.
    """
    sides = Sides(expected, found, stale)
    placed = sorted(_placed(sides, expected, found, standing), key=lambda each: each[0])
    pairs = zip(sides.ours, sides.paired, strict=True)
    same = sum(at is not None and sides.theirs[at].line.reads_as(ours.line) for ours, at in pairs)
    total = max(len(sides.ours), len(sides.theirs), 1)
    return Compared(tuple(_together([each for _, each in placed])), same / total if sides.ours else 1.0)


def _placed(sides: Sides, expected: Shown, found: Shown, standing: str) -> Iterator[tuple[float, Difference]]:
    """Yield all differences, each with the position of its line among those of the finished file."""
    before = -1
    for index, at in enumerate(sides.paired):
        if index == sides.body:
            before = sides.their_body - 1
        if at is None:
            last = sides.theirs[before].line if before >= 0 else None
            yield before + 0.5, _missing(sides.ours[index].line, last)
            continue
        if index not in sides.moved:
            before = at
        if not sides.are_alike(index, at):
            yield from ((at, each) for each in differing(sides, index, at))
    yield from _contents(sides, expected, found)
    yield from _authorities(sides, expected, found)
    for at in sides.added():
        line = sides.theirs[at].line
        yield at, Difference("added", NotInSource(line.text, standing), None, line)


def _contents(sides: Sides, expected: Shown, found: Shown) -> Iterator[tuple[float, Difference]]:
    """Yield headings without an entry of the contents that has their words, or with one at another place.

    Only letters and figures are compared: everything else may differ by format.
    """
    entries = by_first(
        (sides.their_aim(each.target), (n, each.text)) for n, each in enumerate(found.contents)
    )
    listed = list[tuple[int, list[int], Line]]()
    for wanted in (*expected.contents, *there(expected, found)):
        index = sides.aim(wanted.target)
        at = None if index is None else sides.paired[index]
        if index is None or at is None:
            continue
        line = sides.ours[index].line
        places = [n for n, text in entries.get(at, ()) if _letters(wanted.text) <= _letters(text)]
        if places:  # several, if the title of the text leads to a heading too
            listed.append((at, places, line))
        else:
            yield at, Difference("link", about.NotInContents(name(line)), line, sides.theirs[at].line)
    for (_, before, _), (at, places, line) in pairwise(sorted(listed, key=itemgetter(0))):
        if max(places) < min(before):
            yield at, Difference("link", about.NotInOrder(name(line)), line, sides.theirs[at].line)


def there(expected: Shown, found: Shown) -> Iterator[Piece]:
    """Yield the optional entries of contents that exist: a link before the text has their words."""
    for entry in expected.offered:
        words = fold(entry.text)
        if any(words in fold(link.text) for link in found.contents):
            yield entry


def _authorities(sides: Sides, expected: Shown, found: Shown) -> Iterator[tuple[float, Difference]]:
    """Yield missing or extra links of a table of authorities. A page need not have this table."""
    links = Counter((sides.their_aim(link.target), fold(link.text)) for link in found.authorities)
    wanted = Counter[tuple[int, str]]()
    for link in expected.authorities if links else ():
        index = sides.aim(link.target)
        if index is not None and sides.paired[index] is not None:
            wanted[index, fold(link.text)] += 1
    for (index, text), number in wanted.items():
        at = sides.paired[index]
        if at is not None and links[at, text] < number:
            line = sides.ours[index].line
            facts = about.NotInAuthorities(links[at, text], name(line), number)
            yield at, Difference("link", facts, line, sides.theirs[at].line)


def _letters(text: str) -> Counter[str]:
    return Counter(filter(str.isalnum, text))


def _missing(line: Line, last: Line | None) -> Difference:
    named = name(line)
    words = "" if isinstance(named, about.OfKind) else line.text
    return Difference("missing", about.LineMissing(named, words), line, last)


def _together(differences: list[Difference]) -> Iterator[Difference]:
    """Yield the differences, with a run of the same kind reported once: all numbers from one on are off by
    two.
    """
    for _, group in groupby(differences, key=_series):
        first, *more = group
        yield replace(first, facts=about.AndSoOn(first.facts, len(more))) if more else first


def _series(difference: Difference) -> object:
    """Return what differences of one run have in common: the kind of line, and by how much it is off."""
    shift = _shift(difference)
    return object() if shift is None or difference.ours is None else (difference.ours.kind, shift)


def _shift(difference: Difference) -> int | None:
    """Return by how much a number is off, if it is written in figures."""
    if difference.kind != "number" or difference.ours is None:
        return None
    ours, theirs = (re.findall(r"\d{1,9}", text) for text in (difference.ours.label, difference.shown))
    return int(theirs[0]) - int(ours[0]) if len(ours) == len(theirs) == 1 else None
