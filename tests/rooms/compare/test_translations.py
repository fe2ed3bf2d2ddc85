"""V951: what differs between a translation and its original is told with both places, and nothing else is."""

from __future__ import annotations

import shutil
import tomllib
from pathlib import Path
from typing import Any

import pytest

from tests.support import declaration
from tests.support.pages import ROOT
from toolchain.compare.versions.quantities import foreign_form, quantities
from toolchain.model.diagnostics import Finding, Place, Severity, source_span
from toolchain.model.records import replace
from toolchain.pipeline import stages as pipeline
from toolchain.project.settings import Options
from toolchain.reports.sentences import help_line, message

CASES = ROOT / "tests/cases/translations"
ORIGINAL = (CASES / "report.md").read_text(encoding="utf-8")
FRENCH = (CASES / "report.fr.md").read_text(encoding="utf-8")
NO_BREAK = "\u00a0"
CHANGES = tomllib.loads((CASES / "changes.toml").read_text(encoding="utf-8"))["change"]


def found(source: Path) -> list[Finding]:
    defects = pipeline.read(source, Options()).resolved.document.defects
    return [finding for finding in defects if finding.rule.code == "V951"]


@pytest.mark.parametrize("form", declaration.FORMS)
@pytest.mark.parametrize("lang", [lang for lang in declaration.CODES if lang != "en"])
def test_the_universal_declaration_is_the_same_in_all_languages(tmp_path: Path, lang: str, form: str) -> None:
    """As a true translation that nobody made for this.

    The preamble is not divided alike in all languages. Behind it nothing is wrong; the numbers of articles
    from 21 on are words in Chinese, and that is a warning.
    """
    (tmp_path / "report.md").write_text(declaration.source("en", form), encoding="utf-8")
    english = (tmp_path / "report.md").read_text(encoding="utf-8")
    preamble = line(english, "\n1. ")
    source = tmp_path / f"report.{lang}.md"
    source.write_text(declaration.source(lang, form), encoding="utf-8")
    findings = [each for each in found(source) if source_span(each.related[0].span).line > preamble]
    assert [message(each) for each in findings if each.severity is not Severity.WARNING] == []
    assert (findings == []) == (lang != "zh")


def line(text: str, words: str) -> int:
    return text[: text.index(words)].count("\n") + 1


def changed(folder: Path, *edits: tuple[str, str], original: str = ORIGINAL) -> list[Finding]:
    """What is found in the French with each old text, which stands there once, replaced by a new one."""
    text = FRENCH
    for old, new in edits:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    (folder / "report.md").write_text(original, encoding="utf-8")
    source = folder / "report.fr.md"
    source.write_text(text, encoding="utf-8")
    return found(source)


@pytest.mark.parametrize("lang", ["ar", "es", "fr", "ru", "zh"])
def test_a_true_translation_raises_nothing(lang: str) -> None:
    """Whatever the language writes for 1.5 million, 1,234 and 3.5 per cent, twelve in words or figures."""
    assert found(CASES / f"report.{lang}.md") == []


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change["name"])
def test_a_change_is_told_with_both_places(tmp_path: Path, change: dict[str, Any]) -> None:
    findings = changed(tmp_path, (change["old"], change["new"]))
    told = next((each for each in findings if change["said"] in message(each)), None)
    assert told, [message(each) for each in findings]
    assert help_line(told)
    assert told.severity is (Severity.WARNING if change.get("warning") else None)
    translation = (tmp_path / "report.fr.md").read_text(encoding="utf-8")
    assert begins(translation, told.span, "report.fr.md").startswith(change["at"])
    if change["original"]:
        (other,) = told.related
        assert begins(ORIGINAL, other.span, "report.md").startswith(change["original"])


