"""Remove invisible marks: of comments, sessions, editors, persons, data bindings."""

from __future__ import annotations

from collections.abc import Iterator

from toolchain.formats.docx.drawings import CHART_CELLS, is_name
from toolchain.formats.docx.xml import ID, W15, Element, R, W
from toolchain.model.expressions import expression
from toolchain.model.own_paths import PATH, may_leave_name, without_paths
from toolchain.model.wording import fold, shorten
from toolchain.word.cleaning.fields import is_own_file, take_out_of_run
from toolchain.word.cleaning.files import END, START, Files, remove, remove_extension, unwrap
from toolchain.word.cleaning.report import Report, kinds

_OFFICE = "{urn:schemas-microsoft-com:office:office}"
_MICROSOFT = "{http://schemas.microsoft.com/office/drawing/2014/"
_DRAWN = (_MICROSOFT + "main}creationId", _MICROSOFT + "chart}uniqueId")
"""Random numbers of a drawing, and of the rows and points of a chart."""
_SERIES = _MICROSOFT + "chartex}series"
"""It has such a number too. Layouts of SmartArt have names in the attribute, by which Word knows them."""
_AROUND = {W + "smartTag": "smartTagPr", W + "customXml": "customXmlPr"}
_IN_RUNS = (W + "commentReference", W + "annotationRef")
_SPACES = {"w": W, "w15": W15, "o": _OFFICE}
_NEVER_SEEN = {
    _SPACES[space] + local: kind
    for name, kind in kinds("marks").items()
    for space, _, local in [name.partition(":")]
}
"""Elements that nothing is seen of, and what is said of them."""

_SESSIONS = frozenset((
    *(W + f"rsid{name}" for name in ("R", "RDefault", "RPr", "P", "Del", "Sect", "Tr")),
    _OFFICE + "gfxdata",
))  # fmt: skip
_IDENTITIES = ("}paraId", "}textId", "}anchorId", "}editId", "}durableId")
"""Random numbers of paragraphs, drawings and lists; versions of Word have them in several namespaces."""
_WHO = frozenset((W + "author", W + "initials", W + "date", W + "userId"))
_NAMES = (".png", ".jpg", ".jpeg", ".gif", ".bmp", ".tif", ".tiff", ".emf", ".wmf", ".svg", ".heic", ".webp")
_LAST_PLACE = "_GoBack"
_SHOWN = 60  # characters
_SHEET = expression(r"(?:'(?:[^']|''){1,400}'|[^\s(),'!]{1,400})!")
"""The sheet before cells, with the workbook and its folder: 'C:\\Users\\x\\[book.xlsx]May'!$A$1."""


def tell_comments(files: Files, report: Report) -> None:
    """Record each comment at its mark, and marks without a comment."""
    marks = {each.get(ID): each for _, root in files.texts() for each in root.iter(W + "commentReference")}
    for root in files.related(files.main, "comments"):
        for comment in root.iterchildren(W + "comment"):
            mark = marks.pop(comment.get(ID), None)
            report.take("comment", "" if mark is None else mark)
    for mark in marks.values():
        report.take("comment", mark)


def remove_marks(root: Element, report: Report) -> None:
    """Remove all invisible marks from a part of the text."""
    for element in list(root.iter(*_IN_RUNS)):
        take_out_of_run(element)
    for element in list(root.iter(*_NEVER_SEEN)):
        if said := _NEVER_SEEN[str(element.tag)]:
            report.take(said, element)
        remove(element)
    _forget_last_place(root)
    for element in list(root.iter(*_AROUND)):
        if element.tag == W + "smartTag":
            report.take("smart tag", element)
        unwrap(element, (W + _AROUND[str(element.tag)],))


def tell_paths(root: Element, report: Report) -> None:
    """Report paths in the text itself, which stay because they are visible."""
    for text in root.iter(W + "t"):
        if text.text and PATH.search(text.text):
            report.leave("a path on a personal computer is part of the text", text)


def remove_sessions(root: Element, report: Report) -> None:
    """Remove authors, times, numbers of editing sessions, and file paths from any part."""
    sessions = 0
    for element in root.iter("*"):
        for key in list(element.attrib):
            is_random = str(key).endswith(_IDENTITIES) or (key == "uniqueId" and element.tag == _SERIES)
            if is_random or key in _SESSIONS or key in _WHO:
                del element.attrib[key]
                sessions += 1
        for key, value in _telling(element):
            report.take("name of a file", element)
            if value is None:
                del element.attrib[key]
            else:
                _set(element, key, value, report)
    for cells in root.iter(*CHART_CELLS):  # of the workbook, which goes
        if (told := _SHEET.sub("Sheet1!", cells.text or "")) != (cells.text or ""):
            report.take("name of a file", cells)
            cells.text = told
    if sessions:
        report.take("editing session mark", count=sessions)
    for element in list(root.iter(*_DRAWN)):
        remove_extension(element)


def _set(element: Element, key: str, value: str, report: Report) -> None:
    """Set what is left of an attribute without its path, and list words that may be the end of the path."""
    if is_name(element, key) and may_leave_name(element.get(key, "")):
        words = shorten(value, _SHOWN)
        report.leave("the description “{words}” may still have the end of a path", element, words=words)
    element.set(key, value)


def _telling(element: Element) -> Iterator[tuple[str, str | None]]:
    """Yield the attributes that name a file, with their replacements; None to remove the attribute."""
    for key, value in list(element.attrib.items()):
        name = str(key)
        if name == _OFFICE + "title" or (name in ("href", _OFFICE + "href") and is_own_file(str(value))):
            yield name, None
        elif name == "name" and str(value).lower().endswith(_NAMES):
            yield name, f"Picture {element.get('id', '')}".strip()
        elif name.startswith((R, ID, W + "instr")):
            continue
        elif is_name(element, name) and (told := without_paths(str(value))) != fold(str(value)):
            yield name, None if name.endswith("id") else told
        elif PATH.search(str(value)):
            yield name, None if name.endswith("id") else without_paths(str(value))


def _forget_last_place(root: Element) -> None:
    """Remove the bookmark at the last edited place."""
    gone = {each.get(ID) for each in root.iter(START) if each.get(W + "name") == _LAST_PLACE}
    remove(*(mark for mark in root.iter(START, END) if mark.get(ID) in gone))
