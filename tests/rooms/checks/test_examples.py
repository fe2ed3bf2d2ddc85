"""Every example in the documentation of a check, and every case in tests/cases/checks, is true."""

from collections import Counter
from collections.abc import Callable, Iterable
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest

from tests.support.examined import CHECKS, examine, marked, mended, seen, wrong_ends
from toolchain.checks.examples import Example, examples, parse
from toolchain.editing.fixing import RULES
from toolchain.model.diagnostics import Diagnostic, Edit
from toolchain.reports.sentences import help_line, message

CASES = Path(__file__).parents[2] / "cases" / "checks"
QUIET = "quiet"  # files of sources in which nothing is found
# What is only ever told of a file that cannot be read or written, or of an installation.
WITHOUT_EXAMPLE = {
    *("L602", "L605", "L607", "U311"),
    *(
        "S012",
        "S013",
        "S015",
        "S016",
        "S018",
        "S019",
        "S020",
        "S021",
        "S022",
        "S023",
        "S024",
        "S025",
        "S026",
        "S027",
        "S030",
        "S031",
        "C406",
        "C410",
        "A705",
        "A706",
        "A707",
        "A709",
        "X803",
        "X804",
        "X805",
        "X806",
        "X821",
        "X822",
        "X823",
        "X824",
        "X809",
    ),
    *(
        "V951",
        "V952",
        "V953",
        "D900",
        "D901",
        "D902",
        "D903",
        "D904",
        "D905",
        "D906",
        "D907",
        "D908",
        "D909",
        "D910",
        "D911",
        "D913",
        "D912",
    ),
}


def documented() -> list[tuple[str, Example]]:
    return [(check.code, example) for check in CHECKS for example in examples(check)]


def cases() -> list[tuple[str, Example]]:
    return [
        (path.stem.partition("-")[0], example)
        for path in sorted(CASES.glob("*.md"))
        for example in parse(path.read_text(encoding="utf-8"))[1]
    ]


ALL = [*documented(), *cases()]


def name(value: object) -> str:
    if isinstance(value, Example):
        return f"{value.kind}-{value.lang}-{value.caption.replace(' ', '-')}"
    return str(value)


Examine = Callable[[str], tuple[Diagnostic, ...]]


@pytest.fixture(scope="module")
def examined(tmp_path_factory: pytest.TempPathFactory) -> Examine:
    """What is found in a source, which is looked at once for all tests."""
    folder = tmp_path_factory.mktemp("examples")
    return cache(lambda source: examine(folder, source))


@pytest.mark.parametrize(("code", "example"), ALL, ids=name)
def test_exactly_what_is_marked_is_found(examined: Examine, code: str, example: Example) -> None:
    if example.kind == "Bad":
        assert example.places, "a bad example marks a place"
        assert any(not place.code for place in example.places)
    else:
        assert example.kind == "Fixed" or not example.places
    found = examined(example.source)
    assert seen(found) == marked(example, code), [(each.code, message(each.finding)) for each in found]
    assert wrong_ends(example, found) == []
    for each in found:
        assert message(each.finding)
        assert help_line(each.finding)


@pytest.mark.parametrize(
    ("code", "bad", "fixed"),
    [
        (code, bad, after)
        for (code, bad), (_, after) in pairwise(ALL)
        if bad.kind == "Bad" and after.kind == "Fixed"
    ],
    ids=name,
)
def test_edits_give_what_is_shown(examined: Examine, code: str, bad: Example, fixed: Example) -> None:
    assert mended(bad.source, edits_of(examined(bad.source))) == fixed.source


@pytest.mark.parametrize(("code", "example"), [pair for pair in ALL if pair[1].kind == "Bad"], ids=name)
def test_edits_mend_and_do_no_harm(examined: Examine, code: str, example: Example) -> None:
    found = examined(example.source)
    after = examined(mended(example.source, edits_of(found)))
    without = Counter(each.code for each in found if not each.finding.edits)
    if any(
        getattr(each.finding.facts, "now", "") for each in found
    ):  # what was typed is still the old number
        after = tuple(each for each in after if each.code != "R204")
    assert Counter(each.code for each in after) <= without


def edits_of(found: Iterable[Diagnostic]) -> list[Edit]:
    """The edits of all findings, once where two findings have the same."""
    return [edit for edits in dict.fromkeys(each.finding.edits for each in found) for edit in edits]


def test_every_check_is_documented() -> None:
    for check in CHECKS:
        kinds = {example.kind for example in examples(check)}
        assert kinds == (set() if check.code in WITHOUT_EXAMPLE else {"Bad", "Good"}), check.code
        assert len(check.documentation) > 100, check.code
        assert not check.summary.endswith("."), check.code


def test_fixable_is_what_carries_edits(examined: Examine) -> None:
    for check in CHECKS:
        sources = [example.source for code, example in ALL if code == check.code and example.kind == "Bad"]
        found = [each for text in sources for each in examined(text) if each.code == check.code]
        edits = [each.finding.edits for each in found]
        assert check.fixable is any(edits), check.code


def test_every_fixable_check_has_a_case_with_its_result() -> None:
    shown = {code for (code, _), (_, after) in pairwise(ALL) if after.kind == "Fixed"}
    assert shown == {check.code for check in CHECKS if check.fixable} == {rule.code for rule in RULES}


def test_cases_are_of_checks_that_exist() -> None:
    assert {code for code, _ in cases()} <= {check.code for check in CHECKS} | {QUIET}
    assert all(example.kind == "Good" for code, example in cases() if code == QUIET)
