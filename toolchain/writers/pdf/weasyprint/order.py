"""Keep together text that runs against the direction of its paragraph (UAX #9; CSS Writing Modes 3, 2.4).

WeasyPrint places the parts of a line, which emphasis, links and marks divide, in the direction of the
paragraph: in an Arabic one “Human *Rights* Watch” would look like “Watch Rights Human”. Such words get one
element with their own direction around them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import count, groupby
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, SubElement

from toolchain.formats.bidi.levels import levels
from toolchain.model.expressions import expression
from toolchain.model.languages import RIGHT_LETTER
from toolchain.model.records import Record, replace

if TYPE_CHECKING:
    from weasyprint import HTML

_PARTS = frozenset(("em", "strong", "sup", "span"))
"""Elements whose words are the paragraph's, unless they have a direction of their own or another class."""
_CLASSES = frozenset((None, "upright", "address"))
_IN_LINE = frozenset(("a", "bdi", "code", "img", *_PARTS))
_KEPT = frozenset(("a", "span"))
"""Elements that can have a direction of their own in a line, of words that may be in parts."""
_OBJECT = "\ufffc"
_LETTER = "a"
_EDGES = expression(r"(?s)(\s*)(.*?)(\s*)")

Path = tuple[Element, ...]


class _Leaf(Record):
    """A text, or an element that is one unit in its line, with the parts of the paragraph around it.

    signs   its characters for the order of the line
    ends    a paragraph ends here, as at a new line
    span    the number of the stretch that it belongs to, 0 for none
    """

    around: Path
    signs: str
    element: Element | None = None
    ends: bool = False
    span: int = 0


def keep_together(html: HTML, text: str) -> None:
    """Put an element around each such stretch of words in a page, whose markup this text is."""
    root: Element = html.etree_element
    right_to_left = root.get("dir") == "rtl"
    if not right_to_left and (text.isascii() or not RIGHT_LETTER.search(text)):
        return
    for note in root.iter("div"):  # which may be moved into a stretch
        if note.get("class") == "footnote":
            note.set("dir", "rtl" if right_to_left else "ltr")
    numbers = count(1)
    waiting = [(each, right_to_left) for each in root if each.tag == "body"]
    while waiting:
        element, base = waiting.pop()
        leaves = list(_leaves(element, ()))
        waiting += [
            (each.element, _direction(each.element, base)) for each in leaves if each.element is not None
        ]
        apart = element.tag in _KEPT and base != right_to_left
        if apart or (len(leaves) > 1 and (base or any(RIGHT_LETTER.search(leaf.signs) for leaf in leaves))):
            lines = (list(group) for _, group in groupby(leaves, key=lambda leaf: leaf.ends))
            cut = [leaf for line in lines for leaf in _cut(line, base, numbers)]
            if apart or any(leaf.span for leaf in cut):
                waiting += [
                    (each, not base) for each in _put_together(element, cut, "ltr" if base else "rtl")
                ]


def _direction(element: Element, base: bool) -> bool:
    direction = element.get("dir")
    return direction == "rtl" if direction else base


def _leaves(element: Element, around: Path) -> Iterator[_Leaf]:
    """Yield the parts of an element's line."""
    if element.text:
        yield _Leaf(around, element.text)
    for child in element:
        role, own = child.get("class"), child.get("dir")
        if (child.tag in _PARTS and not own and role in _CLASSES) or _is_part(child):
            yield from _leaves(child, (*around, child))
        elif role == "footnote":
            yield _Leaf(around, "", child)
        elif child.tag in _IN_LINE and role != "number" and (child.tag != "span" or not role):
            yield _Leaf(around, _LETTER if child.tag == "a" and not own else _OBJECT, child)
        else:
            yield _Leaf(around, "", child, ends=True)
        if child.tail:
            yield _Leaf(around, child.tail)


def _is_part(link: Element) -> bool:
    """Return whether a link may be divided: none of its words is left-to-right."""
    if link.tag != "a" or link.get("dir") or link.get("class") == "number":
        return False
    return all(RIGHT_LETTER.match(sign) for sign in "".join(link.itertext()) if sign.isalpha())


