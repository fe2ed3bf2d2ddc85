"""Word's lists: who counts with whom, and what the lists are made to show."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.docx_file import CASES, Docx, built, docx, find, style, text, value, values
from tests.support.pages import ROOT, written
from toolchain import model as m
from toolchain.model.diagnostics import FilePlace
from toolchain.writers.docx.counting import runs_of_markers
from toolchain.writers.docx.numbering import DEEPEST
from toolchain.writers.docx.styles import STEP
from toolchain.writers.docx.xml import Element, get

REPORT = ROOT / "content" / "pakistan-opsc" / "report.md"
HERE = FilePlace("x.md")


@pytest.fixture(scope="module")
def report() -> Docx:
    return built(REPORT)


@pytest.fixture(scope="module")
def numbers() -> Docx:
    return built(CASES / "numbers.md")


def list_of(file: Docx, name: str) -> str | None:
    """The list that the style of that name belongs to."""
    (found,) = file.all("styles", f"w:style[w:name/@w:val='{name}']")
    return value(found, "w:pPr/w:numPr/w:numId")


def levels(file: Docx, list_id: str | None) -> list[Element]:
    (number,) = file.all("numbering", f"w:num[@w:numId='{list_id}']")
    identity = value(number, "w:abstractNumId")
    return file.all("numbering", f"w:abstractNum[@w:abstractNumId='{identity}']/w:lvl")


def test_paragraphs_have_their_list_from_their_style(report: Docx) -> None:
    assert find(report.body, "w:p[w:pPr/w:numPr]") == []


def test_the_body_is_one_list_and_the_recommendations_another(report: Docx) -> None:
    paragraphs = [style(each) for each in find(report.body, "w:p")]
    assert paragraphs.count("NumberedParagraph") == 31
    assert paragraphs.count("NumberedParagraphRecommendation") == 20
    assert list_of(report, "Numbered Paragraph") != list_of(report, "Numbered Paragraph (recommendation)")


def test_every_list_is_its_own(numbers: Docx) -> None:
    for path in ("w:abstractNum/@w:abstractNumId", "w:abstractNum/w:nsid/@w:val", "w:num/@w:numId"):
        found = numbers.part("numbering").xpath(path, namespaces={"w": numbers.body.nsmap["w"]})
        assert len(found) == len(set(found)) > 5  # type: ignore[arg-type]
    used = values(numbers.part("numbering"), "w:num/w:abstractNumId")
    assert len(used) == len(set(used)), "two lists share what they count"


def test_no_list_starts_anywhere_but_at_one(numbers: Docx) -> None:
    assert set(values(numbers.part("numbering"), "//w:start")) == {"1"}
    assert numbers.all("numbering", "//w:lvlOverride | //w:lvlRestart") == []


@pytest.mark.parametrize(
    ("lang", "forms"),
    [
        ("en", ["%1.", "(%2)", "(%3)", "%4.", "%5."]),
        ("fr", ["%1.", "%2)", "%3)", "%4.", "%5."]),
        ("ar", ["%1.", "(%2)", "'%3'", "%4.", "%5."]),
        ("zh", ["%1.", "(%2)", "(%3)", "%4.", "%5."]),
    ],
)
def test_levels_have_the_forms_of_the_language(tmp_path: Path, lang: str, forms: list[str]) -> None:
    file = docx(written(tmp_path, "1. One.\n", lang=lang))
    found = levels(file, list_of(file, "Numbered Paragraph"))
    assert [value(level, "w:lvlText") for level in found][:5] == forms
    styles = [get(each, "val") for level in found for each in find(level, "w:pStyle")]
    assert styles == ["NumberedParagraph", "SubParagraph1", "SubParagraph2", "SubParagraph3"]


def test_each_level_begins_one_step_further_in(tmp_path: Path) -> None:
    """Those of Word's list that have no style too. Numbers are at the left of their room."""
    file = docx(written(tmp_path, "1. One.\n"))
    found = levels(file, list_of(file, "Numbered Paragraph"))
    assert len(found) == DEEPEST + 1
    places = [int(get(tab, "pos") or 0) for level in found for tab in find(level, "w:pPr/w:tabs/w:tab")]
    assert places == [places[0] + STEP * depth for depth in range(DEEPEST + 1)]
    assert {value(level, "w:lvlJc") for level in found} == {"left"}


