"""Find text of a PDF that is hidden but can be copied (X803), or has too little contrast (A707).

Only certain cases are reported: an area that is a rectangle covers the words, or is behind them.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from toolchain.formats.colours import ENOUGH, ENOUGH_IF_LARGE, WHITE, contrast
from toolchain.formats.pdf.page_items import Area, Box, Text
from toolchain.model.diagnostics import FilePlace, Finding, Place, page_words
from toolchain.model.records import Record
from toolchain.model.wording import printable
from toolchain.rules import confidentiality_pdf as cases
from toolchain.rules.files_pdf import TooPale

_LARGE, _LARGE_BOLD = 17.9, 13.9
"""The sizes in points from which text, and bold text, is large (WCAG 2.2, 1.4.3)."""
_SAME = 1.15
"""The contrast below which words have the colour of their background."""
_BAND = 12.0
"""Height in points of the bands in which areas are looked up."""
_MOST, _TRIES = 1_000_000, 10_000_000
"""Maximum number of areas in the bands of a page, and of comparisons of areas in a file."""
_LINE = 4.0
"""Height in points of the bands in which texts are looked up."""
_TRIED = 200
"""Maximum number of texts in one such band that are compared."""
_ALIKE_ENOUGH = 0.5
"""The share of a text's characters that are painted again over an area, so that they are visible."""
_THIN = 0.4
"""The share of a text's size from which an area covers words; a thinner one strikes them out."""
_PAGE = 0.5
"""The share of the page from which a picture is a scan of the page."""


def of_what_is_seen(pdf: Any, pages: Iterable[Sequence[Text | Area]], display: str) -> Iterator[Finding]:
    """Yield all findings, page by page; `pages` is what each of them paints."""
    tries = [_TRIES]
    for number, (page, items) in enumerate(zip(pdf.pages, pages, strict=True), 1):
        media, crop = (Box(*map(float, each)) for each in (page.mediabox, page.cropbox))
        span = FilePlace(display, words=page_words(number))
        yield from _Page(items, media.within(crop), span, tries).told()


class _Laid(Record):
    """An area with its place in the order of painting."""

    at: int
    area: Area


class _Page:
    """What one page paints."""

    def __init__(self, items: Sequence[Text | Area], box: Box, span: Place, tries: list[int]) -> None:
        self.span = span
        self.tries = tries  # that are left for all pages
        self.texts = [(at, each) for at, each in enumerate(items) if isinstance(each, Text)]
        areas = [_Laid(at, each) for at, each in enumerate(items) if isinstance(each, Area)]
        self.box = box
        self.is_scanned = any(
            each.area.picture and each.area.box.within(box).area > _PAGE * box.area for each in areas
        )
        self.lines: dict[int, list[tuple[int, Text]]] = defaultdict(list)
        for at, text in self.texts:
            self.lines[int(_middle(text) // _LINE)].append((at, text))
        self.bands: dict[int, list[_Laid]] = defaultdict(list)
        self.is_too_much = False
        self._lay(areas)

    def _lay(self, areas: Sequence[_Laid]) -> None:
        laid = 0
        for each in areas:
            inner = each.area.box.within(self.box)
            if inner.is_empty:
                continue
            bands = range(int(inner.bottom // _BAND), int(inner.top // _BAND) + 1)
            laid += len(bands)
            if laid > _MOST:
                self.is_too_much = True
                return
            for band in bands:
                self.bands[band].append(each)

    def told(self) -> Iterator[Finding]:
        """Yield the hidden words of the page together, and each pair of low-contrast colours once."""
        hidden: dict[type[cases.HiddenWords], list[str]] = defaultdict(list)
        pale: dict[tuple[str, str, float], str] = {}
        for at, text in () if self.is_too_much else self.texts:
            words = "".join(text.signs)
            if self.tries[0] <= 0 or not any(map(str.isalnum, words)):
                continue
            ground = self._behind(at, text) if text.colour else ""
            if why := self._hidden(at, text, ground):
                hidden[why[0]].append(why[1])
            elif ground and not text.beside:
                pale.setdefault((text.colour, ground, _needed(text)), words)
        for case, found in hidden.items():
            yield Finding(self.span, case(printable(" ".join(found))))
        for (colour, ground, needed), words in pale.items():
            ratio = contrast(colour, ground)
            if ratio >= needed:
                continue
            yield Finding(self.span, TooPale(printable(words), colour, ground, round(ratio, 1), needed))

    def _hidden(self, at: int, text: Text, ground: str) -> tuple[type[cases.HiddenWords], str] | None:
        """Return the case of a text with hidden words, and these; None if there are none.

        `ground` is the colour of its background, "" if it is not certain.
        """
        words = "".join(text.signs)
        if text.box.within(self.box).is_empty:
            return cases.WordsOutside, words
        if text.invisible:
            return None if self.is_scanned else (cases.WordsNotPainted, words)
        if covered := self._covered(at, text):
            return cases.WordsPaintedOver, covered
        is_same = ground and contrast(text.colour, ground) < _SAME
        return (cases.WordsInColourBehind, words) if is_same else None

    def _at(self, text: Text) -> Sequence[_Laid]:
        """Return the areas at the height of a text's middle, in order of painting; none if too many."""
        found = self.bands.get(int(_middle(text) // _BAND), ())
        self.tries[0] -= len(found)
        return found if self.tries[0] > 0 else ()

    def _covered(self, at: int, text: Text) -> str:
        """Return the characters of a text that a later area covers, "" for none."""
        if self.is_scanned:
            return ""
        hidden: set[int] = set()
        last, middle = at, _middle(text)
        for laid in self._at(text):
            box = laid.area.box
            if laid.at < at or not laid.area.exact or not box.bottom < middle < box.top:
                continue
            if box.top - box.bottom >= _THIN * text.size:
                last = laid.at
                starts = (text.box.left, *text.ends)
                hidden.update(
                    number
                    for number, (start, end) in enumerate(zip(starts, text.ends, strict=False))
                    if box.left <= (start + end) / 2 <= box.right
                )
        words = "".join(text.signs[number] for number in sorted(hidden))
        return words if any(map(str.isalnum, words)) and not self._again(last, text, words) else ""

    def _again(self, at: int, text: Text, words: str) -> bool:
        """Return whether most of a text's words are painted again over an area, as some programs do."""
        line = int(_middle(text) // _LINE)
        over = Counter[str]()
        for near in (line - 1, line, line + 1):
            for later, other in self.lines.get(near, ())[-_TRIED:]:
                if later > at and not other.box.within(text.box).is_empty:
                    over.update(other.signs)
        mine = Counter(words)
        return (mine & over).total() >= _ALIKE_ENOUGH * mine.total()

    def _behind(self, at: int, text: Text) -> str:
        """Return the colour behind a text, "" if it is not certain."""
        middle = _middle(text)
        here = Box(text.box.left, middle - 0.1, text.box.right, middle + 0.1)
        areas = self._at(text)
        for laid in reversed(areas if self.tries[0] > 0 else ()):
            box = laid.area.box
            if laid.at > at or box.within(here).is_empty:
                continue
            whole = box.left <= here.left + 0.5 and box.right >= here.right - 0.5
            return laid.area.colour if laid.area.exact and whole else ""
        return WHITE if self.tries[0] > 0 else ""


def _middle(text: Text) -> float:
    return text.box.bottom + 0.45 * text.size


def _needed(text: Text) -> float:
    large = text.size >= (_LARGE_BOLD if text.bold else _LARGE)
    return ENOUGH_IF_LARGE if large else ENOUGH
