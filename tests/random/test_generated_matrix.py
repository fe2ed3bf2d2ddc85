"""Which node is met in which container, in the sources that `make test` builds: printed and complete."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

import pytest

from tests.random.generator.matrix import GRIDS, NOT_ALLOWED, met_against_the_rules, never_met, printed
from tests.random.generator.running import BATCH, BATCHES, CITED_BATCHES, counted


@pytest.mark.long
def test_every_allowed_cell_is_met(record_property: Callable[[str, object], None]) -> None:
    counts = counted([*BATCHES, *CITED_BATCHES], BATCH)
    record_property("matrix", "\n".join(printed(counts)))
    assert met_against_the_rules(counts) == []
    assert never_met(counts) == []


def test_a_cell_that_is_not_met_is_told() -> None:
    counts = {grid.name: Counter[tuple[str, str]]() for grid in GRIDS}
    cells = sum(len(grid.rows) * len(grid.columns) for grid in GRIDS)
    barred = sum(map(len, NOT_ALLOWED.values()))
    assert len(never_met(counts)) == cells - barred
    assert "Blocks in containers: table in note" in never_met(counts)


def test_a_cell_that_must_not_be_met_is_told() -> None:
    counts = {grid.name: Counter[tuple[str, str]]() for grid in GRIDS}
    counts["Blocks in containers"]["heading", "note"] += 1
    counts["Inlines in texts"]["text", "a place that no grid has"] += 1
    assert met_against_the_rules(counts) == [
        "Blocks in containers: heading in note",
        "Inlines in texts: text in a place that no grid has",
    ]
    assert "heading" in "\n".join(printed(counts))
