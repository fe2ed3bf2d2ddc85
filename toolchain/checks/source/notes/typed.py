"""Notes that are typed by hand, without a note mark: N109."""

import re
from collections.abc import Iterator

from toolchain.checks import check, reported
from toolchain.checks.source.meant_notes import lists_of_notes
from toolchain.checks.survey import survey
from toolchain.model.diagnostics import Finding
from toolchain.model.expressions import expression
from toolchain.resolve.tables import Resolved
from toolchain.rules.notes import NoteListTyped, NoteNumberTyped, NoteTyped
from toolchain.rules.paragraphs import ParagraphGlued
from toolchain.text.passages import Passage

_NUMBER = expression(r"[\[¹²³⁰⁴-⁹]")
_BRACKETED = expression(r"\[\d{1,3}(?:\s?[,;–-]\s?\d{1,3})*\]")
_YEAR = expression(r"[\[(](?:1[89]|20)\d\d[\])]")
_PINPOINT = expression(r"(?:\bat|\bparas?\.?|§)\s*$|\]\s*(?:,|–|-|and)\s*$", re.IGNORECASE)
_SUPERSCRIPT = expression("[¹²³⁰⁴-⁹]{1,3}(?!\\w)")
_WORD = expression(r"[^\W\d_]{4,}$")
_AFTER = tuple(".,;:!?)]”’»\"'。，；")


@check(NoteTyped)
def note_typed(resolved: Resolved) -> Iterator[Finding]:
    """ "[12]" and "¹²" are ordinary characters: they are not links to notes, they do not change when another
    note is inserted before them, and a list of notes under a heading "Notes" is only text. Notes are not
    checked, because "[12]" in a citation of a judgment is a paragraph. Also not checked are quotations, units
    such as km², and text after a citation by year, as in "[2010] UKSC 12, at [45]".

    Bad:

        1. The Penal Code sets the age at 16.[12] It covers girls only.¹³
                                             ^^^^                      ^^

        # Endnotes {.unnumbered}
        ^^^^^^^^^^^^^^^^^^^^^^^^

        1) Penal Code, art. 375.

    Good:

        1. The Penal Code sets the age at 16.[^age] The district has 12 km², and the Court held in R. v. Jones
             [2006] UKHL 16, at [12] and [13], that “it [3] was so”.

        # Notes on method {.unnumbered}

        We spoke to 12 persons.

        [^age]: R. v. Jones, [12].
    """
    numbers = {each.span.order for each in reported(resolved, ParagraphGlued.rule)}
    for passage in survey(resolved).corpus.matching(_NUMBER):
        if not passage.in_note and not passage.in_quotation:
            yield from (each for each in _in_passage(passage) if each.span.order not in numbers)
    yield from (Finding(heading.span, NoteListTyped()) for heading in lists_of_notes(resolved))


def _in_passage(passage: Passage) -> Iterator[Finding]:
    text = passage.text
    brackets, superscripts = list(_BRACKETED.finditer(text)), list(_SUPERSCRIPT.finditer(text))
    if not brackets and not superscripts:
        return
    year = _YEAR.search(text)
    for found in brackets:
        start = found.start()
        cited = (year and year.start() < start) or _PINPOINT.search(text, max(start - 12, 0), start)
        if not cited and start not in passage.quoted:
            yield _finding(passage, found)
    for found in superscripts:
        before = text[max(found.start() - 4, 0) : found.start()]
        if found.start() not in passage.quoted and (before.endswith(_AFTER) or _WORD.search(before)):
            yield _finding(passage, found)


def _finding(passage: Passage, found: re.Match[str]) -> Finding:
    return Finding(passage.span(*found.span()), NoteNumberTyped(found[0]))
