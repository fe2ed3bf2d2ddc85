"""Each fault in a PDF is found where it is, and nothing else is; in good files nothing is found."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import cast

import pikepdf
import pytest

from tests.broken.pdf import Case, Edit, Spoil, against, by_attackers, by_people, by_writers
from tests.judges.validators import need_module
from tests.support.command import Run, run
from tests.support.pages import RICH, ROOT, read
from tests.support.pdf_changes import changed
from toolchain import model as m
from toolchain.checks import engine
from toolchain.checks.files.pdf import standards
from toolchain.compare.proof.prove import prove
from toolchain.model.diagnostics import Diagnostic, Failure
from toolchain.pipeline import stages as pipeline
from toolchain.pipeline.finished_files.pdf import examine_file, left_out
from toolchain.plugins import registry as plugins
from toolchain.project.settings import Options
from toolchain.writers.pdf import PdfWriter

__all__ = ["run"]  # fixtures

pytestmark = pytest.mark.xdist_group("pdf")

SOURCE = ROOT / "tests" / "cases" / "pdf_files" / "good.md"
REPORT = ROOT / "content" / "pakistan-opsc" / "report.md"
LANGUAGES = sorted((ROOT / "tests" / "cases" / "languages").glob("*.md"))
CASES = [case for module in (by_writers, by_people, by_attackers) for case in module.CASES]


@cache
def built(source: Path = SOURCE, notes: m.NoteKind = m.NoteKind.ENDNOTE) -> bytes:
    """The PDF of a source."""
    return PdfWriter().write(*read(source, notes=notes))


def found(data: bytes) -> tuple[Diagnostic, ...]:
    try:
        return examine_file(data, "report.pdf", Options())
    except Failure as error:
        return pipeline.diagnose(error)


def spoilt(case: Case) -> bytes:
    if case.bytewise:
        return cast("Spoil", case.edit)(built())
    return changed(built(), cast("Edit", case.edit))


def missed(case: Case, told: Sequence[Diagnostic]) -> list[str]:
    """What is expected and not told, and the other way round.

    That a broken file is no longer what the standards want is another matter, and tested below.
    """
    left = [f"{each.code} {each.finding.span.words or 'the file'}" for each in told if each.code != "D911"]
    wrong = []
    for expected in case.expected:
        fitting = next((each for each in left if each.startswith(expected)), None)
        if fitting is None:
            wrong.append(f"not told: {expected}")
        else:
            left.remove(fitting)
    return [*wrong, *(f"told besides: {each}" for each in left)]


@pytest.mark.parametrize("notes", m.NoteKind, ids=lambda kind: kind.name.lower())
@pytest.mark.parametrize(
    "source", [SOURCE, REPORT, *LANGUAGES], ids=lambda path: f"{path.parent.name}-{path.stem}"
)
def test_in_a_good_file_nothing_is_found(source: Path, notes: m.NoteKind) -> None:
    assert found(built(source, notes)) == ()


@pytest.mark.parametrize("notes", m.NoteKind, ids=lambda kind: kind.name.lower())
def test_of_a_rich_file_only_what_its_source_lacks(notes: m.NoteKind) -> None:
    assert [each.code for each in found(built(RICH, notes))] == ["A702"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_fault_is_found_where_it_is_and_nothing_else(case: Case) -> None:
    assert missed(case, found(spoilt(case))) == []


def test_what_only_the_source_can_show_is_right_in_itself() -> None:
    right = ("a_word_is_another", "a_figure_in_a_table_is_another", "a_heading_is_another_in_all_places")
    for case in against.CASES:
        if case.name in right:
            assert found(spoilt(case)) == (), case.name


@pytest.mark.parametrize("case", against.CASES, ids=lambda case: case.name)
def test_what_is_not_the_source_s_is_found_against_it(case: Case) -> None:
    defects = prove(read(SOURCE).resolved, spoilt(case), "report.pdf", "pdf")
    assert missed(case, engine.diagnose(defects, plugins.our_checks())) == []


def test_there_are_enough_faults() -> None:
    assert sum(bool(case.expected) for case in CASES) >= 60
    names = [case.name for case in CASES]
    assert len(names) == len(set(names))


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("the_language_is_missing", "PDF/UA-1"),
        ("the_title_is_not_shown", "PDF/UA-1"),
        ("a_picture_has_no_alternative_text", "PDF/UA-1"),
        ("a_font_is_not_embedded", "PDF/A-3a"),
        ("a_script_runs_when_it_is_opened", "PDF/A-3a"),
    ],
)
def test_what_it_says_it_is_it_must_be(name: str, said: str) -> None:
    need_module("page", "page-validation")
    case = next(each for each in CASES if each.name == name)
    told = [each.finding.message for each in found(spoilt(case)) if each.code == "D911"]
    assert any(f"the file says it is {said}, and is not: " in message for message in told), told


def test_what_claims_no_standard_is_held_against_none() -> None:
    def claim_nothing(pdf: pikepdf.Pdf) -> None:
        del pdf.Root["/Metadata"], pdf.Root["/OutputIntents"], pdf.Root["/Lang"]

    assert [each.code for each in found(changed(built(), claim_nothing))] == ["A706"]


def test_all_that_a_print_shop_or_a_house_asks_for_is_no_fault() -> None:
    submission = read(SOURCE, Options(look="house", print_shop=True, with_source=True))
    assert found(PdfWriter().write(*submission)) == ()


def test_what_is_not_looked_for_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(standards, "is_installed", lambda: False)
    assert left_out() == ("D911 is not looked for: pip install page-validation",)
    assert found(built()) == ()


def test_as_the_command_tells_it(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "sent.pdf"
    case = next(each for each in by_writers.CASES if each.name == "a_picture_has_no_alternative_text")
    path.write_bytes(spoilt(case))
    ran = run("check", path)
    assert (ran.status, ran.err) == (1, "")
    assert "sent.pdf: page 5, Figure 1: error A701 this picture has no alternative text" in ran.out
    path.write_bytes(built()[:-12])
    assert run("check", path).status == 2
    path.write_bytes(built())
    assert run("check", path).out == "1 finished file checked: nothing found\n"
