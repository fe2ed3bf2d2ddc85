"""Tracked changes: accept them, or reverse them, so that accepting the reversed ones rejects them.

ECMA-376-1, 17.13.5. The author and time of a change are removed with it.
"""

from __future__ import annotations

from toolchain.formats.docx.changes import next_paragraph, remove_doubles, remove_emptied
from toolchain.formats.docx.tokenizer import LINK, is_empty_link
from toolchain.formats.docx.xml import CELL, PARAGRAPH, PROPERTIES, ROW, TABLE, VAL, Element, W
from toolchain.word.cleaning.files import fill_cells, remove, remove_text, unwrap
from toolchain.word.cleaning.report import Report, kinds

CHANGES = kinds("changes", W)
"""Elements that track a change, and their names in the report."""

_FORMER = {name for name in CHANGES if name.endswith("Change")}
_ADDED, _TAKEN = (W + "ins", W + "moveTo"), (W + "del", W + "moveFrom")
_OPPOSITE = {
    W + one: W + other
    for a, b in (("ins", "del"), ("moveTo", "moveFrom"), ("cellIns", "cellDel"))
    for one, other in ((a, b), (b, a))
}
_MARKS = (*_ADDED, *_TAKEN)
# Elements that a former state omits, so the present ones are kept, before or after the restored ones.
_KEPT_BEFORE = {
    W + "rPr": frozenset(_MARKS),
    W + "sectPr": frozenset((W + "headerReference", W + "footerReference")),
}
_KEPT_BEHIND = {
    PROPERTIES: frozenset((W + "rPr", W + "sectPr")),
    W + "trPr": frozenset((W + "ins", W + "del")),
    W + "tcPr": frozenset((W + "cellIns", W + "cellDel", W + "cellMerge")),
}
_RANGES = tuple(kinds("ranges", W))
_NO_TEXT = frozenset((W + "rPr", W + "trPr", W + "tcPr", W + "numPr", W + "ctrlPr", W + "tblPr"))
_BEFORE_MERGE = frozenset(W + name for name in ("cnfStyle", "tcW", "gridSpan", "hMerge"))
_MERGES = {"rest": "restart", "cont": "continue"}


def tell_changes(root: Element, report: Report) -> None:
    """Record all tracked changes of a part."""
    for element in root.iter(*CHANGES):
        report.take(CHANGES[str(element.tag)], element)


def turn_round(root: Element) -> None:
    """Turn added text into deleted text in this part, and the reverse; restore former formatting."""
    for element in list(root.iter(*_FORMER)):
        _bring_back(element)
    remove(*(each for each in root.iter(W + "numPr") if each.find(W + "ins") is not None))
    for element in root.iter(W + "cellMerge"):
        element.set(W + "vMerge", element.get(W + "vMergeOrig", ""))
    for element in list(root.iter(*_OPPOSITE)):
        element.tag = _OPPOSITE[str(element.tag)]
        if element.tag in _ADDED:
            for text in element.iter(W + "delText"):
                text.tag = W + "t"
            for text in element.iter(W + "delInstrText"):
                text.tag = W + "instrText"


def accept(root: Element) -> None:
    """Accept all changes of a part, so that none is tracked any more."""
    remove(*root.iter(*_FORMER, *_RANGES))
    for element in list(root.iter(W + "cellMerge")):
        _merge(element)
    _remove_cells(root)
    for element in list(root.iter(*_TAKEN)):
        parent = element.getparent()
        if parent is not None and parent.tag not in _NO_TEXT:
            remove_text(element)
    for element in list(root.iter(*_ADDED)):
        parent = element.getparent()
        if parent is not None and parent.tag in _NO_TEXT:
            remove(element)
        else:
            unwrap(element)
    _join_paragraphs(root)
    remove(*root.iter(*_TAKEN, W + "cellIns"))
    for link in list(root.iter(LINK)):
        if is_empty_link(link):
            unwrap(link)
    remove_doubles(root)
    fill_cells(root)


def _bring_back(change: Element) -> None:
    """Replace the present properties by the former ones (17.13.5.29 and others)."""
    properties = change.getparent()
    former = next(iter(change), None)
    remove(change)
    if properties is None or former is None:
        return
    tag = str(properties.tag)
    before, behind = _KEPT_BEFORE.get(tag, frozenset()), _KEPT_BEHIND.get(tag, frozenset())
    kept = [each for each in properties if each.tag in before]
    last = [each for each in properties if each.tag in behind]
    returned = [each for each in former if each.tag not in before and each.tag not in behind]
    del properties[:]
    properties.extend((*kept, *returned, *last))


def _merge(change: Element) -> None:
    """Merge a cell with the one above, or split it, as a change says (17.13.5.3)."""
    properties = change.getparent()
    if properties is None:
        return
    state = _MERGES.get(change.get(W + "vMerge", ""))
    remove(change, *properties.findall(W + "vMerge")[:1])
    if state:
        merge = properties.makeelement(W + "vMerge", {VAL: state})
        at = next((n for n, each in enumerate(properties) if each.tag not in _BEFORE_MERGE), len(properties))
        properties.insert(at, merge)


def _remove_cells(root: Element) -> None:
    """Remove deleted rows and cells, and tables and rows that are then empty."""
    for holder, path in ((ROW, f"{W}trPr/{W}del"), (CELL, f"{W}tcPr/{W}cellDel")):
        for gone in [each for each in root.iter(holder) if each.find(path) is not None]:
            _remove_with_holder(gone)


def _remove_with_holder(element: Element) -> None:
    """Remove an element, and then a row without cells or a table without rows, which would be invalid."""
    parent = element.getparent()
    remove(element)
    while parent is not None and parent.tag in (ROW, TABLE):
        if next(parent.iterdescendants(CELL), None) is not None:
            return
        gone, around = parent, parent.getparent()
        remove(gone)
        parent = around


def _join_paragraphs(root: Element) -> None:
    """Join paragraphs with deleted ends to the next one; from the end, so that each moves once."""
    for mark in reversed(list(root.iter(*_TAKEN))):
        around = [*mark.iterancestors()][1:3]
        remove(mark)
        if [each.tag for each in around] != [PROPERTIES, PARAGRAPH]:
            continue
        paragraph = around[1]
        following = next_paragraph(paragraph)
        if following is not None:
            remove_emptied(paragraph)
            start = 1 if len(following) and following[0].tag == PROPERTIES else 0
            following[start:start] = [each for each in paragraph if each.tag != PROPERTIES]
            remove(paragraph)
