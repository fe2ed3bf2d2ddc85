"""How diagnostics look on a terminal and as JSON, whatever the source holds."""

import itertools
import json
import re
import unicodedata

import pytest

from tests.support.said import said
from toolchain.model.diagnostics import (
    Diagnostic,
    Edit,
    FilePlace,
    Finding,
    Place,
    Related,
    Severity,
    SourceSpan,
)
from toolchain.model.records import replace
from toolchain.reports import WIDTH, Sources, as_json, as_text, listed, statistics, summed, totals, visible
from toolchain.rules.notes import NoteUndefined

PATH = "content/x/report.md"


def diagnostic(line: str, marked: str, severity: Severity = Severity.ERROR) -> tuple[Diagnostic, Sources]:
    """A finding at `marked` in the third line of a source."""
    column = line.index(marked) + 1
    span = SourceSpan(PATH, 3, column, 3, column + len(marked))
    finding = Finding(span, NoteUndefined("iccpr", "iccpr-7"))
    return Diagnostic(finding, severity), Sources({PATH: f"one\ntwo\n{line}\nfour"})


def excerpt(line: str, marked: str) -> tuple[str, str]:
    """The two lines of an excerpt, without their margins."""
    _, shown, under, *_ = as_text(*diagnostic(line, marked)).split("\n")
    return shown.partition(" | ")[2], under.partition(" | ")[2]


def test_message_place_line_caret_and_help() -> None:
    assert as_text(*diagnostic("15. The law forbids it.[^iccpr] More.", "[^iccpr]")) == (
        "content/x/report.md:3:24: error N101 note [^iccpr] has no text\n"
        "    3 | 15. The law forbids it.[^iccpr] More.\n"
        "      |                        ^^^^^^^^\n"
        "help: did you mean [^iccpr-7]?"
    )


def test_related_places() -> None:
    span = SourceSpan(PATH, 9, 1, 9, 4)
    related = Related(SourceSpan(PATH, 4, 1, 4, 2), said("", "its first text is here"))
    found = Diagnostic(Finding(span, said("N103", "two texts"), related=(related,)), Severity.ERROR)
    assert as_text(found, Sources({})) == (
        "content/x/report.md:9:1: error N103 two texts\n  content/x/report.md:4:1: its first text is here"
    )


@pytest.mark.parametrize(
    ("span", "place"),
    [
        (FilePlace("a.md"), "a.md"),
        (FilePlace("a.docx", words="endnote 41, in paragraph 16"), "a.docx: endnote 41, in paragraph 16"),
    ],
)
def test_places_without_a_line(span: Place, place: str) -> None:
    found = Diagnostic(Finding(span, said("S012", "it is empty")), Severity.ERROR)
    assert as_text(found, Sources({"a.md": ""})) == f"{place}: error S012 it is empty"


def test_several_lines_are_marked_to_the_end_of_the_first() -> None:
    span = SourceSpan(PATH, 1, 5, 3, 2)
    found = Diagnostic(Finding(span, said("P102", "plain")), Severity.WARNING)
    assert as_text(found, Sources({PATH: "The law\nforbids\nit"})).split("\n")[1:] == [
        "    1 | The law",
        "      |     ^^^",
    ]


def test_an_empty_place_gets_one_caret() -> None:
    span = SourceSpan(PATH, 1, 4, 1, 4)
    found = Diagnostic(Finding(span, said("S005", "empty")), Severity.WARNING)
    assert as_text(found, Sources({PATH: "15."})).split("\n")[1:] == ["    1 | 15.", "      |    ^"]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_end_as_in_commonmark(end: str) -> None:
    sources = Sources({"a": end.join(["one", "two\u2028\x0b\x0cstill two", "three"])})
    assert [sources.line("a", number) for number in range(5)] == [
        None, "one", "two\u2028\x0b\x0cstill two", "three", None,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("line", "marked", "carets"),
    [
        ("\tA tab[^iccpr]", "[^iccpr]", "      ^^^^^^^^"),
        ("儿童权利[^iccpr]", "[^iccpr]", "        ^^^^^^^^"),
        ("é e\u0301[^iccpr]", "[^iccpr]", "   ^^^^^^^^"),
        ("国[^国]", "[^国]", "  ^^^^^"),
    ],
)
def test_carets_stand_under_their_characters(line: str, marked: str, carets: str) -> None:
    assert excerpt(line, marked)[1] == carets


def test_in_a_line_from_right_to_left_the_words_are_said() -> None:
    shown, under = excerpt("15. يحظر القانون[^iccpr] ذلك", "[^iccpr]")
    assert shown == "15. يحظر القانون[^iccpr] ذلك"
    assert under == "here: [^iccpr]"
    assert "here:" not in as_text(*diagnostic("يحظر  القانون", "  "))


