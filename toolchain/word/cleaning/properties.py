"""Remove the properties of a file, except its title and language, and on request its author."""

from __future__ import annotations

from toolchain.formats.docx.xml import Element
from toolchain.model.own_paths import PATH
from toolchain.model.wording import fold
from toolchain.word.cleaning.files import Files
from toolchain.word.cleaning.kinds import kinds
from toolchain.word.cleaning.moving import remove
from toolchain.word.cleaning.report import Report

_KEPT = frozenset(("title", "language"))
_SAID, _PROGRAM = kinds("properties"), kinds("program")


def empty_properties(files: Files, report: Report, *, keep_author: bool) -> None:
    """Keep in the core properties what readers need: the title, and the language."""
    kept = _KEPT | {"creator"} if keep_author else _KEPT
    for root in files.related("", "core-properties"):
        for each in list(root):
            _empty(each, kept, report)


def tell_properties(files: Files, report: Report) -> None:
    """Record the properties that are removed as a whole: the program's, and custom ones."""
    for root in files.related("", "extended-properties"):
        for each in root:
            name = str(each.tag).rpartition("}")[2]
            if name in _PROGRAM and _text(each):
                report.take(_PROGRAM[name])
    for root in files.related("", "custom-properties"):
        if len(root):
            report.take("custom property", count=len(root))


def _empty(element: Element, kept: frozenset[str], report: Report) -> None:
    name = str(element.tag).rpartition("}")[2]
    if name in kept:
        if PATH.search(element.text or ""):
            report.take(f"Path in the {_SAID.get(name, name).lower()}")
            element.text = fold(PATH.sub("", element.text or ""))
        return
    if _text(element):
        report.take(_SAID.get(name, "property"))
    remove(element)


def _text(element: Element) -> str:
    return "".join(str(each) for each in element.itertext()).strip()
