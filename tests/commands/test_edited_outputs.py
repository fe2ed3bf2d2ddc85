"""`build` never overwrites what somebody has edited."""

from __future__ import annotations

import json
import re
import stat
import sys
from collections.abc import Callable
from contextlib import suppress
from itertools import count
from pathlib import Path

import pytest

from tests.support.command import CLEAN, Run, outputs, project, run, write
from tests.support.failing_disk import failing, killed_at
from toolchain.model.diagnostics import Failure
from toolchain.pipeline.own_outputs import put

__all__ = ["project", "run"]  # fixtures

SOURCE = Path("content/x/report.md")
BUILT = Path("build/x/report.txt")
COPY = Path("build/x/report.edited.txt")
RECORD = Path("build/x/.submission/outputs.json")
OLD = {Path("b/a.docx"): b"old a", Path("b/b.docx"): b"old b"}
NEW = {Path("b/a.docx"): b"new a", Path("b/b.docx"): b"new b"}


def build(run: Run, *more: str) -> tuple[int, str]:
    ran = run("build", SOURCE, "--to", "plain", *more)
    return ran.status, ran.err


@pytest.fixture
def change_output(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], None]:
    """The quick writer prints nothing of a source but its path, and the day."""
    return lambda day: monkeypatch.setenv("SOURCE_DATE_EPOCH", str(day * 86_400))


def test_what_was_built_is_built_again(run: Run, project: Path, change_output: Callable[[int], None]) -> None:
    for number in range(3):
        change_output(number)
        assert build(run) == (0, "")
    assert outputs() == [BUILT.as_posix()]
    assert len(json.loads(RECORD.read_text())["outputs"]["report.txt"]) == 2


def test_an_edited_output_is_refused_by_name(run: Run, project: Path) -> None:
    build(run)
    BUILT.write_bytes(b"edited")
    status, err = build(run)
    assert status == 1
    assert err.startswith(f"{BUILT}: error S025 this file was edited after it was built\n")
    assert "help: build with --force, which keeps this file as report.edited.txt\n" in err
    assert BUILT.read_bytes() == b"edited"
    assert outputs() == [BUILT.as_posix()]


def test_the_line_for_a_word_file_says_how_to_merge(run: Run, project: Path) -> None:
    assert run("build", SOURCE, "--to", "docx").status == 0
    Path("build/x/report.docx").write_bytes(b"edited")
    ran = run("build", SOURCE, "--to", "docx")
    assert "merge the edits: submission merge build/x/report.docx content/x/report.md; " in ran.err


def test_force_keeps_each_edited_file(run: Run, project: Path) -> None:
    build(run)
    built = BUILT.read_bytes()
    for number, name in enumerate(("report.edited.txt", "report.edited-2.txt", "report.edited-3.txt")):
        BUILT.write_bytes(b"edited %d" % number)
        BUILT.chmod(0o600)
        status, err = build(run, "--force")
        assert (status, err) == (
            0,
            f"{BUILT}: the file that was here, which may have been edited, is kept as build/x/{name}\n",
        )
        assert BUILT.read_bytes() == built
        assert BUILT.with_name(name).read_bytes() == b"edited %d" % number
        assert stat.S_IMODE(BUILT.with_name(name).stat().st_mode) == 0o600
    assert COPY.read_bytes() == b"edited 0"


def test_a_file_without_a_digest_is_kept_once(
    run: Run, project: Path, change_output: Callable[[int], None]
) -> None:
    write(BUILT, "of another day")
    assert build(run) == (
        0,
        f"{BUILT}: the file that was here, which may have been edited, is kept as {COPY}\n",
    )
    change_output(1)
    assert build(run) == (0, "")
    assert COPY.read_text() == "of another day"
    assert outputs() == [COPY.as_posix(), BUILT.as_posix()]


@pytest.mark.parametrize(
    "text", ["", "[]", '{"outputs": 1}', '{"outputs": {"report.txt": 1}}', "[" * 100_000]
)
def test_a_record_that_is_damaged_has_no_digests(
    run: Run, project: Path, change_output: Callable[[int], None], text: str
) -> None:
    build(run)
    RECORD.write_text(text)
    change_output(1)
    status, err = build(run)
    assert (status, COPY.exists()) == (0, True)
    assert "which may have been edited" in err


def test_the_same_file_needs_no_digest(run: Run, project: Path) -> None:
    build(run)
    RECORD.unlink()
    assert build(run) == (0, "")
    assert RECORD.exists()


def test_nothing_is_written_into_the_record_where_nothing_changes(run: Run, project: Path) -> None:
    build(run)
    before = RECORD.stat().st_ino, RECORD.stat().st_mtime_ns
    build(run)
    assert (RECORD.stat().st_ino, RECORD.stat().st_mtime_ns) == before


