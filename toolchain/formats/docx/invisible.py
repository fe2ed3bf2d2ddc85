"""Text that is shown, but that nobody can see: white on white, too small, or outside the page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lxml import etree

from toolchain.formats.docx.alternatives import is_in_other_form
from toolchain.formats.docx.backgrounds import is_on_white
from toolchain.formats.docx.styles import Styles
from toolchain.formats.docx.unseen import select
from toolchain.formats.docx.xml import PARAGRAPH, PROPERTIES, STYLE, VAL, VML, WP, Element, W, integer, value
from toolchain.model.expressions import expression
from toolchain.model.facts import Word

WHITE, TINY = Word("white on white"), Word("2 points high or less")
OUTSIDE = Word("outside the page")
_SMALLEST = 4  # half-points
_UNIT = 635  # a twentieth of a point, in the unit of drawings


_WHITE = "FFFFFF"
_FAINT = etree.XPath(
    f'descendant::w:rPr[w:color[translate(@w:val, "f", "F") = "{_WHITE}"] or w:sz[@w:val <= {_SMALLEST}]]'
    "/parent::w:r",
    namespaces={"w": W[1:-1]},
)
_DECLARATION = expression(r"([\w-]+)\s*:\s*([^;]+)")
_LENGTH = expression(r"([+-]?(?:\d{1,6}(?:\.\d*)?|\.\d+))([a-z]*)")
_UNITS = {"pt": 20, "in": 1440, "cm": 567, "mm": 56.7, "pc": 240}
_A4 = (11_906, 16_838)
_MARGIN = 1440
"""The size of A4, and an inch, in twentieths of a point."""


def invisible(root: Element, styles: Styles, colour: str) -> Iterator[tuple[Element, Word, str]]:
    """Yield the words that nobody can see, each with a run, paragraph or drawing and the reason.

    `colour` is that of the page.
    """
    for run in _suspects(root, styles):
        words = "".join(each.text or "" for each in run.iterchildren(W + "t"))
        if not words.strip() or is_in_other_form(run):
            continue
        ink, size = _ink_of(run, styles)
        if 0 < integer(size) <= _SMALLEST:
            yield run, TINY, words
        elif ink.upper() == _WHITE and is_on_white(run, styles, colour):
            yield run, WHITE, words
    placed = list(root.iter(W + "ind", W + "framePr", WP + "anchor", VML + "*"))
    page = _page(root) if placed else _A4
    for each in placed:
        is_text = each.tag in (W + "ind", W + "framePr")
        if _is_far(each, page) if each.tag == W + "ind" else _is_away(each, page):
            holder = next(each.iterancestors(PARAGRAPH), each) if is_text else each
            words = "".join(text.text or "" for text in holder.iter(W + "t"))
            if words.strip() and not is_in_other_form(each):
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


def _page(root: Element) -> tuple[int, int]:
    """Return the largest width and height of the pages of a part, at least those of A4."""
    sizes = [tuple(integer(each.get(W + side)) for side in "wh") for each in root.iter(W + "pgSz")]
    width, height = (max(each) for each in zip(*sizes, _A4, strict=True))
    return width, height


def _is_far(mark: Element, page: tuple[int, int]) -> bool:
    """Return whether an indent is more than a page."""
    return max(abs(integer(mark.get(W + side))) for side in ("left", "start")) >= page[0]


def _is_away(drawn: Element, page: tuple[int, int]) -> bool:
    """Return whether a drawing or a frame is completely to one side of the page."""
    if drawn.tag == W + "framePr":
        places = _framed(drawn, page)
    else:
        places = _anchored(drawn) if drawn.tag == WP + "anchor" else _styled(drawn)
    return any(
        start >= size or end <= (-1 if from_page else -_MARGIN)
        for (start, end, from_page), size in zip(places, page, strict=False)
    )


def _framed(frame: Element, page: tuple[int, int]) -> Iterator[tuple[int, int, bool]]:
    """Yield the same as `_anchored` of a frame; one without a size is at most as large as the page."""
    for axis, extent, anchor, most in zip("xy", "wh", ("hAnchor", "vAnchor"), page, strict=True):
        start = integer(frame.get(W + axis))
        end = start + (integer(frame.get(W + extent)) or most)
        yield start, end, frame.get(W + anchor) == "page"


def _anchored(anchor: Element) -> Iterator[tuple[int, int, bool]]:
    """Yield where a drawing starts and ends, across and down, and whether that is from the page's edge."""
    for name, side in (("positionH", "cx"), ("positionV", "cy")):
        position, extent = anchor.find(WP + name), anchor.find(WP + "extent")
        start = integer(None if position is None else position.findtext(WP + "posOffset")) // _UNIT
        end = start + integer(None if extent is None else extent.get(side)) // _UNIT
        yield start, end, position is None or position.get("relativeFrom") == "page"


def _styled(shape: Element) -> Iterator[tuple[int, int, bool]]:
    """Yield the same of a shape of VML; one in a group has its place there."""
    style = dict(_DECLARATION.findall(shape.get("style", "")))
    if style.get("position") != "absolute" or next(shape.iterancestors(VML + "group"), None) is not None:
        return
    for side, length, axis in (("left", "width", "horizontal"), ("top", "height", "vertical")):
        is_placed = style.get(f"mso-position-{axis}", "absolute") == "absolute"
        start = _twentieths(style.get(side)) + _twentieths(style.get(f"margin-{side}")) if is_placed else 0
        from_page = style.get(f"mso-position-{axis}-relative") == "page"
        yield start, start + _twentieths(style.get(length)), from_page


def _twentieths(length: str | None) -> int:
    """Return a length of CSS in twentieths of a point."""
    found = _LENGTH.match(length or "")
    return round(float(found[1]) * _UNITS.get(found[2], 15)) if found else 0
