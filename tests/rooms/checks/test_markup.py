"""What S017 says of mark-up that is left standing: what it was to be, and how to write it."""

from pathlib import Path

import pytest

from tests.support.examined import examine
from toolchain.reports.sentences import help_line, message
from toolchain.rules.markdown import NumberMisread

HEAD = "---\ntitle: Example\nlang: en\n---\n\n"


@pytest.mark.parametrize(
    ("source", "said", "help_"),
    [
        ("![A](my chart.png)", "the name of its file contains a space", "%20"),
        ('![A](chart.png "The "worst" year")', "there are quotation marks inside its title", "“ ”"),
        (
            '[A [b](https://b.org) c](https://c.org "A")',
            "there is a link, a note mark or a citation inside it",
            "close",
        ),
        ("![A](chart.png The worst year)", "its caption is not in quotation marks", '"The worst year"'),
        ("![A](chart.png “The year”)", "its caption is not in straight quotation marks", '"The year"'),
        ("![A](file:///etc/chart.png)", "addresses with file: are not", "copy the file"),
        ("[Act] (https://example.org)", "there is a space before its address", "between ] and ("),
        ("[Act](https://example.org", "its address has no end", ")"),
        ("[Act](javascript:alert(1))", "addresses with javascript: are not", "https://"),
        ("[Act](my act.pdf)", "its address contains a space", "%20"),
        (
            "[a [b](https://example.org) c](https://example.net)",
            "there is a link, a note mark or a citation inside it",
            "bracket",
        ),
        ("[the Act][act]", "act is not defined anywhere", "[act]:"),
        ("[Act][]", "Act is not defined anywhere", "[Act]:"),
        ("One.[^a b]", "a label contains no space", "[^a-b]"),
        ("One.[^a", "never closed", "[^a]"),
        ("One.^[Two.", "begins a note that is never closed", "]"),
        ("It **is.", "begins bold type that is not closed", r"\*\*"),
        ("The XIX^e^ century", "^e^ is not a superscript", "type ᵉ"),
        ("CO~2~", "~2~ is not a subscript", "type ₂"),
        ("M^é^", "^é^ is not a superscript", "another way"),
        ("It is ~~not~~", "~~not~~ is not struck out", "delete"),
        ("It is ==so==", "==so== is not highlighted", "*words*"),
        ("So:\n| A | B |\n| 1 | 2 |", "no row of hyphens", "| --- | --- |"),
        ("So:\nA\tB\n1\t2", "tabs and spaces do not divide cells", "| --- | --- |"),
        ("So:\n| A |\n|---|---|", "the row of hyphens has 2 cells, the header 1", "| --- |"),
        ("So:\n| A | B |\n|---|\n", "the row of hyphens has 1 cell, the header 2", "| --- | --- |"),
        ("| --- | --- |\n| 1 | 2 |", "no header row", "a header row above the row"),
        ("| A |\n| B |\n| --- | --- |", "does not follow the first row", "| --- |"),
    ],
)
def test_it_is_said_what_was_meant(tmp_path: Path, source: str, said: str, help_: str) -> None:
    told = examine(tmp_path, HEAD + "1. " + source.replace("\n", "\n   ") + "\n")
    (found,) = (each for each in told if each.code != "X801")  # of file: addresses
    assert found.code == "S017"
    assert said in message(found.finding)
    assert help_ in help_line(found.finding)


@pytest.mark.parametrize("marks", [("(a)", "(b)"), ("7)", "8)"), ("•", "•")])
def test_items_with_tabs_are_no_table(tmp_path: Path, marks: tuple[str, str]) -> None:
    told = examine(tmp_path, f"{HEAD}1. So:\n\n" + "".join(f"     {mark}\tSale\n" for mark in marks))
    assert "S017" not in {each.code for each in told}


def test_a_long_one_is_shown_cut(tmp_path: Path) -> None:
    (found,) = examine(tmp_path, f"{HEAD}1. ![{'A map of the districts. ' * 20}](my chart.png)\n")
    assert len(message(found.finding)) < 120


@pytest.mark.parametrize("piece", ["![", "[a](", "**a ", "[^", "^[", "~~a", "==a", "|\n|", "![[](", "[a][b"])
def test_many_that_are_never_closed_are_looked_at_once(tmp_path: Path, piece: str) -> None:
    examine(tmp_path, f"{HEAD}1. x {piece * 500}\n")


@pytest.mark.parametrize("typed", ["1)", "１.", "(1)"])
def test_a_number_that_is_not_read_is_a_fact(tmp_path: Path, typed: str) -> None:
    found = examine(tmp_path, f"{HEAD}{typed} The law is old.\n\n2. There is no plan.\n\n3. One is due.\n")
    assert [each.finding.facts.number for each in found if isinstance(each.finding.facts, NumberMisread)] == [
        "1"
    ]
