"""The XML of a document's text, composed as text: its elements are many and alike.

The parts of a template, which are read and changed, are trees (`xml`).
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import NamedTuple, TypeAlias

from toolchain.writers.docx.xml import legal


class Pointing(NamedTuple):
    """Markup that stands around some text and leads to a bookmark, with which alone it means something."""

    bookmark: str
    markup: str


Piece: TypeAlias = str | Pointing
Pieces: TypeAlias = list[Piece]
"""What stands in a paragraph: each text is a whole run, bookmark or end of a link."""


@dataclass(slots=True)
class Paragraph:
    """A `w:p`: the id of its style, the elements in its `w:pPr` in the order of the schema, its content."""

    style: str
    properties: list[str]
    content: Pieces = field(default_factory=list)


@dataclass(slots=True)
class Table:
    """A `w:tbl`: its paragraphs, and the markup between them."""

    parts: list[Block] = field(default_factory=list)


Block: TypeAlias = Paragraph | Table | str


def element(name: str, /, *content: str, **attributes: str | int) -> str:
    """Return an element. Names have their prefix; `w:` may be left out, for elements and for their
    attributes.

    Of an attribute's name, "__" stands for the colon: `r__id="rId1"`.
    """
    name, given = _qualified(name), ""
    for key, value in attributes.items():
        given += f' {_attribute(name, key)}="{quoted(str(value))}"'
    inside = "".join(content)
    return f"<{name}{given}>{inside}</{name}>" if inside else f"<{name}{given}/>"


def opening(name: str, /, **attributes: str | int) -> str:
    """Return the tag that begins an element which is closed later."""
    return f"{element(name, **attributes)[:-2]}>"


@cache
def _qualified(name: str) -> str:
    return name if ":" in name else f"w:{name}"


@cache
def _attribute(element: str, name: str) -> str:
    """Without a prefix it is `w:` in `w:` elements and bare in all others."""
    name = name.replace("__", ":")
    return f"w:{name}" if ":" not in name and element.startswith("w:") else name


def escaped(text: str) -> str:
    """Return text between tags, with U+FFFD for what XML cannot hold."""
    text = legal(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return text.replace("\r", "&#13;")


def quoted(value: str) -> str:
    """Return the value of an attribute, between its quotation marks."""
    value = escaped(value).replace('"', "&quot;")
    return value if value.isprintable() else value.replace("\n", "&#10;").replace("\t", "&#9;")


def markup(blocks: Iterable[Block], bookmarks: Container[str]) -> Iterator[str]:
    """Yield the markup of blocks, in pieces.

    What leads to none of the bookmarks shows its words and no more. That happens in drafts: a table may have
    its label in a note that is never printed.
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
