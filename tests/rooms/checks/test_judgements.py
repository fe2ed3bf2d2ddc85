"""What was judged of findings in texts that are not ours still holds: see docs/checks-measured.md."""

import re
from collections import Counter
from pathlib import Path

import pytest

from tests.support.judged import FOLDER, MOST_WORDS, Judgement, is_told, judgements, texts

ALL = list(judgements())
CODES = sorted({each.code for each in ALL})
ENOUGH = 10  # findings of a code that have to be judged before a share says anything
FEWER = {
    "C405",
    "N107",
    "N110",
    "N112",
    "P106",
    "P107",
    "R206",
    "S003",
    "S005",
    "U301",
    "U303",
    "U304",
}
PAGE = Path("docs/checks-measured.md")


def share(code: str, *, now: bool) -> tuple[int, int]:
    """How many findings of a code were judged, and how many of these are wrong."""
    told = [each for each in ALL if each.code == code and (each.now if now else each.before)]
    return len(told), sum(not each.right for each in told)


def test_every_line_has_what_it_needs() -> None:
    known = texts()
    assert {each.text for each in ALL} == set(known)
    for each in ALL:
        assert each.excerpt.count("⟦") == each.excerpt.count("⟧") == 1, each
        assert len(each.excerpt.split()) <= MOST_WORDS, each.excerpt
        assert each.why, each
        assert each.before or each.now, "a finding that was never told"
    for path in FOLDER.glob("*.tsv"):
        assert {line.split("\t")[0] for line in path.read_text().splitlines()[1:]} <= {"right", "wrong"}
    assert sum(int(text["words"]) for text in known.values()) > 60_000
    assert sum(bool(text["kept-aside"]) for text in known.values()) >= 2


@pytest.mark.parametrize("code", CODES)
def test_no_check_is_wrong_more_than_one_time_in_ten(code: str) -> None:
    judged, wrong = share(code, now=True)
    assert (judged < ENOUGH) == (code in FEWER)
    assert wrong * 10 <= judged or judged < ENOUGH, f"{wrong} of {judged}"


def test_none_is_wrong_where_nothing_was_changed_for_a_text() -> None:
    aside = {name for name, text in texts().items() if text["kept-aside"]}
    told = Counter(each.right for each in ALL if each.now and each.text in aside)
    assert told[False] * 10 <= told[True]


@pytest.mark.parametrize("code", CODES)
def test_what_was_right_is_told_and_what_was_mended_is_not(tmp_path: Path, code: str) -> None:
    def of(each: Judgement) -> str:
        return f"{each.text}: {each.excerpt}"

    alone = [each for each in ALL if each.code == code and each.alone]
    told = {of(each): is_told(tmp_path, each) for each in alone}
    assert told == {of(each): each.now for each in alone}


def test_the_page_has_the_figures_of_the_judgements() -> None:
    rows = re.findall(r"^\| ([A-Z]\d{3}) \|(.*)\|$", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    said = {code: [int(cell) for cell in re.findall(r"\d+", cells)][2:6] for code, cells in rows}
    assert said == {code: [*share(code, now=False), *share(code, now=True)] for code in CODES}
