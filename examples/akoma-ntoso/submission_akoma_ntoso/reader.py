"""Reads an Akoma Ntoso document back: words, numbers, notes and links, as a program shows them."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from submission_akoma_ntoso.inlines import AKN, LANG
from toolchain.api import Failure, FilePlace, Finding, FrontMatter, InputKind, InputUnreadable
from toolchain.api import model as m

_COVER = ("coverPage", "preface")


class NotWellFormed(InputUnreadable, says="this is not well-formed XML: {error}", help="build it again"):
    """Bytes that are no XML, have a document type of their own, or nest too deeply (S012)."""

    error: str


class NotSuchDocument(
    InputKind, says="this XML has no `doc` of Akoma Ntoso 3.0 with a title and a text", help="build it again"
):
    """Another XML file (S020)."""


def read_back(data: bytes, display: str) -> m.Document:
    """Return what the document shows. Raises `Failure` (S012, S020) for another file."""
    try:
        root = etree.fromstring(
            data,
            etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True),
        )
        if root.getroottree().docinfo.internalDTD is not None:
            raise Failure(Finding(FilePlace(display), NotWellFormed("it has a document type")))
        return _Reader(root, display).document()
    except (etree.XMLSyntaxError, RecursionError) as error:
        raise Failure(Finding(FilePlace(display), NotWellFormed(str(error)))) from error


def name(element: etree._Element) -> str:
    """Return the name of an element; "" in another namespace."""
    qualified = etree.QName(element)
    return qualified.localname if qualified.namespace == AKN else ""


def words(element: etree._Element | None) -> str:
    """Return the words of an element without mark-up, such as a number."""
    return "" if element is None else " ".join("".join(map(str, element.itertext())).split())


class _Reader:
    """Makes nodes of elements. The block of a place is the element's position in the file."""

    def __init__(self, root: etree._Element, display: str) -> None:
        self._root = root
        self._display = display
        self._blocks = {each: at for at, each in enumerate(root.iter(), 1)}
        self._addresses = {each.get("eId"): at for each, at in self._blocks.items() if each.get("eId")}
        self._notes = [each for each in self._blocks if name(each) == "authorialNote"]
        self._markers = {each.get("eId"): each.get("marker", "") for each in self._notes}
        self._part = m.Part.COVER

    def document(self) -> m.Document:
        doc = self._root.find(f"{{{AKN}}}doc")
        title = self._root.find(f".//{{{AKN}}}docTitle")
        body = None if doc is None else doc.find(f"{{{AKN}}}mainBody")
        if doc is None or title is None or body is None:
            raise Failure(Finding(FilePlace(self._display), NotSuchDocument()))
        blocks: list[m.Block] = []
        for part in (each for each in doc if name(each) != "meta"):
            self._part = m.Part.COVER if name(part) in _COVER else m.Part.BODY
            blocks += self._inside(part, 1, title.getparent())
        self._part = m.Part.BODY
        notes = [
            m.Note(self._place(each), each.get("marker", ""), tuple(self._inside(each, 1)))
            for each in self._notes
        ]
        return m.Document(
            path=self._display,
            front_matter=FrontMatter(title=self._inlines(title), lang=body.get(LANG, "")),
            blocks=tuple(blocks),
            notes=tuple(sorted(notes, key=lambda note: int(note.label) if note.label.isdecimal() else 0)),
        )

    def _place(self, element: etree._Element) -> FilePlace:
        """Return the place of an element, named by the nearest number, heading or note around it."""
        return FilePlace(
            self._display,
            self._blocks[element],
            next(filter(None, map(_named, (element, *element.iterancestors()))), ""),
        )

    def _inside(
        self, element: etree._Element, level: int, *without: etree._Element | None
    ) -> Iterator[m.Block]:
        """Yield the blocks in an element, and words in no block, which the schema does not allow."""
        place = self._place(element)
        for text in (element.text, *(each.tail for each in element)):
            if text and text.strip():
                yield m.Paragraph(place, (m.Text(place, text),), self._part)
        for each in element:
            if each not in without:
                yield from self._level(each, level)

    def _level(self, element: etree._Element, level: int) -> Iterator[m.Block]:
        """Yield a block, or the blocks of a container: a heading or a number, and what is under it."""
        if name(element) not in _CONTAINERS:
            yield self._block(element)
            return
        number, heading = _child(element, "num"), _child(element, "heading")
        place = self._place(element)
        claim = None if number is None else m.Claim(words(number), place)
        if heading is not None:
            yield m.Heading(place, level, self._inlines(heading), part=self._part, typed=claim)
            yield from self._inside(element, level + 1, number, heading)
        elif claim:
            blocks = tuple(self._inside(element, level, number))
            yield m.NumberedParagraph(place, claim, blocks, part=self._part)
        else:
            yield from self._inside(element, level + (name(element) == "section"))

    def _block(self, element: etree._Element) -> m.Block:
        place, children = self._place(element), list(element)
        alone = name(children[0]) if len(children) == 1 and not (element.text or children[0].tail) else ""
        match name(element):
            case "blockList":
                return self._list(element, place)
            case "table":
                return self._table(element, place)
            case "tblock":
                caption = self._caption(element, "heading", place)
                picture = _child(element, "p")
                shown = () if picture is None else self._inlines(picture)
                if shown and isinstance(shown[0], m.Image):
                    return m.Figure(place, shown[0], caption, part=self._part)
            case "tocItem":
                return m.Paragraph(place, self._inline(element, place), self._part)
            case "p" if element.get("class") == "code":
                return m.CodeBlock(place, "".join(map(str, element.itertext())), part=self._part)
            case "p" if alone == "embeddedStructure":
                return m.Quotation(place, tuple(self._inside(children[0], 1)), self._part)
            case "p" if alone == "img":
                return m.Figure(place, m.Image(place, "data:", children[0].get("alt", "")), part=self._part)
        return m.Paragraph(place, self._inlines(element), self._part)

    def _list(self, element: etree._Element, place: FilePlace) -> m.Block:
        items = []
        for item in element:
            number, own = _child(item, "num"), self._place(item)
            blocks = tuple(self._inside(item, 1, number))
            items.append((own, m.Claim(words(number), own), blocks))
        if any(claim.text for _, claim, _ in items):
            return m.SubParagraphs(place, tuple(m.SubParagraph(*each) for each in items), self._part)
        found = (m.ListItem(own, "", blocks) for own, _, blocks in items)
        return m.BulletList(place, tuple(found), self._part)

    def _table(self, element: etree._Element, place: FilePlace) -> m.Table:
        rows = [row for row in element if name(row) == "tr"]
        header = rows.pop(0) if rows and all(name(cell) == "th" for cell in rows[0]) else ()
        return m.Table(
            place,
            tuple(map(self._cell, header)),
            tuple(tuple(map(self._cell, row)) for row in rows),
            self._caption(element, "caption", place),
            part=self._part,
        )

    def _cell(self, element: etree._Element) -> m.Cell:
        return m.Cell(self._place(element), self._inlines(element))

    def _caption(self, element: etree._Element, tag: str, place: FilePlace) -> m.Caption | None:
        """Return the caption, at the place of its table or figure, where links to it lead."""
        caption, number = _child(element, tag), _child(element, "num")
        if caption is None:
            return None
        claim = None if number is None else m.Claim(words(number), place)
        return m.Caption(place, self._inlines(caption), claim)

    def _inlines(self, element: etree._Element) -> m.Inlines:
        place = self._place(element)
        found: list[m.Inline] = [m.Text(place, element.text)] if element.text else []
        for child in element:
            found += self._inline(child, place)
            if child.tail:
                found.append(m.Text(place, child.tail))
        return tuple(found)

    def _inline(self, element: etree._Element, place: FilePlace) -> m.Inlines:
        label = element.get("marker", "")
        found: m.Inline
        match name(element):
            case "authorialNote":
                found = m.NoteMark(place, label)
            case "noteRef" if self._markers.get(element.get("href", "").removeprefix("#")) == label:
                found = m.NoteMark(place, label)
            case "noteRef":
                found = self._link(element, place, (m.Text(place, label),))
            case "br" | "eol":
                found = m.Break(place, hard=True)
            case "img":
                found = m.Image(place, "data:", element.get("alt", ""))
            case "i":
                found = m.Emphasis(place, self._inlines(element))
            case "b":
                found = m.Strong(place, self._inlines(element))
            case "ref" | "a" | "tocItem":
                found = self._link(element, place, self._inlines(element))
            case _:
                return self._inlines(element)
        return (found,)

    def _link(self, element: etree._Element, place: FilePlace, children: m.Inlines) -> m.Inline:
        target = element.get("href", "")
        if not target.startswith("#"):
            return m.Link(place, target, children)
        block = self._addresses.get(target.removeprefix("#"))
        return m.CrossReference(place, f"@{block}" if block else f"@{target}", children)


_CONTAINERS = (
    "section",
    "hcontainer",
    "paragraph",
    "content",
    "intro",
    "wrapUp",
    "toc",
    "attachment",
    "container",
)
"""Elements that contain blocks or other containers, and no words."""


def _child(element: etree._Element, tag: str) -> etree._Element | None:
    return element.find(f"{{{AKN}}}{tag}")


def _named(element: etree._Element) -> str:
    """Return the name of a place: "paragraph 15", "note 3", "the heading “Legislation”"; "" for none."""
    if name(element) == "authorialNote":
        return f"note {element.get('marker', '')}"
    if number := words(_child(element, "num")):
        return f"{name(element)} {number.rstrip('.')}"
    if heading := words(_child(element, "heading")):
        return f"the heading “{heading[:40]}”"
    return "the cover" if name(element) in _COVER else ""
