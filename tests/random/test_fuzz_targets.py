"""The targets of `make fuzz` work: files change, and no defect of the program is found in them."""

from __future__ import annotations

import random
from collections.abc import Callable
from contextlib import suppress
from itertools import islice
from pathlib import Path

import pytest

from tests.random.fuzz import NAMES, Trial
from tests.random.fuzz_targets import TARGETS, Target, change_text, write_beside
from toolchain.model.diagnostics import Failure


@pytest.mark.parametrize("name", NAMES)
def test_a_target_changes_its_files_and_finds_nothing(tmp_path: Path, name: str) -> None:
    target, draw = TARGETS[name], random.Random(1)
    write_beside(tmp_path)

    def slip(data: bytes) -> bytes:
        at = draw.randint(0, len(data))
        return data[:at] + bytes([draw.randrange(256)]) + data[at + 1 :]

    changed = 0
    for data in islice(target.seeds(), 5):
        new = target.change(data, draw, slip)
        changed += new != data
        (tmp_path / target.name).write_bytes(new)
        with suppress(Failure):
            target.work(tmp_path / target.name)
    assert changed > 2


def with_defect(path: Path) -> None:
    path.read_bytes().decode("ascii")


def with_memory(path: Path) -> None:
    assert bytearray(300_000_000)


def refused(path: Path) -> None:
    raise Failure


@pytest.mark.parametrize(
    ("work", "finds"),
    [
        (with_defect, {"UnicodeDecodeError-elsewhere.md"}),
        (with_memory, {"too-large.md"}),
        (refused, set()),
    ],
)
def test_a_find_is_kept(tmp_path: Path, work: Callable[[Path], None], finds: set[str]) -> None:
    """Of two files with one fault, the smaller one."""
    if not Path("/proc/self/clear_refs").exists():
        pytest.skip("this system does not say how much memory a call needs")
    folder = tmp_path / "finds"
    folder.mkdir()
    trial = Trial(Target("a.md", lambda: iter(()), change_text, work, 10), tmp_path, folder)
    for data in (b"\xff\xff", b"\xff", b"\xffa"):
        trial(data)
    assert {path.name: path.read_bytes() for path in folder.iterdir()} == dict.fromkeys(finds, b"\xff")