def test_headings_have_a_list_only_when_they_are_numbered(report: Docx, numbers: Docx) -> None:
    (heading,) = report.all("styles", "w:style[w:name/@w:val='heading 1']")
    assert find(heading, "w:pPr/w:numPr") == []
    styles = {style(each) or "" for each in find(report.body, "w:p")}
    assert {each for each in styles if each.startswith("Heading")} == {
        "Heading1", "Heading2", "Heading1Recommendation",
    }  # fmt: skip
    found = levels(numbers, list_of(numbers, "heading 1"))
    assert [value(level, "w:lvlText") for level in found] == ["%1.", "%2.", "%3.", "(%4)"]
    assert [value(level, "w:numFmt") for level in found] == [
        "upperRoman",
        "upperLetter",
        "decimal",
        "lowerLetter",
    ]
    assert [value(level, "w:lvlJc") for level in found] == ["right"] * 4


def test_a_heading_without_number_leaves_the_list_by_its_style(numbers: Docx) -> None:
    unnumbered = {text(each) for each in find(numbers.body, "w:p") if "NoNumber" in (style(each) or "")}
    assert unnumbered == {"Unnumbered sub", "Sub of unnumbered"}
    assert list_of(numbers, "heading 2 (no number)") == "0"


def test_headings_in_annexes_count_for_themselves(numbers: Docx) -> None:
    annexed = {
        text(each): value(each, "w:pPr/w:numPr/w:numId")
        for each in find(numbers.body, "w:p[w:pPr/w:numPr]")
        if (style(each) or "").startswith("Heading")
    }
    assert annexed.keys() == {"In A", "In A deep", "In A 2", "In B"}
    assert set(annexed.values()) == {list_of(numbers, "Annex Heading")}
    first, *_ = levels(numbers, list_of(numbers, "Annex Heading"))
    assert (value(first, "w:lvlText"), value(first, "w:suff")) == ("", "nothing")


def item(marker: str) -> m.ListItem:
    return m.ListItem(HERE, marker, ())


@pytest.mark.parametrize(
    ("markers", "runs"),
    [
        ("1) 2) 3)", [("decimal", "%)", 1, 3)]),
        ("3. 4. 5.", [("decimal", "%.", 3, 3)]),
        ("0) 1)", [("decimal", "%)", 0, 2)]),
        ("1) 1) 1)", [("decimal", "%)", 1, 1)] * 3),
        ("1) 2) 4) 5. 6.", [("decimal", "%)", 1, 2), ("decimal", "%)", 4, 1), ("decimal", "%.", 5, 2)]),
        ("01) 2)", [("none", "01)", 1, 1), ("decimal", "%)", 2, 1)]),
        ("99999) 123456789)", [("none", "99999)", 1, 1), ("none", "123456789)", 1, 1)]),
        ("32767) 32768)", [("decimal", "%)", 32767, 1), ("none", "32768)", 1, 1)]),
        ("", []),
    ],
)
def test_ordinary_lists_show_what_was_typed(markers: str, runs: list[tuple[str, str, int, int]]) -> None:
    found = runs_of_markers([item(marker) for marker in markers.split()])
    assert [(form.style, form.text, start, len(items)) for form, start, items in found] == runs


def test_a_paragraph_deeper_than_any_list_of_word_is_still_shown(tmp_path: Path) -> None:
    lines = ["1. Level 0:\n"]
    lines += [f"{' ' * 5 * depth}1. Level {depth}:\n" for depth in range(1, 11)]
    file = docx(written(tmp_path, "\n".join(lines)))
    deep = [each for each in find(file.body, "w:p") if text(each).startswith("Level")]
    assert [text(each) for each in deep] == [f"Level {depth}:" for depth in range(11)]
    assert [value(each, "w:pPr/w:numPr/w:ilvl") for each in deep[4:]] == ["4", "5", "6", "7", "8", "8", "8"]


def test_each_list_says_how_many_levels_it_has(tmp_path: Path) -> None:
    """Paragraphs count on several levels, a list with brackets on one (ECMA-376-1, 17.9.12)."""
    file = docx(written(tmp_path, "1. One:\n\n     1) a\n\n     2) b\n"))
    kinds = set()
    for abstract in file.all("numbering", "w:abstractNum"):
        kinds.add((len(abstract.findall("{*}lvl")) > 1, value(abstract, "w:multiLevelType")))
    assert kinds == {(True, "multilevel"), (False, "singleLevel")}