@pytest.mark.parametrize(
    ("words", "is_found"),
    [
        ("The law of the north is not applied.", True),
        ("[The law of the north is not applied.]{lang=en}", False),
        ("[The law of the north]{lang=en} n’est pas appliquée.", False),
        ("Aida Okot, Bo Lindqvist, Ministerio de Justicia", False),
        ("A/HRC/43/15, https://example.org/the-law-of-the-north, office@example.org", False),
        ("北方的法律没有得到执行，也没有任何机构负责监督。", True),
    ],
)
def test_words_of_the_original_are_found_unless_there_is_nothing_to_translate(
    tmp_path: Path, words: str, is_found: bool
) -> None:
    plain = words.replace(
        "[The law of the north]{lang=en} n’est pas appliquée", "The law of the north"
    ).split("]{")[0]
    original = ORIGINAL.replace("2. Repeal the Act", f"2. {plain.strip('[')}")
    findings = changed(tmp_path, ("Abroger la loi", words), original=original)
    assert [message(each) for each in findings] == ["this has the same words as the original"] * is_found
    assert all("[words]{lang=en}" in help_line(each) for each in findings)


def test_another_figure_in_an_english_form_is_another_figure(tmp_path: Path) -> None:
    (told,) = changed(tmp_path, ("| Nord   | 46      |", "| Nord   | 5,678.5 |"))
    assert message(told).startswith("the figures differ: ")
    assert message(told).endswith("but 46 in the original")


@pytest.mark.parametrize("figure", ["5,678.5", "1,234,567"])
def test_a_figure_that_is_two_in_french_is_found_in_its_cell(tmp_path: Path, figure: str) -> None:
    original = ORIGINAL.replace("| North  | 46      |", f"| North  | {figure} |")
    (told,) = changed(tmp_path, ("| Nord   | 46      |", f"| Nord   | {figure} |"), original=original)
    assert message(told) == f"{figure} is not one number in French"
    assert help_line(told) == f"write {figure.replace(',', NO_BREAK).replace('.', ',')}"
    assert told.severity is None
    span = source_span(told.span)
    row = (tmp_path / "report.fr.md").read_text(encoding="utf-8").splitlines()[span.line - 1]
    assert row[span.column - 1 : span.end_column - 1] == figure


def begins(text: str, span: Place, name: str) -> str:
    """The line of a place, from its first word on."""
    assert Path(span.path).name == name
    return text.splitlines()[source_span(span).line - 1].strip()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("trente jours, soit 30 jours francs", "30 jours"),
        ("hors de douze villes", "hors de 12 villes"),
        ("3,5 %", "3,5 pour cent"),
        ("1 234", "1\u202f234"),
        ("# La loi {#law}", "# Le droit {#law}"),
        ("[^act]. Dans la pratique", ". Dans la pratique[^act]"),
        ("(voir par. [3 b)](#cost) ci-dessus et", "(voir [](#cost) et"),
        ("5 régions", "cinq régions"),
    ],
)  # fmt: skip
def test_what_a_language_says_otherwise_is_no_difference(tmp_path: Path, old: str, new: str) -> None:
    assert changed(tmp_path, (old, new)) == []


def test_only_what_differs_is_told(tmp_path: Path) -> None:
    """A lost paragraph shifts all after it; that is said with it, and not once more for each."""
    (only,) = changed(tmp_path, (CHANGES[0]["old"], ""))
    assert "so the later paragraphs have other numbers" in message(only)


@pytest.mark.parametrize(
    ("number", "told"), [(20, []), (21, ["21 in paragraph 2 of the original is missing here"])]
)
def test_numbers_up_to_twenty_may_be_words(tmp_path: Path, number: int, told: list[str]) -> None:
    original = ORIGINAL.replace("them in towns", f"them in {number} towns")
    assert [message(each) for each in changed(tmp_path, original=original)] == told


