"""What commands replace is kept and comes back, whatever fails in the middle."""

from __future__ import annotations

import json
import os
import stat
from contextlib import suppress
from pathlib import Path

import pytest

from tests.rooms.pipeline.test_write_files import as_nobody
from tests.support.failing_disk import failing, killed_at
from tests.support.shares import Share, shares
from toolchain.model.diagnostics import Failure
from toolchain.pipeline.undo import bring_back, entries, entries_of, forget, left, read, write
from toolchain.reports.sentences import help_line, message, message_of

__all__ = ["as_nobody"]  # fixtures

Files = dict[str, bytes | None]
OLD: Files = {
    "x/report.md": b"old \xff\r\n",
    "x/sources.json": None,
    "y/report.md": b"other",
    "y/a.png": b"\x89",
}
NEW: Files = {"x/report.md": b"new", "x/sources.json": b"[]", "y/report.md": b"new too", "y/a.png": None}


@pytest.fixture
def work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with two submissions."""
    monkeypatch.chdir(tmp_path)
    put(OLD)
    return tmp_path


def put(files: Files) -> None:
    for name, data in files.items():
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        if data is None:
            Path(name).unlink(missing_ok=True)
        else:
            Path(name).write_bytes(data)


def held() -> Files:
    return {name: Path(name).read_bytes() if Path(name).exists() else None for name in OLD}


def change(files: Files = NEW, typed: str = "submission check --fix") -> None:
    write({Path(name): data for name, data in files.items()}, typed)


def undo(number: int | None = None) -> list[str]:
    """Undo the last command of both submissions, and return what is said."""
    found = entries([Path()], number)
    return [
        message_of(each)
        for each in bring_back([each for each in found if each.name == found[0].name], "submission undo")
    ]


def kept() -> list[str]:
    """The commands that can be undone, the last one first, once for all folders."""
    return list(dict.fromkeys(entry.name for entry in entries([Path()], None)))


def said(error: pytest.ExceptionInfo[Failure]) -> str:
    (found,) = error.value.findings
    return f"{found.span.path}: {found.rule.code} {message(found)}"


def test_all_files_of_a_command_come_back_together_and_undo_is_undone(work: Path) -> None:
    change()
    assert held() == NEW
    lines = undo()
    assert held() == OLD
    assert [line.partition(",")[0] for line in lines] == list(OLD)
    assert all("as before “submission check --fix” (" in line for line in lines)
    assert lines[1].endswith("UTC): removed")
    undo()
    assert held() == NEW
    undo()
    assert held() == OLD


def test_what_is_not_changed_is_not_kept(work: Path) -> None:
    change({**OLD, "x/report.md": b"new"})
    assert [[*map(str, read(entry)[2])] for entry in entries([Path()], None)] == [["x/report.md"]]
    change({**OLD, "x/report.md": b"new"})
    assert len(kept()) == 1


def test_a_number_brings_back_an_older_state(work: Path) -> None:
    for data in (b"1", b"2", b"3"):
        change({"x/report.md": data})
    undo(2)
    assert Path("x/report.md").read_bytes() == b"1"
    undo()
    assert Path("x/report.md").read_bytes() == b"3"


def test_the_order_is_that_of_the_commands_in_all_folders(
    work: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also with a clock that is put back."""
    change({"x/report.md": b"1"})
    monkeypatch.setattr("time.time_ns", lambda: 1)
    change({"y/report.md": b"2"})
    assert [entry.parents[2].name for entry in entries([Path()], None)] == ["y", "x"]


def test_only_what_concerns_a_source_is_undone(work: Path) -> None:
    put({"x/report.fr.md": b"ancien"})
    change({"x/report.fr.md": b"nouveau"})
    change({"x/report.md": b"new"})
    (entry,) = entries([Path("x/report.fr.md")], None)
    bring_back([entry], "submission undo")
    assert Path("x/report.fr.md").read_bytes() == b"ancien"
    assert Path("x/report.md").read_bytes() == b"new"


def test_an_edit_since_is_said_and_kept(work: Path) -> None:
    change()
    put({"x/report.md": b"edited", "x/sources.json": b"[1]"})
    lines = undo()
    assert [("edited since" in line) for line in lines] == [True, True, False, False]
    assert held() == OLD
    undo()
    assert held() == {**NEW, "x/report.md": b"edited", "x/sources.json": b"[1]"}


def test_a_source_that_was_deleted_comes_back_with_its_mode(work: Path) -> None:
    Path("x/report.md").chmod(0o600)
    change()
    Path("x/report.md").unlink()
    undo()
    assert held() == OLD
    assert stat.S_IMODE(Path("x/report.md").stat().st_mode) == 0o600


