"""All outputs are put in place or none: what a full disk, an interrupt, a missing permission leave behind."""

import errno
import os
import signal
import stat
import subprocess
import sys
import tempfile
import textwrap
import threading
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from tests.support.own_process import use_default_signals
from tests.support.pages import ROOT
from toolchain.model.diagnostics import Failure
from toolchain.pipeline.write_files import write_all
from toolchain.reports.sentences import help_line, message

Files = dict[str, bytes]
DENIED = "nothing can be written here: there is no permission"
OLD: Files = {"a/report.docx": b"old docx", "a/report.html": b"old html", "a/report.pdf": b"old pdf"}
NEW: Files = {"a/report.docx": b"new docx!", "a/report.html": b"new html!", "a/report.pdf": b"new pdf!"}


def put(folder: Path, files: Files) -> None:
    for name, data in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)


def held(folder: Path) -> Files:
    """All files under a folder, hidden ones too."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() or path.is_symlink()
    }


def under(folder: Path, files: Files) -> dict[Path, bytes]:
    return {folder / name: data for name, data in files.items()}


def fault(folder: Path, files: Files) -> str:
    """The message and path of the failure that writing must end in."""
    with pytest.raises(Failure) as caught:
        write_all(under(folder, files))
    (defect,) = caught.value.findings
    assert defect.rule.code == "S013"
    assert help_line(defect)
    return f"{defect.span.path}: {message(defect)}"


def test_makes_files_and_folders(tmp_path: Path) -> None:
    write_all(under(tmp_path, NEW))
    assert held(tmp_path) == NEW


def test_replaces_files_and_leaves_nothing_else(tmp_path: Path) -> None:
    put(tmp_path, OLD)
    write_all(under(tmp_path, NEW))
    assert held(tmp_path) == NEW


def test_a_path_may_be_relative(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    write_all({Path("report.docx"): b"1", Path("build/x/report.docx"): b"2"})
    assert held(tmp_path) == {"report.docx": b"1", "build/x/report.docx": b"2"}


@pytest.mark.parametrize(("umask", "mode"), [(0o022, 0o644), (0o077, 0o600), (0o002, 0o664)])
def test_a_new_file_follows_the_umask(tmp_path: Path, umask: int, mode: int) -> None:
    before = os.umask(umask)
    try:
        write_all({tmp_path / "report.docx": b"x"})
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "report.docx").stat().st_mode) == mode


def test_a_replaced_file_keeps_its_mode(tmp_path: Path) -> None:
    target = tmp_path / "report.docx"
    target.write_bytes(b"old")
    target.chmod(0o640)
    write_all({target: b"new"})
    assert stat.S_IMODE(target.stat().st_mode) == 0o640


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root can give files away")
def test_a_replaced_file_keeps_its_owner(tmp_path: Path) -> None:
    """As where a container's root works in a user's folder."""
    target = tmp_path / "report.docx"
    target.write_bytes(b"old")
    os.chown(target, 1234, 2345)
    write_all({target: b"new"})
    assert (target.stat().st_uid, target.stat().st_gid) == (1234, 2345)


def test_a_link_is_replaced_not_followed(tmp_path: Path) -> None:
    put(tmp_path, {"precious": b"precious"})
    (tmp_path / "report.docx").symlink_to("precious")
    write_all({tmp_path / "report.docx": b"new"})
    assert not (tmp_path / "report.docx").is_symlink()
    assert held(tmp_path) == {"precious": b"precious", "report.docx": b"new"}


def test_a_link_comes_back_when_a_later_output_fails(tmp_path: Path, failing_rename: "Breaker") -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a/report.docx").symlink_to("elsewhere")
    failing_rename("report.html", errno.EIO)
    fault(tmp_path, NEW)
    assert (tmp_path / "a/report.docx").readlink() == Path("elsewhere")
    assert [path.name for path in (tmp_path / "a").iterdir()] == ["report.docx"]


def test_a_folder_in_the_way(tmp_path: Path) -> None:
    put(tmp_path, {"a/report.docx": b"old docx", "a/report.pdf/inside": b"kept"})
    said = fault(tmp_path, NEW)
    assert said == f"{tmp_path.as_posix()}/a/report.pdf: there is a folder where the output should be"
    assert held(tmp_path) == {"a/report.docx": b"old docx", "a/report.pdf/inside": b"kept"}


@pytest.mark.parametrize("name", ["a/report.docx", "a/b/c/report.docx"])
def test_a_file_where_a_folder_should_be(tmp_path: Path, name: str) -> None:
    put(tmp_path, {"a": b"a file"})
    assert fault(tmp_path, {"report.html": b"x", name: b"x"}).endswith(
        "/a: there is a file where the folder should be"
    )
    assert held(tmp_path) == {"a": b"a file"}


def test_folders_made_for_nothing_are_removed(tmp_path: Path) -> None:
    put(tmp_path, {"taken": b"a file"})
    fault(tmp_path, {"x/y/report.docx": b"x", "taken/report.docx": b"x"})
    assert [path.name for path in tmp_path.iterdir()] == ["taken"]


def test_a_name_that_is_too_long(tmp_path: Path) -> None:
    assert "the name is too long" in fault(tmp_path, {"report.docx": b"x", "n" * 300 + ".docx": b"x"})
    assert held(tmp_path) == {}


def test_the_longest_name_there_may_be(tmp_path: Path) -> None:
    write_all({tmp_path / ("n" * 250 + ".docx"): b"x"})
    assert len(held(tmp_path)) == 1


# Faults in the middle ------------------------------------------------------------------------------

Breaker = Callable[[str, int], None]


@pytest.fixture
def failing_rename(monkeypatch: pytest.MonkeyPatch) -> Breaker:
    """Make the rename to a final name fail, once."""
    rename = Path.replace
    broken: dict[str, int] = {}

    def replace(self: Path, target: Path) -> Path:
        if target.name in broken and self.read_bytes().startswith(b"new"):
            raise OSError(broken.pop(target.name), "broken", str(self))
        return rename(self, target)

    monkeypatch.setattr(Path, "replace", replace)

    def arm(name: str, number: int) -> None:
        broken[name] = number

    return arm


@pytest.mark.parametrize("name", ["report.docx", "report.html", "report.pdf"])
@pytest.mark.parametrize("old", [OLD, {}, {"a/report.html": b"old html"}], ids=["all", "none", "one"])
def test_a_rename_that_fails_takes_the_others_back(
    tmp_path: Path, name: str, old: Files, failing_rename: Breaker
) -> None:
    put(tmp_path, old)
    failing_rename(name, errno.EACCES)
    assert DENIED in fault(tmp_path, NEW)
    assert held(tmp_path) == old


def test_a_rename_that_fails_takes_the_others_back_without_hard_links(
    tmp_path: Path, failing_rename: Breaker, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_links(self: Path, target: Path) -> None:
        raise OSError(errno.EPERM, "no links on this file system")

    monkeypatch.setattr(Path, "hardlink_to", no_links)
    put(tmp_path, OLD)
    failing_rename("report.pdf", errno.EIO)
    fault(tmp_path, NEW)
    assert held(tmp_path) == OLD
    write_all(under(tmp_path, NEW))
    assert held(tmp_path) == NEW


@pytest.mark.parametrize(
    ("number", "said"),
    [(errno.ENOSPC, "the disk is full"), (errno.EDQUOT, "quota"), (errno.EIO, "Input/output error")],
)
def test_a_disk_that_fills_half_way(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, said: str
) -> None:
    written = []
    sync = os.fsync

    def fsync(descriptor: int) -> None:
        written.append(descriptor)
        if len(written) == 3:
            raise OSError(number, os.strerror(number))
        sync(descriptor)

    monkeypatch.setattr(os, "fsync", fsync)
    put(tmp_path, OLD)
    assert said in fault(tmp_path, NEW)
    assert held(tmp_path) == OLD


def test_a_size_limit_of_the_system(tmp_path: Path) -> None:
    """A real one: the child process may write no file larger than 64 kB."""
    put(tmp_path, OLD)
    script = """
        import resource, signal, sys
        from pathlib import Path
        from tests.rooms.pipeline.test_write_files import Failure, message, write_all
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (65536, 65536))
        folder = Path(sys.argv[1])
        try:
            write_all({folder / "report.docx": b"n" * 1000, folder / "report.pdf": b"n" * 100_000})
        except Failure as error:
            print(error.findings[0].rule.code, message(error.findings[0]))
    """
    said = python(script, tmp_path / "a")
    assert said == "S013 nothing can be written here: the file is larger than this system allows\n"
    assert held(tmp_path) == OLD


def test_a_disk_that_is_full(tmp_path: Path) -> None:
    """A real one: a file system of 256 kB, where this system lets us mount it."""
    script = """
        import sys
        from pathlib import Path
        from tests.rooms.pipeline.test_write_files import Failure, message, write_all
        folder = Path(sys.argv[1])
        (folder / "a.docx").write_bytes(b"old")
        try:
            write_all({folder / "a.docx": b"n" * 100_000, folder / "b.pdf": b"n" * 500_000})
        except Failure as error:
            print(error.findings[0].span.path, message(error.findings[0]))
        print(*(f"{path.name} {path.read_bytes()}" for path in folder.iterdir()))
    """
    mount = f'mount -t tmpfs -o size=256k tmpfs {tmp_path} && exec "$@"'
    inside = ("unshare", "--mount", "sh", "-c", mount, "sh")
    if subprocess.run([*inside, "true"], capture_output=True, check=False).returncode:
        pytest.skip("mounting a file system needs root")
    said = python(script, tmp_path, inside=inside)
    assert said == f"{tmp_path.as_posix()}/b.pdf the disk is full\na.docx b'old'\n"


@pytest.mark.parametrize("name", ["SIGINT", "SIGTERM", "SIGKILL"])
@pytest.mark.parametrize("moment", ["write", "rename"])
def test_a_signal_in_the_middle(tmp_path: Path, name: str, moment: str) -> None:
    """The process gets the signal while the second output is written, or between two renames."""
    put(tmp_path, OLD)
    script = f"""
        import os, signal, sys
        from pathlib import Path
        from toolchain.pipeline import write_files as outputs
        signal.signal(signal.SIGTERM, signal.default_int_handler)
        sync, rename = os.fsync, Path.replace
        count = 0
        def hit():
            global count
            count += 1
            if count == 2:
                os.kill(os.getpid(), signal.{name})
        def fsync(descriptor):
            if {moment!r} == "write":
                hit()
            sync(descriptor)
        def replace(self, target):
            if {moment!r} == "rename":
                hit()
            return rename(self, target)
        os.fsync, Path.replace = fsync, replace
        folder = Path(sys.argv[1])
        names = ("report.docx", "report.html", "report.pdf")
        try:
            outputs.write_all({{folder / name: b"new " * 50_000 for name in names}})
            print("done")
            outputs.write_all({{folder / "other.docx": b"other"}})
        except KeyboardInterrupt:
            print("interrupted")
    """
    said = python(script, tmp_path / "a")
    left = held(tmp_path)
    whole = b"new " * 50_000
    hidden = {path for path in left if path.startswith("a/.submission-")}
    if name == "SIGKILL":
        assert said == ""
        assert {path: data in (OLD[path], whole) for path, data in left.items() if path not in hidden} == (
            dict.fromkeys(OLD, True)
        )
        if moment == "write":
            assert {path: left[path] for path in OLD} == OLD
        return
    assert not hidden
    # Between the renames an interrupt comes too late for these files; before them it leaves all as it was.
    assert (said, left) == (
        ("interrupted\n", OLD) if moment == "write" else ("done\ninterrupted\n", dict.fromkeys(OLD, whole))
    )


def test_signals_are_heard_again_afterwards(tmp_path: Path) -> None:
    before = signal.getsignal(signal.SIGINT)
    write_all({tmp_path / "report.docx": b"x"})
    assert signal.getsignal(signal.SIGINT) is before


def test_works_outside_the_main_thread(tmp_path: Path) -> None:
    thread = threading.Thread(target=write_all, args=(under(tmp_path, NEW),))
    thread.start()
    thread.join()
    assert held(tmp_path) == NEW


def test_readers_of_an_old_output_keep_it(tmp_path: Path) -> None:
    put(tmp_path, OLD)
    with (tmp_path / "a/report.docx").open("rb") as opened:
        write_all(under(tmp_path, NEW))
        assert opened.read() == b"old docx"


# Permissions ---------------------------------------------------------------------------------------


@pytest.fixture
def as_nobody() -> Iterator[Path]:
    """A folder that belongs to whom the test runs as, which is not root: root may write anywhere."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        if os.geteuid() != 0:
            yield folder
            return
        os.chown(folder, 65534, 65534)
        os.seteuid(65534)
        try:
            yield folder
        finally:
            os.seteuid(0)


