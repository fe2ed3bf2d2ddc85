"""The background of a text: its shading, or that of its cell, the style of its table, its box or the page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache, lru_cache

from lxml import etree

from toolchain.formats.docx.alternatives import is_in_other_form
from toolchain.formats.docx.drawings import OLDER_SHAPES
from toolchain.formats.docx.styles import Styles
from toolchain.formats.docx.xml import CELL, PARAGRAPH, ROW, TABLE, VAL, VML, A, Element, W, is_on, value
from toolchain.model.expressions import expression

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
def rounded(names: str) -> frozenset[str]:
    """Return the names of a colour, the same for those between which nobody sees a difference on paper.

    It is empty for an automatic colour, which Word chooses so that it can be seen.
    """
    found = set(names.lower().split()).difference(_NONE)
    return frozenset(WHITE if _WHITE.fullmatch(each) else _rounded(each) for each in found)


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
    """The colours on which texts are, each looked for once; `page` is that of the page."""

    def __init__(self, styles: Styles, page: str) -> None:
        self._page = rounded(page) or frozenset((WHITE,))
        self._fill = cache(lambda each: rounded(_fill(each, styles)))

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
        named = _of_table(element, styles)
    marks = (mark for each in (element, *named) for path in _STATING for mark in each.iterfind(path))
    return next(map(_shade, marks), "")


def _shade(mark: Element) -> str:
    pattern = mark.get(VAL, "")
    if mark.tag == W + "highlight":
        return _HIGHLIGHTS.get(pattern, pattern)
    if pattern == "solid" and mark.get(W + "color") not in (None, "auto"):
        return colour(mark, "color")
    return colour(mark, "fill", "Fill") if pattern in ("clear", "nil", "") else _MIXED


def _of_table(cell: Element, styles: Styles) -> Iterator[Element]:
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
