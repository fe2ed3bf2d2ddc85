"""Corrected sources: the smallest edits, all else byte for byte."""

from pathlib import Path

import pytest

from tests.support.fixing import Case, cases, fix, found

ALL = list(cases())


@pytest.mark.parametrize("case", ALL, ids=lambda case: case.name)
def test_case(tmp_path: Path, case: Case) -> None:
    source = tmp_path / "report.md"
    source.write_bytes(case.before.encode())
    fix(source)
    assert source.read_bytes().decode() == case.after
    assert tuple(sorted(each.code for each in found(source))) == case.left
    again = fix(source)
    assert source.read_bytes().decode() == case.after
    assert again.fixed.done == ()
