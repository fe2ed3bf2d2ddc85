"""Inline nodes: what a text is made of."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from toolchain.model.places import Place
from toolchain.model.values import Part

if TYPE_CHECKING:
    from toolchain.model.blocks import Note, Target


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Text:
    """A run of characters, as they are to be printed."""

    span: Place
    text: str


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Emphasis:
    """Words in italics."""

    span: Place
    children: Inlines


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Strong:
    """Words in bold."""

    span: Place
    children: Inlines


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Foreign:
    """`[words]{lang=fr}`: words in another language than the document's, by its BCP 47 tag."""

    span: Place
    lang: str
    children: Inlines


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Code:
    """A run of code, printed in a fixed-width face."""

    span: Place
    text: str


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Link:
    """A link out of the document. `url` is as typed."""

    span: Place
    url: str
    children: Inlines
    title: str = ""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class CrossReference:
    """A link to a label of this document; `target` is "consent", or "^penal-375" for a note's number.

    The number among its children is a claim; `Resolved.references` has what is printed.
    """

    span: Place
    target: str
    children: Inlines


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class NoteMark:
    """`[^label]`: the place where a note is called."""

    span: Place
    label: str


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class InlineNote:
    """`^[text]`: a mark and its note in one."""

    span: Place
    note: Note


SEMICOLONS = (";", "؛", "；")
"""What parts two sources in a citation, as it is typed in Latin, Arabic and Chinese letters."""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Citation:
    """`[see @key, art. 375; @other]`, in a note: what it prints is `Resolved.citations`' matter.

    `children` are what is typed between its brackets: the words with a `CitedSource` for each key. A
    semicolon (one of `SEMICOLONS`) that parts two sources is a text of its own.
    """

    span: Place
    children: Inlines


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class CitedSource:
    """`@key` in a citation; `-@key`, where its author is not to be printed (`author` is False)."""

    span: Place
    key: str
    author: bool = True


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Image:
    """`![alt](source "title")`; `source` is as typed, relative to the document's folder."""

    span: Place
    source: str
    alt: str
    title: str = ""


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Break:
    """The end of a source line inside a text: a space, or when `hard` a new line."""

    span: Place
    hard: bool


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Comment:
    """`<!-- text -->`, as a block or inside a text. It never reaches an output."""

    span: Place
    text: str
    part: Part = Part.BODY


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class RawHtml:
    """Raw HTML, as a block or inside a text: an error; a draft prints it as the text it is."""

    span: Place
    text: str
    part: Part = Part.BODY


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class PrintedNumber:
    """A number inside a resolved cross-reference. Only `Resolved.references` holds such nodes.

    `text` is what is printed; `target` the node whose own number it is ("16" of "16 (b)" is the
    paragraph's, "(b)" the sub-paragraph's), so that a writer can make a live field of it.
    """

    span: Place
    text: str
    target: Target


Inline: TypeAlias = (
    Text
    | Emphasis
    | Strong
    | Foreign
    | Code
    | Link
    | CrossReference
    | NoteMark
    | InlineNote
    | Citation
    | CitedSource
    | Image
    | Break
    | Comment
    | RawHtml
    | PrintedNumber
)
Inlines: TypeAlias = tuple[Inline, ...]
