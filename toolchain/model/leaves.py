"""Inline nodes without children: text, code, marks, images, comments."""

from __future__ import annotations

from toolchain.model.places import Place
from toolchain.model.records import Single
from toolchain.model.values import Part


class Text(Single):
    """A run of characters, as printed."""

    span: Place
    text: str


class Code(Single):
    """A run of code, printed in a fixed-width face."""

    span: Place
    text: str


class NoteMark(Single):
    """`[^label]`: a mark that refers to a note."""

    span: Place
    label: str


class CitedSource(Single):
    """`@key` in a citation, or `-@key` to omit its author (`author` is False)."""

    span: Place
    key: str
    author: bool = True

    @property
    def typed(self) -> str:
        """The key as typed in a citation; it is printed if the citation cannot be formatted."""
        return f"@{self.key}" if self.author else f"-@{self.key}"


class Image(Single):
    """`![alt](source "title")`; `source` is as typed, relative to the document's folder.

    `full` (`{.full}`) keeps all its pixels in every output.
    """

    span: Place
    source: str
    alt: str
    title: str = ""
    full: bool = False


class Break(Single):
    """The end of a source line within a text: a space, or a line break if `hard`."""

    span: Place
    hard: bool


class Comment(Single):
    """`<!-- text -->`, as a block or within a text. It is not in any output."""

    span: Place
    text: str
    part: Part = Part.BODY


class RawHtml(Single):
    """Raw HTML, as a block or within a text. It is an error; a draft prints it as text."""

    span: Place
    text: str
    part: Part = Part.BODY
