"""The styles of a template: those that the writer needs, their places, and the writer's additions.

Styles are found by name, not by id: Word translates the ids of its built-in styles, never their names in the
file.
"""

from __future__ import annotations

import copy
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import NamedTuple

from toolchain.model.design import design
from toolchain.model.records import Record
from toolchain.writers.docx.markup import element
from toolchain.writers.docx.style_names import StyleName
from toolchain.writers.docx.xml import Element, add, find, find_all, first_child, get, qualified, remove, val

_CHARACTER = (
    StyleName.COVER_TERM, StyleName.CAPTION_TITLE, StyleName.CODE, StyleName.HYPERLINK,
    StyleName.ENDNOTE_MARK, StyleName.FOOTNOTE_MARK,
)  # fmt: skip
_KINDS = {
    **dict.fromkeys((StyleName.TABLE, StyleName.COVER_TABLE), "table"),
    **dict.fromkeys(_CHARACTER, "character"),
}
"""The kinds of styles that are not of paragraphs."""


@cache
def twips(name: str, lang: str = "") -> int:
    """Return a length of the design, perhaps of a language, in twentieths of a point."""
    return round(20 * design().points(name, lang))


_SQUARE = 1.2
"""The least line of characters of the size 1 that fill their squares, as Chinese ones do."""

STEP = twips("indent.step")
"""The indentation of each level of a list."""


class Indent(NamedTuple):
    """Indentation in twentieths of a point; `first` is the first line's beyond `left`, negative to hang."""

    left: int = 0
    right: int = 0
    first: int = 0


class Stop(Record):
    """A tab stop: its position in twentieths of a point from the margin, its kind, and its leader."""

    place: int
    kind: str
    leader: str = ""


def integer(value: str | None) -> int:
    """Return an integer from a file; 0 if it is missing or invalid."""
    return int(value) if value is not None and re.fullmatch(r"-?\d{1,6}", value) else 0


def indent_element(indent: Indent) -> str:
    """Return the `w:ind` of an indentation."""
    return element("ind", **measures(indent))


def measures(indent: Indent) -> dict[str, int]:
    """Return the attributes of a `w:ind`, in twentieths of a point."""
    hanging = {"hanging": -indent.first} if indent.first < 0 else {"firstLine": indent.first}
    return {"left": indent.left, "right": indent.right, **hanging}


def add_cell_margins(properties: Element, vertical: int, before: int, after: int) -> None:
    """Set the margins of a table's cells, in twentieths of a point."""
    margins = add(properties, "tblCellMar")
    for side, width in (("top", vertical), ("left", before), ("bottom", vertical), ("right", after)):
        add(margins, side, w=width, type="dxa")


def stop_element(stop: Stop) -> str:
    """Return the `w:tab` of a tab stop."""
    return element("tab", val=stop.kind, **({"leader": stop.leader} if stop.leader else {}), pos=stop.place)


def add_rank(style: Element, rank: int = 0) -> None:
    """Set the place of a style in Word's gallery, from 1; without one it is hidden until it is used."""
    add(style, "uiPriority", val=rank or 99)
    for name in ("qFormat",) if rank else ("semiHidden", "unhideWhenUsed"):
        add(style, name)


_BEFORE_NEXT = frozenset(map(qualified, ("name", "aliases", "basedOn")))
"""What is before `w:next` (ECMA-376-1, 17.7.4.17)."""


def is_default(style: Element) -> bool:
    """Return whether a style is the default one of paragraphs."""
    return get(style, "type") == "paragraph" and get(style, "default") in ("1", "true", "on")


