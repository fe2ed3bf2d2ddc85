"""Remove whole parts: comments, data, programs, thumbnails, embedded files; and properties.

A part stays only if it is known to affect the look of the document. An unknown part that the text refers to
stays too, and is reported. Of the properties stay the title and language, and on request the author.
"""

from __future__ import annotations

import re

from toolchain.formats.docx.xml import ALTERNATE, MC, A, Element, R, W
from toolchain.model.expressions import expression
from toolchain.model.own_paths import PATH
from toolchain.model.wording import fold
from toolchain.word.cleaning.fields import is_own_file, take_out_of_run
from toolchain.word.cleaning.files import Files, Link, remove, remove_extension, unwrap
from toolchain.word.cleaning.report import Report, kinds

_LOOKS = kinds("looks")
"""The kinds of parts that stay."""

_GONE = kinds("parts")
_UNUSED = kinds("unused")

_SVG = "{http://schemas.microsoft.com/office/drawing/2016/SVG/main}svgBlip"
_LAYER = "{http://schemas.microsoft.com/office/drawing/2010/main}imgLayer"
_OLE = "{urn:schemas-microsoft-com:office:office}OLEObject"
_CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}externalData"
_ALONE = frozenset((
    _OLE, _CHART, W + "control", W + "sourceFileName", W + "printerSettings", W + "subDoc",
    W + "attachedTemplate", W + "saveThroughXslt", A + "hlinkClick", A + "hlinkHover", A + "hlinkMouseOver",
))  # fmt: skip
"""Elements that go with what they lead to, and nothing is seen of it."""
_PERSONAL = expression(
    r"-my\.sharepoint\.com/|sharepoint\.com/(?:\S+/)?personal/|d\.docs\.live\.net/", re.IGNORECASE
)
_KEPT = frozenset(("title", "language"))
_SAID, _PROGRAM = kinds("properties"), kinds("program")


def remove_parts(files: Files, report: Report) -> None:
    """Remove whole parts, and links to files of somebody's own."""
    gone: set[str] = set()
    for part in ("", *files.parts()):
        if part in gone:
            continue
        links = [link for link in list(files.links(part)) if _is_gone(files, link)]
        if not links:
            continue
        referring = files.referring(part) if part and files.is_xml(part) else {}
        for link in links:
            elements = referring.get(link.id, [])
            if link.kind not in _GONE and link.kind != "image" and not link.external and elements:
                report.leave("the part {part}, of an unknown kind", part, part=link.target)
                continue
            _tell(link, elements, report)
            for element, name in elements:
                _forget(element, name, link)
            files.drop(link)
            gone.add(link.target)


def remove_unused(files: Files, report: Report) -> None:
    """Remove pictures, headers and similar parts that the text does not show any more; report links that name
    whose folder they lead to.
    """
    for part, _ in list(files.all_trees()):
        for link in files.links(part):
            if link.external and _PERSONAL.search(link.target):
                report.leave("a link leads to the folder of a person: {address}", address=link.target)
        links = [link for link in files.links(part) if link.kind in _UNUSED]
        if links:
            used = files.referring(part)
            for link in links:
                if link.id not in used:
                    report.take("unused link" if link.external else f"unused {_UNUSED[link.kind]}")
                    files.drop(link)


def _is_gone(files: Files, link: Link) -> bool:
    if link.external:
        return link.kind == "image" or link.kind in _GONE or is_own_file(link.target)
    if link.kind == "image" and files.type_of(link.target) == "image/svg+xml":
        return link.part != "" and _has_other_form(files, link)
    return link.kind not in _LOOKS


def _has_other_form(files: Files, link: Link) -> bool:
    """Return whether a vector drawing also exists as a picture, as Word writes it."""
    used = files.referring(link.part).get(link.id, [])
    return bool(used) and all(element.tag == _SVG for element, _ in used)


def _tell(link: Link, elements: list[tuple[Element, str]], report: Report) -> None:
    if link.kind == "image":
        what = "link to a file" if link.external else "drawing of lines beside its picture"
    elif link.external and link.kind not in ("attachedTemplate", "mailMergeSource", "mailMergeHeaderSource"):
        what = "link to a file"
    else:
        what = _GONE.get(link.kind, "part of an unknown kind")
    if what:
        at = elements[0][0] if elements else ""
        report.take(what, at)


def _forget(element: Element, name: str, link: Link) -> None:
    """Remove a reference to a part from the text; the visible replacement stays."""
    tag = str(element.tag)
    parent = element.getparent()
    if tag == W + "hyperlink":
        unwrap(element)
    elif tag in _ALONE:
        remove(element)
    elif tag in (_SVG, _LAYER):
        remove_extension(element)
    elif (choice := next(element.iterancestors(MC + "Choice"), None)) is not None and not link.external:
        _use_other_form(choice)
    elif name == R + "link" or link.external:
        del element.attrib[name]
    elif parent is not None:
        remove(element)


def _use_other_form(choice: Element) -> None:
    """Use the form for older programs, a picture, instead of one that needs a removed part."""
    alternate = choice.getparent()
    if alternate is None or alternate.tag != ALTERNATE:
        return
    fallback = alternate.find(MC + "Fallback")
    if fallback is None or len(fallback) == 0:
        take_out_of_run(alternate)
        return
    for child in list(fallback):
        alternate.addprevious(child)
    remove(alternate)


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
