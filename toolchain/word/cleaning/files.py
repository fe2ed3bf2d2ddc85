"""The files of a package that is cleaned, and small changes of their trees that are made everywhere.

Parts without a relationship are omitted when the file is packed; entries are dated 1980, in a fixed order.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from copy import deepcopy
from typing import NamedTuple

from lxml import etree

from toolchain.formats.docx.package import STRICT, TYPES, Package, links_of
from toolchain.formats.docx.xml import CELL, ID, PARAGRAPH, PROPERTIES, TABLE, Element, R, W
from toolchain.formats.zip_files import zipped

_RELATED = "{urn:schemas-microsoft-com:office:office}relid"


class Link(NamedTuple):
    """A relationship of a part, with its element; see `Relationship`."""

    part: str
    element: Element
    id: str
    kind: str
    target: str
    external: bool


class Files:
    """A file's parts. Raise `Failure` (S012, S020, S021) if one cannot be read."""

    def __init__(self, data: bytes, display: str) -> None:
        self.package = Package(data, display)
        self.main = self.package.main
        self._trees: dict[str, Element] = {}
        self._bytes: dict[str, bytes] = {}
        self._links: dict[str, list[Link]] = {}

    def tree(self, name: str) -> Element:
        """Return the root of a part, which may be changed."""
        if name not in self._trees:
            self._trees[name] = self.package.tree(name)
        return self._trees[name]

    def content(self, name: str) -> bytes:
        """Return the bytes of a part that is not XML."""
        if name not in self._bytes:
            self._bytes[name] = self.package.content(name)
        return self._bytes[name]

    def replace(self, name: str, data: bytes) -> None:
        """Replace the bytes of a part that is not XML."""
        self._bytes[name] = data

    def links(self, part: str) -> list[Link]:
        """Return the relationships of a part, or of the package for ""."""
        if part not in self._links:
            path, read = links_of(part), self.package.relationship
            found = self.tree(path) if self.package.has(path) else ()
            self._links[part] = [Link(part, each, each.get("Id", ""), *read(part, each)) for each in found]
        return self._links[part]

    def related(self, part: str, kind: str) -> Iterator[Element]:
        """Yield the roots of the parts to which a part's relationships of a kind lead."""
        for link in self.links(part):
            if link.kind == kind and not link.external and self.package.has(link.target):
                yield self.tree(link.target)

    def drop(self, link: Link) -> None:
        """Remove a relationship."""
        self._links[link.part].remove(link)
        parent = link.element.getparent()
        if parent is not None:
            parent.remove(link.element)

    def bring(self, part: str, link: Link, other: Files) -> str:
        """Give a part a relationship that another file has, with the picture it leads to; return its id."""
        if link.external:
            found = next((each for each in self.links(part) if each[3:] == link[3:]), None)
            return found.id if found else self._link(part, link, link.target)
        data = other.content(link.target)
        links = (each for each in self.links(part) if not each.external)
        images = (each for each in links if self.type_of(each.target).startswith("image/"))
        if found := next((each for each in images if self.content(each.target) == data), None):
            return found.id
        folder, _, ending = link.target.rpartition(".")
        name = f"{folder}old{len(self._bytes) + 1}.{ending}"
        self._bytes[name] = data
        if f".{ending}" not in self.package.content_types:
            self._state_type("Default", Extension=ending, ContentType=other.type_of(link.target))
        return self._link(part, link, name)

    def add(self, link: Link, root: Element, kind: str) -> None:
        """Give the main part a part that another file has, with another content. `kind` is its type."""
        self._trees[link.target] = root
        self._state_type("Override", PartName=f"/{link.target}", ContentType=kind)
        self._link(self.main, link, link.target)

    def _link(self, part: str, link: Link, target: str) -> str:
        """Give a part a relationship like that of another file, to a target here; return its id."""
        made = deepcopy(link.element)
        made.set("Id", f"rOld{len(self.links(part)) + 1}")
        if target != link.target:
            made.set("Target", f"/{target}")
        path = links_of(part)
        if not self._links[part] and not self.package.has(path):
            self._trees[path] = etree.Element(f"{made.tag}s")
        self.tree(path).append(made)
        self._links[part].append(Link(part, made, made.get("Id", ""), link.kind, target, link.external))
        return made.get("Id", "")

    def _state_type(self, tag: str, **stated: str) -> None:
        types = self.tree(TYPES)
        etree.SubElement(types, f"{{{types.nsmap[None]}}}{tag}", stated)

    def _has(self, name: str) -> bool:
        return name in self._bytes or name in self._trees or self.package.has(name)

    def parts(self) -> list[str]:
        """Return the parts that relationships lead to, each once, in the order of discovery."""
        found: dict[str, None] = {}
        waiting = [""]
        while waiting:
            for link in self.links(waiting.pop()):
                if not link.external and link.target not in found and self._has(link.target):
                    found[link.target] = None
                    waiting.append(link.target)
        return list(found)

    def is_xml(self, name: str) -> bool:
        """Return whether a part is Office XML; an SVG picture is not."""
        kind = self.type_of(name)
        return kind.endswith(("+xml", "/xml")) and not kind.startswith("image/")

    def type_of(self, name: str) -> str:
        """Return the content type of a part."""
        types, name = self.package.content_types, name.lower()
        return types.get(name) or types.get(f".{name.rpartition('.')[2]}", "")

    def texts(self) -> Iterator[tuple[str, Element]]:
        """Yield the parts whose root is WordprocessingML: text, notes, headers, styles …"""
        return ((name, root) for name, root in self.all_trees() if str(root.tag).startswith(W))

    def all_trees(self) -> Iterator[tuple[str, Element]]:
        """Yield all parts that are XML."""
        return ((name, self.tree(name)) for name in self.parts() if self.is_xml(name))

    def referring(self, part: str) -> dict[str, list[tuple[Element, str]]]:
        """Return, for each relationship id, the elements of a part that use it, with the attribute."""
        found: dict[str, list[tuple[Element, str]]] = {}
        for element in self.tree(part).iter("*"):
            for key, value in element.attrib.items():
                if str(key).startswith(R) or str(key) == _RELATED:
                    found.setdefault(str(value), []).append((element, str(key)))
        return found

    def packed(self) -> bytes:
        """Return the file's bytes."""
        parts = sorted(self.parts())
        self._forget_types(parts)
        entries = {TYPES: self._serialized(TYPES)}
        for owner in ("", *parts):
            if owner:
                entries[owner] = self._serialized(owner) if self.is_xml(owner) else self.content(owner)
            if self.links(owner):
                path = links_of(owner)
                entries[path] = self._serialized(path)
        return zipped(entries)

    def _serialized(self, name: str) -> bytes:
        root = self.tree(name)
        data = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
        if self.package.is_strict(name):
            for strict, transitional in STRICT:
                data = data.replace(transitional, strict)
        return data

    def _forget_types(self, parts: list[str]) -> None:
        """Remove the content types of removed parts."""
        types = self.tree(TYPES)
        owners = ("", *(owner for owner in parts if self.links(owner)))
        names = {name.lower() for name in (*parts, *map(links_of, owners))}
        endings = {name.rpartition(".")[2] for name in names} | {"rels", "xml"}
        for each in list(types):
            name, ending = each.get("PartName"), each.get("Extension")
            gone = name is not None and name.lstrip("/").lower() not in names
            if gone or (ending is not None and ending.lower() not in endings):
                types.remove(each)


