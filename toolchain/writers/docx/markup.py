"""The XML of a document's text, composed as a string: its elements are many and similar.

The parts of a template, which are read and changed, are trees (`xml`).
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from functools import cache
from typing import TypeAlias

from toolchain.model.records import Changing, Record, field
from toolchain.writers.docx.xml import attribute, legal


class Pointing(Record):
    """Markup around some text that refers to a bookmark and needs it."""

    bookmark: str
    markup: str


Piece: TypeAlias = str | Pointing
Pieces: TypeAlias = list[Piece]
"""The content of a paragraph: each text is a whole run, a bookmark or an end of a link."""


class Paragraph(Changing):
    """A `w:p`: the id of its style, the elements in its `w:pPr` in schema order, its content."""

    style: str
    properties: list[str]
    content: Pieces = field(default_factory=list)


class Table(Changing):
    """A `w:tbl`: its paragraphs, and the markup between them."""

    parts: list[Block] = field(default_factory=list)


Block: TypeAlias = Paragraph | Table | str


def element(name: str, /, *content: str, **attributes: str | int) -> str:
    """Return an element. Names have their prefix; `w:` may be omitted, for elements and their attributes.

    In an attribute's name, "__" is the colon: `r__id="rId1"`.
    """
    name, given = _qualified(name), ""
    for key, value in attributes.items():
        given += f' {attribute(name, key)}="{quoted(str(value))}"'
    inside = "".join(content)
    return f"<{name}{given}>{inside}</{name}>" if inside else f"<{name}{given}/>"


def opening(name: str, /, **attributes: str | int) -> str:
    """Return the start tag of an element that is closed later."""
    return f"{element(name, **attributes)[:-2]}>"


@cache
def _qualified(name: str) -> str:
    return name if ":" in name else f"w:{name}"


def escaped(text: str) -> str:
    """Return text for use between tags, with U+FFFD for characters that XML forbids."""
    text = legal(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return text.replace("\r", "&#13;")


def quoted(value: str) -> str:
    """Return an attribute's value in quotation marks."""
    value = escaped(value).replace('"', "&quot;")
    return value if value.isprintable() else value.replace("\n", "&#10;").replace("\t", "&#9;")


def markup(blocks: Iterable[Block], bookmarks: Container[str]) -> Iterator[str]:
    """Yield the markup of blocks, in pieces.

    A reference to an unknown bookmark shows only its words. That happens in drafts: a table may have its
    label in a note that is never printed.
    """
    for block in blocks:
        if isinstance(block, str):
            yield block
        elif isinstance(block, Table):
            yield from markup(block.parts, bookmarks)
        else:
            yield f"<w:p><w:pPr>{''.join(block.properties)}</w:pPr>"
            for piece in block.content:
                if isinstance(piece, str):
                    yield piece
                elif piece.bookmark in bookmarks:
                    yield piece.markup
            yield "</w:p>"
