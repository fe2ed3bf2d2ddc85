"""Small values used by nodes."""

from __future__ import annotations

from enum import Enum
from typing import NamedTuple

from toolchain.model.diagnostics import Place
from toolchain.model.expressions import expression
from toolchain.model.records import Record


class Part(Enum):
    """The part of the submission that a block belongs to, for counting by part."""

    COVER = "cover"
    BODY = "body"
    ANNEX = "annex"


class NoteKind(Enum):
    """Where the text of notes is printed in paged outputs."""

    ENDNOTE = "endnote"
    FOOTNOTE = "footnote"


class Claim(NamedTuple):
    """A number as typed by the author ("15", "b"), and its place."""

    text: str
    span: Place


class Withheld(Record):
    """`{.confidential instead="…"}`: the public version has other words in their place, those of the language
    if `instead` is "".
    """

    span: Place
    instead: str = ""


ABOUT = ("article", "cluster", "theme", "sdg", "addressee", "status", "follows")
"""What `{key="value"}` can say of a numbered paragraph; `follows` is an earlier recommendation."""
_SEVERAL = expression(r"\s*;\s*")
_NUMBERS = expression(r"\s*(?:;|,(?=\s*\d))\s*")
"""Between articles or goals, whose names have no comma before a digit: "19, 34"."""


class About(Record):
    """`{article="34" addressee="…"}`: what a paragraph is about, in the order of its keys."""

    span: Place
    values: tuple[tuple[str, str], ...]

    def all(self, key: str) -> tuple[str, ...]:
        """Return the values of a key, which semicolons separate, and of numbers commas too."""
        between = _NUMBERS if key in ("article", "sdg") else _SEVERAL
        return tuple(
            each for name, value in self.values if name == key for each in between.split(value) if each
        )


class Label(Record):
    """The name in `{#name}`, and its place including the braces."""

    name: str
    span: Place
