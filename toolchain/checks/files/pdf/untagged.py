"""What is to be said of a PDF without tags, and of text that nobody can read out of a PDF."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from toolchain.formats.pdf.fonts import cannot_be_read
from toolchain.formats.pdf.page_items import Area, Text
from toolchain.model.diagnostics import Defect, Finding, Severity
from toolchain.model.places import FilePlace

_FEW = 0.01
"""The share of signs that may be unknown before nobody can work with the text."""
_NO_TAGS = "export it as a tagged PDF (PDF/UA) from the program it was written in"
_SCANNED = "export it from the program it was written in; what is on paper only needs text recognition"


def is_tagged(pdf: Any) -> bool:
    """Whether a file has a structure that says what its text is."""
    root = pdf.Root.get("/StructTreeRoot")
    return root is not None and "/K" in root


def of_the_untagged(pages: Sequence[Sequence[Text | Area]], display: str) -> Iterator[Defect]:
    """The one thing to be said of a file without tags: that it has none, or has not even text."""
    if any(isinstance(each, Text) for page in pages for each in page):
        message = "the PDF is not tagged: it cannot be read out in order, nor set anew for a small screen"
        yield Defect("D908", Finding(FilePlace(display), message, _NO_TAGS))


def of_the_unreadable(
    pages: Sequence[Sequence[Text | Area]], display: str, *, tagged: bool
) -> Iterator[Defect]:
    """Pages that are pictures, and signs of which the file does not say what they are.

    The signs of a tagged file are told where they stand, by its reader.
    """
    scanned = [
        number
        for number, page in enumerate(pages, 1)
        if not any(isinstance(each, Text) for each in page)
        and any(isinstance(each, Area) and each.picture for each in page)
    ]
    if scanned and len(scanned) == len(pages):
        message = "the pages are pictures: the PDF has no text, so that nobody can search it or hear it"
        yield Defect("D908", Finding(FilePlace(display), message, _SCANNED))
    elif scanned and not tagged:
        some = (
            f"page {scanned[0]} is a picture" if len(scanned) == 1 else f"{len(scanned)} pages are pictures"
        )
        message = f"{some} without text"
        place = FilePlace(display, words=f"page {scanned[0]}")
        yield Defect("D908", Finding(place, message, _SCANNED, severity=Severity.WARNING))
    if not tagged:
        yield from _unknown(pages, display)


def _unknown(pages: Sequence[Sequence[Text | Area]], display: str) -> Iterator[Defect]:
    signs = Counter[bool]()
    first = 0
    for number, page in enumerate(pages, 1):
        for text in page:
            if isinstance(text, Text):
                unknown = sum(map(cannot_be_read, text.signs))
                signs.update({True: unknown, False: len(text.signs) - unknown})
                first = first or (number if unknown else 0)
    if signs[True]:
        share = signs[True] / signs.total()
        message = f"the file does not say what {signs[True]:,} of its {signs.total():,} signs are"
        help_ = "nobody can search, copy or hear these words: make the file again with its fonts’ characters"
        severity = Severity.ERROR if share > _FEW else None
        place = FilePlace(display, words=f"page {first}")
        yield Defect("D900", Finding(place, message, help_, severity=severity))