def test_a_figure_that_both_have_twice_is_none_that_differs(tmp_path: Path) -> None:
    original = ORIGINAL.replace("them in towns", "them in 41 towns, 41 villages and 43 houses")
    (only,) = changed(
        tmp_path, ("dans les villes", "dans 41 villes, 41 villages et 44 maisons"), original=original
    )
    assert message(only).count("41") == 0


def test_another_document_is_told_at_once(tmp_path: Path) -> None:
    other = "---\ntitle: T\nlang: en\n---\n\n# Scope\n\n" + "\n\n".join(
        f"{n}. Paragraph on {1900 + n}.[^n{n}]" for n in range(1, 40)
    )
    other += "\n\n" + "\n".join(f"[^n{n}]: Note." for n in range(1, 40)) + "\n"
    (only,) = changed(tmp_path, original=other)
    assert "this is not a translation of" in message(only)
    assert source_span(only.span).line == 1


def test_the_language_is_that_of_the_name(tmp_path: Path) -> None:
    (only,) = changed(tmp_path, ("lang: fr", "lang: es"))
    assert only.span.order == (3, 7)
    assert 'but its "lang" is "es"' in message(only)
    assert "write “lang: fr”" in help_line(only)


def test_a_name_without_a_language_is_no_translation(tmp_path: Path) -> None:
    for name in ("report.md", "report.old.md", "report.v2.md"):
        shutil.copy(CASES / "report.md", tmp_path / name)
    (tmp_path / "report.old.md").write_text(ORIGINAL.replace("150", "999"), encoding="utf-8")
    assert [found(path) for path in tmp_path.glob("*.md")] == [[], [], []]


def test_an_original_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    (tmp_path / "report.fr.md").write_text(FRENCH, encoding="utf-8")
    (tmp_path / "report.md").write_bytes(b"\xff\xfe\x00")
    (only,) = found(tmp_path / "report.fr.md")
    assert "cannot be read" in message(only)


@pytest.mark.parametrize(
    ("lang", "text", "values"),
    [
        ("en", "1,234 and 1.5 million", ["1234", "1500000"]),
        ("en", "1,234,567 children", ["1234567"]),
        ("en", "1 310 children; 12 345.5 rupees; in 2024 310", ["1310", "12345.5", "2024", "310"]),
        ("zh", "1 310名儿童", ["1310"]),
        ("en", "paras. 12, 13; 10 2019", ["12", "13", "10", "2019"]),
        ("fr", "1 234 et 1,5 million, 2 milliards", ["1234", "1500000", "2000000000"]),
        ("es", "5,5 mil millones; 2019 234", ["5500000000", "2019", "234"]),
        ("ru", "1 234, 5 млн, 3,5 процента", ["1234", "5000000", "3.5"]),
        ("zh", "1979年11月29日有150万人", ["1979", "29", "1500000"]),
        ("ar", "١٬٢٣٤ و٥ ملايين و٣٫٥", ["1234", "5000000", "3.5"]),
        ("fr", "CRC/C/PAK/CO/5, art. 371A", ["5", "371"]),
    ],
)
def test_figures_of_a_language(lang: str, text: str, values: list[str]) -> None:
    assert [f"{each.least.normalize():f}" for each in quantities(text, lang)] == values


@pytest.mark.parametrize(
    ("lang", "written"),
    [("es", "5\u00a0678,5"), ("ru", "5\u00a0678,5"), ("ar", "5\u00a0678٫5"), ("zh", "5,678.5")],
)
def test_a_figure_of_another_language_is_written_as_the_language_writes_it(lang: str, written: str) -> None:
    (figure,) = quantities("5,678.5", "en")
    form = foreign_form(replace(figure, values=frozenset()), lang, "en")
    assert form
    assert form.written == written


def test_a_figure_with_two_meanings_agrees_with_either() -> None:
    (spanish,) = quantities("1.234", "es")
    (many,), (few,) = quantities("1,234", "en"), quantities("1.234", "en")
    assert spanish.may_be(many)
    assert spanish.may_be(few)
    assert not many.may_be(few)
