"""The package: an untrusted ZIP file, opened within limits; well-formed files that cannot be read."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from functools import cached_property
from typing import NamedTuple
from urllib.parse import unquote

from lxml import etree

from toolchain.formats.archive import Archive
from toolchain.formats.docx.notes import Call
from toolchain.formats.docx.story import Story, Table
from toolchain.formats.docx.styles import Styles
from toolchain.formats.docx.xml import PARAGRAPH, Element, W
from toolchain.model.diagnostics import Failure
from toolchain.model.facts import Facts, Word
from toolchain.rules.files_docx import NotReadWith, PartOutside, StyleOfItself
from toolchain.rules.files_zip import PartFault
from toolchain.rules.inputs import NotOfKind, TooMany

WORD = Word("a Word file (.docx)")

LARGEST_FILE = 100_000_000
"""Maximum number of bytes of a file, compressed."""

LARGEST_PART = 64_000_000
"""Maximum number of bytes of all parts with text together, uncompressed."""

LARGEST_IMAGE, LARGEST_IMAGES = 20_000_000, 200_000_000
"""Maximum number of bytes of one image, and of all images together."""

MOST_NODES = 2_000_000
"""Maximum number of elements and attributes of all parts. They limit the memory, not the bytes."""

MOST_PARAGRAPHS, MOST_MARKS = 200_000, 150_000
"""Maximum number of paragraphs, and of bookmarks, calls, fields, links and comments together.

Each needs more memory than its element.
"""

MOST_ATTRIBUTES = 1_000
"""Maximum number of attributes of one element: lxml's time grows with their square."""

_OVERLOADED = f"boolean(//*[count(@*) > {MOST_ATTRIBUTES}])"
_MANY = 250_000  # elements, from which on a part's paragraphs and marks are counted
_MARKS = tuple(W + name for name in (
    "bookmarkStart", "endnoteReference", "footnoteReference", "fldChar", "fldSimple", "hyperlink",
    "commentReference", "commentRangeStart", "ins", "del",
))  # fmt: skip

TYPES = "[Content_Types].xml"
# A document in the Strict form has other names for the same things (ISO/IEC 29500-1, annex A).
STRICT = tuple(
    (f"http://purl.oclc.org/ooxml/{strict}".encode(), f"http://schemas.openxmlformats.org/{name}".encode())
    for strict, name in (
        ("officeDocument/relationships/extendedP", "officeDocument/2006/relationships/extended-p"),
        ("officeDocument/relationships/customP", "officeDocument/2006/relationships/custom-p"),
        ("officeDocument/extendedP", "officeDocument/2006/extended-p"),
        ("officeDocument/customP", "officeDocument/2006/custom-p"),
        ("officeDocument/", "officeDocument/2006/"), ("schemaLibrary/", "schemaLibrary/2006/"),
        ("wordprocessingml/", "wordprocessingml/2006/"), ("drawingml/", "drawingml/2006/"),
    )
)  # fmt: skip


class Relationship(NamedTuple):
    """A relationship of a part: `kind` is the last word of its type, `target` a part's name or an address."""

    kind: str
    target: str
    external: bool


