"""The words and number forms of the six languages, and the styles they count in."""

from __future__ import annotations

import re
import tomllib
from importlib.resources import files
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolchain.model.forms import Form
from toolchain.model.front_matter import UN_LANGUAGES
from toolchain.model.numerals import numeral
from toolchain.resolve.labels import words_for

KINDS = {
    "paragraph", "section", "table", "figure", "note", "annex", "recommendation", "question", "conclusion",
}  # fmt: skip


def tables() -> dict[str, Any]:
    return tomllib.loads(files("toolchain.resolve").joinpath("labels.toml").read_text("utf-8"))


def shape(value: Any) -> Any:
    """The keys of a table all the way down, and the names in braces of its texts."""
    if isinstance(value, dict):
        return {key: shape(inner) for key, inner in value.items()}
    return sorted(re.findall(r"\{(\w+)\}", value)) if isinstance(value, str) else type(value).__name__


def test_the_languages_are_the_six_official_ones() -> None:
    assert sorted(tables()) == sorted(UN_LANGUAGES)


@pytest.mark.parametrize("lang", UN_LANGUAGES)
def test_every_language_has_every_key_with_the_same_names_in_braces(lang: str) -> None:
    assert shape(tables()[lang]) == shape(tables()["en"])


@pytest.mark.parametrize("lang", UN_LANGUAGES)
def test_every_word_is_there(lang: str) -> None:
    words = words_for(lang)
    assert set(words.citations) == set(words.references) == KINDS
    assert set(words.series) == {"recommendation", "question", "conclusion"}
    assert set(words.captions) == {"table", "figure", "annex"}
    assert (len(words.sub_paragraphs), len(words.headings)) == (3, 4)
    assert all(text.strip() == text != "" for text in (*words.terms.values(), *words.matrix.values()))
    assert words.matrix.keys() == words_for("en").matrix.keys()
    assert all(forms and all(forms) for forms in words.references.values())


@pytest.mark.parametrize("lang", UN_LANGUAGES)
def test_the_word_a_kind_is_cited_by_is_one_of_its_reference_words(lang: str) -> None:
    words = words_for(lang)
    for kind, citation in words.citations.items():
        assert citation.partition("{")[0].strip() in words.references[kind]
    for name, word in words.series.items():
        assert words.citations[name].startswith(word)


@pytest.mark.parametrize("lang", [lang for lang in UN_LANGUAGES if lang != "en"])
def test_only_words_that_both_languages_share_are_left_in_english(lang: str) -> None:
    shared = {
        "fr": {
            "notes", "page", "date", "session", "contact", "note_mark", "notes_of", "instrument", "source",
            "publication",
        },
    }  # fmt: skip
    english, own = words_for("en").terms, words_for(lang).terms
    assert {key for key in own if own[key] == english[key]} == shared.get(lang, set())


@pytest.mark.parametrize(
    ("lang", "paragraph", "subs", "headings", "captions"),
    [
        ("en", "15.", ["(b)", "(ii)", "b."], ["II.", "B.", "2.", "(b)"], ["Table 2", "Figure 2", "Annex II"]),
        ("fr", "15.", ["b)", "ii)", "b."], ["II.", "B.", "2.", "b)"], ["Tableau 2", "Figure 2", "Annexe II"]),
        ("es", "15.", ["b)", "ii)", "b."], ["II.", "B.", "2.", "b)"], ["Cuadro 2", "Figura 2", "Anexo II"]),
        (
            "ru", "15.", ["b)", "ii)", "b."], ["II.", "B.", "2.", "b)"],
            ["Таблица 2", "Рисунок 2", "Приложение II"],
        ),
        (
            "ar", "15.", ["(ب)", "'2'", "ب."], ["II.", "ب.", "2.", "(ب)"],
            ["الجدول 2", "الشكل 2", "المرفق 2"],
        ),
        ("zh", "15.", ["(b)", "(二)", "b."], ["二.", "B.", "2.", "(b)"], ["表2", "图2", "附件二"]),
    ],
)  # fmt: skip
def test_forms(lang: str, paragraph: str, subs: list[str], headings: list[str], captions: list[str]) -> None:
    words = words_for(lang)
    assert words.paragraph.label(15) == paragraph
    assert [form.label(2) for form in words.sub_paragraphs] == subs
    assert [form.label(2) for form in words.headings] == headings
    assert [words.captions[kind].label(2) for kind in ("table", "figure", "annex")] == captions


