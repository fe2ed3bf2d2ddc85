"""Colours as style sheets write them, and how much two of them differ (WCAG 2.2, relative luminance)."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

_NONE = ("transparent", "initial", "unset", "revert", "none")
_SPACES = ("srgb", "hsl", "hwb")
_LONGEST = 200
_DARKEST, _HALF, _GAMMA = 0.04045, 0.055, 2.4


class Colour(NamedTuple):
    """A colour: red, green and blue from 0 to 255, and how much of it covers what is behind, from 0 to 1."""

    red: float
    green: float
    blue: float
    alpha: float = 1.0

    def over(self, behind: Colour) -> Colour:
        """What is seen of this one before another, which covers all."""
        mixed = (a * self.alpha + b * (1 - self.alpha) for a, b in zip(self[:3], behind[:3], strict=True))
        return Colour(*mixed)

    @property
    def written(self) -> str:
        """The colour as style sheets write it: "#5b5751"."""
        return "#" + "".join(f"{round(each):02x}" for each in self[:3])


WHITE, BLACK, LINK, CLEAR = Colour(255, 255, 255), Colour(0, 0, 0), Colour(0, 0, 238), Colour(0, 0, 0, 0)


@lru_cache(maxsize=512)
def colour(said: str) -> Colour | None:
    """Return the colour that a style sheet says; None for what is none, or one that only a browser knows."""
    from tinycss2.color4 import parse_color

    said = said.strip().lower()
    if said in _NONE:
        return CLEAR
    found = parse_color(said) if len(said) <= _LONGEST else None
    if found is None or isinstance(found, str) or found.space not in _SPACES:
        return None
    red, green, blue = (255 * min(1.0, max(0.0, each)) for each in found.to("srgb").coordinates)
    return Colour(red, green, blue, found.alpha)


def contrast(one: Colour, other: Colour) -> float:
    """The contrast of two colours, from 1 to 21."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(each: Colour) -> float:
    red, green, blue = (_linear(value / 255) for value in each[:3])
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(value: float) -> float:
    return float(value / 12.92 if value <= _DARKEST else ((value + _HALF) / (1 + _HALF)) ** _GAMMA)
