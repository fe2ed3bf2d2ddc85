"""Read the outline of a PDF (ISO 32000-1, 12.3.3) and its page labels (12.4.2)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from warnings import catch_warnings, simplefilter

from toolchain.formats.pdf.parts import Entry, Page
from toolchain.formats.pdf.targets import Targets
from toolchain.model.wording import fold

_MOST = 20_000


def outline(pdf: Any, targets: Targets) -> Iterator[Entry]:
    """Yield the entries in order. Entries that occur again, in a broken outline, are omitted."""
    root = pdf.Root.get("/Outlines")
    waiting = [] if root is None or "/First" not in root else [(root["/First"], 1)]
    seen: set[tuple[int, int]] = set()
    while waiting and len(seen) < _MOST:
        item, level = waiting.pop()
        if item.objgen in seen:
            continue
        seen.add(item.objgen)
        yield Entry(level, fold(str(item.get("/Title", ""))), targets.of(item))
        waiting.extend([(item["/Next"], level)] if "/Next" in item else [])
        waiting.extend([(item["/First"], level + 1)] if "/First" in item else [])


def pages(pdf: Any) -> list[Page]:
    """Return all pages; without page labels, they are called by their numbers from 1."""
    named = "/PageLabels" in pdf.Root
    found = []
    with catch_warnings():  # pikepdf warns of an unknown style of labels, and takes decimal numbers
        simplefilter("ignore")
        for number, page in enumerate(pdf.pages, 1):
            _, bottom, _, top = (float(each) for each in page.trimbox)
            found.append(Page(str(page.label) if named else str(number), min(bottom, top), max(bottom, top)))
    return found
