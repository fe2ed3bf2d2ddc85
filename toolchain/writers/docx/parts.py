"""Parts of a package and what leads from one to another (ECMA-376-2, Open Packaging Conventions).

python-docx has the same, behind an import of 95 modules which takes 17 ms, a twelfth of a short document's
time.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Iterator
from typing import Final, NamedTuple

from lxml import etree

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_CORE = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
_TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_ROOT = "/"


class TYPE:
    """The types of relationships that documents have (ECMA-376-1, 11.3 and 15.2)."""

    STYLES: Final = f"{_OFFICE}styles"
    NUMBERING: Final = f"{_OFFICE}numbering"
    SETTINGS: Final = f"{_OFFICE}settings"
    THEME: Final = f"{_OFFICE}theme"
    FONT_TABLE: Final = f"{_OFFICE}fontTable"
    HEADER: Final = f"{_OFFICE}header"
    FOOTER: Final = f"{_OFFICE}footer"
    IMAGE: Final = f"{_OFFICE}image"
    HYPERLINK: Final = f"{_OFFICE}hyperlink"
    DOCUMENT: Final = f"{_OFFICE}officeDocument"
    CORE_PROPERTIES: Final = _CORE
    EXTENDED_PROPERTIES: Final = f"{_OFFICE}extended-properties"


class Part:
    """A part: its name, with a slash before it, what it is, its bytes, and what it leads to by id."""

    def __init__(self, name: str, content_type: str, data: bytes = b"") -> None:
        self.name = name
        self.content_type = content_type
        self.relations: dict[str, Relation] = {}
        self._data = data

    @property
    def blob(self) -> bytes:
        """The part's bytes."""
        return self._data

    def relate(self, identity: str, kind: str, target: Part | str) -> None:
        """Add what leads, under an id, to a part or to an address outside."""
        self.relations[identity] = Relation(identity, kind, target)

    def reference(self, target: Part) -> str:
        """Another part's name as it is written from here."""
        folder = posixpath.dirname(self.name)
        return target.name[1:] if folder == _ROOT else posixpath.relpath(target.name, folder)

    @property
    def relations_name(self) -> str:
        """The name, without a slash before it, of the part that holds what leads from here."""
        folder, name = posixpath.split(self.name)
        return posixpath.join(folder, "_rels", f"{name}.rels")[1:]


class Relation(NamedTuple):
    """What leads from a part to another one, or to an address outside: its id and type."""

    id: str
    kind: str
    target: Part | str


def new_package() -> Part:
    """The package itself, which leads to its parts as a part does to others, and has no bytes."""
    return Part(_ROOT, "")


def parts_of(package: Part) -> Iterator[Part]:
    """All parts that something leads to, each once."""
    found: set[Part] = set()
    waiting = [package]
    while waiting:
        for each in waiting.pop().relations.values():
            if isinstance(each.target, Part) and each.target not in found:
                found.add(each.target)
                waiting.append(each.target)
                yield each.target


def read_package(data: bytes) -> Part:
    """The package whose file this is. What its bytes are not, raises whatever shows it."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        types, package = _ContentTypes(archive.read("[Content_Types].xml")), new_package()
        found: dict[str, Part] = {}
        waiting = [package]
        names = frozenset(archive.namelist())
        while waiting:
            part = waiting.pop()
            for each in _parsed(archive.read(part.relations_name)) if part.relations_name in names else ():
                target = each.get("Target", "")
                if each.get("TargetMode") != "External":
                    name = posixpath.normpath(posixpath.join(posixpath.dirname(part.name), target))
                    if name not in found:
                        found[name] = Part(name, types.of(name), archive.read(name[1:]))
                        waiting.append(found[name])
                    part.relate(each.get("Id", ""), each.get("Type", ""), found[name])
                else:
                    part.relate(each.get("Id", ""), each.get("Type", ""), target)
        return package


def main_part(package: Part) -> Part:
    """The document of a package. Raises `KeyError` where there is none."""
    for each in package.relations.values():
        if each.kind == TYPE.DOCUMENT and isinstance(each.target, Part):
            return each.target
    raise KeyError("it has no document in it")


class _ContentTypes:
    """What the parts of a package are: by their names, or by their suffixes (ECMA-376-2, 10.1.2)."""

    def __init__(self, data: bytes) -> None:
        root = _parsed(data)
        self._names = {
            each.get("PartName", "").lower(): each.get("ContentType", "")
            for each in root.iter(_TYPES + "Override")
        }
        self._suffixes = {
            each.get("Extension", "").lower(): each.get("ContentType", "")
            for each in root.iter(_TYPES + "Default")
        }

    def of(self, name: str) -> str:
        """The content type of the part with this name. Raises `KeyError` where nothing is said of it."""
        own = self._names.get(name.lower())
        return self._suffixes[name.rpartition(".")[2].lower()] if own is None else own


def _parsed(data: bytes) -> etree._Element:
    return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))
