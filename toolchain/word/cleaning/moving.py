"""Small changes of a tree that several kinds of cleaning use."""

from __future__ import annotations

from collections.abc import Iterable

from toolchain.formats.docx.xml import CELL, ID, PARAGRAPH, PROPERTIES, TABLE, A, Element, W

START, END = W + "bookmarkStart", W + "bookmarkEnd"


def remove(*elements: Element) -> None:
    """Remove elements; the texts after them stay."""
    for element in elements:
        parent = element.getparent()
        if parent is None:
            continue
        if element.tail and element.tail.strip():
            before = element.getprevious()
            if before is None:
                parent.text = (parent.text or "") + element.tail
            else:
                before.tail = (before.tail or "") + element.tail
        parent.remove(element)


def remove_extension(element: Element) -> None:
    """Remove an element with the `a:ext` around it, and the list of extensions if that was the only one."""
    extension = next(element.iterancestors(A + "ext"), element)
    around = extension.getparent()
    remove(extension)
    if extension is not element and around is not None and len(around) == 0:
        remove(around)


def unwrap(element: Element, leaving_out: Iterable[str] = ()) -> None:
    """Replace an element by its children, except those of some names."""
    skipped = frozenset(leaving_out)
    for child in list(element):
        if child.tag not in skipped:
            element.addprevious(child)
    remove(element)


def remove_text(element: Element) -> None:
    """Remove an element with text. A bookmark that begins or ends elsewhere stays."""
    ids: dict[str, list[Element]] = {}
    for mark in element.iter(START, END):
        ids.setdefault(mark.get(ID, ""), []).append(mark)
    for marks in ids.values():
        if len(marks) == 1 and marks[0] is not element:
            element.addprevious(marks[0])
    remove(element)


def is_needed(paragraph: Element) -> bool:
    """Return whether an empty paragraph must stay: the last one of a cell, note or section."""
    properties = paragraph.find(PROPERTIES)
    if properties is not None and properties.find(W + "sectPr") is not None:
        return True
    after, before = (
        next((each for each in siblings if each.tag not in (START, END)), None)
        for siblings in (paragraph.itersiblings(), paragraph.itersiblings(preceding=True))
    )
    if after is None or after.tag == W + "sectPr":
        return before is None or before.tag != PARAGRAPH
    above = paragraph.getprevious()  # it separates two tables that would otherwise become one
    return after.tag == TABLE and above is not None and above.tag == TABLE


def fill_cells(root: Element) -> None:
    """Add a paragraph to each cell that does not end with one: Word does not open the file otherwise."""
    for cell in root.iter(CELL):
        last = next((each for each in reversed(cell) if each.tag not in (START, END)), None)
        if last is None or last.tag not in (PARAGRAPH, W + "sdt", W + "customXml"):
            cell.append(cell.makeelement(PARAGRAPH))
