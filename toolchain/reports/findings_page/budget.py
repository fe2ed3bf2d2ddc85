"""The words of a submission by section, as bars against the recipient's limit."""

from __future__ import annotations

from typing import NamedTuple

from toolchain.resolve.tables import Resolved
from toolchain.resolve.word_budget import line, weigh
from toolchain.resolve.word_count import count

WIDTH = 240
"""Of the longest bar, in units of the drawing."""


class Bar(NamedTuple):
    """A section with its words; `width` is its bar's, `level` how deep it stands."""

    name: str
    words: int
    width: float
    level: int


class Chart(NamedTuple):
    """The budget in one line, how much of the limit is used (None without one), a bar for each section."""

    line: str
    limit: int | None
    used: int
    doubt: str
    bars: tuple[Bar, ...]


def chart(resolved: Resolved) -> Chart:
    """The chart of a submission."""
    counted = count(resolved)
    budget = weigh(counted, resolved.settings.profile)
    sections = [section for section in counted.sections if sum(section.words.values())]
    most = max((sum(section.words.values()) for section in sections), default=1)
    bars = tuple(
        Bar(
            f"{section.label} {section.title}".strip() or "Before the first heading",
            words := sum(section.words.values()),
            round(WIDTH * words / most, 1),
            section.heading.level if section.heading else 1,
        )
        for section in sections
    )
    limit = budget.limit
    return Chart(
        line(budget), limit.value if limit else None, budget.most, limit.doubt if limit else "", bars
    )