@pytest.mark.parametrize("length", [1, 2, 8, 60, 97, 98, 99, 100, 101, 400])
def test_a_long_line_is_cut_around_its_place(length: int) -> None:
    lengths = (0, 1, 2, 10, 49, 50, 51, 98, 99, 100, 101, 5_000)
    for before, after in itertools.product(lengths, lengths):
        shown, under = excerpt("b" * before + "M" * length + "a" * after, "M" * length)
        start = under.index("^")
        assert max(len(shown), len(under)) <= WIDTH
        assert shown[start : len(under)] == "M" * length if length <= WIDTH - 2 else shown[start] == "M"
        assert shown.startswith("…") is (shown[:start] != "b" * before)
        if before + length + after <= WIDTH and length <= WIDTH - 2:
            assert shown == "b" * before + "M" * length + "a" * after
        elif length <= WIDTH - 2:
            assert len(shown) == WIDTH


def test_a_long_line_of_wide_characters_fits_too() -> None:
    shown, under = excerpt("国" * 300 + "[^x]" + "国" * 300, "[^x]")
    assert shown == "…" + "国" * 23 + "[^x]" + "国" * 23 + "…"
    assert under == " " * 47 + "^^^^"


def test_one_wide_character_costs_no_width() -> None:
    line = "a" * 90 + "国[^x]"
    assert excerpt(line, "[^x]")[0] == line


def test_what_would_steer_a_terminal_is_shown() -> None:
    hostile = "a\x1b]0;title\x07b\u202ec\x00d\u2028e\u200bf\x9bg"
    text = as_text(*diagnostic(f"{hostile}[^iccpr]", "[^iccpr]"))
    assert all(
        unicodedata.category(character) not in {"Cc", "Cf", "Zl"} for character in text if character != "\n"
    )
    assert "<U+001B>]0;title<U+0007>b<U+202E>c" in text
    shown, under = excerpt(f"{hostile}[^iccpr]", "[^iccpr]")
    assert shown.index("[^iccpr]") == under.index("^")


def test_joiners_stay_since_words_need_them() -> None:
    assert visible("می\u200cخواهم क्\u200dष\ttab") == "می\u200cخواهم क्\u200dष tab"


def test_colours_are_those_of_compilers() -> None:
    found, sources = diagnostic("The law.[^iccpr]", "[^iccpr]", Severity.WARNING)
    plain, coloured = as_text(found, sources), as_text(found, sources, colour=True)
    assert "\x1b" not in plain
    assert re.sub(r"\x1b\[[\d;]*m", "", coloured) == plain
    assert re.findall(r"\x1b\[([\d;]+)m(.*?)\x1b\[0m", coloured) == [
        ("33;1", "warning"), ("1", "N101"),
        ("34;1", "    3 | "), ("34;1", "      | "), ("33;1", "^^^^^^^^"), ("36;1", "help:"),
    ]  # fmt: skip


def many(*findings: tuple[str, Severity, str]) -> list[Diagnostic]:
    """A finding of a code, with a severity, in a file for each."""
    return [
        Diagnostic(Finding(SourceSpan(path, line, 1, line, 2), said(code, f"at {line}")), severity)
        for line, (code, severity, path) in enumerate(findings, 1)
    ]


def test_the_most_serious_of_a_file_come_first() -> None:
    low, warn, high = Severity
    found = many(
        ("N101", low, "b"), ("N102", warn, "b"), ("N103", high, "b"), ("N101", high, "a"), ("N104", high, "b")
    )
    assert [each.code for each, _ in listed(found, everything=False)] == [
        "N103",
        "N104",
        "N102",
        "N101",
        "N101",
    ]


@pytest.mark.parametrize(("times", "shown", "more"), [(5, 5, 0), (6, 5, 1), (51, 5, 46), (1_005, 5, 1_000)])
def test_five_of_a_code_are_shown(times: int, shown: int, more: int) -> None:
    found = many(*[("N101", Severity.WARNING, "a")] * times, ("N102", Severity.WARNING, "a"))
    told = list(listed(found, everything=False))
    assert [number for _, number in told] == [0] * (shown - 1) + [more, 0]
    last = as_text(told[shown - 1][0], Sources({}), more=more)
    assert last.split("\n")[1:] == ([f"and {more:,} more (--all)"] if more else [])
    assert list(listed(found, everything=True)) == [(each, 0) for each in found]


