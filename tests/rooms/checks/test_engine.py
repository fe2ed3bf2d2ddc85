"""The engine: severities, ignore comments, order, and findings made elsewhere."""

import importlib
import pkgutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.examined import CHECKS, NAME, Seen, examine, read, seen
from tests.support.said import said
from toolchain import rules
from toolchain.checks import Check, engine
from toolchain.model.diagnostics import Failure, FilePlace, Finding, Severity, SourceSpan, source_span
from toolchain.model.facts import Rule
from toolchain.plugins import registry as plugins
from toolchain.reports.sentences import help_line, message
from toolchain.resolve.tables import Resolved

HEAD = "---\ntitle: Example\nlang: en\n---\n\n"
LINES = HEAD.count("\n")


def codes(folder: Path, text: str) -> list[str]:
    return [each.code for each in examine(folder, HEAD + text)]


def test_ours_are_what_is_registered() -> None:
    assert plugins.checks() == (CHECKS, ())


def test_codes_and_names_are_unique_and_in_order() -> None:
    assert [check.code for check in CHECKS] == sorted({check.code for check in CHECKS})
    assert len({check.name for check in CHECKS}) == len(CHECKS)


def test_every_rule_of_the_catalogue_is_of_one_series() -> None:
    modules = [
        importlib.import_module(each.name)
        for each in pkgutil.iter_modules(rules.__path__, f"{rules.__name__}.")
    ]
    cases = {case for module in modules for case in vars(module).values() if isinstance(case, type)}
    found = [rule for case in cases if isinstance(rule := vars(case).get("rule"), Rule)]
    assert sorted(rule.code for rule in found) == [check.code for check in CHECKS]


def test_a_profile_can_change_a_severity(tmp_path: Path) -> None:
    found = examine(tmp_path, HEAD + "3. One.\n", [("P101", "error"), ("N101", "warning")])
    assert [(each.code, each.name, each.severity) for each in found] == [
        ("P101", "paragraph-number", Severity.ERROR)
    ]


def test_a_finding_that_is_graver_than_its_code_stays_so(tmp_path: Path) -> None:
    text = HEAD + "1. One.[^a]\n\n[^a]: A.[^a]\n"
    found = examine(tmp_path, text, [("N106", "information")])
    assert [(each.code, each.severity) for each in found] == [("N106", Severity.ERROR)]


def test_what_a_profile_makes_an_error_cannot_be_ignored(tmp_path: Path) -> None:
    text = HEAD + "<!-- check: ignore P101 wanted -->\n\n3. One.\n"
    assert [each.code for each in examine(tmp_path, text)] == []
    found = examine(tmp_path, text, [("P101", "error")])
    assert [each.code for each in found] == ["S008", "P101"]
    assert "error" in message(found[0].finding)


def test_errors_cannot_be_ignored(tmp_path: Path) -> None:
    text = HEAD + "<!-- check: ignore N101 it will come -->\n\n1. One.[^a]\n"
    assert [(each.code, source_span(each.finding.span).line) for each in examine(tmp_path, text)] == [
        ("S008", LINES + 1),
        ("N101", LINES + 3),
    ]


@pytest.mark.parametrize(
    ("code", "help_"), [("T5O1", "did you mean T501?"), ("N", "correct the code"), ("p101", "P101")]
)
def test_an_unknown_code_in_a_silencer(tmp_path: Path, code: str, help_: str) -> None:
    found = examine(tmp_path, HEAD + f"<!-- check: ignore {code} wanted -->\n\n1. One.\n")
    assert [each.code for each in found] == ["S008"]
    assert help_ in help_line(found[0].finding)


def test_an_ignore_comment_covers_its_block_only(tmp_path: Path) -> None:
    text = "<!-- check: ignore P101 wanted -->\n\n5. One.\n\n5. Two.\n"
    assert codes(tmp_path, text) == ["P101"]


def test_an_ignore_comment_covers_what_is_inside_its_block(tmp_path: Path) -> None:
    text = "<!-- check: ignore P104 wanted -->\n\n1. The law prohibits:\n\n     5. One;\n\n     5. Two.\n"
    assert codes(tmp_path, text) == []


def test_an_ignore_comment_inside_a_paragraph(tmp_path: Path) -> None:
    text = "1. The law says:\n\n     <!-- check: ignore S005 wanted -->\n\n     >\n\n     >\n\n     >\n"
    assert codes(tmp_path, text) == ["S005", "S005"]


def test_an_ignore_comment_on_a_note(tmp_path: Path) -> None:
    text = "1. One.[^a] Two.[^b]\n\n<!-- check: ignore N113 wanted -->\n\n[^a]: A\n\n[^b]: B\n"
    found = examine(tmp_path, HEAD + text)
    assert [(each.code, source_span(each.finding.span).line) for each in found] == [("N113", LINES + 7)]


def test_diagnostics_are_sorted_by_place(tmp_path: Path) -> None:
    found = examine(tmp_path, HEAD + "7. One [^a], two TODO.\n\n### Deep\n\n3. Three.[^b][^c]\n")
    places = [each.finding.span.order for each in found]
    assert places == sorted(places)
    assert len(found) > 5


def test_what_no_check_is_for_is_told_nevertheless(tmp_path: Path) -> None:
    resolved = read(tmp_path, HEAD + "1. One. {#A}\n")
    some = [check for check in CHECKS if check.code != "R209"]
    found = engine.run(resolved, some)
    assert [(each.code, each.name, each.severity) for each in found] == [
        ("R209", "label-form", Severity.ERROR)
    ]


def test_a_failure_becomes_diagnostics() -> None:
    error = Failure(Finding(FilePlace(NAME), said("S012", name="input-unreadable")))
    (found,) = engine.diagnose(error.findings, CHECKS)
    assert (found.code, found.name, found.severity) == ("S012", "input-unreadable", Severity.ERROR)
    stranger = Failure(Finding(FilePlace(NAME), said("Z999")))
    (found,) = engine.diagnose(stranger.findings, CHECKS)
    assert (found.code, found.name, found.severity) == ("Z999", "", Severity.ERROR)


def test_a_strangers_check_runs_like_ours(tmp_path: Path) -> None:
    def odd(resolved: Resolved) -> Iterator[Finding]:
        yield Finding(SourceSpan(NAME, LINES + 3, 1, LINES + 3, 2), said("Z001"))

    check = Check(Rule("Z001", "odd", "Something is odd", Severity.WARNING), odd)
    resolved = read(tmp_path, HEAD + "<!-- check: ignore Z001 it may be -->\n\n1. One.\n")
    assert engine.run(resolved, [*CHECKS, check]) == ()
    assert [each.code for each in engine.run(resolved, CHECKS)] == ["S008"]


def test_an_empty_document(tmp_path: Path) -> None:
    assert seen(examine(tmp_path, HEAD)) == [Seen("S005", 1, 1)]
