"""Contrast of colours, and readable colours for text.

The measures are those of WCAG 2.2: relative luminance, contrast ratio, and 4.5 to 1 for text (1.4.3).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

ENOUGH, ENOUGH_IF_LARGE = 4.5, 3.0
"""The minimum contrast of text, and of large text, with its background (WCAG 2.2, 1.4.3)."""

WHITE, BLACK = "#ffffff", "#000000"

_STEPS = 256


@lru_cache
def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of two colours, "#rrggbb" each: from 1 to 21."""
    return ratio(_channels(one), _channels(other))


def ratio(one: Sequence[float], other: Sequence[float]) -> float:
    """Return the contrast ratio of two colours, with red, green and blue from 0 to 255: from 1 to 21."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def readable(colour: str, ground: str) -> str:
    """Return a colour for text on a background: itself if it is readable, else the nearest readable mixture.

    It is mixed with black or white, whichever has more contrast with the background.
    """
    end = max((BLACK, WHITE), key=lambda each: contrast(each, ground))
    return next(mixed for mixed in _mixtures(colour, end) if contrast(mixed, ground) >= ENOUGH)


def text_on(ground: str) -> str:
    """Return white, or black if white is not readable on the background: one of them always is."""
    return WHITE if contrast(WHITE, ground) >= ENOUGH else BLACK


def _mixtures(colour: str, end: str) -> Iterator[str]:
    """Yield the mixtures of two colours, from one to the other, including both."""
    start, aim = _channels(colour), _channels(end)
    for step in range(_STEPS):
        mixed = (
            round(one + (other - one) * step / (_STEPS - 1)) for one, other in zip(start, aim, strict=True)
        )
        yield "#" + "".join(f"{channel:02x}" for channel in mixed)


def _luminance(channels: Sequence[float]) -> float:
    red, green, blue = (_linear(channel / 255) for channel in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else float(((value + 0.055) / 1.055) ** 2.4)


def _channels(colour: str) -> tuple[int, int, int]:
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return red, green, blue
