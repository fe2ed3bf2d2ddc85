"""Map each glyph of a PDF to its character for letters with marks (ISO 32000-1, 9.10.3).

WeasyPrint maps all characters of a letter with its marks to the first glyph of the group, and none to the
others, for the whole file. Text copied from an Arabic PDF then lacks letters everywhere. Two mirrored
brackets that share a glyph get the character of the first one. Here the font gets the right characters before
WeasyPrint draws the line.

Made for: WeasyPrint 70.0.
Upstream: https://github.com/Kozea/WeasyPrint/issues/2841
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from io import BytesIO
from itertools import groupby, pairwise
from typing import Any

from toolchain.formats.bidi.mirrors import MIRROR
from toolchain.model.expressions import expression
from toolchain.writers.pdf.weasyprint.replacing import replaced

PATCHED = ("weasyprint.draw.text.draw_first_line",)

_MAY_BEAR_MARKS = expression("[^\u0000-\u02ff\u0370-\u0482\u2010-\u2044\u2e80-\ufb1c]")
_SHADDA = "\u0651"
_FIRST = 26

Letters = dict[str, Mapping[int, str]]
"""The characters of glyphs, by font."""


@contextmanager
def known_characters() -> Iterator[None]:
    """Map each glyph of a letter and of its marks to its own characters.

    A glyph of two mirrored brackets is mapped to the bracket of the document's direction.
    """
    from weasyprint.draw import text

    draw: Callable[..., Any] = text.draw_first_line
    letters: Letters = {}

    def draw_known(stream: Any, box: Any, *rest: Any) -> Any:
        right_to_left = box.style.root_style["direction"] == "rtl"
        if right_to_left or (not box.text.isascii() and _MAY_BEAR_MARKS.search(box.text)):
            _tell(stream, box.pango_layout, right_to_left, letters)
        return draw(stream, box, *rest)

    with replaced(text, "draw_first_line", draw_known):
        yield


def _tell(stream: Any, layout: Any, right_to_left: bool, letters: Letters) -> None:
    """Give the fonts of a line the characters of glyphs that WeasyPrint would map wrongly."""
    from weasyprint.text.ffi import ffi

    line, _ = layout.get_first_line()
    said = layout.text.encode()
    run = line.runs[0]
    while run != ffi.NULL:
        item, run = run.data, run.next
        font, _ = stream.add_font(item.item.analysis.font)
        offset = item.item.offset
        turned = bool(item.item.analysis.level % 2)
        for text, count, glyphs in _clusters(item, said[offset : offset + item.item.length], turned):
            if count > 1:
                first = partial(_letter, font, glyphs[0], letters)
                for glyph, characters in zip(glyphs, shared_out(text, len(glyphs), first), strict=False):
                    font.to_unicode.setdefault(glyph, characters)
            elif turned != right_to_left and text in MIRROR:
                font.to_unicode.setdefault(glyphs[0], MIRROR[text])


def _letter(font: Any, glyph: int, letters: Letters) -> str:
    """Return the character of a font's glyph, or ""."""
    if font.hash not in letters:
        from weasyprint.pdf.fonts import TTFont, TTLibError

        try:
            with TTFont(BytesIO(font.file_content), fontNumber=font.index, lazy=True) as file:
                numbers = file.getReverseGlyphMap()
                found = {numbers[name]: chr(code) for code, name in (file.getBestCmap() or {}).items()}
        except TTLibError:
            found = {}
        letters[font.hash] = found
    return letters[font.hash].get(glyph, "")


def _clusters(item: Any, said: bytes, turned: bool) -> Iterator[tuple[str, int, Sequence[int]]]:
    """Yield the characters of a run, the number of their glyphs, and the visible glyphs, base first."""
    from weasyprint.text.ffi import pango

    string = item.glyphs
    places = string.log_clusters[0 : string.num_glyphs]
    glyphs = [each.glyph for each in string.glyphs[0 : string.num_glyphs]]
    together = list(zip(places, glyphs, strict=True))
    if turned:
        together.reverse()
    starts = [*sorted(set(places)), len(said)]
    ends = dict(pairwise(starts))
    for start, group in groupby(together, key=lambda each: each[0]):
        whole = [glyph for _, glyph in group]
        found = [glyph for glyph in whole if glyph != pango.PANGO_GLYPH_EMPTY]
        if found and not any(glyph & pango.PANGO_GLYPH_UNKNOWN_FLAG for glyph in found):
            yield said[start : ends[start]].decode(), len(whole), found


def shared_out(text: str, count: int, first: Callable[[], str] = str) -> Sequence[str]:
    """Return the characters of a letter with its marks, divided among so many glyphs; none if unknown.

    Fonts may have a letter and its mark as one glyph or as two, and two marks as one. If a letter has more
    marks than there are glyphs, `first` returns the character of the first one.
    """
    if count == 1:
        return [text]
    letter = first() if count < len(unicodedata.normalize("NFD", text)) else ""
    if letter and (marks := _other_marks(text, letter)):
        if count == 2:
            return [letter, "".join(marks)]
        if count == len(marks) + 1:
            return [letter, *marks]
    for form in ("NFC", "NFD"):
        letters, marks = _parted(unicodedata.normalize(form, text))
        each = [letters, *marks] if letters else marks
        if count == len(each):
            return each
    letters, marks = _parted(unicodedata.normalize("NFC", text))
    if count >= len(letters) and not marks and (count == len(letters) or len(letters) == 1):
        return [*letters, *[""] * (count - len(letters))]  # the rest are strokes that join letters
    return [letters, "".join(marks)] if letters and marks and count == 2 else []


def _parted(text: str) -> tuple[str, list[str]]:
    """Return the letters, and their marks in the order of fonts: the shadda is the nearest."""
    letters = "".join(char for char in text if not unicodedata.combining(char))
    return letters, sorted((char for char in text if unicodedata.combining(char)), key=_place)


def _other_marks(text: str, letter: str) -> list[str]:
    """Return the marks of a text that a letter of the same base does not have; none if they do not belong
    together.
    """
    whole, part = (Counter(unicodedata.normalize("NFD", each)) for each in (text, letter))
    base, marks = _parted("".join((whole - part).elements()))
    return [] if base or part - whole else marks


def _place(mark: str) -> int:
    """Return the distance of a mark from its letter."""
    return _FIRST if mark == _SHADDA else unicodedata.combining(mark)
