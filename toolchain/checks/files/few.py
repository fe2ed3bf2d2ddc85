"""The first findings of each kind, and how many more there are: nobody reads them all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from toolchain.model.diagnostics import Finding
from toolchain.model.facts import Facts, Word
from toolchain.model.places import FilePlace, Place
from toolchain.rules.many import MoreLikeThis

MOST = 5
"""Findings of one kind in one file that are told one by one."""

_PLACES = 12
"""Places of the others that are named."""


def few(findings: Iterable[Finding], display: str) -> Iterator[Finding]:
    """Return the findings of a file, of each kind the first ones; of more, how many and where they are."""
    kinds: dict[object, list[Finding]] = {}
    for each in findings:
        kinds.setdefault((_kind(_facts(each)), each.severity), []).append(each)
    for found in kinds.values():
        told = found if len(found) <= MOST + 1 else found[:MOST]
        yield from (each for each in told)
        if more := found[len(told) :]:
            counted = MoreLikeThis(len(more), _facts(more[-1]))
            place = FilePlace(display, words=_where([each.span for each in more]))
            yield Finding(place, counted, severity=more[-1].severity)


def _kind(facts: Facts) -> tuple[object, ...]:
    """The class of a case, and the words and the classes of the phrases in it."""
    words = (value for _, value in facts.items() if isinstance(value, (Facts, Word)))
    return (type(facts), *(value if isinstance(value, Word) else type(value) for value in words))


def _where(places: Sequence[Place]) -> str:
    """The lines of some places, or what they are called, without a repetition: the first few."""
    lines = list(dict.fromkeys(str(each.lines.start) for each in places if each.lines))
    names = lines or list(dict.fromkeys(each.words for each in places if each.words))
    listed = (", " if lines else "; ").join(names[:_PLACES]) + (" …" if len(names) > _PLACES else "")
    return f"{'lines' if len(lines) > 1 else 'line'} {listed}" if lines else listed


def _facts(finding: Finding) -> Facts:
    if isinstance(finding.facts, str):
        raise TypeError(f"a finding of a finished file is a case of a rule: {finding.facts}")
    return finding.facts
