"""Vowel marks in PDFs by typst: each is a glyph of the embedded font, whose text is the mark alone."""

from __future__ import annotations

import io
import re
import unicodedata
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from fontTools.ttLib import TTFont

from tests.support.pages import Submission, written
from tests.support.proving import prove
from toolchain.formats.pdf.fonts import font as read_font
from toolchain.project.settings import Options
from toolchain.writers.pdf import PdfWriter
from toolchain.writers.pdf.typst import vowel_marks

TYPST = Options(pdf_engine="typst")


def in_arabic(folder: Path, body: str) -> Submission:
    return written(folder, f"1. {body}", TYPST, lang="ar", title="تقرير")


def fonts_of(pdf: pikepdf.Pdf) -> list[Any]:
    return [each for each in pdf.objects if isinstance(each, pikepdf.Dictionary) and "/ToUnicode" in each]


def test_a_mark_is_a_glyph_without_an_advance(tmp_path: Path) -> None:
    submission = in_arabic(tmp_path, "هذا كِتَابٌ جَدِيدٌ، **مقدَّم** إلى اللجنة.")
    seen = set[str]()
    with pikepdf.open(io.BytesIO(PdfWriter().write(*submission))) as pdf:
        for each in fonts_of(pdf):
            descendant = each.DescendantFonts[0]
            program = TTFont(io.BytesIO(descendant.FontDescriptor.FontFile2.read_bytes()))
            names, box = program.getGlyphOrder(), [int(edge) for edge in descendant.FontDescriptor.FontBBox]
            count = int.from_bytes(descendant.FontDescriptor.CIDSet.read_bytes(), "big").bit_count()
            assert count == len(names)
            rows = list(descendant.W)
            widths = {int(first): int(width) for first, width in zip(rows[::3], rows[2::3], strict=True)}
            chars = read_font(each).chars
            for code, text in chars.items():
                advance, left = program["hmtx"][names[code]]
                glyph = program["glyf"][names[code]]
                assert widths.get(code, 0) == advance
                if all(unicodedata.category(char) == "Mn" for char in text):
                    seen.add(text)
                    assert (advance, left) == (0, glyph.xMin)
                    assert glyph.isComposite()
                    assert box[0] <= glyph.xMin <= glyph.xMax <= box[2]
                    assert box[1] <= glyph.yMin <= glyph.yMax <= box[3]
    assert seen == {"\u0650", "\u064e", "\u064c", "\u064e\u0651"}


def test_a_vowel_mark_before_a_stop_has_a_right_to_left_mark_after_it(tmp_path: Path) -> None:
    """Without one, PDFium reads the full stop before the mark; all other programs show nothing of it."""
    with pikepdf.open(io.BytesIO(PdfWriter().write(*in_arabic(tmp_path, "كِتَابٌ. كِتَابٌ كِتَابٌ، كتاب.")))) as pdf:
        (mark,) = (
            b"%04X" % code
            for each in fonts_of(pdf)
            for code, text in read_font(each).chars.items()
            if text == "\u200f"
        )
        shown = b" ".join(re.findall(rb"<[0-9A-F]+>", pdf.pages[0].Contents.read_bytes()))
        assert shown.count(mark) == 2


def test_a_text_without_marks_is_not_changed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    submission = in_arabic(tmp_path, "هذا كتاب جديد، لا بأس به.[^n]\n\n[^n]: Été, naïve e\u0301.")
    data = PdfWriter().write(*submission)
    monkeypatch.setattr(vowel_marks, "separate_marks", lambda _: None)
    assert PdfWriter().write(*submission) == data


@pytest.mark.parametrize(
    "body",
    [
        "بَـــدْ، كِ*تَ*ابٌ كِ**تَ**ابٌ [كِتَابٌ](https://example.org/a) `كِتَابٌ`.",
        "الْقَّطْاعَاتً وَّالِّأِّسِوَاقٍ سُنَّوُّيُّةٌ دِّائِّمُ كُّثَيُرُّيِّنً.",
        "أَ\u200dب وكتاب.",
        "The word كِتَابٌ means book (سَلَامٌ).",
        "قَبْلِكَ ۖ وَبِٱلْءَاخِرَةِ هُمْ يُوقِنُونَ ۛ أُو۟لَٰٓئِكَ، ذلك ۚ (كل ۖ) كل.",
    ],
)
def test_what_is_proved(tmp_path: Path, body: str) -> None:
    """Marks in words of several styles, two on many letters, one within a ligature, and among Latin words;
    marks of the Koran after spaces, and a hamza that has no width between letters.
    """
    submission = in_arabic(tmp_path, body)
    data = PdfWriter().write(*submission)
    assert prove(submission.resolved, data, "report.pdf", "pdf") == ()


def test_a_pause_sign_after_another_word_is_refused(tmp_path: Path) -> None:
    data = PdfWriter().write(*in_arabic(tmp_path, "قال ذلك ۖ وما هم كانوا."))
    for other in ("قال ۖ ذلك وما هم كانوا.", "قال ذلكۖ وما هم كانوا.", "قال ذلك ۚ وما هم كانوا."):
        assert [
            each.rule.code for each in prove(in_arabic(tmp_path, other).resolved, data, "x.pdf", "pdf")
        ] == ["D906"]
