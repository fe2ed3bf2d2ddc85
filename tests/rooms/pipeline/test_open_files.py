"""On Windows no file can be replaced or removed that another program has open. Imitated here."""

import errno
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.rooms.pipeline.test_write_files import NEW, OLD, fault, held, put, under
from toolchain.pipeline.write_files import write_all


@pytest.fixture
def open_in_word(monkeypatch: pytest.MonkeyPatch) -> Callable[[Path, int], None]:
    """Let no name of a file be replaced or removed so often, as on Windows while a program has it open."""
    kept: dict[int, int] = {}
    before = {name: getattr(Path, name) for name in ("replace", "unlink")}

    def refuse(path: Path, *names: Path) -> None:
        number = path.stat().st_ino if path.exists() else 0
        if kept.get(number, 0):
            kept[number] -= 1
            raise PermissionError(
                errno.EACCES, "Access is denied", *map(str, names[:1]), 5, *map(str, names[1:])
            )

    def replace(self: Path, target: Path) -> Path:
        refuse(target, self, target)
        return Path(before["replace"](self, target))

    def unlink(self: Path, *, missing_ok: bool = False) -> None:
        refuse(self, self)
        before["unlink"](self, missing_ok=missing_ok)

    monkeypatch.setattr(Path, "replace", replace)
    monkeypatch.setattr(Path, "unlink", unlink)
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(time, "sleep", lambda _: None)
    return lambda path, times: kept.update({path.stat().st_ino: times})


def test_a_file_that_word_has_open_is_named(
    tmp_path: Path, open_in_word: Callable[[Path, int], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    put(tmp_path, OLD)
    open_in_word(tmp_path / "a/report.html", 99)
    said = fault(tmp_path, NEW)
    monkeypatch.undo()
    assert said.startswith(f"{(tmp_path / 'a/report.html').as_posix()}: this file is open in Word")
    assert held(tmp_path) == OLD


def test_a_file_that_is_open_for_a_moment_is_replaced(
    tmp_path: Path, open_in_word: Callable[[Path, int], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    put(tmp_path, OLD)
    open_in_word(tmp_path / "a/report.html", 2)
    write_all(under(tmp_path, NEW))
    monkeypatch.undo()
    assert held(tmp_path) == NEW
