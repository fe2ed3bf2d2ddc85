"""Find what one version of a text shows and another withholds at the same place, however short it is.

A redline of the two would show it as deleted or added words.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from toolchain import model as m
from toolchain.compare.align import Entry, Words, align
from toolchain.compare.matching import pieces
from toolchain.model.records import Record
from toolchain.model.walk import plain_text
from toolchain.resolve.held import BLOCKS, Hidden, deep, top_texts
from toolchain.text.plain import WORD, folded, plain

_LITTLE = 3
"""Letters of a word, such as “the”, that alone does not show a longer passage."""


class _Said(Record):
    """A text: its words as typed, the same for comparison, and where each withheld passage of it is."""

    words: tuple[str, ...]
    keys: tuple[str, ...]
    withheld: tuple[range, ...]
    node: m.Node


def shown_before(shown: m.Document, source: m.Document, public: m.Document) -> Iterator[m.Node]:
    """Yield the texts in which `source` withholds what `shown` has there and its `public` version has not."""
    ours, theirs, others = (list(_said(each)) for each in (shown, source, public))
    entries, also, left = (
        [Entry(Words("text", " ".join(each.keys))) for each in side] for side in (ours, theirs, others)
    )
    mates, kept = align(entries, also), align(entries, left)
    gone = {each.keys for each in ours} - {each.keys for each in others}
    for one, at, to in zip(ours, mates, kept, strict=True):
        if at is None or not theirs[at].withheld:
            continue
        other, same = theirs[at], _same(one, others[to]) if to is not None else {}
        found = {there for here, there in _same(one, other).items() if here not in same}
        if any(_tells(other.words[each.start : each.stop], each, found) for each in other.withheld):
            yield other.node
    for each in theirs:  # one that has moved
        if each.keys in gone and each.withheld and len(each.withheld[0]) == len(each.words):
            yield each.node


def _same(one: _Said, other: _Said) -> dict[int, int]:
    """Return the places of words that both texts have, in order."""
    same = (each for each in pieces(one.keys, other.keys) if each.same)
    return {at: each.other_start + at - each.start for each in same for at in range(each.start, each.end)}


def _tells(words: Sequence[str], passage: range, found: set[int]) -> bool:
    """Return whether the words of a passage that are found are half of it, or more than little words."""
    told = [word for at, word in zip(passage, words, strict=True) if at in found]
    return 2 * len(told) >= len(words) or any(len(each) > _LITTLE or not each.islower() for each in told)


def _said(document: m.Document) -> Iterator[_Said]:
    work = Hidden(document)
    for node, around in deep(top_texts(document)):
        if not isinstance(node, BLOCKS):
            continue
        words: list[str] = []
        withheld: list[range] = []
        for text, hidden in _parts(node.children, hidden=work.has(node, around)):
            found = [each[0] for each in WORD.finditer(plain(text))]
            if hidden and found:
                withheld.append(range(len(words), len(words) + len(found)))
            words += found
        if withheld and sum(map(len, withheld)) == len(words):
            withheld = [range(len(words))]
        if words:
            keys = tuple(folded(each.casefold()) for each in words)
            yield _Said(tuple(words), keys, tuple(withheld), node)


def _parts(nodes: m.Inlines, *, hidden: bool) -> Iterator[tuple[str, bool]]:
    for node in nodes:
        if inner := getattr(node, "children", ()):
            yield from _parts(inner, hidden=hidden or isinstance(node, m.WithheldWords))
        else:
            yield plain_text((node,)), hidden
