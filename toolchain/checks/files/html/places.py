"""Places in a page: line and column, and a name such as "paragraph 16" or "under “Practice”"."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from toolchain.checks.files.html.marks import is_note
from toolchain.formats.html.tree import Element, Page
from toolchain.model.diagnostics import Finding, PageSpan, Severity
from toolchain.model.facts import Facts
from toolchain.model.forms import number_in
from toolchain.model.line_ends import LineStarts
from toolchain.model.records import Record
from toolchain.model.wording import fold, said, shorten_to_words

_SHOWN = 40
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_NUMBERED = ("div", "li", "p")
_LONGEST_NUMBER = 12


class Told(Record):
    """A fault, and its offset in the text of the page."""

    at: int
    facts: Facts
    severity: Severity | None = None


class Places:
    """The places of a page."""

    def __init__(self, page: Page) -> None:
        self._lines = LineStarts(page.source)
        self._display = page.display
        named = [(0, ""), *_named(page)]
        self._names = [name for _, name in named]
        self._begins = [at for at, _ in named]

    def span(self, at: int) -> PageSpan:
        """Return the place of an offset."""
        place = self._names[bisect_right(self._begins, at) - 1]
        return PageSpan.at(self._display, *self._lines.place(at), words=place)

    def finding(self, told: Told) -> Finding:
        """Return a fault as a finding with its place."""
        return Finding(self.span(told.at), told.facts, severity=told.severity)


def cut(text: str) -> str:
    """Return the beginning of a text, on one line."""
    return shorten_to_words(fold(text[: 10 * _SHOWN]), _SHOWN)


def _named(page: Page) -> Sequence[tuple[int, str]]:
    """Return the offsets and names of headings, numbered paragraphs and notes."""
    names: list[tuple[int, str]] = []
    for element in page.elements:
        if element.hidden:
            continue
        if element.tag in _HEADINGS:
            if words := page.words(element):
                names.append((element.at, said("the heading “{heading}”", heading=cut(words))))
                names.append((_after(page, element), said("under “{heading}”", heading=cut(words))))
        elif is_note(page, element):
            number = page.words(element).partition(" ")[0]
            names.append((element.at, said("note {number}", number=number) if number else said("a note")))
        elif element.tag in _NUMBERED and (name := _number(page, element)):
            names.append((element.at, name))
    return sorted(names, key=lambda each: each[0])  # at one place the nearer one comes last


def _after(page: Page, element: Element) -> int:
    """Return the offset of the first thing after an element."""
    following = page.elements[element.last].at if element.last < len(page.elements) else len(page.source)
    text = next(
        (each.at for each in page.texts[element.end : element.end + 2] if each.text.strip()), following
    )
    return min(following, text)


def _number(page: Page, element: Element) -> str:
    """Return the name of a block that begins with a link to itself: its number."""
    identity = element.given.get("id")
    if not identity:
        return ""
    for inner in page.inside(element)[:3]:
        if inner.tag == "a" and inner.given.get("href") == f"#{identity}":
            words = page.words(inner)
            if 0 < len(words) <= _LONGEST_NUMBER:
                return inner.given.get("aria-label") or said("paragraph {number}", number=number_in(words))
    return ""
