"""PDFium: what a PDF shows in each piece of marked content, as Chromium's engine reads it."""

from __future__ import annotations

import ctypes
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator
from typing import Any, NamedTuple

from PIL import Image

from toolchain.formats.bidi.mirrors import MIRRORED
from toolchain.formats.pdf.content import marked_content
from toolchain.formats.pdf.file import opened
from toolchain.formats.pdf.runs import IMAGE
from toolchain.model.languages import is_right_to_left

Mark = tuple[int, int]
"""A page, from 0, and the number of a mark (MCID) on it."""

_NESTED = 8
_LEFT_OUT = re.compile("[\\s\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff\\x00-\\x1f\u00ad\ufffe-]+")
"""White space, characters for directions and hyphens: PDFium adds and drops them at the ends of lines."""
_TURNED = {max(one, ord(other)): min(one, ord(other)) for one, other in MIRRORED.items()} | {0x201D: 0x201C}
"""One of each pair of characters that are turned in words from right to left."""


class Difference(NamedTuple):
    """A mark of which the two readers say something else."""

    mark: Mark
    ours: str
    theirs: str


def texts(data: bytes) -> dict[Mark, str]:
    """Return the text of each mark that shows any, as PDFium reads it."""
    import pypdfium2

    found: dict[Mark, str] = {}
    with pypdfium2.PdfDocument(data) as document:
        for number in range(len(document)):
            page = document[number]
            shown = page.get_textpage()
            for mark, text in _objects(page, shown):
                found[number, mark] = found.get((number, mark), "") + text
            shown.close()
            page.close()
    return found


def copied(data: bytes) -> str:
    """Return what Chromium copies of all pages."""
    import pypdfium2

    found: list[str] = []
    with pypdfium2.PdfDocument(data) as document:
        for page in document:
            shown = page.get_textpage()
            found.append(shown.get_text_range())
            shown.close()
            page.close()
    return "\n".join(found)


def pictures(data: bytes) -> list[Image.Image]:
    """Return the pages as grey pictures, so large that glyphs are painted as outlines."""
    import pypdfium2

    with pypdfium2.PdfDocument(data) as document:
        return [page.render(scale=6).to_pil().convert("L") for page in document]


def lines(data: bytes) -> list[str]:
    """Return the lines of all pages from the top, their characters from left to right as they are painted."""
    import pypdfium2

    found: list[str] = []
    with pypdfium2.PdfDocument(data) as document:
        for page in document:
            shown = page.get_textpage()
            rows: dict[int, list[tuple[float, str]]] = defaultdict(list)
            for at in range(shown.count_chars()):
                left, _, right, _ = shown.get_charbox(at, loose=True)
                rows[_baseline(shown, at)].append(((left + right) / 2, shown.get_text_range(at, 1)))
            found += ("".join(char for _, char in sorted(rows[y])) for y in sorted(rows, reverse=True))
            shown.close()
            page.close()
    return found


def painted(text: str) -> str:
    """Return a text without spaces and what nobody sees, brackets and their mirrors as one sign."""
    return unicodedata.normalize("NFKC", _LEFT_OUT.sub("", text)).translate(_TURNED)


def _baseline(shown: Any, at: int) -> int:
    from pypdfium2 import raw

    x, y = ctypes.c_double(), ctypes.c_double()
    raw.FPDFText_GetCharOrigin(shown, at, x, y)
    return round(y.value)


def _objects(page: Any, shown: Any) -> Iterator[tuple[int, str]]:
    from pypdfium2 import raw

    at_top = [raw.FPDFPage_GetObject(page, at) for at in range(raw.FPDFPage_CountObjects(page))]
    waiting = [(each, -1, 0) for each in reversed(at_top)]
    while waiting:
        each, around, depth = waiting.pop()
        mark = raw.FPDFPageObj_GetMarkedContentID(each)
        mark = around if mark < 0 else mark
        kind = raw.FPDFPageObj_GetType(each)
        if kind == raw.FPDF_PAGEOBJ_TEXT and mark >= 0:
            yield mark, _text(each, shown)
        elif kind == raw.FPDF_PAGEOBJ_FORM and depth < _NESTED:
            count = raw.FPDFFormObj_CountObjects(each)
            inner = [raw.FPDFFormObj_GetObject(each, at) for at in range(count)]
            waiting += [(one, mark, depth + 1) for one in reversed(inner)]


def _text(text_object: Any, shown: Any) -> str:
    from pypdfium2 import raw

    size = raw.FPDFTextObj_GetText(text_object, shown, None, 0)
    buffer = (ctypes.c_ushort * (size // 2 + 1))()
    raw.FPDFTextObj_GetText(text_object, shown, buffer, size)
    return bytes(buffer)[: max(size - 2, 0)].decode("utf-16-le", "replace")


def ours(data: bytes) -> tuple[dict[Mark, str], bool]:
    """Return the text of each mark as our reader reads it, and whether the file goes from right to left."""
    with opened(data, "x.pdf") as pdf:
        right_to_left = is_right_to_left(str(pdf.Root.get("/Lang", "")))
        marked = marked_content(pdf.pages, right_to_left)
    return {mark: "".join(run.text for run in runs) for mark, runs in marked.runs.items()}, right_to_left


def differences(data: bytes) -> tuple[int, list[Difference]]:
    """Return how many marks show something, and those of which the two say something else."""
    mine, right_to_left = ours(data)
    theirs = texts(data)
    count, found = 0, []
    for mark in sorted(mine.keys() | theirs.keys()):
        each = Difference(mark, mine.get(mark, ""), theirs.get(mark, ""))
        keys = _key(each.ours, right_to_left), _key(each.theirs, right_to_left)
        count += any(keys)
        if keys[0] != keys[1]:
            found.append(each)
    return count, found


def _key(text: str, right_to_left: bool) -> str:
    """What of a text is compared: where words go from right to left, its characters in any order.

    There PDFium guesses the order, and turns brackets and quotation marks.
    """
    text = _LEFT_OUT.sub("", unicodedata.normalize("NFKC", text.replace(IMAGE, "")))
    if right_to_left or any(unicodedata.bidirectional(char) in {"R", "AL", "AN"} for char in text):
        return "".join(sorted(text.translate(_TURNED)))
    return text
