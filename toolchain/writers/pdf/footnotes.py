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


_ROUNDING = 1e-6  # CSS pixels
_NOTES = "_notes_that_stay"


class _Staying(list[Any]):
    """The notes of a page, of which WeasyPrint is to believe that there are none when it asks for any.

    It asks only where a line must stay with those before it and has no room: to make room it would move notes
    of earlier lines to the next page, away from their marks. As it is, the paragraph moves.
    """

    def __bool__(self) -> bool:
        return False


def _notes(context: Any) -> Any:
    return context.__dict__[_NOTES]


def _keep_notes(context: Any, notes: Any) -> None:
    context.__dict__[_NOTES] = _Staying(notes)


def _excess(context: Any) -> float:
    """By how much the notes of a page are higher than their room, as WeasyPrint finds it out."""
    from weasyprint.formatting_structure import build
    from weasyprint.layout.block import block_level_layout

    area = build.create_anonymous_boxes(context.current_footnote_area.deepcopy())
    area = block_level_layout(context, area, -math.inf, None, context.current_footnote_area.page)[0]
    last = area.children[-1]
    bottom = last.position_y + last.margin_height() - last.margin_bottom
    return float(bottom - (area.position_y + area.margin_height() - area.margin_bottom))


@contextmanager
def whole_footnotes() -> Iterator[None]:
    """Meanwhile every footnote finds a page, that of its mark where there is room.

    WeasyPrint takes a rounding error for notes that are higher than their room, and begins a page for the
    last of them. It forgets the notes of a line for which other notes made room by leaving the page, and lets
    them leave where the line could have. And when it lays pages out anew for the numbers in the contents, it
    drops notes that a page, itself unchanged, had left to the next one.
    """
    from weasyprint import layout
    from weasyprint.layout import page

    context = layout.LayoutContext
    update, report = context._update_footnote_area, context.report_footnote
    make_page, make_all = page.make_page, layout.make_all_pages
    left: set[int] = set()  # contexts in which notes were left to other pages

    def updated(self: Any) -> bool:
        notes = _notes(self)
        self.__dict__[_NOTES] = list(notes)  # those that the page's foot is made of are there
        try:
            return bool(update(self)) and _excess(self) > _ROUNDING
        finally:
            self.__dict__[_NOTES] = notes

    def reported(self: Any, footnote: Any) -> None:
        left.add(id(self))
        report(self, footnote)

    def made_page(context: Any, *others: Any) -> Any:
        made = make_page(context, *others)
        for footnote in _forgotten(made[0], context):
            context.footnotes.remove(footnote)
            context.reported_footnotes.append(footnote)
            left.add(id(context))
        return made

    def made_all(context: Any, root_box: Any, html: Any, pages: list[Any]) -> Iterator[Any]:
        if id(context) in left:
            for *_, state in context.page_maker[: len(pages)]:
                state["content_changed"] = True
        yield from make_all(context, root_box, html, pages)

    context.current_page_footnotes = property(_notes, _keep_notes)
    context._update_footnote_area, context.report_footnote = updated, reported
    page.make_page, layout.make_all_pages = made_page, made_all
    try:
        yield
    finally:
        del context.current_page_footnotes
        context._update_footnote_area, context.report_footnote = update, report
        page.make_page, layout.make_all_pages = make_page, make_all


def _forgotten(page: Any, context: Any) -> list[Any]:
    """The footnotes that are called on a page and still wait for one."""
    if not context.footnotes:
        return []
    called = (box.footnote for box in page.descendants() if getattr(box, "footnote", None) is not None)
    return [footnote for footnote in dict.fromkeys(called) if footnote in context.footnotes]
