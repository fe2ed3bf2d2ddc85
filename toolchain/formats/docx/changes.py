"""Tracked changes: accept them all, as Word shows a file under "No Markup", and list them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from toolchain.formats.docx.found import Change, Changed, RevisionKind
from toolchain.formats.docx.story import START, STOP, inside
from toolchain.formats.docx.xml import CELL, ID, PARAGRAPH, ROW, TABLE, Element, W

_KINDS: dict[str, RevisionKind] = {
    W + "ins": "inserted",
    W + "del": "deleted",
    W + "moveTo": "moved here",
    W + "moveFrom": "moved away",
    W + "cellIns": "inserted",
    W + "cellDel": "deleted",
    **{W + name: "looks otherwise" for name in (
        "rPrChange", "pPrChange", "tblPrChange", "tblPrExChange", "tblGridChange", "trPrChange",
        "tcPrChange", "sectPrChange", "numberingChange", "cellMerge",
    )},
}  # fmt: skip
_TAKEN_AWAY = (W + "del", W + "moveFrom")
_TAGS = tuple(_KINDS)
# What a change is of by the element that it stands in; in any other one it is of a text.
_OF: dict[str, Changed] = {
    W + "rPr": "end",
    W + "trPr": "row",
    W + "tcPr": "cell",
    W + "numPr": "number",
    W + "pPr": "paragraph",
    W + "sectPr": "section",
    **{W + name: "table" for name in ("tblPr", "tblPrEx", "tblGrid")},
}
_ENDS = frozenset((PARAGRAPH, TABLE, W + "sectPr"))
_RUN = W + "r"
_UNSEEN = (W + "rPr", W + "commentReference")


def accept(root: Element) -> Mapping[Element, list[Change]]:
    """Remove from a tree what tracked changes have deleted: runs, and rows and cells of tables.

    Return all changes, by the paragraph that each was in, or the table, or else the root.
    """
    changes: dict[Element, list[Change]] = {}
    for element in list(root.iter(*_TAGS)):
        parent = element.getparent()
        if parent is None or _is_gone(element, root):
            continue
        kind = _KINDS[str(element.tag)]
        what = _OF.get(str(parent.tag), "text")
        holder = _holder(element, what)
        changes.setdefault(root if holder is None else holder, []).append(Change(kind, _told(parent, what)))
        if kind in ("deleted", "moved away"):
            _remove(element, parent, what)
    if changes:
        remove_doubles(root)
    return changes


def goes_on(element: Element, mark: Element) -> bool:
    """Return whether the end of a paragraph was deleted, so that the next paragraph continues it.

    `mark` is the `w:rPr` of the paragraph mark.
    """
    if all(mark.find(tag) is None for tag in _TAKEN_AWAY):
        return False
    return next_paragraph(element) is not None


def next_paragraph(element: Element) -> Element | None:
    """Return the paragraph in which a text continues when the end of a paragraph goes.

    Return None before a table, and at the end of a section, cell or note: such an end stays.
    """
    for each in element.itersiblings():
        following = each if each.tag in _ENDS else next(inside(each, _ENDS), None)
        if following is not None:
            return following if following.tag == PARAGRAPH else None
    return None


def remove_emptied(paragraph: Element) -> None:
    """Remove the bookmarks of a paragraph of which only the end was left.

    They would mark the text that takes its place. Word removes them with the text, too.
    """
    if not any(child.tag not in _UNSEEN for run in paragraph.iter(_RUN) for child in run):
        starts, stops = ({mark.get(ID) for mark in paragraph.iter(tag)} for tag in (START, STOP))
        _drop([mark for mark in paragraph.iter(START, STOP) if mark.get(ID) in starts & stops])


def remove_doubles(root: Element) -> None:
    """Remove second bookmarks of one name, which replaced paragraphs leave. The first with content stays."""
    named: dict[str, dict[Element, Element | None]] = {}
    opened: dict[str, tuple[Element, dict[Element, Element | None]]] = {}
    filled: set[Element] = set()
    for each in root.iter(START, STOP, _RUN):
        if each.tag == START:
            same = named.setdefault(each.get(W + "name", "").lower(), {})
            same[each] = None
            opened[each.get(ID, "")] = each, same
        elif each.tag == _RUN:
            filled.update(start for start, _ in opened.values())
        elif found := opened.pop(each.get(ID, ""), None):
            found[1][found[0]] = each
    for same in named.values():
        kept = next((start for start in same if start in filled), next(iter(same)))
        _drop(mark for pair in same.items() if pair[0] is not kept for mark in pair)


def _drop(marks: Iterable[Element | None]) -> None:
    for mark in marks:
        if mark is not None and (parent := mark.getparent()) is not None:
            parent.remove(mark)


def _told(parent: Element, what: Changed) -> Changed:
    """Return what was changed: properties of a run are of its text, not of the end of a paragraph."""
    run = parent.getparent()
    return "text" if what == "end" and run is not None and run.tag == _RUN else what


def _holder(element: Element, what: Changed) -> Element | None:
    """Return the paragraph of a change; the table for rows, cells and tables; None if there is neither."""
    wanted = (TABLE,) if what in ("row", "cell", "table") else (PARAGRAPH, TABLE)
    return next(element.iterancestors(*wanted), None)


def _is_gone(element: Element, root: Element) -> bool:
    """Return whether an element was in something that is removed."""
    return all(each is not root for each in element.iterancestors())


def _remove(element: Element, parent: Element, what: Changed) -> None:
    """Remove what a change has deleted. Ends of paragraphs stay: `goes_on` handles them later."""
    if what == "text":
        parent.remove(element)
    elif what in ("row", "cell"):
        taken = parent.getparent()
        table = None if taken is None else taken.getparent()
        if taken is not None and table is not None and taken.tag in (ROW, CELL):
            table.remove(taken)
            _remove_empty(table)


def _remove_empty(table: Element) -> None:
    """Remove a table without rows, so that the text before it continues after it."""
    around = table.getparent()
    if table.tag == TABLE and around is not None and next(table.iterdescendants(ROW), None) is None:
        around.remove(table)
