"""Column widths of tables on paper, by an estimate of their words; a table gets more room if needed.

An automatic table layout never breaks a word, so a wide table would run off the sheet.
"""

from __future__ import annotations

from collections.abc import Iterable

from toolchain import model as m
from toolchain.model.design import design
from toolchain.model.records import Record
from toolchain.resolve.tables import Resolved
from toolchain.writers.columns import MOST_LINES, divided, is_half, widths

SIZE = design().points("table.size")
"""The size of a table's text in points."""

SHEET = (design().points("page.width") - 2 * design().points("page.side")) / SIZE
COLUMN = SHEET - 2 * design().points("page.inset") / SIZE
"""The widths of the sheet between its margins, and of the text column, in ems."""

LINE = COLUMN * SIZE / design().points("text.size")
"""The width of a line of text in ems."""

EASY = 0.6 * COLUMN
"""Words as wide as this fit everywhere, also in a quotation in a list."""

_SIZES = (
    ("wide", SIZE),
    ("wide small", design().points("table.small.size")),
    ("wide smallest", design().points("table.smallest.size")),
)

_BROAD = ("broadest", 36.0), ("broader", 29.5), ("broad", 22.0)
"""Classes of tables whose columns' longest words are wider than this, in ems: too wide for a narrow book."""


class Columns(Record):
    """A table's classes in the style sheet, and each column's share of its width in hundredths.

    Without shares the browser lays out the table.
    """

    classes: str = ""
    shares: tuple[float, ...] = ()


def columns(table: m.Table, resolved: Resolved) -> Columns:
    """Return the columns of a table: in the text around it, in the column, or from margin to margin."""
    found = widths(table, resolved)
    needed, room, classes = sum(found.needs), COLUMN, "measured"
    if needed > COLUMN:
        wide, size = next((each for each in _SIZES if needed * each[1] / SIZE <= SHEET), _SIZES[-1])
        room, classes = SHEET * SIZE / size, f"measured {wide}"
    elif is_half(found.lengths, rtl=resolved.words.rtl) and needed <= COLUMN / 2:
        room, classes = COLUMN / 2, "half"
    elif needed <= EASY:
        classes = ""
    shares = divided(found.needs, found.wants, room)
    if max((want / share for want, share in zip(found.wants, shares, strict=True)), default=0) > MOST_LINES:
        classes = f"{classes} high".lstrip()
    return Columns(classes, tuple(round(100 * share / room, 2) for share in shares))


def on_screen(table: m.Table, resolved: Resolved) -> Columns:
    """Return the class of a table that the browser lays out.

    A page scrolls one that is too wide. A book shows its rows below each other, headers before cells.
    """
    found = widths(table, resolved)
    if is_half(found.lengths, rtl=resolved.words.rtl):
        return Columns("half")
    is_headed = any(cell.children for cell in table.header)
    return Columns(next((name for name, most in _BROAD if is_headed and sum(found.words) > most), ""))


def column_group(shares: Iterable[float]) -> str:
    """Return the markup of the column widths, or ""."""
    written = "".join(f'<col style="width: {share:g}%">' for share in shares)
    return f"<colgroup>{written}</colgroup>" if written else ""
