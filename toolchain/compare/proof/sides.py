"""The lines of a source and of a finished file side by side: their pairs, and the targets of links."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property

from toolchain.compare.align import Entry, align
from toolchain.compare.proof.lines import Line, Shown
from toolchain.model.groups import unique


class Sides:
    """Both sides, each with its text and then its notes in one sequence.

    "Our" lines are those of the source, "their" lines those of the finished file.

    paired    for each of our lines the index of theirs, None if it is missing
    moved     our lines that are elsewhere among theirs
    looks     whether the emphasis of words is known on both sides
    stale     the blocks of their lines that will change when their fields are updated
    """

    def __init__(self, expected: Shown, found: Shown, stale: frozenset[int]) -> None:
        body, notes = _entries(expected.body), _entries(expected.notes)
        their_body, their_notes = _entries(found.body), _entries(found.notes)
        self.ours, self.theirs = (*body, *notes), (*their_body, *their_notes)
        self.looks = expected.looks and found.looks
        self.stale = stale
        self.body, self.their_body = len(body), len(their_body)
        self.paired = align(body, their_body)
        self.paired += [None if at is None else at + len(their_body) for at in align(notes, their_notes)]
        self.moved = self._pair_moved()

    def added(self) -> Iterable[int]:
        """Return the lines of the finished file that match no line of the source."""
        return sorted(set(range(len(self.theirs))).difference(self.paired))

    def original(self, at: int) -> Line | None:
        """Return our line that matches one of theirs."""
        index = self._inverse.get(at)
        return None if index is None else self.ours[index].line

    @cached_property
    def aim(self) -> Callable[[object], int | None]:
        """The line of the source that a link with this key leads to."""
        return _by_key(self.ours).get

    @cached_property
    def their_aim(self) -> Callable[[object], int | None]:
        """The line of the finished file that a link with this key leads to."""
        return _by_key(self.theirs).get

    @cached_property
    def paired_note(self) -> Callable[[str], int | None]:
        """The first line, in the finished file, of the note that has this number in the source."""
        return {entry.line.label: at for entry, at in self._paired_notes()}.get

    def are_alike(self, index: int, at: int) -> bool:
        """Return whether our line at `index` and theirs at `at` are obviously equal."""
        ours, theirs = self.ours[index].line, self.theirs[at].line
        if index in self.moved or not ours.is_like(theirs):
            return False
        links = zip(ours.links, theirs.links, strict=True)
        return all(self.lead_alike(link.target, their_link.target) for link, their_link in links)

    def lead_alike(self, target: object, their_target: object) -> bool:
        """Return whether two internal links lead to one line, or that of the source leads nowhere."""
        aim = self.aim(target)
        return aim is None or self.paired[aim] == self.their_aim(their_target)

    def shown_label(self, label: str) -> str:
        """Return the number in the finished file of the note that has this number in the source."""
        at = self.paired_note(label)
        return label if at is None else self.theirs[at].line.label

    def their_note(self, key: object) -> str:
        """Return the number of their note that a link with this key points to, or ""."""
        at = self.their_aim(key)
        line = None if at is None else self.theirs[at].line
        return line.label if line is not None and line.kind == "note" else ""

    @cached_property
    def _inverse(self) -> dict[int, int]:
        return {at: index for index, at in enumerate(self.paired) if at is not None}

    def _pair_moved(self) -> frozenset[int]:
        """Pair remaining lines whose words are unique on both sides."""
        left = _once(self.ours, (index for index, at in enumerate(self.paired) if at is None), self.body)
        if not left:
            return frozenset()
        known = _once(self.theirs, self.added(), self.their_body)
        moved = {index: known[words] for words, index in left.items() if words in known}
        for index, at in moved.items():
            self.paired[index] = at
        return frozenset(moved)

    def _paired_notes(self) -> Iterator[tuple[Entry[Line], int]]:
        for entry, at in zip(self.ours[self.body :], self.paired[self.body :], strict=True):
            if at is not None and entry.line.kind == self.theirs[at].line.kind == "note":
                yield entry, at


def _entries(lines: Sequence[Line]) -> tuple[Entry[Line], ...]:
    """Return the lines with their keys for comparison; a paragraph without words is invisible."""
    return tuple(Entry(line) for line in lines if line.kind != "text" or line.shows)


def _by_key(entries: Sequence[Entry[Line]]) -> dict[object, int]:
    """Return the line of each key; for a note that is printed again, the first, which all links point to."""
    found: dict[object, int] = {}
    for at, entry in enumerate(entries):
        if entry.line.key is not None:
            found.setdefault(entry.line.key, at)
    return found


def _once(entries: Sequence[Entry[Line]], indices: Iterable[int], body: int) -> dict[tuple[bool, str], int]:
    """Return the index of each text that occurs once, by whether it is in the notes and its words."""
    return unique(((at >= body, entries[at].words), at) for at in indices if entries[at].words)
