"""What is painted on a page: texts and areas, in points from the lower left corner."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

_NEAR = 0.01

Matrix = tuple[float, float, float, float, float, float]
IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


def six(values: Iterable[Any]) -> Matrix:
    """Return six numbers as a matrix (ISO 32000-1, 8.3.3). Raise `ValueError` for more or fewer."""
    a, b, c, d, e, f = map(float, values)
    return a, b, c, d, e, f


def product(one: Matrix, other: Matrix) -> Matrix:
    """Return the matrix that applies `one` and then `other`."""
    a, b, c, d, e, f = one
    g, h, i, j, k, l_ = other
    return (
        a * g + b * i,
        a * h + b * j,
        c * g + d * i,
        c * h + d * j,
        e * g + f * i + k,
        e * h + f * j + l_,
    )


def placed(x: float, y: float, matrix: Matrix) -> tuple[float, float]:
    """Return where on the page a point is after the transformation of a matrix."""
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


class Box(NamedTuple):
    """A box on a page, in points."""

    left: float
    bottom: float
    right: float
    top: float

    def within(self, other: Box) -> Box:
        """Return the intersection of both boxes; it may be empty."""
        return Box(*map(max, self[:2], other[:2]), *map(min, self[2:], other[2:]))

    def around(self, other: Box) -> Box:
        """Return the box around both."""
        return Box(*map(min, self[:2], other[:2]), *map(max, self[2:], other[2:]))

    def corners(self, matrix: Matrix) -> list[tuple[float, float]]:
        """Return the four corners under a matrix, in the order of a rectangle's path."""
        x, y, right, top = self
        return [placed(*corner, matrix) for corner in ((x, y), (right, y), (right, top), (x, top))]

    @property
    def is_empty(self) -> bool:
        return self.right <= self.left or self.top <= self.bottom

    @property
    def area(self) -> float:
        return 0.0 if self.is_empty else (self.right - self.left) * (self.top - self.bottom)


class Text(NamedTuple):
    """A text in one colour, "" if it is not known.

    ends       where its characters end, from left to right, in points
    invisible  it is not painted, like recognized text on a scanned page, transparent or outside its clip
    `beside`   it is an artifact
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
    """A painted area. `exact` means that it fills its box and is opaque.

    `picture` is the object number if it is a picture.
    """

    box: Box
    colour: str
    exact: bool
    picture: tuple[int, int] | None = None


class Figure(NamedTuple):
    """A subpath: its box, and whether it fills the box."""

    box: Box
    square: bool


def figure(points: Iterable[tuple[float, float]], *, curved: bool = False) -> Figure:
    """Return the figure with these corners. It fills its box if it consists of all the box's corners."""
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
    """Return whether each side is horizontal or vertical."""
    ends = [*corners[1:], corners[0]]
    return all(
        abs(x - to_x) < _NEAR or abs(y - to_y) < _NEAR
        for (x, y), (to_x, to_y) in zip(corners, ends, strict=True)
    )
