"""Which files the command takes for sources."""

from pathlib import Path

import pytest

from tests.command import CLEAN, WARNED, WRONG, Run, project, run, write

__all__ = ["project", "run"]  # fixtures


def test_without_a_name_all_of_content(run: Run, project: Path) -> None:
    write(project / "content/y/report.md", WARNED)
    write(project / "content/y/report.fr.md", CLEAN)
    write(project / "content/y/README.md", CLEAN)
    write(project / "content/y/plan.md", "# Only a plan\n")
    write(project / "content/y/deep/draft.md", WRONG)
    write(project / "content/note.md", WRONG)
    assert run("check").out.splitlines()[-1] == "3 sources checked: 1 warning found"
    assert run("check", "content/y").out.splitlines()[-1].startswith("3 sources checked: ")
    assert run("check", "content").out.splitlines()[-1].startswith("4 sources checked: ")


def test_a_file_that_is_named_is_taken_as_it_is(run: Run, project: Path) -> None:
    write(project / "README.md", "# No front matter\n")
    ran = run("check", "README.md")
    assert ran.status == 1
    assert "README.md:1:1: error S002" in ran.out


def test_a_source_is_taken_once(run: Run, project: Path) -> None:
    same = ["content/x/report.md", "content/x", "./content/../content/x/report.md", project / "content"]
    assert run("check", *same).out == "1 source checked: nothing found\n"


def test_a_name_that_is_nearly_right(run: Run, project: Path) -> None:
    ran = run("check", "content/x/reprot.md")
    assert ran.status == 2
    assert ran.out.startswith("content/x/reprot.md: error S012 there is no such file or folder\n")
    assert "help: did you mean content/x/report.md?" in ran.out
    assert "did you mean content/x/report.md?" in run("check", "content/z/report.md").out


@pytest.mark.parametrize("name", ["n" * 300, "content/" + "n" * 300 + "/report.md"])
def test_a_name_that_can_be_none(run: Run, project: Path, name: str) -> None:
    ran = run("check", name)
    assert ran.status == 2
    assert "error S012" in ran.out
    assert ran.err == ""


def test_no_content(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    ran = run("check")
    assert ran.status == 2
    assert "content: error S012 there is no such file or folder" in ran.out
    (tmp_path / "content").mkdir()
    assert "content: error S012 there is no source in this folder" in run("check").out