def test_a_link_is_replaced_and_what_it_points_to_stays(run: Run, project: Path) -> None:
    write(Path("precious"), "precious")
    BUILT.parent.mkdir(parents=True)
    BUILT.symlink_to(Path("precious").absolute())
    assert build(run) == (0, "")
    assert Path("precious").read_text() == "precious"
    assert not BUILT.is_symlink()


@pytest.mark.parametrize("name", [".submission", ".submission/outputs.json", ".submission/.gitignore"])
def test_a_link_in_the_folder_is_refused(run: Run, project: Path, name: str) -> None:
    link = BUILT.parent / name
    link.parent.mkdir(parents=True)
    link.symlink_to(Path("elsewhere").absolute())
    status, err = build(run)
    assert status == 2
    assert err.startswith(f"build/x/{name}: error S024 nothing is kept or read here: it is a symbolic link\n")
    assert outputs() == []
    assert not Path("elsewhere").exists()


def test_only_the_owner_can_read_the_digests(run: Run, project: Path) -> None:
    build(run)
    folder = RECORD.parent
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert {path.name: stat.S_IMODE(path.stat().st_mode) for path in folder.iterdir()} == {
        ".gitignore": 0o600,
        "outputs.json": 0o600,
        "stamps.json": 0o600,
    }


def test_a_copy_gives_way_to_an_output_of_the_same_name(run: Run, project: Path) -> None:
    """A source may be called report.edited.md."""
    write(SOURCE.with_name("report.edited.md"), CLEAN)
    write(BUILT, "of another day")
    assert run("build", "--to", "plain").status == 0
    assert outputs() == [f"build/x/report.edited{end}.txt" for end in ("-2", "")] + [BUILT.as_posix()]
    assert Path("build/x/report.edited-2.txt").read_text() == "of another day"


def test_a_copy_is_not_checked_before_it_is_sent(run: Run, project: Path) -> None:
    assert run("build", SOURCE, "--to", "docx").status == 0
    Path("build/x/report.docx").rename("build/x/report.edited.docx")
    assert "report.edited" not in run("send-check", SOURCE).out


OTHER = Path("content/y/report.md")


@pytest.fixture
def elsewhere(run: Run, project: Path, tmp_path: Path) -> Callable[..., tuple[int, str]]:
    """A build of the second of two sources into a folder that has the output of the first."""

    def second(folder: str, *more: str) -> tuple[int, str]:
        write(OTHER, CLEAN)
        output = str(tmp_path / folder) if folder == "sent" else folder
        assert run("build", SOURCE, "--to", "plain", "--output", output).status == 0
        ran = run("build", OTHER, "--to", "plain", "--output", output, *more)
        return ran.status, ran.err.replace(f"{tmp_path}/", "")

    return second


@pytest.mark.parametrize(("folder", "said"), [("out", SOURCE), ("sent", "another source")])
def test_an_output_of_another_source_is_refused(
    elsewhere: Callable[..., tuple[int, str]], tmp_path: Path, folder: str, said: str | Path
) -> None:
    """Whether the folder is in the one in which one works, or not."""
    status, err = elsewhere(folder)
    assert status == 2
    assert err.startswith(f"{folder}/report.txt: error S013 this file was built from {said}\n")
    assert "name another folder with --output, or build with --force, which keeps this file as report." in err
    status, err = elsewhere(folder, "--force")
    assert status == 0
    assert f"which was built from {said}, is kept as {folder}/report.edited.txt\n" in err


@pytest.mark.parametrize("folder", ["out", "sent"])
def test_the_record_names_no_folder_of_the_machine(
    elsewhere: Callable[..., tuple[int, str]], tmp_path: Path, folder: str
) -> None:
    elsewhere(folder)
    (record,) = tmp_path.glob(f"**/{folder}/.submission/outputs.json")
    assert {*re.findall(r"[\w-]+", record.read_text())}.isdisjoint(tmp_path.parts)


def test_a_source_of_the_same_folder_name_is_another(run: Run, project: Path) -> None:
    """As where a report is copied and both are built into build/x/."""
    build(run)
    write(Path("copies/x/report.md"), CLEAN)
    ran = run("build", "copies/x/report.md", "--to", "plain")
    assert (ran.status, f"built from {SOURCE}" in ran.err) == (2, True)


