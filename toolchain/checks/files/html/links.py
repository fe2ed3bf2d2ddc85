"""Check links: repeated addresses, links and references without a target, notes without links back (D907)."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from urllib.parse import unquote

from toolchain.checks.files.html.marks import Mark, is_note, is_said, marks_of, target, targets_of
from toolchain.checks.files.html.places import Told
from toolchain.formats.html.tree import Element, Page
from toolchain.model.diagnostics import Severity
from toolchain.model.facts import Word
from toolchain.rules import files_html as cases

_LISTS = ("aria-labelledby", "aria-describedby", "aria-controls", "aria-owns", "aria-details", "aria-flowto",
          "headers")  # fmt: skip
_SINGLE = {"label": "for", "output": "for", "button": "popovertarget", "input": "list"}
_TOP = ("", "top")
_ONE_BACK = 0.5
"""The share of marks with a link back above which a mark without one is a fault."""


def link_troubles(page: Page) -> Iterator[Told]:
    """Yield all findings of this module, in the order of the page."""
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
            yield Told(elements[1].at, cases.AddressTwice(identity, len(elements)))


def _nowhere(page: Page, targets: Mapping[str, Element]) -> Iterator[Told]:
    for element in page.all("a", "area"):
        address = element.given.get("href", "").strip()
        if not address.startswith("#") or address[1:].partition(":~:")[0].lower() in _TOP:
            continue
        if address.startswith(("#/", "#!")) or target(address, targets):  # of a program in the page
            continue
        what = Word("mark") if is_said(element) else Word("link")
        yield Told(element.at, cases.LeadsNowhere(what, unquote(address[1:]), page.words(element)))


def _references(page: Page, targets: Mapping[str, Element]) -> Iterator[Told]:
    """Check references that only programs follow: accessible names and descriptions, headers of cells."""
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
                severity = Severity.WARNING if name == "aria-controls" else None
                yield Told(element.at, cases.NamesNothing(name, each), severity)


def _notes(page: Page, targets: Mapping[str, Element]) -> Iterator[Told]:
    marks = marks_of(page, targets)
    without = [mark for mark in marks if not mark.back]
    few = len(marks) - len(without) < _ONE_BACK * len(marks)
    if few and not any(mark.said for mark in without):
        if marks:
            facts = cases.FewLeadBack(len(marks) - len(without), len(marks))
            yield Told(marks[0].element.at, facts, Severity.WARNING)
    else:
        for mark in without:
            yield Told(mark.note.at, cases.NoteLeadsNotBack(mark.label))
    yield from _without_marks(page, marks)


def _without_marks(page: Page, marks: tuple[Mark, ...]) -> Iterator[Told]:
    """Find notes, by their roles, without a mark that leads to them."""
    called = Counter(mark.note.index for mark in marks)
    for element in page.elements:
        if element.hidden or not is_note(page, element) or element.index in called:
            continue
        inside = range(element.index, element.last)
        if not any(index in inside for index in called):
            yield Told(element.at, cases.UnmarkedNote(page.words(element)))
