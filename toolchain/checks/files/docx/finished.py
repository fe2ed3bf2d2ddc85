"""Faults that only a finished Word file can have: in its properties, empty paragraphs, margins, mastheads."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from toolchain.checks.source.limits.masthead import is_emblem, masthead_in
from toolchain.formats.docx.beside import MARGINS, attachments
from toolchain.formats.docx.drawings import part_of
from toolchain.formats.docx.notes import SEVERAL
from toolchain.formats.docx.opened import Opened
from toolchain.formats.docx.story import Block, Paragraph, Table
from toolchain.formats.docx.xml import VAL, WP, Element, W, is_on
from toolchain.formats.table import DOCX
from toolchain.model import NoteKind
from toolchain.model.diagnostics import FilePlace, Finding, Place, Severity
from toolchain.model.facts import Word
from toolchain.model.records import replace
from toolchain.model.wording import fold, said, squeezed
from toolchain.readers.docx.cover import parts
from toolchain.readers.docx.likely import likely_headings, typed_markdown
from toolchain.readers.docx.titles import title_fault
from toolchain.rules import files_docx as cases
from toolchain.rules.accessibility import NoHeaderRow
from toolchain.rules.confidentiality_docx import LinkedPicture
from toolchain.rules.limits import Emblem, Masthead
from toolchain.rules.outputs_docx import BothKinds, OldContents

_CONTROL, _FILLED = W + "sdtContent", f"{W}sdtPr/{W}showingPlcHdr"
_SHOWN = 60
_MENU = {NoteKind.ENDNOTE: Word("Endnote"), NoteKind.FOOTNOTE: Word("Footnote")}
_WITHOUT_LINES = ("TableNormal", "", None)
_NO_LINE = ("nil", "none", None)


def of_the_file(opened: Opened) -> Iterator[Finding]:
    """Yield all findings of this module."""
    subjects = (_properties, _empty, _markdown, _not_filled_in, _headers_not_marked)
    for find in (*subjects, _both_kinds, _old_contents, mastheads, _linked):
        yield from find(opened)


def unmarked_headings(opened: Opened) -> Iterator[Finding]:
    """Find lines that look like headings and have no heading style (A709)."""
    part = parts(opened.story.blocks)
    looks = likely_headings(part.body, titled=part.title is not None)
    for paragraph, level in looks.levels.items():
        yield Finding(paragraph.span(opened.display), cases.HeadingByLook(level))
    ours = opened.styles.id_of("numbered paragraph") is not None  # in which P102 names such a line
    for paragraph in () if ours else looks.doubtful:
        yield Finding(paragraph.span(opened.display), cases.HeadingDoubtful(), severity=Severity.INFORMATION)


def _properties(opened: Opened) -> Iterator[Finding]:
    """Check the title and the language in the file's properties (A705, A706)."""
    from toolchain.formats.docx.opened import language, stated_language

    whole = FilePlace(opened.display)
    if opened.display.lower().endswith(DOCX.also):
        yield Finding(whole, cases.OlderName(), severity=Severity.WARNING)
    if fault := title_fault(opened):
        yield Finding(whole, fault)
    file = (opened.package, opened.styles, opened.body, opened.found.texts)
    if not (stated := stated_language(*file)):
        yield Finding(whole, cases.NoProofingLanguage())
    elif (found := language(*file)) != stated:
        yield Finding(whole, cases.OtherProofingLanguage(stated, found))


def _empty(opened: Opened) -> Iterator[Finding]:
    """Find headings without words, which Word counts and lists; and, once, empty paragraphs (S005)."""
    headings: list[Paragraph] = []  # without words, which wait for the next ones
    spaces: list[Paragraph] = []
    row = 0
    for block in opened.story.blocks:
        nothing = isinstance(block, Paragraph) and block.shows_nothing
        if isinstance(block, Paragraph) and nothing and not block.contents:
            if block.is_heading:
                headings.append(block)
                continue
            row += 1
            if row == 2:
                spaces.append(block)
        elif not nothing:
            row = 0
            yield from _without_words(headings, block, opened.display)
            headings.clear()
    yield from _without_words(headings, None, opened.display)
    if spaces:
        more = len(spaces) - 1
        facts = cases.EmptyParagraphsHereAndElsewhere(more) if more else cases.EmptyParagraphs()
        yield Finding(spaces[0].span(opened.display), facts, severity=Severity.INFORMATION)


def _without_words(headings: Sequence[Paragraph], following: Block | None, display: str) -> Iterator[Finding]:
    words = fold(following.text[:_SHOWN]) if isinstance(following, Paragraph) else ""
    place = said("heading without words")
    if words:
        place = said("{place} before “{words}”", place=place, words=words)
    for each in headings:
        yield Finding(replace(each.span(display), words=place), cases.EmptyHeading())


def _markdown(opened: Opened) -> Iterator[Finding]:
    """Find, once, mark-up of Markdown that readers see, since a text was pasted with it (S017)."""
    if found := typed_markdown(opened.paragraphs()):
        place = found[0].span(opened.display)
        yield Finding(place, cases.MarkdownShown(fold(found[0].text), len(found)))


