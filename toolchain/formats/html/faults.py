"""What is wrong with a page as such: its links (D907), its title (A705), its language (A706)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterator, Mapping

from toolchain.formats.html.parts import Mark, Page
from toolchain.model import Inlines
from toolchain.model.diagnostics import Defect, Finding
from toolchain.model.languages import is_language_tag
from toolchain.model.places import FilePlace, Place
from toolchain.model.walk import plain_text
from toolchain.model.wording import fold

_AGAIN = "make it again with submission build"


def faults(page: Page, title: Inlines, spans: Mapping[int, Place], display: str) -> Iterator[Defect]:
    """All that is wrong with the page; `spans` has the place of each column."""
    whole = FilePlace(display)
    yield from (Defect("D907", finding) for finding in _links(page, spans, whole))
    yield from (Defect("A705", finding) for finding in _title(page, title, whole))
    lang = page.lang
    if not lang:
        yield Defect("A706", Finding(whole, f"the {page.kind} does not say its language", _AGAIN))
    elif not is_language_tag(lang):
        yield Defect("A706", Finding(whole, f"the {page.kind}'s language, {lang!r}, is none", _AGAIN))
    for column, what in page.strange:
        message = f"{what} stands here, whose text cannot be read"
        yield Defect("D900", Finding(spans.get(column, whole), message))


def _title(page: Page, shown: Inlines, whole: Place) -> Iterator[Finding]:
    title = page.title
    if not title:
        yield Finding(
            whole, f"the {page.kind} has no title{', <title>' if page.kind == 'page' else ''}", _AGAIN
        )
    elif title != fold(plain_text(shown)):
        yield Finding(whole, f"the {page.kind} is called “{title}”, which is not the title it shows", _AGAIN)


def _links(page: Page, spans: Mapping[int, Place], whole: Place) -> Iterator[Finding]:
    counted = Counter(page.identities)
    for identity, number in counted.items():
        if number > 1:
            place = spans.get(page.anchors.get(identity, 0), whole)
            message = f"{number} elements have the address “{identity}”: links lead to the first only"
            yield Finding(place, message, _AGAIN)
    known = {*counted, *page.names, "top"}
    for target, column in page.links:
        if target not in known:
            message = f"a link leads to “{target}”, which is not in the {page.kind}"
            yield Finding(spans.get(column, whole), message, _AGAIN)
    yield from _notes(page, known, spans, whole)


def _notes(page: Page, known: Container[str], spans: Mapping[int, Place], whole: Place) -> Iterator[Finding]:
    notes = {note.anchor for note in page.notes if note.anchor}
    called: dict[str, list[Mark]] = {}
    for mark in page.marks:
        if mark.target not in notes:
            place = spans.get(mark.column, whole)
            yield Finding(place, f"the mark {mark.text} does not lead to a note", _AGAIN)
        called.setdefault(mark.target, []).append(mark)
    for note in page.notes:
        marks = called.get(note.anchor, [])
        backs = [target for target in note.backs if target in known]
        if len(marks) != 1 or backs != [marks[0].anchor]:
            yield from _ways_back(Counter(backs), marks, spans.get(note.column, whole))


def _ways_back(backs: Counter[str], marks: list[Mark], place: Place) -> Iterator[Finding]:
    """A mark without an address stands in a note that is printed again; the way leads back to the first."""
    left = backs.copy()
    for mark in marks:
        if mark.anchor:
            if left[mark.anchor] < 1:
                yield Finding(place, f"nothing leads back from this note to its mark {mark.text}", _AGAIN)
            left[mark.anchor] -= 1
    if marks and not backs and not any(mark.anchor for mark in marks):
        yield Finding(place, "nothing leads back from this note to its marks", _AGAIN)
    for target in sorted((+left).elements()):
        yield Finding(place, f"a way back from this note leads to “{target}”, which is not its mark", _AGAIN)