def test_the_last_20_are_kept(work: Path) -> None:
    for number in range(25):
        change({"x/report.md": b"%d" % number})
    found = entries_of(Path("x"))
    assert [int(entry.name[:9]) for entry in found] == list(range(6, 26))
    assert len([*Path("x/.submission/undo").iterdir()]) == 20


@pytest.mark.parametrize("umask", [0o000, 0o022])
def test_only_the_owner_can_read_it_and_git_does_not(work: Path, umask: int) -> None:
    before = os.umask(umask)
    try:
        change()
    finally:
        os.umask(before)
    folder = Path("x/.submission")
    assert (folder / ".gitignore").read_bytes() == b"*\n"
    modes = {stat.S_IMODE(path.stat().st_mode) for path in (folder, *folder.rglob("*")) if path.is_dir()}
    assert modes == {0o700}
    modes = {stat.S_IMODE(path.stat().st_mode) for path in folder.rglob("*") if path.is_file()}
    assert modes == {0o600}


def test_a_folder_that_others_can_read_is_closed(work: Path) -> None:
    Path("x/.submission/undo").mkdir(parents=True)
    Path("x/.submission").chmod(0o777)
    Path("x/.submission/undo").chmod(0o755)
    change()
    for name in ("x/.submission", "x/.submission/undo"):
        assert stat.S_IMODE(Path(name).stat().st_mode) == 0o700


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can give files away")
def test_what_root_keeps_belongs_to_the_owner_of_the_folder(work: Path) -> None:
    """As where a container's root works in a user's folder."""
    os.chown("x", 1234, 2345)
    change()
    found = [Path("x/.submission"), *Path("x/.submission").rglob("*")]
    assert {(path.stat().st_uid, path.stat().st_gid) for path in found} == {(1234, 2345)}


LINKS = [".submission", ".submission/undo", ".submission/.gitignore"]


@pytest.mark.parametrize("name", LINKS)
@pytest.mark.parametrize("dangling", [False, True])
def test_a_symbolic_link_is_refused_and_nothing_is_changed(work: Path, name: str, dangling: bool) -> None:
    elsewhere = work / "elsewhere"
    if not dangling:
        elsewhere.mkdir()
    link = work / "x" / name
    link.parent.mkdir(exist_ok=True)
    link.symlink_to(elsewhere)
    with pytest.raises(Failure) as error:
        change()
    assert said(error) == f"x/{name}: S013 nothing is kept or read here: it is a symbolic link"
    assert help_line(error.value.findings[0]).endswith("no file was changed")
    assert held() == OLD
    assert not [path for path in Path("y").rglob("*") if path.is_file() and ".submission" in path.parts]
    assert not elsewhere.exists() or not [*elsewhere.iterdir()]


@pytest.mark.parametrize("name", ["record.json", "0"])
def test_a_symbolic_link_to_a_kept_file_is_refused(work: Path, name: str) -> None:
    change()
    (entry,) = entries_of(Path("x"))
    (work / "secret").write_bytes((entry / name).read_bytes())
    (entry / name).unlink()
    (entry / name).symlink_to(work / "secret")
    with pytest.raises(Failure) as error:
        undo()
    assert (
        said(error) == f"{entry.as_posix()}/{name}: S024 nothing is kept or read here: it is a symbolic link"
    )
    assert held() == NEW


@pytest.mark.parametrize(
    "path",
    [
        "../y/report.md",
        "C:/y/report.md",
        "c:report.md",
        "/etc/passwd",
        "",
        ".",
        ".git/hooks/pre-commit",
        "a/../../y/report.md",
        "a\\b",
        "link",
        "in/a",
    ],
)
def test_a_record_names_only_files_below_its_folder(work: Path, path: str) -> None:
    change({"x/report.md": b"new"})
    Path("x/link").symlink_to(work / "y/report.md")
    Path("x/in").symlink_to(work / "y")
    (entry,) = entries_of(Path("x"))
    record = json.loads((entry / "record.json").read_text())
    record["files"][0]["path"] = path
    (entry / "record.json").write_text(json.dumps(record))
    with pytest.raises(Failure) as error:
        undo()
    assert error.value.findings[0].rule.code == "S024"
    assert held() == {**OLD, "x/report.md": b"new"}


