"""Characters that set the direction of the text between them: rules X1 to X10 of UAX #9, revision 48."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise
from operator import itemgetter
from typing import NamedTuple

from toolchain.model.records import Record

_EMBEDDINGS = {"LRE": (0, ""), "RLE": (1, ""), "LRO": (0, "L"), "RLO": (1, "R")}
_BEGIN = frozenset(("LRI", "RLI", "FSI"))
ISOLATES = frozenset((*_BEGIN, "PDI"))
"""The types of characters around an isolate."""
_DROPPED = frozenset((*_EMBEDDINGS, "PDF", "BN"))  # X9
SET_APART = ISOLATES | _DROPPED
"""The types of characters for which these rules are needed."""
_DEEPEST = 125
_STRONG = frozenset(("L", "R", "AL"))


class Stretch(NamedTuple):
    """An isolating run sequence (BD13): places of its characters, level, and the directions around it."""

    places: Sequence[int]
    level: int
    before: str
    after: str


class _State(Record):
    level: int
    override: str = ""
    isolate: bool = False


class _Directions:
    """The stack of directional states (X1)."""

    def __init__(self, base: int) -> None:
        self._states = [_State(base)]
        self._isolates = self._isolates_left_out = self._embeddings_left_out = 0

    @property
    def now(self) -> _State:
        """The current state."""
        return self._states[-1]

    def begin(self, odd: int, override: str = "", *, isolate: bool = False) -> None:
        """Begin an embedding, override or isolate (X2 to X5c)."""
        level = self.now.level + 1 + (self.now.level % 2 == odd)
        if level <= _DEEPEST and not self._isolates_left_out + self._embeddings_left_out:
            self._states.append(_State(level, override, isolate))
            self._isolates += isolate
        elif isolate:
            self._isolates_left_out += 1
        elif not self._isolates_left_out:
            self._embeddings_left_out += 1

    def end_isolate(self) -> None:
        """End an isolate (X6a)."""
        if self._isolates_left_out:
            self._isolates_left_out -= 1
        elif self._isolates:
            self._embeddings_left_out = 0
            while not self._states.pop().isolate:
                pass
            self._isolates -= 1

    def end_embedding(self) -> None:
        """End an embedding or override (X7)."""
        if self._isolates_left_out:
            return
        if self._embeddings_left_out:
            self._embeddings_left_out -= 1
        elif not self.now.isolate and len(self._states) > 1:
            self._states.pop()


def embedded(kinds: list[str], base: int) -> list[Stretch]:
    """Return the isolating run sequences of a paragraph, and apply overrides to `kinds`.

    `kinds` are the types of its characters, `base` is its level.
    """
    ends = _ends(kinds)
    said = tuple(kinds)
    return list(_stretches(said, _explicit(kinds, base, ends), base, ends))


def _ends(kinds: Sequence[str]) -> dict[int, int]:
    """Return the end of each isolate that has one, by its beginning (BD9)."""
    found: dict[int, int] = {}
    opened: list[int] = []
    for at, kind in enumerate(kinds):
        if kind == "PDI" and opened:
            found[opened.pop()] = at
        elif kind in _BEGIN:
            opened.append(at)
    return found


def _explicit(kinds: list[str], base: int, ends: dict[int, int]) -> list[int | None]:
    """Return the level of each character, None for removed ones (X1 to X9)."""
    found: list[int | None] = []
    directions = _Directions(base)
    for at, kind in enumerate(kinds):
        state = directions.now
        if kind in _EMBEDDINGS:
            directions.begin(*_EMBEDDINGS[kind])
        elif kind in _BEGIN:
            directions.begin(int(_is_right(kinds, at, ends)), isolate=True)
        elif kind == "PDI":
            directions.end_isolate()
            state = directions.now
        elif kind == "PDF":
            directions.end_embedding()
        is_end = kind == "B"  # X8
        found.append(None if kind in _DROPPED else base if is_end else state.level)
        if state.override and not is_end:
            kinds[at] = state.override
    return found


def _is_right(kinds: Sequence[str], at: int, ends: dict[int, int]) -> bool:
    """Return whether an isolate runs from right to left, by its first letter if necessary (P2, P3)."""
    if kinds[at] != "FSI":
        return kinds[at] == "RLI"
    end = ends.get(at, len(kinds))
    at += 1
    while at < end and kinds[at] not in _STRONG:
        at = (ends.get(at, end) if kinds[at] in _BEGIN else at) + 1
    return at < end and kinds[at] != "L"


def _stretches(
    said: Sequence[str], levels: Sequence[int | None], base: int, ends: dict[int, int]
) -> Iterator[Stretch]:
    """Yield the isolating run sequences (X10). The text before and after an isolate is one sequence."""
    shown = [(at, level) for at, level in enumerate(levels) if level is not None]
    begun: list[tuple[list[int], int]] = []
    waiting: dict[int, list[int]] = {}  # a stretch that goes on at the end of an isolate, by its place
    earlier = base
    for level, group in groupby(shown, key=itemgetter(1)):
        places = [at for at, _ in group]
        stretch = waiting.pop(places[0], None)
        if stretch is None:
            begun.append((stretch := [], earlier))
        stretch += places
        last, earlier = places[-1], level
        if said[last] in _BEGIN and last in ends:
            waiting[ends[last]] = stretch
    levels_after = {at: level for (at, _), (_, level) in pairwise([*shown, (len(levels), base)])}
    for stretch, before in begun:
        level = levels[stretch[0]] or 0
        behind = base if said[stretch[-1]] in _BEGIN else levels_after[stretch[-1]]
        yield Stretch(stretch, level, "LR"[max(level, before) % 2], "LR"[max(level, behind) % 2])
