"""Rename the bookmarks that Word names by its clock, and everything that points to them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import count
from re import Match

from toolchain.formats.docx.field_parts import fields_of
from toolchain.formats.docx.xml import CELL, ID, Element, M, W
from toolchain.formats.word_clock import MADE_BY_WORD
from toolchain.word.cleaning.files import Files
from toolchain.word.cleaning.moving import END, START, remove
from toolchain.word.cleaning.report import Report

_NAME, _TEXT = W + "name", W + "instrText"
_POINTING = (W + "anchor", W + "instr", W + "docLocation", "href", "Target")
_SHOWN = (W + "r", CELL, M + "oMath")
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


def clock_names(files: Files) -> frozenset[str]:
    """Return these names in lower case: those of bookmarks, and those that something points to."""
    texts = (each.get(_NAME, "") for root in _roots(files) for each in root.iter(START))
    return _named((*texts, *_pointing(_roots(files))))


def rename_bookmarks(files: Files, report: Report) -> None:
    """Give these bookmarks numbers in their order; remove those that are empty and that nothing uses."""
    roots = list(_roots(files))
    used = _named(_pointing(roots))
    for start, end in (pair for root in roots for pair in _empty(root)):
        if MADE_BY_WORD.fullmatch(name := start.get(_NAME, "")) and name.lower() not in used:
            report.take("bookmark without text", start)
            remove(start)
            remove(end)
    marks = [each for root in roots for each in root.iter(START)]
    names = _Names(each.get(_NAME, "") for each in marks)
    for mark in marks:
        if MADE_BY_WORD.fullmatch(name := mark.get(_NAME, "")):
            report.take("bookmark with a time in its name", mark)
            mark.set(_NAME, names.instead(name))
    for root in roots:
        _point_to(names, root)


class _Names:
    """The new names of bookmarks, by the old ones in lower case. Names are not case-sensitive."""

    def __init__(self, present: Iterable[str]) -> None:
        self._taken = {each.lower() for each in present}
        self._given: dict[str, str] = {}
        self._numbers: dict[str, Iterator[int]] = defaultdict(lambda: count(1))

    def instead(self, text: str) -> str:
        """Return a text with new names."""
        return MADE_BY_WORD.sub(self._new, text)

    def _new(self, match: Match[str]) -> str:
        if match[0].lower() not in self._given:
            names = (f"{match[1]}{at}" for at in self._numbers[match[1].lower()])
            self._given[match[0].lower()] = next(each for each in names if each.lower() not in self._taken)
        return self._given[match[0].lower()]


def _point_to(names: _Names, root: Element) -> None:
    """Rename what fields, links and relationships point to."""
    for field in fields_of(root):
        _join_names([each for each in field.own if each.tag == _TEXT])
    for text in root.iter(_TEXT):
        text.text = names.instead(text.text) if text.text else None
    for element in root.iter("*"):
        for key in _POINTING:
            if key in element.attrib:
                element.set(key, names.instead(element.get(key, "")))


def _roots(files: Files) -> Iterator[Element]:
    """Yield the roots of all parts, and all relationships."""
    yield from (root for _, root in files.all_trees())
    for part in ("", *files.parts()):
        yield from (link.element for link in files.links(part))


def _named(texts: Iterable[str]) -> frozenset[str]:
    return frozenset(match[0].lower() for text in texts for match in MADE_BY_WORD.finditer(text))


def _pointing(roots: Iterable[Element]) -> Iterator[str]:
    """Yield the texts that can name a bookmark: of fields, links and relationships."""
    for root in roots:
        for element in root.iter("*"):
            yield from (element.get(key, "") for key in _POINTING if key in element.attrib)
        yield from ("".join(field.words) for field in fields_of(root))


def _empty(root: Element) -> list[tuple[Element, Element]]:
    """Return the bookmarks with nothing in them, each with its end."""
    opened: dict[str, Element] = {}
    found = []
    for each in root.iter(START, END, *_SHOWN):
        if each.tag == START:
            opened[each.get(ID, "")] = each
        elif each.tag != END:
            opened.clear()
        elif (start := opened.pop(each.get(ID, ""), None)) is not None:
            found.append((start, each))
    return found


def _join_names(texts: list[Element]) -> None:
    """Put each name of an instruction into one element. Word divides an instruction where it likes."""
    owners = [each for each in texts for _ in each.text or ""]
    for match in reversed(list(MADE_BY_WORD.finditer("".join(each.text or "" for each in texts)))):
        first, *others = dict.fromkeys(owners[match.start() : match.end()])
        for each in others:
            first.text, each.text = f"{first.text}{each.text}", None
            first.set(_SPACE, "preserve")
