"""A paragraph as a sequence of tokens: its content, and the ends of fields, links and bookmarks."""

from __future__ import annotations

from typing import Any, Literal

from toolchain.model.records import Record

ITALIC, BOLD, CODE, RAISED = 1, 2, 4, 8

LANGUAGE = 4
"""Bits of a look below the number of its language in `Styles.spoken`."""

Kind = Literal[
    "text", "break", "image", "box", "call", "number", "begin", "instruction", "separate", "end",
    "link", "unlink", "start", "stop", "unsure", "undefined", "field", "endfield", "hidden", "comment",
]  # fmt: skip


class Token(Record):
    """A piece of a paragraph. `value` is mostly an element.

    text         `text`, with the bits of its `look`
    break        the end of a line
    image        a picture; `text` is its alt text, `value` names its part
    box          a box with paragraphs of its own
    call         a call of a note; `text` is the author's own mark, if there is one
    number       the number of a note, at the beginning of its text
    begin, instruction, separate, end    the parts of a field
    link, unlink                         of a hyperlink
    start, stop                          of a bookmark
    unsure       what cannot be read for certain: `value` is the facts of the finding
    undefined    a style is used, `text`, that does not exist
    hidden       a text that is not shown
    comment      the start, the end or the mark of a comment

    The pieces of a paragraph are only: text, break, image, link and unlink; call, with a `Call` as `value`;
    field and endfield, around the result of a `Field`.
    """

    kind: Kind
    text: str = ""
    look: int = 0
    value: Any = None
