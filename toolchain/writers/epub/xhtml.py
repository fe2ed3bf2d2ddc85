"""The page's markup as XHTML: a tree whose links can point to other files, and its bytes.

The functions of the page write HTML, with void elements that XML does not have, and with every "<" and ">" of
a text or an attribute escaped. In a book a number does not link to itself, and marks and notes are also
marked up in EPUB's vocabulary, so that reading systems open a note over the text (EPUB 3.3, 5.2.4).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from lxml import etree

from toolchain.model.expressions import expression
from toolchain.model.wording import fold

XHTML = "http://www.w3.org/1999/xhtml"
OPS = "http://www.idpf.org/2007/ops"
TYPE = f"{{{OPS}}}type"
_CELLS = frozenset(("td", "th"))
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_VOID = frozenset(("br", "col", "hr", "img", "link", "meta"))
_TAG = expression(rf"<({'|'.join(sorted(_VOID))})\b([^<>]*)>")
_TYPES = {"doc-noteref": "noteref", "doc-backlink": "backlink", "doc-endnotes": "endnotes"}
"""Which word of EPUB's structural semantics says the same as a role (EPUB 3 SSV 1.1)."""


def tree(markup: str) -> Any:
    """Return the element of some markup of the page, in XHTML's namespace."""
    closed = _TAG.sub(r"<\1\2/>", markup)
    opening, rest = closed.split(">", 1)
    named = f'{opening} xmlns="{XHTML}" xmlns:epub="{OPS}">{rest}'
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    root = etree.fromstring(named.encode(), parser)
    for element in root.iter(etree.Element):
        _adapt(element)
    _label_cells(root)
    return root


def tag(element: Any) -> str:
    """Return the name of an element without its namespace."""
    return str(element.tag).rpartition("}")[2]


def identities(root: Any) -> list[str]:
    """Return the ids in a tree."""
    return [element.get("id") for element in root.iter(etree.Element) if element.get("id")]


def lead(root: Any, files: Mapping[str, str], own: str) -> None:
    """Change internal links to the files of the book with their targets; `own` is the tree's file."""
    for link in root.iter(f"{{{XHTML}}}a"):
        address = link.get("href", "")
        if address.startswith("#") and (file := files.get(address[1:], own)) != own:
            link.set("href", file + address)


def set_apart(root: Any) -> None:
    """Give numbers in a right-to-left text its direction, whatever words follow them.

    On a page the style sheet does this, which is not allowed in a book (EPUB 3.3, 6.3.1.2).
    """
    for element in root.iter(f"{{{XHTML}}}span"):
        if element.get("class") == "number":
            element.set("dir", "rtl")


def serialized(root: Any) -> str:
    """Return a tree as text. Empty elements have both tags, except void elements of HTML."""
    for element in root.iter(etree.Element):
        if not element.text and not len(element) and tag(element) not in _VOID:
            element.text = ""
    return str(etree.tostring(root, encoding="unicode"))


def _adapt(element: Any) -> None:
    role = element.get("role")
    if role in _TYPES:
        element.set(TYPE, _TYPES[role])
    kinds = (element.get("class") or "").split()
    if "note" in kinds:
        element.set(TYPE, "footnote")
        element.set("role", "doc-footnote")
        if tag(element) == "li":  # which may not have that role; a list may contain nothing else
            element.tag = element.getparent().tag = f"{{{XHTML}}}div"
    elif "number" in kinds and tag(element) == "a" and role is None:
        element.tag = f"{{{XHTML}}}span"
        for name in ("href", "aria-label"):
            element.attrib.pop(name, None)
    if lang := element.get("lang"):
        element.set(_LANG, lang)


def _label_cells(root: Any) -> None:
    """Give each cell the words of its column's header, which a narrow book shows before them."""
    for table in root.iter(f"{{{XHTML}}}table"):
        heads, *rows = ([cell for cell in row if tag(cell) in _CELLS] for row in table.iter(f"{{{XHTML}}}tr"))
        words = [fold(head.xpath("string()")) for head in heads]
        for cell, said in (pair for row in rows for pair in zip(row, words, strict=False)):
            cell.set("data-head", said)
