"""Word's own list numbering: `word/numbering.xml`, one list for each sequence of numbers.

Headings, paragraphs and every series have their own abstract list, with its own `w:nsid`. With a start
override on a shared list, the body would continue the series (LibreOffice). With headings and paragraphs on
one list, paragraphs would restart after each heading.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from toolchain.model.forms import Form
from toolchain.model.records import Record
from toolchain.writers.docx.markup import element
from toolchain.writers.docx.styles import Indent, indent_element, integer
from toolchain.writers.docx.xml import Element, find_all, get, parsed

DEEPEST = 8
"""The last level of a Word list, the first being 0 (ECMA-376-1, 17.9.6)."""

BULLET = Form("bullet", "•")


class Level(Record):
    """One level of a list. `style` is the id of the paragraph style that belongs to it, or "".

    `tab` is the position of the text after the number, 0 if the indentation defines it.
    """

    form: Form
    indent: Indent
    style: str = ""
    tab: int = 0
    start: int = 1
    align: str = "left"
    bold: bool = False


def literal(marker: str) -> Form:
    """Return the form of a list whose items all show the same text."""
    return Form("none", marker.replace("%", "％"))


class Lists:
    """The lists of the document that is being built."""

    def __init__(self, root: Element, ours: frozenset[str]) -> None:
        """Start from a template's `w:numbering`, without its lists for styles in `ours`."""
        self.root = root
        self._drop(ours)
        self._abstract = max(
            (integer(get(each, "abstractNumId")) for each in find_all(root, "abstractNum")), default=-1
        )
        self._number = max((integer(get(each, "numId")) for each in find_all(root, "num")), default=0)
        self._first_number = next(iter(find_all(root, "num")), None)

    def _drop(self, ours: frozenset[str]) -> None:
        dropped = set()
        for abstract in find_all(self.root, "abstractNum"):
            if any(get(style, "val") in ours for style in find_all(abstract, "lvl/pStyle")):
                dropped.add(get(abstract, "abstractNumId"))
                self.root.remove(abstract)
        for last in find_all(self.root, "numIdMacAtCleanup"):
            self.root.remove(last)
        for number in find_all(self.root, "num"):
            if any(get(link, "val") in dropped for link in find_all(number, "abstractNumId")):
                self.root.remove(number)

    def add(self, name: str, levels: Sequence[Level]) -> int:
        """Add a list of at most nine levels; return its `w:numId`. Its ids are derived from the unique
        `name`.
        """
        self._abstract += 1
        self._number += 1
        digest = hashlib.sha256(name.encode()).hexdigest().upper()
        abstract = element(
            "abstractNum",
            element("nsid", val=digest[:8]),
            element("multiLevelType", val="multilevel" if len(levels) > 1 else "singleLevel"),
            element("tmpl", val=digest[8:16]),
            *(_level(index, level) for index, level in enumerate(levels)),
            abstractNumId=self._abstract,
        )
        number = element("num", element("abstractNumId", val=self._abstract), numId=self._number)
        made, numbered = parsed(abstract + number)
        self.root.append(numbered)
        if self._first_number is None:
            self._first_number = numbered
        self._first_number.addprevious(made)  # all w:abstractNum come before all w:num
        return self._number


def _level(index: int, level: Level) -> str:
    tab = element("tabs", element("tab", val="num", pos=level.tab)) if level.tab else ""
    return element(
        "lvl",
        element("start", val=level.start),
        element("numFmt", val=level.form.style),
        element("pStyle", val=level.style) if level.style else "",
        "" if level.form.text else element("suff", val="nothing"),
        element("lvlText", val=level.form.text.replace("%", f"%{index + 1}")),
        element("lvlJc", val=level.align),
        element("pPr", tab, indent_element(level.indent)),
        element("rPr", "<w:b/>", "<w:bCs/>") if level.bold else "",
        ilvl=index,
    )
