"""Small values that nodes carry."""

from __future__ import annotations

from enum import Enum
from typing import NamedTuple

from toolchain.model.places import Place


class Part(Enum):
    """The part of the submission a block stands in, so that counting by part is a sum."""

    COVER = "cover"
    BODY = "body"
    ANNEX = "annex"


class NoteKind(Enum):
    """Where a note's text stands in a paged output."""

    ENDNOTE = "endnote"
    FOOTNOTE = "footnote"


class Claim(NamedTuple):
    """A number as the author typed it ("15", "b"), and where."""

    text: str
    span: Place


class Label(NamedTuple):
    """The name in `{#name}`, and its place (the braces included)."""

    name: str
    span: Place
