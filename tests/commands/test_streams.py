"""Standard output and error that are closed, full, or left by their reader."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.command import CLEAN, WRONG, write
from tests.support.shares import one_in

BASH = "/bin/bash"
pytestmark = pytest.mark.skipif(not Path(BASH).exists(), reason="the system has no bash")
needs_full = pytest.mark.skipif(not Path("/dev/full").exists(), reason="the system has no /dev/full")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write(tmp_path / "content/clean/report.md", CLEAN)
    write(tmp_path / "content/wrong/report.md", WRONG)
    return tmp_path


def shell(folder: Path, line: str) -> tuple[int, str]:
    """The status of a line in which `submission` is the command, and all that is printed."""
    function = f'submission() {{ "{sys.executable}" -m toolchain "$@"; }}; set -o pipefail; '
    done = subprocess.run(
        [BASH, "-c", function + line],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
        encoding="utf-8",
        timeout=600,
    )
    assert "Traceback" not in done.stdout
    assert "Exception ignored" not in done.stdout
    assert "defect of the program" not in done.stdout
    return done.returncode, done.stdout


@pytest.mark.parametrize("closed", one_in(4, ["<&- >&- 2>&-", ">&-", "2>&-", ">&- 2>&-"]))
def test_closed(folder: Path, closed: str) -> None:
    assert shell(folder, f"submission check content/clean {closed}")[0] == 0
    assert shell(folder, f"submission check content/wrong {closed}")[0] == 1
    assert shell(folder, f"submission check content/none {closed}")[0] == 2
    assert shell(folder, f"submission check --nonsense {closed}")[0] == 2
    assert shell(folder, f"submission build content/clean --to html {closed}")[0] == 0
    assert "The age of consent" in (folder / "build/clean/report.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("reader", one_in(3, ["head -n 1", "true", "exec 0<&-"]))
def test_a_reader_that_leaves(folder: Path, reader: str) -> None:
    """The status is what it is without a reader, however much of the text went through."""
    assert shell(folder, f"submission explain R205 | {reader}")[0] == 0
    assert shell(folder, f"submission check content/wrong | {reader}")[0] == 1
    assert shell(folder, f"submission build content/clean --to html 2>&1 | {reader}")[0] == 0


@needs_full
def test_a_full_disk(folder: Path) -> None:
    said = "submission: this could not be printed: No space left on device\n"
    assert shell(folder, "submission check content/clean --format json > /dev/full") == (2, said)
    assert shell(folder, "submission explain R205 > /dev/full") == (2, said)
    assert shell(folder, "submission --version > /dev/full") == (2, said)
    assert shell(folder, "submission check content/wrong 2> /dev/full")[0] == 1
    status, output = shell(folder, "submission build content/clean --to html > /dev/full")
    assert (status, output) == (
        0,
        "the outputs are written, but this summary could not be printed: No space left on device\n",
    )
    assert (folder / "build/clean/report.html").is_file()
    assert shell(folder, "submission build content/clean --to html > /dev/full 2>&1")[0] == 0
    assert shell(folder, "submission build content/wrong --to html > /dev/full 2>&1")[0] == 1
