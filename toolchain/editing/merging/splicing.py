"""The changes to make in a source, by edit in Word, and those left to its author; all other bytes stay."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from toolchain.editing.merging.units import Unit
from toolchain.model.expressions import expression
from toolchain.model.facts import Facts, Word
from toolchain.model.line_ends import LINE_END, first_end
from toolchain.model.records import Changing, Record, field

BLANK = expression(rf"[ \t>]*(?:{LINE_END.pattern})")
_ENDS_BLANK = expression(rf"(?:\n|\r(?!\n))[ \t>]*(?:{LINE_END.pattern})$")


class Change(NamedTuple):
    r"""The text from `start` to `end` of the source becomes `text`, whose lines end in "\n".

    cut  it removes whole lines: of the blank lines before and after, one side is kept
    """

    start: int
    end: int
    text: str
    cut: bool = False


class Overlap(Exception):
    """Raised if two changes overlap: `changes`."""

    def __init__(self, one: Change, other: Change) -> None:
        super().__init__()
        self.changes = one, other


def spliced(text: str, changes: Iterable[Change]) -> str:
    """Return the text with the changes made. Raise `Overlap` if two overlap."""
    end_of_line = first_end(text)
    parts: list[str] = []
    at = 0
    last: Change | None = None
    for change in sorted(changes, key=lambda each: (each.start, each.end)):
        if last is not None and change.start < last.end:
            raise Overlap(last, change)
        parts.append(text[at : change.start])
        if change.text and change.start == len(text) and text and not text.endswith(("\n", "\r")):
            parts.append(_broken(change.text, end_of_line))
        else:
            parts.append(change.text.replace("\n", end_of_line))
        at = max(at, change.end)
        if change.cut:
            parts[-6:], at = _one_blank(text, at, "".join(parts[-6:]))
        last = change
    result = "".join([*parts, text[at:]])
    if any(change.cut for change in changes) and not text.endswith(("\n\n", "\r\n\r\n")):
        result = _without_blank_end(result, ends=text.endswith(("\n", "\r")))
    return result


def _broken(text: str, end_of_line: str) -> str:
    """Return text after a last line without a line end: it gets none either."""
    return (text if text.startswith("\n") else f"\n{text}").removesuffix("\n").replace("\n", end_of_line)


def _one_blank(text: str, at: int, before: str) -> tuple[list[str], int]:
    """Return the text before deleted lines, and the place after them, with one blank line left, not two: of
    two, that which is in fewer quotations.
    """
    found = BLANK.match(text, at)
    while found and (above := _ENDS_BLANK.search(before) if before else found):
        if above[0].count(">") > found[0].count(">"):
            return [before[: above.start() + 1]], at
        at = found.end()
        found = BLANK.match(text, at)
    return [before], at


def _without_blank_end(text: str, *, ends: bool) -> str:
    bare = text.rstrip("\r\n")
    rest = text[len(bare) :]
    first = LINE_END.match(rest)
    return bare + (first[0] if first and ends else "")


class Listed(Record):
    """An edit that is merged or left: its place in the finished file, its line in the source (0 if none),
    and its facts.
    """

    place: str
    line: int
    facts: Facts


class Task(Changing, eq=False):
    """An edit with its changes of the source.

    what    "changed", "inserted" ...
    place   in the finished file; `at` in the source, in characters
    theirs, base  its texts, in the edited and in the built file
    labels  of notes that it newly marks
    """

    what: Word | Facts
    place: str
    at: int
    changes: list[Change] = field(default_factory=list)
    theirs: list[Unit] = field(default_factory=list)
    base: list[Unit] = field(default_factory=list)
    defines: str = ""
    drops: str = ""
    why: Word | Facts | None = None

    def left(self, why: Word | Facts) -> Task:
        """Return the same edit, left to the author."""
        self.why = why
        self.changes = []
        return self
