"""Sources over the whole dialect: no check finds an error in them, and every output of them is proved."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from _pytest.mark import ParameterSet

from tests.random.generator.running import (
    BATCH,
    BATCHES,
    CITED_BATCHES,
    CITED_PDF_BATCHES,
    EPUB_BATCH,
    EPUB_BATCHES,
    LONG_BATCH,
    LONG_BATCHES,
    LONG_CITED_BATCHES,
    LONG_CITED_PDF_BATCHES,
    LONG_PDF_BATCH,
    LONG_PDF_BATCHES,
    PDF_BATCH,
    PDF_BATCHES,
    build_each,
    each_source,
)


def some_of_first(seeds: Sequence[int], batch: int) -> list[ParameterSet]:
    """Return a third of the first batch as a parameter of a test, and all batches as long ones."""
    return [
        pytest.param(seeds[0], batch // 3, id=f"a third of {seeds[0]}"),
        *(pytest.param(seed, batch, id=f"{seed}", marks=pytest.mark.long) for seed in seeds),
    ]


@pytest.mark.parametrize(("seed", "number"), some_of_first([*CITED_BATCHES, *BATCHES], BATCH))
def test_word_files_and_pages(seed: int, number: int) -> None:
    assert build_each(seed, number, "docx", "html") >= number - 1


@pytest.mark.parametrize(("seed", "number"), some_of_first(EPUB_BATCHES, EPUB_BATCH))
def test_books(seed: int, number: int) -> None:
    """A share of them: what is in a book is made as pages are, and read back by the same reader."""
    assert build_each(seed, number, "epub") >= number - 1


@pytest.mark.parametrize(("seed", "number"), some_of_first([*CITED_PDF_BATCHES, *PDF_BATCHES], PDF_BATCH))
def test_pdf_files(seed: int, number: int) -> None:
    assert build_each(seed, number, "pdf") >= number - 1


@pytest.mark.long
@pytest.mark.parametrize("seed", [*LONG_BATCHES, *LONG_CITED_BATCHES])
def test_more_word_files_pages_and_books(seed: int) -> None:
    build_each(seed, LONG_BATCH, "docx", "epub", "html")


@pytest.mark.long
@pytest.mark.parametrize("seed", [*LONG_PDF_BATCHES, *LONG_CITED_PDF_BATCHES])
def test_more_pdf_files(seed: int) -> None:
    build_each(seed, LONG_PDF_BATCH, "pdf")


def test_a_seed_always_gives_the_same_sources() -> None:
    """So what is counted in one test is what is built in others."""
    first: list[str] = []
    second: list[str] = []
    each_source(0, BATCH // 4, first.append)
    each_source(0, BATCH // 4, second.append)
    assert first == second
    assert len(set(first)) >= BATCH // 4 - 1


def test_there_are_enough() -> None:
    assert len(BATCHES) * (BATCH - 1) >= 300
    assert len(EPUB_BATCHES) * (EPUB_BATCH - 1) >= 100
    assert len(PDF_BATCHES) * (PDF_BATCH - 1) >= 30
    assert len(LONG_BATCHES) * (LONG_BATCH - 2) >= 5_000
    assert len(LONG_PDF_BATCHES) * (LONG_PDF_BATCH - 2) >= 300
