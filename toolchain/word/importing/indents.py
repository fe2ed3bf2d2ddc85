"""The indents of a paragraph: its own, its list's and its style's, combined as in Word."""

from __future__ import annotations

from toolchain.formats.docx.story import Paragraph
from toolchain.formats.docx.styles import Styles
from toolchain.formats.docx.xml import PROPERTIES, STYLE, VAL, Element, W, integer
from toolchain.writers.docx.styles import Indent

_SIDES = {"left": "left", "start": "left", "right": "right", "end": "right"}
_FURTHEST = 31_680  # twentieths of a point (ECMA-376-1, 17.18.81: 22 inches)
_NUMBER = W + "numPr"
_INDENT = W + "ind"


class Indents:
    """The indents of paragraphs and styles."""

    def __init__(self, styles: Styles) -> None:
        self._styles = styles
        self._of_styles: dict[str | None, dict[str, int]] = {}

    def of(self, paragraph: Paragraph) -> Indent:
        """Return a paragraph's indents: its own come before its list's, and these before its style's."""
        properties = properties_of(paragraph)
        found: dict[str, int] = {}
        style: str | None = None
        if properties is not None:
            named = properties.find(STYLE)
            style = None if named is None else named.get(VAL, "")
            _gather(found, properties.find(_INDENT))
            if properties.find(_NUMBER) is not None:
                _gather(found, _of_level(paragraph))
        for side, value in self._of_style(style, paragraph).items():
            found.setdefault(side, value)
        return Indent(**found)

    def of_style(self, name: str) -> Indent | None:
        """Return a style's indents, by its name in lower case, or None."""
        identity = self._styles.id_of(name)
        if identity is None:
            return None
        return Indent(**self._of_style(identity, None))

    def _of_style(self, identity: str | None, paragraph: Paragraph | None) -> dict[str, int]:
        if identity not in self._of_styles:
            found: dict[str, int] = {}
            for style in self._styles.lineage(identity):
                properties = style.find(PROPERTIES)
                if properties is not None:
                    _gather(found, properties.find(_INDENT))
                    if properties.find(_NUMBER) is not None and paragraph is not None:
                        _gather(found, _of_level(paragraph))
            self._of_styles[identity] = found
        return self._of_styles[identity]


def properties_of(paragraph: Paragraph) -> Element | None:
    """Return the `w:pPr` of a paragraph."""
    return None if paragraph.element is None else paragraph.element.find(PROPERTIES)


def _of_level(paragraph: Paragraph) -> Element | None:
    """Return the indent of a paragraph's list level."""
    item = paragraph.item
    level = item.list.levels[item.level] if item else None
    return None if level is None or level.element is None else level.element.find(f"{PROPERTIES}/{_INDENT}")


def _gather(found: dict[str, int], indent: Element | None) -> None:
    """Add the missing values from an indent."""
    if indent is None:
        return
    new: dict[str, int] = {}
    for key, value in indent.attrib.items():
        name = str(key).rpartition("}")[2]
        number = max(-_FURTHEST, min(integer(str(value)), _FURTHEST))
        if name in _SIDES:
            new[_SIDES[name]] = number
        elif name == "hanging":
            new["first"] = -number
        elif name == "firstLine":
            new.setdefault("first", number)
    for side, number in new.items():
        found.setdefault(side, number)
