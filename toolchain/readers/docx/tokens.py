"""A paragraph as a row of tokens: what it shows, and where fields, links and bookmarks begin and end."""

from __future__ import annotations

from typing import Literal, NamedTuple

from toolchain.readers.docx.xml import Element

ITALIC, BOLD, CODE, RAISED = 1, 2, 4, 8

Kind = Literal[
    "text", "break", "image", "box", "call", "number", "begin", "instruction", "separate", "end",
    "link", "unlink", "start", "stop", "unsure", "undefined",
]  # fmt: skip


class Token(NamedTuple):
    """A piece of a paragraph.

    text         `text`, with the signs of its `look`
    break        the end of a line
    image        a picture; `text` is its alternative text, `element` names its part
    box          a box with paragraphs of its own, `element`
    call         a note is called by `element`; `text` is the mark where it is the author's own
    number       the number of a note, at the head of its text
    begin, instruction, separate, end    the parts of a field; `element` None for one in a single element
    link, unlink                         of a hyperlink, `element`
    start, stop                          of a bookmark, `element`
    unsure       what cannot be read for certain, said by `text`
    undefined    a style is used, `text`, that does not exist
    """

    kind: Kind
    text: str = ""
    look: int = 0
    element: Element | None = None