START, END = W + "bookmarkStart", W + "bookmarkEnd"


def remove(*elements: Element) -> None:
    """Remove elements; the texts after them stay."""
    for element in elements:
        parent = element.getparent()
        if parent is None:
            continue
        if element.tail and element.tail.strip():
            before = element.getprevious()
            if before is None:
                parent.text = (parent.text or "") + element.tail
            else:
                before.tail = (before.tail or "") + element.tail
        parent.remove(element)


def remove_extension(element: Element) -> None:
    """Remove an element with the `ext` around it, and the list of extensions if that was the only one."""
    extension = next(element.iterancestors("{*}ext"), element)
    around = extension.getparent()
    remove(extension)
    if extension is not element and around is not None and len(around) == 0:
        remove(around)


def unwrap(element: Element, leaving_out: Iterable[str] = ()) -> None:
    """Replace an element by its children, except those of some names."""
    skipped = frozenset(leaving_out)
    for child in list(element):
        if child.tag not in skipped:
            element.addprevious(child)
    remove(element)


def remove_text(element: Element) -> None:
    """Remove an element with text. A bookmark that begins or ends elsewhere stays."""
    ids: dict[str, list[Element]] = {}
    for mark in element.iter(START, END):
        ids.setdefault(mark.get(ID, ""), []).append(mark)
    for marks in ids.values():
        if len(marks) == 1 and marks[0] is not element:
            element.addprevious(marks[0])
    remove(element)


def is_needed(paragraph: Element) -> bool:
    """Return whether an empty paragraph must stay: the last one of a cell, note or section."""
    properties = paragraph.find(PROPERTIES)
    if properties is not None and properties.find(W + "sectPr") is not None:
        return True
    after, before = (
        next((each for each in siblings if each.tag not in (START, END)), None)
        for siblings in (paragraph.itersiblings(), paragraph.itersiblings(preceding=True))
    )
    if after is None or after.tag == W + "sectPr":
        return before is None or before.tag != PARAGRAPH
    above = paragraph.getprevious()  # it separates two tables that would otherwise become one
    return after.tag == TABLE and above is not None and above.tag == TABLE


def fill_cells(root: Element) -> None:
    """Add a paragraph to each cell that does not end with one: Word does not open the file otherwise."""
    for cell in root.iter(CELL):
        last = next((each for each in reversed(cell) if each.tag not in (START, END)), None)
        if last is None or last.tag not in (PARAGRAPH, W + "sdt", W + "customXml"):
            cell.append(cell.makeelement(PARAGRAPH))
