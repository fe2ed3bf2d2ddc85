"""Mutated packages: none brings down the reader, or what is built on it, or takes much memory or no end."""

from __future__ import annotations

import signal
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

import pytest

from tests.support.mutated_packages import mutated
from tests.support.own_process import run_measured
from toolchain.formats.docx.beside import attachments, comments, margins
from toolchain.formats.docx.opened import open_bytes
from toolchain.model.diagnostics import Failure
from toolchain.readers.docx.reader import document_of
from toolchain.word.importing import adopt

MEGABYTES = 500
"""What reading may need, whichever the file."""

SECONDS = 120
"""After so much processor time a file is taken for one without end; each needs a hundredth of a second."""


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


def outcome(seed: int) -> str:
    """What comes of a file: "read", or the code of the reason why not."""
    data = mutated(seed)
    with guarded(seed):
        try:
            opened = open_bytes(data, "report.docx")
            document_of(opened)
            comments(opened)
            margins(opened)
            attachments(opened.package)
            adopt(opened)
        except Failure as refused:
            (defect,) = refused.defects
            return defect.code
    return "read"


def count_outcomes(seeds: range) -> Counter[str]:
    return Counter(map(outcome, seeds))


def try_all(seeds: range) -> None:
    outcomes, memory = run_measured(count_outcomes, seeds)
    assert set(outcomes) == {"read", "S012"}
    assert min(outcomes.values()) * 10 > len(seeds), "the files are all too good, or too bad, to try anything"
    assert memory < MEGABYTES * 1_000_000


def test_no_mutated_package_brings_the_reader_down() -> None:
    try_all(range(300))


@pytest.mark.long
@pytest.mark.parametrize("thousand", range(1, 21))
def test_no_mutated_package_of_twenty_thousand_brings_the_reader_down(thousand: int) -> None:
    try_all(range(thousand * 1000, (thousand + 1) * 1000))
