"""What the end of a build says."""

from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest

from toolchain import model as m
from toolchain.model import wording
from toolchain.recipients import Profile
from toolchain.reports.built import describe, pdf_pages
from toolchain.resolve.word_budget import weigh
from toolchain.resolve.word_count import Count, Words


def test_a_description() -> None:
    words: Words = {(m.Part.BODY, "paragraphs"): 2_815, (m.Part.BODY, "notes"): 9_000}
    budget = weigh(Count(words, (), (("body", 31), ("recommendation", 20)), 92), Profile())
    pdf = pdf_of(1)
    files = {Path("build/x/report.docx"): b"x" * 51_400, Path("build/x/report.pdf"): pdf}
    assert describe(budget, files, "2 warnings") == (
        "  wrote       build/x/report.docx (51 kB)\n"
        "              build/x/report.pdf (1 page, 1 kB)\n"
        "  words       11,815: body 2,815, notes 9,000\n"
        "  paragraphs  51: body 31, recommendation 20\n"
        "  notes       92\n"
        "  findings    2 warnings"
    )


def test_counts_in_french(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(wording.VARIABLE, "fr")
    count = Count({(m.Part.BODY, "paragraphs"): 5}, (), (("body", 3), ("Annexe I (recommendation)", 2)), 0)
    assert "5\u00a0: corps 3, Annexe I (recommandation) 2\n" in describe(weigh(count, Profile()), {}, "")


def pdf_of(pages: int, **how: Any) -> bytes:
    """A PDF of so many empty pages."""
    made, data = pikepdf.new(), BytesIO()
    for _ in range(pages):
        made.add_blank_page()
    made.save(data, **how)
    return data.getvalue()


@pytest.mark.parametrize("streams", pikepdf.ObjectStreamMode.__members__.values())
def test_pages_are_counted_also_in_a_compressed_page_tree(streams: pikepdf.ObjectStreamMode) -> None:
    assert pdf_pages(pdf_of(12, object_stream_mode=streams)) == 12


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7", b"<< /Type /Pages /Count 3 >>"])
def test_pages_that_cannot_be_seen(data: bytes) -> None:
    assert pdf_pages(data) is None