class Styles:
    """The `w:styles` of the document that is being built."""

    def __init__(self, root: Element) -> None:
        self.root = root
        self._by_id = {get(style, "styleId") or "": style for style in find_all(root, "style")}
        self._ids: dict[str, str] = {}
        self._indents: dict[str, Indent] = {}
        for identity, style in self._by_id.items():
            self._ids.setdefault(val(style, "name").lower(), identity)

    def stand_in(self) -> None:
        """Add optional styles that the template does not have.

        LibreOffice does not save the style of endnote marks if there is no endnote.
        """
        have, lack = StyleName.FOOTNOTE_MARK, StyleName.ENDNOTE_MARK
        if have in self._ids and lack not in self._ids:
            self._add(have, lack, type="character")
        for name in (StyleName.COVER_TERM, StyleName.CAPTION_TITLE):
            if name.lower() not in self._ids:
                look = add(self._add("", name, type="character", customStyle=1), "rPr")
                add(look, "b")
                add(look, "bCs")
        if StyleName.COVER_TABLE.lower() not in self._ids:
            add_cell_margins(
                add(self._add("", StyleName.COVER_TABLE, type="table", customStyle=1), "tblPr"), 0, 0, 0
            )

    def missing(self) -> list[str]:
        """Return the names of required styles that are missing, or of the wrong kind in `StyleName`."""
        return [str(name) for name in StyleName if self._kind(name) != _KINDS.get(name, "paragraph")]

    def _kind(self, name: StyleName) -> str:
        style = self._by_id.get(self._ids.get(name.lower(), ""))
        return "" if style is None else get(style, "type") or "paragraph"

    def drop_lists(self) -> None:
        """Remove lists from all styles: the writer decides which of our texts have numbers."""
        for number in find_all(self.root, "style/pPr/numPr"):
            remove(number)

    def id(self, name: str) -> str:
        """Return the id of the style of that name, for `w:pStyle` and similar elements."""
        return self._ids[name.lower()]

    def derive(self, base: str, name: str) -> str:
        """Add a paragraph style based on the one named `base`, if it does not exist; return its id.

        Word offers it where it is used.
        """
        if name.lower() in self._ids:
            return self.id(name)
        style = self._add(base, name, type="paragraph", customStyle=1)
        add_rank(style)
        add(style, "pPr")
        return self.id(name)

    def add_own(self, name: str, kind: str, base: str, look: Iterable[Element | None]) -> str:
        """Add a style of another file, and return its id; if its name is taken, it gets one more letter."""
        while name.lower() in self._ids:
            name = f"{name}x"
        style = self._add("", name, type=kind, customStyle=1)
        if base:
            add(style, "basedOn", val=base)
        add_rank(style)
        style.extend(copy.deepcopy(each) for each in look if each is not None)
        return self.id(name)

    def renewed(self, name: str, base: str) -> Element:
        """Return a style like the one with the id `base`, without a look of its own; add it if needed."""
        known = self._ids.get(name.lower())
        style = self._by_id[known] if known else self._add("", name, type="paragraph", customStyle=1)
        for each in list(style)[1:]:
            style.remove(each)
        add(style, "basedOn", val=base)
        add_rank(style)
        return style

    def set_next(self, name: str, following: str) -> None:
        """Set the style of the paragraph that Enter begins after one in a style."""
        style = self._by_id[self.id(name)]
        for old in find_all(style, "next"):
            remove(old)
        before = [each for each in style if each.tag in _BEFORE_NEXT][-1]
        before.addnext(add(style, "next", val=self.id(following)))

    def _add(self, base: str, name: str, **kind: str | int) -> Element:
        identity = re.sub("[^A-Za-z0-9]", "", name.title())
        while identity in self._by_id:
            identity += "x"
        style = add(self.root, "style", **kind, styleId=identity)
        add(style, "name", val=name)
        if base:
            add(style, "basedOn", val=self.id(base))
        self._by_id[identity] = style
        self._ids[name.lower()] = identity
        return style

    def indent(self, identity: str) -> Indent:
        """Return the indentation of a style, with inherited values."""
        if identity not in self._indents:
            self._indents[identity] = self._find_indent(identity)
        return self._indents[identity]

    def _find_indent(self, identity: str) -> Indent:
        found: dict[str, str] = {}
        for style in self._lineage(identity):
            element = find(style, "pPr/ind")
            for key, value in (element.attrib if element is not None else {}).items():
                found.setdefault(str(key).rpartition("}")[2], str(value))
            if {"firstLine", "hanging"} & found.keys():
                found.setdefault("firstLine", "0")
                found.setdefault("hanging", "0")
        first = integer(found.get("firstLine")) or -integer(found.get("hanging"))
        left = integer(found.get("left", found.get("start")))
        return Indent(left, integer(found.get("right", found.get("end"))), first)

    def tab(self, identity: str) -> int:
        """Return the first tab stop of a style, or 0."""
        for style in self._lineage(identity):
            element = find(style, "pPr/tabs/tab")
            if element is not None:
                return integer(get(element, "pos"))
        return 0

    def add_stop(self, identity: str, stop: Stop) -> None:
        """Add a tab stop to a style, if it has none of this kind itself."""
        stops = found_or_added(self.properties(identity), "tabs")
        if not any(get(each, "val") == stop.kind for each in stops):
            add(stops, "tab", val=stop.kind, leader=stop.leader or "none", pos=stop.place)

    def set_list(self, identity: str, list_id: int, level: int) -> None:
        """Make a style's paragraphs items of a list; with `list_id` 0 they are in no list."""
        number = put(self.properties(identity), "numPr")
        add(number, "ilvl", val=level)
        add(number, "numId", val=list_id)

    def set_indent(self, identity: str, indent: Indent) -> None:
        """Set the indentation of a style."""
        put(self.properties(identity), "ind", **measures(indent))
        self._indents.clear()

    def leave_out(self, *properties: str) -> None:
        """Remove text properties from all styles: "b" and "bCs" for bold."""
        for name in properties:
            for path in ("style/rPr", "style/tblStylePr/rPr"):
                for found in find_all(self.root, f"{path}/{name}"):
                    remove(found)

    def set_right_to_left(self) -> None:
        """Make text in all styles right-to-left, unless a style says otherwise."""
        for properties in self._of_default():
            found_or_added(properties, "bidi")

    def set_one_size(self) -> None:
        """Give Latin letters the size of Arabic letters, because Word sets the numbers next to them in it."""
        for arabic in self.root.iter(qualified("szCs")):
            latin = arabic.getprevious()
            if latin is not None and latin.tag == qualified("sz"):
                latin.set(qualified("val"), get(arabic, "val") or "")

    def set_space(self, identity: str, **spaces: int) -> None:
        """Set the space "before" or "after" a style's paragraphs, in twentieths of a point."""
        space = found_or_added(self.properties(identity), "spacing")
        for side, value in spaces.items():
            space.set(qualified(side), str(value))

    def letters(self, identity: str) -> Element:
        """Return the properties of a style's letters."""
        return self.part(self._by_id[identity], "rPr")

    def scale(self, identity: str, share: float) -> None:
        """Make the letters and lines of a style smaller or larger than what it has or inherits."""
        letters = self.letters(identity)
        for name in ("sz", "szCs"):
            put(letters, name, val=round(self._inherited(identity, f"rPr/{name}", "val") * share))
        space = found_or_added(self.properties(identity), "spacing")
        space.set(qualified("line"), str(round(self._inherited(identity, "pPr/spacing", "line") * share)))

    def _inherited(self, identity: str, path: str, attribute: str) -> int:
        stated = (get(each, attribute) for style in self._lineage(identity) for each in find_all(style, path))
        return int(next(filter(None, stated), 0))

    def set_default(self, name: str, **values: str | int) -> None:
        """Set a default property of all text: typeface, size."""
        properties = self._defaults()
        found = find(properties, name)
        if found is None:
            found = add(properties, name)
        for key, value in values.items():
            found.set(qualified(key), str(value))

    def set_line(self, height: int, *names: str) -> None:
        """Set the minimum line height of styles, or that of all text by default, in twentieths of a point."""
        for properties in map(self.properties, map(self.id, names)) if names else self._of_default():
            space = found_or_added(properties, "spacing")
            space.set(qualified("line"), str(height))
            space.set(qualified("lineRule"), "atLeast")

    def fix_lines(self, heights: Mapping[str, int]) -> None:
        """Fix the heights of lines, in twentieths of a point: those of styles by name, else what they have.
        They are high enough for characters that fill their squares.
        """
        default = first_child(self._defaults(), "sz")
        for identity, style in self._by_id.items():
            name, own = val(style, "name"), find(style, "pPr/spacing")
            sized = find(style, "rPr/sz") is not None or (own is not None and get(own, "line"))
            if get(style, "type") != "paragraph" or not (sized or name in heights):
                continue
            size = self._inherited(identity, "rPr/sz", "val") or integer(val(default, "."))
            line = heights.get(name) or self._inherited(identity, "pPr/spacing", "line")
            space = found_or_added(self.properties(identity), "spacing")
            space.set(qualified("line"), str(max(line, round(_SQUARE * 10 * size))))
            space.set(qualified("lineRule"), "exact")

    def _of_default(self) -> Iterator[Element]:
        """Yield the properties of the default style of paragraphs."""
        yield from (self.properties(identity) for identity, each in self._by_id.items() if is_default(each))

    def _defaults(self) -> Element:
        element = self.root
        for name in ("docDefaults", "rPrDefault", "rPr"):
            element = first_child(element, name)
        return element

    def properties(self, identity: str) -> Element:
        """Return the paragraph properties of a style."""
        return self.part(self._by_id[identity], "pPr")

    def part(self, style: Element, kind: str) -> Element:
        """Return the `w:pPr` or `w:rPr` of a style; add it if it is missing."""
        properties, run = find(style, kind), find(style, "rPr")
        if properties is None:
            properties = add(style, kind)
            if run is not None:
                run.addprevious(properties)
        return properties

    def _lineage(self, identity: str) -> list[Element]:
        """Return the style and those it is based on, itself first; a cycle ends where it closes."""
        lineage: list[Element] = []
        style = self._by_id.get(identity)
        while style is not None and style not in lineage:
            lineage.append(style)
            style = self._by_id.get(val(style, "basedOn"))
        return lineage


