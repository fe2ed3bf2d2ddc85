"""Choose which of several alternative forms is shown (ISO/IEC 29500-3, 7.2, mc:AlternateContent)."""

from __future__ import annotations

from toolchain.formats.docx.xml import MC, Element

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
