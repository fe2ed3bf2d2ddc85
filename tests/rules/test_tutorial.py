"""The tutorial, step by step in an empty folder: each command, each file, and what is printed."""

import re
import shlex
from pathlib import Path

import pytest

from tests.judges.validators import ROOT
from tests.rules.test_docs import PAGES, fenced
from tests.support.command import Run, run

__all__ = ["run"]  # fixtures

PAGE = PAGES["tutorial.md"]
COMMANDS = [shlex.split(line)[1:] for block in fenced(PAGE, "sh") for line in block.splitlines()]
SIZES = re.compile(r"\d+ kB")


def test_it_is_walked_as_written(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    report, more = fenced(PAGE, "markdown")
    source = tmp_path / "my-report/report.md"
    said = {}
    for command in COMMANDS:
        name = command[0] + "".join(each for each in command if each == "--fix")
        if name == "check":
            source.write_text(
                source.read_text(encoding="utf-8").replace("# Findings", f"{more}\n# Findings"), "utf-8"
            )
        if name == "preview":  # it serves until Ctrl+C
            continue
        said[name] = run(*command)
        assert said[name].status == 0, said[name]
        if name == "new":
            assert source.is_file()
            source.write_text(report, encoding="utf-8")
    shown = {name: f"{ran.out}{ran.err}" for name, ran in said.items()}
    for block in fenced(PAGE, "text"):
        assert any(SIZES.sub("", block.rstrip()) in SIZES.sub("", text) for text in shown.values()), block
    assert shown["check"].count(": warning ") == 6
    assert "To fix" not in shown["send-check"]
    assert [path.name for path in (tmp_path / "to-send").iterdir()] == ["report.docx"]
    assert (tmp_path / "my-report/report.sent.json").is_file()


def test_it_says_how_many_commands_there_are() -> None:
    assert "You type nine commands." in PAGE
    assert len(COMMANDS) == 9


def test_its_pictures_are_small() -> None:
    for name in re.findall(r"\]\((images/[\w-]+\.png)\)", PAGE):
        assert (ROOT / "docs" / name).stat().st_size < 60_000
