"""Targets of links within a page, and its note marks: raised, or with a role, and with a link to a note."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple
from urllib.parse import unquote

from toolchain.formats.html.tree import Element, Page
from toolchain.model.expressions import expression
from toolchain.model.records import Record

_LABEL = expression(r"\[?\(?(?:\d{1,4}|[ivxlc]{1,7}|[a-z]|[*†‡§¶]{1,3}|note \d{1,4})\)?\]?", re.IGNORECASE)
_BRACKETED = expression(r"\[\s?(?:\d{1,4}|[a-z]|note \d{1,4})\s?\]", re.IGNORECASE)
_RAISED = ("sup",)
_CLASSES = expression(r"foot-?note|end-?note|note-?ref|noteref|sd(?:end|foot)noteanc", re.IGNORECASE)
_SAID = ("doc-noteref", "noteref")
_BLOCKS = ("li", "div", "p", "dd", "td", "aside", "section", "tr", "dt")
_NEAR = 3
_WIDE = ("div", "body", "section", "main", "article", "html")


class Mark(NamedTuple):
    """A mark: its link, its words, the block of its note, and whether the note leads back.

    `said` means that its role says that it is a note mark.
    """

    element: Element
    label: str
    note: Element
    back: bool
    said: bool


class _Backs(Record):
    """The elements that a note leads back to, by their numbers, and the offset of the first of them."""

    elements: frozenset[int]
    first: int


def marks_of(page: Page, targets: Mapping[str, Element]) -> tuple[Mark, ...]:
    """Return all marks that lead to a note, in order."""
    marks: list[Mark] = []
    notes: set[int] = set()
    backs: dict[int, _Backs] = {}
    for link in page.all("a"):
        address = link.given.get("href", "")
        if not address.startswith("#") or link.hidden:
            continue
        label = page.words(link, 20)
        said = is_said(link)
        if not (said or _is_marked(page, link, label)):
            continue
        if any(each.index in notes for each in (link, *page.around(link, 8))) and not said:
            continue  # the sign with which a note begins, or its way back
        found = target(address, targets)
        if found is None or found.index == link.index:
            continue
        note = _block(page, found)
        notes.add(note.index)
        if note.index not in backs:
            led_to = list(_led_to(page, note, targets))
            backs[note.index] = _Backs(
                frozenset(each.index for each in led_to), min((each.at for each in led_to), default=-1)
            )
        marks.append(Mark(link, label, note, _comes_back(page, link, backs[note.index]), said))
    return tuple(marks)


def is_said(link: Element) -> bool:
    """Return whether the role of a link says that it is a note mark."""
    return link.given.get("role", "") in _SAID or link.given.get("epub:type", "") in _SAID


def is_note(page: Page, element: Element) -> bool:
    """Return whether an element is a note, by its role or as an item of a list of notes (DPUB-ARIA 1.1)."""
    if element.given.get("role") in ("doc-footnote", "doc-endnote"):
        return True
    if element.tag != "li" or not element.given.get("id"):
        return False
    around = list(page.around(element, 2))
    return any(each.given.get("role") == "doc-endnotes" for each in around)


def _is_marked(page: Page, link: Element, label: str) -> bool:
    if not _LABEL.fullmatch(label):
        return False
    if _BRACKETED.fullmatch(label) or any(each.tag in _RAISED for each in page.around(link, 2)):
        return True
    inside = page.inside(link)[:3]
    named = (link, *inside, *page.around(link, 1))
    return any(each.tag in _RAISED for each in inside) or any(
        _CLASSES.search(each.given.get("class", "")) for each in named
    )


def _block(page: Page, element: Element) -> Element:
    """Return the block that an address leads to; for a note, from its number on."""
    if element.tag in _BLOCKS:
        return element
    around = list(page.around(element, 6))
    block = next((each for each in around if each.tag in _BLOCKS), element)
    outer = page.elements[block.parent] if block.parent >= 0 else block
    # Word and LibreOffice put a note's paragraphs into an element of their own, one a note.
    return outer if outer.tag in ("div", "li") and _CLASSES.search(_named(outer)) else block


def _named(element: Element) -> str:
    return f"{element.given.get('id', '')} {element.given.get('class', '')}".replace(
        "ftn", "footnote"
    ).replace("edn", "endnote")


def _led_to(page: Page, note: Element, targets: Mapping[str, Element]) -> Iterator[Element]:
    for each in (note, *page.inside(note)):
        if each.tag == "a" and each.given.get("href", "").startswith("#"):
            found = target(each.given["href"], targets)
            if found is not None:
                yield found


def _comes_back(page: Page, link: Element, backs: _Backs) -> bool:
    """Return whether a note leads back to its mark.

    A mark without an address of its own is one of a repeated note: then any link back counts.
    """
    raised = [each for each in page.around(link, 1) if each.tag in _RAISED]
    own = [
        each for each in (link, *page.inside(link), *raised) if each.given.get("id") or each.given.get("name")
    ]
    if own:
        return any(each.index in backs.elements for each in own)
    around = [each.index for each in page.around(link, _NEAR) if each.tag not in _WIDE]
    return 0 <= backs.first < link.at or not backs.elements.isdisjoint(around)


def targets_of(page: Page) -> Mapping[str, Element]:
    """Return the elements that links can lead to, by their addresses."""
    found: dict[str, Element] = {}
    for element in page.elements:
        if identity := element.given.get("id"):
            found.setdefault(identity, element)
    for element in page.all("a"):
        if name := element.given.get("name"):
            found.setdefault(name, element)
    return found


def target(address: str, targets: Mapping[str, Element]) -> Element | None:
    """Return the target of an address within the page, None if there is none."""
    name = address.strip()[1:].partition(":~:")[0]
    return targets.get(name) or (targets.get(unquote(name)) if "%" in name else None)
