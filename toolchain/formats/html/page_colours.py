"""Colours as style sheets write them, and how much two of them differ (WCAG 2.2, relative luminance)."""

from __future__ import annotations

import re
from typing import NamedTuple

_NONE = ("transparent", "initial", "unset", "revert", "none")
_PLAIN = re.compile(
    r"#[0-9a-f]{3,8}|[a-z]{3,25}|(?:rgb|hsl)a?\([\d\s,.%/+-]{1,60}(?:deg[\d\s,.%/+-]{1,50})?\)"
)
_NUMBER = re.compile(r"[+-]?[\d.]+%?")
_DARKEST, _HALF, _GAMMA = 0.04045, 0.055, 2.4
_HUE = 360


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


def colour(said: str) -> Colour | None:
    """The colour that a style sheet says; None for what is none, or one that only a browser knows."""
    said = said.strip().lower()
    if said in _NONE:
        return CLEAR
    if not _PLAIN.fullmatch(said):
        return None
    if said[0] == "#":
        return _hex(said[1:])
    if "(" in said:
        return _function(said)
    from PIL import ImageColor

    value = ImageColor.colormap.get(said)
    if isinstance(value, tuple):  # Pillow keeps there what it has worked out
        red, green, blue = value[:3]
        return Colour(red, green, blue)
    return _hex(value[1:]) if value else None


def contrast(one: Colour, other: Colour) -> float:
    """The contrast of two colours, from 1 to 21."""
    light, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def _luminance(each: Colour) -> float:
    red, green, blue = (_linear(value / 255) for value in each[:3])
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(value: float) -> float:
    return float(value / 12.92 if value <= _DARKEST else ((value + _HALF) / (1 + _HALF)) ** _GAMMA)


def _hex(digits: str) -> Colour | None:
    if len(digits) in (3, 4):
        digits = "".join(2 * each for each in digits)
    if len(digits) not in (6, 8):
        return None
    values = [int(digits[at : at + 2], 16) for at in range(0, len(digits), 2)]
    return Colour(values[0], values[1], values[2], values[3] / 255 if len(values) > 3 else 1.0)


def _function(said: str) -> Colour | None:
    values = _NUMBER.findall(said.partition("(")[2])
    if len(values) not in (3, 4):
        return None
    try:
        alpha = min(1.0, _value(values[3], 1)) if len(values) > 3 else 1.0
        if said.startswith("rgb"):
            red, green, blue = (min(255.0, max(0.0, _value(each, 255))) for each in values[:3])
            return Colour(red, green, blue, alpha)
        import colorsys

        hue, saturation, light = (
            float(values[0].rstrip("%")) / _HUE,
            _value(values[1], 1),
            _value(values[2], 1),
        )
        red, green, blue = colorsys.hls_to_rgb(hue, light, saturation)
        return Colour(255 * red, 255 * green, 255 * blue, alpha)
    except ValueError:
        return None


def _value(said: str, whole: float) -> float:
    return float(said[:-1]) / 100 * whole if said.endswith("%") else float(said)
