"""How many findings people see, what they are told of the others, and how a finding is explained."""

import json
import re
from pathlib import Path

import pytest

from tests.support.command import CLEAN, WARNED, WRONG, Ran, Run, project, run, write
from toolchain.model import wording

__all__ = ["project", "run"]  # fixtures


def glued(times: int) -> str:
    """A source with so many paragraphs that have no blank line between them."""
    return CLEAN.replace(
        "2. It", "".join(f"{number}. A law.\n" for number in range(2, times + 2)) + "\n2. It"
    )


def test_five_of_a_code_unless_all_are_wanted(run: Run, project: Path) -> None:
    write(project / "content/x/report.md", glued(53))
    few, everything = run("check").out, run("check", "--all").out
    assert (few.count("warning P105"), everything.count("warning P105")) == (5, 52)
    assert few.count("\nand 47 more (--all)\n") == 1
    assert "--all" not in everything
    assert len(json.loads(run("check", "--format", "json").out)["diagnostics"]) == everything.count("\n\n")
    assert few.splitlines()[-1] == everything.splitlines()[-1]
    built = [run("build", "--draft", *option).err.count("warning P105") for option in ((), ("--all",))]
    assert built == [5, 52]


def test_statistics_instead_of_findings(run: Run, project: Path) -> None:
    write(project / "content/x/report.md", WRONG.replace("2. It", "7. It"))
    ran = run("check", "--statistics")
    assert ran.status == 1
    assert [line.split()[:3] for line in ran.out.splitlines()[:3]] == [
        ["1", "error", "N101"], ["1", "error", "N102"], ["1", "warning", "P101"],
    ]  # fmt: skip
    assert ran.out.splitlines()[3:] == [
        "", "1 source checked", "3 findings: 2 errors, 1 warning; 1 can be fixed with --fix",
    ]  # fmt: skip
    assert run("check", "--statistics", "--format", "json").status == 2
    write(project / "content/x/report.md", CLEAN)
    assert run("check", "--statistics") == Ran(0, "1 source checked: nothing found\n", "")


@pytest.mark.parametrize(
    ("text", "fixed"),
    [
        (WARNED, 1),
        (WRONG, 0),
        (WARNED + "\n3. It costs 3% , see para. 1.\n", 3),
        (WARNED + "\n3. See para. 9.\n", 0),
    ],
)
def test_what_can_be_fixed_is_what_is_fixed(run: Run, project: Path, text: str, fixed: int) -> None:
    """The number in the last line is the difference that --fix makes."""
    source = project / "content/x/report.md"
    write(source, text)
    before = run("check").out
    assert re.findall(r"; (\d+) can be fixed with --fix\n$", before) == [str(fixed)] * bool(fixed)
    assert source.read_text(encoding="utf-8") == text
    number, left = (
        sum(map(int, re.findall(r"^(\d+) findings?: ", out, re.MULTILINE)))
        for out in (before, run("check", "--fix").out)
    )
    assert number - left == fixed


@pytest.mark.parametrize("word", ["N102", "n102", "note-unused", " N102 "])
def test_explain(run: Run, word: str) -> None:
    ran = run("explain", word)
    assert (ran.status, ran.err) == (0, "")
    assert ran.out.startswith("N102 note-unused (error)\n")
    assert "\nBad" in ran.out
    assert "\nGood:" in ran.out


def test_explain_several(run: Run) -> None:
    ran = run("explain", "note-unused", "P105", "n102")
    assert (ran.status, ran.err) == (0, "")
    assert [line for line in ran.out.splitlines() if re.match(r"[A-Z]\d+ ", line)] == [
        "N102 note-unused (error)", "P105 paragraph-glued (warning)",
    ]  # fmt: skip
    ran = run("explain", "N102", "N999", "P999")
    assert (ran.status, ran.out.splitlines()[0]) == (2, "N102 note-unused (error)")
    assert "code or name N999" in ran.err
    assert "code or name P999" in ran.err


@pytest.mark.parametrize(
    ("lang", "heads", "others"),
    [
        ((), {"Bad:", "Good:"}, "fr, --lang ar"),
        (("--lang", "FR"), {"Bad (fr):", "Good (fr):"}, "en, --lang ar"),
        (("--lang", "xx"), {"Bad:", "Good:"}, "fr, --lang ar"),
    ],
)
def test_explain_in_one_language(run: Run, lang: tuple[str, ...], heads: set[str], others: str) -> None:
    out = run("explain", "T506", *lang).out
    assert set(re.findall(r"^(?:Bad|Good).*?:", out, re.MULTILINE)) == heads
    assert out.endswith(f"\nExamples in other languages: --lang {others}\n")


@pytest.mark.parametrize(("word", "near"), [("NN102", "N102"), ("note-unsed", "note-unused")])
def test_explain_something_unknown(run: Run, word: str, near: str, monkeypatch: pytest.MonkeyPatch) -> None:
    ran = run("explain", word)
    assert (ran.status, ran.out) == (2, "")
    assert f"there is no code or name {word}" in ran.err
    assert f"help: did you mean {near}?" in ran.err
    monkeypatch.setenv(wording.VARIABLE, "fr")
    assert f"aide\u00a0: vouliez-vous dire {near}\u00a0?" in run("explain", word).err


def test_the_help_for_a_separator_does_not_join_two_words(run: Run, project: Path) -> None:
    write(project / "content/x/report.md", CLEAN.replace("covers girls", "covers\u2028girls"))
    said = run("check").out
    assert "T509 there is an invisible character here: U+2028 LINE SEPARATOR" in said
    assert "or write a space in its place if it separates two words" in said
