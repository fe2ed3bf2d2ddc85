"""Lists between the numbered paragraphs of a third-party file: what shows that numbers are those of items."""

from __future__ import annotations

from collections.abc import Sequence

from toolchain.formats.docx.story import Block, Paragraph, Table
from toolchain.text.phrases import phrases
from toolchain.word.importing.indents import Indents

LETTERED = frozenset(
    ("lowerLetter", "upperLetter", "lowerRoman", "upperRoman", "arabicAbjad", "arabicAlpha", "russianLower")
)
SIGNS = "([（)]）.、．-–—ـ\t \u00a0\u3000"


def names_of_lists(lang: str) -> frozenset[str]:
    """Return the headings of a list of notes or sources, in lower case."""
    return frozenset(map(str.casefold, (*phrases(lang).endnotes, *phrases(lang).sources)))


def is_named(heading: Paragraph, names: frozenset[str]) -> bool:
    """Return whether a heading is one of the `names`."""
    return heading.text.strip(" :：").casefold() in names


def list_before(blocks: Sequence[Block], following: int, indents: Indents) -> frozenset[Paragraph]:
    """Return the items 1, 2, 3 … at the start of blocks if a number `following` continues the text after
    them, before the next heading; else none.
    """
    items: list[Paragraph] = []
    first = ("", 0)
    for block in blocks:
        if isinstance(block, Table):
            continue
        if block.is_heading:
            break
        number, key = _decimal(block, indents)
        if not number and not items:
            break
        if number == len(items) + 1 and (not items or key == first or number != following):
            first = first if items else key
            items.append(block)
        elif number:
            return frozenset(items if number == following else ())
    return frozenset()


def _decimal(paragraph: Paragraph, indents: Indents) -> tuple[int, tuple[str, int]]:
    """Return the number of a paragraph, 0 for none, and what it shares with others of its list."""
    item, left = paragraph.item, indents.of(paragraph).left
    if item and paragraph.label.strip():
        decimal = item.style != "bullet" and item.style not in LETTERED
        return (item.counts[-1] if decimal else 0), (item.list.identity, left)
    sign = paragraph.typed_label.strip(SIGNS)
    return (int(sign) if sign.isdecimal() else 0), ("", left)
