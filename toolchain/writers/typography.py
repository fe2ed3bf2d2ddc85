"""The typography that a recipient requires, alike in all outputs."""

from __future__ import annotations

from typing import TypeVar

from toolchain.model.design import Design
from toolchain.model.records import Record
from toolchain.recipients import Profile

V = TypeVar("V")


class Typography(Record):
    """What a recipient requires of the text; "" and 0 for what it does not say. Sizes are in points.

    line       the height of a line
    forbidden  kinds of emphasis; the author's own stays, and T507 reports it
    """

    font: str
    paper: str
    size: float
    line: float
    forbidden: tuple[str, ...]


def typography(profile: Profile, design: Design) -> Typography:
    """Return the typography of a profile for a text of a design. Headings and notes keep their sizes."""

    def required(name: str, otherwise: V) -> V:
        return profile.rules[name].value if name in profile.rules else otherwise

    size, lines = required("typography.size", 0.0), required("typography.line-spacing", 0.0)
    own = design.points("text.size")
    line = (size or own) * design.points("text.line") / own * (lines or 1) if size or lines else 0
    font, paper = required("typography.font", ""), required("typography.paper", "")
    return Typography(font, paper, size, line, required("emphasis", ()))
