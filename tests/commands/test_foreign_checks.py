"""Checks of other packages that fail: one finding each, beside the findings of the others."""

import json
import textwrap
from pathlib import Path

import pytest

from tests.support.command import CLEAN, WARNED, Ran, Run, outputs, project, run, write
from tests.support.strangers import A_CHECK, Strangers, assert_one_diagnostic

__all__ = ["project", "run"]  # fixtures


@pytest.fixture
def strangers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Strangers:
    """More packages, beside the one that `project` installs."""
    return Strangers(tmp_path / "more-packages", monkeypatch)


def check(body: str, code: str = "ZZ1", name: str = "theirs") -> str:
    """A module with one check with this body."""
    return (
        "from toolchain.checks import check\nfrom toolchain.model.diagnostics import *\napi = 1\n"
        "from toolchain.model.facts import WARNING, Facts, rule\n"
        f"@rule({code!r}, {name!r}, 'A test', WARNING)\nclass Case(Facts, says='found'): pass\n"
        "@check(Case)\ndef a_check(resolved):\n" + textwrap.indent(textwrap.dedent(body).strip(), "    ")
    )


CHECKS = [
    ("raise ValueError('odd')", "ValueError: odd"),
    ("raise BaseException", "BaseException"),
    ("raise StopIteration", "StopIteration"),
    ("return None", "TypeError: 'NoneType' object is not iterable"),
    ("return 5", "TypeError: 'int' object is not iterable"),
]


@pytest.mark.parametrize(("body", "said"), CHECKS)
def test_a_check_that_fails(run: Run, project: Path, strangers: Strangers, body: str, said: str) -> None:
    """The others' findings are shown, and nothing is built, not even a draft."""
    write(project / "content/x/report.md", WARNED)
    strangers.install("bad-tools", check(body), checks="theirs = bad_tools")
    ran = run("check")
    said = f"check content/x/report.md for ZZ1: {said}"
    assert "content/x/report.md:10:1: warning P101" in ran.out
    assert "2 findings: 1 error, 1 warning" in ran.out
    assert ran.status == 2
    told = "\n".join(line for line in ran.out.splitlines()[:2])
    assert_one_diagnostic(told, said, "toolchain.checks, theirs")
    for draft in ([], ["--draft"]):
        ran = run("build", "--to", "plain", *draft)
        assert (ran.status, ran.out) == (2, "")
        assert said in ran.err
        assert outputs() == []


def test_it_stands_in_the_json(run: Run, project: Path, strangers: Strangers) -> None:
    strangers.install("bad-tools", check("1 / 0"), checks="theirs = bad_tools")
    write(project / "content/x/report.md", WARNED)
    ran = run("check", "--format", "json")
    found = json.loads(ran.out)["diagnostics"]
    assert [(each["code"], each["name"], each["severity"], each["path"]) for each in found] == [
        ("S015", "plugin-unusable", "error", "bad-tools"),
        ("P101", "paragraph-number", "warning", "content/x/report.md"),
    ]
    assert (ran.status, ran.err) == (2, "")


@pytest.mark.parametrize(
    "code",
    ["Z1", "P108", "N102", "S1", "zz1", "ZZ", "11", "ZZ-1", "ÄÖ1", "ZZ1 ", "", "ABCDEFGHI1", "ZZ12345"],
)
def test_a_code_without_letters_of_its_own(run: Run, project: Path, strangers: Strangers, code: str) -> None:
    strangers.install("bad-tools", check("return ()", code), checks="theirs = bad_tools")
    said = f"be loaded: its code {code!r} is not two to eight letters and a number"
    ran = run("check")
    assert ran.status == 2
    assert_one_diagnostic(ran.out + ran.err, said, "toolchain.checks, theirs")


@pytest.mark.parametrize(
    ("code", "said"),
    [
        (check("return ()").replace("api = 1", ""), "it does not say which api it is made for"),
        (check("return ()").replace("api = 1", "api = 7"), "it is made for api 7; this is api 1"),
        ("class api: pass\nraise ImportError('no')", "ImportError: no"),
    ],
)
def test_checks_that_cannot_be_loaded(
    run: Run, project: Path, strangers: Strangers, code: str, said: str
) -> None:
    strangers.install("bad-tools", code, checks="theirs = bad_tools")
    ran = run("check")
    assert ran.status == 2
    assert_one_diagnostic(ran.out + ran.err, f"be loaded: {said}", "toolchain.checks, theirs")