def _not_filled_in(opened: Opened) -> Iterator[Finding]:
    """Find content controls that still show their prompt (S007; 17.5.2.39)."""
    places = {id(each.element): each for each in opened.paragraphs()}
    for control in opened.body.iter(W + "sdt"):
        mark = control.find(_FILLED)
        content = control.find(_CONTROL)
        if mark is None or content is None or not is_on(mark):
            continue
        words = fold("".join(text.text or "" for text in content.iter(W + "t")))
        inside = content.find(f".//{W}p")
        around = next(control.iterancestors(W + "p"), None)
        found = places.get(id(around)) or places.get(id(inside))
        if words:
            span = found.span(opened.display) if found else FilePlace(opened.display)
            yield Finding(span, cases.FormField(words))


def _headers_not_marked(opened: Opened) -> Iterator[Finding]:
    """Find tables whose first row looks like a header row but is not marked as one (A702)."""
    for table in opened.story.blocks:
        if isinstance(table, Table) and not is_marked(table) and _is_of_data(table):
            span = FilePlace(opened.display, table.block, table.place)
            yield Finding(span, NoHeaderRow(None))


def is_marked(table: Table) -> bool:
    """Return whether the first row of a table is marked as a header row."""
    return bool(table.rows) and table.rows[0].header


def _is_of_data(table: Table) -> bool:
    """Return whether a table has rows and columns. A text box or a layout table has no lines."""
    if table.cover or len(table.rows) < 2 or max(len(row.cells) for row in table.rows) < 2:
        return False
    return table.element is None or _has_lines(table.element)


def _has_lines(table: Element) -> bool:
    """Return whether a table, its style or its cells have border lines."""
    style = table.find(f"{W}tblPr/{W}tblStyle")
    if style is not None and style.get(VAL) not in _WITHOUT_LINES:
        return True
    borders = (
        *table.iterfind(f"{W}tblPr/{W}tblBorders"),
        *table.iterfind(f"{W}tr/{W}tc/{W}tcPr/{W}tcBorders"),
    )
    return any(line.get(VAL) not in _NO_LINE for each in borders for line in each)


def _both_kinds(opened: Opened) -> Iterator[Finding]:
    """Find footnotes among endnotes with the same numbers (D909)."""
    counted = [call for call in opened.found.calls if not call.custom and call.story]
    kinds = Counter(call.kind for call in counted)
    if len(kinds) < 2:
        return
    few = min(kinds, key=lambda kind: (kinds[kind], kind.value))
    many = {call.label: call for call in counted if call.kind is not few}
    first = next((call for call in counted if call.kind is few and call.label in many), None)
    if first:
        other = many[first.label]
        facts = BothKinds(first.name, SEVERAL[other.kind], first.label, _MENU[other.kind])
        yield Finding(first.paragraph.span(opened.display), facts)


def _old_contents(opened: Opened) -> Iterator[Finding]:
    """Find entries of the contents that lead to a heading with other words (D904)."""
    for name, line in opened.found.links:
        mark = opened.found.bookmarks.get(name) if line.contents else None
        if mark is None or not mark.paragraph.is_heading:
            continue
        heading = mark.paragraph.text
        if squeezed(heading.casefold()) not in squeezed(line.text.casefold()):
            yield Finding(line.span(opened.display), OldContents(heading))


def _linked(opened: Opened) -> Iterator[Finding]:
    """X804: pictures that Word loads from elsewhere, also those that are stored in the file too."""
    related = opened.package.relationships(opened.package.main)
    places: dict[str, Place] = {}
    for paragraph in opened.story.paragraphs():
        for piece in paragraph.pieces:
            if piece.kind == "image" and (found := related.get(part_of(piece.value))):
                places.setdefault(found.target, paragraph.span(opened.display))
    for each in attachments(opened.package):
        if each.kind == "external image":
            yield Finding(places.get(each.target, FilePlace(opened.display)), LinkedPicture(each.target))


_FIRST = 40
"""Maximum number of blocks before the text that are searched."""


def mastheads(opened: Opened) -> Iterator[Finding]:
    """Find what makes the file look like a document of the United Nations."""
    told: set[tuple[Masthead, str]] = set()
    for facts, span in (*_at_the_head(opened), *_in_margins(opened)):
        if span.words and (facts, span.words) not in told:  # a file has up to three headers that are alike
            told.add((facts, span.words))
            yield Finding(span, facts)


def _at_the_head(opened: Opened) -> Iterator[tuple[Masthead, Place]]:
    for block in opened.story.blocks[:_FIRST]:
        if isinstance(block, Paragraph):
            if block.is_heading or (block.label and block.item and block.item.style != "bullet"):
                return
            rows = [[block]]
        else:
            rows = [[each for cell in row.cells for each in cell.paragraphs] for row in block.rows]
        for row in rows:
            span = row[0].span(opened.display) if row else FilePlace(opened.display)
            if found := masthead_in(" ".join(each.text.strip() for each in row)):
                yield found, span
            for each in row:
                if any(piece.kind == "image" and is_emblem(piece.text) for piece in each.pieces):
                    yield Emblem(), each.span(opened.display)


def _in_margins(opened: Opened) -> Iterator[tuple[Masthead, Place]]:
    package = opened.package
    for each, root in package.trees(package.main, "header", "footer"):
        span = FilePlace(opened.display, words=said(MARGINS[each.kind]))
        yield from ((found, span) for found in _in_margin(root))


def _in_margin(root: Element) -> Iterator[Masthead]:
    for paragraph in root.iter(W + "p"):
        if found := masthead_in("".join(text.text or "" for text in paragraph.iter(W + "t"))):
            yield found
    for properties in root.iter(WP + "docPr"):
        if is_emblem(properties.get("descr", "")):
            yield Emblem()
