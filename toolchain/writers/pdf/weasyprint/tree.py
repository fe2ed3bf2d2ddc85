"""Change the tree of a page before it is laid out: notes move to their marks, and addresses are marked.

CSS moves the notes to the foot of a page. Addresses are not hyphenated: readers would type the hyphen too.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, SubElement

from toolchain.model.expressions import expression
from toolchain.model.languages import has_right_to_left

if TYPE_CHECKING:
    from weasyprint import HTML

_ADDRESS = expression(r"\S*(?:://|\w@\w|\w\.[^\W\d_]{2})\S*")
_AROUND = ".,;:!?…()[]«»“”‘’\"'،؛؟"
_WHOLE = frozenset(("a", "code", "style", "title"))  # a link's own words follow the rule for its class
_CONTAINERS = frozenset(("div", "ol", "ul", "li", "blockquote", "figure", "table", "thead", "tbody", "tr"))


def move_to_marks(html: HTML) -> None:
    """Put each note after its first mark, from which it moves to the foot of the page.

    A note whose mark is in another note is put after that note: WeasyPrint loses some notes within notes.
    """
    root: Element = html.etree_element
    parents = {child: parent for parent in root.iter() for child in parent}
    elements = {key: element for element in root.iter() if (key := element.get("id"))}
    last: dict[Element, Element] = {}  # of notes moved after a mark or another note
    holders: dict[Element, Element] = {}  # the element before each of them
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
    """Return the footnote that contains a mark; the mark itself if there is none."""
    found, around = mark, parents.get(mark)
    while around is not None:
        if around.get("class") in ("footnote", "title-note"):
            found = around
        around = parents.get(around)
    return found


def put_down_title_note(html: HTML) -> None:
    """Make the title's note a footnote of the first page, as in Word."""
    for around in html.etree_element.iter("div"):
        if around.get("class") == "title-note":
            for note in around:
                note.set("class", "footnote")
            _close_up(around)


def _close_up(note: Element) -> None:
    """Remove white space between blocks, each of which would be an empty line in a footnote."""
    for element in note.iter():
        if element.tag in _CONTAINERS:
            element.text = (element.text or "").strip() or None
            for child in element:
                child.tail = (child.tail or "").strip() or None


def mark_addresses(html: HTML) -> None:
    """Put an element around each address in the text of a page: a web site, an e-mail address, a file.

    In a text from right to left, it says that the address runs from left to right: WeasyPrint orders each
    line by itself, and a stroke or figure at an end of one would go to the other side.
    """
    is_rtl = html.etree_element.get("dir") == "rtl"
    for element in list(html.etree_element.iter()):
        if element.tag not in _WHOLE and element.text and _ADDRESS.search(element.text):
            element.text = _marked(element, 0, element.text, is_rtl=is_rtl)
        for child in list(element):
            if child.tail and _ADDRESS.search(child.tail):
                at = list(element).index(child) + 1
                child.tail = _marked(element, at, child.tail, is_rtl=is_rtl)


def _marked(around: Element, at: int, text: str, *, is_rtl: bool) -> str:
    """Add elements to `around` from position `at` for a text, from its first address on.

    Return the text before that.
    """
    found = list(_ADDRESS.finditer(text))
    ends = [*(each.start() for each in found[1:]), len(text)]
    for place, (address, end) in enumerate(zip(found, ends, strict=True), at):
        span = Element("span", {"class": "address"})  # print-house.css has `hyphens: manual` for it
        span.text, span.tail = address[0], text[address.end() : end]
        if is_rtl and not has_right_to_left(address[0]):
            own = SubElement(span, "span", {"dir": "ltr"})
            own.text = address[0].strip(_AROUND)
            span.text, _, own.tail = address[0].partition(own.text)
        around.insert(place, span)
    return text[: found[0].start()]
