"""An edited Word file as a source has it, whether it was built from a source, and what there is newer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from difflib import SequenceMatcher
from itertools import chain, repeat

from toolchain import model as m
from toolchain.editing.merging import cover
from toolchain.editing.merging.pairing import pair
from toolchain.editing.merging.units import Unit
from toolchain.formats.docx.opened import LONGEST, digests, open_bytes
from toolchain.model.diagnostics import Failure
from toolchain.model.facts import Word
from toolchain.model.front_matter import FrontMatter
from toolchain.model.records import Record
from toolchain.model.walk import plain_text
from toolchain.model.wording import fold
from toolchain.readers.docx import read_bytes
from toolchain.resolve.digests import Digests, digested, digests_of, read_digests
from toolchain.resolve.tables import Resolved
from toolchain.rules import merges
from toolchain.rules.inputs import OtherSource
from toolchain.word.importing import Adopted, Loss, adopt


class Edited(Record):
    """A file's document, with the names of the authors in its comments, and what a source cannot hold.

    carried  the digests of the source that it was built from; None if it has none
    shown    everything that Word shows, for the proof
    counts_deleted  whether Word may number paragraphs that a tracked change has deleted or moved away
    """

    document: m.Document
    losses: tuple[Loss, ...]
    carried: Digests | None
    shown: m.Document
    counts_deleted: bool


def opened(data: bytes, display: str) -> Edited:
    """Read a Word file's bytes. Raise `Failure` (S012, S020, S021, S023) if they cannot be read."""
    file = open_bytes(data, display)
    carried = read_digests(digests(file.settings))
    adopted = adopt(file, lost=True)
    changes = (each.change for each in file.found.revisions)
    counts_deleted = any(each.what == "end" and each.kind in ("deleted", "moved away") for each in changes)
    return Edited(adopted.document, adopted.losses, carried, read_bytes(data, display), counts_deleted)


def built(data: bytes, display: str) -> Adopted:
    """Return what a source has of a Word file that was just built."""
    return adopt(open_bytes(data, display), lost=True)


_MOST, _HALF = 0.9, 0.5
"""The share of the paragraphs that a file and its source have in common at least."""


class Texts(Record):
    """The texts of a built file and of the edited one, with the front matter as built."""

    base: Sequence[Unit]
    theirs: Sequence[Unit]
    front: FrontMatter

    def whole(self) -> int:
        """Return how many texts of the built file are in the edited file with the same words."""
        words, others = (Counter(each.words for each in row) for row in (self.base, self.theirs))
        return (words & others).total()

    def similar(self) -> int:
        """Return how many texts of the built file share at least half of their words with an edited one."""
        pairs = pair(self.base, self.theirs)
        found = (*pairs.mates.items(), *pairs.moved.items())
        return sum(have_much_in_common(self.base[at], self.theirs[to]) for at, to in found)


def refuse_stranger(file: Edited, source: Resolved, ours: Resolved, texts: Texts) -> None:
    """Raise `Failure` (S020) if a file was not built from `source`, or `ours` is not a later state of it.

    The digests that the file carries decide, because no edit of the file changes them. Without them, the
    words decide, and the whole paragraphs if the cover differs too.
    """
    digests, theirs, of_another = digests_of(source), file.document, False
    if file.carried is not None:
        known, count = file.carried.known_in(digests), len(file.carried.paragraphs)
        of_another = file.carried.report != digests.report
        is_other = known < _MOST * count
    else:
        differs = cover.is_another(texts.front, theirs.front_matter)
        known, count = texts.whole() if differs else texts.similar(), len(texts.base)
        is_other = known < (_MOST if differs else _HALF) * count
    if source is not ours:
        later = digests_of(ours)
        of_another = of_another or digests.report != later.report
        is_other = is_other or digests.known_in(later) < _HALF * len(digests.paragraphs)
    if is_other or of_another:
        matters = theirs.front_matter, ours.document.front_matter
        one, other = (fold(plain_text(each.title)) for each in matters)
        raise Failure.of(theirs.path, OtherSource(one, other, known if is_other else None, count))


def is_of(carried: Digests | None, source: Resolved) -> bool:
    """Return whether a file with these digests was built from this state of a source, True without any."""
    if carried is None:
        return True
    now = digests_of(source)
    known = now if carried.notes else Digests(*now[:2])
    return carried.written == known.written[:LONGEST]


class Newer(Record):
    """What of a source is newer than a file: the texts that the file was not built from, the places between
    texts where one is missing (0 is the place before the first), and the digests of those that are missing;
    and whether a note may be newer.
    """

    texts: frozenset[int] = frozenset()
    gone: frozenset[int] = frozenset()
    digests: frozenset[str] = frozenset()
    notes: bool = True
    why: Word = merges.CHANGED_IN_SOURCE


def newer(carried: Digests | None, source: Resolved, body: Sequence[Unit]) -> Newer | None:
    """Return what of a source is newer than a file with these digests, None if nothing is.

    `body` are the texts of the source.
    """
    if carried is None or is_of(carried, source):
        return None
    at = {id(each.node): number for number, unit in enumerate(body) for each in (unit, *unit.inner)}
    rows = [each for each in digested(source) if id(each.node) in at]
    rest = carried.rest if len(carried.rest) == len(carried.paragraphs) else ()
    then = list(zip(carried.paragraphs, rest or repeat(""), strict=False))
    now = [(each.letters, each.rest if rest else "") for each in rows]
    places = [*(at[id(each.node)] for each in rows), len(body)]
    matcher = SequenceMatcher(None, then, now, autojunk=False)
    codes = [each[1:] for each in matcher.get_opcodes() if each[0] != "equal"]
    words = {body[place].words for *_, start, end in codes for place in places[start:end]}
    between = (range(places[start], places[end] + 1) for old, to, start, end in codes if old < to)
    return Newer(
        frozenset(place for place, each in enumerate(body) if each.words in words),  # of twins, either may be
        frozenset(chain(*between)),
        frozenset(chain(*(carried.paragraphs[old:to] for old, to, *_ in codes))),
        notes=carried.notes != digests_of(source).notes,
    )


def unknown(note: Sequence[Unit]) -> Newer:
    """Return that any text of a note may be newer: files carry no digests of notes."""
    every = range(len(note) + 1)
    return Newer(frozenset(every), frozenset(every), why=merges.MAYBE_CHANGED_IN_SOURCE)


def have_much_in_common(one: Unit, other: Unit) -> bool:
    """Return whether two texts have half of their words in common."""
    words, others = Counter(one.words.split()), Counter(other.words.split())
    return 2 * (words & others).total() >= 0.5 * (words.total() + others.total())
