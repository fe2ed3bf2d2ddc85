"""List the pages of a PDF once.

pydyf lists all pages again for each tag, link and bookmark. That is quadratic: at 3,100 paragraphs it took a
seventh of the time. Here the list is kept until there are more pages. The output does not change.

Made for: pydyf 0.13.0.
Upstream: none known.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from toolchain.writers.pdf.weasyprint.replacing import replaced

PATCHED = ("pydyf.PDF.page_references",)


@contextmanager
def listed_pages() -> Iterator[None]:
    """List the references of a PDF's pages again only when there are more pages."""
    from pydyf import PDF

    list_pages: Any = PDF.page_references.fget
    known: dict[tuple[int, int], tuple[bytes, ...]] = {}

    def references(pdf: Any) -> tuple[bytes, ...]:
        key = id(pdf), len(pdf.pages["Kids"])
        if key not in known:
            known[key] = list_pages(pdf)
        return known[key]

    with replaced(PDF, "page_references", property(references)):
        yield
