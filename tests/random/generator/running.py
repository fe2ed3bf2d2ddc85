"""Runs a test over sources that a seed makes: the same ones wherever and whenever it is run."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from unittest import mock

import hypothesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.internal.conjecture import providers
from hypothesis.internal.constants_ast import Constants

from tests.random.generator.counting import count
from tests.random.generator.documents import sources
from tests.random.generator.matrix import GRIDS, Counts
from tests.random.generator.proving import submission_of, unproved

BATCHES = range(16)
"""The seeds of the sources that `make test` builds as DOCX and HTML; of so many sources each:"""
BATCH = 26

EPUB_BATCHES = (*range(200, 204), *range(120, 122))
"""The same of those that it builds as EPUB; the last ones cite."""
EPUB_BATCH = 22

PDF_BATCHES = range(100, 104)
"""The same of those that it builds as PDF."""
PDF_BATCH = 12

LONG_BATCHES = range(1_000, 1_100)
"""The same of the long run: 5,000 sources as DOCX, EPUB and HTML, and some that are the same."""
LONG_BATCH = 56

LONG_PDF_BATCHES = range(2_000, 2_020)
"""The same: 300 as PDF, and some that are the same."""
LONG_PDF_BATCH = 17


CITED_BATCHES = range(16, 28)
"""The seeds of the sources with citations that `make test` builds as DOCX and HTML; of `BATCH` each."""

CITED_PDF_BATCHES = range(110, 112)
"""The same of those that it builds as PDF; of `PDF_BATCH` each."""

LONG_CITED_BATCHES = range(4_000, 4_040)
"""The same of the long run: 2,000 sources as DOCX, EPUB and HTML."""

LONG_CITED_PDF_BATCHES = range(5_000, 5_010)
"""The same: 150 as PDF."""

_CITED = {
    *EPUB_BATCHES[-2:],
    *CITED_BATCHES,
    *CITED_PDF_BATCHES,
    *LONG_CITED_BATCHES,
    *LONG_CITED_PDF_BATCHES,
}


def each_source(
    seed: int, number: int, test: Callable[[str], None], *, shrunk: bool = True, cited: bool | None = None
) -> None:
    """Call `test` with so many sources; where it fails, with smaller ones, to tell of the smallest.

    They cite a bibliography if `cited`, or if not said, if the seed is one of those that do.
    """

    @hypothesis.seed(seed)
    @settings(
        max_examples=number,
        database=None,
        deadline=None,
        phases=[Phase.generate, Phase.shrink] if shrunk else [Phase.generate],
        suppress_health_check=[HealthCheck.too_slow],
    )
    @given(sources(cited=seed in _CITED if cited is None else cited))
    def run(source: str) -> None:
        test(source)

    with _nothing_borrowed():
        run()


@contextmanager
def _nothing_borrowed() -> Iterator[None]:
    """Keep hypothesis from drawing numbers that stand in modules: which are loaded is chance."""
    providers.CONSTANTS_CACHE.cache.clear()
    with mock.patch.object(providers, "_get_local_constants", return_value=Constants()):
        yield
    providers.CONSTANTS_CACHE.cache.clear()


def build_each(seed: int, number: int, *formats: str) -> int:
    """Build the sources of a seed in these formats and prove what comes out; how many different ones.

    Of pages no smaller sources are looked for: that takes long.
    """
    seen: set[str] = set()

    def test(source: str) -> None:
        seen.add(source)
        with submission_of(source) as (submission, errors):
            assert errors == []
            assert unproved(submission, formats) == []

    each_source(seed, number, test, shrunk="pdf" not in formats)
    return len(seen)


def counted(batches: Iterable[int], number: int) -> Counts:
    """How often each cell of the matrix is met in the sources of these seeds."""
    counts: dict[str, Counter[tuple[str, str]]] = {grid.name: Counter() for grid in GRIDS}

    def test(source: str) -> None:
        with submission_of(source) as (submission, errors):
            assert errors == []
            for name, met in count(submission.resolved).items():
                counts[name].update(met)

    for seed in batches:
        each_source(seed, number, test)
    return counts
