"""How wide the signs of a font are (ISO 32000-1, 9.2.4, 9.6.3 and 9.7.4.3), as shares of its size."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

_MOST = 70_000
_USUAL = 0.5
"""The width of a sign where a file does not say it, as of the fonts that every program has."""


class Widths(NamedTuple):
    """Widths by code, and that of all others."""

    by_code: Mapping[int, float]
    other: float

    def of(self, code: int) -> float:
        """The width of a code's sign."""
        return self.by_code.get(code, self.other)


def widths(dictionary: Any) -> Widths:
    """The widths in a font dictionary. Raises what a damaged one leads to, as all that reads a file does."""
    if "/DescendantFonts" in dictionary:
        font = dictionary["/DescendantFonts"][0]
        return Widths(_of_cids(font.get("/W", ())), float(font.get("/DW", 1000)) / 1000)
    scale = 1000.0
    if dictionary.get("/Subtype") == "/Type3":
        scale = 1 / (abs(float(dictionary["/FontMatrix"][0])) or 0.001)
    first = int(dictionary.get("/FirstChar", 0))
    said = list(dictionary.get("/Widths", ()))[:_MOST]
    named = {first + at: float(width) / scale for at, width in enumerate(said)}
    return Widths(named, _USUAL)


def _of_cids(said: Any) -> dict[int, float]:
    """The widths of an array that has "first [w w w]" and "first last w"."""
    found: dict[int, float] = {}
    values = list(said)
    at = 0
    while at + 1 < len(values) and len(found) < _MOST:
        first, second = int(values[at]), values[at + 1]
        if isinstance(second, int | float) or not hasattr(second, "__len__"):
            last, width = min(int(second), first + _MOST), float(values[at + 2])
            found.update((code, width / 1000) for code in range(first, last + 1))
            at += 3
        else:
            each = enumerate(list(second)[:_MOST])
            found.update((first + number, float(width) / 1000) for number, width in each)
            at += 2
    return found
