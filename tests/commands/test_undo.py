"""`submission undo`, after each command that changes a source."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.support.command import CLEAN, WARNED, Run, outputs, project, run, write
from tests.support.writing_commands import PATH, Prepare, bring, extract, fix, merge

__all__ = ["project", "run"]  # fixtures

UNDO = PATH.parent / ".submission" / "undo"


def held() -> dict[str, bytes]:
    """The files of the submission."""
    paths = [path for path in PATH.parent.iterdir() if path.is_file()]
    return {path.name: path.read_bytes() for path in paths}


@pytest.mark.parametrize("prepare", [fix, merge, bring, extract])
def test_undo_brings_back_all_files_of_a_command(run: Run, project: Path, prepare: Prepare) -> None:
    typed = prepare(run)
    before = held()
    done = run(*typed)
    assert done.status in (0, 1)
    after = held()
    assert after != before
    last = done.err.splitlines()[-1]
    assert last.startswith("undo this: submission undo content/x/report")
    ran = run(*last.removeprefix("undo this: submission ").split())
    assert (ran.status, held()) == (0, before)
    assert f"as before “submission {' '.join(typed)}” (" in ran.out
    assert run(*ran.err.removeprefix("undo this: submission ").split()).status == 0
    assert held() == after


@pytest.mark.parametrize("prepare", [merge, bring, extract])
def test_nothing_is_said_or_kept_where_nothing_is_changed(run: Run, project: Path, prepare: Prepare) -> None:
    typed = prepare(run)
    run(*typed)
    assert "undo this" not in run(*typed).err
    assert len(list(UNDO.iterdir())) == 1


def test_json_stays_one_object(run: Run, project: Path) -> None:
    ran = run(*merge(run), "--format", "json")
    assert json.loads(ran.out)["written"] is True
    assert ran.err == f"undo this: submission undo {PATH}\n"


def test_without_a_source_the_last_command_in_content_is_undone(run: Run, project: Path) -> None:
    for name in ("x", "y"):
        write(Path(f"content/{name}/report.md"), WARNED)
    assert run("check", "--fix").status == 0
    write(Path("content/z/report.md"), WARNED)
    assert run("check", "--fix").status == 0
    assert run("undo").status == 0
    found = [Path(f"content/{name}/report.md").read_text(encoding="utf-8") for name in "xyz"]
    assert found == [CLEAN, CLEAN, WARNED]
    listed = [line.split("  ", 1)[0:2] for line in run("undo", "--list").out.splitlines()]
    assert len(listed) == 4
    assert run("undo", "--number", "1").status == 0
    found = [Path(f"content/{name}/report.md").read_text(encoding="utf-8") for name in "xyz"]
    assert found == [WARNED, WARNED, WARNED]


def test_the_list_says_what_was_typed_without_folders_of_the_machine(run: Run, project: Path) -> None:
    write(PATH, WARNED)
    assert run("check", "--fix", PATH.absolute()).status == 0
    (line,) = run("undo", PATH, "--list").out.splitlines()
    assert line.split("  ")[-2:] == ["submission check --fix report.md", f"({PATH})"]
    (record,) = UNDO.glob("*/record.json")
    assert project.name not in record.read_text(encoding="utf-8")


def test_an_edit_since_is_said(run: Run, project: Path) -> None:
    write(PATH, WARNED)
    run("check", "--fix")
    write(PATH, "edited")  # which is no source
    ran = run("undo", PATH)
    assert "brought back; it was edited since, and the edited file is kept too" in ran.out
    assert PATH.read_text(encoding="utf-8") == WARNED
    run("undo", PATH)
    assert PATH.read_text(encoding="utf-8") == "edited"


def test_a_source_that_is_a_link_is_undone_where_it_is(run: Run, project: Path) -> None:
    write(Path("kept/elsewhere.md"), WARNED)
    PATH.unlink()
    PATH.symlink_to(Path("kept/elsewhere.md").absolute())
    assert run("check", "--fix").err.endswith(f"undo this: submission undo {PATH}\n")
    assert run("undo", PATH).status == 0
    assert PATH.is_symlink()
    assert PATH.read_text(encoding="utf-8") == WARNED


@pytest.mark.parametrize("named", [(), (PATH,), ("content/x",)])
def test_nothing_to_undo(run: Run, project: Path, named: tuple[str, ...]) -> None:
    ran = run("undo", *named)
    assert (ran.status, ran.out) == (2, "")
    assert "error S019 there is nothing to undo here" in ran.err


def test_a_number_that_is_not_there_and_one_that_is_undone_already(run: Run, project: Path) -> None:
    write(PATH, WARNED)
    run("check", "--fix")
    assert "error S019 no command with the number 7 is kept here" in run("undo", "--number", "7").err
    assert run("undo", "--number", "1").status == 0
    assert "error S019 this is undone already: submission check --fix" in run("undo", "--number", "1").err


def test_forget_deletes_what_is_kept(run: Run, project: Path) -> None:
    write(PATH, WARNED)
    run("check", "--fix")
    assert str(UNDO) in run("send-check", PATH).out
    assert run("undo", "--forget").out.endswith("content/x: no earlier state is kept any more\n")
    assert not UNDO.exists()
    assert str(UNDO) not in run("send-check", PATH).out
    assert run("undo").status == 2
    assert run("undo", PATH, "--forget", "--list").status == 2


def test_a_mistyped_name_makes_nothing_forgotten(run: Run, project: Path) -> None:
    write(PATH, WARNED)
    run("check", "--fix")
    for options in ((), ("--list",), ("--forget",)):
        ran = run("undo", PATH.with_name("reprot.md"), *options)
        assert ran.status == 2
        assert "error S019 there is no such file" in ran.err
    assert len(list(UNDO.iterdir())) == 1


def test_the_line_to_type_for_a_name_that_looks_like_an_option(run: Run, project: Path) -> None:
    write(Path("-report.md"), WARNED)
    told = run("check", "--fix", "--", "-report.md").err
    assert told == "undo this: submission undo ./-report.md\n"
    assert run(*told.removeprefix("undo this: submission ").split()).status == 0
    assert Path("-report.md").read_text(encoding="utf-8") == WARNED


def test_a_source_where_one_works(run: Run, project: Path) -> None:
    write(Path("report.md"), WARNED)
    assert run("check", "--fix", "report.md").err == "undo this: submission undo report.md\n"
    assert run("undo", "./report.md").status == 0
    assert Path("report.md").read_text(encoding="utf-8") == WARNED
    assert run("undo", ".").status == 0
    assert Path("report.md").read_text(encoding="utf-8") == CLEAN


@pytest.mark.parametrize("prepare", [fix, merge, bring, extract])
def test_a_link_in_the_place_of_the_folder_is_refused(run: Run, project: Path, prepare: Prepare) -> None:
    typed = prepare(run)
    Path("elsewhere").mkdir()
    (PATH.parent / ".submission").symlink_to(Path("elsewhere").absolute())
    before = held()
    ran = run(*typed)
    assert ran.status == 2
    assert "nothing is kept or read here: it is a symbolic link" in ran.out + ran.err
    assert held() == before
    assert list(Path("elsewhere").iterdir()) == []
    assert run("undo", PATH).status == 2


def test_what_is_kept_is_no_source_and_in_no_output(run: Run, project: Path) -> None:
    write(Path("content/.submission/report.md"), CLEAN)
    write(PATH.parent / ".submission/other.md", CLEAN)
    write(PATH, WARNED)
    run("check", "--fix", "content/x")
    assert run("check").out == "1 source checked: nothing found\n"
    assert run("check", "content/x").out == "1 source checked: nothing found\n"
    assert run("check", "content/x/.submission").status == 2
    assert run("build", "--to", "plain").status == 0
    assert outputs() == ["build/x/report.txt"]


@pytest.mark.parametrize("key", ["template", "sources", "profile", "image"])
def test_what_is_kept_is_no_file_of_a_submission(run: Run, project: Path, key: str) -> None:
    """Also not if the source names it."""
    name = ".submission/undo/kept.toml"
    image = f"\n![Words]({name} 'Caption')\n" if key == "image" else ""
    write(PATH.parent / name, "")
    write(
        PATH, CLEAN.replace("lang: en\n", f"lang: en\n{key}: {name}\n" if not image else "lang: en\n") + image
    )
    ran = run("check", PATH)
    assert "outside" in ran.out
    assert ran.status == 1
