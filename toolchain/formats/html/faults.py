"""Check a page by itself: its links (D907), its title (A705), its language (A706)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterator, Mapping

from toolchain.formats.html.parts import Mark, Page
from toolchain.model import Inlines
from toolchain.model.diagnostics import FilePlace, Finding, Place
from toolchain.model.facts import Word
from toolchain.model.languages import is_language_tag
from toolchain.model.walk import plain_text
from toolchain.model.wording import fold
from toolchain.rules import files_html as cases
from toolchain.rules import outputs_epub as of_books
from toolchain.rules.files_docx import NotForCertain


def faults(page: Page, title: Inlines, spans: Mapping[int, Place], display: str) -> Iterator[Finding]:
    """Yield all faults of a page; `spans` has the place of each column."""
    whole = FilePlace(display)
    found = (*_links(page, spans, whole), *_of_the_whole(page, title, whole))
    yield from (finding for finding in found)
    for block, what in page.strange:
        yield Finding(spans.get(block, whole), NotForCertain(what))


def _of_the_whole(page: Page, shown: Inlines, whole: Place) -> Iterator[Finding]:
    is_book = page.kind == "book"
    if not page.title:
        yield Finding(whole, of_books.NoBookTitle() if is_book else cases.NoPageTitle())
    elif page.title != fold(plain_text(shown)):
        yield Finding(whole, cases.OtherTitleShown(page.title))
    if not page.lang:
        yield Finding(whole, of_books.NoBookLanguage() if is_book else of_books.NoDocumentLanguage())
    elif not is_language_tag(page.lang):
        yield Finding(whole, of_books.DocumentLanguageInvalid(page.lang))


def _links(page: Page, spans: Mapping[int, Place], whole: Place) -> Iterator[Finding]:
    counted = Counter(page.identities)
    for identity, number in counted.items():
        if number > 1:
            place = spans.get(page.anchors.get(identity, 0), whole)
            yield Finding(place, cases.AddressTwice(identity, number))
    known = {*counted, *page.names, "top"}
    for target, block in page.links:
        if target not in known:
            yield Finding(spans.get(block, whole), cases.LeadsNowhere(Word("link"), target))
    yield from _notes(page, known, spans, whole)


def _notes(page: Page, known: Container[str], spans: Mapping[int, Place], whole: Place) -> Iterator[Finding]:
    notes = {note.anchor for note in page.notes if note.anchor}
    called: dict[str, list[Mark]] = {}
    for mark in page.marks:
        if mark.target not in notes:
            yield Finding(spans.get(mark.block, whole), cases.MarkWithoutNote(mark.text))
        called.setdefault(mark.target, []).append(mark)
    for note in page.notes:
        marks = called.get(note.anchor, [])
        backs = [target for target in note.backs if target in known]
        if len(marks) != 1 or backs != [marks[0].anchor]:
            yield from _ways_back(Counter(backs), marks, spans.get(note.block, whole))


def _ways_back(backs: Counter[str], marks: list[Mark], place: Place) -> Iterator[Finding]:
    """Find notes that do not lead back to their marks, or lead to other places.

    A mark without an address is in a note that is printed again; the link leads to the first one.
    """
    left = backs.copy()
    for mark in marks:
        if mark.anchor:
            if left[mark.anchor] < 1:
                yield Finding(place, cases.NoteLeadsNotBack(mark.text))
            left[mark.anchor] -= 1
    if marks and not backs and not any(mark.anchor for mark in marks):
        yield Finding(place, cases.NoteLeadsNotBack(marks[0].text))
    for target in sorted((+left).elements()):
        yield Finding(place, cases.LeadsBackElsewhere(target))
