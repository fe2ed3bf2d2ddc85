"""The visual order of a line of text: the Unicode bidirectional algorithm (UAX #9, revision 48)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from itertools import groupby, takewhile
from typing import NamedTuple

from toolchain.formats.bidi.embeddings import ISOLATES, SET_APART, Stretch, embedded
from toolchain.formats.bidi.mirrors import BRACKETS, MIRRORED
from toolchain.model.expressions import expression

_MIRRORED = expression("[" + re.escape("".join(map(chr, MIRRORED))) + "]")
_WITHOUT_MARKS = str.maketrans(dict.fromkeys("\u200e\u200f\u061c\u2066\u2067\u2068\u2069", ""))
_SEPARATORS = frozenset(("B", "S"))
_SPACES = ISOLATES | {"WS"}
_NEUTRAL = frozenset(("B", "S", "WS", "ON")) | ISOLATES
_AS_RIGHT = frozenset(("R", "EN", "AN"))
_CLOSING = dict(zip(BRACKETS[::2], BRACKETS[1::2], strict=True))
_CLOSES = frozenset(_CLOSING.values())
_DEEPEST = 63
"""Maximum number of open brackets (BD16)."""


class Shown(NamedTuple):
    """The places of a line's visible characters from left to right, and their levels."""

    places: Sequence[int]
    levels: Sequence[int]


def shown(text: str, right_to_left: bool) -> Shown:
    """Return the visual order of a line; `right_to_left` is the direction of its paragraph."""
    kinds = list(map(unicodedata.bidirectional, text))
    base = int(right_to_left)
    if SET_APART.isdisjoint(kinds):
        around = "R" if base else "L"
        levels = _levels(text, kinds, Stretch(range(len(text)), base, around, around))
        levels = _with_ends(levels, kinds, base)
        order = _reordered(levels)
        return Shown(order, [levels[at] for at in order])
    places, levels = _levels_apart(text, kinds, base)
    levels = _with_ends(levels, [kinds[at] for at in places], base)
    order = _reordered(levels)
    return Shown([places[at] for at in order], [levels[at] for at in order])


def levels(text: str, right_to_left: bool) -> list[int]:
    """Return the level of each character of a line; an invisible one has that of the one before it."""
    found = dict(zip(*shown(text, right_to_left), strict=True))
    last = int(right_to_left)
    return [last := found.get(at, last) for at in range(len(text))]


def visual(text: str, right_to_left: bool) -> str:
    """Return a line in visual order, from left to right, without invisible characters."""
    places, levels = shown(text, right_to_left)
    line = "".join(map(text.__getitem__, places))
    if _MIRRORED.search(line):
        signs = zip(line, levels, strict=True)
        line = "".join(sign.translate(MIRRORED) if level % 2 else sign for sign, level in signs)
    return line.translate(_WITHOUT_MARKS)


def _levels_apart(text: str, kinds: Sequence[str], base: int) -> tuple[list[int], list[int]]:
    """Return the places of visible characters and of those that begin or end isolates, and their levels."""
    found: dict[int, int] = {}
    counted = list(kinds)
    for stretch in embedded(counted, base):
        signs = "".join(text[at] for at in stretch.places)
        levels = _levels(signs, [counted[at] for at in stretch.places], stretch)
        found.update(zip(stretch.places, levels, strict=True))
    places = sorted(found)
    return places, [found[at] for at in places]


def _with_ends(levels: list[int], kinds: Sequence[str], base: int) -> list[int]:
    """Return the levels of a line; spaces at its end or before a tab get the paragraph's level (L1)."""
    is_end = True
    for at in range(len(levels) - 1, -1, -1):
        is_end = kinds[at] in _SEPARATORS or (is_end and kinds[at] in _SPACES)
        if is_end:
            levels[at] = base
        elif _SEPARATORS.isdisjoint(kinds):
            break
    return levels


def _reordered(levels: Sequence[int]) -> list[int]:
    """Return the places of a line's characters from left to right (L2)."""
    order = list(range(len(levels)))
    for level in range(max(levels, default=0), 0, -1):
        at = 0
        for higher, group in groupby([levels[each] >= level for each in order]):
            end = at + sum(1 for _ in group)
            if higher:
                order[at:end] = order[at:end][::-1]
            at = end
    return order


