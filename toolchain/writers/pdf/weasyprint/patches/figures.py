"""Fill the pages before figures that do not fit.

WeasyPrint leaves the rest of such a page empty. Here the figure is up to a tenth smaller, or at the head of
the next page while text fills this one. WeasyPrint has no floats of pages: a figure at the head is a running
element (CSS Generated Content for Paged Media 3, 1.2) in the note area of its page. It is before the next
heading of the first level, and `toolchain.writers.pdf.weasyprint.tags` puts its tag back.

Made for: WeasyPrint 70.0.
Upstream: none known.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import groupby, pairwise
from typing import TYPE_CHECKING, Any
from xml.etree.ElementTree import Element

from toolchain.model.records import Record

if TYPE_CHECKING:
    from weasyprint import HTML

PATCHED = ("weasyprint.layout.page.make_page",)

AT_HEAD = "position: running("
"""How the style of a figure at the head of a page begins."""
_HOLE = 0.1
"""The share of a page that a figure may leave empty."""
_LEAST, _LEAST_IN_PLACE = 0.9, 0.8
"""The shares to which a picture is made smaller, at least: the second if it cannot be at a head."""
_HEAD = 0.85
"""The share of a page that the figures at its head may have."""
_ABOVE = 22.0
"""The space above a figure and below the last words of a table, in CSS pixels."""
_MOST = 400
"""How many pages are laid out again, about: all of them for each figure."""
_FOREIGN = ("li", "blockquote")
_BREAKS = ("annex", "page-break")
_HEADINGS = ("h2", "h3", "h4", "h5", "h6")


class _Page(Record):
    """A page: its elements with their first boxes, and where its text begins and its room below the text, in
    CSS pixels.
    """

    box: Any
    elements: dict[Element, Any]
    top: float
    room: float


def fill_pages(html: HTML, render: Callable[[str], Any]) -> Any:
    """Return the pages of a document, which `render` lays out with an additional style sheet."""
    elements: list[Element] = list(html.etree_element.iter())
    figures = [each for part in html.etree_element.iter("main") for each in _figures(part)]
    heads: dict[Element, int] = {}  # the page with each at its head; 0 for one that cannot be there
    made = 0
    while True:
        document = render("".join(_rules(figures, heads)))
        pages = [_page(each._page_box) for each in document.pages] if figures else []
        made += len(pages)
        wrong = (each for each in heads if heads[each] and not _is_right(each, heads[each], pages, elements))
        if (figure := next(wrong, None)) is not None:
            heads[figure] = 0
            del figure.attrib["style"]
        elif made > _MOST or not _place(figures, pages, heads):
            return document
        del document, pages  # before all are made again


def _rules(figures: list[Element], heads: dict[Element, int]) -> Iterator[str]:
    """Yield the rule of each page with figures at its head."""
    for number, group in groupby((each for each in figures if heads.get(each)), key=heads.__getitem__):
        content = " ".join(f"element(figure-{figures.index(each)})" for each in group)
        yield f"@page :nth({number}) {{ @note-area {{ content: {content} }} }}"


def _figures(around: Element) -> Iterator[Element]:
    """Yield the figures after other text, without footnotes and lines below them, that are not in lists and
    quotations.
    """
    for before, each in pairwise((None, *around)):
        if each.tag not in (*_FOREIGN, "figure"):
            yield from _figures(each)
        elif before is None or each.get("class") == "kept":
            continue
        elif each.find("img") is not None and each.find(".//div") is None:
            yield each


def _page(page: Any) -> _Page:
    root, *others = page.children
    elements: dict[Element, Any] = {}
    for each in (each for each in page.descendants() if each.element is not None):
        elements.setdefault(each.element, each)
    notes = sum(each.margin_height() for each in others if type(each).__name__ == "FootnoteAreaBox")
    leaves = (each for each in root.descendants() if each.height and not getattr(each, "children", ()))
    end = max((each.position_y + each.height for each in leaves), default=0.0)
    return _Page(page, elements, root.position_y, page.content_box_y() + page.height - notes - end)


def _is_right(figure: Element, head: int, pages: list[_Page], elements: list[Element]) -> bool:
    """Return whether a figure is at the head of a page, and the next figure and the next heading of the first
    level after it. Its own heading, or a figure before it in the text, is not on the page below it.
    """
    all_figures = [each for each in elements if each.tag == "figure"]
    place = all_figures.index(figure)
    later = next((each for each in elements[elements.index(figure) :] if each.tag == "h2"), None)
    below = [each for each in all_figures[:place][-1:] if AT_HEAD not in each.get("style", "")]
    below += [each for each in elements[: elements.index(figure)] if each.tag in _HEADINGS][-1:]
    at, before = pages[head - 1 : head], pages[: head - 1]
    before += [page for page in at if later in _breaks(page)]
    is_shown = any(figure in page.elements for page in at)
    is_wrong = any(
        each in page.elements for page in before for each in (later, *all_figures[place + 1 :][:1])
    )
    return is_shown and not is_wrong and not any(each in page.elements for page in at for each in below)


def _breaks(page: _Page) -> list[Element]:
    """Return the elements of a page that begin it whatever room the page before has."""
    return [each for each in page.elements if each.get("class") in _BREAKS]


def _place(figures: list[Element], pages: list[_Page], heads: dict[Element, int]) -> bool:
    """Make the first figure after a hole smaller, or put it at the head of its page; return whether."""
    for number, (before, page) in enumerate(pairwise(pages), 2):
        room, height = before.room, page.box.height
        is_begun = any(each.tag == "main" for each in before.elements)
        if room < _HOLE * height or _breaks(page) or not is_begun:
            continue
        for figure in (each for each in figures if each in page.elements and not heads.get(each)):
            box, picture = page.elements[figure], figure.find("img")
            lead = box.position_y - page.top
            if picture is None or picture not in page.elements or lead > room:
                continue
            style, high = picture.get("style", ""), page.elements[picture].height
            share = 1 - (lead + _ABOVE + box.border_height() - room) / high
            if share >= (_LEAST_IN_PLACE if figure in heads else _LEAST) and "max-height" not in style:
                picture.set("style", f"{style}; max-height: {(share - 0.005) * high:.1f}px")
                return True
            if figure not in heads and page.top - page.box.content_box_y() + box.height <= _HEAD * height:
                heads[figure] = number
                figure.set("style", f"{AT_HEAD}figure-{figures.index(figure)}); margin-top: 0")
                return True
    return False
