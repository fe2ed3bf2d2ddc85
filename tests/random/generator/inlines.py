"""Texts: what stands in a paragraph, a heading, a cell, a caption or a title."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from tests.random.generator.citations import citation
from tests.random.generator.making import Making
from tests.random.generator.words import ADDRESSES, AUTOLINKS, AWKWARD, CODE, COMPOSED, PHRASES

IMAGES = ("circle.png", "chart.jpg", "sub/dot.gif", "my%20chart.png", "<two words.png>")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a text stands, as far as this limits what can be in it.

    lines     whether it may go on on another line
    notes     whether notes may be marked in it
    cites     whether sources may be cited in it, where notes may be marked
    links     whether links and cross-references may stand in it
    cell      whether bars must be escaped
    quoted    whether it is the caption of a figure, between quotation marks and read twice
    depth     how much may be nested in it
    """

    lines: bool = True
    notes: bool = True
    cites: bool = True
    links: bool = True
    cell: bool = False
    quoted: bool = False
    depth: int = 2

    def inside(self) -> Place:
        return replace(self, depth=self.depth - 1)


PARAGRAPH = Place()
LINE = Place(lines=False)
CELL = Place(lines=False, cell=True)
CAPTION = Place(quoted=True)
COVER = Place(notes=False)
HEAD = Place(lines=False)
"""In the front matter: no definition of a link that stands in the text holds there."""


def text(making: Making, place: Place = PARAGRAPH) -> str:
    """A text that begins with neither a comment nor a line break, and is not only an image."""
    first = _WORDS if making.number(3) else (*_WORDS, *_SAFE_FIRST)
    parts = [making.one(first)(making, place)]
    for _ in range(making.number(5)):
        add = making.one(_pieces(making, place))
        glue = "" if add in _MARKS or (add is not _code and making.chance(8)) else " "
        parts += (glue, add(making, place))
    if "!" in parts[0][:1] or "\n" in parts[-1]:
        parts += (" ", making.phrase())
    return "".join(parts) + making.one((".", "", ":", "!"))


def bare(making: Making) -> str:
    """Plain and awkward words on one line, without mark-up, as names and addresses are."""
    return making.phrase() if making.number(2) else making.one(list(COMPOSED.values()))


def _words(making: Making, place: Place) -> str:
    return making.phrase()


def _awkward(making: Making, place: Place) -> str:
    chosen = making.one(list((COMPOSED if place.quoted else AWKWARD).values()))
    if place.quoted:
        chosen = chosen.replace('"', "”")
    return chosen.replace("|", r"\|") if place.cell else chosen


def _foreign(making: Making, place: Place) -> str:
    return making.one(PHRASES[making.one(tuple(PHRASES))])


def _emphasis(making: Making, place: Place) -> str:
    sign = making.one(("*", "*", "_"))
    return f"{sign}{_within(making, place, '*_', sign)}{sign}"


def _strong(making: Making, place: Place) -> str:
    sign = making.one(("**", "**", "__", "***"))
    return f"{sign}{_within(making, place, '*_', sign[0])}{sign}"


def _within(making: Making, place: Place, signs: str = "", sign: str = "") -> str:
    """What stands in another inline: words, with something between them or at its end."""
    parts = [making.phrase()]
    while place.depth > 0 and making.chance(2) and len(parts) < 4:
        kinds = [add for add in _pieces(making, place) if add is not _awkward]
        add = making.one(kinds)
        piece = add(making, place.inside())
        if sign and sign in piece:  # what is nested in * is written with _
            piece = piece.replace(sign, signs.replace(sign, "")) if "[" not in piece else making.phrase()
        parts += ("" if add in _MARKS else " ", piece)
        if making.chance(2) or add in (_soft, _hard):
            parts += (" ", making.phrase())
    return "".join(parts)


def _code(making: Making, place: Place) -> str:
    code = making.one(CODE)
    return f"`` `{code} ``" if making.chance(4) else f"`{code}`"


def _link(making: Making, place: Place) -> str:
    words = _within(making, replace(place, links=False, notes=False))
    address = making.one(ADDRESSES)
    form = making.number(5)
    if form == 1:
        return making.one(AUTOLINKS)
    if form == 2 and not place.quoted:
        return f'[{words}]({address} "a title")'
    if form == 3:
        return f"[{words}](<{address}>)"
    if form == 4 and place.lines and place.notes:
        name = f"ref {len(making.definitions) + 1}"
        making.definitions.append(f"[{name}]: {address}")
        return f"[{words}][{name}]"
    return f"[{words}]({address})"


def _reference(making: Making, place: Place) -> str:
    return making.reference(_within(making, replace(place, links=False, notes=False)))


def _mark(making: Making, place: Place) -> str:
    labels = [making.mark() for _ in range(1 + making.number(3))]
    return "".join(f"[^{label}]" for label in labels if label)


def _note_in_place(making: Making, place: Place) -> str:
    return f"^[{_within(making, place)}.]"


def _citation(making: Making, place: Place) -> str:
    inside = replace(place.inside(), cites=False)
    return citation(making, (lambda: _within(making, inside)) if place.depth > 0 else None)


def _at_sign(making: Making, place: Place) -> str:
    """An @ that cites nothing."""
    return making.one(("office@example.org", "3 @ 5", "@", r"\[@nobody]", "a.b@c"))


def _image(making: Making, place: Place) -> str:
    words = making.one(("Dots", "A *plain* picture", "Bild", "صورة", "图"))
    return f"![{words}]({making.one(IMAGES)})"


def _soft(making: Making, place: Place) -> str:
    return f"\n{making.phrase()}"


def _hard(making: Making, place: Place) -> str:
    end = making.one(("\\", "  "))
    return f"{end}\n{making.phrase()}"


def _comment(making: Making, place: Place) -> str:
    return f"<!-- {making.one(('ask', 'two words', 'العربية'))} -->"


Add = Callable[[Making, Place], str]
_WORDS: tuple[Add, ...] = (_words,)
_SAFE_FIRST: tuple[Add, ...] = (_emphasis, _strong, _code, _foreign, _image)
_MARKS: tuple[Add, ...] = (_mark, _note_in_place)
_CITING: tuple[Add, ...] = (_citation, _citation, _at_sign)


def _pieces(making: Making, place: Place) -> tuple[Add, ...]:
    """All that may stand in a place; the nested ones as long as there is depth for them."""
    choices = _CHOICES[place.lines, place.notes, place.links, place.depth > 0]
    return (*choices, *_CITING) if making.keys and place.notes and place.cites else choices


def _choices(lines: bool, notes: bool, links: bool, deep: bool) -> tuple[Add, ...]:
    found: list[Add] = [_words, _awkward, _foreign, _code, _image, _comment]
    if deep:
        found += (_emphasis, _strong)
    if links:
        found += (_link, _reference)
    if notes:
        found += (_mark, _note_in_place) if deep else (_mark,)
    if lines:
        found += (_soft, _hard)
    return tuple(found)


_BOTH = (False, True)
_CHOICES = {
    (lines, notes, links, deep): _choices(lines, notes, links, deep)
    for lines in _BOTH
    for notes in _BOTH
    for links in _BOTH
    for deep in _BOTH
}


def quoted(words: str) -> str:
    """A text between quotation marks, as a figure's caption is written."""
    return re.sub(r'(["\\])', r"\\\1", words)
