"""The lines into which Chromium breaks the texts of a page, and into which those of a PDF are broken."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from tests.judges.validators import chromium, need, run


class Line(NamedTuple):
    """A line: its signs in the order of reading, and from left to right as they are shown.

    Before one that is raised there is a “^”.
    """

    read: str
    shown: str


def in_chromium(pages: Sequence[Path], width: int) -> list[list[list[Line]]]:
    """Of each page, each of its texts as lines, in a window of that many pixels."""
    answer = chromium.answer("lines.mjs", pages=[page.resolve().as_uri() for page in pages], width=width)
    return [[[Line(**line) for line in text] for text in page] for page in answer]


_WORD = re.compile(r'<word xMin="(.+?)" yMin="(.+?)" xMax=".+?" yMax="(.+?)">(.*?)</word>')


class _Box(NamedTuple):
    left: float
    top: float
    bottom: float
    text: str

    def is_beside(self, other: _Box) -> bool:
        """Whether half of the lower one is beside the other: so raised marks stay in their line."""
        shared = min(self.bottom, other.bottom) - max(self.top, other.top)
        return shared > min(self.bottom - self.top, other.bottom - other.top) / 2


def of_pdf(pdf: Path) -> list[str]:
    """The lines of a PDF, their words from left to right; before one that is raised there is a “^”."""
    found: list[str] = []
    for page in run([need("pdftotext"), "-bbox", pdf, "-"]).split("<page ")[1:]:
        boxes = [
            _Box(float(x), float(y), float(end), html.unescape(text))
            for x, y, end, text in _WORD.findall(page)
        ]
        lines: list[list[_Box]] = []
        for box in sorted(boxes, key=lambda each: each.bottom - (each.bottom - each.top) / 2):
            if lines and any(box.is_beside(each) for each in lines[-1]):
                lines[-1].append(box)
            else:
                lines.append([box])
        found += [" ".join(_shown(each, line) for each in sorted(line)) for line in lines]
    return found


def _shown(box: _Box, line: Sequence[_Box]) -> str:
    """A word, with what says that it is raised: it is lower than others, and ends above them."""
    largest = max(line, key=lambda each: each.bottom - each.top)
    height = largest.bottom - largest.top
    raised = box.bottom - box.top < 0.8 * height and box.bottom < largest.bottom - 0.1 * height
    return f"^{box.text}" if raised else box.text
