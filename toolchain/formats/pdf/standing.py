"""Standing text of a house in a PDF: how it is marked among the tags.

Its structure elements have the title "standing" (ISO 32000-1, 14.7.2). What stands in margins has no tags:
the document's element says it in user properties of that name (14.7.5.4).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

NAME = "standing"
"""The title of its elements, and the name of the property."""


def is_standing(element: Any) -> bool:
    """Whether a structure element has standing text in it."""
    return str(element.get("/T", "")) == NAME


def standing_texts(root: Any) -> Iterator[str]:
    """The standing texts that the document names, by the root of its structure tree."""
    import pikepdf

    for element in _all(root.get("/K")):
        if not isinstance(element, pikepdf.Dictionary):
            continue
        for attributes in _all(element.get("/A")):
            if isinstance(attributes, pikepdf.Dictionary) and attributes.get("/O") == "/UserProperties":
                for each in _all(attributes.get("/P")):
                    if isinstance(each, pikepdf.Dictionary) and str(each.get("/N", "")) == NAME:
                        yield str(each.get("/V", ""))


def _all(value: Any) -> Iterator[Any]:
    """What an array holds, or a value that need not be in one."""
    import pikepdf

    if isinstance(value, pikepdf.Array):
        yield from value
    elif value is not None:
        yield value
