"""Inline nodes that hold no others: text, code, marks, images, comments."""

from __future__ import annotations

from dataclasses import dataclass

from toolchain.model.places import Place
from toolchain.model.values import Part


@dataclass(frozen=True, slots=True, eq=False)
class Text:
    """A run of characters, as they are to be printed."""

    span: Place
    text: str


@dataclass(frozen=True, slots=True, eq=False)
class Code:
    """A run of code, printed in a fixed-width face."""

    span: Place
    text: str


@dataclass(frozen=True, slots=True, eq=False)
class NoteMark:
    """`[^label]`: the place where a note is called."""

    span: Place
    label: str


@dataclass(frozen=True, slots=True, eq=False)
class CitedSource:
    """`@key` in a citation; `-@key`, where its author is not to be printed (`author` is False)."""

    span: Place
    key: str
    author: bool = True


@dataclass(frozen=True, slots=True, eq=False)
class Image:
    """`![alt](source "title")`; `source` is as typed, relative to the document's folder."""

    span: Place
    source: str
    alt: str
    title: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Break:
    """The end of a source line inside a text: a space, or when `hard` a new line."""

    span: Place
    hard: bool


@dataclass(frozen=True, slots=True, eq=False)
class Comment:
    """`<!-- text -->`, as a block or inside a text. It never reaches an output."""

    span: Place
    text: str
    part: Part = Part.BODY


@dataclass(frozen=True, slots=True, eq=False)
class RawHtml:
    """Raw HTML, as a block or inside a text: an error; a draft prints it as the text it is."""

    span: Place
    text: str
    part: Part = Part.BODY
