"""Several sources in one build: each is a task that harms no other, alone or side by side."""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

COMMAND = [sys.executable, "-m", "toolchain", "build", "--to", "html,docx"]
COUNT = 6
HANGS = """
import os, time

class Writer:
    api, name, suffix, media_type, requires = 1, "odd", ".odd", "text/plain", ()

    def write(self, resolved, project):
        words = resolved.document.text
        if "HANGS" in words:
            time.sleep(600)
        if "EXITS" in words:
            os._exit(7)
        if "KILLED" in words:
            os.kill(os.getpid(), 9)
        if "EATS" in words:
            import resource
            resource.setrlimit(resource.RLIMIT_AS, (2**30, 2**30))
            bytearray(2**31)
        return b"made"
"""


def source(folder: Path, name: str, words: str = "One.") -> None:
    path = folder / "content" / name / "report.md"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"---\ntitle: Report {name}\nlang: en\n---\n\n1. {words}\n", encoding="utf-8")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for number in range(COUNT):
        source(tmp_path, f"r{number}", "One. " * (number + 1))
    return tmp_path


@pytest.fixture
def odd(folder: Path) -> Path:
    """A folder that has a plug-in with a writer that does not end as it should."""
    info = folder / "odd_tools-1.0.dist-info"
    info.mkdir()
    (folder / "odd_tools.py").write_text(HANGS, encoding="utf-8")
    (info / "entry_points.txt").write_text("[toolchain.writers]\nodd = odd_tools:Writer\n", encoding="utf-8")
    return folder


def build(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(folder), str(Path.cwd())])}
    return subprocess.run(
        [*COMMAND, *arguments], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )


def files(folder: Path) -> dict[str, bytes]:
    return {path.name + path.parent.name: path.read_bytes() for path in (folder / "build").glob("r*/r*")}


def left_over() -> Iterator[str]:
    """The commands of processes of builds that still run."""
    for each in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            text = each.read_bytes().decode().replace("\0", " ")
        except OSError:
            continue
        if "multiprocessing" in text and str(os.getpid()) not in each.parts:
            yield text


def test_side_by_side_is_as_one_after_another(folder: Path) -> None:
    source(folder, "r2", "One[^x].")
    side = build(folder, "--jobs", "3")
    made = files(folder)
    shutil.rmtree(folder / "build")
    alone = build(folder, "--jobs", "1")
    assert (side.stdout, side.stderr, side.returncode) == (alone.stdout, alone.stderr, alone.returncode)
    assert made == files(folder)
    assert len(made) == 2 * (COUNT - 1)
    assert side.stderr.splitlines()[-2:] == [
        "1 of 6 sources refused:",
        "  content/r2/report.md: 1 error, 1 warning",
    ]


def test_the_first_refusal_can_be_the_last(folder: Path) -> None:
    source(folder, "r1", "One[^x].")
    done = build(folder, "--jobs", "1", "--fail-fast")
    assert done.returncode == 1
    assert sorted({name[-2:] for name in files(folder)}) == ["r0"]
    assert done.stderr.endswith("4 sources not built (--fail-fast)\n")


@pytest.mark.skipif(sys.platform != "linux", reason="needs signals and limits of memory")
@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("EXITS", "the process that was building it has ended: exit status 7"),
        ("KILLED", "the process that was building it has ended: signal 9 (SIGKILL)"),
        ("HANGS", "building it took more than 20 seconds, so it was ended"),
        ("EATS", "MemoryError"),
    ],
)
def test_what_happens_to_one_harms_no_other(odd: Path, word: str, said: str) -> None:
    source(odd, "r3", word)
    done = build(odd, "--to", "html,odd", "--jobs", "2", "--timeout", "20")
    assert done.returncode == 2
    assert said in done.stderr
    assert done.stderr.splitlines()[-2:] == ["1 of 6 sources refused:", "  content/r3/report.md: 1 error"]
    assert sorted({name[-2:] for name in files(odd)}) == ["r0", "r1", "r2", "r4", "r5"]


@pytest.mark.skipif(sys.platform != "linux", reason="looks at the processes in /proc")
@pytest.mark.parametrize("stop", [signal.SIGTERM, signal.SIGKILL])  # an interrupt may be ignored here
def test_no_process_is_left_when_the_command_is_stopped(odd: Path, stop: signal.Signals) -> None:
    source(odd, "r3", "HANGS")
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(odd), str(Path.cwd())])}
    before = [*left_over()]
    command = [*COMMAND, "--to", "html,odd", "--jobs", "2"]
    with subprocess.Popen(command, cwd=odd, env=environment, stderr=subprocess.PIPE) as running:
        deadline = time.monotonic() + 120
        while len(files(odd)) < 2 * (COUNT - 1) and time.monotonic() < deadline:
            time.sleep(0.2)
        os.kill(running.pid, stop)
        running.wait(60)
    while len([*left_over()]) > len(before) and time.monotonic() < deadline:
        time.sleep(0.2)
    assert len([*left_over()]) <= len(before)
    source(odd, "r3", "One.")
    assert build(odd, "--to", "html,odd").returncode == 0
    assert len(files(odd)) == 2 * COUNT
