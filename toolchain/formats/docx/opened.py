"""A DOCX gone through once: its text, and the parts that its readers and checks need."""

from __future__ import annotations

from typing import NamedTuple

from toolchain import model as m
from toolchain.formats.docx.found import Found
from toolchain.formats.docx.notes import NotesPart, number_calls
from toolchain.formats.docx.numbering import Numbering
from toolchain.formats.docx.package import WORD, Package
from toolchain.formats.docx.refusals import refuse_package, refuse_repeats, refuse_text
from toolchain.formats.docx.scan import Scanner
from toolchain.formats.docx.story import Story
from toolchain.formats.docx.styles import Styles
from toolchain.formats.docx.xml import Element, W
from toolchain.rules.inputs import NotOfKind


class Opened(NamedTuple):
    """A DOCX gone through once: its text, and all that is known of it.

    `story` is the document's text; the notes' texts are at the calls in `found`. `texts` are the parts
    with notes, `settings` the root of that part, `strange` the ways of counting notes that are not known.
    """

    display: str
    package: Package
    body: Element
    styles: Styles
    story: Story
    found: Found
    texts: dict[m.NoteKind, NotesPart]
    settings: Element | None
    strange: set[str]


def open_bytes(data: bytes, display: str) -> Opened:
    """Go through a DOCX's bytes; `display` is its path as messages show it. Raises `Failure` (S012)."""
    package = Package(data, display)
    refuse_package(package)
    root = package.tree(package.main)
    body = root.find(W + "body")
    if root.tag != W + "document" or body is None:
        raise package.unreadable(NotOfKind(WORD))
    styles = Styles(package.related("styles"))
    settings = package.related("settings")
    numbering = Numbering(package.related("numbering"), styles)
    scanner = Scanner(styles, numbering)
    story = scanner.document(body)
    found = scanner.found
    strange = number_calls(found.calls, settings, found.sections, styles.language)
    texts = {kind: NotesPart(kind, package.related(f"{kind.value}s")) for kind in m.NoteKind}
    _read_notes(scanner, texts)
    refuse_repeats(package, found.calls)
    refuse_text(
        package,
        styles,
        (*numbering.wrong, *found.wrong, *(each for part in texts.values() for each in part.wrong)),
    )
    return Opened(display, package, body, styles, story, found, texts, settings, strange)


def _read_notes(scanner: Scanner, texts: dict[m.NoteKind, NotesPart]) -> None:
    """Read the text of every note that is called, in the order of the calls."""
    calls = list(scanner.found.calls)
    for kind, part in texts.items():
        scanner.notes(part)
        read: dict[str, Story | None] = {}
        for call in calls:
            if call.kind is kind:
                if call.identity not in read:
                    read[call.identity] = scanner.note(call, part)
                call.story = read[call.identity]
