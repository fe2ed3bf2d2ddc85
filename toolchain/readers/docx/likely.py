"""Find lines that look like headings although no style says so: short, bold, and above a text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise, takewhile
from typing import NamedTuple

from toolchain.formats.docx.story import Block, Paragraph, Table
from toolchain.formats.docx.tokens import BOLD, ITALIC
from toolchain.formats.docx.typed import typed_label
from toolchain.formats.docx.xml import PROPERTIES, Element, W, integer, value

_LONGEST, _MOST_WORDS, _FEW, _DEEPEST = 120, 18, 3, 6
_STOPS = tuple(".;:,…。；：，،؛")
_CAPTION = re.compile(r"\w+\.?[ \u00a0]*\d+[ \u00a0]*(?:[.:–—-]|$)")
_OTHERS = frozenset(("title", "cover", "contents", "caption", "quotation", "code", "notes"))
_ROMAN, _SIGNS = re.compile("[IVXLC]{2,}|[IVX]"), "([（)]）.、．\t \u00a0\u3000"
_FIRST = ("roman", "1")
"""The forms of numbers that the main headings of a text have."""


class Look(NamedTuple):
    """How a line differs from others. Lines with one look are of one kind."""

    bold: bool
    italic: bool
    underlined: bool
    capitals: bool
    centred: bool
    size: int


class _Kind(NamedTuple):
    """A look, and the form of the number: "" for none."""

    look: Look
    form: str


class Likely(NamedTuple):
    """The lines that are headings in all but style, with their levels from 1, and lines that may be some.

    `title` are the lines at the start of the text that have one look and are not headings.
    """

    levels: Mapping[Paragraph, int]
    doubtful: tuple[Paragraph, ...]
    title: tuple[Paragraph, ...]


def likely_headings(blocks: Sequence[Block]) -> Likely:
    """Return the lines of a text that look like headings.

    They are certain if at least two lines have the same look, and most of these are above a text.
    """
    shown = [each for each in blocks if isinstance(each, Table) or not each.shows_nothing]
    kinds = _kinds(shown)
    above = _above_text(shown, kinds)
    looks = Counter(kind.look for kind in kinds.values())
    good = Counter(kinds[each].look for each in above)
    sure = {each for each in above if good[look := kinds[each].look] > 1 and good[look] * 2 > looks[look]}
    levels = _levels(shown, kinds, sure)
    first = kinds.get(shown[0]) if shown and isinstance(shown[0], Paragraph) else None
    title = tuple(takewhile(lambda each: kinds.get(each) == first and each not in sure, _paragraphs(shown)))
    doubtful = (each for each in kinds if each in above and each not in sure and each not in title)
    return Likely(levels, tuple(doubtful), title if first and not first.form else ())


def _paragraphs(blocks: Iterable[Block]) -> Iterator[Paragraph]:
    return takewhile(lambda each: isinstance(each, Paragraph), blocks)  # type: ignore[arg-type]


def _kinds(shown: Sequence[Block]) -> dict[Paragraph, _Kind]:
    """Return the lines that differ from text, with their kinds."""
    found: dict[Paragraph, _Kind] = {}
    letter = ""
    for at, block in enumerate(shown):
        if not isinstance(block, Paragraph) or _is_other(block):
            continue
        label = (block.label or typed_label(block.text)).strip(_SIGNS)
        look = _look(block, _FEW + len(typed_label(block.text)))
        beside_picture = any(map(_is_shown_thing, (*shown[max(at - 1, 0) : at], *shown[at + 1 : at + 2])))
        if look is None or (beside_picture and _CAPTION.match(block.text.strip())):
            continue
        form = _form(label, letter)
        letter = label if form == "letter" else letter
        found[block] = _Kind(look, form)
    return found


def _is_other(paragraph: Paragraph) -> bool:
    """Return whether a paragraph cannot be a heading without a style."""
    text = paragraph.text.strip()
    return (
        paragraph.is_heading
        or paragraph.contents
        or paragraph.boxed
        or bool(_OTHERS.intersection(paragraph.style.roles))
        or (paragraph.item is not None and paragraph.item.style == "bullet")
        or not any(map(str.isalpha, text.removeprefix(typed_label(text))))
        or len(text) > _LONGEST
        or len(text.split()) > _MOST_WORDS
        or text.endswith(_STOPS)
        or any(each.kind == "image" for each in paragraph.pieces)
    )


def _is_shown_thing(block: Block) -> bool:
    return isinstance(block, Table) or any(each.kind == "image" for each in block.pieces)


def _look(paragraph: Paragraph, number: int) -> Look | None:
    """Return the look of a line that differs from text, else None; the look of its number does not matter."""
    words = [each for each in paragraph.pieces if each.kind == "text" and each.text.strip()]
    written, properties = [], None
    if paragraph.element is not None:
        properties = paragraph.element.find(PROPERTIES)
        runs = (run for run in paragraph.element.iter(W + "r") if _has_words(run))
        written = [run.find(W + "rPr") for run in runs]
    text = paragraph.text
    look = Look(
        sum(len(each.text) for each in words if not each.look & BOLD) <= number,
        all(each.look & ITALIC for each in words),
        bool(written) and all(value(each, "u") not in (None, "none") for each in written),
        text.isupper() and sum(map(str.isalpha, text)) > _FEW,
        value(properties, "jc") == "center",
        max((integer(value(each, "sz")) for each in written), default=0),
    )
    return look if look.bold or look.underlined or look.capitals else None


def _has_words(run: Element) -> bool:
    return any((each.text or "").strip() for each in run.iter(W + "t"))


def _form(label: str, letter: str) -> str:
    """Return the form of a number; after "H", its `letter`, "I" is one more letter and not Roman."""
    parts = label.split(".")
    if all(map(str.isdigit, parts)):
        return str(len(parts))
    follows = len(label) == len(letter) == 1 and ord(label) == ord(letter) + 1
    roman = label.isascii() and _ROMAN.fullmatch(label.upper()) and not follows
    return ("roman" if roman else "letter" if len(label) == 1 else label and "other") + (
        " small" if label.islower() else ""
    )


def _above_text(shown: Sequence[Block], kinds: Mapping[Paragraph, _Kind]) -> set[Paragraph]:
    """Return the lines that are above a text, or above a line of another kind that is."""
    found: set[Paragraph] = set()
    for block, below in reversed(list(pairwise(shown))):
        if not isinstance(block, Paragraph) or not isinstance(below, Paragraph) or block not in kinds:
            continue
        other = kinds.get(below)
        if other is None:
            fits = not below.boxed and not any(each.kind == "image" for each in below.pieces)
        else:
            fits = below in found and other != kinds[block] and block is not shown[0]  # it is the title
        if fits:
            found.add(block)
    return found


class _Level(NamedTuple):
    """An open level, and the kinds of its lines; none for one of a heading with a style."""

    number: int
    kinds: set[_Kind]


def _levels(
    shown: Sequence[Block], kinds: Mapping[Paragraph, _Kind], sure: Collection[Paragraph]
) -> dict[Paragraph, int]:
    """Return the levels of headings: a kind that is new since the last higher heading is one level deeper."""
    found: dict[Paragraph, int] = {}
    numbered = {
        kinds[each].look: each
        for each in shown
        if isinstance(each, Paragraph) and each in sure and kinds[each].form in _FIRST
    }
    open_: list[_Level] = []
    for block in shown:
        if not isinstance(block, Paragraph):
            continue
        if block.is_heading:
            open_ = [each for each in open_ if each.number <= block.outline]
            open_.append(_Level(block.outline + 1, set()))
        elif block in sure:
            kind = kinds[block]
            ended = kind.look in numbered and numbered[kind.look] in found
            at = next(
                (at for at, each in enumerate(open_) if _belongs(kind, each.kinds, ended=ended)), len(open_)
            )
            if at == len(open_):
                open_.append(_Level(open_[-1].number + 1 if open_ else 1, set()))
            del open_[at + 1 :]
            open_[at].kinds.add(kind)
            found[block] = min(open_[at].number, _DEEPEST)
    return found


def _belongs(kind: _Kind, kinds: Collection[_Kind], *, ended: bool) -> bool:
    """Return whether a line is of a level with these kinds: one of them, larger than them, or, next to main
    headings with numbers, one without, before the first of them or after the last (`ended`).
    """
    if kind in kinds or any(each.look.size < kind.look.size for each in kinds):
        return True
    same = {each.form for each in kinds if each.look == kind.look}
    return (kind.form in _FIRST and "" in same) or (
        ended and not kind.form and bool(same.intersection(_FIRST))
    )
