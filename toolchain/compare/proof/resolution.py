"""Compute the printed resolution of images in a PDF, from the pages of the finished file."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

from toolchain import model as m
from toolchain.checks.source.shown import logos
from toolchain.formats.pictures import FINE
from toolchain.model.diagnostics import FilePlace, Finding, Place, Severity, page_words
from toolchain.model.records import Record
from toolchain.model.walk import walk
from toolchain.model.wording import fold
from toolchain.resolve.tables import Resolved
from toolchain.rules.proof import PrintedCoarsely, PrintedWell

_CM = 2.54


class Printed(Record):
    """An image on a page: its page (from 1), description, pixels, and its size in inches."""

    page: int
    alt: str
    pixels: tuple[int, int]
    inches: tuple[float, float]

    @property
    def ppi(self) -> int:
        """Pixels per inch in the direction with fewer."""
        return math.floor(
            min(pixels / inches for pixels, inches in zip(self.pixels, self.inches, strict=True))
        )


def resolutions(resolved: Resolved, data: bytes, name: str) -> Iterator[Finding]:
    """Yield one finding for each image of a PDF at its place in the source; D913 if it has too few pixels.

    `name` is the file's path in messages. An image that is not in the source has its page as its place.
    """
    waiting = list(_of_source(resolved))
    for printed in images(data, name):
        key = fold(printed.alt), printed.pixels
        at = next((index for index, each in enumerate(waiting) if each[:2] == key), None)
        span = waiting.pop(at)[2] if at is not None else FilePlace(name, words=page_words(printed.page))
        yield _finding(span, printed)


def _finding(span: Place, printed: Printed) -> Finding:
    width, height = (inches * _CM for inches in printed.inches)
    if printed.ppi < FINE:
        return Finding(span, PrintedCoarsely(printed.page, printed.ppi, width, height, FINE))
    facts = PrintedWell(printed.page, printed.ppi, width, height)
    return Finding(span, facts, severity=Severity.INFORMATION)


def images(data: bytes, name: str) -> Iterator[Printed]:
    """Yield the images of a PDF in painting order. Raise `Failure` (S012, S020, S021) if it cannot be
    read.
    """
    from toolchain.formats.pdf.content import marked_content
    from toolchain.formats.pdf.file import opened

    with opened(data, name) as pdf:
        described = _descriptions(pdf)
        for page, mark, image, (a, b, c, d, _, _) in marked_content(pdf.pages, right_to_left=False).pictures:
            inches = math.hypot(a, b) / 72, math.hypot(c, d) / 72
            if all(inches):
                pixels = int(image["/Width"]), int(image["/Height"])
                yield Printed(page + 1, described.get((page, mark), ""), pixels, inches)


def _descriptions(pdf: Any) -> dict[tuple[int, int], str]:
    """Return the alt texts of figures, by page (from 0) and number of their mark."""
    from toolchain.formats.pdf.targets import Targets
    from toolchain.formats.pdf.tree import events

    found: dict[tuple[int, int], str] = {}
    around: list[str] = []
    if "/StructTreeRoot" not in pdf.Root:
        return found
    for event in events(pdf.Root.StructTreeRoot, Targets(pdf)):
        if event.what == "begin":
            around.append(event.alt)
        elif event.what == "end":
            around.pop()
        elif alt := next(filter(None, reversed(around)), ""):
            found[event.page, event.number] = alt
    return found


def _of_source(resolved: Resolved) -> Iterator[tuple[str, tuple[int, int], Place]]:
    """Yield the images of a source in reading order: description, pixels, place."""
    document = resolved.document
    matter = document.front_matter
    used = [(each.logo, each.logo_alt, place) for each, place in logos(matter)]
    covers = [block for each in matter.submitted_by for block in each.description]
    notes = [block for note in resolved.notes for block in note.note.blocks]
    used += [
        (node.source, node.alt, node.span)
        for node, _ in walk((*matter.title, *matter.subtitle, *covers, *document.blocks, *notes))
        if isinstance(node, m.Image)
    ]
    for source, alt, span in used:
        if image := document.images.get(source):
            yield fold(alt), (image.width, image.height), span
