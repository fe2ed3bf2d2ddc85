"""What the end of a build says."""

import zlib
from pathlib import Path

import pytest

from toolchain import model as m
from toolchain.recipients import Profile
from toolchain.reports.summary import describe, pdf_pages
from toolchain.resolve.word_budget import weigh
from toolchain.resolve.word_count import Count, Words


def test_a_description() -> None:
    words: Words = {(m.Part.BODY, "paragraphs"): 2_815, (m.Part.BODY, "notes"): 9_000}
    budget = weigh(Count(words, (), (("body", 31), ("recommendation", 20)), 92), Profile())
    pdf = b"%PDF-1.7 << /Type /Pages /Kids [1 0 R] /Count 1 >>" + b" " * 1950
    files = {Path("build/x/report.docx"): b"x" * 51_400, Path("build/x/report.pdf"): pdf}
    assert describe(budget, files, "2 warnings") == (
        "  wrote       build/x/report.docx (51 kB)\n"
        "              build/x/report.pdf (1 page, 2 kB)\n"
        "  words       11,815: body 2,815, notes 9,000\n"
        "  paragraphs  51: body 31, recommendation 20\n"
        "  notes       92\n"
        "  findings    2 warnings"
    )


def test_pages_of_a_page_tree() -> None:
    """The root's count holds, not that of a branch; the order of the keys is free."""
    branch = b"2 0 obj <</Type/Pages/Parent 1 0 R/Kids[3 0 R]/Count 7>> endobj"
    root = b"1 0 obj << /Count 12 /Kids [2 0 R 4 0 R] /Type /Pages >> endobj"
    assert pdf_pages(b"%PDF-1.7\n" + branch + b"\n" + root) == 12


def test_pages_of_a_compressed_page_tree() -> None:
    packed = zlib.compress(b"1 0 << /Type /Pages /Kids [5 0 R] /Count 3 >>")
    stream = (
        b"9 0 obj << /Type /ObjStm /N 1 /First 4 /Filter /FlateDecode >>\nstream\n" + packed + b"\nendstream"
    )
    assert pdf_pages(b"%PDF-1.7\n" + stream) == 3


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7", b"/Type /ObjStm stream\nno zlib", b"<< /Type /Pages >>"])
def test_pages_that_cannot_be_seen(data: bytes) -> None:
    assert pdf_pages(data) is None
