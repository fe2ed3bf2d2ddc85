"""What the styles print, against cases written by hand from the manuals and from the notes of the report."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.support.citing import STYLES, entry, shipped, shown
from toolchain.citations.style import load_style
from toolchain.citations.style.cite import Cite, Part

CASES = Path(__file__).parents[3] / "cases" / "citing"
POSITIONS = ("first", "subsequent", "ibid", "ibid-with-locator")


def cases() -> list[Any]:
    out = []
    for style in STYLES:
        for number, case in enumerate(yaml.safe_load((CASES / f"{style}.yaml").read_text(encoding="utf-8"))):
            for position in (*POSITIONS, "list"):
                if position in case:
                    name = f"{style}-{number}-{case['source']['type']}-{position}"
                    out.append(pytest.param(style, case, position, id=name))
    return out


@pytest.mark.parametrize(("style", "case", "position"), cases())
def test_a_source_is_printed_as_the_manual_has_it(style: str, case: dict[str, Any], position: Any) -> None:
    source = entry(case["source"])
    if position == "list":
        parts = shipped(style).entry(source)
    else:
        cite = Cite(
            source,
            position,
            prefix=case.get("prefix", ""),
            label=case.get("label", ""),
            locator=case.get("locator", ""),
            suffix=case.get("suffix", ""),
            author=case.get("author", True),
            first_note=case.get("first-note", "12"),
        )
        parts = shipped(style).citation([cite], case.get("opens", True))
    assert shown(parts) == case[position]


BOOK = entry({"type": "book", "title": "Administrative Law", "author": ["Endicott, Timothy"]})
CODE = entry({"type": "legislation", "title": "Penal Code", "author": ["Pakistan"]})


def test_several_sources_are_parted_by_the_style() -> None:
    cites = [
        Cite(BOOK, "first", prefix="see", label="page", locator="3"),
        Cite(CODE, "subsequent", label="article", locator="4-6", suffix=", and what follows"),
        Cite(CODE, "ibid"),
    ]
    style = shipped("un")
    assert shown(style.citation(cites, True)) == (
        "see Timothy Endicott, *Administrative Law*, p. 3; Penal Code, arts. 4–6, and what follows; ibid."
    )
    assert style.separator == "; "


def test_ibid_is_capital_only_where_it_begins() -> None:
    style = shipped("un")
    assert shown(style.citation([Cite(BOOK, "ibid")], True)) == "Ibid."
    assert shown(style.citation([Cite(BOOK, "ibid")], False)) == "ibid."
    assert shown(style.citation([Cite(BOOK, "ibid", prefix="see")], True)) == "see ibid."
    assert shown(shipped("oscola").citation([Cite(BOOK, "ibid")], True)) == "ibid"


def test_the_number_of_a_note_is_a_part_of_its_own() -> None:
    parts = shipped("oscola").citation([Cite(BOOK, "subsequent", first_note="12")], True)
    assert parts == (Part("Endicott (n "), Part("12", note=True), Part(")"))


def test_a_style_that_prints_nothing_for_ibid_prints_the_key_of_each_source() -> None:
    style = load_style(
        "{% macro document(s, c) %}{{ s.title }}{% endmacro %}{% macro ibid(s, c) %}{% endmacro %}",
        "mine.j2",
        "en",
    )
    other = entry({"type": "book"}, key="other")
    for source in (BOOK, other, BOOK):
        assert shown(style.citation([Cite(source, "ibid")], True)) == source.key


def test_a_suffix_brings_no_second_stop() -> None:
    style = shipped("un")
    assert shown(style.citation([Cite(BOOK, "ibid", suffix=". So it is")], True)) == "Ibid. So it is"
    assert shown(style.citation([Cite(BOOK, "ibid", suffix="(emphasis added)")], True)) == (
        "Ibid. (emphasis added)"
    )


def test_the_same_source_is_printed_for_each_locator() -> None:
    style = shipped("un")
    for number, printed in (("3", "p. 3"), ("4–6", "pp. 4–6"), ("7", "p. 7"), ("xiv", "p. xiv")):
        parts = style.citation([Cite(CODE, "subsequent", label="page", locator=number)], True)
        assert shown(parts) == f"Penal Code, {printed}"


def test_a_style_of_ones_own_needs_one_macro() -> None:
    style = load_style(
        "{% macro document(s, c) %}\n"
        "{{ join(', ', names(s.lead), s.title, locator(c, 'long')) }}\n"
        "{% endmacro %}",
        "mine.j2",
        "en",
    )
    for position in POSITIONS:
        cite = Cite(BOOK, position, label="page", locator="4-6")  # type: ignore[arg-type]
        expected = "Timothy Endicott, Administrative Law" + ("" if position == "ibid" else ", pages 4–6")
        assert shown(style.citation([cite], True)) == expected


def test_a_style_can_have_a_form_for_one_type_and_one_position() -> None:
    style = load_style(
        "{% set separator = ' / ' %}"
        "{% macro document(s, c) %}{{ s.title }}{% endmacro %}"
        "{% macro short_legislation(s, c) %}the {{ s.title }} again{% endmacro %}"
        "{% macro ibid(s, c) %}<i>{{ term('ibid') | capital(c.opens) }}</i>{% endmacro %}",
        "mine.j2",
        "en",
    )
    cites = [Cite(CODE, "ibid"), Cite(CODE, "first"), Cite(CODE, "subsequent"), Cite(BOOK, "subsequent")]
    expected = "*Ibid.* / Penal Code / the Penal Code again / Administrative Law"
    assert shown(style.citation(cites, True)) == expected


@pytest.mark.parametrize(
    ("lang", "title", "language", "said"),
    [
        ("en", "Que faire ?", "fr-CA", "fr-CA"),
        ("fr", "Que faire ?", "fr_CA", ""),
        ("en", "Why?", "", ""),
        ("en", "Why?", "English", ""),
        ("zh", "Why?", "en", "en"),
        ("ar", "Why?", "", "und-Latn"),
        ("ar", "لماذا؟", "", ""),
        ("en", "لماذا؟", "", "und-Arab"),
    ],
)
def test_a_title_in_another_language_says_so(lang: str, title: str, language: str, said: str) -> None:
    """So that it is spoken and hyphenated as it should be, and its signs stay with it among Arabic."""
    source = entry({"type": "article", "title": title, "container-title": "A", "language": language})
    for style in STYLES:
        for position in ("first", "subsequent"):
            parts = shipped(style, lang).citation([Cite(source, position)], True)
            assert {part.lang for part in parts if title in part.text} == {said}
            assert "lang" not in shown(parts)


@pytest.mark.parametrize(
    ("lang", "author", "said"),
    [
        ("en", "مٹی کا دیا", "und-Arab"),
        ("en", "Clay Lamp", ""),
        ("ar", "Clay Lamp", "und-Latn"),
        ("ar", "جمعية", ""),
    ],
)
def test_an_author_against_the_direction_says_so(lang: str, author: str, said: str) -> None:
    """Else the year after a title in Urdu is before the author, at the left end of an English line."""
    source = entry({"type": "report", "title": "X", "author": [author]})
    for style in STYLES:
        parts = shipped(style, lang).citation([Cite(source, "first")], True)
        assert {part.lang for part in parts if author in part.text} == {said}, style


@pytest.mark.parametrize(("lang", "kind"), [("en", "PhD thesis"), ("ru", "диссертация"), ("fr", "thèse")])
def test_what_bibtex_calls_a_thesis_has_the_language_of_the_document(lang: str, kind: str) -> None:
    thesis = entry({"type": "thesis", "title": "X", "author": ["Y, Z"], "genre": "PhD thesis"})
    assert kind in shown(shipped("un", lang).citation([Cite(thesis, "first")], True))
