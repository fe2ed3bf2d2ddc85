"""What is written of a generated source is read as the same tree."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.random.generator.running import BATCH, BATCHES, each_source
from tests.rooms.writers.markdown.test_round_trip import wrong

LONG_BATCHES = (*BATCHES, *range(1_000, 1_090))
LONG_BATCH = 57


def check_generated(seed: int, number: int, *, cited: bool) -> int:
    seen: set[str] = set()

    def test(source: str) -> None:
        seen.add(source)
        assert wrong(source, Path()) == []

    each_source(seed, number, test, cited=cited)
    return len(seen)


@pytest.mark.parametrize("seed", BATCHES[:2])
def test_generated_sources(seed: int) -> None:
    """A third of two batches, of which one cites."""
    assert check_generated(seed, BATCH // 3, cited=seed % 2 == 1) >= BATCH // 3 - 1


@pytest.mark.long
@pytest.mark.parametrize("seed", LONG_BATCHES)
def test_more_generated_sources(seed: int) -> None:
    check_generated(seed, LONG_BATCH, cited=seed % 2 == 1)
