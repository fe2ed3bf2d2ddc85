"""Inline nodes without children: text, code, marks, images, comments."""

from __future__ import annotations

from dataclasses import dataclass

from toolchain.model.places import Place
from toolchain.model.values import Part


@dataclass(frozen=True, slots=True, eq=False)
class Text:
    """A run of characters, as printed."""

    span: Place
    text: str


@dataclass(frozen=True, slots=True, eq=False)
class Code:
    """A run of code, printed in a fixed-width face."""

    span: Place
    text: str


@dataclass(frozen=True, slots=True, eq=False)
class NoteMark:
    """`[^label]`: a mark that refers to a note."""

    span: Place
    label: str


@dataclass(frozen=True, slots=True, eq=False)
class CitedSource:
    """`@key` in a citation, or `-@key` to omit its author (`author` is False)."""

    span: Place
    key: str
    author: bool = True

    @property
    def typed(self) -> str:
        """The key as typed in a citation; it is printed if the citation cannot be formatted."""
        return f"@{self.key}" if self.author else f"-@{self.key}"


@dataclass(frozen=True, slots=True, eq=False)
class Image:
    """`![alt](source "title")`; `source` is as typed, relative to the document's folder.

    `full` (`{.full}`) keeps all its pixels in every output.
    """

    span: Place
    source: str
    alt: str
    title: str = ""
    full: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Break:
    """The end of a source line within a text: a space, or a line break if `hard`."""

    span: Place
    hard: bool


@dataclass(frozen=True, slots=True, eq=False)
class Comment:
    """`<!-- text -->`, as a block or within a text. It is not in any output."""

    span: Place
    text: str
    part: Part = Part.BODY


@dataclass(frozen=True, slots=True, eq=False)
class RawHtml:
    """Raw HTML, as a block or within a text. It is an error; a draft prints it as text."""

    span: Place
    text: str
    part: Part = Part.BODY
