"""L601 and L609: more words than the recipient accepts, by its own way of counting, or others in notes."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping

from toolchain import model as m
from toolchain.checks import check
from toolchain.checks.source.limits.places import place, source, told
from toolchain.checks.survey import survey
from toolchain.model.diagnostics import Finding
from toolchain.model.expressions import expression
from toolchain.model.facts import WARNING, Word
from toolchain.model.languages import primary_subtag
from toolchain.resolve.tables import Resolved
from toolchain.resolve.word_budget import Budget, weigh
from toolchain.resolve.word_count import count, most_words
from toolchain.rules import limits as cases
from toolchain.rules.limits import NoteSays
from toolchain.text.passages import Passage


@check(cases.Words)
def words(resolved: Resolved) -> Iterator[Finding]:
    """A submission that is too long is sent back, or its end is not read. Each recipient counts in its own
    way: one includes the notes, another excludes annexes. The check follows the profile. If the profile does
    not say whether, for example, headings count, and the result depends on it, this is a warning that says
    so. A word is what Word counts as one: text between two blanks, and each Chinese character. Numbers of
    paragraphs, headings and notes do not count. `submission words` shows where the words are.

    A limit of your own, with its reason, replaces the profile's.

    Bad:

        ---
        title: Sale of children
        lang: en
        limits:
          words: {value: 5, reason: a letter of the secretariat}
                         ^
        ---

        1. The law prohibits the sale of children.

    Good:

        ---
        title: Sale of children
        lang: en
        limits:
          words: {value: 50, reason: a letter of the secretariat}
        ---

        1. The law prohibits the sale of children.
    """
    profile = resolved.settings.profile
    limit = profile.limit("words")
    if limit is None:
        return
    found = survey(resolved)
    cited = (node for node, _ in found.each(m.CitedSource))
    references = len(found.each(m.CrossReference))
    if resolved.document.text and most_words(resolved, cited, references) <= limit.value:
        return
    budget = weigh(count(resolved), profile)
    if budget.over is False:
        return
    span = place(resolved, "limits.words.value")
    if budget.over:
        facts: cases.Words = cases.TooManyWords(
            budget.least,
            budget.least - limit.value,
            limit.value,
            limit.doubt,
            _parts(budget, certain=True),
            Word(limit.remark if limit.of else ""),
            profile.name,
        )
        yield Finding(span, facts, severity=limit.gravity)
    else:
        unsettled = tuple(map(Word, budget.unsettled))
        facts = cases.PerhapsTooManyWords(
            budget.most,
            budget.least,
            unsettled,
            limit.value,
            limit.doubt,
            _parts(budget),
            source(profile),
            profile.name,
        )
        yield Finding(span, facts, severity=WARNING)


def _parts(budget: Budget, *, certain: bool = False) -> tuple[cases.WordsOf, ...]:
    """Return what counts, or may count, by part and kind; the body first."""
    return tuple(
        words_of(Word(share.kind), share.words)
        for part, words_of in _IN.items()
        for share in budget.shares
        if share.part is part and (share.counts if certain else share.counts is not False)
    )


_IN: Mapping[m.Part, Callable[[Word, int], cases.WordsOf]] = {
    m.Part.BODY: cases.WordsOfBody,
    m.Part.ANNEX: cases.WordsOfAnnexes,
    m.Part.COVER: cases.WordsOfCover,
}


_CLAUSE = expression(r"[^\s.;:!?][^.;:!?]*")
_WORD = expression(r"[^\W\d_]+")
_FEWEST = 8
"""Words of a clause that says something; what is shorter may be a title or a remark on a source."""

_VERBS = {
    "en": "is are was were has have had does did can could may might must shall should will would",
    "es": "es son era eran fue fueron ha han había habían debe deben puede pueden será serán está están",
    "fr": "a est sont était étaient ont avait avaient doit doivent peut peuvent sera seront fut furent",
}
_ABOUT_SOURCES = expression(
    r"\b(?:accessed|archiv|available|consult|disponib|file|online|retrieved|tradu|translat|visited)",
    re.IGNORECASE,
)


@check(NoteSays)
def note_says(resolved: Resolved) -> Iterator[Finding]:
    """Where notes do not count towards the limit, they are for references: a text in them looks like an
    attempt to avoid the limit. A note is reported if a clause of eight words or more outside quotation marks
    has a common verb, in English, French and Spanish. Remarks on where a source is available are allowed.

    Bad:

        ---
        title: Sale of children
        lang: en
        profile: upr
        country: Example
        session: 50th
        keywords: [children]
        submitted-by: [{name: Example, contact: {email: a@example.org}}]
        ---

        1. The law prohibits the sale of children.[^law]

        [^law]: Penal Code, section 371. The police have not opened a case under it since 2019.
                                         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^

    Good:

        ---
        title: Sale of children
        lang: en
        profile: upr
        country: Example
        session: 50th
        keywords: [children]
        submitted-by: [{name: Example, contact: {email: a@example.org}}]
        ---

        1. The law prohibits the sale of children, but the police have not opened a case since 2019.[^law]

        [^law]: Penal Code, section 371. The text is available on the pages of the Parliament.
    """
    profile = resolved.settings.profile
    rule = profile.word("notes-for")
    verbs = _VERBS.get(primary_subtag(resolved.settings.lang), "").split()
    if rule is None or not verbs:
        return
    found = survey(resolved)
    for note, _ in found.each(m.Note):
        said = ((each, *clause) for each in found.passages_in(note) for clause in _clauses(each, verbs))
        if clause := next(said, None):
            passage, start, end = clause
            facts = NoteSays(passage.text[start:end], *told(profile, rule))
            yield Finding(passage.span(start, end), facts, severity=rule.gravity)


def _clauses(passage: Passage, verbs: Collection[str]) -> Iterator[tuple[int, int]]:
    """Yield the places of clauses that say something, without what is in quotation marks."""
    for clause in _CLAUSE.finditer(passage.text):
        found = _WORD.finditer(passage.text, *clause.span())
        words = [each[0] for each in found if each.start() not in passage.quoted]
        has_verb = any(word in verbs for word in words)
        if has_verb and len(words) >= _FEWEST and not _ABOUT_SOURCES.search(clause[0]):
            yield clause.start(), clause.start() + len(clause[0].rstrip())
