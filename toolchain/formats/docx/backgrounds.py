"""The background of a text: its shading, or that of its cell, the style of its table, its box or the page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from toolchain.formats.docx.alternatives import is_in_other_form
from toolchain.formats.docx.drawings import OLDER_SHAPES
from toolchain.formats.docx.styles import Styles
from toolchain.formats.docx.xml import CELL, PARAGRAPH, ROW, TABLE, VAL, VML, A, Element, W, is_on, value
from toolchain.model.expressions import expression

_BOX = W + "txbxContent"
_WPS = "{http://schemas.microsoft.com/office/word/2010/wordprocessingShape}"
_PICTURE = "{http://schemas.openxmlformats.org/drawingml/2006/picture}pic"
_FILLS = tuple(A + f"{kind}Fill" for kind in ("solid", "no", "grad", "blip", "patt", "grp"))
_STATING = (f"*/{W}highlight", f"*/{W}shd")
_FIRST_ROW, _LAST_ROW, _FIRST_COLUMN, _LAST_COLUMN, _NO_ROWS, _NO_COLUMNS = (0x20 << bit for bit in range(6))
"""What a table chooses of its style (17.4.56): how its ends look, and that its bands look alike."""
_ALL = _FIRST_ROW | _LAST_ROW | _FIRST_COLUMN | _LAST_COLUMN
_HEXADECIMAL = expression("[0-9A-Fa-f]{1,8}")
_OFF = ("f", "false", "0", "off")
_NONE = ("", "auto", "none")
WHITES = expression("#?([Ff][0-9A-Fa-f]){3}|(?i:white|window|bg1|lt1|background1|light1)")
"""White, or so nearly that nobody sees a difference on paper, as a colour or of a theme."""
_MIXED = "some colour"


def page_fill(document: Element, settings: Element | None) -> str:
    """Return the colour of the pages, "" if Word shows none (ECMA-376-1, 17.2.1, 17.15.1.25)."""
    background = document.find(W + "background")
    if background is None or settings is None or not is_on(settings.find(W + "displayBackgroundShape")):
        return ""
    return _MIXED if len(background) else background.get(W + "color", "")


def is_on_white(run: Element, styles: Styles, page: str) -> bool:
    """Return whether the background of a run is white; `page` is the colour of the page."""
    fills = (_fill(each, styles) for each in (run, *run.iterancestors()))
    fill = next((each for each in fills if each.lower() not in _NONE), page)
    return fill.lower() in _NONE or WHITES.fullmatch(fill) is not None


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
        return pattern
    is_plain = pattern in ("clear", "nil", "")
    return mark.get(W + "fill") or str(mark.get(W + "themeFill", "")) if is_plain else _MIXED


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
    above, below, left, right = (
        sum(1 for _ in each.itersiblings(each.tag, preceding=is_before))
        for each in (row, cell)
        for is_before in (True, False)
    )
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
