"""Cut a source into passages: sentences, the gaps between blocks, and comments."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from toolchain.compare.align import pieces
from toolchain.editing.merging.splicing import Change
from toolchain.model.expressions import expression
from toolchain.model.records import Record

_END = r"(?:\r\n|\n|\r)"
_BEGINS = r"(?:\d{1,9}[.)][ \t]|[-*+][ \t]|[|#>]|\[\^|Table:)"
_PARTS = expression(
    r"(?P<comment>[ \t]*<!--.*?-->)|(?P<mark>[ \t]*\|[ \t]*|[ \t]*\{#[^}\n]*\})"
    rf"|(?P<gap>[ \t]*{_END}(?:[ \t>]*{_END})+|[ \t]*{_END}(?=[ \t>]*{_BEGINS}|\Z))"
    rf"|(?<!\d)[.!?…؟][^\w\s<]*(?:\[\^[^\]\s]+\])*(?:[ \t]+|[ \t]*{_END}[ \t>]*)"
    r"(?=[\"'“‘«¿¡(*_\[]*(?P<next>[^\W\d_]))"
    r"|[。！？][^\w\s<]*",
    re.DOTALL,
)
_WORD = expression(r"\w+|[^\w\s]")
_COMMENTS = expression(r"(?:\s*<!--(?:(?!-->).)*-->)+\s*", re.DOTALL)


Range = tuple[int, int]


class Passage(Record):
    """A range of a source: "words", or what separates them: a "gap", "comment" or "mark"."""

    start: int
    end: int
    kind: str


class Passages:
    """All passages of a source, in order. If `whole`, a block is one passage."""

    def __init__(self, text: str, *, whole: bool = False) -> None:
        self.text = text
        self.all = [each for each in _passages(text, whole=whole) if each.start < each.end]
        self._starts = [each.start for each in self.all]

    def of(self, change: Change) -> Iterator[Range]:
        """Yield the ranges of the passages that a change is in.

        An insertion of lines is in the gap that it is at, one of words in the sentences that it is at.
        """
        start, end = change.start, change.end
        first = max(bisect_left(self._starts, start) - 1, 0)
        near = self.all[first : bisect_right(self._starts, end)]
        if start < end:
            found = [each for each in near if each.start < end and each.end > start]
        else:
            kind = "gap" if "\n" in change.text else "words"
            found = [each for each in near if each.start <= start <= each.end and each.kind == kind]
            found = found or [each for each in near if each.start < start < each.end]
        yield from ((each.start, each.end) for each in found)
        if not found:
            yield start, end


def _passages(text: str, *, whole: bool) -> Iterator[Passage]:
    at = 0
    for found in _PARTS.finditer(text):
        if found.lastgroup and found.lastgroup != "next":
            yield Passage(at, found.start(), "words")
            yield Passage(*found.span(), found.lastgroup)
            at = found.end()
        elif not whole and not (found["next"] or "").islower():
            yield Passage(at, found.end(), "words")
            at = found.end()
    yield Passage(at, len(text), "words")


def changes_between(old: Passages, new: Passages) -> Iterator[Change]:
    """Yield the changes, by passages, that make one text the other."""
    ends = [*(each.start for each in old.all), len(old.text)]
    texts = ([each.text[one.start : one.end] for one in each.all] for each in (old, new))
    places = [*(each.start for each in new.all), len(new.text)]
    for piece in pieces(*texts):
        if not piece.same:
            text = new.text[places[piece.other_start] : places[piece.other_end]]
            text = text.replace("\r\n", "\n").replace("\r", "\n")
            yield Change(ends[piece.start], ends[piece.end], text)


def distance(one: Passages, other: Passages) -> int:
    """Return how many words and other characters differ between two texts."""
    found = 0
    for piece in pieces(*([each.text[at.start : at.end] for at in each.all] for each in (one, other))):
        if not piece.same:
            ranges = one.all[piece.start : piece.end], other.all[piece.other_start : piece.other_end]
            words = (
                [word for at in own for word in _words(each.text[at.start : at.end])]
                for each, own in zip((one, other), ranges, strict=True)
            )
            differing = (each for each in pieces(*words) if not each.same)
            found += sum(end - start + to - first for _, start, end, first, to in differing)
    return found


def _words(passage: str) -> list[str]:
    """Return the words of a passage; those of two notes are never the same, although both may have “p.”."""
    label = passage.partition("]:")[0] if passage.startswith("[^") else ""
    return [label + word for word in _WORD.findall(passage)]


def is_comment(change: Change) -> bool:
    """Return whether a change adds comments and nothing else."""
    return change.start == change.end and bool(_COMMENTS.fullmatch(change.text))
