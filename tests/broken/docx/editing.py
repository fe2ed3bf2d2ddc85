"""A Word file under somebody's hands: its parts as trees, and what is done in them again and again."""

from __future__ import annotations

import copy

from lxml import etree

from tests.support.docx_made import NAMES, unzipped, zipped
from toolchain.writers.docx.xml import NAMESPACES, Element, qualified

Elements = list[Element]


class WordFile:
    """The parts of a file. What is asked for as a tree is written back by `data`."""

    def __init__(self, data: bytes) -> None:
        self.files = unzipped(data)
        self._trees: dict[str, Element] = {}

    def tree(self, part: str = "word/document.xml") -> Element:
        """A part by its name in the file."""
        if part not in self._trees:
            self._trees[part] = etree.fromstring(self.files[part])
        return self._trees[part]

    def data(self) -> bytes:
        """The whole file."""
        trees = {part: etree.tostring(tree, encoding="UTF-8") for part, tree in self._trees.items()}
        return zipped({**self.files, **trees})

    def replace(self, part: str, old: str, new: str) -> None:
        """Put another text into a part, at every place where the old one stands; there must be one."""
        text = self.files[part].decode()
        assert part not in self._trees
        assert old in text, f"{part} has no {old}"
        self.files[part] = text.replace(old, new).encode()

    def find(self, path: str, part: str = "word/document.xml") -> Elements:
        """The elements that an XPath finds in a part."""
        found = self.tree(part).xpath(path, namespaces=NAMESPACES)
        assert isinstance(found, list)
        assert found, f"{part} has no {path}"
        return found  # type: ignore[return-value]

    def paragraph(self, words: str, part: str = "word/document.xml") -> Element:
        """The first paragraph in which these words stand."""
        return next(each for each in self.find("//w:p", part) if words in text_of(each))

    def paragraph_of(self, style_: str, words: str) -> Element:
        """The paragraph of a style in which these words stand: a heading, not its line in the contents."""
        path = f"//w:p[w:pPr/w:pStyle/@w:val = '{style_}']"
        return next(each for each in self.find(path) if words in text_of(each))

    def run(self, words: str, part: str = "word/document.xml") -> Element:
        """The run of the text in which these words stand."""
        return next(each for each in self.find("//w:r", part) if words in text_of(each))

    def write(self, old: str, new: str, part: str = "word/document.xml") -> None:
        """Put other words in the place of some, within one run; spaces that do not break are spaces here."""
        text = next(each for each in self.find("//w:t", part) if old in _plain(each.text))
        text.text = _plain(text.text).replace(old, new)
        text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")


def text_of(element: Element) -> str:
    """All words inside, with ordinary spaces."""
    return "".join(_plain(each.text) for each in element.iter(qualified("t")))


def _plain(text: str | None) -> str:
    return (text or "").replace("\u00a0", " ")


def made(xml: str) -> Elements:
    """Elements from their text, without the names of spaces."""
    return list(etree.fromstring(f"<root {NAMES}>{xml}</root>"))


def before(place: Element, xml: str) -> None:
    """Put elements before another."""
    for each in made(xml):
        place.addprevious(each)


def after(place: Element, xml: str) -> None:
    """Put elements after another."""
    for each in reversed(made(xml)):
        place.addnext(each)


def inside(place: Element, xml: str) -> None:
    """Put elements at the end of another."""
    place.extend(made(xml))


def drop(element: Element) -> None:
    """Take an element out."""
    parent = element.getparent()
    assert parent is not None
    parent.remove(element)


def copied(element: Element) -> Element:
    """The same once more."""
    return copy.deepcopy(element)


def style(paragraph: Element, name: str) -> None:
    """Give a paragraph another style, as a click in the gallery does."""
    (found,) = paragraph.findall(f"{qualified('pPr')}/{qualified('pStyle')}")
    found.set(qualified("val"), name)


def numbered(paragraph: Element, number: int, level: int = 0) -> None:
    """Put a paragraph into a list by itself; 0 takes it out of its style's list."""
    (properties,) = paragraph.findall(qualified("pPr"))
    (list_,) = made(f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')
    before_it = (qualified("pStyle"), qualified("keepNext"))  # by the schema
    properties.insert(sum(each.tag in before_it for each in properties), list_)
