"""Recognize what is before the text: title, cover details, contents."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile

from toolchain.formats.docx.story import Block, Paragraph, Table
from toolchain.model.expressions import expression
from toolchain.model.records import Record

_FRONT = frozenset(("title", "cover", "contents"))
_CONTENTS = expression(
    r"(?:table of )?contents|sommaire|table des matières|índice(?: general)?|sumario"
    r"|(?:tabla de )?contenidos?|оглавление|содержание|(?:جدول )?المحتويات|الفهرس|目录",
    re.IGNORECASE,
)
_LISTED = expression(r"\S.*?(?:\t|\.{3}|…|_{3}| {3})[ \t.…_]*(?:\d{1,3}|[ivxl]+)")
"""A line of typed contents: words, then a tab or leaders, then the number of a page."""
_FEWEST = 2
_LONGEST, _MOST_WORDS = 160, 25
_STOPS = tuple(".;:。；：؛")


class Parts(Record):
    """The title, other content before the text, and the text."""

    title: Paragraph | None
    cover: tuple[Block, ...]
    body: tuple[Block, ...]


def parts(blocks: Sequence[Block]) -> Parts:
    """Separate the blocks of a document. A title or cover must have a style that says so.

    Lines of contents that are typed by hand become such lines.
    """
    _find_contents(blocks)
    end = _end(blocks)
    shown = (each for each in blocks[:end] if isinstance(each, Paragraph) and not each.shows_nothing)
    title = next((each for each in shown if "title" in each.style.roles), None)
    return Parts(title, tuple(each for each in blocks[:end] if each is not title), tuple(blocks[end:]))


def _find_contents(blocks: Sequence[Block]) -> None:
    """Mark typed contents: a line that says so, with two or more lines below it that end in page numbers."""
    shown = [each for each in blocks if isinstance(each, Table) or not each.shows_nothing]
    for at, block in enumerate(shown):
        if isinstance(block, Paragraph) and _CONTENTS.fullmatch(block.text.strip(" \t:.")):
            below = takewhile(_is_listed, shown[at + 1 :])
            listed = [block, *(each for each in below if isinstance(each, Paragraph))]
            for each in listed if len(listed) > _FEWEST else ():
                each.contents = True


def _is_listed(block: Block) -> bool:
    return isinstance(block, Paragraph) and bool(_LISTED.fullmatch(block.text.strip()))


def _is_front(block: Block) -> bool:
    if isinstance(block, Table):
        inside = list(block.paragraphs())
        return bool(inside) and all("cover" in each.style.roles[:1] for each in inside)
    return block.contents or bool(_FRONT.intersection(block.style.roles[:1]))


def _end(blocks: Sequence[Block]) -> int:
    """Return the number of blocks before the text, which begins at the latest with its first heading.

    An organization may describe itself in a list or table without a style of the cover; the text after it
    then begins a page. If the text does not, its first paragraph says so.
    """
    end = 0
    for at, block in enumerate(blocks):
        if isinstance(block, Paragraph) and block.is_heading and not _is_front(block):
            break
        if _is_front(block):
            end = at + 1
    if not end or _ends_front(blocks[end - 1]):
        return end
    for at in range(end, len(blocks)):
        block = blocks[at]
        inside = block.paragraphs() if isinstance(block, Table) else (block,)
        if any(each.new_page for each in inside):
            return at
        if isinstance(block, Paragraph) and (block.is_heading or _is_text(block)):
            break
    return end


def _ends_front(last: Block) -> bool:
    """Return whether no organization is described after the last block of the cover."""
    if isinstance(last, Table):
        return False
    return last.contents or last.style.role in ("title", "contents") or "subtitle" in last.style.names[:1]


def _is_text(paragraph: Paragraph) -> bool:
    """Return whether a paragraph belongs to the text: numbered, or in the style of plain text."""
    numbered = (
        paragraph.item is not None and paragraph.item.style != "bullet" and paragraph.style.role != "list"
    )
    return numbered or (paragraph.style.role == "text" and not paragraph.item)


def is_line(text: str) -> bool:
    """Return whether a text before the first heading is a line of a cover, and not running text."""
    text = text.strip()
    return len(text) <= _LONGEST and len(text.split()) <= _MOST_WORDS and not text.endswith(_STOPS)


def is_short(text: str) -> bool:
    """Return whether a text is a line of a cover, or leads to the next one."""
    return is_line(text.rstrip(" ,;:："))


def is_before_text(block: Block) -> bool:
    """Return whether a block may be before the text: no heading, no numbered paragraph."""
    return isinstance(block, Table) or not (block.is_heading or block.label or block.typed_label)
