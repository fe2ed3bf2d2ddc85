"""The targets of `make fuzz` work: files change, and no defect of the program is found in them."""

from __future__ import annotations

import random
from contextlib import suppress
from itertools import islice
from pathlib import Path

import pytest

from tests.random.fuzz import NAMES
from tests.random.fuzz_targets import TARGETS, write_beside
from toolchain.model.diagnostics import Failure


@pytest.mark.parametrize("name", NAMES)
def test_a_target_changes_its_files_and_finds_nothing(tmp_path: Path, name: str) -> None:
    target, draw = TARGETS[name], random.Random(1)
    write_beside(tmp_path)

    def slip(data: bytes) -> bytes:
        at = draw.randint(0, len(data))
        return data[:at] + bytes([draw.randrange(256)]) + data[at + 1 :]

    changed = 0
    for data in islice(target.seeds(), 10):
        new = target.change(data, draw, slip)
        changed += new != data
        (tmp_path / target.name).write_bytes(new)
        with suppress(Failure):
            target.work(tmp_path / target.name)
    assert changed > 5
