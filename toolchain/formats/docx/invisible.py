"""Text that nobody can see: in the colour of its background, too small, or outside the page."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cache, partial
from itertools import chain, islice, takewhile

from lxml import etree

from toolchain.formats.docx.alternatives import is_in_other_form
from toolchain.formats.docx.backgrounds import WHITE, Backgrounds, colour, fills, rounded
from toolchain.formats.docx.styles import Styles
from toolchain.formats.docx.unseen import select
from toolchain.formats.docx.xml import (
    PARAGRAPH,
    ROW,
    STYLE,
    VAL,
    VML,
    WP,
    Element,
    W,
    integer,
    is_on,
    value,
    words_in,
)
from toolchain.model.expressions import expression
from toolchain.model.facts import Word

WHITE_ON_WHITE, SAME = Word("white on white"), Word("in the colour of its background")
TINY, IN_HIDDEN_ROW = Word("2 points high or less"), Word("in a hidden row")
OUTSIDE, NARROW = Word("outside the page"), Word("a tenth of its width or less")
_LOWEST, _NARROWEST = 40, 10  # twentieths of a point, per cent
_UNIT = 635  # a twentieth of a point, in the unit of drawings


_FAINT = etree.XPath(
    f"descendant::w:rPr[w:sz[@w:val * 10 <= {_LOWEST}] or w:w or w:position]/parent::w:r"
    f'|descendant::w:spacing[@w:lineRule="exact" and @w:line <= {_LOWEST}]/ancestor::w:p[1]//w:r'
    f'|descendant::w:trPr[w:hidden or w:trHeight[@w:hRule="exact"]/@w:val <= {_LOWEST}]/parent::w:tr//w:r',
    namespaces={"w": W[1:-1]},
)
_LOOK = [
    each.replace("w:", W)
    for each in ("w:rPr/w:color", "w:rPr/w:sz", "w:rPr/w:w", "w:rPr/w:position", "w:pPr/w:spacing[@w:line]",
                 "w:trPr/w:trHeight[@w:hRule='exact']", "w:trPr/w:hidden")
]  # fmt: skip
_NAMES = (STYLE, W + "rStyle")
_UNSTATED = etree.Element("none", {VAL: "0"})
_DECLARATION = expression(r"([\w-]+)\s*:\s*([^;]+)")
_LENGTH = expression(r"([+-]?(?:\d{1,6}(?:\.\d*)?|\.\d+))([a-z]*)")
_UNITS = {"pt": 20, "in": 1440, "cm": 567, "mm": 56.7, "pc": 240}
_A4 = (11_906, 16_838)
_MARGIN = 1440
"""The size of A4, and an inch, in twentieths of a point."""


def invisible(root: Element, styles: Styles, fill: str) -> Iterator[tuple[Element, Word, str]]:
    """Yield the words that nobody can see, each with a run, paragraph or drawing and the reason.

    `fill` is the colour of the page.
    """
    page, backgrounds = _page(root), Backgrounds(styles, fill)
    around = cache(partial(_look_around, styles))
    for run in _suspects(root, styles, fill):
        words = "".join(each.text or "" for each in run.iterchildren(W + "t"))
        if not words.strip() or is_in_other_form(run):
            continue
        look = _look_of(run, styles, around)
        why, ink = _why(look, page), rounded(colour(look[0]))
        if why is None and ink & backgrounds.of(run):
            why = WHITE_ON_WHITE if WHITE in ink else SAME
        if why:
            yield run, why, words
    for each in list(root.iter(W + "ind", W + "framePr", WP + "anchor", VML + "*")):
        indents = (abs(integer(each.get(W + side))) for side in ("left", "start"))
        if max(indents) >= page[0] if each.tag == W + "ind" else _is_away(each, page):
            holder = next(each.iterancestors(PARAGRAPH), each) if str(each.tag).startswith(W) else each
            words = words_in(holder)
            if words.strip() and not is_in_other_form(each):
                yield holder, OUTSIDE, words


def _suspects(root: Element, styles: Styles, page: str) -> dict[Element, None]:
    """Return the runs that state such a look, or that have a style that does."""
    found = dict.fromkeys(select(_FAINT, root))
    stated = chain((page, WHITE), fills(root), () if styles.root is None else fills(styles.root))
    grounds = frozenset(chain.from_iterable(map(rounded, stated)))

    def is_faint(mark: Element) -> bool:
        return not grounds.isdisjoint(rounded(colour(mark)))

    for mark in filter(is_faint, root.iter(W + "color")):
        found.update(dict.fromkeys(up for up in islice(mark.iterancestors(), 1, 2) if up.tag == W + "r"))
    names = {each.get(VAL, "") for each in root.iter(*_NAMES)}
    looks = {each: _look([*styles.lineage(each)]) for each in names if styles.has(each)}
    faint = {each for each, look in looks.items() if _why(look, _A4) or is_faint(look[0])}
    for named in root.iter(*_NAMES) if faint else ():
        if named.get(VAL) in faint:
            holder = next(named.iterancestors(PARAGRAPH if named.tag == STYLE else W + "r"), named)
            found.update(dict.fromkeys(holder.iter(W + "r")))
    return found


def _look_of(run: Element, styles: Styles, around: Callable[[Element], list[Element]]) -> list[Element]:
    named = value(run.find(W + "rPr"), "rStyle") or ""
    look = _look([run, *(styles.lineage(named) if styles.has(named) else ())])
    farther = around(next(run.iterancestors(PARAGRAPH), run))
    return [far if near is _UNSTATED else near for near, far in zip(look, farther, strict=True)]


def _look_around(styles: Styles, paragraph: Element) -> list[Element]:
    rows = takewhile(lambda up: up.tag == ROW, paragraph.iterancestors(ROW, W + "txbxContent"))
    return _look([paragraph, *styles.lineage(value(paragraph.find(W + "pPr"), "pStyle")), *rows])


def _look(stated: Sequence[Element]) -> list[Element]:
    """Return what the first of some runs, paragraphs, styles or rows state, for each path of `_LOOK`."""
    found = ((each.find(path) for each in stated) for path in _LOOK)
    return [next((each for each in some if each is not None), _UNSTATED) for some in found]


def _why(look: Sequence[Element], page: tuple[int, int]) -> Word | None:
    """Return why words of a look cannot be seen on any background."""
    _, size, scale, position, lines, row, hidden = look
    line = lines.get(W + "line") if lines.get(W + "lineRule") == "exact" else ""
    heights = integer(size.get(VAL)) * 10, integer(row.get(VAL)), integer(line)
    if any(0 < each <= _LOWEST for each in heights):
        return TINY
    if 0 < integer(scale.get(VAL, "").rstrip("%")) <= _NARROWEST:
        return NARROW
    if is_on(hidden):
        return IN_HIDDEN_ROW
    return OUTSIDE if abs(integer(position.get(VAL))) * 10 >= page[1] else None


def _page(root: Element) -> tuple[int, int]:
    """Return the largest width and height of the pages of a part, at least those of A4."""
    sizes = [tuple(integer(each.get(W + side)) for side in "wh") for each in root.iter(W + "pgSz")]
    width, height = (max(each) for each in zip(*sizes, _A4, strict=True))
    return width, height


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