@pytest.mark.parametrize(
    "text",
    ["", "[]", "{}", "[" * 100_000, '{"files": 1}', '{"files": [{}]}', "\udcff", '{"files": [{"path": 1}]}',
     '{"command": "", "time": "", "files": [{"path": "a", "existed": true, "mode": "x", "after": ""}]}'],
)  # fmt: skip
def test_a_record_that_is_damaged(work: Path, text: str) -> None:
    change({"x/report.md": b"new"})
    (entry,) = entries_of(Path("x"))
    (entry / "record.json").write_text(text, errors="surrogateescape")
    with pytest.raises(Failure) as error:
        undo()
    assert (
        said(error) == f"{entry.as_posix()}: S024 nothing is kept or read here: submission did not write it"
    )
    forget(Path("x"))
    assert kept() == []


def test_a_program_that_is_brought_back_cannot_be_run(work: Path) -> None:
    """A record of somebody else's can make no file executable."""
    change({"x/report.md": b"new"})
    (entry,) = entries_of(Path("x"))
    record = json.loads((entry / "record.json").read_text())
    record["files"][0] |= {"path": "run.sh", "mode": 0o777}
    (entry / "record.json").write_text(json.dumps(record))
    undo()
    assert not Path("x/run.sh").stat().st_mode & 0o111


def test_forgetting_leaves_nothing(work: Path) -> None:
    change()
    for folder in (Path("x"), Path("x/.submission/undo")):
        (folder / ".submission-0123456789abcdef").write_bytes(b"left by a killed command")
    (line,) = map(message_of, left(Path("x/report.md")))
    assert line.startswith("x/.submission/undo has earlier states of the source (1): do not send it; ")
    assert line.endswith("delete them: submission undo x/report.md --forget")
    forget(Path("x"))
    assert {path.name for path in Path("x").rglob("*")} == {
        "sources.json",
        "report.md",
        ".submission",
        ".gitignore",
    }
    assert not [*left(Path("x/report.md"))]
    assert len(entries_of(Path("y"))) == 1


def test_a_folder_that_cannot_be_written_into(as_nobody: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(as_nobody)
    put(OLD)
    Path("x").chmod(0o555)
    with pytest.raises(Failure) as error:
        change()
    assert said(error).endswith("S013 nothing can be written here: there is no permission")
    assert help_line(error.value.findings[0]).endswith("no file was changed")
    Path("x").chmod(0o755)
    assert held() == OLD
    assert kept() == []


STEPS = range(1, 1_000)  # far more than there are


@pytest.mark.parametrize("share", shares(6))
@pytest.mark.parametrize("earlier", [False, True], ids=["first", "second"])
def test_a_disk_that_fails_at_any_step(work: Path, earlier: bool, share: Share) -> None:
    """All is old or all is new, and what can be undone is right."""
    start: Files = dict(OLD)
    if earlier:
        start["x/report.md"] = b"even older"
        put(start)
        change({"x/report.md": OLD["x/report.md"]}, "submission merge")
    for step in share.of(STEPS):
        before = kept()
        with failing(step) as steps, suppress(Failure):
            change()
        now = held()
        assert now in (OLD, NEW)
        if now == OLD:
            assert kept() == before
            assert not list(Path().rglob(".submission-*"))
        else:
            undo()
            assert held() == OLD
            forget(Path("y"))
            for entry in entries_of(Path("x"))[len(before) :]:
                for path in entry.iterdir():
                    path.unlink()
                entry.rmdir()
        if not steps.has_failed:
            break
    assert step > 20


@pytest.mark.parametrize("share", shares(6))
def test_a_kill_at_any_step(work: Path, share: Share) -> None:
    """Each file is old or new, and undo brings the old ones back, or there is nothing to undo."""
    for step in share.of(STEPS):
        killed = killed_at(step, change)
        now = held()
        assert all(data in (OLD[name], NEW[name]) for name, data in now.items())
        if now != OLD:
            undo()
        assert held() == OLD
        for folder in ("x", "y"):
            forget(Path(folder))
        if not killed:
            break
    assert step > 20


@pytest.mark.parametrize("share", shares(6))
def test_a_kill_of_undo_at_any_step(work: Path, share: Share) -> None:
    new = {**OLD, "x/report.md": b"new", "x/sources.json": b"[]"}
    for step in share.of(STEPS):
        change(new)
        (name, *_) = kept()
        killed = killed_at(step, undo)
        assert all(data in (OLD[path], new[path]) for path, data in held().items())
        undo(int(name[:9]))
        assert held() == OLD
        for folder in ("x", "y"):
            forget(Path(folder))
        if not killed:
            break
    assert step > 20