def _cut(line: Sequence[_Leaf], base: bool, numbers: Iterator[int]) -> Iterator[_Leaf]:
    """Yield the leaves of a line, cut at the ends of text that runs against its direction."""
    own = int(base)
    depths = levels("".join(leaf.signs for leaf in line), base)
    spans = _spans(line, depths, own, numbers)
    at = 0
    for leaf in line:
        end = at + len(leaf.signs)
        if leaf.element is not None:
            before, after = spans[at - 1 : at], spans[end : end + 1]
            inside = spans[at] if at < end else before[0] if at and before == after else 0
            yield replace(leaf, span=inside)
        else:
            for span, group in groupby(range(at, end), key=spans.__getitem__):
                places = list(group)
                yield replace(leaf, signs=leaf.signs[places[0] - at : places[-1] - at + 1], span=span)
        at = end


def _spans(line: Sequence[_Leaf], depths: Sequence[int], own: int, numbers: Iterator[int]) -> list[int]:
    """Return for each character the number of its stretch: of those in several leaves that need one."""
    leaf_of = [number for number, leaf in enumerate(line) for _ in leaf.signs]
    found = [0] * len(depths)
    for inner, group in groupby(range(len(depths)), key=lambda at: depths[at] > own):
        places = list(group)
        is_parted = leaf_of[places[0]] != leaf_of[places[-1]]
        if inner and is_parted and any(depths[at] == own + 1 for at in places):
            found[places[0] : places[-1] + 1] = [next(numbers)] * len(places)
    return found


def _put_together(element: Element, leaves: Sequence[_Leaf], direction: str) -> list[Element]:
    """Fill an element with its leaves, those of one stretch in an element of that direction; return these
    elements.
    """
    made: list[Element] = []
    wrappers: list[Element] = []
    seen: set[int] = set()
    element.text = None
    element[:] = []
    opened: list[tuple[Element, Element]] = []  # with their originals
    apart = element.tag in _KEPT  # it is already kept together
    for number, group in groupby(leaves, key=lambda leaf: leaf.span):
        members = list(group)
        common = _common([leaf.around for leaf in members])
        wrappers.append(Element("span", {"dir": direction}))
        for leaf in members:
            path = leaf.around
            if number:
                path = (*path[:common], wrappers[-1], *path[common:])
            kept = 0
            while kept < min(len(path), len(opened)) and opened[kept][0] is path[kept]:
                kept += 1
            del opened[kept:]
            for each in path[kept:]:
                copy = _again(each, opened[-1][1] if opened else element, seen)
                opened.append((each, copy))
                made += [copy] if each is wrappers[-1] else []
            if number and leaf.element is not None and leaf.element.tag == "sup":
                _turn(leaf.element, direction)
            _append(opened[-1][1] if opened else element, leaf, apart or number > 0)
    return made


def _turn(mark: Element, direction: str) -> None:
    """Give a mark another direction, so that the comma between two marks is not after the second."""
    mark.set("dir", direction)
    separator = (mark.text or "").rstrip()
    if separator and separator != mark.text:
        space = Element("span")
        space.text = (mark.text or "")[len(separator) :]
        mark.text = separator
        mark.insert(0, space)


def _common(paths: Sequence[Path]) -> int:
    """Return how many elements are around all of them."""
    shared = 0
    for each in zip(*paths, strict=False):
        if any(other is not each[0] for other in each):
            break
        shared += 1
    return shared


def _again(element: Element, around: Element, seen: set[int]) -> Element:
    """Return a copy of an element without its content, at the end of another; only the first has its id."""
    names = {key: value for key, value in element.items() if key != "id" or id(element) not in seen}
    seen.add(id(element))
    return SubElement(around, element.tag, names)


def _append(around: Element, leaf: _Leaf, apart: bool) -> None:
    """Add a leaf to the end of an element. In a stretch, spaces at its ends are separate.

    On a page it is not visible on which side of a word a space in its piece of text belongs.
    """
    if leaf.element is not None:
        leaf.element.tail = None
        around.append(leaf.element)
        return
    edges = _EDGES.fullmatch(leaf.signs)
    parts = edges.groups() if apart and edges and edges[2] else (leaf.signs,)
    for text in filter(None, parts):
        if len(parts) > 1 and text.isspace():
            SubElement(around, "span").text = text
        elif len(around):
            around[-1].tail = (around[-1].tail or "") + text
        else:
            around.text = (around.text or "") + text
