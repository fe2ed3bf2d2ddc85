"""A finished DOCX that can be asked, for the tests of its writer."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from lxml import etree

from tests.support.pages import ROOT, Submission, read
from toolchain.writers.docx import DocxWriter
from toolchain.writers.docx.xml import NAMESPACES, Element, qualified

CASES = ROOT / "tests" / "cases" / "docx"
WHOLE = CASES / "whole.md"
"""Holds everything that a DOCX must be able to show."""
SOURCES = [
    *sorted(CASES.glob("*.md")),
    *sorted((ROOT / "tests" / "cases" / "page").glob("*.md")),
    *sorted((ROOT / "content").glob("*/report.md")),
]


@dataclass(frozen=True)
class Field:
    """A field: its instruction, the result that is stored, the paragraph it stands in."""

    instruction: str
    result: str
    paragraph: Element

    @property
    def kind(self) -> str:
        return self.instruction.split()[0]

    @property
    def bookmark(self) -> str:
        """What a REF, NOTEREF or PAGEREF points at."""
        return self.instruction.split()[1]


class Docx:
    """The parts of a document, parsed."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            self.files = {name: archive.read(name) for name in archive.namelist()}

    def part(self, name: str) -> Element:
        """A part of the folder `word`, by its name without suffix."""
        return etree.fromstring(self.files[f"word/{name}.xml"])

    @property
    def body(self) -> Element:
        (body,) = self.all("document", "w:body")
        return body

    def all(self, part: str, path: str) -> list[Element]:
        """The elements of a part that an XPath finds."""
        return find(self.part(part), path)

    @property
    def tables(self) -> list[Element]:
        """The tables of the text: those of the cover are none."""
        return self.all("document", "//w:tbl[w:tblPr/w:tblStyle/@w:val != 'CoverTable']")

    def links(self, part: str = "document") -> dict[str, str]:
        """The relationships of a part: id and target."""
        tree = etree.fromstring(self.files[f"word/_rels/{part}.xml.rels"])
        return {str(each.get("Id")): str(each.get("Target")) for each in tree}

    def texts(self) -> list[str]:
        """The text of each paragraph of the body, in order, with the results of its fields."""
        return [text(paragraph) for paragraph in self.all("document", "//w:p")]


def find(element: Element, path: str) -> list[Element]:
    """The elements that an XPath finds from an element."""
    found = element.xpath(path, namespaces=NAMESPACES)
    assert isinstance(found, list)
    return found  # type: ignore[return-value]


def values(element: Element, path: str, attribute: str = "val") -> list[str | None]:
    """An attribute of each element that an XPath finds."""
    return [each.get(qualified(attribute)) for each in find(element, path)]


def value(element: Element, path: str, attribute: str = "val") -> str | None:
    """An attribute of the only element that an XPath finds."""
    (found,) = values(element, path, attribute)
    return found


def text(element: Element) -> str:
    """The text inside an element as it is read: tabs, breaks, no instructions of fields."""
    signs = {"tab": "\t", "br": "\n", "softHyphen": "\u00ad"}
    out = []
    for each in element.iter():
        name = etree.QName(each).localname
        out.append(
            each.text or "" if name == "t" else signs.get(name, "") if each.getparent() is not None else ""
        )
    return "".join(out)


def style(paragraph: Element) -> str | None:
    """The id of a paragraph's style."""
    return value(paragraph, "w:pPr/w:pStyle")


def fields(tree: Element) -> Iterator[Field]:
    """Every field of a part in the order of their ends. One without an end, or an end too many, fails."""
    opened: list[tuple[list[str], list[str], Element]] = []
    separated: list[bool] = []
    for paragraph in find(tree, "//w:p"):
        for each in find(paragraph, "./w:r/* | ./w:hyperlink/w:r/*"):
            name = etree.QName(each).localname
            kind = each.get(qualified("fldCharType"))
            if kind == "begin":
                opened.append(([], [], paragraph))
                separated.append(False)
            elif kind == "separate":
                separated[-1] = True
            elif kind == "end":
                instruction, result, home = opened.pop()
                assert separated.pop(), f"a field without a result: {instruction}"
                yield Field("".join(instruction).strip(), "".join(result), home)
            elif name == "instrText":
                opened[-1][0].append(each.text or "")
            elif name == "t":
                for _, result, _ in opened:
                    result.append(each.text or "")
    assert not opened, "a field without an end"


def docx(submission: Submission) -> Docx:
    """The document that is written."""
    return Docx(DocxWriter().write(*submission))


def built(path: Path, **settings: Any) -> Docx:
    """The document of a source of ours, which is written once for all tests."""
    return Docx(_data(path, tuple(settings.items())))


@cache
def _data(path: Path, settings: tuple[tuple[str, Any], ...]) -> bytes:
    return docx(read(path, **dict(settings))).data


def save(submission: Submission, path: Path) -> Path:
    """Write the document to `path`."""
    path.write_bytes(docx(submission).data)
    return path