def _levels(text: str, kinds: Sequence[str], stretch: Stretch) -> list[int]:
    """Return the level of each character of a sequence."""
    own = "LR"[stretch.level % 2]
    found = _weak(kinds, stretch.before)
    _bracketed(text, kinds, found, stretch)
    _neutral(found, stretch)
    return [stretch.level + _deeper(kind, own) for kind in found]


def _deeper(kind: str, own: str) -> int:
    """Return the number of levels to add to a character (I1 and I2)."""
    if kind == own:
        return 0
    return 1 if own == "R" or kind == "R" else 2


def _weak(kinds: Sequence[str], before: str) -> list[str]:
    """Resolve weak types (W1 to W7)."""
    found = list(kinds)
    first = strong = before
    for at, kind in enumerate(found):
        now = before if kind == "NSM" else kind or "L"
        if now in {"L", "R", "AL"}:
            strong = now
        elif now == "EN" and strong == "AL":
            now = "AN"
        found[at] = now
        before = "ON" if now in ISOLATES else now
    found = ["R" if kind == "AL" else kind for kind in found]
    for at in range(1, len(found) - 1):
        kind, sides = found[at], {found[at - 1], found[at + 1]}
        if (kind == "ES" and sides == {"EN"}) or (kind == "CS" and sides in ({"EN"}, {"AN"})):
            found[at] = found[at - 1]
    _terminators(found)
    strong = first
    for at, kind in enumerate(found):
        if kind in {"L", "R"}:
            strong = kind
        elif kind in {"ES", "ET", "CS"}:
            found[at] = "ON"
        elif kind == "EN" and strong == "L":
            found[at] = "L"
    return found


def _terminators(found: list[str]) -> None:
    """Resolve European terminators (W5)."""
    at = 0
    for kind, group in groupby(list(found)):
        end = at + sum(1 for _ in group)
        if kind == "ET" and "EN" in (*found[max(0, at - 1) : at], *found[end : end + 1]):
            found[at:end] = ["EN"] * (end - at)
        at = end


def _bracketed(text: str, kinds: Sequence[str], found: list[str], stretch: Stretch) -> None:
    """Resolve paired brackets (N0)."""
    around, other = ("L", "R") if stretch.level % 2 == 0 else ("R", "L")
    for start, end in sorted(_pairs(text, found)):
        inside = {_direction(kind) for kind in found[start + 1 : end]}
        if around in inside:
            direction = around
        elif other in inside:
            earlier = (_direction(found[at]) for at in range(start - 1, -1, -1))
            before = next(filter(None, earlier), stretch.before)
            direction = other if before == other else around
        else:
            continue
        for bracket in (start, end):
            found[bracket] = direction
            marks = takewhile(lambda at: kinds[at] == "NSM", range(bracket + 1, len(found)))
            for mark in marks:
                found[mark] = direction


def _pairs(text: str, found: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Yield the places of paired brackets (BD16)."""
    opened: list[tuple[str, int]] = []
    for at, char in enumerate(text):
        if found[at] != "ON":
            continue
        if char in _CLOSING:
            if len(opened) == _DEEPEST:
                return
            opened.append((_CLOSING[char], at))
        elif char in _CLOSES:
            place = next((place for place in reversed(range(len(opened))) if opened[place][0] == char), None)
            if place is not None:
                yield opened[place][1], at
                del opened[place:]


def _direction(kind: str) -> str:
    """Return the strong direction that a type counts as, "" for none."""
    return "L" if kind == "L" else "R" if kind in _AS_RIGHT else ""


def _neutral(found: list[str], stretch: Stretch) -> None:
    """Resolve neutral types (N1 and N2)."""
    at, before, around = 0, stretch.before, "LR"[stretch.level % 2]
    for is_neutral, group in groupby([kind in _NEUTRAL for kind in found]):
        end = at + sum(1 for _ in group)
        if is_neutral:
            after = _direction(found[end]) if end < len(found) else stretch.after
            found[at:end] = [before if before == after else around] * (end - at)
        else:
            before = _direction(found[end - 1])
        at = end
