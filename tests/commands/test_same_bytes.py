"""The same source gives the same bytes: in two processes, time zones, locales, hash seeds and folders."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.judges.validators import ROOT, need_module
from tests.support.sources_list import submitted


def built(source: Path, output: Path, **environment: str) -> dict[str, bytes]:
    """All outputs of a source that lies somewhere else than in the repository."""
    clean = {name: value for name, value in os.environ.items() if name != "SOURCE_DATE_EPOCH"}
    command = [sys.executable, "-m", "toolchain", "build", str(source), "--output", str(output)]
    done = subprocess.run(
        [*command, "--to", "docx,html,pdf"],
        cwd=source.parent,
        env={**clean, **environment},
        capture_output=True,
        check=False,
        encoding="utf-8",
        timeout=600,
    )
    assert done.returncode == 0, done.stderr
    return {path.name: path.read_bytes() for path in output.glob("*.*") if path.is_file()}


HERE = {"TZ": "UTC", "LC_ALL": "C", "PYTHONHASHSEED": "1"}
THERE = {"TZ": "Asia/Karachi", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "4242", "USER": "somebody"}


def same_everywhere(folder: Path, tmp_path: Path) -> None:
    """Build a folder's report.md at two places and in two worlds, and hold the outputs against each other."""
    need_module("weasyprint", "weasyprint")
    for place in ("here", "there/and farther"):
        shutil.copytree(folder, tmp_path / place / folder.name)
    first = built(tmp_path / "here" / folder.name / "report.md", tmp_path / "a", **HERE)
    other = tmp_path / "there/and farther" / folder.name / "report.md"
    second = built(other, tmp_path / "b", HOME=str(tmp_path), **THERE)
    assert first.keys() == {"report.docx", "report.html", "report.pdf"}
    assert {file: first[file] == second[file] for file in first} == dict.fromkeys(first, True)
    assert [file for file, data in first.items() if str(tmp_path).encode() in data] == []


@pytest.mark.long
@pytest.mark.parametrize("name", ["minimal", "pakistan-opsc"])
def test_the_same_bytes_everywhere(tmp_path: Path, name: str) -> None:
    same_everywhere(ROOT / "content" / name, tmp_path)


@pytest.mark.parametrize(
    ("lang", "style"),
    [
        ("ar", "oscola"),
        pytest.param("en", "un", marks=pytest.mark.long),
        pytest.param("fr", "author-date-note", marks=pytest.mark.long),
    ],
)
def test_citations_are_the_same_everywhere(tmp_path: Path, lang: str, style: str) -> None:
    """Their positions, the list of sources, and what rests on each."""
    submitted(tmp_path / "cited", lang=lang, citation_style=style)
    same_everywhere(tmp_path / "cited", tmp_path)
