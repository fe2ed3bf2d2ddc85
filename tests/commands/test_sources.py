"""Which files the command takes for sources."""

import errno
import json
import os
from pathlib import Path
from typing import Any

import pytest

from tests.support.command import CLEAN, WARNED, WRONG, Run, project, run, write

__all__ = ["project", "run"]  # fixtures


def test_without_a_name_all_of_content(run: Run, project: Path) -> None:
    write(project / "content/y/report.md", WARNED)
    french = CLEAN.replace("lang: en", "lang: fr").replace(".[^penal]", "[^penal].")
    french = french.replace("Penal Code", "code pénal").replace("girls", "filles")
    write(project / "content/y/report.fr.md", french)
    write(project / "content/y/README.md", CLEAN)
    write(project / "content/y/plan.md", "# Only a plan\n")
    write(project / "content/y/deep/draft.md", WRONG)
    write(project / "content/note.md", WRONG)
    assert run("check").out.endswith("\n3 sources checked\n1 finding: 1 warning; 1 can be fixed with --fix\n")
    assert "\n3 sources checked\n" in run("check", "content/y").out
    assert "\n4 sources checked\n" in run("check", "content").out


def test_what_is_left_out_is_named(run: Run, project: Path) -> None:
    write(project / "content/x/plan.md", "# Only a plan\n")
    write(project / "content/x/README.md", "# About\n")
    write(project / "content/x/late.md", "\n---\n\n# Only a plan\n")
    write(project / "content/x/empty.md", "\n")
    write(project / "content/x/report.md.txt", CLEAN)
    write(project / "content/x/dashes.md", CLEAN.replace("---", "—"))
    (project / "content/x/wide.md").write_bytes("# Only a plan\n".encode("utf-16"))
    (project / "content/x/wider.md").write_bytes("# Only a plan\n".encode("utf-16-be"))
    ran = run("check", "content/x", "content/x/late.md")
    assert ran.err.splitlines() == [
        "left out: content/x/empty.md is empty",
        "left out: content/x/plan.md does not begin with front matter (---)",
        "left out: content/x/wide.md is not in UTF-8: save the file as UTF-8",
        "left out: content/x/wider.md is not in UTF-8: save the file as UTF-8",
        "left out: content/x/report.md.txt ends in .txt, which Windows may not show: rename it to end in .md",
    ]
    assert "content/x/dashes.md:1:1: error S002 there is no front matter" in ran.out
    late = "left out: content/x/late.md has a space or blank line before its front matter (---)"
    assert late in run("check").err
    assert late in run("check", "--format", "json").err
    assert late in run("check", "--diff").err
    assert run("check", "--fix").err.count(late) == 1
    assert late in run("build", "--to", "plain").err


LOST = {
    "a blank line": (f"\n{CLEAN}".encode(), "S002"),
    "a space": (f" {CLEAN}".encode(), "S002"),
    "a byte order mark and a blank line": (f"\ufeff\r\n{CLEAN}".encode(), "S002"),
    "UTF-16": (CLEAN.encode("utf-16"), "S012"),
    "UTF-16 of the other order": (CLEAN.encode("utf-16-be"), "S012"),
    "nothing": (b"", "S002"),
    "no front matter": (b"# A heading\n\n1. A paragraph.\n", "S002"),
}


def test_a_report_that_can_no_longer_be_read_is_an_error(run: Run, project: Path) -> None:
    write(project / "content/y/report.md", CLEAN)
    write(project / "content/y/README.md", "")
    write(project / "build/x/report-public.docx", "")
    for name, (data, code) in LOST.items():
        (project / "content/x/report.md").write_bytes(data)
        found = json.loads(run("check", "--format", "json").out)["diagnostics"]
        wrong = [(each["path"], each["code"]) for each in found if each["severity"] == "error"]
        assert wrong == [("content/x/report.md", code)], name
        is_late = "delete the blank lines and spaces before --- in line" in found[0]["help"]
        assert is_late == name.startswith("a "), name
    assert run("build", "--to", "plain").status == 1
    assert "content/x/report.md" in run("status").out


def test_a_file_that_was_sent_or_signed_was_a_report(run: Run, project: Path) -> None:
    write(project / "content/y/plan.md", "")
    assert run("check").status == 0
    for name in "plan.sent.json", "plan.signed.json":
        write(project / f"content/y/{name}", "")
        assert "content/y/plan.md:1:1: error S002" in run("check").out
        (project / f"content/y/{name}").unlink()


def test_why_a_folder_has_no_source(run: Run, project: Path) -> None:
    (project / "content/x/report.md").write_bytes("# Only a plan\n".encode("utf-16"))
    ran = run("check", "content/x")
    assert (ran.status, ran.err) == (2, "")
    assert (
        "content/x: error S019 no Markdown file in this folder is a source: report.md is not in UTF-8"
        in ran.out
    )
    for number in range(4):
        write(project / f"content/x/{number}.md", "Text")
    assert ", and 2 more\n" in run("check").out


