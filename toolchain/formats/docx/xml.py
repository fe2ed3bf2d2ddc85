"""Names of WordprocessingML, values that many elements have, and which of alternative forms is shown."""

from __future__ import annotations

import re

from lxml import etree

Element = etree._Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
W15 = "{http://schemas.microsoft.com/office/word/2012/wordml}"
VML = "{urn:schemas-microsoft-com:vml}"

VAL = W + "val"
ID = W + "id"
STYLE = W + "pStyle"
PROPERTIES = W + "pPr"
PARAGRAPH = W + "p"
TABLE = W + "tbl"
ROW = W + "tr"
CELL = W + "tc"
ALTERNATE = MC + "AlternateContent"
SIGNS = {W + "tab": "\t", W + "br": "\n", W + "cr": "\n", W + "noBreakHyphen": "\u2011"}
"""The characters that elements are in a text."""

_OFF = frozenset(("0", "false", "off"))
_LARGEST = 2_147_483_647


def value(parent: Element | None, name: str) -> str | None:
    """Return the `w:val` of a child, None if there is no such child or no value."""
    child = None if parent is None else parent.find(W + name)
    return None if child is None else child.get(VAL)


def is_on(element: Element | None) -> bool:
    """Return whether an on/off property is present and on (ECMA-376-1, 17.17.4)."""
    return element is not None and element.get(VAL, "") not in _OFF


def written(element: Element) -> str:
    """Return the characters of one element: its text, or the one that it is."""
    return SIGNS.get(str(element.tag)) or element.text or ""


def words_in(element: Element) -> str:
    """Return the text of all `w:t` in an element."""
    return "".join(each.text or "" for each in element.iter(W + "t"))


def is_number(text: str) -> bool:
    """Return whether an id is an integer that Word accepts; Word opens no file with another id."""
    return text.isdecimal() or text.strip().lstrip("+-").isdecimal()


def integer(text: str | None, otherwise: int = 0) -> int:
    """Return an integer of a file; `otherwise` if it is not one that Word accepts."""
    if text is None or not re.fullmatch(r"[+-]?[0-9]{1,10}", text.strip(), re.ASCII):
        return otherwise
    number = int(text)
    return number if abs(number) <= _LARGEST else otherwise


def level_number(text: str | None, otherwise: int) -> int:
    """Return a level of a list or outline, 0 to 9; `otherwise` if it is none."""
    number = integer(text, otherwise)
    return number if 0 <= number <= 9 else otherwise


# Namespaces of Word 2010 and later whose elements are understood here.
_UNDERSTOOD = frozenset((
    "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "http://schemas.microsoft.com/office/word/2010/wordprocessingGroup",
    "http://schemas.microsoft.com/office/word/2010/wordprocessingCanvas",
    "http://schemas.microsoft.com/office/word/2010/wordprocessingDrawing",
    "http://schemas.microsoft.com/office/word/2010/wordml",
    "http://schemas.microsoft.com/office/word/2012/wordml",
    "http://schemas.microsoft.com/office/drawing/2010/main",
))  # fmt: skip


def chosen(alternate: Element) -> Element | None:
    """Return the first form that is understood, else the fallback; None if there is none."""
    for choice in alternate.iterchildren(MC + "Choice"):
        prefixes = choice.get("Requires", "").split()
        if prefixes and all(choice.nsmap.get(prefix) in _UNDERSTOOD for prefix in prefixes):
            return choice
    return alternate.find(MC + "Fallback")


def is_passed_over(element: Element) -> bool:
    """Return whether an element is a fallback that is not shown."""
    parent = element.getparent()
    return element.tag == MC + "Fallback" and parent is not None and chosen(parent) is not element


def is_in_other_form(element: Element) -> bool:
    """Return whether an element is inside a fallback that is not shown."""
    return any(map(is_passed_over, element.iterancestors()))
