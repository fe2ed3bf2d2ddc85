"""The command line: what it prints where, its exit statuses, and what it leaves on the disk."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.command import CLEAN, WARNED, WRONG, Ran, Run, outputs, project, run, write

__all__ = ["project", "run"]  # fixtures

# Help ----------------------------------------------------------------------------------------------


def test_version(run: Run) -> None:
    assert run("--version") == Ran(0, "submission, version 0.1.0\n", "")


@pytest.mark.parametrize("command", ["build", "check", "explain", "plugins", "completion"])
def test_help_has_examples(run: Run, command: str) -> None:
    for option in ("-h", "--help"):
        ran = run(command, option)
        assert (ran.status, ran.err) == (0, "")
        assert f"  Examples:\n    submission {command}" in ran.out


def test_help_of_all(run: Run) -> None:
    ran = run("--help")
    assert ran.status == 0
    assert "Examples:" in ran.out
    assert "Exit status: " in ran.out


@pytest.mark.parametrize(
    "arguments",
    [
        ["bild"],
        ["build", "--two"],
        ["build", "--timeout", "3e9"],
        ["build", "--timeout", "nan"],
        ["build", "--templates", "no-such-folder"],
        ["check", "--format", "xml"],
        ["check", "--fail-on", "remark"],
        ["explain"],
        ["build", "--to", "docx", "--with-source"],
        ["build", "--to", "html,epub", "--print-shop"],
        ["build", "--to", "pdf", "--page-numbers"],
        ["check", "x.pdf", "--profile", ""],
        ["send-check", "x.pdf", "--profile", " "],
    ],
)
def test_a_wrong_command_line(run: Run, project: Path, arguments: list[str]) -> None:
    ran = run(*arguments)
    assert ran.status == 2
    assert ran.out == ""
    assert "Error: " in ran.err


def test_an_option_that_one_of_the_outputs_needs(run: Run, project: Path) -> None:
    assert run("build", "--to", "docx,html", "--look", "house").status == 0
    assert run("build", "--to", "plain", "--look", "house").status == 0


def test_a_summary_steers_no_terminal(run: Run, project: Path) -> None:
    odd = project / "a\nb.md"
    odd.write_text(CLEAN, encoding="utf-8")
    ran = run("build", odd.name, "--to", "plain", "--output", "out")
    assert "wrote       out/a<U+000A>b.txt (1 kB)" in ran.out


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion(run: Run, shell: str) -> None:
    ran = run("completion", shell)
    assert ran.status == 0
    assert f"_SUBMISSION_COMPLETE={shell}_complete" in ran.out


def test_completion_completes(project: Path) -> None:
    """As bash asks for it."""
    asked = {"_SUBMISSION_COMPLETE": "bash_complete", "COMP_WORDS": "submission ch", "COMP_CWORD": "1"}
    environment = {**os.environ, **asked}
    done = subprocess.run(
        [sys.executable, "-m", "toolchain"],
        env=environment,
        capture_output=True,
        check=False,
        encoding="utf-8",
    )
    assert done.stdout == "plain,check\n"


# check ---------------------------------------------------------------------------------------------


def test_check_of_a_clean_source(run: Run, project: Path) -> None:
    assert run("check") == Ran(0, "1 source checked: nothing found\n", "")


def test_check_says_what_and_where(run: Run, project: Path) -> None:
    write(project / "content/x/report.md", WRONG)
    ran = run("check")
    assert ran.status == 1
    assert ran.err == ""
    first, line, carets, help, *_ = ran.out.splitlines()
    assert first.startswith("content/x/report.md:8:49: error N101 ")
    assert line == "    8 | 1. The Penal Code sets the age of consent at 16.[^penol] {#consent}"
    assert carets == "      | " + " " * 48 + "^" * 8
    assert help.startswith("help: did you mean [^penal]")
    assert ran.out.endswith("\n\n1 source checked\n2 findings: 2 errors\n")


@pytest.mark.parametrize(("text", "error", "warning"), [(CLEAN, 0, 0), (WARNED, 0, 1), (WRONG, 1, 1)])
def test_fail_on(run: Run, project: Path, text: str, error: int, warning: int) -> None:
    write(project / "content/x/report.md", text)
    assert run("check").status == error
    assert run("check", "--fail-on", "error").status == error
    assert run("check", "--fail-on", "warning").status == warning


def test_json_and_nothing_else(run: Run, project: Path) -> None:
    write(project / "content/x/report.md", WRONG)
    ran = run("check", "--format", "json")
    assert (ran.status, ran.err) == (1, "")
    found = json.loads(ran.out)
    assert found["version"] == 1
    assert [
        (item["code"], item["severity"], item["line"], item["column"]) for item in found["diagnostics"]
    ] == [
        ("N101", "error", 8, 49),
        ("N102", "error", 12, 1),
    ]


def test_json_when_it_could_not_run(run: Run, project: Path) -> None:
    ran = run("check", "absent.md", "--format", "json")
    assert ran.status == 2
    assert [item["code"] for item in json.loads(ran.out)["diagnostics"]] == ["S019"]


def test_one_that_cannot_be_read_does_not_hide_the_others(run: Run, project: Path) -> None:
    write(project / "content/a/report.md", WRONG)
    (project / "content/b").mkdir()
    (project / "content/b/report.md").write_bytes(b"---\ntitle: \xff\n---\n")
    ran = run("check")
    assert ran.status == 2
    assert "content/a/report.md:8:49: error N101" in ran.out
    assert "content/b/report.md:2:8: error S012" in ran.out


def test_check_writes_nothing(run: Run, project: Path) -> None:
    run("check")
    assert outputs() == []


# build ---------------------------------------------------------------------------------------------


def test_the_summary_counts_what_has_been_printed(run: Run, project: Path) -> None:
    """A warning about a style sheet is not in the source."""
    write(project / "content/x/report.md", CLEAN)
    write(project / "own.css", "p { colour: red }\n")
    ran = run("build", "--to", "html", "--css", "own.css")
    assert (ran.status, ran.err.count("warning S018")) == (0, 1)
    assert "  findings    1 warning\n" in ran.out


def test_build_ends_with_a_summary(run: Run, project: Path) -> None:
    ran = run("build", "--to", "plain")
    assert ran == Ran(
        0,
        "content/x/report.md\n"
        "  wrote       build/x/report.txt (1 kB)\n"
        "  words       22: body 18, notes 4\n"
        "  paragraphs  2\n"
        "  notes       1\n"
        "  findings    nothing\n",
        "",
    )
    assert outputs() == ["build/x/report.txt"]


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["content/x/report.md"], ["build/x/report.txt"]),
        (["content/x", "--output", "sent"], ["sent/report.txt"]),
        (["--output", "sent"], ["sent/x/report.txt", "sent/y/other.txt", "sent/y/report.fr.txt"]),
        (["content"], ["build/x/report.txt", "build/y/other.txt", "build/y/report.fr.txt"]),
    ],
)
def test_where_outputs_go(run: Run, project: Path, arguments: list[str], expected: list[str]) -> None:
    write(project / "content/y/report.fr.md", CLEAN)
    write(project / "content/y/other.md", CLEAN)
    assert run("build", "--to", "plain", *arguments).status == 0
    assert outputs() == expected


@pytest.mark.parametrize(("folder", "source"), [("content/x", "report.md"), ("content", "x")])
def test_a_source_in_the_folder_one_works_in(
    run: Run, project: Path, monkeypatch: pytest.MonkeyPatch, folder: str, source: str
) -> None:
    """Its outputs are where they are if the whole project is built, also of one in a folder of that name."""
    shutil.copytree(project / "content", project / "own/content/own/content")
    project = project / "own/content/own"
    monkeypatch.chdir(project / folder)
    assert run("build", source, "--to", "plain").status == 0
    monkeypatch.chdir(project)
    assert outputs() == ["build/x/report.txt"]
    assert "up to date" in run("build", "--to", "plain").out


def test_two_sources_for_one_output(run: Run, project: Path) -> None:
    write(project / "other/x/report.md", CLEAN)
    ran = run("build", "content/x", "other/x", "--to", "plain")
    assert ran.status == 2
    told = "the plain of content/x/report.md and the plain of other/x/report.md would be the same file"
    assert f"build/x/report.txt: error S013 {told}" in ran.err.splitlines()
    assert outputs() == []


def test_to_names_outputs(run: Run, project: Path) -> None:
    assert run("build", "--to", "plain, HTML", "--to", "plain").status == 0
    assert outputs() == ["build/x/report.html", "build/x/report.txt"]


def test_to_with_an_unknown_name(run: Run, project: Path) -> None:
    ran = run("build", "--to", "plain,odt")
    assert ran.status == 2
    assert "unknown output 'odt'; choose from docx, epub, html, pdf, plain" in ran.err
    assert outputs() == []


def test_errors_refuse_a_build(run: Run, project: Path) -> None:
    run("build", "--to", "plain")
    written = Path("build/x/report.txt")
    before = written.stat()
    write(project / "content/x/report.md", WRONG)
    write(project / "content/y/report.md", CLEAN)
    ran = run("build", "--to", "plain")
    assert ran.status == 1
    assert "content/x/report.md:8:49: error N101" in ran.err
    assert ran.err.splitlines()[-3:] == [
        "1 of 2 sources refused:",
        "  content/x/report.md: N101 note [^penol] has no text, and 1 more error",
        'help: fix the errors, or build a draft with "--draft"',
    ]
    assert outputs() == ["build/x/report.txt", "build/y/report.txt"]
    assert (written.stat().st_ino, written.stat().st_mtime_ns) == (before.st_ino, before.st_mtime_ns)
    ran = run("build", "content/x", "--to", "plain")
    assert (ran.status, ran.out) == (1, "")
    assert "nothing is written: 2 errors" in ran.err


def test_a_draft_is_written_in_spite_of_errors(run: Run, project: Path) -> None:
    write(project / "content/x/report.md", WRONG)
    ran = run("build", "--to", "plain", "--draft")
    assert ran.status == 0
    assert "error N101" in ran.err
    assert "  findings    2 errors\n" in ran.out
    assert Path("build/x/report.txt").read_text() == "content/x/report.md True None"


def test_a_draft_of_what_cannot_be_read(run: Run, project: Path) -> None:
    (project / "content/x/report.md").write_bytes(b"\xff")
    ran = run("build", "content/x/report.md", "--to", "plain", "--draft")
    assert ran.status == 2
    assert outputs() == []


def test_warnings_do_not_refuse_a_build(run: Run, project: Path) -> None:
    write(project / "content/x/report.md", WARNED)
    ran = run("build", "--to", "plain")
    assert ran.status == 0
    assert "warning P101" in ran.err
    assert "  findings    1 warning\n" in ran.out


def test_the_day_of_outputs(run: Run, project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1764028800")
    assert run("build", "--to", "plain").status == 0
    assert Path("build/x/report.txt").read_text() == "content/x/report.md False 1764028800"
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "yesterday")
    ran = run("build", "--to", "plain")
    assert ran.status == 2
    assert "SOURCE_DATE_EPOCH must be a number of seconds since 1970, not 'yesterday'" in ran.err


# Terminals -----------------------------------------------------------------------------------------


def test_a_terminal_without_our_characters(project: Path) -> None:
    write(project / "content/x/report.md", WRONG.replace("penol", "pénol刑"))
    for form in ("text", "json"):
        command = [sys.executable, "-m", "toolchain", "check", "--format", form]
        environment = {**os.environ, "PYTHONIOENCODING": "latin-1", "PYTHONUTF8": "0"}
        done = subprocess.run(command, env=environment, capture_output=True, check=False)
        assert done.returncode == 1
        assert done.stderr == b""
        shown = done.stdout.decode("utf-8" if form == "json" else "latin-1")
        assert "[^pénol刑]" in shown or form == "text"
        assert "[^pénol\\u5211]" in shown or form == "json"


def test_whoever_reads_our_output_may_leave(project: Path) -> None:
    write(project / "content/x/report.md", WRONG)
    command = f"{sys.executable} -m toolchain check | true"
    done = subprocess.run(["sh", "-c", command], capture_output=True, check=False, encoding="utf-8")
    assert "Traceback" not in done.stderr
    assert "BrokenPipe" not in done.stderr
