"""The standing text of an organization in a PDF, and how it is tagged.

Its structure elements have the title "standing" (ISO 32000-1, 14.7.2). Text in margins has no tags: it is in
user properties of the document's element with that name (14.7.5.4).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from toolchain.formats.pdf.page_walk import is_dictionary, members

NAME = "standing"
"""The title of the elements, and the name of the property."""


def is_standing(element: Any) -> bool:
    """Return whether a structure element contains standing text."""
    return str(element.get("/T", "")) == NAME


def standing_texts(root: Any) -> Iterator[str]:
    """Yield the standing texts that the root of the structure tree names."""
    for element in filter(is_dictionary, members(root.get("/K"))):
        for attributes in filter(is_dictionary, members(element.get("/A"))):
            if attributes.get("/O") == "/UserProperties":
                for each in filter(is_dictionary, members(attributes.get("/P"))):
                    if str(each.get("/N", "")) == NAME:
                        yield str(each.get("/V", ""))
