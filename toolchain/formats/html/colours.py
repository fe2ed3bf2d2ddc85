"""The colours of CSS."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

_NONE = ("transparent", "initial", "unset", "revert", "none")
_SPACES = ("srgb", "hsl", "hwb")
_LONGEST = 200


class Colour(NamedTuple):
    """A colour: red, green and blue from 0 to 255, and its opacity from 0 to 1."""

    red: float
    green: float
    blue: float
    alpha: float = 1.0

    def over(self, behind: Colour) -> Colour:
        """Return the visible colour over an opaque colour."""
        mixed = (a * self.alpha + b * (1 - self.alpha) for a, b in zip(self[:3], behind[:3], strict=True))
        return Colour(*mixed)

    @property
    def written(self) -> str:
        """The colour in CSS: "#5b5751"."""
        return "#" + "".join(f"{round(each):02x}" for each in self[:3])


WHITE, BLACK, LINK, CLEAR = Colour(255, 255, 255), Colour(0, 0, 0), Colour(0, 0, 238), Colour(0, 0, 0, 0)


@lru_cache(maxsize=512)
def colour(said: str) -> Colour | None:
    """Return the colour of a CSS value; None if it is invalid, or known to browsers only."""
    from tinycss2.color4 import parse_color

    said = said.strip().lower()
    if said in _NONE:
        return CLEAR
    found = parse_color(said) if len(said) <= _LONGEST else None
    if found is None or isinstance(found, str) or found.space not in _SPACES:
        return None
    red, green, blue = (255 * min(1.0, max(0.0, each)) for each in found.to("srgb").coordinates)
    return Colour(red, green, blue, found.alpha)