class Package(Archive):
    """The parts of a document."""

    def __init__(self, data: bytes, display: str) -> None:
        """Open the bytes of a file. Raise `Failure`, like all methods that read a part."""
        super().__init__(data, display, WORD, LARGEST_FILE)
        self._left, self._left_for_others = LARGEST_PART, LARGEST_IMAGES
        self._nodes, self._paragraphs, self._marks = MOST_NODES, MOST_PARAGRAPHS, MOST_MARKS
        self._relationships: dict[str, Mapping[str, Relationship]] = {}
        self._strict: set[str] = set()
        self._spellings = self._spelt()
        main = [each for each in self.relationships("").values() if each.kind == "officeDocument"]
        if not main or main[0].external or not self.has(main[0].target):
            raise self.unreadable(NotOfKind(WORD))
        self.main = main[0].target
        kind = self.content_types.get(self.main.lower(), "")
        if "macroEnabled" in kind:
            raise self.unreadable(NotReadWith(Word("macros")))
        if kind and "wordprocessingml" not in kind:
            raise self.unreadable(NotOfKind(WORD))

    @cached_property
    def content_types(self) -> Mapping[str, str]:
        """The content types of parts, by their names in lower case, and of endings, by ".xml"."""
        stated = self.tree(TYPES) if self.has(TYPES) else ()
        named = (
            (each.get("PartName", "").lstrip("/") or f".{each.get('Extension', '')}", each) for each in stated
        )
        return {name.lower(): each.get("ContentType", "") for name, each in named}

    def strays(self) -> list[str]:
        """Return the entries that no chain of relationships leads to, in the order of the file."""
        reached, waiting = {""}, [""]
        while waiting:
            for each in self.parts(waiting.pop()):
                if each.target not in reached:
                    reached.add(each.target)
                    waiting.append(each.target)
        known = reached.union(map(links_of, reached), (TYPES,))
        return [name for name in self.names() if name not in known]

    def content(self, name: str) -> bytes:
        """Return the bytes of a part without text, such as an image. The limit is that of all images."""
        data = self.unpacked(name, self._left_for_others, LARGEST_PART)
        self._left_for_others -= len(data)
        return data

    def is_strict(self, name: str) -> bool:
        """Return whether a part uses the names of the Strict form; its tree has those of the other form."""
        return name in self._strict

    def images(self) -> Iterator[tuple[str, bytes]]:
        """Yield the images with their names, except damaged ones and those over the limits."""
        left = LARGEST_IMAGES
        for entry in self.archive.infolist():
            if entry.filename.startswith("word/media/") and entry.file_size <= min(LARGEST_IMAGE, left):
                left -= entry.file_size
                with suppress(Exception):  # whatever a broken archive makes zipfile and zlib stumble over
                    yield entry.filename, self.archive.read(entry)

    def related(self, kind: str) -> Element | None:
        """Return the root of the part of a kind, such as "styles" or "endnotes"; None if there is none."""
        name = self.related_name(kind)
        return self.tree(name) if name else None

    def related_name(self, kind: str) -> str:
        """Return the name of the part of a kind, "" if the document has none."""
        return next((each.target for each in self.relationships(self.main).values() if each.kind == kind), "")

    def relationships(self, part: str) -> Mapping[str, Relationship]:
        """Return the relationships of a part by id; of the package for ""."""
        if part not in self._relationships:
            path = links_of(part)
            found = self.tree(path) if self.has(path) else ()
            self._relationships[part] = {each.get("Id", ""): self.relationship(part, each) for each in found}
        return self._relationships[part]

    def relationship(self, part: str, element: Element) -> Relationship:
        """Return the relationship of a part that an element states."""
        target = element.get("Target", "")
        external = element.get("TargetMode") == "External"
        if not external:
            target = posixpath.normpath(posixpath.join("/", posixpath.dirname(part), unquote(target))).lstrip(
                "/"
            )
            target = self._spellings.get(target.lower(), target)
        return Relationship(element.get("Type", "").rpartition("/")[2], target, external)

    def parts(self, name: str, *kinds: str) -> Iterator[Relationship]:
        """Yield the relationships from a part to existing parts, of these kinds or of all."""
        for each in self.relationships(name).values():
            if not each.external and (not kinds or each.kind in kinds) and self.has(each.target):
                yield each

    def trees(self, name: str, *kinds: str) -> Iterator[tuple[Relationship, Element]]:
        """Yield the same with the roots of the parts, except damaged ones: Word opens a file without them."""
        for each in self.parts(name, *kinds):
            with suppress(Failure):
                root = self.tree(each.target)
                yield each, root

    def tree(self, name: str) -> Element:
        """Return the root of a part. Raise `Failure` if it is damaged, or beyond a limit."""
        data = self.unpacked(name, self._left, LARGEST_PART)
        self._left -= len(data)
        if b"purl.oclc.org" in data[:4000]:
            self._strict.add(name)
            for strict, transitional in STRICT:
                data = data.replace(strict, transitional)
        beginnings, signs = data.count(b"<"), data.count(b"=")
        self._nodes -= beginnings + signs
        if self._nodes < 0:
            raise self.unreadable(TooMany(MOST_NODES, Word("elements and attributes")))
        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
        )
        try:
            root = etree.fromstring(data, parser)
        except (etree.XMLSyntaxError, ValueError) as error:
            raise self.unreadable(PartFault(name, Word("is not well-formed"), f"{error}")) from error
        if str(getattr(root.getroottree().docinfo, "doctype", "")):
            raise self.unreadable(
                PartFault(name, Word("declares a document type or entities, which are not supported"))
            )
        if signs > MOST_ATTRIBUTES and root.xpath(_OVERLOADED):
            raise self.unreadable(TooMany(MOST_ATTRIBUTES, Word("attributes of one element")))
        if beginnings > _MANY:
            self._count(root)
        return root

    def _count(self, root: Element) -> None:
        """Limit the paragraphs and marks of a large part, which need more memory than their elements."""
        paragraphs = sum(1 for _ in root.iter(PARAGRAPH))
        self._paragraphs -= paragraphs
        self._marks -= sum(1 for _ in root.iter(*_MARKS))
        if self._paragraphs < 0:
            raise self.unreadable(TooMany(MOST_PARAGRAPHS, Word("paragraphs")))
        if self._marks < 0:
            raise self.unreadable(TooMany(MOST_MARKS, Word("bookmarks, notes, fields and links")))

    def _spelt(self) -> dict[str, str]:
        """Return the names of parts by their lower-case form, which must be unique (ECMA-376-2, 6.2.2.3)."""
        spellings: dict[str, str] = {}
        for entry in self.archive.infolist():
            if entry.is_dir():
                continue
            if entry.filename.lower() in spellings:
                raise self.unreadable(PartFault(entry.filename, Word("is there twice")))
            spellings[entry.filename.lower()] = entry.filename
        return spellings


