"""What `check --fix` does to generated sources, whose numbers are mostly false: all comes right at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.random.generator.proving import NOT_PRINTED, in_folder
from tests.random.generator.running import BATCH, each_source
from tests.random.test_fixing_properties import CLAIMS, written
from tests.rooms.checks.test_edits import shape
from tests.support.fixing import fix, found, silent
from toolchain.model.diagnostics import Severity
from toolchain.pipeline import stages as pipeline
from toolchain.project.settings import Options

FEW = 4


def _tree(path: Path) -> object:
    (submission,) = pipeline.examine([path], Options(), silent).submissions
    return shape(submission.resolved.document)


def _check(source: str) -> None:
    with in_folder(source) as path:
        tree, outputs = _tree(path), written(path)
        corrected = fix(path)
        assert corrected.fixed.refused == ()
        left = [each for each in found(path) if each.finding.edits or each.severity >= Severity.ERROR]
        assert [each.code for each in left if each.code not in NOT_PRINTED] == []
        assert fix(path).fixed.done == ()
        if {each.code for each in corrected.fixed.done} <= CLAIMS:
            assert _tree(path) == tree
            assert written(path) == outputs


@pytest.mark.parametrize("cited", [False, True])
def test_all_comes_right_in_some(cited: bool) -> None:
    each_source(300, FEW, _check, cited=cited)


@pytest.mark.long
@pytest.mark.parametrize("seed", range(300, 303))
def test_all_comes_right(seed: int) -> None:
    each_source(seed, BATCH, _check)


@pytest.mark.long
@pytest.mark.parametrize("seed", range(310, 313))
def test_all_comes_right_with_citations(seed: int) -> None:
    each_source(seed, BATCH, _check, cited=True)


@pytest.mark.long
@pytest.mark.parametrize("seed", range(3_100, 3_110))
def test_more_comes_right_with_citations(seed: int) -> None:
    each_source(seed, BATCH, _check, cited=True)


@pytest.mark.long
@pytest.mark.parametrize("seed", range(3_000, 3_020))
def test_more_comes_right(seed: int) -> None:
    each_source(seed, BATCH, _check)
