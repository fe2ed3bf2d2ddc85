"""Planted faults of treaties, symbols and general comments are found at their places, and nothing else is."""

import tomllib
from pathlib import Path

import pytest

from tests.support.examined import CHECKS, read
from tests.support.pages import read as read_file
from toolchain.checks import engine
from toolchain.law.treaties import treaties
from toolchain.model.diagnostics import Diagnostic, source_span
from toolchain.reports.sentences import help_line, message

CASES = Path(__file__).parents[2] / "cases/law"
HEAD = "---\ntitle: Report\nlang: {}\nprofile: crc\ncountry: Pakistan\n---\n\n1. "
LAW = [check for check in CHECKS if check.code.startswith("U")]


def cases(name: str) -> dict[str, list[list[str]]]:
    return tomllib.loads((CASES / f"{name}.toml").read_text(encoding="utf-8"))


PLANTED = [(lang, *case) for lang, each in cases("planted").items() for case in each]
CLEAN = [(lang, text) for lang, each in cases("clean").items() for text in each]


def found(tmp_path: Path, lang: str, text: str) -> tuple[tuple[Diagnostic, ...], str]:
    whole = HEAD.format(lang) + text + "\n"
    told = engine.run(read(tmp_path, whole), LAW)
    return tuple(each for each in told if each.rule.code.startswith("U")), whole


@pytest.mark.parametrize(("lang", "code", "text", "says"), PLANTED)
def test_a_planted_fault_is_found_at_its_place(
    tmp_path: Path, lang: str, code: str, text: str, says: str
) -> None:
    before, marked, _ = text.replace("⟧", "⟦").split("⟦")
    told, whole = found(tmp_path, lang, text.replace("⟦", "").replace("⟧", ""))
    (fault,) = told
    span = source_span(fault.finding.span)
    line = whole.split("\n")[span.line - 1]
    assert (fault.rule.code, line[span.column - 1 : span.end_column - 1]) == (code, marked)
    assert span.column == len("1. ") + len(before) + 1
    assert says in f"{message(fault.finding)} {help_line(fault.finding)}"


@pytest.mark.parametrize(("lang", "text"), CLEAN)
def test_a_clean_text_has_no_finding(tmp_path: Path, lang: str, text: str) -> None:
    assert [message(each.finding) for each in found(tmp_path, lang, text)[0]] == []


OWN = """inherits = "crc"

[addressee]
value = true
source = "Our network"
checked = 2026-11-29
status = "confirmed"
"""
ANSWERED = [(lang, *case) for lang, each in cases("answers").items() for case in each]


@pytest.mark.parametrize(("lang", "code", "matter", "text", "says"), ANSWERED)
def test_a_fault_in_what_is_answered_is_found_at_its_place(
    tmp_path: Path, lang: str, code: str, matter: str, text: str, says: str
) -> None:
    lines = matter.replace("=", "answers:") if matter.startswith("=") else matter
    profile = "" if "profile" in matter else "profile: crc\n"
    whole = f"---\ntitle: Report\nlang: {lang}\n{profile}{lines}\n---\n\n{text}\n"
    before, marked, _ = whole.replace("⟧", "⟦").split("⟦")
    source = tmp_path / "report.md"
    source.write_text(whole.replace("⟦", "").replace("⟧", ""), encoding="utf-8")
    (tmp_path / "own.toml").write_text(OWN, encoding="utf-8")
    told = engine.run(read_file(source).resolved, LAW)
    (fault,) = (each for each in told if each.rule.code.startswith("U"))
    span = source_span(fault.finding.span)
    line, column = before.count("\n") + 1, len(before.rpartition("\n")[2]) + 1
    assert (fault.rule.code, span.line, span.column) == (code, line, column)
    assert span.end_column == column + len(marked)
    assert says in f"{message(fault.finding)} {help_line(fault.finding)}"


def test_there_are_enough_of_each_code_and_language() -> None:
    assert len(PLANTED) + len(ANSWERED) >= 150
    assert {(lang, code) for lang, code, *_ in (*PLANTED, *ANSWERED)} == {
        *((lang, check.code) for lang in ("en", "fr", "es") for check in LAW),
        *((lang, code) for lang in ("ar", "ru", "zh") for code in ("U301", "U302")),
    }


