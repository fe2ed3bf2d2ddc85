"""Rename the bookmarks that Word names by its clock, and everything that points to them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import count

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


def rename_bookmarks(files: Files, report: Report) -> bool:
    """Give these bookmarks numbers in their order; remove those that are empty and that nothing uses.

    Return whether there were any, or anything that points to one.
    """
    roots = [root for _, root in files.all_trees()]
    roots += (link.element for part in ("", *files.parts()) for link in files.links(part))
    pointing = list(_pointing(roots))
    used = {match[0].lower() for text in pointing for match in MADE_BY_WORD.finditer(text)}
    for start, end in (pair for root in roots for pair in _empty(root)):
        if MADE_BY_WORD.fullmatch(name := start.get(_NAME, "")) and name.lower() not in used:
            report.take("bookmark without text", start)
            remove(start)
            remove(end)
    marks = [each for root in roots for each in root.iter(START)]
    names = _new_names([each.get(_NAME, "") for each in marks], pointing)
    for mark in marks:
        if (new := names.get(mark.get(_NAME, "").lower())) is not None:
            report.take("bookmark with a time in its name", mark)
            mark.set(_NAME, new)
    for root in roots if names else ():
        _point_to(names, root)
    return bool(names) or report.has(["bookmark without text"])


def _new_names(present: list[str], pointing: list[str]) -> dict[str, str]:
    """Return the new names by the old ones in lower case, since names are not case-sensitive."""
    taken = {each.lower() for each in present}
    numbers: dict[str, Iterator[int]] = defaultdict(lambda: count(1))
    given: dict[str, str] = {}
    for match in (each for text in (*present, *pointing) for each in MADE_BY_WORD.finditer(text)):
        if (old := match[0].lower()) not in given:
            names = (f"{match[1]}{at}" for at in numbers[match[1].lower()])
            given[old] = next(each for each in names if each.lower() not in taken)
    return given


def _point_to(names: dict[str, str], root: Element) -> None:
    """Rename what fields, links and relationships point to."""

    def instead(text: str) -> str:
        return MADE_BY_WORD.sub(lambda match: names[match[0].lower()], text)

    for field in fields_of(root):
        _join_names([each for each in field.own if each.tag == _TEXT])
    for element in root.iter("*"):
        if element.tag == _TEXT and element.text:
            element.text = instead(element.text)
        for key in _POINTING:
            if key in element.attrib:
                element.set(key, instead(element.get(key, "")))


def _pointing(roots: Iterable[Element]) -> Iterator[str]:
    """Yield the texts that can name a bookmark: of fields, links and relationships."""
    for root in roots:
        for element in root.iter("*"):
            yield from (element.get(key, "") for key in _POINTING if key in element.attrib)
            if element.tag == _TEXT:  # which may be in no field
                yield element.text or ""
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
