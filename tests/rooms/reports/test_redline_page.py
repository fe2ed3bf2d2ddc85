"""The page of a redline: each text in its own direction."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

from tests.support.edited import built
from toolchain.reports.redline_page import page
from toolchain.word.redlining import By, redline


def test_an_arabic_text_on_the_page_has_its_direction() -> None:
    """Our own words are set apart, so that the first letter that counts is the author's."""
    text = "---\ntitle: عمل الأطفال\nlang: ar\n---\n\n# مقدمة\n\n1. نص أول طويل هنا.\n\n2. نص ثان مختلف.\n"
    new = text.replace("1. نص أول", "1. جديد تماما.\n\n2. غير أول")
    files = [built(each, Path("report.md")) for each in (text, new)]
    shown = page(redline("a", files[0], "b", files[1], By("x", "2000-01-01T00:00:00Z")), "a.md", "b.md")
    parts = re.findall(r'<(p|a)[^>]* dir="auto"[^>]*>(.*?)</\1>', shown.partition("<main>")[2], re.DOTALL)
    assert len(parts) >= 7
    for _, inner in parts:
        own = re.sub(r"<[^>]+>", "", re.sub("<bdi.*?</bdi>", "", inner))
        assert not re.search("[A-Za-z]", own), inner


def test_a_comment_is_not_a_change_and_words_of_two_lines_are_apart() -> None:
    text = (
        "---\ntitle: T\nlang: en\n---\n\n1. First words here.\n\n"
        "     Table: The cases\n\n     | A | B |\n     |---|---|\n     | 1 | 2 |\n\n"
        "# Method {.annex}\n\n1. Text.\n"
    )
    new = text.replace("First words here.", "First <!-- Ana: which? --> words here. <!-- Ana: why? -->")
    files = [built(each, Path("report.md")) for each in (text, new)]
    made = redline("a", files[0], "b", files[1], By("x", "2000-01-01T00:00:00Z"))
    assert not made.entries
    with zipfile.ZipFile(io.BytesIO(made.data)) as archive:
        assert not re.search(rb"<w:(ins|del) ", archive.read("word/document.xml"))
    shown = page(made, "a.md", "b.md")
    assert "<li>None</li>" in shown
    assert "Table 1 The cases" in shown
    assert "Annex Method" in shown
