"""docs/plugins.md: the package it makes, file by file, is installed, tested and used as it says."""

import ast
import json
import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

import toolchain.api.testing
from tests.judges.validators import ROOT
from tests.rules.test_docs import PAGES, fenced
from tests.support.strangers import Installed
from toolchain.plugins.interface import API

PAGE = PAGES["plugins.md"]
FILES = dict(re.findall(r"^`([\w/.]+)`\n\n```(?:toml|python)\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL))


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Installed:
    sources = tmp_path_factory.mktemp("sources")
    for name, text in FILES.items():
        (sources / name).parent.mkdir(exist_ok=True)
        (sources / name).write_text(text, encoding="utf-8")
    assert "an empty `__init__.py`" in PAGE
    (sources / "submission_lines/__init__.py").touch()
    installed = Installed(tmp_path_factory.mktemp("packages"))
    installed.install(sources)
    return installed


def test_every_fragment_is_a_file_of_the_package() -> None:
    fragments = [*fenced(PAGE, "toml"), *fenced(PAGE, "python")]
    assert sorted(FILES.values()) == sorted(fragments)
    assert len(FILES) == 6
    assert re.findall(r"^```(\w*)$", PAGE, re.MULTILINE).count("sh") == 1
    assert set(re.findall(r"^```(\w+)$", PAGE, re.MULTILINE)) == {"toml", "python", "sh"}


def test_its_tests(installed: Installed, tmp_path: Path) -> None:
    (tmp_path / "test_lines.py").write_text(FILES["test_lines.py"], encoding="utf-8")
    done = installed.python("-m", "pytest", "-q", "-W", "error", "-p", "no:cacheprovider", cwd=tmp_path)
    assert done.returncode == 0, done.stdout
    assert "3 passed" in done.stdout


def test_its_commands(installed: Installed, tmp_path: Path) -> None:
    command = tmp_path / "bin" / "submission"
    command.parent.mkdir()
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m toolchain "$@"\n', encoding="utf-8")
    command.chmod(0o755)
    path = f"{command.parent}:{os.environ['PATH']}"
    (block,) = fenced(PAGE, "sh")
    done = subprocess.run(
        ["bash", "-ec", block],
        cwd=tmp_path,
        env={**os.environ, "PATH": path, "PYTHONPATH": str(installed.folder)},
        capture_output=True,
        check=False,
        encoding="utf-8",
    )
    assert done.returncode == 0, done.stderr
    listed = re.findall(r"^(\w+) +([\w-]+) +submission-lines 1.0 +(\S+)$", done.stdout, re.MULTILINE)
    assert listed == [
        ("reader", "lines", ".txt"),
        ("writer", "outline", ".json"),
        ("check", "lines", "LINE001"),
        ("hook", "lines", "after_docx"),
    ]
    assert "notes/notes.txt:4:1: warning LINE001 this is all in capital letters\n" in done.stdout
    assert "LINE001 text-in-capitals (warning)" in done.stdout
    outline = json.loads((tmp_path / "build/notes/notes.json").read_text(encoding="utf-8"))
    html = (tmp_path / "build/notes/notes.html").read_text(encoding="utf-8")
    assert [each["cited"] for each in outline["paragraphs"]] == ["paragraph 1", "paragraph 2"]
    for each in outline["paragraphs"]:
        assert f'id="{each["address"].removeprefix("#")}"' in html


def test_a_file_that_its_reader_cannot_read(installed: Installed, tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_bytes(b"\xff")
    done = installed.submission("check", "notes.txt", cwd=tmp_path)
    assert done.returncode == 2
    assert done.stdout.startswith("notes.txt: error S012 this file cannot be read: 'utf-8' codec")


def imported(text: str) -> Iterator[str]:
    """The names of ours that a file imports, as in "toolchain.api.check"."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.ImportFrom) and str(node.module).split(".")[0] == "toolchain":
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def test_only_what_is_promised_is_used() -> None:
    """By the page and by the example package; and what is promised is there."""
    promised = {
        f"{room.__name__}.{name}" for room in (toolchain.api, toolchain.api.testing) for name in room.__all__
    }
    examples = [path.read_text(encoding="utf-8") for path in (ROOT / "examples").rglob("*.py")]
    pages = [text for name, text in FILES.items() if name.endswith(".py")]
    used = {name for text in (*examples, *pages) for name in imported(text)}
    assert used <= promised
    assert {"toolchain.api.model", "toolchain.api.testing.examine"} <= used
    assert set(re.findall(r"`(toolchain\.(?!readers|writers|checks|after_docx\b)[\w.]+)`", PAGE)) == {
        "toolchain.api", "toolchain.api.testing",
    }  # fmt: skip
    section = PAGE.partition("## What the api number promises\n")[2].partition("\n## ")[0]
    assert promised == {
        f"{room}.{name}"
        for room, names in re.findall(r"^\| `([\w.]+)` \| (.*) \|$", section, re.MULTILINE)
        for name in re.findall(r"`(\w+)`", names)
    }


def test_numbers_on_the_page_are_the_program_s() -> None:
    assert f"api = {API}`" in PAGE
    registered = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"][
        "entry-points"
    ]
    assert set(re.findall(r"^\| `(toolchain\.\w+)` \| `NAME", PAGE, re.MULTILINE)) == {
        *registered, "toolchain.after_docx",
    }  # fmt: skip
