"""Mark addresses in a page, so that they are not hyphenated: readers would type the hyphen too."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element

from toolchain.model.expressions import expression

if TYPE_CHECKING:
    from weasyprint import HTML

CLASS = "address"
"""The class of the elements around addresses; print-house.css has `hyphens: manual` for it."""

_ADDRESS = expression(r"\S*(?:://|\w@\w|\w\.[^\W\d_]{2})\S*")
_WHOLE = frozenset(("a", "code", "style", "title"))  # a link's own words follow the rule for its class


def mark_addresses(html: HTML) -> None:
    """Put an element around each address in the text of a page: a web site, an e-mail address, a file."""
    for element in list(html.etree_element.iter()):
        if element.tag not in _WHOLE and element.text and _ADDRESS.search(element.text):
            element.text = _marked(element, 0, element.text)
        for child in list(element):
            if child.tail and _ADDRESS.search(child.tail):
                child.tail = _marked(element, list(element).index(child) + 1, child.tail)


def _marked(around: Element, at: int, text: str) -> str:
    """Add elements to `around` from position `at` for a text, from its first address on.

    Return the text before that.
    """
    found = list(_ADDRESS.finditer(text))
    ends = [*(each.start() for each in found[1:]), len(text)]
    for place, (address, end) in enumerate(zip(found, ends, strict=True), at):
        span = Element("span", {"class": CLASS})
        span.text, span.tail = address[0], text[address.end() : end]
        around.insert(place, span)
    return text[: found[0].start()]
