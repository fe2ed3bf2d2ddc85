"""Check a Word file by itself: faults of the file, and findings of the checks in its text.

It is converted as `submission import` converts it, so that the checks of sources run on it, with the
places of the file. Checks that apply only to a source are left out.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import takewhile
from pathlib import Path
from typing import TypeAlias

from toolchain import model as m
from toolchain.checks import engine
from toolchain.checks.files import draft
from toolchain.checks.files.docx.finished import is_marked, of_the_file, unmarked_headings
from toolchain.checks.files.docx.places import Words
from toolchain.checks.survey import survey
from toolchain.formats.docx.opened import Opened
from toolchain.formats.docx.story import Block, Paragraph, Table
from toolchain.formats.needs import OPENXML_AUDIT
from toolchain.model.diagnostics import Diagnostic, Failure, FilePlace, Finding
from toolchain.model.facts import Facts, Word
from toolchain.model.forms import number_in
from toolchain.model.records import replace
from toolchain.pipeline import stages as pipeline
from toolchain.plugins import registry as plugins
from toolchain.project.settings import Options
from toolchain.readers.docx.cover import is_before_text, is_short
from toolchain.resolve.tables import Resolved
from toolchain.rules import (
    accessibility,
    confidentiality,
    law,
    limits,
    notes,
    outputs_docx,
    paragraphs,
    references,
    sources,
    structure,
)
from toolchain.rules.files_docx import PartUnreadable

_OF_THE_TEXT = frozenset(case.rule for case in (
    structure.HeadingStep, structure.HeadingAlone, structure.EmptyBlock, structure.Placeholder,
    paragraphs.ParagraphNumber, paragraphs.ParagraphUnnumbered, paragraphs.SubParagraphAlone,
    paragraphs.SubParagraphNumber, paragraphs.SubParagraphTyped, paragraphs.SubParagraphForm,
    notes.NoteEmpty, notes.NoteInHeading, notes.NoteSameText, notes.NoteTyped, notes.NoteIbid,
    notes.NoteMarkPlace, notes.NoteMarkSeparator, notes.NoteClosingStop,
    references.ReferenceTyped, references.ReferenceOutOfRange, references.ReferenceDirection,
    references.ReferenceRange,
    accessibility.AltText, accessibility.TableHeader, accessibility.LinkText, accessibility.LanguageChange,
    sources.ShortForm, limits.Words, limits.Language,
    law.Article, law.TreatyName, law.TreatyForms, law.Symbol, law.GeneralComment, law.SymbolLink,
    confidentiality.PersonsData, confidentiality.AddressTraces,
))  # fmt: skip
"""The checks of sources that apply to a Word file; of the others a source alone has the means to be wrong."""

_NUMBERS = (paragraphs.ParagraphNumber.rule, paragraphs.SubParagraphNumber.rule)
"""Where Word has numbered these itself, Word shows another number (D902)."""

_OF_COUNTED = (
    *_NUMBERS, paragraphs.ParagraphUnnumbered.rule, paragraphs.SubParagraphAlone.rule,
    paragraphs.SubParagraphForm.rule, references.ReferenceOutOfRange.rule,
)  # fmt: skip
"""What is said of texts only that number their paragraphs through."""

_FIELDS = (outputs_docx.DocxFieldTarget.rule, outputs_docx.DocxFieldStale.rule)
_TYPED = (
    notes.NoteTyped.rule, references.ReferenceTyped.rule, references.ReferenceOutOfRange.rule,
    references.ReferenceDirection.rule, references.ReferenceRange.rule,
)  # fmt: skip
"""What a field that leads nowhere would be taken for, since only its words are left."""


def shown(data: bytes, display: str) -> tuple[m.Document, Sequence[Finding]]:
    """Return what a file shows, and the mark of a draft. Raise `Failure` (S012, S020, S021, S023)."""
    from toolchain.formats.docx.opened import open_bytes
    from toolchain.readers.docx.reader import document_of

    opened = open_bytes(data, display)
    return document_of(opened), tuple(draft.in_docx(opened))


def examine_file(data: bytes, display: str, options: Options) -> tuple[Diagnostic, ...]:
    """Return all findings in the bytes of a Word file, D910 at the end. Raise `Failure`, as `shown` does."""
    found = sorted(examine(data, display, options), key=lambda each: each.sort_key)
    return (*found, *_against_schema(data, display))


def _against_schema(data: bytes, display: str) -> tuple[Diagnostic, ...]:
    """Return the violations of the schema in all parts (D910); none without the library."""
    from toolchain.checks.files.docx import schema
    from toolchain.formats.docx.package import Package

    if not OPENXML_AUDIT.find():
        return ()
    try:
        package = Package(data, display)
        for name in package.names():
            if name.endswith((".xml", ".rels")):
                package.tree(name)  # within our limits, before a library reads it that has none
        defects = tuple(schema.schema_defects(data, display))
    except Failure as error:
        defects = tuple(replace(each, facts=PartUnreadable(each.facts)) for each in error.findings)
    return engine.diagnose(defects, plugins.our_checks())


def examine(data: bytes, display: str, options: Options) -> tuple[Diagnostic, ...]:
    """Return all findings in the bytes of a Word file except D910. Raise `Failure`, as `open_bytes` does."""
    from toolchain.formats.docx.opened import open_bytes
    from toolchain.readers.docx.reader import defects
    from toolchain.word.importing import adopt

    opened = open_bytes(data, display)
    wrong = defects(opened)  # before adopting takes typed numbers and marks out of the text
    unmarked = tuple(unmarked_headings(opened))  # before adopting makes headings of them
    labels = {each.block: each.label.strip() for each in opened.paragraphs() if each.label}
    typed = {each.block: label for each in opened.paragraphs() if (label := each.typed_label)}
    places = {each.block: each.place for each in opened.paragraphs()}
    adopted = replace(adopt(opened, live=False).document, defects=())
    submitted = pipeline.submission(Path(display), adopted, options)
    resolved, severities = submitted.resolved, submitted.project.profile.severities
    ours = plugins.our_checks()
    counted = _are_counted(resolved, _plain_texts(opened.story.blocks))
    found = [
        *engine.run(resolved, [each for each in ours if each.rule in _OF_THE_TEXT], severities),
        *engine.diagnose(_typed_letters(resolved, typed) if counted else (), ours, severities),
    ]
    meant = _meant(found, wrong, opened, _first_wrong(resolved) if counted else None)
    told = (
        *engine.diagnose([*wrong, *unmarked, *of_the_file(opened), *draft.in_docx(opened)], ours, severities),
        *_as_word_users_know_it(meant, labels),
    )
    words = Words(opened, places)
    return tuple(each._replace(finding=words.added(each.finding)) for each in told)


def _meant(
    found: Sequence[Diagnostic], wrong: Sequence[Finding], opened: Opened, first: Collection[int] | None
) -> list[Diagnostic]:
    """Return the findings without repetitions and without those that do not apply to this file.

    `first` are the paragraphs where wrong numbers begin; None for a text that does not number them.
    """
    broken = {each.span.block for each in wrong if each.rule in _FIELDS}
    unmarked = {each.block for each in opened.story.blocks if isinstance(each, Table) and not is_marked(each)}
    headings = {each.block for each in opened.paragraphs() if each.is_heading}
    listed = _typed_lists(found, opened)
    kept = []
    for each in found:
        at = each.finding.span.block
        left_out = (
            (each.rule in _OF_COUNTED and (first is None or at in listed))
            or (each.rule in _NUMBERS and at not in (first or ()))
            or (each.rule in _TYPED and at in broken)
            or (each.rule == notes.NoteTyped.rule and at in listed)
            or (each.rule == accessibility.TableHeader.rule and at in unmarked)
            or (each.rule == references.ReferenceTyped.rule and at in headings)  # “Section 1” names itself
            or (each.rule == confidentiality.PersonsData.rule and at < min(headings, default=0))  # contacts
        )
        if not left_out:
            kept.append(each)
    return kept


def _typed_lists(found: Sequence[Diagnostic], opened: Opened) -> frozenset[int]:
    """Return the blocks of the paragraphs in typed lists of notes (N109)."""
    headings = {
        each.finding.span.block for each in found if isinstance(each.finding.facts, notes.NoteListTyped)
    }
    under: set[int] = set()
    inside = False
    for each in opened.story.blocks:
        if isinstance(each, Paragraph) and each.is_heading:
            inside = each.block in headings
        elif inside:
            under.add(each.block)
    return frozenset(under)


def _as_word_users_know_it(found: Sequence[Diagnostic], labels: Mapping[int, str]) -> Iterator[Diagnostic]:
    """Yield the findings in terms of Word, where numbers are computed and not typed.

    `labels` are those numbers by the blocks of their paragraphs.
    """
    for each in found:
        finding = each.finding
        severity = each.severity
        label = labels.get(finding.span.block, "")
        if label and each.rule in _NUMBERS:
            if not _counts_one_level(label):
                continue
            finding = replace(finding, facts=_drift(label, finding.facts))
            severity = finding.rule.severity
        # Of the whole file a source has a line, which a Word file has not.
        span = finding.span if finding.span.words else FilePlace(finding.span.path)
        finding = replace(finding, span=span, edits=())
        yield Diagnostic(finding, severity)


def _drift(shown: str, facts: Facts) -> Facts:
    """Return the facts of a wrong number: the one that Word shows, and the right one."""
    match facts:
        case paragraphs.WrongNumber() | paragraphs.WrongNumberInAnnex():
            return outputs_docx.WordShowsOther(shown, facts.series, f"{facts.number}")
        case paragraphs.SubParagraphNumber():
            return outputs_docx.WordShowsOther(shown, Word("sub-paragraph"), facts.number)
    raise TypeError(f"no number is wrong in {facts!r}")


_BESIDE = ("title", "cover", "contents", "notes", "caption", "code", "quotation")
"""Roles of styles whose paragraphs have no number anywhere."""

Counted: TypeAlias = m.NumberedParagraph | m.SubParagraph

_FEWEST = 6
"""Numbered paragraphs that a text has which numbers its paragraphs."""

_FEW, _SECTION = 3, 15
"""Paragraphs under one number 1: fewer are a list of their own, and not many more are a section or article
where there are several that count their own.
"""


def _are_counted(resolved: Resolved, plain: int) -> bool:
    """Return whether a text numbers its paragraphs in sequence, unlike a letter or a form with lists.

    No more paragraphs have no number, the `plain` ones, than have one, and they do not begin again and again
    with 1.
    """
    numbered = [each for each, _ in survey(resolved).each(m.NumberedParagraph)]
    if len(numbered) < max(_FEWEST, plain):
        return False
    again = sum(_shift(each, resolved) != 0 and each.typed.text == "1" for each in numbered)
    if len(numbered) < _FEW * (again + 1):
        return False
    return again < _FEW or len(numbered) > _SECTION * again


def _plain_texts(blocks: Sequence[Block]) -> int:
    """Return how many paragraphs of text have no number; the lines of a first page are none."""
    opening = len(list(takewhile(is_before_text, blocks)))
    return sum(_is_plain(each, first=at < opening) for at, each in enumerate(blocks))


def _is_plain(block: Block, *, first: bool) -> bool:
    if not isinstance(block, Paragraph) or block.is_heading or block.contents or block.label:
        return False
    line = block.typed_label or not block.text.strip() or (first and is_short(block.text))
    return block.style.role not in _BESIDE and not line


def _first_wrong(resolved: Resolved) -> frozenset[int]:
    """Return the blocks of the paragraphs and sub-paragraphs where wrong numbers begin.

    Later numbers that are wrong by the same amount follow from these, and are not reported.
    """
    found = survey(resolved)
    runs: list[Sequence[Counted]] = [[each for each, _ in found.each(m.NumberedParagraph)]]
    runs += [each.items for each, _ in found.each(m.SubParagraphs)]
    return frozenset(block for run in runs for block in _jumps(run, resolved))


def _counts_one_level(label: str) -> bool:
    """Whether a list's number is one of ours: "12." or "(b)", and no "3.1", "II" or "①"."""
    sign = number_in(label).strip("().[] \t\u00a0")
    return sign.isdecimal() or (sign.isalpha() and not sign.isupper())


def _typed_letters(resolved: Resolved, typed: Mapping[int, str]) -> Iterator[Finding]:
    """P106, once: sub-paragraphs whose letters are typed; `typed` has labels by the blocks of paragraphs."""
    found = [
        each.typed.span
        for items, _ in survey(resolved).each(m.SubParagraphs)
        for each in items.items[:1]
        if each.typed.span.block in typed
    ]
    if found:
        yield Finding(
            found[0], paragraphs.LetterTypedInWord(typed[found[0].block], others=len(found) - 1 or None)
        )


def _jumps(run: Iterable[Counted], resolved: Resolved) -> Iterator[int]:
    before = 0
    for each in run:
        shift = _shift(each, resolved)
        if shift != before:
            yield each.typed.span.block
        before = shift


def _shift(paragraph: Counted, resolved: Resolved) -> int:
    """By how much a number is too high."""
    number, typed = resolved.numbers.get(paragraph), paragraph.typed.text
    return int(typed) - number.value if number and typed.isdecimal() else 0
