"""Text that is shown, but that nobody can see: white on white, too small, or outside the page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lxml import etree

from toolchain.formats.docx.styles import Styles
from toolchain.formats.docx.unseen import select
from toolchain.formats.docx.xml import PARAGRAPH, PROPERTIES, STYLE, VAL, WP, Element, W, integer, value
from toolchain.model.facts import Word

WHITE, TINY = Word("white on white"), Word("2 points high or less")
OUTSIDE = Word("outside the page")
_SMALLEST = 4  # half-points
_UNIT = 635  # a twentieth of a point, in the unit of drawings
_FILLED = (W + "shd", W + "highlight")
_BOX = W + "txbxContent"


_WHITE = "FFFFFF"
_FAINT = etree.XPath(
    f'descendant::w:rPr[w:color[translate(@w:val, "f", "F") = "{_WHITE}"] or w:sz[@w:val <= {_SMALLEST}]]'
    "/parent::w:r",
    namespaces={"w": W[1:-1]},
)
_A4 = (11_906, 16_838)
_MARGIN = 1440
"""The size of A4, and an inch, in twentieths of a point."""
_NO_FILL = (None, "", "auto", "clear", "nil", "none", "FFFFFF", "white")


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
    page = _page(root) if placed else _A4
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
    inks = {identity: _ink(styles.lineage(identity)) for identity in styles.all()}
    faint = {key for key, ink in inks.items() if ink[0].upper() == _WHITE or 0 < integer(ink[1]) <= _SMALLEST}
    for named in root.iter(STYLE, W + "rStyle") if faint else ():
        if named.get(VAL) in faint:
            holder = next(named.iterancestors(PARAGRAPH if named.tag == STYLE else W + "r"), named)
            found.update(dict.fromkeys(holder.iter(W + "r")))
    return found


def _ink_of(run: Element, styles: Styles) -> list[str]:
    named = value(run.find(W + "rPr"), "rStyle") or ""
    paragraph = next(run.iterancestors(PARAGRAPH), None)
    style = None if paragraph is None else value(paragraph.find(PROPERTIES), "pStyle")
    return _ink((run, *(styles.lineage(named) if styles.has(named) else ()), *styles.lineage(style)))


def _ink(elements: Iterable[Element]) -> list[str]:
    """Return the colour and the size, in half-points, that the first of some runs or styles state, or ""."""
    found = [each.find(W + "rPr") for each in elements]
    return [next(filter(None, (value(each, name) for each in found)), "") for name in ("color", "sz")]


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


def _page(root: Element) -> tuple[int, int]:
    """Return the largest width and height of the pages of a part, at least those of A4."""
    sizes = [tuple(integer(each.get(W + side)) for side in "wh") for each in root.iter(W + "pgSz")]
    width, height = (max(each) for each in zip(*sizes, _A4, strict=True))
    return width, height


def _is_far(mark: Element, page: tuple[int, int]) -> bool:
    """Return whether an indent or a frame's position is more than a page."""
    across = max(abs(integer(mark.get(W + side))) for side in ("left", "start", "x"))
    return across >= page[0] or abs(integer(mark.get(W + "y"))) >= page[1]


def _is_away(anchor: Element, page: tuple[int, int]) -> bool:
    """Return whether a drawing is completely to one side of the page."""
    for name, side, size in zip(("positionH", "positionV"), ("cx", "cy"), page, strict=True):
        position, extent = anchor.find(WP + name), anchor.find(WP + "extent")
        at = integer(None if position is None else position.findtext(WP + "posOffset")) // _UNIT
        end = at + integer(None if extent is None else extent.get(side)) // _UNIT
        margin = 0 if position is None or position.get("relativeFrom") == "page" else _MARGIN
        if at >= size or end <= min(-margin, -1):
            return True
    return False
