"""D907: addresses that are there twice, links and references that lead nowhere, notes without a way back."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping

from toolchain.checks.files.html.addresses import target, targets_of
from toolchain.checks.files.html.marks import Mark, is_note, is_said, marks_of
from toolchain.checks.files.html.places import Told, cut
from toolchain.formats.html.tree import Element, Page
from toolchain.model.diagnostics import Severity

_LISTS = ("aria-labelledby", "aria-describedby", "aria-controls", "aria-owns", "aria-details", "aria-flowto",
          "headers")  # fmt: skip
_SINGLE = {"label": "for", "output": "for", "button": "popovertarget", "input": "list"}
_TOP = ("", "top")
_MEND = "give it back the address it leads to, or make the page again"
_ONE_BACK = 0.5
"""The share of marks with a way back above which one without it has lost it."""


def link_troubles(page: Page) -> Iterator[Told]:
    """All of it, in order of the page."""
    targets = targets_of(page)
    yield from _twice(page)
    yield from _nowhere(page, targets)
    yield from _references(page, targets)
    yield from _notes(page, targets)


def _twice(page: Page) -> Iterator[Told]:
    seen: defaultdict[str, list[Element]] = defaultdict(list)
    for element in page.elements:
        if identity := element.given.get("id"):
            seen[identity].append(element)
    for identity, elements in seen.items():
        if len(elements) > 1:
            message = (
                f"the address “{cut(identity)}” is here again: links lead to the first of {len(elements)}"
            )
            yield Told(
                "D907", elements[1].at, message, "give each element an address of its own", kind="twice"
            )


def _nowhere(page: Page, targets: Mapping[str, Element]) -> Iterator[Told]:
    for element in page.all("a", "area"):
        address = element.given.get("href", "").strip()
        if not address.startswith("#") or address[1:].partition(":~:")[0].lower() in _TOP:
            continue
        if address.startswith(("#/", "#!")) or target(address, targets):  # of a program in the page
            continue
        words = page.words(element)
        kind = "mark" if is_said(element) else "link"
        what = f"the {kind} “{cut(words)}”" if words else "a link without words"
        message = f"{what} leads to “{cut(address[1:])}”, which is not in the page"
        yield Told("D907", element.at, message, _MEND)


def _references(page: Page, targets: Mapping[str, Element]) -> Iterator[Told]:
    """What only programs follow: the names and descriptions of elements, the headers of cells."""
    for element in page.elements:
        if not element.given or element.hidden:
            continue
        named = [
            (name, each) for name in _LISTS if name in element.given for each in element.given[name].split()
        ]
        single = _SINGLE.get(element.tag)
        if single and element.given.get(single):
            named.append((single, element.given[single]))
        for name, each in named:
            if each not in targets:
                message = f"{name} names “{cut(each)}”, which is not in the page"
                severity = Severity.WARNING if name == "aria-controls" else None
                yield Told("D907", element.at, message, _MEND, severity, "references")


def _notes(page: Page, targets: Mapping[str, Element]) -> Iterator[Told]:
    marks = marks_of(page, targets)
    without = [mark for mark in marks if not mark.back]
    few = len(marks) - len(without) < _ONE_BACK * len(marks)
    if few and not any(mark.said for mark in without):
        if marks:
            some = "none" if len(without) == len(marks) else f"only {len(marks) - len(without)}"
            message = f"{some} of {len(marks)} notes leads back to its mark"
            help_ = "let each note end in a link to its mark"
            yield Told("D907", marks[0].element.at, message, help_, Severity.WARNING)
    else:
        for mark in without:
            yield _lost(mark)
    yield from _without_marks(page, marks)


def _lost(mark: Mark) -> Told:
    message = f"nothing leads back from this note to its mark {mark.label}"
    return Told("D907", mark.note.at, message, "let the note end in a link to its mark")


def _without_marks(page: Page, marks: tuple[Mark, ...]) -> Iterator[Told]:
    """Notes, by their roles, to which no mark leads."""
    called = Counter(mark.note.index for mark in marks)
    for element in page.elements:
        if element.hidden or not is_note(page, element) or element.index in called:
            continue
        inside = range(element.index, element.last)
        if not any(index in inside for index in called):
            message = f"no mark leads to this note: “{cut(page.words(element))}”"
            yield Told("D907", element.at, message, "put its mark into the text, or take the note out")
