"""Good Word files that LibreOffice has saved again raise no error."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.broken.docx import strangers
from tests.broken.docx.corpora import SOURCE, found
from tests.judges.validators import libreoffice
from tests.support.docx_file import WHOLE, docx
from tests.support.pages import ROOT, read
from tests.support.shares import one_in
from toolchain.formats.table import DOCX, PDF
from toolchain.model.diagnostics import Severity
from toolchain.pipeline import stages
from toolchain.project.settings import Options

BUILT = {"small": SOURCE, "whole": WHOLE, "report": ROOT / "content" / "pakistan-opsc" / "report.md"}
NAMES = (*BUILT, "stranger")


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("saved")
    (folder / "again").mkdir()
    files = {name: docx(read(source)).data for name, source in BUILT.items()}
    files["stranger"] = strangers.stranger()
    for name, data in files.items():
        (folder / f"{name}.docx").write_bytes(data)
    paths = [folder / f"{name}.docx" for name in NAMES]
    return dict(zip(NAMES, libreoffice.convert(paths, folder / "again", "docx"), strict=True))


@pytest.mark.parametrize("name", NAMES)
def test_what_libreoffice_has_saved_raises_no_error(saved: dict[str, Path], name: str) -> None:
    told = found(saved[name].read_bytes())
    assert [each for each in told if each.severity is Severity.ERROR] == []
    assert name not in ("small", "stranger") or told == ()


@pytest.mark.parametrize("language", one_in(2, ["ar", "en"]))
def test_the_mark_of_a_draft_is_found_after_libreoffice_has_saved_it(tmp_path: Path, language: str) -> None:
    source = ROOT / "tests" / "cases" / "languages" / f"{language}.md"
    file = tmp_path / "draft.docx"
    file.write_bytes(docx(read(source, Options(draft=True))).data)
    untagged = 'pdf:writer_pdf_Export:{"UseTaggedPDF":{"type":"boolean","value":"false"}}'
    for known, to in ((DOCX, "docx"), (PDF, "pdf"), (PDF, untagged)):
        (again,) = libreoffice.convert([file], tmp_path / to[:7], to)
        found = known.check(data := again.read_bytes(), "again", Options())
        assert "S030" in [each.code for each in found], to
        if to is not untagged:  # which has no text in an order that could be compared
            _, marks = stages.shown_and_mark(data, "again", known)
            assert [each.rule.code for each in marks] == ["S030"], to
