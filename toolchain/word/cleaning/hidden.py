"""Remove hidden text: runs hidden directly, by style or paragraph; hidden pictures; covered cells.

Text with `w:webHidden` is visible on paper, so it stays.
"""

from __future__ import annotations

from collections.abc import Collection

from toolchain.formats.docx.field_parts import Field, fields_of
from toolchain.formats.docx.story import merging
from toolchain.formats.docx.styles import Styles, look_of, over
from toolchain.formats.docx.xml import (
    ALTERNATE,
    CELL,
    MC,
    PARAGRAPH,
    PROPERTIES,
    WP,
    Element,
    W,
    is_on,
    value,
)
from toolchain.word.cleaning.fields import SEEN_ELSEWHERE, take_out_of_run
from toolchain.word.cleaning.moving import fill_cells, is_needed, remove, remove_text
from toolchain.word.cleaning.report import Report

_RUN, _RUN_PROPERTIES, _VANISH = W + "r", W + "rPr", W + "vanish"
_SEEN = tuple(W + name for name in ("t", "drawing", "pict", "object", "instrText"))
_STAYS = frozenset(
    W + name
    for name in ("rPr", "fldChar", "instrText", "footnoteRef", "endnoteRef", "separator",
                 "continuationSeparator", "lastRenderedPageBreak", "commentReference", "annotationRef")
)  # fmt: skip


def remove_hidden(root: Element, styles: Styles, shown_fields: Collection[str], report: Report) -> None:
    """Remove hidden text from a part. `shown_fields` are kinds that fields of the document show."""
    _remove_drawings(root, report)
    _empty_cells(root, report)
    has_hidden = styles.hides or next(root.iter(_VANISH), None) is not None
    runs = {run: None for run in root.iter(_RUN) if _is_hidden(run, styles)} if has_hidden else {}
    _remove_fields(root, runs, shown_fields, report)
    if has_hidden:
        _remove_runs(root, runs, report)
    fill_cells(root)


def _remove_runs(root: Element, runs: Collection[Element], report: Report) -> None:
    """Remove hidden runs, and the paragraphs that are then empty."""
    emptied: dict[Element, None] = {}
    for run in runs:
        paragraph = next(run.iterancestors(PARAGRAPH), None)
        gone = [child for child in run if child.tag not in _STAYS]
        if gone:
            report.take("run of hidden text", run)
            for child in gone:
                run.remove(child)
        if paragraph is not None:
            emptied[paragraph] = None
        if all(child.tag == _RUN_PROPERTIES for child in run):
            remove(run)
    for paragraph in root.iter(PARAGRAPH):
        if _ends_hidden(paragraph):
            emptied[paragraph] = None
    _remove_paragraphs(emptied)


def _is_hidden(run: Element, styles: Styles) -> bool:
    """Return whether a run is hidden, directly, by its style or by its paragraph's (17.3.2.41)."""
    properties = run.find(_RUN_PROPERTIES)
    look = look_of(properties)
    if (named := value(properties, "rStyle")) is not None:
        look = over(look, styles.look(named))
    if look.hidden is not None:
        return look.hidden
    if not styles.hides:
        return False
    around = next(run.iterancestors(PARAGRAPH), None)
    return styles.paragraph(value(None if around is None else around.find(PROPERTIES), "pStyle")).hidden


def _remove_drawings(root: Element, report: Report) -> None:
    """Remove hidden pictures and boxes (20.4.2.5)."""
    for properties in list(root.iter(WP + "docPr")):
        if properties.get("hidden") in ("1", "true"):
            drawing = next(properties.iterancestors(W + "drawing"), None)
            if drawing is None or drawing.getparent() is None:
                continue
            choice = drawing.getparent()
            alternate = None if choice is None or choice.tag != MC + "Choice" else choice.getparent()
            report.take("hidden picture", drawing)
            take_out_of_run(drawing if alternate is None or alternate.tag != ALTERNATE else alternate)


def _empty_cells(root: Element, report: Report) -> None:
    """Remove the content of cells covered by others (17.4.84, 17.4.22)."""
    for cell in list(root.iter(CELL)):
        merged = merging(cell)
        if (merged.below or merged.beside) and next(cell.iter(*_SEEN), None) is not None:
            report.take("hidden cell", cell)
            for child in list(cell):
                if child.tag != W + "tcPr":
                    cell.remove(child)


def _remove_fields(
    root: Element, runs: dict[Element, None], shown_fields: Collection[str], report: Report
) -> None:
    """Remove fields that are completely hidden, and those that show nothing at their place.

    The words for an index or a table of the document stay, because it shows them elsewhere.
    """
    for each in fields_of(root):
        kind = each.instruction.kind
        if not each.whole or not (kind in SEEN_ELSEWHERE or _is_all_in(each, runs)):
            continue
        if (place := SEEN_ELSEWHERE.get(kind)) in shown_fields:
            report.leave(
                "the words of the field {field} are invisible here, but are used in the {place}",
                each.start,
                field=kind,
                place=place,
            )
            continue
        report.take("hidden field", each.start)
        if each.simple is not None:
            remove(each.simple)
        for element in (*each.own, *each.inside):
            take_out_of_run(element)


def _is_all_in(each: Field, runs: dict[Element, None]) -> bool:
    return bool(each.own) and all(element.getparent() in runs for element in each.own)


def _ends_hidden(paragraph: Element) -> bool:
    """Return whether a paragraph's end mark is hidden."""
    mark = paragraph.find(f"{PROPERTIES}/{_RUN_PROPERTIES}")
    return mark is not None and is_on(mark.find(_VANISH))


def _remove_paragraphs(paragraphs: Collection[Element]) -> None:
    """Remove empty paragraphs whose end mark was hidden too."""
    for paragraph in paragraphs:
        if _ends_hidden(paragraph) and _is_empty(paragraph) and not is_needed(paragraph):
            remove_text(paragraph)


def _is_empty(paragraph: Element) -> bool:
    inner = (W + "r", W + "fldSimple", W + "sdt", W + "hyperlink", W + "smartTag", W + "customXml")
    return next(paragraph.iterdescendants(*inner), None) is None
