"""Mutated Word files: none brings down what reads, compares, imports or cleans it, or takes much memory."""

from __future__ import annotations

import signal
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import NamedTuple

import pytest

from tests.support.mutated_packages import mutated
from tests.support.own_process import run_measured
from toolchain.compare.proof.found import found
from toolchain.formats.docx.beside import attachments, comments, margins
from toolchain.formats.docx.opened import open_bytes
from toolchain.model.diagnostics import Failure
from toolchain.pipeline.import_word import convert
from toolchain.readers.docx.reader import document_of, read_bytes
from toolchain.word.cleaning import Asked, clean
from toolchain.word.importing import adopt

MEGABYTES = 500
"""What the work may need, whichever the file."""

SECONDS = 120
"""After so much processor time a file is taken for one without end; each needs a hundredth of a second."""


def read_all(data: bytes) -> None:
    """All that can be read of a file."""
    opened = open_bytes(data, "report.docx")
    document_of(opened)
    comments(opened)
    margins(opened)
    attachments(opened.package)
    adopt(opened)


def compare(data: bytes) -> None:
    """What the proof finds in a file."""
    found(read_bytes(data, "report.docx"))


def import_it(data: bytes) -> None:
    """The source that is made of a file, which is read again."""
    convert(data, "draft.docx", Path("report.md"), lambda _: None)


def clean_it(data: bytes) -> None:
    """The file without what nobody sees, which must show the same."""
    clean(data, "report.docx", Asked("accept" if len(data) % 2 else "reject"))


class Tried(NamedTuple):
    """What is done with the files of some seeds."""

    work: Callable[[bytes], None]
    seeds: range


@contextmanager
def guarded(seed: int) -> Iterator[None]:
    """End what takes too long, naming the file."""

    def end(number: int, frame: FrameType | None) -> None:
        raise TimeoutError(f"the file of seed {seed} takes more than {SECONDS} s")

    before = signal.signal(signal.SIGVTALRM, end)
    signal.setitimer(signal.ITIMER_VIRTUAL, SECONDS)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)


def outcome(work: Callable[[bytes], None], seed: int) -> str:
    """What comes of a file: "done", or the codes of the reasons why not."""
    data = mutated(seed)
    with guarded(seed):
        try:
            work(data)
        except Failure as refused:
            return " ".join(sorted({defect.rule.code for defect in refused.findings}))
        except Exception as error:
            error.add_note(f"the file of seed {seed}")
            raise
    return "done"


def count_outcomes(tried: Tried) -> Counter[str]:
    return Counter(outcome(tried.work, seed) for seed in tried.seeds)


@pytest.mark.parametrize(
    ("work", "seeds"),
    [
        (read_all, range(20)),
        (compare, range(200, 210)),
        (import_it, range(308, 313)),
        (clean_it, range(400, 405)),
        *(
            pytest.param(work, range(start, start + step), marks=pytest.mark.long)
            for work, step, starts in (
                (read_all, 1_000, range(1_000, 21_000, 1_000)),
                (compare, 1_000, range(30_000, 38_000, 1_000)),
                (import_it, 300, range(40_000, 41_800, 300)),
                (clean_it, 200, range(50_000, 51_200, 200)),
            )
            for start in starts
        ),
    ],
)
def test_no_mutated_file_brings_it_down(work: Callable[[bytes], None], seeds: range) -> None:
    outcomes, memory = run_measured(count_outcomes, Tried(work, seeds))
    refused = {"S012", "S020", "S021", "S023"}
    assert set(outcomes) - {"done"} <= (refused | {"D906"} if work is clean_it else refused)
    assert min(outcomes["done"], outcomes["S012"]) * 10 > len(seeds), "they are all too good, or too bad"
    assert memory < MEGABYTES * 1_000_000
