"""Commands on a disk that refuses, and with a writer that fails: one diagnostic, and the old files."""

from __future__ import annotations

import errno
import os
import re
import secrets
import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.support.command import CLEAN, Run, project, run, write
from tests.support.failing_disk import NEVER, failing
from tests.support.shares import Share, shares
from tests.support.writing_commands import COMMANDS
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

REFUSED = (
    r"\w[\w./-]+: error S013 the disk is full\nhelp: .+\n"
    r"(nothing is written\n|\n0 sources checked\n1 finding: 1 error\n)?"
)


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


def tree(folder: Path) -> dict[str, bytes | None]:
    """All that is below a folder: the bytes of each file, None for a folder."""
    found = {path.relative_to(folder): path for path in sorted(folder.rglob("*"))}
    return {name.as_posix(): path.read_bytes() if path.is_file() else None for name, path in found.items()}


def without_times(found: dict[str, bytes | None]) -> dict[str, bytes | None]:
    """The same without what commands keep, whose names and texts have the time."""
    return {name: data for name, data in found.items() if "/.submission/undo/" not in name}


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("share", shares(8))
def test_a_command_on_a_disk_that_fails_at_any_step(
    run: Run, project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: str, share: Share
) -> None:
    """All is as it was, or all is done; and it is said which."""
    monkeypatch.setattr(secrets, "token_bytes", bytes)  # the key of stamps
    typed = COMMANDS[command](run)
    run("plugins")  # a process reads once what there is
    start = tmp_path / "start"
    shutil.copytree(project, start)
    before = tree(project)
    with failing(NEVER) as steps:
        done = run(*typed)
    assert steps.done > 8
    after = without_times(tree(project))
    assert after != without_times(before)
    for step in share.of(range(1, steps.done + 1)):
        for path in project.iterdir():
            shutil.rmtree(path) if path.is_dir() else path.unlink()
        shutil.copytree(start, project, dirs_exist_ok=True)
        with failing(step) as steps:
            ran = run(*typed)
        assert steps.has_failed
        now = tree(project)
        context = f"{steps.failed} {step}: {ran.err}"
        if ran.status == done.status:
            assert ran.err == done.err
            left = [name for name in now if Path(name).name.startswith(".submission-")]
            assert len(left) <= (steps.failed == "unlink")
            assert without_times({name: now[name] for name in now if name not in left}) == after
        else:
            assert ran.status == 2
            assert re.fullmatch(REFUSED, ran.err or ran.out), context
            assert "" in {ran.err, ran.out}
            assert now == before, context


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
