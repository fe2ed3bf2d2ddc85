"""Small changes of a tree that several kinds of cleaning need."""

from __future__ import annotations

from collections.abc import Iterable

from toolchain.formats.docx.xml import CELL, ID, PARAGRAPH, PROPERTIES, TABLE, Element, W

_START, _END = W + "bookmarkStart", W + "bookmarkEnd"
_LAST = frozenset((W + "sectPr",))


def remove(element: Element) -> None:
    """Take an element out, what follows it as text stays."""
    parent = element.getparent()
    if parent is None:
        return
    if element.tail and element.tail.strip():
        before = element.getprevious()
        if before is None:
            parent.text = (parent.text or "") + element.tail
        else:
            before.tail = (before.tail or "") + element.tail
    parent.remove(element)


def unwrap(element: Element, leaving_out: Iterable[str] = ()) -> None:
    """Put the children of an element in its place, but those of some names."""
    skipped = frozenset(leaving_out)
    for child in list(element):
        if child.tag not in skipped:
            element.addprevious(child)
    remove(element)


def remove_text(element: Element) -> None:
    """Take out an element with text in it. A bookmark that ends or begins elsewhere stays where it is."""
    ids: dict[str, list[Element]] = {}
    for mark in element.iter(_START, _END):
        ids.setdefault(mark.get(ID, ""), []).append(mark)
    for marks in ids.values():
        if len(marks) == 1 and marks[0] is not element:
            element.addprevious(marks[0])
    remove(element)


def is_needed(paragraph: Element) -> bool:
    """Return whether a paragraph must stay although nothing is in it: the last one of a cell, note or
    section.
    """
    properties = paragraph.find(PROPERTIES)
    if properties is not None and properties.find(W + "sectPr") is not None:
        return True
    after = paragraph.getnext()
    while after is not None and after.tag in (_START, _END):
        after = after.getnext()
    if after is None or after.tag in _LAST:
        before = paragraph.getprevious()
        while before is not None and before.tag in (_START, _END):
            before = before.getprevious()
        return before is None or before.tag != PARAGRAPH
    return after.tag == TABLE and _follows_table(paragraph)


def _follows_table(paragraph: Element) -> bool:
    """Return whether a paragraph keeps two tables from becoming one."""
    before = paragraph.getprevious()
    return before is not None and before.tag == TABLE


def fill_cells(root: Element) -> None:
    """Give each cell that ends without a paragraph one: without it Word does not open the file."""
    for cell in root.iter(CELL):
        last = next((each for each in reversed(cell) if each.tag not in (_START, _END)), None)
        if last is None or last.tag not in (PARAGRAPH, W + "sdt", W + "customXml"):
            cell.append(cell.makeelement(PARAGRAPH))