def links_of(part: str) -> str:
    """Return the name of the part with the relationships of a part (ECMA-376-2, 9.3.3)."""
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


_NEEDED = frozenset((
    "styles", "numbering", "settings", "endnotes", "footnotes", "comments", "header", "footer", "image",
))  # fmt: skip
"""Kinds of parts that must exist if the document refers to them."""

_LOST = "null"
"""The target that Word writes for a lost image."""

_MOST_REPEATED = 20_000
"""Maximum number of paragraphs and cells of notes with repeated calls. Word makes no such calls."""


def refuse_package(package: Package) -> None:
    """Raise `Failure` for a file that has macros (S020), or misses parts (S012). Pictures can be external."""
    for each in package.relationships(package.main).values():
        if each.kind == "vbaProject":
            raise package.unreadable(NotReadWith(Word("macros")))
        if each.kind not in _NEEDED or (each.external and each.kind == "image"):
            continue
        if each.external:
            raise package.unreadable(PartOutside(each.kind, each.target))
        if not package.has(each.target) and posixpath.basename(each.target).lower() != _LOST:
            raise package.unreadable(PartFault(each.target, Word("is missing")))


def refuse_signed(package: Package) -> None:
    """Raise `Failure` (S020) for a file that is signed: a signature holds for the file as it is."""
    if any(each.kind == "origin" for each in package.relationships("").values()):
        raise package.unreadable(NotReadWith(Word("a signature")))


def refuse_repeats(package: Package, calls: Sequence[Call]) -> None:
    """Raise `Failure` (S021) if notes with repeated calls would make the text too long."""
    if len({call.identity for call in calls}) == len(calls):
        return
    weights: dict[tuple[str, str], int] = {}
    left = _MOST_REPEATED
    for call in calls:
        key = (call.kind.value, call.identity)
        if call.story is None:
            continue
        if key not in weights:
            weights[key] = _weight(call.story)
            continue
        left -= weights[key]
        if left < 0:
            raise package.unreadable(TooMany(_MOST_REPEATED, Word("paragraphs in notes with several marks")))


def _weight(story: Story) -> int:
    """Return the number of paragraphs and table cells in the note, plus one."""
    return 1 + sum(
        sum(1 + len(cell.paragraphs) for row in block.rows for cell in row.cells)
        if isinstance(block, Table)
        else 1
        for block in story.blocks
    )


def refuse_text(package: Package, styles: Styles, wrong: Sequence[Facts]) -> None:
    """Raise `Failure` (S012) for circular styles, or for the first wrong id or list."""
    if circle := styles.circle():
        raise package.unreadable(StyleOfItself(circle))
    if wrong:
        raise package.unreadable(wrong[0])
