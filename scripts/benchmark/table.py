"""The figures as tables in Markdown, the bar beside each."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from scripts.benchmark.contests import LARGE, SMALL, Contest
from scripts.benchmark.measure import Turns

GROWTH, MEMORY = 11.0, 300.0
"""The bars of check, DOCX and HTML: growth from the small size to the large, and memory in MB."""


class Result(NamedTuple):
    """What a contest took at one size, in so many runs."""

    contest: Contest
    size: str
    runs: int
    turns: Turns


def row(result: Result) -> str:
    """The line of one result."""
    ours, theirs, ratio = result.turns
    memory = f"{ours.megabytes:,.0f} | {theirs.megabytes:,.0f}"
    verdict = _verdict(ratio, result.contest.bars.get(result.size))
    times = f"{ours.seconds:.2f} | {theirs.seconds:.2f} | {ratio:.2f} | {verdict}"
    return f"| {result.contest.name} | {result.size} | {result.runs} | {times} | {memory} |"


HEADER = """\
| what | size | runs | ours, s | theirs, s | ratio | bar | ours, MB | theirs, MB |
| --- | --- | --- | --- | --- | --- | --- | --- | --- |"""


def growth_table(results: Sequence[Result]) -> Iterator[str]:
    """How time grows from the small size to the large, and the memory that it takes there."""
    yield "| what | ours | theirs | bar | MB of ours | bar |"
    yield "| --- | --- | --- | --- | --- | --- |"
    small, large = (_at(results, size) for size in (SMALL, LARGE))
    for name, least in small.items():
        if name in large:
            yield _growth(least, large[name])


def _growth(small: Result, large: Result) -> str:
    contest, (one, other, _), (most, others, _) = small.contest, small.turns, large.turns
    ours, theirs, megabytes = most.seconds / one.seconds, others.seconds / other.seconds, most.megabytes
    grown = GROWTH if contest.bounded else theirs if contest.no_worse else None
    memory = MEMORY if contest.bounded else others.megabytes if contest.no_worse else None
    times = f"{ours:.1f} | {theirs:.1f} | {_verdict(ours, grown)}"
    return f"| {contest.name} | {times} | {megabytes:,.0f} | {_verdict(megabytes, memory)} |"


def _at(results: Sequence[Result], size: str) -> Mapping[str, Result]:
    return {result.contest.name: result for result in results if result.size == size}


def _verdict(figure: float, bar: float | None) -> str:
    if bar is None:
        return ""
    return f"≤ {bar:,.4g} {'reached' if figure <= bar else '**missed**'}"
