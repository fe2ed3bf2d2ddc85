"""What is found in the PDFs that other programs make of our Word file and page."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.judges.validators import libreoffice, need, run
from tests.rooms.checks.files.test_pdf import NO_TAGS, told
from tests.support.pages import ROOT, read
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


@pytest.mark.long
def test_what_chromium_prints(tmp_path: Path) -> None:
    page, printed = tmp_path / "report.html", tmp_path / "report.pdf"
    page.write_bytes(HtmlWriter().write(*read(REPORT)))
    chromium = need("chromium")
    run([chromium, "--headless", "--no-sandbox", "--disable-gpu", f"--print-to-pdf={printed}", page.as_uri()])
    said = told(printed.read_bytes())
    assert 0 < len(said) <= 12, said
    assert not any(each.startswith("X") for each in said)
