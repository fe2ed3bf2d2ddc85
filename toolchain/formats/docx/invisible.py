"""Text that nobody can see: in the colour of its background, too small, or outside the page."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache, lru_cache, partial
from itertools import chain, islice, takewhile

from lxml import etree

from toolchain.formats.docx.drawings import OLDER_SHAPES
from toolchain.formats.docx.styles import Styles
from toolchain.formats.docx.unseen import select
from toolchain.formats.docx.xml import (
    CELL,
    PARAGRAPH,
    ROW,
    STYLE,
    TABLE,
    VAL,
    VML,
    W14,
    WP,
    A,
    Element,
    W,
    integer,
    is_in_other_form,
    is_on,
    value,
    words_in,
)
from toolchain.model.expressions import expression
from toolchain.model.facts import Word

WHITE_ON_WHITE, SAME = Word("white on white"), Word("in the colour of its background")
TINY, IN_HIDDEN_ROW = Word("2 points high or less"), Word("in a hidden row")
OUTSIDE, NARROW = Word("outside the page"), Word("a tenth of its width or less")
HEAPED, NOT_FILLED = Word("its letters on top of each other"), Word("letters without a fill")
_LOWEST, _NARROWEST = 40, 10  # twentieths of a point, per cent
_UNIT = 635  # a twentieth of a point, in the unit of drawings


_FAINT = etree.XPath(
    f"descendant::w:rPr[w:sz[@w:val * 10 <= {_LOWEST}] or w:w or w:position or w:spacing[@w:val < 0]"
    " or w14:textFill/w14:noFill]/parent::w:r"
    f'|descendant::w:spacing[@w:lineRule="exact" and @w:line <= {_LOWEST}]/ancestor::w:p[1]//w:r'
    f'|descendant::w:trPr[w:hidden or w:trHeight[@w:hRule="exact"]/@w:val <= {_LOWEST}]/parent::w:tr//w:r',
    namespaces={"w": W[1:-1], "w14": W14[1:-1]},
)
_LOOK = [
    each.replace("w:", W).replace("w14:", W14)
    for each in ("w:rPr/w:color", "w:rPr/w:sz", "w:rPr/w:w", "w:rPr/w:position", "w:pPr/w:spacing[@w:line]",
                 "w:trPr/w:trHeight[@w:hRule='exact']", "w:trPr/w:hidden", "w:rPr/w:spacing",
                 "w:rPr/w14:textFill", "w:rPr/w14:textOutline")
]  # fmt: skip
_NO_FILL = W14 + "noFill"
_USUAL_SIZE = 20
"""Half-points of letters whose size is not stated; the width of a letter is half of its size."""
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
        if why is HEAPED and len(words.strip()) == 1:
            why = None  # a stroke over its neighbour, or half of the space of a Chinese comma
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
    _, size, scale, position, lines, row, hidden, spacing, fill, outline = look
    line = lines.get(W + "line") if lines.get(W + "lineRule") == "exact" else ""
    heights = integer(size.get(VAL)) * 10, integer(row.get(VAL)), integer(line)
    if any(0 < each <= _LOWEST for each in heights):
        return TINY
    if 0 < integer(scale.get(VAL, "").rstrip("%")) <= _NARROWEST:
        return NARROW
    if is_on(hidden):
        return IN_HIDDEN_ROW
    if integer(spacing.get(VAL)) <= -5 * (integer(size.get(VAL)) or _USUAL_SIZE):
        return HEAPED
    if fill.find(_NO_FILL) is not None and (outline is _UNSTATED or outline.find(_NO_FILL) is not None):
        return NOT_FILLED
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


WHITE = "white"
_BOX = W + "txbxContent"
_WPS = "{http://schemas.microsoft.com/office/word/2010/wordprocessingShape}"
_PICTURE = "{http://schemas.openxmlformats.org/drawingml/2006/picture}pic"
_FILLS = tuple(A + f"{kind}Fill" for kind in ("solid", "no", "grad", "blip", "patt", "grp"))
_STATING = (f"*/{W}highlight", f"*/{W}shd")
_FIRST_ROW, _LAST_ROW, _FIRST_COLUMN, _LAST_COLUMN, _NO_ROWS, _NO_COLUMNS = (0x20 << bit for bit in range(6))
"""What a table chooses of its style (17.4.56): how its ends look, and that its bands look alike."""
_ALL = _FIRST_ROW | _LAST_ROW | _FIRST_COLUMN | _LAST_COLUMN
_ABOVE, _BEFORE = (
    etree.XPath(f"count(preceding-sibling::w:{tag})", namespaces={"w": W[1:-1]}) for tag in ("tr", "tc")
)
_HEXADECIMAL = expression("[0-9A-Fa-f]{1,8}")
_OFF = ("f", "false", "0", "off")
_NONE = ("", "auto", "none")
_WHITE = expression("#?(f[0-9a-f]){3}|(?:white|window|bg1|lt1|background1|light1)(?::[0-9a-f]+)?")
_PURE = expression(_WHITE.pattern.replace("f[0-9a-f]", "f[89a-f]"))
_COLOUR = expression("#?((?:[0-9a-f]{2}){3})")
_HIGHLIGHTS = {
    "black": "000000", "blue": "0000FF", "cyan": "00FFFF", "green": "00FF00", "magenta": "FF00FF",
    "red": "FF0000", "yellow": "FFFF00", "darkBlue": "000080", "darkCyan": "008080", "darkGreen": "008000",
    "darkMagenta": "800080", "darkRed": "800000", "darkYellow": "808000", "darkGray": "808080",
    "lightGray": "C0C0C0",
}  # fmt: skip
_MIXED = "some colour"


def colour(mark: Element, plain: str = "val", kind: str = "") -> str:
    """Return the names of a colour, also that of the theme with its tint and shade, with spaces between."""
    theme, *toned = (
        mark.get(f"{W}theme{part}", "") for part in (kind or "Color", f"{kind}Tint", f"{kind}Shade")
    )
    return f"{mark.get(W + plain, '')} {':'.join((theme, *toned)).rstrip(':')}"


@lru_cache(1000)
def rounded(names: str, *, pale: bool = False) -> frozenset[str]:
    """Return the names of a colour, the same for those between which nobody sees a difference on paper.

    With `pale`, the pale grey of a row (F2F2F2) is not white. It is empty for an automatic colour, which Word
    chooses so that it can be seen.
    """
    found, white = set(names.lower().split()).difference(_NONE), _PURE if pale else _WHITE
    return frozenset(WHITE if white.fullmatch(each) else _rounded(each) for each in found)


def _rounded(name: str) -> str:
    parts = _COLOUR.fullmatch(name)
    return bytes(part // 8 for part in bytes.fromhex(parts[1])).hex() if parts else name


def page_fill(document: Element, settings: Element | None) -> str:
    """Return the colour of the pages, "" if Word shows none (ECMA-376-1, 17.2.1, 17.15.1.25)."""
    shown = document.find(W + "background")
    if shown is None or settings is None or not is_on(settings.find(W + "displayBackgroundShape")):
        return ""
    return _MIXED if len(shown) else colour(shown, "color")


def fills(root: Element) -> Iterator[str]:
    """Yield the names of all colours of backgrounds in a part."""
    yield from map(_shade, root.iter(W + "shd", W + "highlight"))
    drawn = root.iter(A + "srgbClr", A + "schemeClr", *OLDER_SHAPES)
    yield from (each.get("fillcolor") or str(each.get("val", "")) for each in drawn)


class Backgrounds:
    """The colours on which texts are, each looked for once; `page` is the page's, `pale` as in `rounded`."""

    def __init__(self, styles: Styles, page: str, *, pale: bool = False) -> None:
        self._page = rounded(page) or frozenset((WHITE,))
        self._fill = cache(lambda each: rounded(_fill(each, styles), pale=pale))

    def of(self, run: Element) -> frozenset[str]:
        """Return the rounded names of the colour of a run's background."""
        return next(filter(None, map(self._fill, (run, *run.iterancestors()))), self._page)


