"""List what a Word file shows otherwise than the merged source, and no listed edit explains."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from toolchain import model as m
from toolchain.editing.merging.cover import strings_in
from toolchain.editing.merging.tasks import Listed, Task
from toolchain.editing.merging.units import Unit
from toolchain.law.symbols import PATTERN
from toolchain.model.diagnostics import Finding
from toolchain.model.places import FilePlace
from toolchain.rules.differences import (
    AndSoOn,
    LinkAdded,
    LinkLeads,
    LinkMissing,
    NotInContents,
    NumberAdded,
    NumberDiffers,
    NumberInWord,
    WordsDiffer,
)
from toolchain.rules.outputs import NotProved
from toolchain.rules.outputs_docx import DocxFieldStale
from toolchain.rules.proof import CoverLacks

_TELLING = 12
"""The fewest letters by which a text is known as a part of another."""

_BETWEEN_MARKS = re.compile(r"(?<=\])\W*(?=\[)")


class Explained:
    """The places and texts of a file that are known to differ from the merged source."""

    def __init__(self, shown: m.Document, tasks: Sequence[Task], texts: Iterable[str]) -> None:
        self._counted_anew = bool(tasks)
        changed = (unit for task in tasks for unit in (*task.theirs, *task.base))
        self._headings = {_letters(unit.words) for unit in changed if isinstance(unit.node, m.Heading)}
        tasks = [task for task in tasks if task.why]
        units = [unit for task in tasks for unit in task.theirs]
        self._blocks = {block for unit in units for block in _blocks(unit)}
        self._places = {task.place for task in tasks}
        stale = (each.span for each in shown.defects if each.rule == DocxFieldStale.rule)
        self._stale = {each.words for each in stale if isinstance(each, FilePlace)}
        words = [unit.words for task in tasks for unit in (*task.theirs, *task.base)]
        self._texts = {letters for text in (*words, *texts) if (letters := _letters(text))}

    def has(self, finding: Finding) -> bool:
        """Return whether a difference is at such a place, of such words, or in a number that was moved."""
        place, facts = finding.span, finding.facts
        words = place.words if isinstance(place, FilePlace) else ""
        if (isinstance(place, FilePlace) and place.block in self._blocks) or words in self._places:
            return True
        while isinstance(facts, NumberInWord | AndSoOn):
            facts = facts.difference if isinstance(facts, NumberInWord) else facts.first
        if isinstance(facts, LinkLeads | LinkMissing | LinkAdded) and PATTERN.fullmatch(facts.words):
            return True  # building makes the links of symbols again
        if isinstance(facts, NumberDiffers | NumberAdded):
            return self._counted_anew or bool(self._texts)
        stale = self._counted_anew or words in self._stale
        if isinstance(facts, WordsDiffer) and _is_worked_out(facts, stale=stale):
            return True
        said = {letters for text in strings_in(facts) if (letters := _letters(text))}
        if (
            isinstance(facts, CoverLacks | NotInContents) or words == "the contents"
        ) and said & self._headings:
            return True  # the contents of the file have the old words of a heading until they are made again
        return bool(said & self._texts) or any(
            each in text or text in each
            for each in said
            for text in self._texts
            if min(len(each), len(text)) >= _TELLING
        )


def remaining(findings: Iterable[Finding], shown: m.Document, explained: Explained) -> Iterator[Listed]:
    """Yield the differences that are not explained, each at its place in the file, without faults of the
    file alone.
    """
    faults = set(map(id, shown.defects))
    for each in findings:
        if id(each) not in faults and each.rule != NotProved.rule and not explained.has(each):
            words = each.span.words if isinstance(each.span, FilePlace) else ""
            yield Listed(words or "the file", 0, each.facts)


def _is_worked_out(facts: WordsDiffer, *, stale: bool) -> bool:
    """Return whether texts differ only by the separator of two marks, or by numbers that are stale."""
    texts = (facts.shown, facts.text)
    one, other = map(_letters, texts) if stale else (_BETWEEN_MARKS.sub("", each) for each in texts)
    return one == other


def _blocks(unit: Unit) -> Iterator[int]:
    return (each.node.span.block for each in (unit, *unit.inner) if isinstance(each.node.span, FilePlace))


def _letters(text: str) -> str:
    return "".join(filter(str.isalpha, text)).casefold()
