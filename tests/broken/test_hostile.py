"""Small files that would use up a machine: what they cost grows with their size, and is little.

Each case runs as a command with a limit of memory and time. It fails above a rate for each kB of its files.
What a limit of the program stops may cost what that limit allows, which the case states.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.broken.hostile import beside, files, sources
from tests.support.limited import run_limited
from tests.support.shares import one_in

SECONDS, MEGABYTES = 4.0, 140.0
"""What a command costs without any input, three times what is measured, because other programs run too."""

SECONDS_A_KB, MEGABYTES_A_KB = 0.06, 1.0
MOST_KB = 2_000
"""What is larger may cost no more: much of it is refused, or in a form of few elements."""

CASES = {**sources.CASES, **beside.CASES, **files.CASES}


@pytest.mark.parametrize("name", one_in(64, CASES, ["import: /dev/zero"]))
def test_what_it_costs(tmp_path: Path, name: str) -> None:
    case = CASES[name]
    made = {name: data.encode() if isinstance(data, str) else data for name, data in case.files().items()}
    for file, data in made.items():
        (tmp_path / file).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / file).write_bytes(data)
    for form in ("docx", "epub", "html", "json", "md", "pdf", "png"):
        os.mkfifo(tmp_path / f"pipe.{form}")
    size = min(sum(map(len, made.values())) / 1000, MOST_KB)
    seconds = SECONDS + SECONDS_A_KB * size + case.seconds
    used = run_limited(case.command.split(), tmp_path, round(2 * seconds))
    assert case.says in used.said
    assert used.status in ((0, 1, 2) if case.status < 0 else (case.status,)), used.said
    assert "defect of the program" not in used.said
    assert used.seconds < seconds
    assert used.megabytes < MEGABYTES + MEGABYTES_A_KB * size + case.megabytes
