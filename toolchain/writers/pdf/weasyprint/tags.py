"""Correct the tags of a PDF where WeasyPrint's are misleading (ISO 32000-1, 14.8; ISO 14289-1).

WeasyPrint tags each page separately: a paragraph over a page break becomes two, a long table one for each
page. Here one HTML element becomes one structure element; notes, their marks and code get their own tags. All
of it is done when the pages are laid out, with WeasyPrint's structure elements and their HTML elements. An
organization's standing text is marked as `toolchain.formats.pdf.page_walk` reads it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Any
from xml.etree.ElementTree import Element

from toolchain.formats.html.elements import is_standing
from toolchain.formats.pdf.page_walk import NAME
from toolchain.model.expressions import expression
from toolchain.model.wording import fold
from toolchain.writers.pdf.weasyprint.patches.figures import AT_HEAD
from toolchain.writers.pdf.weasyprint.patches.origins import Origins, Tag

_POINTS = 72 / 96
"""Points in a CSS pixel."""
_INLINE = frozenset(("/Span", "/Link", "/Figure"))
_DECLARED = expression(r"""--standing\s*:\s*(?:"([^"]*)"|'([^']*)')""")


def put_right(pdf: Any, made: Origins) -> None:
    """Join what page breaks divided, and give notes, their marks and code their own tags."""
    objects: Iterable[Any] = pdf.objects
    elements: Iterable[Any] = (each for each in objects if isinstance(each, dict) and "S" in each)
    tags: dict[bytes, Tag] = {element.reference: element for element in elements}
    document = next((tag for tag in tags.values() if tag["S"] == "/Document"), None)
    if document is not None:
        _put_back(tags, made)
        _Joiner(tags, made).join_pages(document)
        _name(pdf, tags, made)
        _place_figures(pdf, tags.values())


def _put_back(tags: dict[bytes, Tag], made: Origins) -> None:
    """Put figures at the head of a page after the text that they follow, in the order of reading."""
    last: dict[Element, Any] = {element: tag for tag, element in made}
    for before, figure in (pair for element in last for pair in pairwise(element)):
        if figure in last and figure.get("style", "").startswith(AT_HEAD):
            tag, place = last[figure], last[before]
            tags[tag["P"]]["K"].remove(tag.reference)
            around = tags[place["P"]]["K"]
            around.insert(around.index(place.reference) + 1, tag.reference)
            tag["P"] = place["P"]


class _Joiner:
    """Joins the structure elements of one HTML element on several pages."""

    def __init__(self, tags: dict[bytes, Tag], made: Origins) -> None:
        self.tags = tags
        self.made = made

    def join_pages(self, document: Any) -> None:
        """Join elements directly in the document, where each page starts again."""
        kept: list[bytes] = []
        last: dict[Element | None, Tag] = {}
        for reference in document["K"]:
            tag = self.tags[reference]
            element = self.made.of(tag)
            before = last.get(element)
            if before is None:
                last[element] = tag
            elif element is not None:
                self.join(before, tag)
                continue
            else:  # the footnote area, which is not an element: only a note in it may continue
                self._join_foot(before, tag)
                last[None] = tag if tag["K"] else before
            if tag["K"]:
                kept.append(reference)
        document["K"][:] = kept

    def _join_foot(self, before: Tag, tag: Tag) -> None:
        if self._goes_on(before["K"][-1:], tag["K"][:1]):
            self.join(self.tags[before["K"][-1]], self.tags[tag["K"].pop(0)])

    def join(self, first: Any, second: Tag) -> None:
        """Append the content of the second element to the first, which it continues."""
        kids = list(second["K"])
        if first["S"] == "/Table":
            kids = self._rows(first, kids)
        elif self._goes_on(first["K"][-1:], kids[:1]):
            self.join(self.tags[first["K"][-1]], self.tags[kids.pop(0)])
        self._move(kids, first)
        second.clear()

    def _goes_on(self, one: list[Any], other: list[Any]) -> bool:
        """Return whether the second of two kids, one of which may be empty, continues the first."""
        first, second = (self.tags.get(kids[0]) if kids else None for kids in (one, other))
        if first is None or second is None or first["S"] != second["S"] or first["S"] in _INLINE:
            return False
        element = self.made.of(first)
        return element is not None and element is self.made.of(second)

    def _move(self, kids: list[Any], to: Any) -> None:
        for kid in kids:
            if kid in self.tags:
                self.tags[kid]["P"] = to.reference
        to["K"].extend(kids)

    def _rows(self, table: Tag, groups: list[Any]) -> list[Any]:
        """Move the rows of a table's next page to its last group; return the other kids.

        Its repeated header row becomes an ordinary row: a table has one THead. The first row below it may
        continue one before it.
        """
        body = self.tags[table["K"][-1]]
        before = {self.made.of(self.tags[row]): row for row in body["K"]}
        others = []
        for reference in groups:
            group = self.tags[reference]
            if group["S"] not in {"/THead", "/TBody"}:
                others.append(reference)
                continue
            rows = list(group["K"])
            begun = [before[key] for row in rows[:1] if (key := self.made.of(self.tags[row])) in before]
            if group["S"] == "/TBody" and self._goes_on(begun, rows[:1]):
                self._join_cells(self.tags[begun[0]], self.tags[rows.pop(0)])
            self._move(rows, body)
            group.clear()
        return others

    def _join_cells(self, row: Tag, more: Tag) -> None:
        for cell, rest in zip(row["K"], more["K"], strict=False):
            self.join(self.tags[cell], self.tags[rest])
        more.clear()


