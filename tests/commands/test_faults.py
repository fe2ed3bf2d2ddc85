"""When something fails around the command line: plug-ins, libraries, interrupts, defects of our own."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.command import CLEAN, Run, outputs, project, run, write
from tests.support.own_process import use_default_signals
from tests.support.strangers import A_WRITER, Strangers
from toolchain.pipeline import stages as pipeline

__all__ = ["project", "run"]  # fixtures


@pytest.fixture
def strangers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Strangers:
    """More packages, beside the one that `project` installs."""
    return Strangers(tmp_path / "more-packages", monkeypatch)


BROKEN = "import no_such_module_at_all"
NEEDY = A_WRITER.replace('"plain", ".txt"', '"needy", ".needy"').replace(
    "()\n", '("no_such_module_at_all",)\n', 1
)


@pytest.mark.parametrize(
    ("code", "said"),
    [
        (NEEDY, "skipped needy: the Python package no_such_module_at_all is not installed"),
        (BROKEN, "skipped needy: this plug-in cannot be loaded: ModuleNotFoundError"),
    ],
)
def test_an_output_that_cannot_be_made_is_skipped(
    run: Run, project: Path, strangers: Strangers, code: str, said: str
) -> None:
    strangers.install("needy-tools", code, writers="needy = needy_tools:Plain")
    ran = run("build")
    assert ran.status == 0
    assert ran.err.startswith(said)
    assert len(ran.err.splitlines()) == 1
    assert "build/x/report.txt" in outputs()


@pytest.mark.parametrize(("code", "said"), [(NEEDY, "error S016"), (BROKEN, "error S015")])
def test_and_is_an_error_when_it_was_named(
    run: Run, project: Path, strangers: Strangers, code: str, said: str
) -> None:
    strangers.install("needy-tools", code, writers="needy = needy_tools:Plain")
    ran = run("build", "--to", "plain,needy")
    assert ran.status == 2
    assert said in ran.err
    assert "no_such_module_at_all" in ran.err
    assert outputs() == []


def test_a_broken_package_of_checks(run: Run, project: Path, strangers: Strangers) -> None:
    """A source is not called clean when not all checks have looked at it."""
    strangers.install("more-checks", BROKEN, checks="theirs = more_checks")
    ran = run("check")
    assert ran.status == 2
    assert ran.out.startswith(
        "more-checks: toolchain.checks, theirs: error S015 this plug-in cannot be loaded"
    )
    assert ran.out.endswith("\n\n1 source checked\n1 finding: 1 error\n")
    assert "Traceback" not in ran.out + ran.err
    assert run("build", "--to", "plain").status == 2
    assert outputs() == []


def test_two_writers_of_one_name(run: Run, project: Path, strangers: Strangers) -> None:
    strangers.install("same-tools", A_WRITER, writers="plain = same_tools:Plain")
    ran = run("build", "--to", "plain")
    assert ran.status == 2
    assert "other-tools, same-tools: toolchain.writers" in ran.err
    assert "error S015 the name 'plain' is given twice in toolchain.writers" in ran.err


AT_ONCE = "import os, signal\n        os.kill(os.getpid(), signal.{})\n        return"
DROPPED = """import os, signal, time, weakref
        lock = {{0}}
        ends = weakref.ref(lock, lambda _: os.kill(os.getpid(), signal.{}))
        del lock
        time.sleep(5)
        return"""


@pytest.mark.parametrize(
    ("name", "code"), [("SIGINT", AT_ONCE), ("SIGTERM", AT_ONCE), ("SIGHUP", AT_ONCE), ("SIGINT", DROPPED)]
)
def test_an_interrupt_while_an_output_is_made(
    project: Path, strangers: Strangers, monkeypatch: pytest.MonkeyPatch, name: str, code: str
) -> None:
    """Also where Python drops what is raised, as at the end of each import."""
    write(project / "build/x/report.txt", "old")
    slow = A_WRITER.replace('"plain", ".txt"', '"slow", ".slow"')
    slow = slow.replace("        return", f"        {code.format(name)}")
    strangers.install("slow-tools", slow, writers="slow = slow_tools:Plain")
    monkeypatch.setenv("PYTHONPATH", ":".join(sys.path))
    done = subprocess.run(
        [sys.executable, "-m", "toolchain", "build", "--to", "plain,slow"],
        capture_output=True,
        check=False,
        encoding="utf-8",
        preexec_fn=use_default_signals,
    )
    assert (done.returncode, done.stdout, done.stderr) == (2, "", "\ninterrupted\n")
    assert Path("build/x/report.txt").read_text() == "old"
    assert outputs() == ["build/x/report.txt"]


COMES = "signal.raise_signal(signal.SIGINT)"
IMPORTED = f"sys.addaudithook(lambda _, facts: facts[:1] == ('toolchain.cli',) and {COMES})"
CHOSEN = f"from toolchain.cli import languages; languages.choose = lambda *_: {COMES}"
ENDED = f"atexit.register(lambda: {COMES})"


@pytest.mark.skipif(sys.platform == "win32", reason="sends a signal")
@pytest.mark.parametrize("when", [IMPORTED, CHOSEN, ENDED], ids=["imports", "language", "end"])
def test_an_interrupt_before_or_after_the_command_ends_it_silently(project: Path, when: str) -> None:
    code = f"import atexit, signal, sys\nfrom toolchain.__main__ import main\n{when}\nmain()"
    done = subprocess.run(
        [sys.executable, "-c", code, "check"],
        capture_output=True,
        check=False,
        encoding="utf-8",
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        preexec_fn=use_default_signals,
    )
    assert (done.returncode, done.stderr) == (-signal.SIGINT, "")


def test_a_folder_in_the_way_leaves_all_as_it_was(run: Run, project: Path) -> None:
    write(project / "build/x/report.txt/inside", "kept")
    ran = run("build", "--to", "html,plain")
    assert ran.status == 2
    assert ran.out == ""
    assert ran.err.startswith(
        "build/x/report.txt: error S013 there is a folder where the output should be\nhelp: "
    )
    assert outputs() == ["build/x/report.txt/inside"]


def test_an_interrupt_while_python_takes_a_lock(
    run: Run, project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def half(*_: object) -> None:
        try:
            raise KeyboardInterrupt
        finally:
            raise RuntimeError("release unlocked lock")  # as `threading` does then

    monkeypatch.setattr(pipeline, "examine", half)
    assert run("check").err == "interrupted\n"


def test_a_defect_of_our_own(run: Run, project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise TypeError("a slip")

    monkeypatch.setattr(pipeline, "examine", broken)
    ran = run("check")
    assert (ran.status, ran.out) == (2, "")
    assert ran.err.startswith(
        "submission: a defect of the program itself: TypeError: a slip\nhelp: please report it"
    )
    monkeypatch.setenv("SUBMISSION_TRACEBACK", "1")
    with pytest.raises(TypeError, match="a slip"):
        run("check")


def test_too_little_memory(run: Run, project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def greedy(*_: object) -> None:
        raise MemoryError

    monkeypatch.setattr(pipeline, "examine", greedy)
    assert run("check").err == "submission: there is not enough memory for this source\n"
    assert run("check").status == 2


def test_clean_is_clean(run: Run, project: Path) -> None:
    """What the tests above take for granted."""
    assert (project / "content/x/report.md").read_text(encoding="utf-8") == CLEAN
    assert run("build", "--to", "plain").status == 0


def test_what_this_system_cannot_make_is_one_finding_of_several_sources(
    run: Run, project: Path, strangers: Strangers
) -> None:
    """The last lines name each source; thirty equal findings before them say nothing more."""
    strangers.install("needy-tools", NEEDY, writers="needy = needy_tools:Plain")
    for name in ("y", "z"):
        write(project / "content" / name / "report.md", CLEAN)
    ran = run("build", "--to", "needy")
    assert ran.err.count(": error S016 the Python package no_such_module_at_all") == 1
    assert ran.err.count("report.md: S016 ") == 3
