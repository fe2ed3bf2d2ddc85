"""Read a DOCX: open it, read its text and what is around it, and make a Document of what Word shows.

Standing text has the paragraph style "Standing Text", or one that is based on it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from toolchain import model as m
from toolchain.formats.docx import facts
from toolchain.formats.docx.beside import margins
from toolchain.formats.docx.drawings import drawn_words
from toolchain.formats.docx.fields import is_address
from toolchain.formats.docx.found import Found, Trouble
from toolchain.formats.docx.leavings import clock_troubles, leavings, personal_troubles, unseen_words
from toolchain.formats.docx.notes import SEVERAL, Call
from toolchain.formats.docx.opened import Opened, language, open_bytes
from toolchain.formats.docx.package import Package
from toolchain.formats.docx.story import BOLD, ITALIC, Block, Paragraph, Table, without_mark
from toolchain.formats.docx.xml import R, W, words_in
from toolchain.formats.metadata import as_blocks, of_elements
from toolchain.model.diagnostics import FilePlace, Finding
from toolchain.model.front_matter import FrontMatter
from toolchain.model.wording import said
from toolchain.readers.docx.blocks import BlockMaker
from toolchain.readers.docx.cover import parts
from toolchain.readers.docx.inlines import InlineMaker, words_with
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


_TOOLTIP = W + "tooltip"
_WORKED_OUT = frozenset(("PAGE", "NUMPAGES", "SECTION", "SECTIONPAGES", "STYLEREF"))
"""Fields that Word computes on each page: the stored result is not what is seen."""


def frame(opened: Opened) -> Iterator[m.Block]:
    """Yield the paragraphs of page headers and footers, without page numbers and standing text, and those
    above the notes.
    """
    for margin in margins(opened):
        span = FilePlace(opened.display, words=margin.place)
        for paragraph in margin.story.paragraphs():
            shown = [] if _is_standing(paragraph) else list(_words(paragraph, margin.part, opened.package))
            if any(text.strip() for _, text in shown):
                yield m.Paragraph(span, tuple(words_with(look, text, span) for look, text in shown))
    for kind, part in opened.texts.items():
        words = said("the separator of the {notes}", notes=said(SEVERAL[kind]))
        span = FilePlace(opened.display, words=words)
        for above in part.separators():
            if text := words_in(above).strip():
                yield m.Paragraph(span, (m.Text(span, text),))


def tooltips(opened: Opened) -> Iterator[str]:
    """Yield the tooltips of links in the text and its notes, but for standing text.

    Those that are addresses are left out, and those within the document that repeat words of their paragraph.
    """
    package = opened.package
    yield from _tooltips(opened.story.paragraphs(), package, package.main)
    for call in opened.found.calls:
        if call.story:
            part = package.related_name(f"{call.kind.value}s")
            yield from _tooltips(call.story.paragraphs(), package, part)


def _tooltips(paragraphs: Iterable[Paragraph], package: Package, part: str) -> Iterator[str]:
    for paragraph in paragraphs:
        for piece in () if _is_standing(paragraph) else paragraph.pieces:
            tip, target = "", ""
            if piece.kind == "link" and (tip := piece.value.get(_TOOLTIP, "")):
                related = package.relationships(part).get(piece.value.get(R + "id", ""))
                target = related.target if related else ""
            elif piece.kind == "field" and piece.value.instruction.kind == "HYPERLINK":
                tip = next(iter(piece.value.instruction.values("o")), "")
                target = piece.value.instruction.target
            # LibreOffice 26.8 gives entries of the contents their words once more.
            repeats = not target and tip in paragraph.text
            if not repeats and not is_address(tip, target):
                yield tip


def without_standing(blocks: Iterable[Block]) -> list[Block]:
    """Return the blocks of a text that are not standing text."""
    return [each for each in blocks if not all(map(_is_standing, _paragraphs(each)))]


def _paragraphs(block: Block) -> list[Paragraph]:
    """Return the paragraphs that decide what a block is: for a table, those that are not empty."""
    if not isinstance(block, Table):
        return [block]
    inside = list(block.paragraphs())
    return [each for each in inside if not each.shows_nothing] or inside[:1]


def _is_standing(paragraph: Paragraph) -> bool:
    return "standing" in paragraph.style.roles


def _words(paragraph: Paragraph, part: str, package: Package) -> Iterator[tuple[int, str]]:
    """Yield the looks and words of a paragraph without the results of such fields, then of its drawings."""
    yield 0, paragraph.label
    inside: list[bool] = []
    for piece in paragraph.pieces:
        if piece.kind == "field":
            inside.append(piece.value.instruction.kind in _WORKED_OUT)
        elif piece.kind == "endfield" and inside:
            inside.pop()
        elif piece.kind in ("text", "break") and not any(inside):
            yield piece.look & (BOLD | ITALIC), piece.text if piece.kind == "text" else " "
    for tip in _tooltips([paragraph], package, part):
        yield 0, f" {tip}"
    for words in () if paragraph.element is None else drawn_words(paragraph.element, part, package):
        yield 0, f" {words}"