@pytest.mark.parametrize("lang", UN_LANGUAGES)
def test_a_reference_shows_a_label_without_its_full_stop_and_no_dash(lang: str) -> None:
    words = words_for(lang)
    for form in (words.paragraph, *words.sub_paragraphs, *words.headings):
        assert form.own(3) == form.label(3).removesuffix(".")
        assert form.own(3)[-1] not in ".-–,"


@pytest.mark.parametrize("lang", UN_LANGUAGES)
def test_levels_that_stand_in_one_another_look_different(lang: str) -> None:
    words = words_for(lang)
    for levels in (words.sub_paragraphs, words.headings):
        assert len({form.label(5) for form in levels}) == len(levels)
    assert words.paragraph.own(5) != words.headings[0].own(5)


@pytest.mark.parametrize("lang", UN_LANGUAGES)
@given(value=st.integers(1, 52))
def test_a_form_recognises_its_own_numbers(lang: str, value: int) -> None:
    words = words_for(lang)
    for form in (words.paragraph, *words.sub_paragraphs, *words.headings, *words.captions.values()):
        assert re.fullmatch(form.pattern, form.own(value))


@pytest.mark.parametrize("text", ["%.", "§ %", "%", "(%)", "Para. %", "[%]"])
@given(value=st.integers(1, 40_000))
def test_a_form_reads_its_own_labels_and_no_other(text: str, value: int) -> None:
    form = Form("decimal", text)
    assert re.fullmatch(form.labels, form.label(value))
    assert form.read(f" {form.label(value)} ") == str(value)
    assert form.read(form.label(value).replace(" ", "\u00a0")) == str(value)
    assert form.read(f"{form.label(value)}-") == form.read(f"{value}:") == form.read("") == ""


@pytest.mark.parametrize(
    ("lang", "rtl", "paragraphs_are"),
    [("fr-CA", False, "paragraphe"), ("AR", True, "الفقرة"), ("zh-Hans", False, "第"),
     ("de", False, "paragraph"), ("ur", True, "paragraph"), ("fa-AF", True, "paragraph"),
     ("", False, "paragraph")],
)  # fmt: skip
def test_a_tag_is_read_by_its_primary_subtag(lang: str, rtl: bool, paragraphs_are: str) -> None:
    words = words_for(lang)
    assert (words.lang, words.rtl) == (lang, rtl)
    assert words.citations["paragraph"].startswith(paragraphs_are)
    assert words_for(lang) is words


@pytest.mark.parametrize(
    ("style", "values"),
    [
        ("decimal", {1: "1", 31: "31"}),
        ("lowerLetter", {1: "a", 26: "z", 27: "aa", 28: "bb", 52: "zz", 53: "aaa"}),
        ("upperLetter", {1: "A", 27: "AA", 29: "CC"}),
        ("lowerRoman", {1: "i", 4: "iv", 9: "ix", 14: "xiv", 40: "xl", 90: "xc", 1994: "mcmxciv"}),
        ("upperRoman", {3: "III", 49: "XLIX", 400: "CD", 900: "CM", 3999: "MMMCMXCIX"}),
        ("arabicAbjad", {1: "أ", 2: "ب", 3: "ج", 4: "د", 5: "ه", 10: "ي", 28: "غ", 29: "أأ", 30: "بب"}),
        (
            "chineseCounting",
            {1: "一", 10: "十", 11: "十一", 20: "二十", 21: "二十一", 100: "一○○", 120: "一二○"},
        ),
    ],
)  # fmt: skip
def test_numerals(style: str, values: dict[int, str]) -> None:
    assert {value: numeral(style, value) for value in values} == values


@pytest.mark.parametrize("style", ["decimal", "lowerLetter", "upperRoman", "arabicAbjad", "chineseCounting"])
def test_numerals_of_no_list_are_decimal(style: str) -> None:
    assert numeral(style, 0) == "0"
    assert numeral(style, 40_000) == "40000"


@given(st.integers(1, 3999))
def test_roman_numerals_are_read_back_as_themselves(value: int) -> None:
    worth = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}
    signs = [worth[sign] for sign in numeral("lowerRoman", value)]
    assert value == sum(-a if a < b else a for a, b in zip(signs, [*signs[1:], 0], strict=True))


def test_an_unknown_style_is_an_error() -> None:
    with pytest.raises(KeyError):
        Form("hebrew1", "%.").label(1)
