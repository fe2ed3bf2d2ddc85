"""Ordinary mistakes: each is found at its place, its fix is what was meant, and nothing else is found.

A case without a place looks like a mistake and is none.
"""

from pathlib import Path

import pytest

from tests.support.examined import ONE_PIXEL, marked, seen, wrong_ends
from tests.support.fixing import correct as correct_one
from tests.support.fixing import found, silent
from tests.support.mistakes import Mistake, mistakes
from toolchain.checks.examples import IMAGE
from toolchain.pipeline.correct import correct
from toolchain.pipeline.stages import examine
from toolchain.project.settings import Options
from toolchain.reports.sentences import help_line, message

ALL = list(mistakes())


@pytest.mark.parametrize("case", ALL, ids=lambda case: case.name)
def test_mistake(tmp_path: Path, case: Mistake) -> None:
    source = tmp_path / "report.md"
    (tmp_path / IMAGE).write_bytes(ONE_PIXEL)
    source.write_bytes(case.bad.source.encode())
    examined = examine([source], Options(), silent)
    before = examined.diagnostics
    assert seen(before) == marked(case.bad, ""), [(each.code, message(each.finding)) for each in before]
    assert wrong_ends(case.bad, before) == []
    assert case.help in (help_line(before[0].finding) if before else "")
    after = correct_one(source, examined).after
    assert after == (case.bad.source if case.fixed is None else case.fixed)
    if case.fixed is None:
        return
    source.write_bytes(after.encode())
    again = examine([source], Options(), silent)
    assert tuple(sorted(each.code for each in again.diagnostics)) == case.left
    corrected = correct_one(source, again)
    assert (corrected.fixed.done, corrected.after) == ((), after)


def test_number_of_cases() -> None:
    assert len({case.name for case in ALL}) == len(ALL) >= 110


@pytest.mark.parametrize(
    "heading", ["Annex I to the Convention", "Annex-free zones", "Annex II of the Rome Statute", "Annexation"]
)
def test_a_heading_about_another_annex_stays(tmp_path: Path, heading: str) -> None:
    source = tmp_path / "report.md"
    source.write_text(f"---\ntitle: A\nlang: en\n---\n\n# {heading}\n\n1. Words.\n", encoding="utf-8")
    assert found(source) == ()


def test_renumber_counts_without_a_forgotten_number(tmp_path: Path) -> None:
    source = tmp_path / "report.md"
    front = "---\ntitle: A\nlang: en\n---\n\n"
    source.write_text(
        f"{front}1. One.\n\nTwo.\n\n3. Three. {{#a}}\n\n4. See para. [3](#a).\n", encoding="utf-8"
    )
    examined = examine([source], Options(renumber=True), silent)
    (corrected,) = correct(examined, Options(renumber=True), silent)
    assert corrected.after == f"{front}1. One.\n\nTwo.\n\n2. Three. {{#a}}\n\n3. See para. [2](#a).\n"


def test_a_mark_that_cannot_be_located_has_no_edit(tmp_path: Path) -> None:
    (source,) = (case.bad.source for case in ALL if case.name.endswith("characters cannot be located"))
    (tmp_path / IMAGE).write_bytes(ONE_PIXEL)
    (tmp_path / "report.md").write_text(source, encoding="utf-8")
    assert [(each.code, each.finding.edits) for each in found(tmp_path / "report.md")] == [("N111", ())]