def test_a_source_that_may_not_be_read(run: Run, project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened = Path.open

    def refuse(self: Path, *arguments: Any, **named: Any) -> Any:
        if self.suffix == ".md":
            raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(self))
        return opened(self, *arguments, **named)

    monkeypatch.setattr(Path, "open", refuse)
    monkeypatch.setattr(os, "access", lambda *_, **__: False)
    ran = run("check", "content/x/report.md")
    assert (ran.status, ran.err) == (2, "")
    assert "content/x/report.md: error S012 this file cannot be read: Permission denied" in ran.out
    assert '"code": "S012"' in run("check", "content/x/report.md", "--format", "json").out


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
    assert ran.out.startswith("content/x/reprot.md: error S019 there is no such file or folder\n")
    assert "help: did you mean content/x/report.md?" in ran.out
    assert "did you mean content/x/report.md?" in run("check", "content/z/report.md").out


def test_a_wildcard_that_no_shell_has_replaced(
    run: Run, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is a name like any other. No folder below is searched; one that is removed then does no harm."""
    write(project / "content/x/deep/er/report.md", CLEAN)
    listed: list[str] = []
    whole = os.scandir

    def scandir(path: Any = ".") -> Any:
        listed.append(os.fspath(path))
        if Path(path).name == "x":
            raise FileNotFoundError(errno.ENOENT, "removed", path)
        return whole(path)

    monkeypatch.setattr(os, "scandir", scandir)
    ran = run("check", "content/x/**")
    assert ran.status == 2
    assert ran.out.startswith("content/x/**: error S019 there is no such file or folder\n")
    assert not any("deep" in each for each in listed)


def test_wildcards_on_windows(run: Run, project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No shell there puts names for them, so the command does."""

    class Windows:
        name = "nt"

        def __getattr__(self, name: str) -> Any:
            return getattr(os, name)

    monkeypatch.setattr("click.core.os", Windows())
    write(project / "content/y/report.md", CLEAN)
    assert run("check", "content/*/*.md").out == "2 sources checked: nothing found\n"
    assert run("--ui-lang", "fr", "check", "content/*").out.startswith("Contrôle terminé (2 ")


@pytest.mark.parametrize("target", ["nowhere.md", "link.md"])
def test_a_link_that_leads_nowhere(run: Run, project: Path, target: str) -> None:
    (project / "link.md").symlink_to(target)
    ran = run("check", "link.md")
    assert ran.status == 2
    assert "link.md: error S019 this symbolic link points to a file that does not exist" in ran.out


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
    assert "content: error S019 there is no such file or folder" in ran.out
    write(tmp_path / "our report/report.md", CLEAN)
    assert "help: name a source, such as 'our report/report.md', or run" in run("check").out
    (tmp_path / "content").mkdir()
    ran = run("check")
    assert "content: error S019 there is no source in this folder" in ran.out
    assert "help: name a source, or put it into content/NAME/; a source is a Markdown file" in ran.out


def test_a_source_directly_in_content_must_be_named(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    write(tmp_path / "content/report.md", CLEAN)
    ran = run("check")
    assert ran.status == 2
    assert "is a source: report.md is not in a folder of its own\n" in ran.out
    assert "help: name a source, or put it into content/NAME/; " in ran.out
    assert run("check", "content/report.md").status == 0
    write(tmp_path / "content/x/report.md", CLEAN)
    ran = run("check")
    assert (ran.status, ran.err) == (0, "left out: content/report.md is not in a folder of its own\n")


def test_a_source_too_far_down_is_named(run: Run, project: Path) -> None:
    for name in ("b/report.md", "b/c/report.md", "b/c/notes.md", ".old/report.md", "b/README.md"):
        write(project / "content/a" / name, "Notes.\n" if "notes" in name else CLEAN)
    said = "left out: content/a/{}/report.md is in a folder too far down: name it, or move its folder up\n"
    assert run("check").err == run("check", "content").err == said.format("b") + said.format("b/c")
    assert run("check", "content", "content/a").err == said.format("b/c")


def test_of_several_sources_those_with_errors_are_named_last(run: Run, project: Path) -> None:
    for name in "abcdef":
        write(project / f"content/{name}/report.md", CLEAN.replace("title:", "titel:"))
    ends = [run("check", *more).out.splitlines() for more in ((), ("--all",))]
    lines = [f"  content/{name}/report.md: 1 error" for name in "abcdef"]
    assert ends[0][-6:] == [*lines[:5], "  and 1 more (--all)"]
    assert ends[1][-6:] == lines
    assert ends[1][-7].startswith("6 findings: 6 errors")


@pytest.mark.parametrize("typed", ["build content/x --to plain -o", "new --yes --title A", "undo"])
def test_a_name_that_no_system_takes(run: Run, project: Path, typed: str) -> None:
    name = "a" * 270
    assert run(*typed.split(), f"{name}/report").err == f"submission: {name}: File name too long\n"


@pytest.mark.parametrize(
    "typed",
    ["check", "build --to plain", "words", "status", "moved", "freeze", "send-check", "pack -o to-send"],
)
def test_a_name_to_which_nothing_can_be_added(run: Run, project: Path, typed: str) -> None:
    """Some systems take no name of 252 letters at all."""
    path = Path(f"content/x/{'a' * 249}.md")
    try:
        path.write_text(CLEAN, encoding="utf-8")
    except OSError:
        pytest.skip("this file system has no such names")
    ran = run(*typed.split(), path)
    name = path.with_suffix(".sent.json").as_posix()
    said = ran.out + ran.err
    assert f"{name}: error S013 the name is too long for this file system\n" in said
    assert said.count("error") - said.count("1 error") == 1
    assert ran.status == 2
