"""A finished Word file in which a test plants what tells of a person, and a search for what is left of it."""

from __future__ import annotations

import random
from collections.abc import Callable

from lxml import etree

from tests.support.docx_made import unzipped, zipped

Element = etree._Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
NAMES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" '
    'xmlns:w15="http://schemas.microsoft.com/office/word/2012/wordml"'
)
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
WHO = 'w:author="Planted Author" w:date="2019-03-04T05:06:07Z"'
SIGNS = (b"planted", b"00ab12cd", b"2019-03-04", b"1a2b", b"rsid")
"""What must not be found in a clean file, in small letters."""


class Ground:
    """A file's parts, to be planted in. `rejected` says that the changes planted are to be rejected."""

    def __init__(self, data: bytes, luck: random.Random, *, rejected: bool = False) -> None:
        self.files = unzipped(data)
        self.luck = luck
        self.rejected = rejected
        self.trees: dict[str, Element] = {}
        self._number = 9000

    def tree(self, name: str) -> Element:
        if name not in self.trees:
            self.trees[name] = etree.fromstring(self.files[name])
        return self.trees[name]

    @property
    def texts(self) -> list[str]:
        names = ("document", "endnotes", "footnotes")
        return [f"word/{name}.xml" for name in names if f"word/{name}.xml" in self.files]

    def number(self) -> int:
        self._number += 1
        return self._number

    def paragraph(self, part: str = "word/document.xml") -> Element:
        """A paragraph with a text run directly in it, of a part."""
        found = [each for each in self.tree(part).iter(W + "p") if runs_of(each)]
        return self.luck.choice(found)

    def anywhere(self) -> Element:
        """A paragraph of the text, or sometimes of a note."""
        part = self.luck.choice(self.texts)
        with_runs = any(runs_of(each) for each in self.tree(part).iter(W + "p"))
        return self.paragraph(part if with_runs else "word/document.xml")

    def add(self, owner: str, kind: str, target: str, data: bytes | None = None, media: str = "") -> str:
        """A relationship of a part, to a new part with that content, or to an address; return its id."""
        folder, _, name = owner.rpartition("/")
        path = f"{folder}/_rels/{name}.rels".lstrip("/")
        if path not in self.files:
            self.files[path] = f'<Relationships xmlns="{PACKAGE}"/>'.encode()
        identity = f"planted{self.number()}"
        kind = kind if "//" in kind else f"{OFFICE}/{kind}"
        link = {"Id": identity, "Type": kind, "Target": target if data is None else f"/{target}"}
        if data is None:
            link["TargetMode"] = "External"
        root = self.tree(path)
        root.append(root.makeelement(f"{{{PACKAGE}}}Relationship", link))
        if data is not None:
            self.files[target] = data
            types = self.tree("[Content_Types].xml")
            tag = str(types.tag).replace("}Types", "}Override")
            types.append(types.makeelement(tag, {"PartName": f"/{target}", "ContentType": media}))
        return identity

    def packed(self) -> bytes:
        for name, root in self.trees.items():
            self.files[name] = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
        return zipped(self.files)


def runs_of(paragraph: Element) -> list[Element]:
    """The runs directly in a paragraph that hold a text and no more."""
    return [
        run
        for run in paragraph.iterchildren(W + "r")
        if [child.tag for child in run if child.tag != W + "rPr"] == [W + "t"] and not is_in_field(run)
    ]


def is_in_field(run: Element) -> bool:
    depth = 0
    for mark in run.itersiblings(W + "r", preceding=True):
        for each in mark.iter(W + "fldChar"):
            depth += {"begin": 1, "end": -1}.get(each.get(W + "fldCharType", ""), 0)
    return depth > 0


def made(markup: str) -> list[Element]:
    """Elements of markup."""
    return list(etree.fromstring(f"<x {NAMES}>{markup}</x>"))


def put(paragraph: Element, luck: random.Random, markup: str) -> None:
    """Put markup before a run of a paragraph, or at its end."""
    runs = runs_of(paragraph)
    place = luck.choice([*runs, None])
    for element in made(markup):
        if place is None:
            paragraph.append(element)
        else:
            place.addprevious(element)


def properties_of(paragraph: Element) -> Element:
    found = paragraph.find(W + "pPr")
    if found is None:
        found = paragraph.makeelement(W + "pPr")
        paragraph.insert(0, found)
    return found


def mark_of(paragraph: Element) -> Element:
    """The `w:rPr` of a paragraph's end."""
    properties = properties_of(paragraph)
    found = properties.find(W + "rPr")
    if found is None:
        found = properties.makeelement(W + "rPr")
        at = [n for n, each in enumerate(properties) if each.tag in (W + "sectPr", W + "pPrChange")]
        properties.insert(at[0] if at else len(properties), found)
    return found


def run(text: str, properties: str = "") -> str:
    inside = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r w:rsidR="00AB12CD">{inside}<w:t xml:space="preserve">{text}</w:t></w:r>'


Plant = Callable[[Ground], None]


def remains(content: bytes) -> list[tuple[str, bytes]]:
    """What of the signs of plants is found in a file: its names, and the bytes of its unpacked parts."""
    return [
        (name, sign)
        for name, part in unzipped(content).items()
        for sign in SIGNS
        if sign in part.lower() or sign in name.lower().encode()
    ]
