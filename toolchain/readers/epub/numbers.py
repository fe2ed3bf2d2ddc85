"""The numbers of paragraphs, which in a book are words at the beginning of what can be linked to."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from toolchain.formats.html.parts import BlockPart, Number, Page, TextPart, Token

_NUMBER = r"(?:\d{1,6}|([^\W\d_])\2{0,30}|[ivxlcdm]{1,20}|[IVXLCDM]{1,20}|[○一二三四五六七八九十]{1,5})"
_PARAGRAPH = re.compile(r"(\d{1,9}\.)(?:\s+|\Z)")
_ITEM = re.compile(rf"(['(（]?{_NUMBER}[.)）'])(?:\s+|\Z)")

_SHOWN = 40
"""Characters of a heading that name a place."""


def with_numbers(page: Page) -> None:
    """Take the numbers from the texts of the page's blocks, where these have an address of their own."""
    addressed = frozenset(page.anchors.values())
    page.blocks[:] = _numbered(page.blocks, addressed)


def _numbered(blocks: Iterable[BlockPart], addressed: frozenset[int]) -> Iterator[BlockPart]:
    """The blocks; those with numbers are called by these, where they begin again by a heading too."""
    owner, heading, highest = "", "", 0
    for part in blocks:
        found = _begin(part) if isinstance(part, TextPart) and part.column in addressed else None
        if isinstance(part, TextPart) and part.level:
            heading = "".join(token.text for token in part.run if token.kind == "text")[:_SHOWN]
        if found is None or not isinstance(part, TextPart):
            yield part
            continue
        label, rest = found
        if not part.item:
            number = int(label.rstrip("."))
            again = f"“{heading}”, " if number <= highest and heading else ""
            owner, highest = f"{again}paragraph {number}", max(highest, number)
        name = f"{owner} {label}".strip() if part.item else owner
        yield part._replace(run=rest, number=Number(label, name, bool(part.item)), item="")


def _begin(part: TextPart) -> tuple[str, list[Token]] | None:
    """The number that a text begins with, and its other words; None where it has none."""
    if part.level or part.number or part.code or part.cover or not part.run:
        return None
    token = part.run[0]
    form = _ITEM if part.item == "ol" else _PARAGRAPH
    found = form.match(token.text) if token.kind == "text" and part.item != "ul" else None
    if found is None:
        return None
    rest = token.text[found.end() :]
    return found[1], [Token("text", rest), *part.run[1:]] if rest else part.run[1:]