def _fill(element: Element, styles: Styles) -> str:
    """Return the colour of an element; "" if what is around it is seen through it."""
    named: Iterable[Element] = ()
    properties = element.find(f"{element.tag}Pr")
    if element.tag == _BOX:
        return _fill_of_box(element)
    if element.tag == W + "r" and styles.has(style := value(properties, "rStyle") or ""):
        named = styles.lineage(style)
    elif element.tag == PARAGRAPH:
        named = styles.lineage(value(properties, "pStyle"))
    elif element.tag == CELL:
        named = table_style(element, styles)
    marks = (mark for each in (element, *named) for path in _STATING for mark in each.iterfind(path))
    return next(map(_shade, marks), "")


def _shade(mark: Element) -> str:
    pattern = mark.get(VAL, "")
    if mark.tag == W + "highlight":
        return _HIGHLIGHTS.get(pattern, pattern)
    if pattern == "solid" and mark.get(W + "color") not in (None, "auto"):
        return colour(mark, "color")
    return colour(mark, "fill", "Fill") if pattern in ("clear", "nil", "") else _MIXED


def table_style(cell: Element, styles: Styles) -> Iterator[Element]:
    """Yield the parts of a table's style that count for a cell, the strongest first (17.7.6)."""
    properties = next(cell.iterancestors(TABLE), cell).find(W + "tblPr")
    style = value(properties, "tblStyle") or ""
    lineage = list(styles.lineage(style)) if styles.has(style) else []
    parts = [part for each in lineage for part in each.iterchildren(W + "tblStylePr")]
    look = None if properties is None else properties.find(W + "tblLook")
    chosen = "" if look is None else look.get(VAL, "")
    is_stated = _HEXADECIMAL.fullmatch(chosen)
    for condition in _conditions(cell, int(chosen, 16) if is_stated else _ALL) if parts else ():
        yield from (part for part in parts if part.get(W + "type") == condition)
    yield from lineage


