"""In good PDFs nothing is found; what differs from the source is, and what the standards want."""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pytest

from tests.broken.cases import Case, missed
from tests.broken.pdf import against, by_writers
from tests.broken.pdf.corpora import CASES, SOURCE, built, found
from tests.judges.validators import need_module
from tests.support.command import Run, run
from tests.support.pages import RICH, ROOT, TYPST, WEASYPRINT, read
from tests.support.pdf_changes import changed
from tests.support.proving import prove
from tests.support.shares import covering, one_in
from toolchain import model as m
from toolchain.checks import engine
from toolchain.formats.needs import Need
from toolchain.formats.table import PDF
from toolchain.plugins import registry as plugins
from toolchain.project.settings import Options
from toolchain.reports.sentences import message
from toolchain.writers.pdf import PdfWriter

__all__ = ["run"]  # fixtures

REPORT = ROOT / "content" / "pakistan-opsc" / "report.md"
LANGUAGES = sorted((ROOT / "tests" / "cases" / "languages").glob("*.md"))


@pytest.mark.parametrize(
    ("source", "notes", "options"), covering([SOURCE, *LANGUAGES], list(m.NoteKind), [TYPST, WEASYPRINT])
)
def test_in_a_good_file_nothing_is_found(source: Path, notes: m.NoteKind, options: Options) -> None:
    assert found(built(source, notes, options)) == ()


@pytest.mark.long
@pytest.mark.parametrize("notes", m.NoteKind)
def test_in_the_report_nothing_is_found(notes: m.NoteKind) -> None:
    assert found(built(REPORT, notes)) == ()


@pytest.mark.parametrize("notes", one_in(2, [*m.NoteKind]), ids=lambda kind: kind.name.lower())
def test_of_a_rich_file_only_what_its_source_lacks(notes: m.NoteKind) -> None:
    assert [each.code for each in found(built(RICH, notes))] == ["A702"]


@pytest.mark.parametrize("options", [TYPST, WEASYPRINT], ids=["typst", "weasyprint"])
def test_what_only_the_source_can_show_is_right_in_itself(options: Options) -> None:
    right = ("a_word_is_another", "a_figure_in_a_table_is_another", "a_heading_is_another_in_all_places")
    for case in against.CASES:
        if case.name in right:
            assert found(case.spoil(built(options=options))) == (), case.name


@pytest.mark.parametrize("options", [TYPST, WEASYPRINT], ids=["typst", "weasyprint"])
@pytest.mark.parametrize("case", one_in(2, against.CASES), ids=lambda case: case.name)
def test_what_is_not_the_source_s_is_found_against_it(case: Case, options: Options) -> None:
    defects = prove(read(SOURCE).resolved, case.spoil(built(options=options)), "report.pdf", "pdf")
    assert missed(case.expected, engine.diagnose(defects, plugins.our_checks())) == []


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
    told = [message(each.finding) for each in found(case.spoil(built())) if each.code == "D911"]
    assert any(f"the file says it is {said}, but is not: " in message for message in told), told


def test_what_claims_no_standard_is_held_against_none() -> None:
    def claim_nothing(pdf: pikepdf.Pdf) -> None:
        del pdf.Root["/Metadata"], pdf.Root["/OutputIntents"], pdf.Root["/Lang"]

    assert [each.code for each in found(changed(built(), claim_nothing))] == ["A706"]


def test_all_that_a_print_shop_or_a_house_asks_for_is_no_fault() -> None:
    submission = read(SOURCE, Options(look="house", print_shop=True, with_source=True))
    assert found(PdfWriter().write(*submission)) == ()


def test_what_is_not_looked_for_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Need, "find", lambda _: "")
    (line,) = PDF.unchecked()
    assert line.startswith("not checked against PDF/UA and PDF/A (D911); for this check: ")
    assert line.endswith("pip install page-validation")
    assert found(built()) == ()


def test_as_the_command_tells_it(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "sent.pdf"
    case = next(each for each in by_writers.CASES if each.name == "a_picture_has_no_alternative_text")
    path.write_bytes(case.spoil(built()))
    ran = run("check", path)
    assert (ran.status, ran.err) == (1, "")
    assert "sent.pdf: page 5, Figure 1: error A701 this picture has no alt text" in ran.out
    path.write_bytes(built()[:-12])
    assert run("check", path).status == 2
    path.write_bytes(built())
    assert run("check", path).out == "1 finished file checked: nothing found\n"
