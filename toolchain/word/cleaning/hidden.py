"""Remove what nobody sees: hidden text, pictures and cells; forms of a drawing that Word does not show; items
of a list that are not chosen; elements that Word does not read.

Text with `w:webHidden` is visible on paper, so it stays.
"""

from __future__ import annotations

from collections.abc import Collection

from lxml import etree

from toolchain.formats.docx import unseen
from toolchain.formats.docx.field_parts import fields_of
from toolchain.formats.docx.story import merging
from toolchain.formats.docx.styles import Styles, look_of, over
from toolchain.formats.docx.xml import (
    ALTERNATE,
    CELL,
    MC,
    PARAGRAPH,
    PROPERTIES,
    VAL,
    WP,
    Element,
    W,
    is_on,
    value,
)
from toolchain.word.cleaning.fields import SEEN_ELSEWHERE, take_out_of_run, unlink
from toolchain.word.cleaning.files import fill_cells, is_needed, remove, remove_text, unwrap
from toolchain.word.cleaning.report import Report, kinds

_RUN, _RUN_PROPERTIES, _VANISH = W + "r", W + "rPr", W + "vanish"
_SEEN = tuple(W + name for name in ("t", "drawing", "pict", "object", "instrText"))
_STAYS = kinds("runs", W)
_FORM = tuple(W + name for name in ("name", "helpText", "statusText"))
_LISTS = (W + "dropDownList", W + "comboBox")
_OTHER_CHOICE = "choice of a list that is not chosen"
_PREFIXES = (MC + "Ignorable", MC + "MustUnderstand")


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
    """Remove hidden runs, and the paragraphs that are then empty and whose end mark is hidden too."""
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
    emptied |= dict.fromkeys(filter(_ends_hidden, root.iter(PARAGRAPH)))
    for paragraph in emptied:
        if _ends_hidden(paragraph) and _is_empty(paragraph) and not is_needed(paragraph):
            remove_text(paragraph)


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
    """Remove fields that are completely hidden, and those that show nothing at their place but a result,
    which stays. The words for an index or a table of the document stay: it shows them elsewhere.
    """
    for each in fields_of(root):
        kind = each.instruction.kind
        is_hidden = bool(each.own) and all(element.getparent() in runs for element in each.own)
        if not each.whole or not (kind in SEEN_ELSEWHERE or is_hidden):
            continue
        if (place := SEEN_ELSEWHERE.get(kind, "")) in shown_fields:
            report.leave(
                "the words of the field {field} are invisible here, but are used in the {place}",
                each.start,
                field=kind,
                place=place,
            )
            continue
        report.take("hidden field", each.start)
        unlink(each)


def _ends_hidden(paragraph: Element) -> bool:
    """Return whether a paragraph's end mark is hidden."""
    mark = paragraph.find(f"{PROPERTIES}/{_RUN_PROPERTIES}")
    return mark is not None and is_on(mark.find(_VANISH))


def _is_empty(paragraph: Element) -> bool:
    inner = (W + "r", W + "fldSimple", W + "sdt", W + "hyperlink", W + "smartTag", W + "customXml")
    return next(paragraph.iterdescendants(*inner), None) is None


def remove_unseen(root: Element, report: Report) -> None:
    """Remove from a part of the text what no version of Word shows."""
    _remove_forms(root, report)
    _remove_foreign(root, report)
    for form in list(root.iter(W + "ffData")):
        _empty_form(form, report)


def _remove_forms(root: Element, report: Report) -> None:
    for alternate in list(root.iter(ALTERNATE)):
        report.take_out("form of a drawing that is not shown", unseen.unused(alternate))
        if len(alternate) == 0:
            take_out_of_run(alternate)
        elif len(alternate) == 1 and alternate[0].tag == MC + "Fallback":
            unwrap(alternate[0])
            unwrap(alternate)


def _remove_foreign(root: Element, report: Report) -> None:
    elements = unseen.foreign(root)
    for element in elements:
        report.take("element of another program", element)
        take_out_of_run(element)
    owners = unseen.with_foreign_attributes(root)
    for owner in owners:
        for key in owner.attrib:
            if str(key).startswith("{") and not str(key)[1:].startswith(unseen.KNOWN):
                report.take("attribute of another program", owner)
                del owner.attrib[key]
    if elements or owners:
        _forget_names(root)


def _forget_names(root: Element) -> None:
    """Remove the declarations of unknown namespaces. A prefix in `mc:Ignorable` must be declared."""
    kept: set[str] = set()
    for element in root.iter(root.tag, ALTERNATE):
        for key in _PREFIXES:
            if key in element.attrib:
                spaces = ((each, element.nsmap.get(each) or "") for each in str(element.get(key)).split())
                names = [prefix for prefix, space in spaces if space.startswith(unseen.KNOWN)]
                element.set(key, " ".join(names))
    for element in root.iter("*"):
        kept |= {
            prefix for prefix, space in element.nsmap.items() if prefix and space.startswith(unseen.KNOWN)
        }
    etree.cleanup_namespaces(root, keep_ns_prefixes=sorted(kept))


def empty_controls(root: Element, report: Report) -> None:
    """Remove the names of content controls and what else could be chosen in them than what they show now."""
    for control in root.iter(W + "sdtPr"):
        _empty_control(control, report)


def _empty_control(control: Element, report: Report) -> None:
    report.take_out("name of a content control", control.iterchildren(W + "alias"))
    report.take_out(_OTHER_CHOICE, unseen.other_choices(control))
    for each in control.iter(*_LISTS):
        each.attrib.pop(W + "lastValue", "")
        for item in each:
            item.set(W + "value", unseen.name_of(item))


def _empty_form(form: Element, report: Report) -> None:
    """Remove the name and the help of a form field, its default text and what else could be chosen in it."""
    entries = unseen.other_entries(form)
    for gone in (*form.iterchildren(*_FORM), *form.iterfind(f"{W}textInput/{W}default")):
        if gone.get(VAL, "").strip():
            report.take("label of a form field", gone)
        remove(gone)
    report.take_out(_OTHER_CHOICE, entries)
    remove(*form.iterfind(f"{W}ddList/{W}result"), *form.iterfind(f"{W}ddList/{W}default"))
    if len(form) == 0:
        remove(form)
