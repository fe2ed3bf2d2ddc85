"""The same source gives the same bytes: in two processes, time zones, locales, hash seeds and folders."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.validators import ROOT, need_module


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
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    return {path.name: path.read_bytes() for path in output.iterdir()}


@pytest.mark.parametrize("name", ["minimal", "pakistan-opsc"])
def test_the_same_bytes_everywhere(tmp_path: Path, name: str) -> None:
    need_module("weasyprint", "weasyprint")
    for place in ("here", "there/and farther"):
        shutil.copytree(ROOT / "content" / name, tmp_path / place / name)
    first = built(
        tmp_path / "here" / name / "report.md", tmp_path / "a", TZ="UTC", LC_ALL="C", PYTHONHASHSEED="1"
    )
    second = built(
        tmp_path / "there/and farther" / name / "report.md",
        tmp_path / "b",
        TZ="Asia/Karachi",
        LC_ALL="C.UTF-8",
        PYTHONHASHSEED="4242",
        USER="somebody",
        HOME=str(tmp_path),
    )
    assert first.keys() == {"report.docx", "report.html", "report.pdf"}
    assert {file: first[file] == second[file] for file in first} == dict.fromkeys(first, True)
    assert [file for file, data in first.items() if str(tmp_path).encode() in data] == []