def _conditions(cell: Element, look: int) -> list[str]:
    """Return the conditions that a cell fulfils, the strongest first."""
    row = next(cell.iterancestors(ROW), cell)
    above, left = (round(float(str(count(each)))) for count, each in ((_ABOVE, row), (_BEFORE, cell)))
    below, right = (next(each.itersiblings(each.tag), None) is not None for each in (row, cell))
    heads, sides = bool(look & _FIRST_ROW), bool(look & _FIRST_COLUMN)
    first, last = heads and not above, look & _LAST_ROW and not below
    start, end = sides and not left, look & _LAST_COLUMN and not right
    fulfilled = {
        "nwCell": first and start,
        "neCell": first and end,
        "swCell": last and start,
        "seCell": last and end,
        "firstCol": start,
        "lastCol": end,
        "firstRow": first,
        "lastRow": last,
        f"band{1 + (above - heads) % 2}Horz": not look & _NO_ROWS,
        f"band{1 + (left - sides) % 2}Vert": not look & _NO_COLUMNS,
        "wholeTable": True,
    }
    return [condition for condition, counts in fulfilled.items() if counts]


def _fill_of_box(box: Element) -> str:
    """Return the colour of a text box. One that is not filled may be on any other drawing of its part."""
    shape = next(box.iterancestors(_WPS + "wsp", *OLDER_SHAPES), box)
    fill = _fill_of_shape(shape)
    if fill.lower() not in _NONE:
        return fill
    drawn = shape.getroottree().iter(_WPS + "wsp", _PICTURE, *OLDER_SHAPES)
    others = (each for each in drawn if each is not shape and not is_in_other_form(each))
    return "" if next(others, None) is None else _MIXED


def _fill_of_shape(shape: Element) -> str:
    if shape.tag in OLDER_SHAPES:
        plain_fill = _MIXED if shape.find(VML + "fill") is not None else shape.get("fillcolor", "white")
        return "" if shape.get("filled") in _OFF else plain_fill.partition(" ")[0]
    properties = shape.find(_WPS + "spPr")
    fill = next(iter(() if properties is None else properties.iterchildren(*_FILLS)), None)
    if fill is None:
        of_style = shape.find(f"{_WPS}style/{A}fillRef")
        return _MIXED if of_style is not None and of_style.get("idx") != "0" else ""
    if fill.tag == A + "noFill":
        return ""
    plain = fill[0] if fill.tag == A + "solidFill" and len(fill) else None
    return _MIXED if plain is None or len(plain) else plain.get("val", _MIXED)
