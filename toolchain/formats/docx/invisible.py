"""Text that is shown, but that nobody can see: white on white, too small, or outside the page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from lxml import etree

from toolchain.formats.docx.styles import Styles
from toolchain.formats.docx.unseen import select
from toolchain.formats.docx.xml import (
    PARAGRAPH,
    PROPERTIES,
    STYLE,
    VAL,
    WP,
    Element,
    W,
    integer,
    value,
)
from toolchain.model.facts import Word

WHITE, TINY = Word("white on white"), Word("2 points high or less")
OUTSIDE = Word("outside the page")
_SMALLEST = 4  # half-points
_UNIT = 635  # a twentieth of a point, in the unit of drawings
_FILLED = (W + "shd", W + "highlight")
_BOX = W + "txbxContent"


class _Ink(NamedTuple):
    """The colour and the size of a text in half-points, "" where they are not stated."""

    colour: str = ""
    size: str = ""


_WHITE = "FFFFFF"
_FAINT = etree.XPath(
    f'descendant::w:rPr[w:color[translate(@w:val, "f", "F") = "{_WHITE}"] or w:sz[@w:val <= {_SMALLEST}]]'
    "/parent::w:r",
    namespaces={"w": W[1:-1]},
)
_A4 = (11_906, 16_838)
_NO_FILL = (None, "", "auto", "clear", "nil", "none", "FFFFFF", "white")


class _Page(NamedTuple):
    """Width, height and the margins on the left and at the top, in twentieths of a point."""

    width: int
    height: int
    left: int
    top: int


def invisible(root: Element, styles: Styles) -> Iterator[tuple[Element, Word, str]]:
    """Yield the words that nobody can see, each with a run, paragraph or drawing and the reason."""
    for run in _suspects(root, styles):
        words = "".join(each.text or "" for each in run.iterchildren(W + "t"))
        colour, size = _ink_of(run, styles)
        if words.strip() and 0 < integer(size) <= _SMALLEST:
            yield run, TINY, words
        elif words.strip() and colour.upper() == _WHITE and not _is_on_colour(run, styles):
            yield run, WHITE, words
    placed = list(root.iter(W + "ind", W + "framePr", WP + "anchor"))
    page = _page(root) if placed else _Page(*_A4, 0, 0)
    for each in placed:
        drawn = each.tag == WP + "anchor"
        if _is_away(each, page) if drawn else _is_far(each, page):
            holder = each if drawn else next(each.iterancestors(PARAGRAPH), each)
            words = "".join(text.text or "" for text in holder.iter(W + "t"))
            if words.strip():
                yield holder, OUTSIDE, words


def _suspects(root: Element, styles: Styles) -> dict[Element, None]:
    """Return the runs that state such a colour or size, or that have a style that does."""
    found = dict.fromkeys(select(_FAINT, root))
    faint = {identity for identity in styles.all() if _is_faint(_ink(styles.lineage(identity)))}
    for named in root.iter(STYLE, W + "rStyle") if faint else ():
        if named.get(VAL) in faint:
            holder = next(named.iterancestors(PARAGRAPH if named.tag == STYLE else W + "r"), named)
            found.update(dict.fromkeys(holder.iter(W + "r")))
    return found


def _is_faint(ink: _Ink) -> bool:
    return ink.colour.upper() == _WHITE or 0 < integer(ink.size) <= _SMALLEST


def _ink_of(run: Element, styles: Styles) -> _Ink:
    named = value(run.find(W + "rPr"), "rStyle") or ""
    paragraph = next(run.iterancestors(PARAGRAPH), None)
    style = None if paragraph is None else value(paragraph.find(PROPERTIES), "pStyle")
    return _ink((run, *(styles.lineage(named) if styles.has(named) else ()), *styles.lineage(style)))


def _ink(elements: Iterable[Element]) -> _Ink:
    """Return the colour and the size that the first of some runs or styles state."""
    found = [each.find(W + "rPr") for each in elements]
    return _Ink(*(next(filter(None, (value(each, name) for each in found)), "") for name in ("color", "sz")))


def _is_on_colour(run: Element, styles: Styles) -> bool:
    """Return whether white text is perhaps on a colour: of its shading, its table, its box or the page."""
    for each in (run, *run.iterancestors()):
        if each.tag == _BOX or each.find(W + "background") is not None:
            return True
        own = each.find(f"{each.tag}Pr")
        names = (value(own, name) for name in ("pStyle", "tblStyle", "rStyle"))
        lineages = (styles.lineage(name) for name in names if name and styles.has(name))
        if own is not None and _is_filled(own.iterchildren(*_FILLED)):
            return True
        if any(_is_filled(style.iter(*_FILLED)) for lineage in lineages for style in lineage):
            return True
    return False


def _is_filled(marks: Iterable[Element]) -> bool:
    return any((each.get(W + "fill") or each.get(VAL)) not in _NO_FILL for each in marks)


def _page(root: Element) -> _Page:
    """Return the largest page of a part; A4 if none is stated."""
    sizes = [(integer(each.get(W + "w")), integer(each.get(W + "h"))) for each in root.iter(W + "pgSz")]
    margins = next(root.iter(W + "pgMar"), None)
    left, top = (0 if margins is None else integer(margins.get(W + side)) for side in ("left", "top"))
    width, height = (max(each) for each in zip(*sizes, _A4, strict=True))
    return _Page(width, height, left, top)


def _is_far(mark: Element, page: _Page) -> bool:
    """Return whether an indent or a frame's position is more than a page."""
    across, down = (
        max(abs(integer(mark.get(W + side))) for side in sides) for sides in (("left", "start", "x"), ("y",))
    )
    return across >= page.width or down >= page.height


def _is_away(anchor: Element, page: _Page) -> bool:
    """Return whether a drawing is completely to one side of the page."""
    extent = anchor.find(WP + "extent")
    for name, size, margin, side in (
        ("positionH", page.width, page.left, "cx"),
        ("positionV", page.height, page.top, "cy"),
    ):
        position = anchor.find(WP + name)
        at = integer(None if position is None else position.findtext(WP + "posOffset")) // _UNIT
        length = 0 if extent is None else integer(extent.get(side)) // _UNIT
        start = 0 if position is not None and position.get("relativeFrom") == "page" else -margin
        if at >= size or at + length <= min(start, -1):
            return True
    return False
