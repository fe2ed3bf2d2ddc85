"""Record the HTML element of each structure element of a PDF.

WeasyPrint tags each page separately, and keeps no link from a tag to its element. So a paragraph, list or
table over a page break becomes two. Here the function that makes the tags is observed;
`toolchain.writers.pdf.weasyprint.tags` joins what belongs together.

Made for: WeasyPrint 70.0.
Upstream: https://github.com/Kozea/WeasyPrint/issues/2903
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from xml.etree.ElementTree import Element

from toolchain.writers.pdf.weasyprint.replacing import replaced

PATCHED = ("weasyprint.pdf.tags._build_box_tree",)

Tag = dict[str, Any]
"""A structure element: a pydyf.Dictionary, which also has a `reference`."""


class Origins:
    """Maps structure elements to their HTML elements."""

    def __init__(self) -> None:
        self._by_identity: dict[int, tuple[Tag, Element]] = {}

    def add(self, tag: Tag, element: Element | None) -> None:
        """Record the origin of a structure element; the first record counts."""
        if element is not None:
            self._by_identity.setdefault(id(tag), (tag, element))

    def of(self, tag: Tag) -> Element | None:
        """Return the HTML element, or None."""
        found = self._by_identity.get(id(tag))
        return found[1] if found else None

    def __iter__(self) -> Iterator[tuple[Tag, Element]]:
        return iter(self._by_identity.values())


@contextmanager
def origins() -> Iterator[Origins]:
    """Yield the origins of structure elements, which are recorded while the `with` block runs."""
    from weasyprint.pdf import tags

    build: Callable[..., Iterator[Tag]] = tags._build_box_tree
    found = Origins()

    def listen(box: Any, *rest: Any) -> Iterator[Tag]:
        for tag in build(box, *rest):
            found.add(tag, box.element)
            yield tag

    with replaced(tags, "_build_box_tree", listen):
        yield found
