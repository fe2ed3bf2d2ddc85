"""The order in which a line of text is shown: the Unicode bidirectional algorithm (UAX #9, revision 48).

Of one line in one paragraph, without explicit embeddings, overrides and isolates (rules X1 to X8), which no
line of a PDF shows: a text that has such signs has no order here.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from itertools import groupby, takewhile

_EXPLICIT = frozenset(("LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"))
_MARKS_OF_ORDER = frozenset("\u200e\u200f\u061c")
_NEUTRAL = frozenset(("B", "S", "WS", "ON"))
_AS_RIGHT = frozenset(("R", "EN", "AN"))
_BRACKETS = "()[]{}⁅⁆⁽⁾₍₎〈〉《》「」『』【】〔〕〖〗〘〙〚〛（）［］｛｝｟｠｢｣⟦⟧⟨⟩⟪⟫⟬⟭"
_CLOSING = dict(zip(_BRACKETS[::2], _BRACKETS[1::2], strict=True))
_CLOSES = frozenset(_CLOSING.values())
_DEEPEST = 63
"""How many brackets may be open (BD16)."""


def visual(text: str, right_to_left: bool) -> str | None:
    """A line from left to right, as its paragraph shows it, without the signs that show nothing.

    None where explicit signs of order stand in it.
    """
    kinds = list(map(unicodedata.bidirectional, text))
    if _EXPLICIT.intersection(kinds):
        return None
    if "BN" in kinds:  # X9
        text = "".join(char for char, kind in zip(text, kinds, strict=True) if kind != "BN")
        kinds = [kind for kind in kinds if kind != "BN"]
    levels = _levels(text, kinds, int(right_to_left))
    order = _reordered(levels)
    return "".join(text[at] for at in order if text[at] not in _MARKS_OF_ORDER)


def _reordered(levels: Sequence[int]) -> list[int]:
    """The places of a line's signs from left to right (L2)."""
    order = list(range(len(levels)))
    for level in range(max(levels, default=0), 0, -1):
        at = 0
        for higher, group in groupby([levels[each] >= level for each in order]):
            end = at + sum(1 for _ in group)
            if higher:
                order[at:end] = order[at:end][::-1]
            at = end
    return order


def _levels(text: str, kinds: Sequence[str], base: int) -> list[int]:
    """The level of each sign."""
    around = "R" if base else "L"
    found = _weak(kinds, around)
    _bracketed(text, kinds, found, around)
    _neutral(found, around)
    levels = [_level(kind, base) for kind in found]
    for at in range(len(levels) - 1, -1, -1):  # L1
        if kinds[at] not in {"WS", "S", "B"}:
            break
        levels[at] = base
    return levels


def _level(kind: str, base: int) -> int:
    """I1 and I2."""
    if kind == "L":
        return 2 if base else 0
    if kind == "R":
        return 1
    return 2


def _weak(kinds: Sequence[str], around: str) -> list[str]:
    """W1 to W7."""
    found = list(kinds)
    before = strong = around
    for at, kind in enumerate(found):
        now = before if kind == "NSM" else kind or "L"
        if now in {"L", "R", "AL"}:
            strong = now
        elif now == "EN" and strong == "AL":
            now = "AN"
        found[at] = before = now
    found = ["R" if kind == "AL" else kind for kind in found]
    for at in range(1, len(found) - 1):
        kind, sides = found[at], {found[at - 1], found[at + 1]}
        if (kind == "ES" and sides == {"EN"}) or (kind == "CS" and sides in ({"EN"}, {"AN"})):
            found[at] = found[at - 1]
    _terminators(found)
    strong = around
    for at, kind in enumerate(found):
        if kind in {"L", "R"}:
            strong = kind
        elif kind in {"ES", "ET", "CS"}:
            found[at] = "ON"
        elif kind == "EN" and strong == "L":
            found[at] = "L"
    return found


def _terminators(found: list[str]) -> None:
    """W5."""
    at = 0
    for kind, group in groupby(list(found)):
        end = at + sum(1 for _ in group)
        if kind == "ET" and "EN" in (*found[max(0, at - 1) : at], *found[end : end + 1]):
            found[at:end] = ["EN"] * (end - at)
        at = end


def _bracketed(text: str, kinds: Sequence[str], found: list[str], around: str) -> None:
    """N0."""
    other = "L" if around == "R" else "R"
    for start, end in sorted(_pairs(text, found)):
        inside = {_direction(kind) for kind in found[start + 1 : end]}
        if around in inside:
            direction = around
        elif other in inside:
            earlier = (_direction(found[at]) for at in range(start - 1, -1, -1))
            before = next(filter(None, earlier), around)
            direction = other if before == other else around
        else:
            continue
        for bracket in (start, end):
            found[bracket] = direction
            marks = takewhile(lambda at: kinds[at] == "NSM", range(bracket + 1, len(found)))
            for mark in marks:
                found[mark] = direction


def _pairs(text: str, found: Sequence[str]) -> Iterator[tuple[int, int]]:
    """Brackets that belong together (BD16)."""
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
    """The strong direction that a kind counts as, "" for none."""
    return "L" if kind == "L" else "R" if kind in _AS_RIGHT else ""


def _neutral(found: list[str], around: str) -> None:
    """N1 and N2."""
    at, before = 0, around
    for is_neutral, group in groupby([kind in _NEUTRAL for kind in found]):
        end = at + sum(1 for _ in group)
        if is_neutral:
            after = _direction(found[end]) if end < len(found) else around
            found[at:end] = [before if before == after else around] * (end - at)
        else:
            before = _direction(found[end - 1])
        at = end
