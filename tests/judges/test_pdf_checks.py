"""What is found in the PDFs that other programs make of our Word file and page."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

import pytest

from tests.judges.validators import libreoffice, need, run
from tests.rooms.checks.files.test_pdf import NO_TAGS, told
from tests.support.pages import ROOT, read
from toolchain.model.records import replace
from toolchain.writers.docx import DocxWriter
from toolchain.writers.html import HtmlWriter

REPORT = ROOT / "content" / "pakistan-opsc" / "report.md"


def test_what_libreoffice_makes_of_our_word_file(tmp_path: Path) -> None:
    """It says of itself that it is PDF/UA, and has its tables on the cover without headers."""
    source = tmp_path / "report.docx"
    source.write_bytes(DocxWriter().write(*read(REPORT)))
    (tagged,) = libreoffice.convert([source], tmp_path / "tagged", libreoffice.TAGGED)
    assert {each.partition(" ")[0] for each in told(tagged.read_bytes())} <= {"A702"}
    (untagged,) = libreoffice.convert(
        [source],
        tmp_path / "untagged",
        'pdf:writer_pdf_Export:{"UseTaggedPDF":{"type":"boolean","value":"false"}}',
    )
    assert told(untagged.read_bytes()) == [f"D908 : {NO_TAGS}"]


def _printed(page: Path) -> Path:
    to = page.with_suffix(".pdf")
    chromium = need("chromium")
    run(
        [
            chromium,
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--no-pdf-header-footer",
            f"--print-to-pdf={to}",
            page.as_uri(),
        ]
    )
    return to


@pytest.mark.long
def test_what_chromium_prints(tmp_path: Path) -> None:
    page = tmp_path / "report.html"
    page.write_bytes(HtmlWriter().write(*read(REPORT)))
    said = told(_printed(page).read_bytes())
    assert {each.partition(" ")[0] for each in said} <= {"A701", "A703", "D900", "D908"}, said
    addresses = "after the heading “Notes”: a link shows only its address"  # which the notes print
    others = [each for each in said if not each.endswith(addresses)]
    assert 0 < len(others) <= 12, said


@pytest.mark.long
@pytest.mark.parametrize("version", ["confidential", "public"])
def test_each_sheet_of_a_full_version_says_so(
    tmp_path: Path, version: Literal["confidential", "public"]
) -> None:
    resolved, project = read(REPORT)
    page = tmp_path / "report.html"
    page.write_bytes(HtmlWriter().write(resolved, replace(project, version=version)))
    sheets = run([need("pdftotext"), str(_printed(page)), "-"]).split("\f")[:-1]
    assert len(sheets) > 10
    assert {sheet.startswith("Confidential\n") for sheet in sheets} == {version == "confidential"}
