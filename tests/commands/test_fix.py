"""`check --fix` and `check --diff`: what they print, write and leave."""

import contextlib
import errno
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.command import CLEAN, WARNED, WRONG, Ran, Run, project, run, write
from tests.support.shares import covering
from toolchain.pipeline import correct as correction
from toolchain.pipeline.correct import Correction

__all__ = ["project", "run"]  # fixtures

PATH = "content/x/report.md"
MORE = (
    CLEAN.replace("1. The", "4. The")
    .replace("girls only (see", "girls only [^penal], (see")
    .replace("375.", "375")
)


@pytest.fixture
def source(project: Path) -> Path:
    """The project's source, with a false number."""
    write(project / PATH, WARNED)
    return project / PATH


def test_fix_corrects_and_then_checks(run: Run, source: Path) -> None:
    ran = run("check", "--fix")
    assert ran == Ran(
        0,
        f"{PATH}: corrected 1 paragraph-number (P101)\n1 source checked: nothing found\n",
        f"undo this: submission undo {PATH}\n",
    )
    assert source.read_text(encoding="utf-8") == CLEAN
    assert run("check", "--fix") == Ran(0, "1 source checked: nothing found\n", "")


def test_fix_counts_by_code(run: Run, source: Path) -> None:
    write(source, MORE)
    assert run("check", "--fix", PATH).out.splitlines()[0] == (
        f"{PATH}: corrected 1 note-mark-place (N111), 1 note-closing-stop (N113), 1 paragraph-number (P101)"
    )


def test_the_exit_status_is_that_of_what_is_left(run: Run, source: Path) -> None:
    write(source, WRONG.replace("2. It", "7. It"))
    ran = run("check", "--fix")
    assert ran.status == 1
    assert ran.out.splitlines()[0] == f"{PATH}: corrected 1 paragraph-number (P101)"
    assert f"{PATH}:8:49: error N101" in ran.out
    assert "7. It" not in source.read_text(encoding="utf-8")
    write(source, WARNED)
    assert run("check", "--fix", "--fail-on", "warning").status == 0


def test_per_cent_is_written_once_and_the_day_without_its_article(run: Run, source: Path) -> None:
    old = "It rose by 5%-points on the 5th of June, 2021, and by 5%–10% on the 6th of June 2021 hearing"
    new = "It rose by 5%-points on 5 June 2021, and by 5–10 per cent on the 6th of June 2021 hearing"
    write(source, CLEAN.replace("It covers girls only", old))
    run("check", "--fix")
    assert source.read_text(encoding="utf-8") == CLEAN.replace("It covers girls only", new)


def test_a_source_that_is_right_is_not_touched(run: Run, source: Path) -> None:
    write(source, CLEAN)
    os.utime(source, (1, 1))
    before = source.stat()
    assert run("check", "--fix").status == 0
    assert (source.stat().st_ino, source.stat().st_mtime) == (before.st_ino, before.st_mtime)


def test_json_and_nothing_else(run: Run, source: Path) -> None:
    write(source, WRONG.replace("2. It", "7. It"))
    ran = run("check", "--fix", "--format", "json")
    assert ran.status == 1
    assert [item["code"] for item in json.loads(ran.out)["diagnostics"]] == ["N101", "N102"]
    assert ran.err == (f"{PATH}: corrected 1 paragraph-number (P101)\nundo this: submission undo {PATH}\n")


def test_diff_shows_and_writes_nothing(run: Run, source: Path) -> None:
    ran = run("check", "--diff")
    assert ran.status == 0
    assert ran.err == f"{PATH}: would correct 1 paragraph-number (P101)\n"
    assert ran.out == (
        f"--- {PATH}\n+++ {PATH}\n@@ -7,6 +7,6 @@\n \n"
        " 1. The Penal Code sets the age of consent at 16.[^penal] {#consent}\n \n"
        "-7. It covers girls only (see para. [1](#consent)).\n"
        "+2. It covers girls only (see para. [1](#consent)).\n \n [^penal]: Penal Code, sect. 375.\n"
    )
    assert source.read_text(encoding="utf-8") == WARNED
    assert run("check", "--diff", "--fix", "--fail-on", "warning") == ran._replace(status=1)
    assert source.read_text(encoding="utf-8") == WARNED


def test_diff_of_what_is_right(run: Run, project: Path) -> None:
    assert run("check", "--diff") == Ran(0, "", "--fix would change nothing\n")


def test_diff_says_that_what_is_found_is_not_for_it(run: Run, source: Path) -> None:
    source.write_text(
        WARNED.replace("7. It covers girls only (see para. [1](#consent)).", "2. See para. 9."), "utf-8"
    )
    assert "R206" in run("check").out
    assert run("check", "--diff") == Ran(0, "", "--fix would change nothing\n")


def test_diff_and_json_are_two_things(run: Run, source: Path) -> None:
    ran = run("check", "--diff", "--format", "json")
    assert (ran.status, ran.out) == (2, "")
    assert "choose one" in ran.err


