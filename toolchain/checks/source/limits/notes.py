"""L609: notes that say more than a reference, where the recipient wants only references in notes."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from toolchain import model as m
from toolchain.checks import check
from toolchain.checks.source.limits.places import told
from toolchain.checks.survey import survey
from toolchain.model.diagnostics import Finding
from toolchain.model.expressions import expression
from toolchain.model.languages import primary_subtag
from toolchain.resolve.tables import Resolved
from toolchain.rules.limits import NoteSays
from toolchain.text.passages import Passage

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
