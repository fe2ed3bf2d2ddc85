"""What is found again and again in one file is told a few times, and then counted: nobody reads more."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from toolchain.model.diagnostics import Defect, Finding
from toolchain.model.places import FilePlace

MOST = 5
"""Findings of one kind in one file that are told one by one."""
_OWN = re.compile(r"“[^”]*”|\d+|: .*|, beginning with.*|#[0-9a-f]{6}")
"""What is each finding's own in messages of one kind."""


def few(defects: Iterable[Defect], display: str) -> Iterator[Defect]:
    """The defects, of each kind the first ones, and how many more there are."""
    kinds: dict[tuple[str, str, object], list[Defect]] = {}
    for each in defects:
        finding = each.finding
        kinds.setdefault((each.code, _OWN.sub("…", finding.message), finding.severity), []).append(each)
    for found in kinds.values():
        yield from found[:MOST]
        if more := found[MOST:]:
            last = more[-1].finding
            where = f", the last on {last.span.words.partition(',')[0]}" if last.span.words else ""
            some = "one more is" if len(more) == 1 else f"{len(more):,} more are"
            message = f"{some} like this{where}: {last.message}"
            counted = Finding(FilePlace(display), message, last.help, severity=last.severity)
            yield Defect(more[-1].code, counted)