def test_a_folder_without_permission(as_nobody: Path) -> None:
    put(as_nobody, OLD)
    (as_nobody / "a").chmod(0o555)
    said = fault(as_nobody, NEW)
    assert said == f"{as_nobody.as_posix()}/a: {DENIED}"
    assert held(as_nobody) == OLD


def test_a_folder_that_cannot_be_made(as_nobody: Path) -> None:
    as_nobody.chmod(0o555)
    assert DENIED in fault(as_nobody, NEW)


def test_a_folder_that_cannot_be_entered(as_nobody: Path) -> None:
    put(as_nobody, OLD)
    (as_nobody / "a").chmod(0o000)
    assert DENIED in fault(as_nobody, NEW)
    (as_nobody / "a").chmod(0o755)
    assert held(as_nobody) == OLD


def test_a_file_that_is_write_protected(as_nobody: Path) -> None:
    put(as_nobody, OLD)
    (as_nobody / "a/report.html").chmod(0o444)
    said = fault(as_nobody, NEW)
    assert said == f"{as_nobody.as_posix()}/a/report.html: {DENIED}"
    assert held(as_nobody) == OLD


def python(script: str, *arguments: Path, inside: Sequence[str] = ()) -> str:
    """Run a script of its own with this package and return what it printed."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [*inside, sys.executable, "-c", textwrap.dedent(script), *map(str, arguments)]
    return subprocess.run(
        command,
        env=environment,
        capture_output=True,
        check=False,
        encoding="utf-8",
        preexec_fn=use_default_signals,
    ).stdout
