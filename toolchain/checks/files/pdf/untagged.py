"""Check a PDF without tags, and text that cannot be extracted from a PDF."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from toolchain.formats.pdf.fonts import cannot_be_read
from toolchain.formats.pdf.page_items import Area, Text
from toolchain.model.diagnostics import Finding, Severity
from toolchain.model.places import FilePlace, page_words
from toolchain.rules.files_pdf import ShareUnknown
from toolchain.rules.outputs_pdf import NotTagged, OnlyPictures, PicturePages

_FEW = 0.01
"""The share of unknown characters above which the text is unusable."""


def is_tagged(pdf: Any) -> bool:
    """Return whether a file has tags, a structure with the meaning of its text."""
    root = pdf.Root.get("/StructTreeRoot")
    return root is not None and "/K" in root


def of_the_untagged(pages: Sequence[Sequence[Text | Area]], display: str) -> Iterator[Finding]:
    """Report once that a file has no tags, or not even text."""
    if any(isinstance(each, Text) for page in pages for each in page):
        yield Finding(FilePlace(display), NotTagged())


def of_the_unreadable(
    pages: Sequence[Sequence[Text | Area]], display: str, *, tagged: bool
) -> Iterator[Finding]:
    """Find pages that are pictures, and characters that the file does not identify.

    For a tagged file, its reader reports the characters at their places.
    """
    scanned = [
        number
        for number, page in enumerate(pages, 1)
        if not any(isinstance(each, Text) for each in page)
        and any(isinstance(each, Area) and each.picture for each in page)
    ]
    if scanned and len(scanned) == len(pages):
        yield Finding(FilePlace(display), OnlyPictures())
    elif scanned and not tagged:
        place = FilePlace(display, words=page_words(scanned[0]))
        yield Finding(place, PicturePages(len(scanned), scanned[0]), severity=Severity.WARNING)
    if not tagged:
        yield from _unknown(pages, display)


def _unknown(pages: Sequence[Sequence[Text | Area]], display: str) -> Iterator[Finding]:
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
        severity = Severity.ERROR if share > _FEW else None
        place = FilePlace(display, words=page_words(first))
        yield Finding(place, ShareUnknown(signs[True], signs.total()), severity=severity)