def test_five_of_a_code_are_shown_in_each_file() -> None:
    found = many(*[("N101", Severity.WARNING, path) for path in "abababababab"])
    told = [(each.finding.span.path, more) for each, more in listed(found, everything=False)]
    assert told == [*[("a", 0)] * 4, ("a", 1), *[("b", 0)] * 4, ("b", 1)]


def test_five_other_places_are_shown() -> None:
    places = tuple(Related(SourceSpan(PATH, line, 1, line, 2), said("", "here too")) for line in range(2, 10))
    found = Diagnostic(
        Finding(SourceSpan(PATH, 1, 1, 1, 2), said("N101", "", "help"), related=places), Severity.ERROR
    )
    lines = as_text(found, Sources({}), everything=False).split("\n")
    assert lines[-3:] == [f"  {PATH}:6:1: here too", "  and 3 more (--all)", "help: help"]
    assert as_text(found, Sources({})).count("here too") == 8


def test_statistics() -> None:
    low, warn, high = Severity
    found = many(
        *[("N102", low, "a"), ("N101", warn, "a"), ("N101", high, "b")], *[("P101", warn, "b")] * 1_000
    )
    assert [line.split()[:3] for line in statistics(found, colour=False).split("\n")] == [
        ["1,000", "warning", "P101"], ["1", "warning", "N101"],
        ["1", "error", "N101"], ["1", "information", "N102"],
    ]  # fmt: skip
    assert "\x1b[31;1merror      \x1b[0m  \x1b[1mN101\x1b[0m" in statistics(found, colour=True)


def test_the_last_line() -> None:
    found = many(("N101", Severity.ERROR, "a"), *[("N102", Severity.WARNING, "a")] * 41)
    assert summed(found, 0) == "42 findings: 1 error, 41 warnings"
    assert summed(found, 27) == "42 findings: 1 error, 41 warnings; 27 can be fixed with --fix"
    assert summed(found[:1], 1) == "1 finding: 1 error; 1 can be fixed with --fix"


def test_json_has_the_documented_form() -> None:
    span = SourceSpan(PATH, 3, 24, 3, 32)
    edit = Edit(SourceSpan(PATH, 3, 26, 3, 31), "iccpr-7")
    related = Related(replace(span, line=1), said("", "the same"))
    finding = Finding(span, NoteUndefined("iccpr", "iccpr-7"), edits=(edit,), related=(related,))
    found = Diagnostic(finding, Severity.ERROR)
    place = {"path": PATH, "line": 3, "column": 24, "end_line": 3, "end_column": 32}
    assert json.loads(as_json([found])) == {
        "version": 1,
        "diagnostics": [
            {
                "code": "N101",
                "name": "note-undefined",
                "severity": "error",
                "message": "note [^iccpr] has no text",
                **place,
                "block": 0,
                "place": "",
                "help": "did you mean [^iccpr-7]?",
                "facts": {"label": "iccpr", "near": "iccpr-7", "line": None, "text": None},
                "related": [{**place, "line": 1, "block": 0, "place": "", "message": "the same"}],
                "fix": [{**place, "column": 26, "end_column": 31, "text": "iccpr-7"}],
            }
        ],
    }


def test_json_of_a_place_in_a_finished_file() -> None:
    place = FilePlace("a.docx", 41, "endnote 41, in paragraph 16")
    finding = Finding(
        place,
        said("N103", "the note is empty"),
        related=(Related(FilePlace("a.docx"), said("", "this file")),),
    )
    (record,) = json.loads(as_json([Diagnostic(finding, Severity.ERROR)]))["diagnostics"]
    nowhere = {"path": "a.docx", "line": 0, "column": 0, "end_line": 0, "end_column": 0}
    wanted = {**nowhere, "block": 41, "place": "endnote 41, in paragraph 16"}
    assert {key: record[key] for key in wanted} == wanted
    assert record["related"] == [{**nowhere, "block": 0, "place": "", "message": "this file"}]


def test_json_of_nothing() -> None:
    assert json.loads(as_json([])) == {"version": 1, "diagnostics": []}


@pytest.mark.parametrize(
    ("severities", "printed"),
    [
        ([], "nothing"),
        ([Severity.ERROR], "1 error"),
        ([*Severity, *Severity], "2 errors, 2 warnings, 2 for information"),
        ([Severity.WARNING, Severity.ERROR, Severity.WARNING], "1 error, 2 warnings"),
        ([Severity.INFORMATION], "1 for information"),
    ],
)
def test_totals(severities: list[Severity], printed: str) -> None:
    finding = Finding(FilePlace("a.md"), said("S001"))
    assert totals(Diagnostic(finding, severity) for severity in severities) == printed
