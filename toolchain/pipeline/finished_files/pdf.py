"""Check a PDF from any program by itself: what is wrong in the file, and what its readers need to hear.

One that is tagged is read by its tags, so that each finding has its place. Of one without tags that is said,
once, and what can be said without an order of its text.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import Any

from toolchain.checks import engine
from toolchain.checks.files import draft
from toolchain.checks.files.pdf import tags
from toolchain.checks.files.pdf.leavings import of_the_making, of_what_is_active
from toolchain.checks.files.pdf.personal import of_persons
from toolchain.checks.files.pdf.seen import of_what_is_seen
from toolchain.checks.files.pdf.standards import of_the_standards
from toolchain.checks.files.tongue import other_language
from toolchain.formats.pdf.content import marked_content
from toolchain.formats.pdf.faults import file_faults
from toolchain.formats.pdf.file import opened
from toolchain.formats.pdf.navigation import Ways, follows_headings, is_of_outline, outline_faults
from toolchain.formats.pdf.outline import outline
from toolchain.formats.pdf.outline import pages as all_pages
from toolchain.formats.pdf.page_items import Area, Text
from toolchain.formats.pdf.painting import Painting
from toolchain.formats.pdf.parts import Places, Scan
from toolchain.formats.pdf.runs import Marked
from toolchain.formats.pdf.scan import scan
from toolchain.formats.pdf.targets import Targets
from toolchain.model.diagnostics import Diagnostic, Failure, FilePlace, Finding, Severity, page_words
from toolchain.model.facts import Word
from toolchain.model.records import replace
from toolchain.pipeline import stages as pipeline
from toolchain.plugins import registry as plugins
from toolchain.project.settings import Options
from toolchain.readers.pdf.build import Built, build
from toolchain.rules.accessibility import LinkText
from toolchain.rules.files_pdf import HiddenNotLookedFor, NoPages
from toolchain.rules.outputs_pdf import NoOutline, NotMarkedAsTagged

_LONG, _SHORT = 20, 5
"""Pages from which a file without an outline is an error, and those up to which it needs none."""
Pages = Sequence[Sequence[Text | Area]]


def examine_file(data: bytes, display: str, options: Options) -> tuple[Diagnostic, ...]:
    """Return all that is found in a PDF's bytes. Raise `Failure` (S012, S020, S021)."""
    ours = plugins.our_checks()
    with opened(data, display) as pdf:
        if not len(pdf.pages):
            raise Failure.of(display, NoPages())
        painting = Painting()
        read: Built | None = None
        if tags.is_tagged(pdf):
            read = build(pdf, scan(pdf, display, painting), display)
            of_the_file = _of_a_tagged(read, len(pdf.pages))
        else:
            marked = marked_content(pdf.pages, right_to_left=False, painting=painting)
            of_the_file = _of_an_untagged(pdf, marked, painting.pages, display)
        pages = painting.pages
        texts = tuple(chain(_shown(pages), _read(read) if read else ()))
        found = [
            *of_the_file,
            *draft.in_pdf(pages, display),
            *tags.of_the_unreadable(pages, display, tagged=read is not None),
            *tags.of_the_title(pdf, display),
            *_of_the_language(pdf, texts, display),
            *of_what_is_seen(pdf, pages, display),
            *_not_looked_at(painting.ended, display),
            *of_what_is_active(pdf, display),
            *of_the_making(pdf, data, display),
            *of_persons(pdf, texts, pages, display),
            *of_the_standards(pdf, data, display),
        ]
    told = engine.diagnose(found, ours)
    more = _of_the_text(read, display, options) if read else ()
    return tuple(sorted((*told, *more), key=lambda each: each.sort_key))


def _of_a_tagged(read: Built, count: int) -> Iterator[Finding]:
    """What is wrong with the file and its tags.

    A short one needs no outline; and one with other entries than the headings is nobody's mistake.
    """
    loose = not follows_headings(read.ways)
    for defect in read.document.defects:
        if loose and is_of_outline(defect):
            continue
        if not isinstance(defect.facts, NoOutline) or count > _LONG:
            yield defect
        elif count > _SHORT:
            yield replace(defect, severity=Severity.WARNING)
    yield from tags.of_the_tags(read.ways)


def _of_the_language(pdf: Any, texts: Iterable[str], display: str) -> Iterator[Finding]:
    """A language that the file says and its words are not in."""
    lang = str(pdf.Root.get("/Lang", "")).strip()
    if lang and (facts := other_language(lang, " ".join(texts), Word("the PDF"))):
        yield Finding(FilePlace(display), facts)


def _of_an_untagged(pdf: Any, marked: Marked, pages: Pages, display: str) -> Iterator[Finding]:
    """What is wrong with a file, without a word on the order of its text."""
    yield from tags.of_the_untagged(pages, display)
    for defect in file_faults(pdf, marked.fonts, display):
        if not isinstance(defect.facts, NotMarkedAsTagged):  # which has been said
            yield defect
    targets = Targets(pdf)
    entries = list(outline(pdf, targets))
    empty = Scan([], marked, {}, {}, entries, all_pages(pdf))
    ways = Ways(empty, Places(()), {}, display, {})
    yield from (defect for defect in outline_faults(ways) if not is_of_outline(defect))


def _not_looked_at(page: int, display: str) -> Iterator[Finding]:
    """What is said of a file that paints more than is looked at, as large maps do."""
    if page:
        place = FilePlace(display, words=page_words(page))
        yield Finding(place, HiddenNotLookedFor(), severity=Severity.INFORMATION)


def _of_the_text(read: Built, display: str, options: Options) -> tuple[Diagnostic, ...]:
    """What the checks of sources find that apply here."""
    document = replace(read.document, defects=())
    submitted = pipeline.submission(Path(display), document, options)
    checks = [check for check in plugins.our_checks() if check.rule == LinkText.rule]
    found = engine.run(submitted.resolved, checks, submitted.project.profile.severities)
    told = (each.finding for each in found if not _on_cover(each.finding, read))
    return engine.diagnose(told, plugins.our_checks())


def _on_cover(finding: Finding, read: Built) -> bool:
    """Return whether a finding is on the cover, where organizations write their addresses as they like."""
    at = finding.span.block - 1
    parts = read.ways.scan.parts
    return 0 <= at < len(parts) and parts[at].cover


def _shown(pages: Pages) -> Iterator[str]:
    return ("".join(each.signs) for page in pages for each in page if isinstance(each, Text))


def _read(read: Built) -> Iterator[str]:
    return (run.text for part in read.ways.scan.parts for piece in part.pieces for run in piece.runs)
