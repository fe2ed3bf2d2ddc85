"""Find what one version of a text shows and another withholds at the same place, however short it is.

A redline of the two would show it as deleted or added words.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from toolchain import model as m
from toolchain.compare.align import Entry, Words, align, pieces
from toolchain.model.records import Record
from toolchain.model.walk import deep, plain_text
from toolchain.resolve.held import BLOCKS, Hidden, top_texts
from toolchain.text.plain import WORD, folded, plain

_LITTLE = 3
"""Letters of a word, such as “the”, that alone does not show a longer passage."""


class _Said(Record):
    """A text: its words as typed, the same for comparison, and where each withheld passage of it is."""

    words: list[str]
    keys: tuple[str, ...]
    withheld: list[range]
    node: m.Node


def shown_before(shown: m.Document, source: m.Document, public: m.Document) -> Iterator[m.Node]:
    """Yield the texts in which `source` withholds what `shown` has there and its `public` version has not."""
    sides = [list(_said(each)) for each in (shown, source, public)]
    entries = [[Entry(Words("text", " ".join(each.keys))) for each in side] for side in sides]
    mates, kept = align(entries[0], entries[1]), align(entries[0], entries[2])
    for one, at, to in zip(sides[0], mates, kept, strict=True):
        other = sides[1][at] if at is not None else one
        same = _same(one, sides[2][to]) if to is not None else {}
        found = {there for here, there in _same(one, other).items() if here not in same}
        if any(_tells(other.words, each, found) for each in other.withheld):
            yield other.node
    gone = {each.keys for each in sides[0]} - {each.keys for each in sides[2]}
    for each in sides[1]:  # one that has moved
        if each.keys in gone and each.withheld == [range(len(each.words))]:
            yield each.node


def _same(one: _Said, other: _Said) -> dict[int, int]:
    """Return the places of words that both texts have, in order."""
    same = (each for each in pieces(one.keys, other.keys) if each.same)
    return {at: each.other_start + at - each.start for each in same for at in range(each.start, each.end)}


def _tells(words: Sequence[str], passage: range, found: set[int]) -> bool:
    """Return whether the words of a passage that are found are half of it, or more than little words."""
    told = [words[at] for at in passage if at in found]
    return 2 * len(told) >= len(passage) or any(len(each) > _LITTLE or not each.islower() for each in told)


def _said(document: m.Document) -> Iterator[_Said]:
    work = Hidden(document)
    for node, around in deep(top_texts(document)):
        words, withheld = list[str](), list[range]()
        for text, hidden in _parts(node, hidden=work.has(node, around)) if isinstance(node, BLOCKS) else ():
            found = WORD.findall(plain(text))
            words += found
            if hidden and found:
                withheld.append(range(len(words) - len(found), len(words)))
        if sum(map(len, withheld)) == len(words):
            withheld = [range(len(words))]
        if words:
            yield _Said(words, tuple(folded(each.casefold()) for each in words), withheld, node)


def _parts(node: Any, *, hidden: bool) -> Iterator[tuple[str, bool]]:
    hidden = hidden or isinstance(node, m.WithheldWords)
    if inner := getattr(node, "children", ()):
        for each in inner:
            yield from _parts(each, hidden=hidden)
    else:
        yield plain_text((node,)), hidden
