"""Words from right to left in PDFs: their order, and the signs between them."""

from __future__ import annotations

import pytest
from pikepdf import String

from tests.support.pdf_content import font_of_characters
from tests.support.pdf_tagged import Maker
from toolchain import model as m
from toolchain.formats.pdf.bidi import in_reading_order
from toolchain.model.walk import plain_text

_LETTERS = {
    1: "a", 2: "z", 3: " ", 4: "\u0627", 5: "\u0628", 6: "\u062a", 7: "\u062a\u064e", 8: "5", 9: ",",
    135: "\u062a\u064e",
}  # fmt: skip


@pytest.mark.parametrize(
    ("lang", "shown", "text"),
    [
        ("ar", "100 0006 0003|120 0005 0003|140 0004", "ا ب ت"),
        ("ar", "100 0006 0003|100 0005|100 0004", "ت\u2060ب\u2060ا"),
        ("ar", "140 0004|120 0005 0003|100 0006 0003", "ا\u2060 ب\u2060 ت"),
        ("ar", "100 0006 0003|120 0008|140 0004", " ت\u20605\u2060ا"),
        (
            "en",
            "100 0001 0003|110 0006|120 0003|130 0005 0003|140 0004|150 0002",
            "a \u2060ا ب ت\u2060z",
        ),
        ("en", "100 0001 0003|120 0006 0003|130 0004 0003|150 0002", "a \u2060 ا ت\u2060z"),
        ("en", "100 0001|120 0003 0006|130 0004|150 0002", "a\u2060ات \u2060z"),
        ("en", "100 0001|110 0003|120 0006|130 0003|150 0002", "a\u2060 ت \u2060z"),
        ("en", "100 0001 0003|120 0005 0003|130 0009 0004|150 0002", "a \u2060ا, ب\u2060z"),
        (
            "en",
            "100 0001 0003|140 0003|145 0004|130 0008|110 0005|120 0003|160 0009|170 0002",
            "a \u2060ا \u20605\u2060 ب\u2060,\u2060z",
        ),
        ("ar", "100 0001|110 0009|115 0003|120 0002", "a, z"),
        ("ar", "140 0001|100 0006|110 0003|120 0005|130 0009|90 0002", "a\u2060,ب ت\u2060z"),
        ("ar", "100 0004|110 0087|110 0007 0005", "بت\u064eا"),
    ],
)
@pytest.mark.parametrize("apart", [True, False], ids=["in marks of their own", "in one mark"])
def test_words_from_right_to_left_that_are_shown_from_left_to_right(
    lang: str, shown: str, text: str, apart: bool
) -> None:
    """Each is reversed (14.8.2.3.3) and has its own place; the next word to the right is the word before."""
    maker = Maker()
    maker.pdf.Root.Lang = String(lang)
    maker.page.Resources.Font.F = font_of_characters(maker.pdf, _LETTERS)
    words = [each.encode().partition(b" ") for each in shown.split("|")]
    one = b"/ReversedChars BMC BT /F 9 Tf 1 0 0 1 %s 700 Tm <%s> Tj ET EMC "
    marked = [
        b"/Span <</MCID %d>> BDC %s EMC " % (number, one % (x, codes))
        for number, (x, _, codes) in enumerate(words)
    ]
    together = b"/Span <</MCID 0>> BDC %s EMC" % b"".join(one % (x, codes) for x, _, codes in words)
    kids = range(len(words) if apart else 1)
    document = maker.read(b"".join(marked) if apart else together, maker.element("P", list(kids)))
    (paragraph,) = document.blocks
    assert isinstance(paragraph, m.Paragraph)
    assert plain_text(paragraph.children) == text.strip()


@pytest.mark.parametrize(
    ("shown", "text"),
    [
        # signs of the line, marked as neither reversed nor Arabic; a single one is no different without that
        (["100 R 4", "110 - 9 3", "120 R 5"], "ا\u2060, \u2060ب"),
        (["100 R 4", "110 R 3 9", "120 R 5"], "ب, ا"),
        (["100 R 4", "110 - 3", "120 R 5"], "ب ا"),
        (["100 R(ar) 4", "110 - 3", "120 R(ar) 5"], "ا\u2060 \u2060ب"),
        (["100 R(ar) 4", "110 -(ar) 3", "120 R(ar) 5"], "ب ا"),
        # a comma at the end of Arabic words, marked with their language
        (["100 - 1", "110 -(ar) 9", "120 R(ar) 5"], "a\u2060ب,"),
        (["100 - 1", "110 - 9", "120 R(ar) 5"], "a\u2060,\u2060ب"),
    ],
)
def test_signs_between_words_from_right_to_left_in_an_english_line(shown: list[str], text: str) -> None:
    maker = Maker()
    maker.page.Resources.Font.F = font_of_characters(maker.pdf, _LETTERS)
    contents = b""
    for number, each in enumerate(shown):
        x, manner, codes = each.split(" ", 2)
        lang = f"/Lang {manner[1:]}" if manner[1:] else ""
        show = (
            f"BT /F 9 Tf 1 0 0 1 {x} 700 Tm <{''.join(f'{int(code):04x}' for code in codes.split())}> Tj ET"
        )
        show = f"/ReversedChars BMC {show} EMC" if manner[0] == "R" else show
        contents += f"/Span <</MCID {number} {lang}>> BDC {show} EMC ".encode()
    (paragraph,) = maker.read(contents, maker.element("P", list(range(len(shown))))).blocks
    assert isinstance(paragraph, m.Paragraph)
    assert plain_text(paragraph.children) == text


@pytest.mark.parametrize(
    ("shown", "right_to_left", "is_exact", "text"),
    [
        ("a (b)", True, True, "a (b)"),
        ("a )b(", True, False, "a (b)"),
        ("ت )ب( ا", True, True, "ا (ب) ت"),
        ("ت )ب( ا", True, False, "ا (ب) ت"),
        ("ت )ب( ا", False, True, "ا (ب) ت"),
        ("ت (ب) ا", False, False, "ا (ب) ت"),
        (".)", True, True, ")."),
    ],
)
def test_brackets_are_stated_for_the_file_or_for_each_place(
    shown: str, right_to_left: bool, is_exact: bool, text: str
) -> None:
    assert in_reading_order(list(shown), right_to_left, is_exact=is_exact).text == text
