"""What a reader of an output sees, line by line: the common measure of a source and of finished files.

A line is a block's own text with its number before it. Nesting is left out, since a Word file or a PDF
does not show it otherwise than by numbers and indents.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, NamedTuple

from toolchain.diagnostics import Span

Kind = Literal["heading", "text", "code", "caption", "header", "cell", "image", "note"]
"""`note` is the first line of a note; its others are `text`. An `image` shows its alternative text."""

Role = Literal["text", "mark", "reference", "link"]
Look = frozenset[Literal["emphasis", "strong"]]
PLAIN: Look = frozenset()


class Piece(NamedTuple):
    """A stretch of a line.

    role    "text", "mark" (of a note), "reference" (a link within the document) or "link" (out of it)
    target  of a mark the note's label, of a link the address, of a reference the key of the line it
            leads to (see `Line.key`), None where it leads nowhere
    look    how its words are set off
    """

    text: str
    role: Role = "text"
    target: object = None
    look: Look = PLAIN

    @property
    def shown(self) -> str:
        """Its text, a mark in brackets."""
        return f"[{self.text}]" if self.role == "mark" else self.text


@dataclass(frozen=True, slots=True)
class Line:
    """One line. `level` is a heading's (1 is the highest); references to this line have `key` as target.

    `label` is the number before the words where it is known: it is the beginning of the pieces too.
    """

    kind: Kind
    pieces: tuple[Piece, ...]
    span: Span
    key: object = None
    level: int = 0
    label: str = ""

    @property
    def text(self) -> str:
        """The words of the line, marks in brackets, white space folded."""
        return fold("".join(piece.shown for piece in self.pieces))


@dataclass(frozen=True, slots=True)
class Shown:
    """The lines of a document: its text with the annexes, and its notes in the order of their numbers.

    `title` is the title's words; `cover` the words that stand before the text, contents too, one entry for
    each fact or heading (source) or block (finished file). `contents` are the links before the text into
    it: of a source those that must be there, each with its words. `looks` says whether it is known which
    words are set off.
    """

    title: str
    lang: str
    cover: tuple[str, ...]
    body: tuple[Line, ...]
    notes: tuple[Line, ...]
    contents: tuple[Piece, ...] = ()
    looks: bool = True


def visible(lines: Iterable[Line]) -> tuple[Line, ...]:
    """The lines that show something, and cells, which count even when they are empty."""
    return tuple(line for line in lines if line.kind in ("cell", "header", "image") or _shows(line))


def _shows(line: Line) -> bool:
    return any(fold(piece.shown) for piece in line.pieces)


def fold(text: str) -> str:
    """A text as it is compared: runs of white space are one space, no-break spaces too; no soft hyphens."""
    return " ".join(text.replace("\u00ad", "").split())
