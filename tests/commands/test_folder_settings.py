"""`submission.toml` in commands: all of them obey it, and `status --settings` says where values come from."""

from __future__ import annotations

import json
from pathlib import Path
from unittest.mock import patch

import pytest

from tests.support.command import CLEAN, Run, outputs, project, run, write
from toolchain.cli.actions import build

__all__ = ["project", "run"]  # fixtures

FILE, SOURCE, OTHER = Path("submission.toml"), Path("content/x/report.md"), Path("content/y/report.md")
pytestmark = pytest.mark.usefixtures("in_git")


@pytest.fixture
def in_git(project: Path) -> None:
    (project / ".git").mkdir()


def test_build_obeys(run: Run) -> None:
    write(FILE, 'formats = ["html"]\noutput = "out"\nlook = "house"\n')
    done = run("build")
    assert (done.status, outputs()) == (0, ["out/x/report.html", "submission.toml"])
    assert "up to date" in run("build").out
    run("build", "--to", "docx", "--output", "o")
    assert outputs() == ["o/report.docx", "out/x/report.html", "submission.toml"]


def test_the_page_before_sending_finds_the_outputs(run: Run) -> None:
    write(FILE, 'formats = ["html"]\noutput = "out"\n')
    run("build")
    assert "out/x/report.html: shows what its source says" in " ".join(run("send-check", SOURCE).out.split())
    (entry,) = json.loads(run("status", "--format", "json").out)["submissions"]
    assert "out/x/report.html" in json.dumps(entry)


@pytest.mark.parametrize(
    ("command", "expected"),
    [
        (["check"], "Committee on the Rights of the Child"),
        (["words"], "at most 10,000 words"),
        (["send-check", SOURCE], "is sent to Committee on the Rights of the Child"),
        (["status"], "  crc "),
        (["freeze", SOURCE], "nothing is recorded"),
        (["build"], "nothing is written: 2 errors"),
    ],
)
def test_other_commands_obey(run: Run, command: list[str], expected: str) -> None:
    write(FILE, 'profile = "crc"\n')
    done = run(*command)
    assert expected in done.out + done.err
    FILE.unlink()
    done = run(*command)
    assert expected not in done.out + done.err


def test_freeze_and_merge_refuse_a_source_with_wrong_settings(run: Run) -> None:
    run("build", "--to", "docx")
    write(FILE, 'lok = "house"\n')
    assert run("freeze", SOURCE).status == 1
    merged = run("merge", "build/x/report.docx", SOURCE)
    assert (merged.status, "lok" in merged.err) == (2, True)


def test_a_mistake_is_reported_once_and_refuses_each_source(run: Run) -> None:
    write(OTHER, CLEAN)
    write(FILE, 'look = "hous"\n')
    done = run("check")
    line = "submission.toml:1:1: error S027 look cannot be 'hous'\n    1 | look = \"hous\"\n"
    assert (done.status, done.out.count("S027"), line in done.out) == (1, 1, True)
    done = run("build")
    assert (done.status, done.err.count(line), outputs()) == (1, 1, ["submission.toml"])


def test_an_own_style_sheet_is_checked_for_its_sources(run: Run) -> None:
    write(OTHER, CLEAN)
    write(Path("content/y/own.css"), "p { colour: red }\n")
    write(Path("content/y/submission.toml"), 'css = "own.css"\n')
    done = run("check")
    assert "content/y/own.css:1:5: warning S018" in done.out
    assert "S018" not in run("check", SOURCE).out


@pytest.mark.parametrize(
    ("options", "files", "expected"),
    [
        ([], {}, 4),
        ([], {".": 3}, 3),
        ([], {".": 3, "content/y": 2}, 2),
        (["--jobs", "1"], {".": 3}, 1),
    ],
)
def test_jobs(run: Run, options: list[str], files: dict[str, int], expected: int) -> None:
    for name in ("y", "z", "a"):
        write(Path(f"content/{name}/report.md"), CLEAN)
    for folder, number in files.items():
        write(Path(folder, FILE), f"jobs = {number}\n")
    with (
        patch.object(build, "cores", return_value=8),
        patch.object(build, "_as_they_end", return_value=iter(())) as ended,
    ):
        run("build", "--to", "html", *options)
    assert ended.call_args.args[1] == expected


SETTINGS = """\
content/x/report.md
  templates   built-in           default
  css         own.css            submission.toml, line 2 (submission.toml)
  look        house              front matter, line 4
  profile     crc                command line
  formats     html               submission.toml, line 3 (submission.toml)
  pdf-engine  weasyprint         default
  output      build/x            default
  jobs        one for each core  default
  ui-lang     en                 default
"""


def test_where_each_value_comes_from(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SUBMISSION_UI_LANG", raising=False)
    monkeypatch.setenv("LC_ALL", "C")
    write(SOURCE, CLEAN.replace("lang: en\n", "lang: en\nlook: house\n"))
    write(Path("own.css"), "")
    write(FILE, '# ours\ncss = "own.css"\nformats = ["html"]\nlook = "un"\n')
    done = run("status", "--settings", "--profile", "crc")
    assert (done.status, done.out, done.err) == (0, SETTINGS, "")
    said = json.loads(run("status", "--settings", "--format", "json", "--profile", "crc").out)
    (submission,) = said["submissions"]
    assert (said["version"], submission["path"]) == (1, "content/x/report.md")
    assert submission["settings"]["look"] == {"value": "house", "from": "front matter, line 4"}
    assert submission["settings"]["css"] == {
        "value": "own.css",
        "from": "submission.toml, line 2 (submission.toml)",
    }
    assert submission["settings"]["jobs"] == {"value": "one for each core", "from": "default"}


def test_mistakes_are_shown_with_the_settings(run: Run) -> None:
    write(Path("content/bad/report.md"), "no front matter\n")
    write(FILE, "jobs = 0\n")
    done = run("status", "--settings", SOURCE)
    assert (done.status, "submission.toml:1:1: error S027 jobs cannot be 0" in done.err) == (0, True)
    assert "  jobs        one for each core  default\n" in done.out
    assert run("status", "--settings", "--format", "html").status == 2


def test_a_look_of_the_recipient(run: Run) -> None:
    rule = '[look]\nvalue = "house"\nstatus = "unconfirmed"\n'
    write(Path("profiles/mine.toml"), rule)
    write(FILE, 'profile = "mine"\n')
    assert "  look        house              profile mine\n" in run("status", "--settings").out
