"""L601: more words than the recipient accepts, by its own way of counting."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from toolchain import model as m
from toolchain.checks import check
from toolchain.checks.source.limits.places import place, source
from toolchain.checks.survey import survey
from toolchain.model.diagnostics import Finding
from toolchain.model.facts import WARNING, Word
from toolchain.resolve.tables import Resolved
from toolchain.resolve.word_budget import Budget, weigh
from toolchain.resolve.word_count import count, most_words
from toolchain.rules import limits as cases


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
        )
        yield Finding(span, facts, severity=limit.gravity)
    else:
        unsettled = tuple(map(Word, budget.unsettled))
        facts = cases.PerhapsTooManyWords(
            budget.most, budget.least, unsettled, limit.value, limit.doubt, _parts(budget), source(profile)
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
