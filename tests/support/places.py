"""Where words stand on the pages of a PDF, in centimetres and points."""

from __future__ import annotations

import html
import re
from pathlib import Path
from typing import NamedTuple

from tests.judges.validators import need, run

CM = 72 / 2.54
COLUMN = 4 * CM, 17 * CM
MARGINS = 2 * CM, 19 * CM


_WORD = re.compile(r'xMin="(.+?)" yMin="(.+?)" xMax="(.+?)".*>(.+?)</word>')


class Word(NamedTuple):
    """A word, its page from 1, its edges in points from the page's left one, its top from the upper one."""

    text: str
    page: int
    left: float
    right: float
    top: float


def words(pdf: Path) -> list[Word]:
    """All words, in the order of the pages."""
    found = []
    for number, page in enumerate(run([need("pdftotext"), "-bbox", pdf, "-"]).split("<page ")[1:], 1):
        for left, top, right, text in _WORD.findall(page):
            found.append(Word(html.unescape(text), number, float(left), float(right), float(top)))
    return found


def place(name: str, pdf: Path) -> float:
    """Where the only word of that name begins, in centimetres from the text's column, to a tenth."""
    (word,) = (word for word in words(pdf) if word.text == name)
    return round((word.left - COLUMN[0]) / CM, 1)
