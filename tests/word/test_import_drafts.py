"""Word drafts as organizations have them become the source that their reader would type.

Each case of tests/cases/drafts is written by python-docx, by LibreOffice, and, made by us, in the manner of
Google Docs. It has the draft, the source, and what is listed.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.judges.validators import libreoffice
from tests.support.command import Run, run
from tests.support.drafts_made import google, python_docx
from tests.support.pages import ROOT
from tests.support.shares import one_in
from toolchain.pipeline.import_word import convert
from toolchain.reports.sentences import message_of

__all__ = ["run"]

CASES = sorted((ROOT / "tests" / "cases" / "drafts").glob("*.txt"))
IDS = [path.stem for path in CASES]


def parts_of(case: Path) -> tuple[str, str, list[str]]:
    """The draft of a case, its source, and what is listed."""
    draft, source, listed = (case.read_text(encoding="utf-8") + "\n").split("\n======\n")
    return draft, source.strip(), listed.strip().splitlines()


def imported(data: bytes) -> tuple[str, list[str]]:
    found = convert(data, "draft.docx", Path("report.md"), lambda _: None)
    told = [message_of(each.facts) for each in found.losses]
    return found.text.strip(), [each for each in told if "does not say its language" not in each]


@pytest.mark.parametrize("case", one_in(2, CASES), ids=IDS)
def test_a_draft_of_python_docx(case: Path) -> None:
    """Each run tries half of them: to read the many styles of its template takes long."""
    draft, source, listed = parts_of(case)
    assert imported(python_docx(draft)) == (source, listed)


@pytest.mark.parametrize("case", CASES, ids=IDS)
def test_a_draft_in_the_manner_of_google_docs(case: Path) -> None:
    draft, source, listed = parts_of(case)
    assert imported(google(draft)) == (source, listed)


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> dict[Path, bytes]:
    """The drafts as LibreOffice saves them."""
    ours, theirs = tmp_path_factory.mktemp("ours"), tmp_path_factory.mktemp("theirs")
    paths = [ours / f"{case.stem}.docx" for case in CASES]
    for case, path in zip(CASES, paths, strict=True):
        path.write_bytes(python_docx(parts_of(case)[0]))
    files = libreoffice.convert(paths, theirs, "docx")
    return {case: Path(file).read_bytes() for case, file in zip(CASES, files, strict=True)}


@pytest.mark.long
@pytest.mark.parametrize("case", CASES, ids=IDS)
def test_a_draft_of_libreoffice(saved: dict[Path, bytes], case: Path) -> None:
    """LibreOffice says of plain cells that they are aligned to the side on which lines begin."""
    _, source, listed = parts_of(case)
    found, told = imported(saved[case])
    assert (found.replace(":--", "---"), told) == (source, listed)


@pytest.mark.parametrize("case", CASES, ids=IDS)
def test_check_names_the_lines_that_import_lists(case: Path, run: Run, tmp_path: Path) -> None:
    """Lines of the first page and lists of notes are read by an import, so it does not list them."""
    draft, _, listed = parts_of(case)
    file = tmp_path / "draft.docx"
    file.write_bytes(google(draft))
    found = json.loads(run("check", "--format", "json", file).out)["diagnostics"]
    named = [each["place"] for each in found if "may be a heading" in each["message"]]
    start = "a line that looks like a heading stays text: "
    for line in (each.removeprefix(start) for each in listed if each.startswith(start)):
        assert any(line in place for place in named), line
