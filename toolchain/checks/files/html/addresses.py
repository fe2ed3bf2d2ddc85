"""The targets of links within a page."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import unquote

from toolchain.formats.html.tree import Element, Page


def targets_of(page: Page) -> Mapping[str, Element]:
    """Return the elements that links can lead to, by their addresses."""
    found: dict[str, Element] = {}
    for element in page.elements:
        if identity := element.given.get("id"):
            found.setdefault(identity, element)
    for element in page.all("a"):
        if name := element.given.get("name"):
            found.setdefault(name, element)
    return found


def target(address: str, targets: Mapping[str, Element]) -> Element | None:
    """Return the target of an address within the page, None if there is none."""
    name = address.strip()[1:].partition(":~:")[0]
    return targets.get(name) or (targets.get(unquote(name)) if "%" in name else None)
