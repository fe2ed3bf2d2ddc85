"""The standing text of an organization in a PDF, and how it is tagged.

Its structure elements have the title "standing" (ISO 32000-1, 14.7.2). Text in margins has no tags: it is in
user properties of the document's element with that name (14.7.5.4).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

NAME = "standing"
"""The title of the elements, and the name of the property."""


def is_standing(element: Any) -> bool:
    """Return whether a structure element contains standing text."""
    return str(element.get("/T", "")) == NAME


def standing_texts(root: Any) -> Iterator[str]:
    """Yield the standing texts that the root of the structure tree names."""
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
    """Yield the members of an array, or a value that is not in an array."""
    import pikepdf

    if isinstance(value, pikepdf.Array):
        yield from value
    elif value is not None:
        yield value
