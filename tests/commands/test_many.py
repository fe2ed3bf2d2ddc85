"""Several sources in one build: each is a task that harms no other, alone or side by side."""

import json
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import time
from concurrent.futures import Future
from contextlib import suppress
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.support.many import in_any_order, left_over
from toolchain.cli import cli
from toolchain.cli.progress import Progress
from toolchain.data import packaged_templates
from toolchain.pipeline import side_by_side
from toolchain.pipeline.tasks import Outcome, Task
from toolchain.project.settings import Options

COMMAND = [sys.executable, "-m", "toolchain", "build", "--to", "html,docx"]
COUNT = 6
REFUSED = ["1 of 6 sources refused:", "  content/r2/report.md: N101 note [^x] has no text"]
LIFTED = 'help: fix the errors, or build a draft with "--draft"'
HELP = {
    "HANGS": "give it more than 20 seconds with --timeout",
    "EATS": "update, repair or uninstall odd-tools",
}
WRITERS = "[toolchain.writers]\nbroken = not_there:Writer\n"
HANGS = """
import os, subprocess, tempfile, time

class Writer:
    api, name, suffix, media_type, requires = 1, "odd", ".odd", "text/plain", ()

    def write(self, resolved, project):
        words = resolved.document.text
        if "HANGS" in words:
            subprocess.Popen(["sleep", "600"])
            tempfile.mkdtemp()
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
    """A folder that has a plug-in with a writer that does not end as it should, and one that is broken."""
    info = folder / "odd_tools-1.0.dist-info"
    info.mkdir()
    (folder / "odd_tools.py").write_text(HANGS, encoding="utf-8")
    (info / "entry_points.txt").write_text(f"{WRITERS}odd = odd_tools:Writer\n", encoding="utf-8")
    return folder


def build(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(folder), str(Path.cwd())])}
    return subprocess.run(
        [*COMMAND, *arguments], cwd=folder, env=environment, capture_output=True, text=True, check=False
    )


def ends_all(folder: Path) -> None:
    """No process of a build is left after a while: the fork server hears of its end afterwards."""
    deadline = time.monotonic() + 60
    while left_over(folder) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert not left_over(folder)


def files(folder: Path) -> dict[str, bytes]:
    return {path.name + path.parent.name: path.read_bytes() for path in (folder / "build").glob("r*/r*")}


def test_side_by_side_is_as_one_after_another(folder: Path) -> None:
    source(folder, "r2", "One[^x].")
    side = build(folder, "--jobs", "3")
    made = files(folder)
    shutil.rmtree(folder / "build")
    alone = build(folder, "--jobs", "1")
    assert [*map(in_any_order, (side.stderr, side.stdout))] == [
        *map(in_any_order, (alone.stderr, alone.stdout))
    ]
    assert side.returncode == alone.returncode == 1
    assert made == files(folder)
    assert len(made) == 2 * (COUNT - 1)
    assert side.stderr.splitlines()[-3:] == [*REFUSED, LIFTED]


def test_progress_counts_what_is_refused_before_its_findings_are_printed(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps: list[str] = []
    monkeypatch.chdir(folder)
    monkeypatch.setattr(Progress, "step", lambda _, text: steps.append(text))
    source(folder, "r0", "One. " * 30_000)  # the last to end, and the first printed
    for number in range(1, COUNT):
        source(folder, f"r{number}", "One[^x].")

    assert CliRunner().invoke(cli, ["build", "--to", "html", "--jobs", "2"]).exit_code == 1
    last = [each for each in steps if each][-1]
    assert re.search(f"[{COUNT - 2}{COUNT - 1}] refused", last)  # in any order


def test_a_table_says_what_became_of_each(folder: Path) -> None:
    source(folder, "r2", "One[^x].")
    source(folder, "r4", "One “two.")
    first, second = build(folder), build(folder)
    heads, *rows = [re.split(" {2,}", line) for line in first.stdout.splitlines()]
    assert heads == ["submission", "recipient", "words", "findings", "outputs", "seconds"]
    assert [row[0] for row in rows] == [f"content/r{number}/report.md" for number in range(COUNT)]
    assert [row[1:5] for row in rows[1:5]] == [
        ["plain", "2", "nothing", "2 written"],
        ["plain", "1", "1 error, 1 warning", "refused"],
        ["plain", "4", "nothing", "2 written"],
        ["plain", "2", "1 for information", "2 written"],
    ]
    again = [re.split(" {2,}", line) for line in second.stdout.splitlines()[1:]]
    assert [row[3:5] for row in again[1:5]] == [
        ["nothing", "2 up to date"],
        ["1 error, 1 warning", "refused"],
        ["nothing", "2 up to date"],
        ["1 for information", "2 up to date"],
    ]


def test_many_findings_of_one_do_not_divide_the_rows_of_the_others(folder: Path) -> None:
    """In a terminal of 100 columns."""
    source(folder, "r2-of-2027", 'One[^x].[^y]\n\n2. "A", see [3](#b), “two [^z].')
    _, *rows = build(folder).stdout.splitlines()
    assert max(map(len, rows)) <= 100
    assert rows[4].split() == ["2", "for", "information"]  # below "4 errors, 2 warnings,"


def test_a_line_of_json_as_each_ends(folder: Path) -> None:
    source(folder, "r2", "One[^x].")
    for state in ("written", "up to date"):
        done = build(folder, "--format", "jsonl")
        found = {each["source"][8:10]: each for each in map(json.loads, done.stdout.splitlines())}
        assert sorted(found) == [f"r{number}" for number in range(COUNT)]
        assert found["r1"].pop("seconds") is None or state == "written"
        assert found["r1"] == {
            "version": 1,
            "source": "content/r1/report.md",
            "state": state,
            "reason": "",
            "recipient": "plain",
            "words": 2,
            "limit": None,
            "findings": {"error": 0, "warning": 0, "information": 0},
            "outputs": ["build/r1/report.html", "build/r1/report.docx"],
            "diagnostics": [],
        }
        assert (found["r2"]["state"], found["r2"]["reason"]) == ("refused", "N101 note [^x] has no text")
        assert [each["code"] for each in found["r2"]["diagnostics"]] == ["N101", "N111"]
        assert done.stderr.splitlines() == [*REFUSED, LIFTED]


def test_the_first_refusal_can_be_the_last(folder: Path) -> None:
    source(folder, "r1", "One[^x].")
    done = build(folder, "--jobs", "1", "--fail-fast")
    assert done.returncode == 1
    assert sorted({name[-2:] for name in files(folder)}) == ["r2", "r3", "r4", "r5"]  # the largest first
    assert done.stderr.endswith("1 source not built (--fail-fast)\n")


@pytest.mark.skipif(sys.platform != "linux", reason="needs signals and limits of memory")
@pytest.mark.parametrize(
    ("word", "jobs", "said"),
    [
        pytest.param(
            "EXITS",
            "2",
            "the process that was building this file has ended: exit status 7",
            marks=pytest.mark.long,
        ),
        ("KILLED", "1", "the process that was building this file has ended: signal 9 (SIGKILL)"),
        ("HANGS", "2", "building this file took more than 20 seconds, so it was ended"),
        ("EATS", "2", "MemoryError"),
    ],
)
def test_what_happens_to_one_harms_no_other(odd: Path, word: str, jobs: str, said: str) -> None:
    source(odd, "r3", word)
    done = build(odd, "--to", "odd", "--jobs", jobs, "--timeout", "20")
    assert done.returncode == 2
    assert said in done.stderr
    assert ("help: give it more than 20 seconds with --timeout" in done.stderr) is (word == "HANGS")
    row = next(line for line in done.stdout.splitlines() if "content/r3" in line)
    assert float(row.split()[-1]) >= 20 or word != "HANGS"
    _, why, mend = done.stderr.splitlines()[done.stderr.splitlines().index(REFUSED[0]) :]
    assert why.startswith("  content/r3/report.md: ")
    assert said in why
    assert mend == f"help: {HELP.get(word, 'build this file alone, and if that fails too, please report it')}"
    assert sorted({name[-2:] for name in files(odd)}) == ["r0", "r1", "r2", "r4", "r5"]
    ends_all(odd)


def test_outputs_do_not_wait_in_memory_for_a_slow_disk(
    folder: Path,
) -> None:
    tasks = [Task(path, {}, (), Options()) for path in folder.glob("content/*/report.md")]
    begun: list[Task] = []

    def start(task: Task) -> Future[Outcome]:
        begun.append(task)
        future = Future[Outcome]()
        future.set_result(Outcome(task.source, 0))
        return future

    ended = side_by_side._as_they_end(tasks, start, 2)
    assert [len(begun) for _ in ended] == [2, 3, 4, 5, 6, 6]
    assert {each.source for each in begun} == {each.source for each in tasks}


def test_one_source_alone_has_the_time_that_is_named(odd: Path) -> None:
    source(odd, "r3", "HANGS")
    done = build(odd, "content/r3", "--to", "odd", "--timeout", "3")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.splitlines() == [
        "content/r3/report.md: error S013 building this file took more than 3 seconds, so it was ended",
        "help: give it more than 3 seconds with --timeout",
    ]
    ends_all(odd)


@pytest.mark.skipif(sys.platform != "linux", reason="looks at the processes in /proc")
@pytest.mark.parametrize("stop", [signal.SIGTERM, signal.SIGKILL])  # an interrupt may be ignored here
def test_no_process_is_left_when_the_command_is_stopped(odd: Path, stop: signal.Signals) -> None:
    source(odd, "r3", "HANGS")
    (temporary := odd / "temporary").mkdir()
    paths = os.pathsep.join([str(odd), str(Path.cwd())])
    environment = {**os.environ, "PYTHONPATH": paths, "TMPDIR": str(temporary)}
    command = [*COMMAND[:-1], "html,odd", "--jobs", "2"]
    with subprocess.Popen(command, cwd=odd, env=environment, stderr=subprocess.PIPE) as running:
        deadline = time.monotonic() + 120
        while len(files(odd)) < 2 * (COUNT - 1) and time.monotonic() < deadline:
            time.sleep(0.2)
        os.kill(running.pid, stop)
        running.wait(60)
    ends_all(odd)
    assert stop == signal.SIGKILL or [*temporary.iterdir()] == []
    source(odd, "r3", "One.")
    assert build(odd, "--to", "odd").returncode == 0
    assert len(files(odd)) == 3 * COUNT


@pytest.mark.skipif(sys.platform != "linux", reason="looks at the processes in /proc")
def test_an_interrupt_while_processes_start_is_one_line(folder: Path) -> None:
    """A terminal sends Ctrl+C to all of them."""
    environment = {**os.environ, "PYTHONPATH": str(Path.cwd()), "TESTED": str(folder)}
    with subprocess.Popen(
        COMMAND, cwd=folder, env=environment, stderr=subprocess.PIPE, text=True, start_new_session=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509 -- may be ignored here
    ) as building:  # fmt: skip
        while not any(
            b"forkserver" in Path(f"/proc/{each}/cmdline").read_bytes() for each in left_over(folder)
        ):
            assert building.poll() is None
        time.sleep(0.1)  # until Python hears it there
        os.killpg(building.pid, signal.SIGINT)
        _, err = building.communicate(timeout=60)
    assert err.strip() == "interrupted"
    ends_all(folder)


@pytest.mark.long
@pytest.mark.skipif(sys.platform != "linux", reason="looks at the processes in /proc")
def test_a_source_that_takes_too_long_ends_what_it_has_started(folder: Path) -> None:
    """LibreOffice would go on, and write into a folder that is removed."""
    for name in ("programs", "temporary"):
        (folder / name).mkdir()
    program = folder / "programs/soffice"
    program.write_text('#!/bin/sh\ntouch "$TMPDIR/began"\nsleep 600\n', encoding="utf-8")
    program.chmod(0o755)
    path = os.pathsep.join([str(program.parent), os.environ["PATH"]])
    temporary = {"TMPDIR": str(folder / "temporary"), "PATH": path, "PYTHONPATH": str(Path.cwd())}
    command = [*COMMAND[:-1], "docx", "--page-numbers", "--timeout", "6", "content/r0", "content/r1"]
    with subprocess.Popen(command, cwd=folder, env=os.environ | temporary) as running:
        while not (began := [*(folder / "temporary").rglob("began")]) and running.poll() is None:
            time.sleep(0.1)
        assert running.wait(60) == 2
    assert began
    assert [*(folder / "temporary").iterdir()] == []
    ends_all(folder)


@pytest.mark.skipif(sys.platform != "linux", reason="looks at the processes in /proc")
def test_a_compiler_at_work_ends_with_the_command_that_is_killed(folder: Path) -> None:
    """It hears no signal while it sets pages, and has the text and the pictures in a folder of its own."""
    loops = "#let pages(body) = { for i in range(400000) { for j in range(400000) { let x = j } }; body }"
    template = (packaged_templates() / "print.typ").read_text(encoding="utf-8")
    for name in ("looks", "temporary"):
        (folder / name).mkdir()
    (folder / "looks/print.typ").write_text(f"{template}\n{loops}\n", encoding="utf-8")
    temporary = folder / "temporary"
    environment = {**os.environ, "TMPDIR": str(temporary), "PYTHONPATH": str(Path.cwd())}
    command = [*COMMAND[:-1], "pdf", "--templates", "looks", "content/r0", "content/r1"]
    deadline = time.monotonic() + 120
    with subprocess.Popen(command, cwd=folder, env=environment, stderr=subprocess.DEVNULL) as running:
        while not [*temporary.rglob("placed.json")] and time.monotonic() < deadline:
            time.sleep(0.1)
        assert [*temporary.rglob("placed.json")]
        running.kill()
    while (left_over(folder) or any(temporary.rglob("*.typ"))) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert not left_over(folder)
    assert [each for each in temporary.rglob("*") if each.is_file()] == []


@pytest.mark.skipif(sys.platform != "linux", reason="looks at the processes in /proc")
@pytest.mark.parametrize("victim", ["command", "other"])
@pytest.mark.parametrize("seed", [0, *(pytest.param(n, marks=pytest.mark.long) for n in range(1, 50))])
def test_any_process_can_be_killed_at_any_time(folder: Path, victim: str, seed: int) -> None:
    """No file is partial, no process is left, and the next build completes."""
    chance = random.Random(f"{victim} {seed}")
    expected = made_once(folder)
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([str(folder), str(Path.cwd())])}
    command = [*COMMAND, "--jobs", "2"]
    with subprocess.Popen(command, cwd=folder, env=environment, stderr=subprocess.PIPE) as running:
        time.sleep(chance.uniform(0.1, 2.5))
        others = [number for number in map(int, left_over(folder)) if number != running.pid]
        killed = running.pid if victim == "command" or not others else chance.choice(others)
        with suppress(ProcessLookupError):
            os.kill(killed, signal.SIGKILL)
        said = (running.stderr or sys.stdin).read()
        status = running.wait(60)
    ends_all(folder)
    assert b"Traceback" not in said, said
    assert status in ((-signal.SIGKILL, 0) if killed == running.pid else (0, 2)), said
    assert files(folder).items() <= expected.items()
    if status == 0:
        assert files(folder) == expected
    done = build(folder)
    assert (done.returncode, files(folder)) == (0, expected), done.stderr
    named = [path.name for path in (folder / "build").rglob("*") if path.is_file()]
    assert sorted({*named}) == [".gitignore", "outputs.json", "report.docx", "report.html", "stamps.json"]


def made_once(folder: Path) -> dict[str, bytes]:
    """What a build makes that nobody disturbs; the folder is as it was before."""
    if not _made:
        assert build(folder).returncode == 0
        _made.update(files(folder))
        shutil.rmtree(folder / "build")
    return _made


_made: dict[str, bytes] = {}


@pytest.mark.parametrize(
    ("path", "jobs", "code"), [("build/r3", "1", "S013"), ("build/r3/.submission", "2", "S024")]
)
def test_a_folder_that_cannot_be_written(folder: Path, path: str, jobs: str, code: str) -> None:
    """A link that leads nowhere is where a folder of one source's outputs should be."""
    (folder / path).parent.mkdir(parents=True)
    (folder / path).symlink_to("nowhere/at/all")
    done = build(folder, "--jobs", jobs)
    assert done.returncode == 2
    assert f"{REFUSED[0]}\n  content/r3/report.md: {code} " in done.stderr
    assert f"error {code}" in done.stderr
    assert sorted({name[-2:] for name in files(folder)}) == ["r0", "r1", "r2", "r4", "r5"]
    assert (folder / path).is_symlink()
