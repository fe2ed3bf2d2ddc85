"""Blocks, and what they are made of: the lines of each, from column 1."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from tests.random.generator.inlines import CAPTION, CELL, COVER, IMAGES, LINE, PARAGRAPH, Place, quoted, text
from tests.random.generator.making import Making
from tests.random.generator.words import CODE

Lines = list[str]

FIVE = 5
"""The columns by which what belongs to a numbered paragraph is indented."""


@dataclass(frozen=True, slots=True)
class Inside:
    """What a block stands in. `numbered` says that a list there is one of sub-paragraphs; `depth` how much
    may still be nested."""

    place: Place = PARAGRAPH
    numbered: bool = False
    typed: bool = False
    cover: bool = False
    depth: int = 7

    def deeper(self) -> Inside:
        return replace(self, depth=self.depth - 1)


TOP = Inside()
NUMBERED = Inside(numbered=True)
NOTE = Inside(typed=True, depth=2)
ON_COVER = Inside(place=COVER, typed=True, cover=True, depth=2)


def block(making: Making, inside: Inside) -> Lines:
    """Some block that may stand there."""
    return making.one(_kinds(inside))(making, inside)


def blocks(making: Making, inside: Inside, most: int) -> Iterator[Lines]:
    """Fewer than `most` blocks, one after the other."""
    for _ in range(making.number(most)):
        yield block(making, inside)


def indented(lines: Iterable[str], columns: int, first: str = "") -> Lines:
    """Lines moved to the right; `first` stands in that room on the first."""
    moved = [f"{' ' * columns}{line}" if line else "" for line in lines]
    return [f"{first:{columns}}{moved[0][columns:]}".rstrip(" ") if first else moved[0], *moved[1:]]


def apart(parts: Iterable[Lines]) -> Lines:
    """Blocks with a blank line between each two."""
    lines: Lines = []
    for part in parts:
        lines += ["", *part] if lines else part
    return lines


def numbered_paragraph(making: Making, number: str) -> Lines:
    """A numbered paragraph with all that belongs to it."""
    return _item(making, f"{number}. ", max(FIVE, len(number) + 2), "p", NUMBERED)


def _item(making: Making, marker: str, columns: int, kind: str, inside: Inside) -> Lines:
    """An item: its text behind the marker, further blocks by so many columns to the right."""
    if making.number(12) == 11 and inside.depth > 0:
        first = _without_text(making, inside.deeper())
        lines = indented(first, len(marker), marker)
        columns = len(marker)
    else:
        lines = indented(paragraph(making, inside, kind), len(marker), marker)
    further = blocks(making, inside.deeper(), 3 if inside.depth > 5 else 2) if inside.depth > 0 else ()
    return apart([lines, *(indented(part, columns) for part in further)])


def _without_text(making: Making, inside: Inside) -> Lines:
    """A block with which an item begins, though it is no text."""
    return making.one((_bullets, _quotation, _table, _figure, _code, _ordinary))(making, inside)


def paragraph(making: Making, inside: Inside, kind: str = "") -> Lines:
    """A text; with a label at its end where one of this kind can stand."""
    words = text(making, inside.place)
    return (words + (making.label(kind, 3) if kind else "")).split("\n")


def _plain(making: Making, inside: Inside) -> Lines:
    return paragraph(making, inside)


def _bullets(making: Making, inside: Inside) -> Lines:
    sign = making.one(("-", "-", "*", "+"))
    wide = making.chance(4)
    return _list(making, inside, lambda number: f"{sign}   " if wide else f"{sign} ", "")


def _ordinary(making: Making, inside: Inside) -> Lines:
    start = making.one((1, 3, 9, 99))
    return _list(making, inside, lambda number: f"{start + number}) ", "")


def _typed_list(making: Making, inside: Inside) -> Lines:
    start = making.one((1, 4, 9))
    return _list(making, inside, lambda number: f"{start + number}. ", "")


def _sub_paragraphs(making: Making, inside: Inside) -> Lines:
    ones = making.chance(3)
    return _list(making, inside, lambda number: f"{1 if ones else number + 1}. ", "s")


def _deep(making: Making, inside: Inside) -> Lines:
    """Sub-paragraphs in sub-paragraphs, with some block in the innermost."""
    levels = making.one((1, 2, 3, 4, 4, 4))
    within = inside
    for _ in range(levels + 1):
        within = within.deeper()
    lines = block(making, within)
    for _ in range(levels):
        further = (indented(part, FIVE) for part in blocks(making, within, 2))
        lines = apart([indented(paragraph(making, inside, "s"), 3, "1. "), indented(lines, FIVE), *further])
    return lines


def _list(making: Making, inside: Inside, marker: Callable[[int], str], kind: str) -> Lines:
    within = inside.deeper()
    columns = FIVE if kind else 0
    items = []
    for number in range(1 + making.number(3)):
        sign = marker(number)
        items.append(_item(making, sign, max(columns, len(sign)), kind, within))
    close = making.chance(2)
    return [line for item in items for line in item] if close else apart(items)


def _quotation(making: Making, inside: Inside) -> Lines:
    within = replace(inside.deeper(), numbered=False, typed=True)
    first = making.one((_plain, _plain, _plain, _plain, block))
    lines = apart([first(making, within), *blocks(making, within, 3)])
    return [f"> {line}" if line else ">" for line in lines]


def _code(making: Making, inside: Inside) -> Lines:
    lines = [
        making.one((*CODE, "  indented", "1. one", "# head", "<!-- c -->", ""))
        for _ in range(1 + making.number(4))
    ]
    fence = making.one(("```", "~~~", "````"))
    return [f"{fence}{making.one(('', 'text'))}", *lines, "end", fence]


def _table(making: Making, inside: Inside) -> Lines:
    place = replace(CELL, notes=inside.place.notes)
    width = 1 + making.number(3)
    header = [making.one(("", text(making, place))) if making.chance(3) and width > 1 else making.phrase()]
    header += [text(making, place) if making.chance(2) else making.phrase() for _ in range(width - 1)]
    signs = [making.one(("---", ":--", "--:", ":-:")) for _ in range(width)]
    rows = [
        [_cell(making, place) for _ in range(width - making.chance(6))] for _ in range(1 + making.number(3))
    ]
    return [f"| {' | '.join(cells)} |" for cells in (header, signs, *rows)]


def _cell(making: Making, place: Place) -> str:
    return "" if making.chance(8) else text(making, place)


def _captioned_table(making: Making, inside: Inside) -> Lines:
    caption = f"Table: {text(making, inside.place)}{'' if inside.cover else making.label('t')}"
    between = [["<!-- between -->"]] if making.chance(6) else []
    return apart([caption.split("\n"), *between, _table(making, inside)])


def _figure(making: Making, inside: Inside) -> Lines:
    return [f"![A picture of {making.phrase()}]({making.one(IMAGES)})"]


def _captioned_figure(making: Making, inside: Inside) -> Lines:
    place = replace(CAPTION, notes=inside.place.notes)
    label = "" if inside.cover else making.label("f")
    (figure,) = _figure(making, inside)
    return f'{figure[:-1]} "{quoted(text(making, place))}"){label}'.split("\n")


def _comment(making: Making, inside: Inside) -> Lines:
    return making.one((["<!-- ask again -->"], ["<!-- on", "two lines -->"]))


Add = Callable[[Making, Inside], Lines]

_LEAVES: tuple[Add, ...] = (
    _plain,
    _plain,
    _code,
    _table,
    _captioned_table,
    _figure,
    _captioned_figure,
    _comment,
)
_CONTAINERS: tuple[Add, ...] = (_bullets, _ordinary, _quotation)


def _kinds(inside: Inside) -> tuple[Add, ...]:
    """The kinds of blocks that may stand there."""
    if inside.depth <= 0:
        return _LEAVES
    lists: tuple[Add, ...] = (_sub_paragraphs, _deep, _deep) if inside.numbered else ()
    return (*_LEAVES, *_CONTAINERS, *lists, *((_typed_list,) if inside.typed else ()))


def heading(making: Making, level: int, attributes: str) -> Lines:
    """A heading, with a label where it has one, and classes."""
    label = making.label("h", 2)
    braces = " ".join(filter(None, (label.strip(" {}"), attributes)))
    end = f" {{{braces}}}" if braces else ""
    if level < 3 and making.chance(5):
        words = text(making, PARAGRAPH) + end
        return [*words.split("\n"), ("=====", "-----")[level - 1]]
    return [f"{'#' * level} {text(making, LINE)}{end}"]
