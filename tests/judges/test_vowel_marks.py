"""Words with vowel marks in PDFs by typst, as other programs find, copy and draw them."""

from __future__ import annotations

import random
import re
import unicodedata
from collections import Counter
from pathlib import Path

import pikepdf
import pytest
from PIL import ImageChops

from tests.judges.oracles import pdfium
from tests.judges.validators import need_module, poppler, verapdf
from tests.support.pages import Submission, written
from tests.support.proving import prove
from toolchain.project.settings import Options
from toolchain.writers.pdf import PdfWriter
from toolchain.writers.pdf.typst import vowel_marks

TEXTS = {
    "ar": (
        "يُولَدُ جَمِيعُ النَّاسِ أَحْرَارًا مُتَسَاوِينَ فِي الْكَرَامَةِ وَالْحُقُوقِ.",
        "هذا كِتَابٌ، وهو مقدَّم إلى اللجنة: حَقٌّ/سَلَامٌ، واللَّهُ إِلَٰهٌ؛ قُرْآنٌ مُؤْمِنٌ، شَيْءٌ، لَا أَوِ الْآنَ.",
    ),
    "he": (
        "כָּל בְּנֵי הָאָדָם נוֹלְדוּ בְּנֵי חוֹרִין, שָׁוִים בְּעֶרְכָּם וּבִזְכֻיּוֹתֵיהֶם.",
        "הַשָּׁמַיִם, לְכֻלָּם וגם מילים בלי ניקוד.",
    ),
    "fa": ("این گزارش مُقدَّماتی دربارهٔ حقِّ آموزش است.", "بخشِ دومِ آن، کاملاً تازه است."),
}
"""The first are from the Universal Declaration of Human Rights."""
MIXED = (
    "حَقٌّ", "القَانُونِ", "المادة 12", "مُقدَّم", "UNICEF", "2019–2024", "(كِتَابٌ)", "«كُلُّ»", "12.5",
    "63%", "،", "؛", ":", "*حَقٌّ*", "**مُحَمَّدٌ**", "[حَقٌّ](https://example.org)",
    "[Law 3](https://example.org)", "شَيْءٍ", "الرَّحْمَٰنِ", "بَيْنَ", "كتاب", "لِلْأَطْفَالِ",
)  # fmt: skip
"""Words with and without marks, and what is between them."""
_WORD = re.compile("[\u0590-\u05f4\u0620-\u065f\u0670-\u06d3]+")
_SEEN = 64
"""Difference of grey at an edge that nobody sees, of 255: places are rounded to hundredths of a point."""


@pytest.fixture(params=TEXTS)
def pointed(request: pytest.FixtureRequest, tmp_path: Path) -> Submission:
    lang = request.param
    body = "\n\n".join(f"{number}. {text}[^n]" for number, text in enumerate(TEXTS[lang], 1))
    note = f"\n\n[^n]: {TEXTS[lang][0]}"
    return written(tmp_path, body + note, Options(pdf_engine="typst"), lang=lang, title=TEXTS[lang][0])


def words_of(text: str) -> list[str]:
    """Words in Arabic and Hebrew letters, their marks in the order of Unicode, which many programs change."""
    without = re.sub("[\u200b-\u200f\u202a-\u202e\u2066-\u2069]", "", text)
    return _WORD.findall(unicodedata.normalize("NFC", without))


def test_they_are_copied_as_they_are_written(pointed: Submission, tmp_path: Path) -> None:
    need_module("pypdfium2", "pypdfium2")
    data = PdfWriter().write(*pointed)
    (path := tmp_path / "report.pdf").write_bytes(data)
    lang = str(pointed.resolved.document.front_matter.lang)
    for found in (pdfium.copied(data), poppler.text(path)):
        there = " ".join(words_of(found))
        for text in TEXTS[lang]:
            assert " ".join(words_of(text)) in there
    assert prove(pointed.resolved, data, "report.pdf", "pdf") == ()
    assert [verapdf.findings([path], flavour)[path] for flavour in ("ua1", "3a")] == [[], []]
    assert not [line for line in poppler.structure(path) if "WARNING" in line]
    with pikepdf.open(path) as pdf:
        contents = b"".join(page.Contents.read_bytes() for page in pdf.pages)
    assert not re.search(rb"/ActualText\s*(?!\(\))", contents)


def test_they_look_as_typst_sets_them(pointed: Submission, monkeypatch: pytest.MonkeyPatch) -> None:
    need_module("pypdfium2", "pypdfium2")
    ours = pdfium.pictures(PdfWriter().write(*pointed))
    with monkeypatch.context() as patch:
        patch.setattr(vowel_marks, "separate_marks", lambda _: None)
        theirs = pdfium.pictures(PdfWriter().write(*pointed))
    for one, other in zip(ours, theirs, strict=True):
        assert not any(ImageChops.difference(one, other).histogram()[_SEEN:])


@pytest.mark.parametrize("seed", [1, *(pytest.param(seed, marks=pytest.mark.long) for seed in range(2, 40))])
def test_words_of_mixed_lines_are_copied(seed: int, tmp_path: Path) -> None:
    need_module("pypdfium2", "pypdfium2")
    chance = random.Random(seed)
    texts = [" ".join(("كل", *chance.choices(MIXED, k=chance.randrange(2, 14)), "كل.")) for _ in range(12)]
    body = "\n\n".join(f"{number}. {text}" for number, text in enumerate(texts, 1))
    submission = written(tmp_path, body, Options(pdf_engine="typst"), lang="ar", title="تقرير")
    data = PdfWriter().write(*submission)
    assert prove(submission.resolved, data, "report.pdf", "pdf") == ()
    assert not Counter(words_of(body)) - Counter(words_of(pdfium.copied(data)))
