"""Signs that no font has: the text of a PDF may say them, but nobody sees them."""

from __future__ import annotations

import io
from functools import cache
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from tests.support.pages import RICH, TYPST, Submission, read, written
from tests.support.proving import prove
from toolchain.reports.sentences import help_line, message
from toolchain.writers.pdf import PdfWriter

NOWHERE = "\U000f1234"
"""A character for private use, of which no font knows anything."""


@pytest.mark.usefixtures("engine")
def test_a_sign_that_no_font_has_is_refused(tmp_path: Path) -> None:
    submission = written(tmp_path, f"1. One.\n\n2. Two{NOWHERE} three{NOWHERE}.")
    found = prove(submission.resolved, PdfWriter().write(*submission), "x.pdf", "pdf")
    (fault,) = [finding for finding in found if finding.rule.code == "D908"]
    assert message(fault) == f"no font has “{NOWHERE}” (U+F1234): the page shows nothing there"
    assert fault.span.words == "page 1"
    assert "add a font" in help_line(fault)


@pytest.mark.usefixtures("engine")
def test_what_is_not_to_be_seen_is_not_missed(tmp_path: Path) -> None:
    submission = written(
        tmp_path,
        "1. One\u200b two\u2060three\u00adfour five\u2009six\u202fseven\ufe0f \u2660\ufe0f \u0647\u200d.",
    )
    assert prove(submission.resolved, PdfWriter().write(*submission), "x.pdf", "pdf") == ()


def _codes(font: Any) -> list[bytes]:
    """The codes of a font's ToUnicode map."""
    lines = font.ToUnicode.read_bytes().split(b"beginbfchar")[1].split(b"endbfchar")[0].split(b"\n")
    return [line.split()[0] for line in lines if line.strip()]


@cache
def rich() -> tuple[Submission, bytes]:
    """A document with all its parts, and its PDF by WeasyPrint."""
    submission = read(RICH)
    return submission, PdfWriter().write(*submission)


@pytest.mark.usefixtures("weasyprint")
@pytest.mark.parametrize(
    "mapping",
    [
        b"1 begincidchar\n%s 0\nendcidchar",
        b"1 begincidrange\n%s %s 0\nendcidrange",
        b"1 begincidchar %s 0 endcidchar",
    ],
)
def test_a_code_that_leads_to_no_glyph(mapping: bytes) -> None:
    """By whatever program the file was made."""
    submission, data = rich()
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        font = next(iter(dict(pdf.pages[2].Resources.Font).values()))
        code = _codes(font)[3]
        font.Encoding = pdf.make_stream(mapping.replace(b"%s", code))
        pdf.save(out)
    found = prove(submission.resolved, out.getvalue(), "x.pdf", "pdf")
    assert {each.rule.code for each in found} == {"D908"}
    assert all("no font has “" in message(finding) for finding in found)


@pytest.mark.usefixtures("weasyprint")
def test_code_zero_is_no_glyph() -> None:
    submission, data = rich()
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for page in pdf.pages:
            page.Contents.write(page.Contents.read_bytes().replace(b"<0024", b"<0000"))
        pdf.save(out)
    found = prove(submission.resolved, out.getvalue(), "x.pdf", "pdf")
    assert "no font has “\ufffd”" in next(message(each) for each in found if each.rule.code == "D908")


@pytest.mark.usefixtures("engine")
@pytest.mark.parametrize("first", ["r\u00e9p\u00e9t\u00e9", "re\u0301pe\u0301te\u0301"])
def test_a_letter_with_its_mark_is_one_however_it_is_typed(tmp_path: Path, first: str) -> None:
    body = f"1. {first}. r\u00e9p\u00e9t\u00e9 re\u0301pe\u0301te\u0301."
    submission = written(tmp_path, body)
    assert prove(submission.resolved, PdfWriter().write(*submission), "x.pdf", "pdf") == ()


def test_signs_that_only_the_last_font_has_are_read_in_arabic(tmp_path: Path) -> None:
    """Signs among Arabic words have a font of their own."""
    submission = written(tmp_path, "1. المادة ∃ ∄ ∖ ∛ ∜ ∝ من القانون.", TYPST, lang="ar")
    assert prove(submission.resolved, PdfWriter().write(*submission), "x.pdf", "pdf") == ()


def test_a_symbol_joined_to_a_letter_is_itself_elsewhere(tmp_path: Path) -> None:
    """Its glyph would say both, at each place."""
    submission = written(tmp_path, "1. The law x\u200d⚖ of 2019.\n\n2. The law ⚖ of 2024.", TYPST)
    assert prove(submission.resolved, PdfWriter().write(*submission), "x.pdf", "pdf") == ()
