"""Correct a source: the smallest edits, each proved by reading the corrected text again.

Rules are applied one after the other, each on the result of those before it, until nothing changes any
more: so a second run changes nothing. `toolchain.editing.fixing.unchanged` says what a rule's edits may
change; edits that would change anything else are omitted, one by one.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from toolchain.checks import reported
from toolchain.checks.engine import NUMBERING
from toolchain.editing.fixing.unchanged import SAME, is_unchanged
from toolchain.model.diagnostics import Diagnostic, Failure
from toolchain.model.facts import Rule, Word
from toolchain.model.records import Record, replace
from toolchain.model.source_text import Plan
from toolchain.resolve.tables import Resolved
from toolchain.rules.notes import NoteNumber
from toolchain.rules.references import ReferenceTyped
from toolchain.rules.structure import FrontMatter

__all__ = ["RULES", "Fixed", "Tools", "can_be_chosen", "fix"]

RULES = tuple(SAME)
"""The rules whose findings are corrected, in this order."""

Group = list[Diagnostic]

_TOGETHER = (NoteNumber.rule,)  # one note gets the former label of another
_ROUNDS = 10
_TRIES = 24  # of edits that changed too much, for each code


class Tools(Record):
    """How to read a text again (raises `Failure`), and the findings of the checks of `RULES`.

    Ignored findings are not included, so they are not corrected.
    """

    read: Callable[[str], Resolved]
    examine: Callable[[Resolved], tuple[Diagnostic, ...]]


class Fixed(Record):
    """The result: the document, the corrected findings at the places they had then, and findings whose edits
    were not made, with the reason.
    """

    resolved: Resolved
    done: tuple[Diagnostic, ...] = ()
    refused: tuple[Diagnostic, ...] = ()
    why: str = Word("its edit would change more than that")


def fix(
    resolved: Resolved, found: tuple[Diagnostic, ...], tools: Tools, only: Diagnostic | None = None
) -> Fixed:
    """Correct everything that can be corrected in `found`, the findings for a document, or only one of them.

    Which numbers and marks are right depends on the language, so a source without a language is not changed.
    """
    if not _language_is_known(resolved):
        refused = tuple(each for each in found if each.rule in RULES and each.finding.edits)
        return Fixed(resolved, (), refused, Word("the front matter does not say its language"))
    if only:
        edits = only.finding.edits or only.finding.offered
        chosen = only._replace(finding=replace(only.finding, edits=edits))
        work = _Work(resolved, tuple(chosen if each is only else each for each in found), tools)
        work.correct(chosen.rule, chosen)
        return Fixed(work.resolved, tuple(work.done), tuple(work.refused))
    work = _Work(resolved, found, tools)
    texts: set[str] = set()
    while len(texts) < _ROUNDS and work.text not in texts:
        texts.add(work.text)
        work.refused = []
        for rule in RULES:
            if rule != ReferenceTyped.rule:
                work.correct(rule)
            elif not any(each.rule in NUMBERING for each in work.done):  # the typed numbers say what is meant
                while work.correct(rule):  # a reference waits for the one that gives its target a label
                    pass
    return Fixed(work.resolved, tuple(work.done), tuple(work.refused))


def can_be_chosen(found: Diagnostic) -> bool:
    """Return whether `fix` can correct a finding that somebody has chosen."""
    return found.rule in RULES and bool(found.finding.edits or found.finding.offered)


def _language_is_known(resolved: Resolved) -> bool:
    document = resolved.document
    place = document.front_matter.places.get("lang")
    wrong = {line for finding in reported(resolved, FrontMatter.rule) for line in finding.span.lines[:1]}
    return place is not None and wrong.isdisjoint(place.lines[:1])


class _Work:
    """A document that is being corrected."""

    def __init__(self, resolved: Resolved, found: tuple[Diagnostic, ...], tools: Tools) -> None:
        self.resolved, self.found, self._tools = resolved, found, tools
        self.done: list[Diagnostic] = []
        self.refused: list[Diagnostic] = []

    @property
    def text(self) -> str:
        return self.resolved.document.text

    def correct(self, rule: Rule, only: Diagnostic | None = None) -> bool:
        """Make as many of a rule's edits as possible, and return whether there were any.

        Overlapping edits wait for the next round.
        """
        plan = Plan(self.text)
        found = [each for each in self.found if each.rule == rule and each.finding.edits]
        groups = [found] if rule in _TOGETHER else [[each] for each in found if only in (None, each)]
        good, fixed = self._largest(
            rule, [group for group in groups if all(plan.add(each.finding.edits) for each in group)]
        )
        if fixed is None:
            return False
        found_now = self._tools.examine(fixed)
        if _count(found_now, rule) < _count(self.found, rule):
            self.resolved, self.found = fixed, found_now
            self.done += good
            return True
        self.refused += good
        return False

    def _largest(self, rule: Rule, groups: list[Group]) -> tuple[Group, Resolved | None]:
        """Return the findings whose edits can be made together, and the document with them.

        It tries all, and if that fails each half, and so on: few steps if few edits are wrong.
        """
        good: Group = []
        best: Resolved | None = None
        parts, tries = [groups] if groups else [], _TRIES
        while parts:
            part = parts.pop()
            wanted = [*good, *(each for group in part for each in group)]
            fixed = self._with(rule, wanted) if tries else None
            if fixed:
                good, best = wanted, fixed
                continue
            tries = max(tries - 1, 0)
            if len(part) > 1 and tries:
                parts += [part[len(part) // 2 :], part[: len(part) // 2]]
            else:
                self.refused += wanted[len(good) :]
        return good, best

    def _with(self, rule: Rule, findings: Group) -> Resolved | None:
        """Return the document with these findings' edits made; None if anything else would change."""
        plan = Plan(self.text)
        if not all(plan.add(each.finding.edits) for each in findings):
            return None
        try:
            fixed = self._tools.read(plan.result())
        except Failure:
            return None
        return fixed if is_unchanged(rule, self.resolved, fixed) else None


def _count(found: Sequence[Diagnostic], rule: Rule) -> int:
    return sum(each.rule == rule for each in found)
