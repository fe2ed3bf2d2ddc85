"""The number formats that few Word files use, by the examples of the standard (ECMA-376-1, 17.18.59)."""

from __future__ import annotations

import re

import pytest

from tests.support.docx_made import made, p, said
from toolchain.formats.docx.numerals import numeral
from toolchain.model import NumberedParagraph
from toolchain.readers.docx import read_bytes


@pytest.mark.parametrize(
    ("style", "signs"),
    [
        ("custom 0001", {1: "0001", 12345: "12345"}),
        ("hex", {9: "9", 10: "A", 255: "FF"}),
        ("numberInDash", {7: "- 7 -"}),
        ("decimalFullWidth", {10: "１０"}),
        ("decimalEnclosedCircle", {1: "①", 20: "⑳", 21: "21"}),
        ("decimalEnclosedFullstop", {1: "⒈", 20: "⒛"}),
        ("decimalEnclosedParen", {1: "⑴", 20: "⒇"}),
        ("ideographEnclosedCircle", {1: "㊀", 10: "㊉", 11: "11"}),
        ("ideographDigital", {10: "一〇", 105: "一〇五"}),
        ("ideographTraditional", {1: "甲", 10: "癸", 11: "11"}),
        ("ideographZodiac", {1: "子", 12: "亥", 13: "13"}),
        ("ideographZodiacTraditional", {1: "甲子", 2: "乙丑", 60: "癸亥"}),
        ("japaneseCounting", {10: "十", 21: "二十一", 100: "百", 1001: "千一"}),
        ("japaneseLegal", {10: "壱拾", 123: "壱百弐拾参"}),
        ("taiwaneseCounting", {10: "十", 21: "二十一"}),
        ("chineseLegalSimplified", {10: "壹拾", 105: "壹佰零伍"}),
        ("ideographLegalTraditional", {10: "壹拾", 2020: "貳仟零貳拾"}),
        ("koreanDigital", {10: "일영"}),
        ("koreanCounting", {10: "십", 21: "이십일", 111: "백십일"}),
        ("koreanLegal", {1: "하나", 21: "스물하나", 99: "아흔아홉"}),
        ("aiueoFullWidth", {1: "ア", 46: "ン", 47: "ア"}),
        ("irohaFullWidth", {1: "イ", 3: "ハ"}),
        ("ganada", {1: "가", 14: "하", 15: "가"}),
        ("chosung", {1: "ㄱ", 14: "ㅎ"}),
        ("hebrew1", {1: "א", 15: "טו", 16: "טז", 99: "צט", 115: "קטו"}),
        ("hebrew2", {22: "ת", 23: "אא"}),
        ("thaiLetters", {1: "ก"}),
        ("thaiNumbers", {10: "๑๐"}),
        ("hindiNumbers", {10: "१०"}),
        ("hindiVowels", {1: "क"}),
        ("hindiConsonants", {1: "अ"}),
        ("russianLower", {1: "а", 7: "ж", 30: "аа"}),
        ("russianUpper", {2: "Б"}),
    ],
)
def test_signs_of_formats_that_are_seldom_used(style: str, signs: dict[int, str]) -> None:
    assert {number: numeral(style, number) for number in signs} == signs


WORDS = """
en ordinal 1st 2nd 3rd 4th 11th 12th 13th 21st 112th
fr ordinal 1er 2e
es ordinal 1º
ru ordinal 1-й
"""

NUMBERS: dict[tuple[str, str], dict[int, str | None]] = {
    ("en", "cardinalText"): {
        1: "One",
        21: "Twenty-one",
        100: "One hundred",
        1101: "One thousand one hundred one",
        30_000: "Thirty thousand",
    },
    ("en", "ordinalText"): {
        3: "Third",
        12: "Twelfth",
        20: "Twentieth",
        99: "Ninety-ninth",
        1000: "One thousandth",
    },
    ("fr", "cardinalText"): {
        21: "Vingt et un",
        71: "Soixante et onze",
        80: "Quatre-vingts",
        81: "Quatre-vingt-un",
        99: "Quatre-vingt-dix-neuf",
        200: "Deux cents",
        201: "Deux cent un",
        1080: "Mille quatre-vingts",
        2000: "Deux mille",
    },
    ("fr", "ordinalText"): {
        1: "Premier",
        4: "Quatrième",
        5: "Cinquième",
        9: "Neuvième",
        21: "Vingt et unième",
        80: "Quatre-vingtième",
    },
    ("ru", "cardinalText"): {1: None},
    ("", "ordinal"): {1: "1st"},
}


@pytest.mark.parametrize("line", WORDS.strip().splitlines())
def test_ordinals_in_figures(line: str) -> None:
    language, style, *signs = line.split()
    numbers = [int(re.sub("[^0-9]", "", sign)) for sign in signs]
    assert [numeral(style, number, language) for number in numbers] == signs


@pytest.mark.parametrize(("language", "style"), NUMBERS)
def test_numbers_in_words(language: str, style: str) -> None:
    words = NUMBERS[language, style]
    assert {number: numeral(style, number, language) for number in words} == words


def _listed(style: str, language: str = "") -> bytes:
    stated = f'<w:rPr><w:lang w:val="{language}"/></w:rPr>' if language else ""
    counted = f'<w:start w:val="1"/><w:numFmt w:val="{style}"/><w:lvlText w:val="%1."/>{stated}'
    return made(
        p("x", "", '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'),
        numbering=f'<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0">{counted}</w:lvl></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>',
        styles='<w:docDefaults><w:rPrDefault><w:rPr><w:lang w:val="fr-FR"/></w:rPr></w:rPrDefault>'
        "</w:docDefaults>",
    )


@pytest.mark.parametrize(("language", "label"), [("", "Un."), ("en-GB", "One.")])
def test_words_are_in_the_language_of_the_level_or_else_of_the_document(language: str, label: str) -> None:
    (block,) = read_bytes(_listed("cardinalText", language), "report.docx").blocks
    assert isinstance(block, NumberedParagraph)
    assert block.typed
    assert block.typed.text == label


def test_words_in_another_language_are_not_read_for_certain() -> None:
    assert said(_listed("cardinalText", "ru-RU")) == [("D900", "paragraph 1")]
