"""Tracked changes, as if all had been accepted: what Word shows under "No Markup"."""

from __future__ import annotations

from toolchain.readers.docx.xml import ROW, Element, W

_TAKEN_AWAY = (W + "del", W + "moveFrom")
_MARKS = frozenset((W + "rPr", W + "trPr", W + "tcPr", W + "numPr", W + "ctrlPr"))


def accept(root: Element) -> None:
    """Take out of a tree what changes have taken away: runs, and rows of tables."""
    for element in list(root.iter(*_TAKEN_AWAY)):
        parent = element.getparent()
        if parent is None:
            continue
        if parent.tag not in _MARKS:
            parent.remove(element)
        elif parent.tag == W + "trPr":
            _remove_row(parent)


def goes_on(mark: Element | None) -> bool:
    """Whether a paragraph's end, by its mark's `w:rPr`, has been taken away: the next one goes on from it."""
    return mark is not None and any(mark.find(tag) is not None for tag in _TAKEN_AWAY)


def _remove_row(properties: Element) -> None:
    row = properties.getparent()
    table = None if row is None else row.getparent()
    if row is not None and table is not None and row.tag == ROW:
        table.remove(row)
