"""Remove words that no page shows: other forms of drawings, other choices, foreign elements."""

from __future__ import annotations

from lxml import etree

from toolchain.formats.docx.unseen import (
    KNOWN,
    foreign,
    name_of,
    other_choices,
    other_entries,
    unused,
    with_foreign_attributes,
)
from toolchain.formats.docx.xml import ALTERNATE, MC, VAL, Element, W
from toolchain.word.cleaning.fields import take_out_of_run
from toolchain.word.cleaning.moving import remove, unwrap
from toolchain.word.cleaning.report import Report

_FORM = tuple(W + name for name in ("name", "helpText", "statusText"))
_LISTS = (W + "dropDownList", W + "comboBox")
_OTHER_CHOICE = "choice of a list that is not chosen"
_PREFIXES = (MC + "Ignorable", MC + "MustUnderstand")


def remove_unseen(root: Element, report: Report) -> None:
    """Remove from a part of the text what no version of Word shows."""
    _remove_forms(root, report)
    _remove_foreign(root, report)
    for form in list(root.iter(W + "ffData")):
        _empty_form(form, report)


def _remove_forms(root: Element, report: Report) -> None:
    for alternate in list(root.iter(ALTERNATE)):
        for form in unused(alternate):
            report.take("form of a drawing that is not shown", form)
            remove(form)
        if len(alternate) == 0:
            take_out_of_run(alternate)
        elif len(alternate) == 1 and alternate[0].tag == MC + "Fallback":
            unwrap(alternate[0])
            unwrap(alternate)


def _remove_foreign(root: Element, report: Report) -> None:
    elements = foreign(root)
    for element in elements:
        report.take("element of another program", element)
        take_out_of_run(element)
    owners = with_foreign_attributes(root)
    for owner in owners:
        for key in owner.attrib:
            if str(key).startswith("{") and not str(key)[1:].startswith(KNOWN):
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
                names = [prefix for prefix, space in spaces if space.startswith(KNOWN)]
                element.set(key, " ".join(names))
    for element in root.iter("*"):
        kept |= {prefix for prefix, space in element.nsmap.items() if prefix and space.startswith(KNOWN)}
    etree.cleanup_namespaces(root, keep_ns_prefixes=sorted(kept))


def empty_controls(root: Element, report: Report) -> None:
    """Remove the names of content controls and what else could be chosen in them than what they show now."""
    for control in root.iter(W + "sdtPr"):
        _empty_control(control, report)


def _empty_control(control: Element, report: Report) -> None:
    for gone in (*control.iterchildren(W + "alias"), *other_choices(control)):
        said = "name of a content control" if gone.tag == W + "alias" else _OTHER_CHOICE
        report.take(said, gone)
        remove(gone)
    for each in control.iter(*_LISTS):
        each.attrib.pop(W + "lastValue", "")
        for item in each:
            item.set(W + "value", name_of(item))


def _empty_form(form: Element, report: Report) -> None:
    """Remove the name and the help of a form field, its default text and what else could be chosen in it."""
    entries = other_entries(form)
    for gone in (*form.iterchildren(*_FORM), *form.iterfind(f"{W}textInput/{W}default")):
        if gone.get(VAL, "").strip():
            report.take("label of a form field", gone)
        remove(gone)
    for gone in entries:
        report.take(_OTHER_CHOICE, gone)
        remove(gone)
    for number in (*form.iterfind(f"{W}ddList/{W}result"), *form.iterfind(f"{W}ddList/{W}default")):
        remove(number)
    if len(form) == 0:
        remove(form)