@pytest.mark.parametrize(("code", "name"), [("ZZ1", "another"), ("ZZ2", "first")])
def test_two_packages_with_one_code_or_name(
    run: Run, project: Path, strangers: Strangers, code: str, name: str
) -> None:
    """The first one's check is run."""
    first = check("yield Finding(FilePlace('x'), Case())", "ZZ1", "first")
    strangers.install("a-tools", first, checks="one = a_tools")
    strangers.install("b-tools", check("return ()", code, name), checks="two = b_tools")
    ran = run("check")
    assert ran.status == 2
    called = code if code == "ZZ1" else name
    assert f"a-tools, b-tools: toolchain.checks, two: error S015 the name '{called}' is given " in ran.out
    assert "help: uninstall a-tools or b-tools" in ran.out
    assert "warning ZZ1 found" in ran.out
    assert ran.out.count("S015") == 1


def test_two_packages_with_one_registered_name(run: Run, project: Path, strangers: Strangers) -> None:
    strangers.install("a-tools", check("return ()"), checks="notes = a_tools")
    ran = run("check")
    assert ran.status == 2
    assert ran.out.startswith(
        "a-tools, submission-toolchain: toolchain.checks, notes: error S015 the name "
        "'notes' is given twice in toolchain.checks"
    )


def test_one_check_in_two_modules_of_a_package_is_one(run: Run, project: Path, strangers: Strangers) -> None:
    """And what a package imports from ours is not its own."""
    code = check("return ()") + "\nfrom toolchain.checks.source.notes.texts import note_empty"
    strangers.install("a-tools", code, checks="one = a_tools\ntwo = a_tools")
    assert run("check").status == 0


def test_a_package_s_check_is_silenced_and_explained(run: Run, project: Path, strangers: Strangers) -> None:
    body = '"""Why it matters."""\nyield Finding(SourceSpan(resolved.document.path, 8, 1, 8, 2), Case())'
    strangers.install("a-tools", check(body), checks="theirs = a_tools")
    assert "content/x/report.md:8:1: warning ZZ1 found\n" in run("check").out
    text = CLEAN.replace("1. The", "<!-- check: ignore ZZ1 it may be -->\n\n1. The")
    write(project / "content/x/report.md", text.replace("\n# Legislation\n\n", "\n", 1))
    assert run("check") == Ran(0, "1 source checked: nothing found\n", "")
    assert run("explain", "ZZ1") == Ran(0, "ZZ1 theirs (warning)\nA test.\n\nWhy it matters.\n", "")


def test_an_ignore_comment_of_a_check_that_fails_is_not_called_unused(
    run: Run, project: Path, strangers: Strangers
) -> None:
    strangers.install("bad-tools", check("1 / 0"), checks="theirs = bad_tools")
    write(
        project / "content/x/report.md", CLEAN.replace("# Leg", "<!-- check: ignore ZZ1 wanted -->\n\n# Leg")
    )
    ran = run("check")
    assert ran.status == 2
    assert "S015" in ran.out
    assert "S008" not in ran.out


def test_explaining_a_code_of_a_broken_package(run: Run, project: Path, strangers: Strangers) -> None:
    strangers.install("bad-tools", "1 / 0", checks="theirs = bad_tools")
    ran = run("explain", "ZZ1")
    assert (ran.status, ran.out) == (2, "")
    assert ran.err.startswith("bad-tools: toolchain.checks, theirs: error S015 this plug-in cannot be loaded")
    assert "there is no code or name ZZ1" in ran.err
    assert run("explain", "N102").status == 0


def test_what_a_plugin_prints_does_not_spoil_the_json(run: Run, project: Path, strangers: Strangers) -> None:
    code = A_CHECK.format(code="ZZ1", name="loud").replace("return ()", "print('here'); return ()")
    strangers.install("bad-tools", f"print('loading')\n{code}", checks="theirs = bad_tools")
    ran = run("check", "--format", "json")
    assert json.loads(ran.out) == {"version": 1, "diagnostics": []}
    assert (ran.status, ran.err) == (0, "loading\nhere\n")


def test_the_traceback_of_a_plugin(
    run: Run, project: Path, strangers: Strangers, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SUBMISSION_TRACEBACK", "1")
    strangers.install("bad-tools", check("1 / 0"), checks="theirs = bad_tools")
    write(project / "content/x/report.md", WARNED)
    ran = run("check")
    assert ran.err.startswith("Traceback")
    assert 'bad_tools.py", line ' in ran.err
    assert "error S015" in ran.out
    assert "warning P101" in ran.out
    assert ran.status == 2


def test_a_package_that_fails_to_load_is_tried_once(run: Run, project: Path, strangers: Strangers) -> None:
    """A user who waits for one that comes to no end does not wait twice."""
    tried = project / "tried"
    code = f"with open({str(tried)!r}, 'a') as file: file.write('x')\n1 / 0"
    strangers.install("bad-tools", code, checks="theirs = bad_tools")
    for arguments in (["check"], ["check", "absent.md"], ["explain", "ZZ1"], ["build"]):
        tried.write_text("")
        assert run(*arguments).status == 2
        assert tried.read_text() in {"", "x"}, arguments
