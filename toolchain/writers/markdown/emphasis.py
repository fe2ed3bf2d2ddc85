"""Choose `*` or `_` for each delimiter, so that emphasis is read as it was nested (CommonMark, 6.2).

Emphasis that does not touch other emphasis is written with `*`. For others all ways are tried, from the
simplest one, with the rules by which they are read. If a delimiter would not open or close between its
neighbours, as in `**«Non»**c’est`, a letter next to it is written as a character reference.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import pairwise, product
from typing import TYPE_CHECKING

from toolchain.model.records import Record
from toolchain.writers.markdown.escapes import is_punctuation, is_word
from toolchain.writers.markdown.pieces import EDGES, Kind, Piece

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

_MOST_TRIED = 6
"""The most touching emphases for which every choice of delimiters is tried."""

_ESCAPED = str.maketrans("*_", "..")
"""For a delimiter that is text, any other punctuation character."""

Signs = Mapping[int, str]
"""The delimiter of each pair."""


class Marked(Record):
    """The written form of a cluster: its delimiters, and the words that begin or end with a reference.

    `first` and `last` are positions in the cluster, -1 and its length for the words before and after it.
    """

    signs: Signs
    first: frozenset[int] = frozenset()
    last: frozenset[int] = frozenset()


class End(Record):
    """The first and the last character of a written piece, "" for a delimiter; `single`: they are the
    same.
    """

    first: str
    last: str
    single: bool = False


class Cluster(Record):
    """Touching emphasis: its pieces, and the ends of each.

    `before` and `after` are the characters next to it, and whether each can be a reference.
    """

    pieces: Sequence[Piece]
    ends: Sequence[End]
    before: tuple[str, bool]
    after: tuple[str, bool]

    def mark(self) -> Marked | None:
        """Return its written form, or None if there is none."""
        best: Marked | None = None
        for signs in _choices(self.pieces):
            for every in (False, True):
                marked = self._with_references(signs, every=every)
                cost = len(marked.first) + len(marked.last)
                if best and cost >= len(best.first) + len(best.last):
                    continue
                if self._is_read(marked):
                    best = marked
                    if not cost:
                        return best
                    break
        return best

    def _with_references(self, signs: Signs, *, every: bool) -> Marked:
        """Return the words next to delimiters that must begin or end with a reference, so that these open and
        close.
        """
        first: set[int] = set()
        last: set[int] = set()
        for number, piece in enumerate(self.pieces):
            if piece.kind not in EDGES:
                continue
            opens = piece.kind is Kind.OPEN
            place = number - 1 if opens else number + 1
            outer, has_reference = self._sign(place, last=opens)
            inner, _ = self._sign(number + 1 if opens else number - 1, last=not opens)
            if not has_reference or not is_word(outer):
                continue
            in_word = signs[piece.pair] == "_" or (inner != "" and is_punctuation(inner))
            if every or in_word:
                (last if opens else first).add(place)
        return Marked(signs, frozenset(first), frozenset(last))

    def _sign(self, place: int, *, last: bool) -> tuple[str, bool]:
        """Return the character at a position next to a delimiter, and whether it can be a reference."""
        if place < 0:
            return self.before
        if place >= len(self.pieces):
            return self.after
        if self.pieces[place].kind in EDGES:
            return "*", False
        end = self.ends[place]
        return end.last if last else end.first, self.pieces[place].kind is Kind.WORDS

    def _is_read(self, marked: Marked) -> bool:
        """Return whether it is read as it is nested."""
        typed = [";" if -1 in marked.last else self.before[0].translate(_ESCAPED)]
        wanted = [*typed]
        for number, piece in enumerate(self.pieces):
            if piece.kind in EDGES:
                typed.append(marked.signs[piece.pair] * piece.size)
                wanted.append(f"\0{'strong' if piece.size == 2 else 'em'}_{piece.kind.value}")
            else:
                typed.append(_ends_alone(self.ends[number], number in marked.first, number in marked.last))
                wanted.append(typed[-1])
        typed.append("&" if len(self.pieces) in marked.first else self.after[0].translate(_ESCAPED))
        wanted.append(typed[-1])
        read = _reader().parseInline("".join(typed))[0].children or ()
        return "".join(f"\0{each.type}" if each.nesting else each.content for each in read) == "".join(wanted)


def _choices(pieces: Sequence[Piece]) -> Iterator[Signs]:
    """Yield choices of delimiters: first those that look consecutive where the emphasis is, with many
    asterisks.
    """
    pairs = [piece.pair for piece in pieces if piece.kind is Kind.OPEN]
    if len(pairs) <= _MOST_TRIED:
        chosen = [dict(zip(pairs, signs, strict=True)) for signs in product("*_", repeat=len(pairs))]
        beside = [
            (left.pair, right.pair)
            for left, right in pairwise(pieces)
            if (left.kind, right.kind) == (Kind.CLOSE, Kind.OPEN)
        ]
        yield from sorted(
            chosen,
            key=lambda signs: (
                sum(signs[left] == signs[right] for left, right in beside),
                sum(sign == "_" for sign in signs.values()),
            ),
        )
        return
    yield dict.fromkeys(pairs, "*")
    yield from _alternating(pieces)


def _alternating(pieces: Sequence[Piece]) -> Iterator[Signs]:
    """Yield choices by depth and by neighbours."""
    depths: dict[int, str] = {}
    beside: dict[int, str] = {}
    depth = 0
    last = "_"
    for number, piece in enumerate(pieces):
        if piece.kind is Kind.OPEN:
            depths[piece.pair] = "*_"[depth % 2]
            touches = number > 0 and pieces[number - 1].kind in EDGES
            beside[piece.pair] = "*" if not touches or last == "_" else "_"
            depth += 1
        elif piece.kind is Kind.CLOSE:
            depth -= 1
        if piece.kind in EDGES:
            last = beside[piece.pair]
    yield beside
    yield depths


@cache
def _reader() -> MarkdownIt:
    """Return a reader of emphasis and nothing else."""
    from markdown_it import MarkdownIt

    return MarkdownIt("zero").enable("emphasis")


def _ends_alone(end: End, begins: bool, stops: bool) -> str:
    """Return a piece with nothing between its first and its last character.

    `begins` and `stops` mean that it begins or ends with a reference.
    """
    if end.single:
        return "&;" if begins or stops else end.first.translate(_ESCAPED)
    return f"{'&' if begins else end.first}x{';' if stops else end.last}".translate(_ESCAPED)