@pytest.mark.skipif(not shutil.which("git"), reason="applies the difference with git")
@pytest.mark.parametrize(("end", "mark"), covering(["\n", "\r\n"], ["", "\ufeff"]))
def test_git_applies_the_difference(source: Path, end: str, mark: str) -> None:
    """As it comes out of a process, byte for byte, even with no end of the last line."""
    text = mark + MORE.replace("age of consent\n", "age [^penal]\n").rstrip("\n").replace("\n", end)
    source.write_bytes(text.encode())
    command = [sys.executable, "-m", "toolchain", "check"]
    shown = subprocess.run([*command, "--diff", PATH], capture_output=True, check=True).stdout
    subprocess.run(["git", "apply", "-p0", "-"], input=shown, check=True)
    applied = source.read_bytes()
    source.write_bytes(text.encode())
    subprocess.run([*command, "--fix", PATH], capture_output=True, check=True)
    assert applied == source.read_bytes()
    assert applied.decode().startswith(mark + "---")
    assert applied.decode().count(end) == text.count(end)


def test_several_sources(run: Run, source: Path) -> None:
    write(Path("content/y/report.md"), CLEAN)
    write(Path("content/z/report.md"), WARNED.replace("7. It", "9. It"))
    ran = run("check", "--fix")
    assert ran.out.splitlines() == [
        f"{PATH}: corrected 1 paragraph-number (P101)",
        "content/z/report.md: corrected 1 paragraph-number (P101)",
        "3 sources checked: nothing found",
    ]


def test_one_that_cannot_be_read_is_left_alone(run: Run, source: Path) -> None:
    broken = Path("content/b/report.md")
    broken.parent.mkdir()
    broken.write_bytes(b"---\ntitle: \xff\n---\n\n7. One.\n")
    shown = run("check", "--diff")
    assert shown.status == 2
    assert "content/b/report.md:2:8: error S012" in shown.err
    assert shown.out.startswith(f"--- {PATH}\n")
    ran = run("check", "--fix")
    assert ran.status == 2
    assert "content/b/report.md:2:8: error S012" in ran.out
    assert broken.read_bytes() == b"---\ntitle: \xff\n---\n\n7. One.\n"
    assert source.read_text(encoding="utf-8") == CLEAN


def test_a_source_that_does_not_exist(run: Run, project: Path) -> None:
    for option in ("--fix", "--diff"):
        ran = run("check", option, "content/x/reprot.md")
        assert ran.status == 2
        assert "error S019 there is no such file or folder" in ran.out + ran.err
    ran = run("check", "--fix", "--format", "json", "absent.md")
    assert [item["code"] for item in json.loads(ran.out)["diagnostics"]] == ["S019"]


def test_a_source_without_a_language_is_left_alone(run: Run, source: Path) -> None:
    text = WARNED.replace("lang: en\n", "")
    write(source, text)
    ran = run("check", "--fix")
    assert ran.status == 1
    assert ran.out.startswith(
        f"{PATH}: left 1 paragraph-number (P101): the front matter does not say its language\n"
    )
    assert source.read_text(encoding="utf-8") == text


def test_a_link_stays_one(run: Run, source: Path) -> None:
    """What it points at was read and checked, so that is what is corrected."""
    elsewhere = Path("kept/elsewhere.md")
    write(elsewhere, WARNED)
    source.unlink()
    source.symlink_to(elsewhere.absolute())
    assert run("check", "--fix").status == 0
    assert source.is_symlink()
    assert elsewhere.read_text(encoding="utf-8") == CLEAN
    assert sorted(path.name for path in elsewhere.parent.iterdir()) == [".submission", "elsewhere.md"]


def test_the_mode_stays(run: Run, source: Path) -> None:
    source.chmod(0o640)
    run("check", "--fix")
    assert source.stat().st_mode & 0o777 == 0o640


def test_a_full_disk_leaves_all_sources(run: Run, source: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Half way, when the first new file stands there already."""
    write(Path("content/z/report.md"), WARNED)
    real, calls = os.fsync, []

    def full(descriptor: int) -> None:
        calls.append(descriptor)
        if len(calls) > 1:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        real(descriptor)

    monkeypatch.setattr(os, "fsync", full)
    for form in ("text", "json"):
        calls.clear()
        ran = run("check", "--fix", "--format", form)
        assert ran.status == 2
        assert "the disk is full" in ran.out
        assert "corrected" not in ran.out + ran.err
        assert "--output" not in ran.out
        assert [path.read_text(encoding="utf-8") for path in Path("content").rglob("*.*")] == [WARNED, WARNED]


def test_a_source_that_is_changed_meanwhile(run: Run, source: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = correction.correct

    def slow(*arguments: object) -> tuple[Correction, ...]:
        found = real(*arguments)  # type: ignore[arg-type]
        write(source, WARNED + "\nSomebody's work.\n")
        return found

    monkeypatch.setattr(correction, "correct", slow)
    ran = run("check", "--fix")
    assert ran.status == 2
    assert "error S022 another program changed this file while the command was running" in ran.out
    assert source.read_text(encoding="utf-8") == WARNED + "\nSomebody's work.\n"


@pytest.mark.parametrize("kills", [4, pytest.param(12, marks=pytest.mark.long)])
def test_a_kill_leaves_the_old_or_the_new_source(source: Path, kills: int) -> None:
    """At any moment: the file is never half of one and half of the other."""
    many = "\n\n".join(f"1. Paragraph (see para. [7](#p{n})). {{#p{n}}}" for n in range(1, 60))
    before = f"{CLEAN.partition('# Leg')[0]}{many}\n"
    command = [sys.executable, "-m", "toolchain", "check", "--fix", PATH]
    write(source, before)
    subprocess.run(command, capture_output=True, check=True)
    after = source.read_text(encoding="utf-8")
    assert after != before
    for kill in range(kills):
        write(source, before)
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(0.15 + kill / kills * 0.4)
        process.kill()
        process.wait()
        assert source.read_text(encoding="utf-8") in (before, after)
