"""A build on a disk that refuses, and with a writer that fails: one diagnostic, and the old outputs."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import Any

import pytest

from tests.support.command import CLEAN, Run, project, run, write
from toolchain.writers.html import HtmlWriter

__all__ = ["project", "run"]  # fixtures

FOLDER = Path("build/x")
OLD = {"report.docx": "old docx", "report.html": "old html", "report.txt": "old text"}
REFUSALS = {
    errno.ENOSPC: "the disk is full",
    errno.EDQUOT: "the disk quota is full",
    errno.EROFS: "nothing can be written here: the disk is read-only",
    errno.EACCES: "nothing can be written here: there is no permission",
    errno.EIO: "nothing can be written here: Input/output error",
}


@pytest.fixture
def built(project: Path) -> Path:
    """Outputs of another day."""
    for name, text in OLD.items():
        write(project / FOLDER / name, text)
    return project


def held() -> dict[str, str]:
    files = [path for path in FOLDER.iterdir() if path.name != ".submission"]
    return {path.name: path.read_text(encoding="utf-8") for path in files}


def refuse(number: int, at: int) -> Any:
    """A function of the system that refuses what it is asked the second time."""
    asked = 0
    whole = os.fsync if at else os.open

    def refusing(first: Any, *rest: Any, **more: Any) -> Any:
        nonlocal asked
        asked += ".submission-" in str(first) or bool(at)
        if asked == 2:
            raise OSError(number, os.strerror(number), *(() if at else (str(first),)))
        return whole(first, *rest, **more)

    return refusing


@pytest.mark.parametrize("function", ["open", "fsync"])
@pytest.mark.parametrize("number", REFUSALS, ids=errno.errorcode.__getitem__)
def test_a_disk_that_refuses(
    run: Run, built: Path, monkeypatch: pytest.MonkeyPatch, number: int, function: str
) -> None:
    with monkeypatch.context() as disk:
        disk.setattr(os, function, refuse(number, function == "fsync"))
        ran = run("build", "content/x/report.md", "--to", "docx,html,plain")
    assert (ran.status, ran.out) == (2, "")
    first, *rest = ran.err.splitlines()
    assert first.startswith("build/x")
    assert f"error S013 {REFUSALS[number]}" in first
    assert [line.partition(":")[0] for line in rest] == ["help"]
    assert held() == OLD


@pytest.mark.parametrize(
    "fault", [ValueError("a slip"), RecursionError(), OSError(errno.ENOSPC, "No space left on device")]
)
def test_a_writer_of_our_own_that_raises(
    run: Run, built: Path, monkeypatch: pytest.MonkeyPatch, fault: Exception
) -> None:
    def raising(*_: object) -> bytes:
        raise fault

    monkeypatch.setattr(HtmlWriter, "write", raising)
    ran = run("build", "content/x/report.md", "--to", "docx,html,plain")
    assert (ran.status, ran.out) == (2, "")
    assert "Traceback" not in ran.err
    assert len(ran.err.splitlines()) <= 2
    assert held() == OLD


RUBBISH = [
    b"",
    b"%PDF-1.7 a page that is none",
    b"<!DOCTYPE html><title>x</title><p>cut off",
    b"\x00\xff\xfe" * 1000,
]


@pytest.mark.parametrize("rubbish", RUBBISH)
def test_a_writer_of_our_own_that_returns_rubbish(
    run: Run, built: Path, monkeypatch: pytest.MonkeyPatch, rubbish: bytes
) -> None:
    monkeypatch.setattr(HtmlWriter, "write", lambda *_: rubbish)
    ran = run("build", "content/x/report.md", "--to", "docx,html,plain")
    assert (ran.status, ran.out) == (2, "")
    first, *rest = ran.err.splitlines()
    assert "error" in first
    assert [line.partition(":")[0] for line in rest] == ["help"]
    assert held() == OLD


def test_a_writer_of_our_own_that_returns_another_page(
    run: Run, built: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = b'<!DOCTYPE html><html lang="en"><title>x</title><h1>x</h1><p>y</p></html>'
    monkeypatch.setattr(HtmlWriter, "write", lambda *_: page)
    ran = run("build", "content/x/report.md", "--to", "docx,html,plain")
    assert (ran.status, ran.out) == (1, "")
    assert "build/x/report.html: “x”: error D906 the file is not made from content/x/report.md" in ran.err
    assert held() == OLD


def test_the_same_build_where_nothing_refuses(run: Run, built: Path) -> None:
    """What the tests above take for granted."""
    assert run("build", "content/x/report.md", "--to", "docx,html,plain").status == 0
    assert {name: (FOLDER / name.replace(".", ".edited.")).read_text() for name in OLD} == OLD
    assert b"old" not in (FOLDER / "report.html").read_bytes()[:10]
    assert CLEAN in Path("content/x/report.md").read_text(encoding="utf-8")
