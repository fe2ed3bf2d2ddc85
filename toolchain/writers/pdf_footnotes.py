"""Notes at the feet of pages: put behind their marks, and kept whole where WeasyPrint loses some."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any
from xml.etree.ElementTree import Element

if TYPE_CHECKING:
    from weasyprint import HTML


def move_to_marks(html: HTML) -> None:
    """Put each note behind its first mark, from where it falls to the foot of the page.

    One whose mark stands in another note is put behind that: of notes in notes WeasyPrint loses some.
    """
    root: Element = html.etree_element
    parents = {child: parent for parent in root.iter() for child in parent}
    elements = {key: element for element in root.iter() if (key := element.get("id"))}
    last: dict[Element, Element] = {}  # of the notes that were put behind a mark or another note
    holders: dict[Element, Element] = {}  # what each of them was put behind
    for section in [element for element in root.iter("section") if element.get("class") == "notes"]:
        for note in section.iterfind("ol/li"):
            way_back = next(link for link in note.iter("a") if link.get("class") == "number")
            mark = parents[elements[way_back.get("href", "")[1:]]]
            holder = _outermost_note(mark, parents)
            holder = holders.get(holder, holder)
            before = last.get(holder, holder)
            foot = Element("div", {"class": "footnote", "id": note.get("id", "")})
            foot.tail, before.tail = before.tail, None
            foot.extend(note)
            _close_up(foot)
            around = parents[before]
            around.insert(list(around).index(before) + 1, foot)
            parents.update(dict.fromkeys(foot, foot))
            parents[foot] = around
            last[holder], holders[foot] = foot, holder
        parents[section].remove(section)


def _outermost_note(mark: Element, parents: Mapping[Element, Element]) -> Element:
    """The note at the foot of a page that a mark stands in; the mark itself where it stands in none."""
    found, around = mark, parents.get(mark)
    while around is not None:
        if around.get("class") in ("footnote", "title-note"):
            found = around
        around = parents.get(around)
    return found


def put_down_title_note(html: HTML) -> None:
    """Let the title's note fall to the foot of the first page, as it does in Word."""
    for around in html.etree_element.iter("div"):
        if around.get("class") == "title-note":
            for note in around:
                note.set("class", "footnote")
            _close_up(around)


_CONTAINERS = frozenset(("div", "ol", "ul", "li", "blockquote", "figure", "table", "thead", "tbody", "tr"))


def _close_up(note: Element) -> None:
    """Take away the white space between blocks, each piece of which makes an empty line in a footnote."""
    for element in note.iter():
        if element.tag in _CONTAINERS:
            element.text = (element.text or "").strip() or None
            for child in element:
                child.tail = (child.tail or "").strip() or None


@contextmanager
def whole_footnotes() -> Iterator[None]:
    """Meanwhile every footnote finds a page.

    WeasyPrint takes a rounding error for notes that are higher than their room, which has no end where the
    style sheet gives it none, and begins a page for the last of them. And when it lays pages out anew for
    the numbers in the contents, it drops notes that a page, itself unchanged, had left to the next one.
    """
    from weasyprint import layout

    context = layout.LayoutContext
    update, report, make = context._update_footnote_area, context.report_footnote, layout.make_all_pages
    left: set[int] = set()  # contexts in which notes were left to other pages

    def updated(self: Any) -> bool:
        overflows = update(self)
        return bool(overflows) and self.current_footnote_area.style["max_height"].value < math.inf

    def reported(self: Any, footnote: Any) -> None:
        left.add(id(self))
        report(self, footnote)

    def made(context: Any, root_box: Any, html: Any, pages: list[Any]) -> Iterator[Any]:
        if id(context) in left:
            for *_, state in context.page_maker:
                state["content_changed"] = True
        yield from make(context, root_box, html, pages)

    context._update_footnote_area, context.report_footnote, layout.make_all_pages = updated, reported, made
    try:
        yield
    finally:
        context._update_footnote_area, context.report_footnote, layout.make_all_pages = update, report, make
