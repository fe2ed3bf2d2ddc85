"""A DOCX that has been read once: its text, and the parts that readers and checks need."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from toolchain import model as m
from toolchain.formats.docx.found import Found
from toolchain.formats.docx.notes import NotesPart, number_calls
from toolchain.formats.docx.numbering import Numbering
from toolchain.formats.docx.package import WORD, Package, refuse_package, refuse_repeats, refuse_text
from toolchain.formats.docx.scan import Scanner
from toolchain.formats.docx.story import Paragraph, Story
from toolchain.formats.docx.styles import Styles
from toolchain.formats.docx.xml import Element, W
from toolchain.model.records import Record
from toolchain.rules.inputs import NotOfKind


class Opened(Record):
    """A DOCX that has been read once.

    `story` is the text of the document; the texts of the notes are at the calls in `found`. `texts` are the
    parts with notes, `settings` is the root of that part, `strange` is what `number_calls` does not support.
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

    def paragraphs(self) -> Iterator[Paragraph]:
        """Yield all paragraphs of the text and its notes, including those in tables."""
        yield from self.story.paragraphs()
        for story in self.stories_of_notes():
            yield from story.paragraphs()

    def stories_of_notes(self) -> Iterable[Story]:
        """Return the texts of the notes that are called, each once."""
        return {id(call.story): call.story for call in self.found.calls if call.story}.values()


def open_bytes(data: bytes, display: str) -> Opened:
    """Read the bytes of a DOCX; `display` is its path in messages.

    Raise `Failure`: S012 for a damaged or encrypted file, S020 for another kind of file, S021 for a too large
    one, S023 for a file with external parts.
    """
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
    """Read the text of every note with a call, in the order of the calls."""
    calls = list(scanner.found.calls)
    for kind, part in texts.items():
        scanner.notes(part)
        read: dict[str, Story | None] = {}
        for call in calls:
            if call.kind is kind:
                if call.identity not in read:
                    read[call.identity] = scanner.note(call, part)
                call.story = read[call.identity]
