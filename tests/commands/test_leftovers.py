"""What killed builds leave: whole files, old or new, and nothing that the next build does not remove."""

from __future__ import annotations

import os
import random
import resource
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.command import CLEAN, write
from tests.support.pages import ROOT
from toolchain.pipeline.write_files import claimed, hidden_name, write_all

SEED = 20_240_117
NEW = CLEAN.replace("girls only", "girls alone")
OUTPUTS = ("report.docx", "report.html")


def _build(folder: Path, seconds: float = 0) -> int:
    """The status of a build, which the system ends after some seconds of processor time, as a kill does."""
    command = [sys.executable, "-m", "toolchain", "build", "content/x/report.md", "--to", "docx,html"]
    return subprocess.run(
        command,
        check=False,
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        preexec_fn=lambda: signal.setitimer(signal.ITIMER_PROF, seconds),
    ).returncode


def _used() -> float:
    """The processor time that builds have taken so far."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _built(folder: Path, source: str) -> tuple[bytes, ...]:
    """The outputs of a source, after a build that nobody disturbs."""
    write(folder / "content/x/report.md", source)
    assert _build(folder) == 0
    assert _hidden(folder) == []
    return tuple((folder / "build/x" / name).read_bytes() for name in OUTPUTS)


def _hidden(folder: Path) -> list[str]:
    return [path.name for path in folder.rglob(".submission-*")]


@pytest.mark.parametrize("killed", [pytest.param(each, marks=pytest.mark.long) for each in (4, 50)])
def test_builds_that_are_killed(tmp_path: Path, killed: int) -> None:
    """At random moments, every other one near the end, where the files are put in place."""
    new = _built(tmp_path, NEW)
    started = _used()
    old = _built(tmp_path, CLEAN)
    whole = _used() - started
    chance = random.Random(SEED)
    write(tmp_path / "content/x/report.md", NEW)
    ended: list[int] = []
    for number in range(killed):
        for name, data in zip(OUTPUTS, old, strict=True):
            (tmp_path / "build/x" / name).write_bytes(data)
        ended.append(_build(tmp_path, whole * chance.uniform(0.7 if number % 2 else 0.1, 1.0)))
        found = tuple((tmp_path / "build/x" / name).read_bytes() for name in OUTPUTS)
        assert all(each in (one, other) for each, one, other in zip(found, old, new, strict=True))
        others = (
            {path.name for path in (tmp_path / "build/x").iterdir()}
            - {*OUTPUTS, *_hidden(tmp_path)}
            - {".submission"}
        )
        assert not others
    assert set(ended) <= {0, -signal.SIGPROF}
    assert -signal.SIGPROF in ended
    assert _built(tmp_path, NEW) == new


def test_what_a_killed_process_left_is_removed(tmp_path: Path) -> None:
    left = [tmp_path / hidden_name() for _ in range(3)]
    left[0].write_bytes(b"half")
    left[1].symlink_to(tmp_path / "nowhere")
    left[2].write_bytes(b"")
    mine = [tmp_path / ".submission-notes", tmp_path / ".submission-0123456789abcdef.md", tmp_path / ".x"]
    for path in mine:
        path.write_bytes(b"mine")
    write_all({tmp_path / "report.html": b"new"})
    assert sorted(tmp_path.iterdir()) == sorted([*mine, tmp_path / "report.html"])


def test_what_another_build_is_writing_is_left_alone(tmp_path: Path) -> None:
    other = tmp_path / hidden_name()
    with claimed(tmp_path):
        other.write_bytes(b"being written")
        with claimed(tmp_path):
            assert other.exists()
        write_all({tmp_path / "report.html": b"new"})
        assert other.exists()
    with claimed(tmp_path):
        assert not other.exists()


def test_a_folder_that_cannot_be_locked_is_written_into(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As on some network drives: then nothing is removed."""
    import fcntl

    def refuse(*_: object) -> None:
        raise OSError(95, "Operation not supported")

    monkeypatch.setattr(fcntl, "flock", refuse)
    left = tmp_path / hidden_name()
    left.write_bytes(b"half")
    write_all({tmp_path / "report.html": b"new"})
    assert left.exists()
    assert (tmp_path / "report.html").read_bytes() == b"new"
