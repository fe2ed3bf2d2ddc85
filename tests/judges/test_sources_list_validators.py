"""What others say of outputs with a list of sources: Word's schema, PDF/UA's rules, LibreOffice."""

from pathlib import Path

import pytest

from tests.judges.validators import libreoffice, poppler, schema, verapdf
from tests.outputs.test_sources_list import LISTED, bytes_of
from tests.support.shares import one_in
from tests.support.sources_list import submitted


@pytest.fixture(scope="module", params=one_in(2, ["ar", "en"]))
def built(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a Word file and a PDF."""
    folder: Path = tmp_path_factory.mktemp("listed")
    submission = submitted(folder, lang=request.param, contents="true", headings="numbered")
    for form in ("docx", "pdf"):
        (folder / f"{request.param}.{form}").write_bytes(bytes_of(submission, form))
    return folder


def one(folder: Path, suffix: str) -> Path:
    (path,) = folder.glob(f"*.{suffix}")
    return path


def test_the_schema_of_word_allows_it(built: Path) -> None:
    assert schema.openxml_audit(one(built, "docx")) == []


def test_the_pdf_keeps_the_rules_of_ua(built: Path) -> None:
    path = one(built, "pdf")
    assert verapdf.findings([path]) == {path: []}
    assert poppler.fonts_not_embedded(path) == []


def test_libreoffice_shows_the_list_in_order(tmp_path: Path) -> None:
    path = tmp_path / "report.docx"
    path.write_bytes(bytes_of(submitted(tmp_path), "docx"))
    shown = [paragraph.text.replace("\u00a0", " ") for paragraph in libreoffice.shown(path).paragraphs]
    wanted = [line.strip() for line in LISTED.splitlines()]
    start = shown.index(wanted[0])
    assert shown[start : start + len(wanted)] == wanted