def _name(pdf: Any, tags: dict[bytes, Tag], made: Origins) -> None:
    """Give notes (ISO 14289-1, 7.9), marks and code their own tags, and words in another language that
    language (7.2).

    A heading deeper than the six levels of HTML and PDF gets its own type, mapped to the sixth.
    """
    import pydyf

    deeper = pydyf.Dictionary()
    in_blocks = {code for _, element in made if element.tag == "pre" for code in element.iter("code")}
    for tag, element in made:
        kind = tag.get("S")
        if kind is None:  # joined to another one
            continue
        if kind == "/H6" and (level := element.get("aria-level")):
            deeper[f"H{level}"] = "/H6"
            tag["S"] = f"/H{level}"
        elif element.tag == "span" and (language := element.get("lang")):
            tag["Lang"] = pydyf.String(language)
        elif element.tag == "sup" and kind == "/NonStruct":
            tag["S"] = "/Reference"
        elif element.tag in {"pre", "code"} and kind == "/NonStruct" and element not in in_blocks:
            tag["S"] = "/Code"
        elif element.get("class") in {"note", "footnote"} and kind == "/Div":
            _as_note(tag, element)
        elif element.get("class") == "note" and kind == "/LBody":
            _wrap_note(pdf, tags, tag, element)
    if deeper:
        objects: Iterable[Any] = (each for each in pdf.objects if isinstance(each, dict))
        next(each for each in objects if each.get("Type") == "/StructTreeRoot")["RoleMap"] = deeper


def _place_figures(pdf: Any, tags: Iterable[Tag]) -> None:
    """Set the position of pictures on the page in PDF units (ISO 32000-1, 14.8.5.4.3).

    WeasyPrint gives it in pixels from the upper edge, which is another place.
    """
    import pydyf

    objects: Iterable[Any] = (each for each in pdf.objects if isinstance(each, dict) and "TrimBox" in each)
    heights: dict[bytes, float] = {page.reference: page["TrimBox"][3] for page in objects}
    for tag in tags:
        attributes = tag.get("A")
        if attributes and "BBox" in attributes:
            left, top, right, bottom = (_POINTS * each for each in attributes["BBox"])
            height = heights[tag["Pg"]]
            attributes["BBox"] = pydyf.Array([left, height - bottom, right, height - top])


def _as_note(tag: Tag, element: Element) -> None:
    import pydyf

    tag["S"] = "/Note"
    tag["ID"] = pydyf.String(element.get("id"))


def _wrap_note(pdf: Any, tags: dict[bytes, Tag], body: Any, element: Element) -> None:
    """Put the content of a list item's body into a note."""
    import pydyf

    note = pydyf.Dictionary({
        "Type": "/StructElem",
        "S": "/Note",
        "K": pydyf.Array(body["K"]),
        "Pg": body["Pg"],
        "P": body.reference,
        "ID": pydyf.String(element.get("id")),
    })  # fmt: skip
    pdf.add_object(note)
    for kid in note["K"]:
        tags[kid]["P"] = note.reference
    body["K"] = pydyf.Array([note.reference])


def _standing_texts(root: Element, style: str) -> list[str]:
    """Return the standing texts of a page: in elements of that class, and as `--standing` in style sheets."""
    marked = ("".join(each.itertext()) for each in root.iter() if is_standing(each.attrib))
    declared = (first or other for first, other in _DECLARED.findall(style))
    texts = (fold(text) for text in (*marked, *declared))
    return list(dict.fromkeys(filter(None, texts)))


def mark_standing(pdf: Any, made: Origins, root: Element, markup: str) -> None:
    """Mark the tags of elements with standing text, and list in the document's tag what its margins may say.

    `root` is the page's root element; `markup` contains its style sheet.
    """
    import pydyf

    for tag, element in made:
        if "S" in tag and is_standing(element.attrib):
            tag["T"] = pydyf.String(NAME)
    properties = [
        pydyf.Dictionary({"N": pydyf.String(NAME), "V": pydyf.String(text)})
        for text in _standing_texts(root, markup)
    ]
    for each in _documents(pdf) if properties else ():
        each["A"] = pydyf.Dictionary({"O": "/UserProperties", "P": pydyf.Array(properties)})
        pdf.catalog["MarkInfo"]["UserProperties"] = "true"  # ISO 32000-1, 14.7.5.4


def _documents(pdf: Any) -> Iterator[Any]:
    objects: Iterable[Any] = pdf.objects
    return (each for each in objects if isinstance(each, dict) and each.get("S") == "/Document")
