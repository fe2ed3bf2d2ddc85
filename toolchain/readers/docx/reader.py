"""Read a DOCX: open it, read its text, and make a Document of what Word shows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from toolchain import model as m
from toolchain.formats.docx import facts
from toolchain.formats.docx.found import Found, Trouble
from toolchain.formats.docx.leavings import leavings, unseen_words
from toolchain.formats.docx.notes import Call
from toolchain.formats.docx.opened import Opened, open_bytes
from toolchain.formats.docx.package import Package
from toolchain.formats.docx.personal import clock_troubles, personal_troubles
from toolchain.formats.docx.properties import language
from toolchain.formats.docx.story import Paragraph, without_mark
from toolchain.formats.metadata import as_blocks, of_elements
from toolchain.model.diagnostics import FilePlace, Finding
from toolchain.model.front_matter import FrontMatter
from toolchain.readers.docx.blocks import BlockMaker
from toolchain.readers.docx.cover import parts
from toolchain.readers.docx.frame import frame, tooltips, without_standing
from toolchain.readers.docx.inlines import InlineMaker
from toolchain.rules.files_docx import NoteNumbersNotForCertain, PagesNotForCertain


def read_bytes(data: bytes, display: str) -> m.Document:
    """Return the Document of a DOCX; `display` is its path in messages. Raise `Failure`."""
    return document_of(open_bytes(data, display))


def document_of(opened: Opened) -> m.Document:
    """Return the Document of an opened file. Raise `Failure` if a part cannot be read."""
    display, package, found = opened.display, opened.package, opened.found
    wrong = defects(opened)  # before a note's text is made without its own mark
    part = parts(without_standing(opened.story.blocks))
    maker = InlineMaker(found, package.relationships(package.main))
    title = maker.inlines(part.title.pieces, part.title.span(display)) if part.title else ()
    blocks = (
        *BlockMaker(maker, display, part=m.Part.COVER, plain=True).blocks(part.cover),
        *BlockMaker(maker, display).blocks(part.body),
    )
    return m.Document(
        display,
        FrontMatter(title=title, lang=language(package, opened.styles, opened.body, found.texts)),
        blocks,
        tuple(_notes(found.calls, found, package, display)),
        wrong,
        frame=tuple(frame(opened)),
        metadata=as_blocks((*_properties(package), *(("tooltip", tip) for tip in tooltips(opened))), display),
    )


def _properties(package: Package) -> Iterator[tuple[str, str]]:
    for _, root in package.trees("", "core-properties"):
        yield from of_elements(root)


def defects(opened: Opened) -> tuple[Finding, ...]:
    """Find faults in a file, and personal data: D901 to D905, D910, the X series."""
    package, found = opened.package, opened.found
    troubles = (
        *facts.troubles(found, opened.texts.values(), opened.settings),
        *_uncertain_numbers(opened.strange, found),
        *facts.misnumbered(found.calls, opened.strange),
        *personal_troubles(package, found.texts),
        *clock_troubles(package, found),
        *leavings(found, package),
        *unseen_words(opened),
    )
    display = opened.display
    spans = (each.paragraph.span(display) if each.paragraph else FilePlace(display) for each in troubles)
    pairs = zip(spans, troubles, strict=True)
    return tuple(Finding(span, each.facts, severity=each.severity) for span, each in pairs)


def _notes(calls: Iterable[Call], found: Found, package: Package, display: str) -> Iterator[m.Note]:
    makers = {
        kind: InlineMaker(found, package.relationships(package.related_name(f"{kind.value}s")))
        for kind in {call.kind for call in calls}
    }
    for call in calls:
        if call.story is None:
            continue
        inlines, rest = makers[call.kind], call.story.blocks
        head = rest[0] if rest else None
        place = head.place if isinstance(head, Paragraph) else call.place  # which are equal
        span = FilePlace(display, call.story.block, place)
        blocks: m.Blocks = ()
        if isinstance(head, Paragraph) and not head.label:
            if call.custom:
                head.pieces = without_mark(head, call.label)
            at, rest = head.span(display), rest[1:]
            blocks = (m.Paragraph(at, inlines.inlines(head.pieces, at)),)
        if rest:
            blocks += BlockMaker(inlines, display, plain=True).blocks(rest)
        yield m.Note(span, call.label, blocks, call.kind)


def _uncertain_numbers(strange: set[str], found: Found) -> Iterator[Trouble]:
    for each in sorted(strange):
        facts = PagesNotForCertain() if each == "eachPage" else NoteNumbersNotForCertain(each)
        yield Trouble(facts, found.calls[0].paragraph)
