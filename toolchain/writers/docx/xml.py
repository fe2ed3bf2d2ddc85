"""WordprocessingML elements, built in place.

Names are written with their prefix; `w:` may be omitted, for elements and for the attributes of `w:`
elements.
"""

from __future__ import annotations

import copy
from functools import cache

from lxml import etree

from toolchain.model.expressions import expression

Element = etree._Element

NAMESPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
    "xml": "http://www.w3.org/XML/1998/namespace",
}

# Characters that XML 1.0 forbids (production 2), including lone surrogates.
_ILLEGAL = expression("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


@cache
def qualified(name: str) -> str:
    """Return the name in lxml's form: "p" or "w:p" gives "{http://…/main}p"."""
    prefix, _, local = name.rpartition(":")
    return f"{{{NAMESPACES[prefix or 'w']}}}{local}"


@cache
def attribute(element: str, name: str) -> str:
    """Return an attribute's name with its prefix: if it has none, `w:` in `w:` elements only.

    "__" is the colon.
    """
    name = name.replace("__", ":")
    return f"w:{name}" if ":" not in name and (element.startswith("w:") or ":" not in element) else name


def root(name: str, *prefixes: str) -> Element:
    """Return a new root element that declares the namespaces of `w:` and of the named prefixes."""
    declared = {prefix: NAMESPACES[prefix] for prefix in ("w", *prefixes)}
    return etree.Element(qualified(name), nsmap=declared)


def add(parent: Element, name: str, text: str | None = None, /, **attributes: str | int) -> Element:
    """Return a new last child. In an attribute's name, "__" is the colon: `r__id="rId1"`."""
    child = etree.SubElement(parent, qualified(name))
    for key, value in attributes.items():
        given = attribute(name, key)
        child.set(qualified(given) if ":" in given else given, str(value))
    if text is not None:
        child.text = text
    return child


def get(element: Element, name: str) -> str | None:
    """Return the value of an attribute of a `w:` element."""
    return element.get(qualified(name))


def find(element: Element, path: str) -> Element | None:
    """Return the first element at a path of names, such as "pPr/numPr"."""
    return element.find("/".join(qualified(step) for step in path.split("/")))


def val(element: Element, path: str) -> str:
    """Return the `w:val` of the first element at a path of names, "" if there is none."""
    found = element if path == "." else find(element, path)
    return "" if found is None else get(found, "val") or ""


def find_all(element: Element, path: str) -> list[Element]:
    """Return all elements at a path of names."""
    return element.findall("/".join(qualified(step) for step in path.split("/")))


def first_child(parent: Element, name: str) -> Element:
    """Return a child, such as the properties of a paragraph; add it as the first one if it is missing."""
    found = find(parent, name)
    if found is None:
        found = add(parent, name)
        parent.insert(0, found)
    return found


def remove(element: Element) -> None:
    """Remove an element from its tree."""
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def unwrap(element: Element, content: Element | None = None) -> None:
    """Replace an element by its children, or by those of an element in it."""
    for child in list(element if content is None else content):
        element.addprevious(child)
    remove(element)


def legal(text: str) -> str:
    """Return the text with U+FFFD for every character that XML forbids, so that none disappears silently."""
    if text.isprintable() or text.replace("\u00a0", " ").isprintable():
        return text
    return _ILLEGAL.sub("\ufffd", text)


def copied(element: Element | None) -> str:
    """Return the markup of an element of a template, for use in markup; "" for none."""
    if element is None:
        return ""
    around = root("document", "r", "wp", "a", "pic")
    around.append(copy.deepcopy(element))
    whole = etree.tostring(around, encoding="unicode")
    return whole[whole.index(">") + 1 : whole.rindex("<")]


def parsed(markup: str) -> list[Element]:
    """Return the elements in some markup of `w:` elements."""
    return list(etree.fromstring(f'<w:p xmlns:w="{NAMESPACES["w"]}">{markup}</w:p>'))


def serialized(element: Element) -> bytes:
    """Return the element as bytes, for a part of a package."""
    return etree.tostring(element, encoding="UTF-8", xml_declaration=True, standalone=True)