def test_a_fact_of_one_source_is_a_warning(tmp_path: Path) -> None:
    protocol = "Optional Protocol to the Convention on the Rights of the Child on a communications procedure"
    for treaty, severity in ((protocol, "warning"), ("Convention on the Rights of the Child", "error")):
        (fault,) = found(tmp_path, "en", f"Article 99 of the {treaty} is cited.")[0]
        assert fault.severity.word == severity


def test_an_article_that_another_convention_has_is_left_alone(tmp_path: Path) -> None:
    other, cited = "The Istanbul Convention is in force.", "Article 60 of the Convention is cited."
    assert not found(tmp_path, "en", f"{other} {cited}")[0]
    (fault,) = found(tmp_path, "en", f"{other}\n\n2. {cited}")[0]
    assert fault.severity.word == "warning", "in another paragraph it is less sure"


OPSC = {
    "en": "Article 60 of the Optional Protocol is cited.",
    "fr": "L’article 60 du Protocole facultatif est cité.",
    "es": "El artículo 60 del Protocolo Facultativo se cita.",
}


@pytest.mark.parametrize(("lang", "cited"), OPSC.items())
def test_a_protocol_is_known_if_the_text_or_its_front_matter_names_one(
    tmp_path: Path, lang: str, cited: str
) -> None:
    name = treaties()["opsc"].names[lang]
    (fault,) = found(tmp_path, lang, f"{cited}\n\n2. {name}.")[0]
    assert (fault.rule.code, fault.severity.word) == ("U301", "warning"), "one of its kin could be meant"
    assert not found(tmp_path, lang, cited)[0], "no protocol is named"
    matter = f"---\ntitle: R\nlang: {lang}\ninstrument: {name}\n---\n\n1. {cited}\n"
    assert [each.rule.code for each in engine.run(read(tmp_path, matter), LAW)] == ["U301"]


def test_the_optional_protocol_is_left_alone_if_two_are_named(tmp_path: Path) -> None:
    first, second = (treaties()[key].names["en"] for key in ("opsc", "opac"))
    assert not found(tmp_path, "en", f"{OPSC['en']}\n\n2. {first}.\n\n3. {second}.")[0]


def test_only_a_near_code_of_a_country_that_exists_is_proposed(tmp_path: Path) -> None:
    for code, helped in (("XXX", "ISO 3166-1"), ("THX", "did you mean THA?"), ("DDX", "ISO 3166-1")):
        (fault,) = found(tmp_path, "en", f"See CRC/C/{code}/CO/5.")[0]
        assert helped in (help_line(fault.finding) or "")


@pytest.mark.parametrize(
    ("lang", "text", "fixed"),
    [
        ("ru", "Конвенция по правам ребенка действует.", "Конвенция о правах ребенка действует."),
        ("es", "Rige la Convención de los Derechos de las Niñas, Niños y Adolescentes.", None),
        ("en", "The National Convention on the Rights of People with Disabilities is a body.", None),
        ("en", "See Convention on Economic, Social and Cultural Rights, general comment No. 6.", None),
        ("fr", "Pacte international sur les droits civils et politiques : commentaire.", None),
        ("ru", "Это следует из Конвенции по правам ребенка.", None),
        ("ar", "وفقا لاتفاقية حقوق الأطفال.", None),
        ("zh", "国家批准了《残疾人的权利公约》。", "国家批准了《残疾人权利公约》。"),
    ],
)
def test_a_name_in_another_case_or_in_another_name_is_not_replaced(
    tmp_path: Path, lang: str, text: str, fixed: str | None
) -> None:
    (fault,), whole = found(tmp_path, lang, text)
    line = whole.rstrip("\n").rpartition("\n")[2]
    for span, new in reversed(fault.finding.edits):
        line = line[: span.column - 1] + new + line[span.end_column - 1 :]
    assert line == f"1. {fixed or text}"
    assert bool(fault.finding.edits) == (fixed is not None)


def test_unlikely_paragraphs_are_found_in_answers_too(tmp_path: Path) -> None:
    """A year after the symbol is no paragraph."""
    named = "\n    - CRC/C/PAK/CO/5, para. 400\n    - CRC/C/PAK/CO/5 (2016), para. 74\n"
    matter = f"---\ntitle: A\nlang: ru\nanswers:\n  recommendations:{named}---\n\n"
    text = '1. Дети. {follows="CRC/C/PAK/CO/5, para. 400; CRC/C/PAK/CO/5, para. 74"}\n'
    assert [each.rule.code for each in engine.run(read(tmp_path, matter + text), LAW)] == ["U304", "U304"]