# The order of the children of paragraph properties (ECMA-376-1, 17.3.1.26, CT_PPrBase).
_PARAGRAPH_ORDER = (
    "pStyle", "keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl", "numPr",
    "suppressLineNumbers", "pBdr", "shd", "tabs", "suppressAutoHyphens", "kinsoku", "wordWrap",
    "overflowPunct", "topLinePunct", "autoSpaceDE", "autoSpaceDN", "bidi", "adjustRightInd", "snapToGrid",
    "spacing", "ind", "contextualSpacing", "mirrorIndents", "suppressOverlap", "jc", "textDirection",
    "textAlignment", "textboxTightWrap", "outlineLvl", "divId", "cnfStyle", "rPr", "sectPr", "pPrChange",
)  # fmt: skip
# The same for text properties (ECMA-376-1, 17.3.2, EG_RPrBase).
_TEXT_ORDER = (
    "rStyle", "rFonts", "b", "bCs", "i", "iCs", "caps", "smallCaps", "strike", "dstrike", "outline", "shadow",
    "emboss", "imprint", "noProof", "snapToGrid", "vanish", "webHidden", "color", "spacing", "w", "kern",
    "position", "sz", "szCs", "highlight", "u", "effect", "bdr", "shd", "fitText", "vertAlign", "rtl", "cs",
    "em", "lang", "eastAsianLayout", "specVanish", "oMath",
)  # fmt: skip
_RANKS = {
    qualified(kind): {qualified(name): rank for rank, name in enumerate(order)}
    for kind, order in (("pPr", _PARAGRAPH_ORDER), ("rPr", _TEXT_ORDER))
}


def found_or_added(properties: Element, name: str) -> Element:
    """Return one of a paragraph's properties; add it at its place if it is missing."""
    found = find(properties, name)
    if found is None:
        found = add(properties, name)
        in_order(properties)
    return found


def put(properties: Element, name: str, **values: str | int) -> Element:
    """Return a new property of a paragraph or of letters, in place of old ones."""
    for old in find_all(properties, name):
        remove(old)
    new = add(properties, name, **values)
    in_order(properties)
    return new


def in_order(properties: Element) -> None:
    """Sort the children of paragraph or text properties into schema order."""
    ranks = _RANKS[str(properties.tag)]
    properties[:] = sorted(properties, key=lambda child: ranks.get(str(child.tag), len(ranks)))
