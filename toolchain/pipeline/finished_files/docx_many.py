"""What is found again and again in one file is told so often as somebody reads, and then counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace

from toolchain.model.diagnostics import Diagnostic, Finding, Severity
from toolchain.model.places import FilePlace
from toolchain.rules.many import MoreLikeThis, Said

MOST = 20
"""Findings of one code in one file that are told one by one. Errors are told all."""


def first_of_each(told: Iterable[Diagnostic], display: str) -> Iterator[Diagnostic]:
    """The findings, of each code that is no error the first ones, and how many more there are."""
    seen: Counter[str] = Counter()
    last: dict[str, Diagnostic] = {}
    for each in told:
        seen[each.code] += each.severity < Severity.ERROR
        last[each.code] = each
        if each.severity >= Severity.ERROR or seen[each.code] <= MOST:
            yield each
    for code, times in seen.items():
        if times > MOST:
            finding = last[code].finding
            facts = Said(finding.facts, finding.advice) if isinstance(finding.facts, str) else finding.facts
            more = Finding(FilePlace(display), MoreLikeThis(times - MOST, facts))
            yield replace(last[code], finding=more)
