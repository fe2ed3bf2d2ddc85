"""What is painted on a page: texts and areas, in points from its lower left."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

_NEAR = 0.01


class Box(NamedTuple):
    """A box on a page."""

    left: float
    bottom: float
    right: float
    top: float

    def within(self, other: Box) -> Box:
        """What both have in common; where they have nothing it is empty."""
        return Box(
            max(self.left, other.left),
            max(self.bottom, other.bottom),
            min(self.right, other.right),
            min(self.top, other.top),
        )

    def around(self, other: Box) -> Box:
        """The box around both."""
        return Box(
            min(self.left, other.left),
            min(self.bottom, other.bottom),
            max(self.right, other.right),
            max(self.top, other.top),
        )

    @property
    def is_empty(self) -> bool:
        return self.right <= self.left or self.top <= self.bottom

    @property
    def area(self) -> float:
        return 0.0 if self.is_empty else (self.right - self.left) * (self.top - self.bottom)


class Text(NamedTuple):
    """A text in one colour, "" where that is not known.

    ends       where its signs end, from left to right
    invisible  it is not painted at all, as what was recognized on a scanned page
    beside     it is marked as no part of the text
    """

    signs: tuple[str, ...]
    box: Box
    ends: tuple[float, ...]
    size: float
    bold: bool
    colour: str
    invisible: bool
    beside: bool


class Area(NamedTuple):
    """An area that is painted. `exact`: it fills its box, and nothing behind it can be seen.

    `picture` is the number of the object that is painted there, where that is a picture.
    """

    box: Box
    colour: str
    exact: bool
    picture: tuple[int, int] | None = None


class Figure(NamedTuple):
    """A figure of a path: its box, and whether it is all of it."""

    box: Box
    square: bool


def figure(points: Iterable[tuple[float, float]], *, curved: bool = False) -> Figure:
    """The figure with these corners. It is square where each is one of its box, and it has all of these."""
    corners = list(points)
    across, up = zip(*corners, strict=True)
    box = Box(min(across), min(up), max(across), max(up))
    met = {(_side(x, box.left, box.right), _side(y, box.bottom, box.top)) for x, y in corners}
    square = not curved and met == {("low", "low"), ("low", "high"), ("high", "low"), ("high", "high")}
    return Figure(box, square and _goes_round(corners))


def _side(value: float, low: float, high: float) -> str:
    if abs(value - low) < _NEAR:
        return "low"
    return "high" if abs(value - high) < _NEAR else "between"


def _goes_round(corners: list[tuple[float, float]]) -> bool:
    """Whether each side runs along or up, and none across."""
    ends = [*corners[1:], corners[0]]
    return all(
        abs(x - to_x) < _NEAR or abs(y - to_y) < _NEAR
        for (x, y), (to_x, to_y) in zip(corners, ends, strict=True)
    )
