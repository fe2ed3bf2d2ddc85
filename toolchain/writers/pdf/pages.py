"""Lets pydyf list a PDF's pages once, where it lists all of them anew at each tag, link and bookmark.

That is quadratic: at 3,100 paragraphs it was a quarter of the time. No output is changed by it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any


@contextmanager
def listed_pages() -> Iterator[None]:
    """Meanwhile the references of a PDF's pages are listed again only when there are more pages."""
    from pydyf import PDF

    listing = PDF.__dict__.get("page_references")
    if not isinstance(listing, property) or listing.fget is None:  # another pydyf than we know
        yield
        return
    known: dict[tuple[int, int], tuple[bytes, ...]] = {}
    list_pages = listing.fget

    def references(pdf: Any) -> tuple[bytes, ...]:
        key = id(pdf), len(pdf.pages["Kids"])
        if key not in known:
            known[key] = list_pages(pdf)
        return known[key]

    PDF.page_references = property(references)
    try:
        yield
    finally:
        PDF.page_references = listing
