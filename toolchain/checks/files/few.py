"""Report the first findings of each kind, and count the others."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from toolchain.model.diagnostics import Finding
from toolchain.model.facts import Facts, Word
from toolchain.model.places import FilePlace, Place
from toolchain.rules.many import MoreLikeThis

MOST = 5
"""Maximum number of findings of one kind in a file that are reported one by one."""

_PLACES = 12
"""Maximum number of places of the others that are named."""


def few(findings: Iterable[Finding], display: str) -> Iterator[Finding]:
    """Yield the findings of a file: the first ones of each kind, then a count of the others with places."""
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
    """Return the kind of facts: the case, its words, and the cases in it."""
    words = (value for _, value in facts.items() if isinstance(value, (Facts, Word)))
    return (type(facts), *(value if isinstance(value, Word) else type(value) for value in words))


def _where(places: Sequence[Place]) -> str:
    """Return the first lines or names of some places, each once."""
    lines = list(dict.fromkeys(str(each.lines.start) for each in places if each.lines))
    names = lines or list(dict.fromkeys(each.words for each in places if each.words))
    listed = (", " if lines else "; ").join(names[:_PLACES]) + (" …" if len(names) > _PLACES else "")
    return f"{'lines' if len(lines) > 1 else 'line'} {listed}" if lines else listed


def _facts(finding: Finding) -> Facts:
    if isinstance(finding.facts, str):
        raise TypeError(f"a finding of a finished file is a case of a rule: {finding.facts}")
    return finding.facts
