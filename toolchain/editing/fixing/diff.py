"""Print the difference made by a fix as a unified diff, for `patch` and `git apply`.

Lines that are unique in each text, in the same order, are unchanged (Bram Cohen's patience diff). Between
these, a fix changes lines and adds blank ones or a few others, so both texts are compared in one pass.
Anything else gives a longer difference, which is still correct.
"""

from __future__ import annotations

import re
from bisect import bisect
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple

CONTEXT = 3
"""Unchanged lines shown around a change."""

_AHEAD = 4
"""How far an old line is looked for behind new ones."""

_LINE = re.compile(r"[^\n]*\n|[^\n]+")
_NO_END = "\n\\ No newline at end of file\n"


class _Step(NamedTuple):
    """A line of the difference: unchanged " ", deleted "-" or added "+"."""

    sign: str
    text: str


def unified(before: str, after: str, path: str) -> str:
    """Return the difference between two versions of the file at `path`, or ""."""
    steps = list(_steps(_LINE.findall(before), _LINE.findall(after)))
    old, new = (list(accumulate((step.sign in signs for step in steps), initial=0)) for signs in (" -", " +"))
    hunks = [_shown(steps, span, old, new) for span in _ranges(steps)]
    return "".join([f"--- {path}\n+++ {path}\n", *hunks]) if hunks else ""


def _steps(old: Sequence[str], new: Sequence[str]) -> Iterator[_Step]:
    """Yield all lines of both texts."""
    i = j = 0
    for to_old, to_new in _still(old, new):
        yield from _between(old[i:to_old], new[j:to_new])
        yield _Step(" ", old[to_old])
        i, j = to_old + 1, to_new + 1
    yield from _between(old[i:], new[j:])


def _still(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int]]:
    """Return the longest series of lines that are unique in both texts, by their numbers, ascending in
    both.
    """
    often, now = Counter(old), Counter(new)
    number = {line: j for j, line in enumerate(new) if now[line] == 1}
    pairs = [(i, number[line]) for i, line in enumerate(old) if line in number and often[line] == 1]
    ends: list[int] = []  # for the best series of each length: its last number in `new`
    last: list[int] = []  # and its pair
    before: list[int] = []  # of each pair: the one before it in its series
    for here, (_, j) in enumerate(pairs):
        length = bisect(ends, j)
        before.append(last[length - 1] if length else -1)
        ends[length : length + 1], last[length : length + 1] = [j], [here]
    found = []
    here = last[-1] if last else -1
    while here >= 0:
        found.append(pairs[here])
        here = before[here]
    return found[::-1]


def _between(old: Sequence[str], new: Sequence[str]) -> Iterator[_Step]:
    """Yield all lines of two stretches; in a run of changed lines the old ones come first."""
    taken: list[_Step] = []
    put: list[_Step] = []
    i = j = 0
    while i < len(old) or j < len(new):
        if i < len(old) and j < len(new) and old[i] == new[j]:
            yield from (*taken, *put, _Step(" ", old[i]))
            taken, put = [], []
            i, j = i + 1, j + 1
            continue
        added = j < len(new) and (i == len(old) or _is_added(old[i], new[j : j + _AHEAD]))
        if not added:
            taken.append(_Step("-", old[i]))
            i += 1
        if j < len(new):
            put.append(_Step("+", new[j]))
            j += 1
    yield from (*taken, *put)


def _is_added(old: str, new: Sequence[str]) -> bool:
    """Return whether the first of some new lines is blank, or the old one follows it."""
    return bool(old.strip()) and (not new[0].strip() or old in new[1:])


def _ranges(steps: Sequence[_Step]) -> Iterator[tuple[int, int]]:
    """Yield the ranges of hunks: changes with their context, nearby ones together."""
    start = end = -1
    for number, step in enumerate(steps):
        if step.sign == " ":
            continue
        if start >= 0 and number > end + CONTEXT:
            yield start, end
            start = -1
        if start < 0:
            start = max(number - CONTEXT, 0)
        end = min(number + 1 + CONTEXT, len(steps))
    if start >= 0:
        yield start, end


def _shown(steps: Sequence[_Step], span: tuple[int, int], old: Sequence[int], new: Sequence[int]) -> str:
    """Return a hunk; `old` and `new` are the numbers of lines of each text before each step."""
    start, end = span
    lines = (
        f"{sign}{text}" if text.endswith("\n") else f"{sign}{text}{_NO_END}"
        for sign, text in steps[start:end]
    )
    return f"@@ -{_range(old, start, end)} +{_range(new, start, end)} @@\n" + "".join(lines)


def _range(before: Sequence[int], start: int, end: int) -> str:
    """Return the range of a hunk in one of the texts: "12,7", or "11,0" after line 11."""
    length = before[end] - before[start]
    return f"{before[start] + 1 if length else before[start]},{length}"