@pytest.mark.parametrize("output", ["out", "../sent"])
def test_the_same_source_by_another_path_is_not_another(
    run: Run,
    project: Path,
    monkeypatch: pytest.MonkeyPatch,
    change_output: Callable[[int], None],
    output: str,
) -> None:
    assert run("build", SOURCE, "--to", "plain", "--output", output).status == 0
    Path("link.md").symlink_to(SOURCE)
    Path("report.md").symlink_to("link.md")
    folder = Path(output).absolute()
    for day, (source, work) in enumerate(
        [("report.md", "."), (SOURCE.absolute(), "."), ("report.md", "content/x")]
    ):
        change_output(day)
        monkeypatch.chdir(project / work)
        assert run("build", source, "--to", "plain", "--output", folder)[::2] == (0, "")
    assert [path.name for path in folder.glob("*.txt")] == ["report.txt"]


@pytest.mark.parametrize("output", ["out", "../sent"])
def test_a_project_that_is_moved_is_not_another(
    run: Run,
    project: Path,
    monkeypatch: pytest.MonkeyPatch,
    change_output: Callable[[int], None],
    output: str,
) -> None:
    assert run("build", SOURCE, "--to", "plain", "--output", output).status == 0
    moved = project.with_name("moved")
    monkeypatch.chdir("/")
    project.rename(moved)
    monkeypatch.chdir(moved)
    change_output(1)
    assert run("build", SOURCE, "--to", "plain", "--output", output)[::2] == (0, "")


@pytest.mark.skipif(sys.platform == "darwin", reason="the system has no such names")
@pytest.mark.parametrize("output", ["out", "../sent"])
def test_a_name_that_is_no_text(run: Run, project: Path, output: str) -> None:
    source = Path("content/\udcff/report.md")
    write(source, CLEAN)
    for _ in range(2):
        assert run("build", source, "--to", "html", "--output", output)[::2] == (0, "")


def test_a_source_that_was_renamed_is_not_another(
    run: Run, project: Path, change_output: Callable[[int], None]
) -> None:
    assert run("build", SOURCE, "--to", "plain", "--output", "out").status == 0
    SOURCE.parent.rename(OTHER.parent)
    change_output(1)
    assert run("build", OTHER, "--to", "plain", "--output", "out")[::2] == (0, "")


@pytest.mark.parametrize("origin", ["", ".", "\0", "n" * 5000, "a/" * 2000, "\ud800", "/etc/nothing"])
def test_a_record_that_names_nothing(
    run: Run, project: Path, change_output: Callable[[int], None], origin: str
) -> None:
    build(run)
    record = json.loads(RECORD.read_text())
    record["outputs"]["report.txt"] = dict.fromkeys(record["outputs"]["report.txt"], origin)
    RECORD.write_text(json.dumps(record))
    change_output(1)
    assert build(run) == (0, "")


@pytest.mark.parametrize("names", [("x", "copies/x"), ("x", "X")])
def test_two_sources_with_one_output_are_refused_together(
    run: Run, project: Path, names: tuple[str, str]
) -> None:
    sources = [Path("content", name, "report.md") for name in names]
    for source in sources:
        write(source, CLEAN)
    assert run("build", sources[0], "--to", "plain").status == 0
    other = Path("content", "other", "report.md")
    write(other, CLEAN)
    for folder, old in ("build", ["build/x/report.txt"]), ("out", []):
        ran = run("build", *sources, other, "--to", "plain", *(("--output", folder) if not old else ()))
        assert ran.status == 2
        assert ran.err.count("error S013 ") == 1
        assert "would be the same file" in ran.err
        assert "2 of 3 sources refused" in ran.err
        assert [each for each in outputs() if each.startswith(folder)] == [f"{folder}/other/report.txt", *old]


def held() -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in NEW if path.exists()}


def put_new() -> None:
    put(Path("s.md"), NEW, force=False)


def test_a_kill_at_any_step_makes_no_output_look_edited(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for step in count(1):
        put(Path("s.md"), OLD, force=False)
        killed = killed_at(step, put_new)
        assert all(data in (OLD[path], NEW[path]) for path, data in held().items())
        assert put(Path("s.md"), NEW, force=False) == ()
        assert sorted(path.name for path in Path("b").iterdir()) == [".submission", "a.docx", "b.docx"]
        if not killed:
            break
    assert step > 15


@pytest.mark.parametrize("force", [False, True])
def test_a_disk_that_fails_at_any_step(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, force: bool) -> None:
    monkeypatch.chdir(tmp_path)
    old = {**OLD, Path("b/a.docx"): b"edited"} if force else OLD
    for step in count(1):
        put(Path("s.md"), OLD, force=True)
        for path, data in old.items():
            path.write_bytes(data)
        before = sorted(Path("b").iterdir())
        with failing(step) as steps, suppress(Failure):
            put(Path("s.md"), NEW, force=force)
        assert held() in (old, NEW)
        if held() == old:
            assert sorted(Path("b").iterdir()) == before
        for path in Path("b").glob("*.edited*"):
            assert path.read_bytes() == b"edited"
            path.unlink()
        if not steps.has_failed:
            break
    assert step > 10
