"""Find words with too little contrast to their background, by the page's own style sheets (A707)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from toolchain.checks.files.html.places import Told, cut
from toolchain.formats.colours import ENOUGH, ENOUGH_IF_LARGE, ratio
from toolchain.formats.html.cascade import Cascade, Look
from toolchain.formats.html.page_media import View
from toolchain.formats.html.styles import loaded, sheets
from toolchain.formats.html.tree import Element, Page
from toolchain.model.facts import Word
from toolchain.rules.files_pdf import TooPale

_LARGE, _LARGE_BOLD = 24.0, 18.66
_ROUNDED = 0.005
_WIDE, _NARROW = 1440, 360


class _Pair(NamedTuple):
    words: str
    behind: str
    ratio: float
    needed: float


def contrast_troubles(page: Page) -> Iterator[Told]:
    """Yield each pair of colours once, at its first words; nothing if a style sheet is not in the page."""
    if _lacks_styles(page):
        return
    cascade = Cascade(page)
    seen = tuple(_seen(page))
    found: dict[_Pair, dict[int, str]] = {}
    dark: dict[_Pair, bool] = {}
    for view in _views(cascade):
        looks = cascade.looks(view)
        known: dict[int, _Pair | None] = {}  # of each look, which many elements share
        for at, owner, words in seen:
            look = looks[owner]
            if id(look) not in known:
                known[id(look)] = _low(look)
            if (low := known[id(look)]) and not _is_disabled(page, page.elements[owner]):
                found.setdefault(low, {})[at] = words
                dark.setdefault(low, view.dark)
    for pair, places in found.items():
        first = min(places)
        mode = (Word("dark mode") if dark[pair] else Word("light mode")) if cascade.has_dark else None
        yield Told(first, TooPale(places[first], pair.words, pair.behind, pair.ratio, pair.needed, mode))


def _lacks_styles(page: Page) -> bool:
    """Return whether a style sheet is in another file, so that no colour is certain."""
    linked = any("stylesheet" in each.given.get("rel", "").lower().split() for each in page.all("link"))
    return linked or any(by == "@import" for sheet in sheets(page) for _, by, _ in loaded(sheet.text))


def _views(cascade: Cascade) -> Iterator[View]:
    for dark in (False, True) if cascade.has_dark else (False,):
        for width in (_WIDE, _NARROW) if cascade.by_width else (_WIDE,):
            yield View(dark, width)


def _seen(page: Page) -> Iterator[tuple[int, int, str]]:
    """Yield the offset of each text with words, the number of its element, and the words."""
    for text in page.shown():
        if not text.text.isspace() and any(map(str.isalnum, cut(text.text))):
            yield text.at + len(text.text) - len(text.text.lstrip()), text.owner, cut(text.text)


def _is_disabled(page: Page, element: Element) -> bool:
    """Return whether an element is in a control that is disabled: it needs no contrast (WCAG 2.2, 1.4.3)."""
    around = [each.given for each in (element, *page.around(element))]
    return any("disabled" in given or given.get("aria-disabled") == "true" for given in around)


def _low(look: Look) -> _Pair | None:
    """Return the colours of words with too little contrast, and the contrast; else None."""
    if look.colour is None or look.behind is None or look.unseen or look.colour.alpha == 0:
        return None
    seen = look.colour.over(look.behind)
    found = ratio(seen[:3], look.behind[:3])
    large = look.size is None or look.size >= (_LARGE_BOLD if look.bold else _LARGE)
    needed = ENOUGH_IF_LARGE if large else ENOUGH
    if found >= needed - _ROUNDED:
        return None
    return _Pair(seen.written, look.behind.written, round(found, 1), needed)
