"""A home with a project in it, for tests of `submission.toml`."""

from __future__ import annotations

from pathlib import Path

import pytest

from toolchain.model.diagnostics import Finding
from toolchain.pipeline import stages
from toolchain.project.settings import Options

MATTER = "---\ntitle: A\nlang: en\n{}---\n\n1. One.\n"
SOURCE = Path("content/x/report.md")


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home with a project in it, in which the commands are typed."""
    folder = tmp_path / "home"
    (folder / "work" / SOURCE.parent).mkdir(parents=True)
    monkeypatch.setenv("HOME", str(folder))
    monkeypatch.setenv("USERPROFILE", str(folder))
    monkeypatch.chdir(folder / "work")
    write(SOURCE, MATTER.format(""))
    return folder


def write(path: Path | str, text: str = "") -> Path:
    path = Path(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def wrong_with(options: Options | None = None) -> tuple[Finding, ...]:
    """The findings about the settings of the source."""
    defects = stages.read(SOURCE, options or Options()).resolved.document.defects
    return tuple(each for each in defects if each.rule.code == "S027")
