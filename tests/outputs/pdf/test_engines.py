"""Each engine is imported alone; without Pango all is built that needs none, and it is said what does."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.command import CLEAN, write
from tests.support.pages import ROOT
from toolchain.formats.needs import PANGO

_NAMES_IMPORTED = """
import atexit, sys
from toolchain import cli
atexit.register(lambda: print(*sorted({name.partition(".")[0] for name in sys.modules})))
cli.main()
"""
WITHOUT_PANGO = {"PYTHONPATH": str(ROOT / "tests/support/without_pango")}


def command(
    folder: Path, *arguments: str, code: tuple[str, ...] = ("-m", "toolchain"), pango: bool = True
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *code, *arguments],
        cwd=folder, env=os.environ | ({} if pango else WITHOUT_PANGO),
        capture_output=True, check=False, encoding="utf-8",
    )  # fmt: skip


def _told(lines: str) -> str:
    """What is said but the progress."""
    return re.sub(r"^\d of \d: .*\n", "", lines, flags=re.MULTILINE)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """One source with each engine."""
    for name, line in {"un": "pdf-engine: typst", "house": "look: house"}.items():
        write(tmp_path / f"content/{name}/report.md", CLEAN.replace("lang: en", f"lang: en\n{line}"))
    return tmp_path


@pytest.mark.parametrize(("name", "other"), [("un", {"weasyprint", "pydyf"}), ("house", {"typst"})])
def test_nothing_of_the_other_engine_is_imported(folder: Path, name: str, other: set[str]) -> None:
    done = command(folder, "build", f"content/{name}", "--to", "pdf", code=("-c", _NAMES_IMPORTED))
    assert done.returncode == 0, done.stderr
    imported = set(done.stdout.splitlines()[-1].split())
    assert "toolchain" in imported
    assert not imported & other


def test_without_pango_all_is_built_that_needs_none(folder: Path) -> None:
    done = command(folder, "build", pango=False)
    assert done.returncode == 0, done.stderr
    made = {path.relative_to(folder / "build").as_posix() for path in folder.glob("build/*/report.*")}
    assert made == {
        *(f"{name}/report.{form}" for name in ("un", "house") for form in ("docx", "html", "epub")),
        "un/report.pdf",
    }
    assert _told(done.stderr) == (
        "skipped pdf of content/house/report.md: WeasyPrint, which sets the house look, "
        f"needs Pango 1.44 or newer; to install it, type: {PANGO.command()}\n"
    )


def test_without_pango_a_named_pdf_of_a_house_is_refused(folder: Path) -> None:
    done = command(folder, "build", "--to", "pdf", pango=False)
    assert done.returncode == 2
    said = (
        "S016 WeasyPrint, which sets the house look, "
        f"needs Pango 1.44 or newer; to install it, type: {PANGO.command()}\n"
    )
    assert _told(done.stderr) == (
        f"content/house/report.md: error {said}\n1 of 2 sources refused:\n  content/house/report.md: {said}"
    )
    assert [path.name for path in (folder / "build").glob("*/*.pdf")] == ["report.pdf"]


def test_without_pango_a_style_sheet_serves_the_other_outputs(folder: Path) -> None:
    write(folder / "own.css", "body { colr: red }")
    done = command(folder, "build", "content/un", "--to", "html", "--css", "own.css", pango=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_without_pango_the_doctor_names_it(folder: Path) -> None:
    done = command(folder, "doctor", "--format", "json", pango=False)
    assert done.returncode == 1
    (missing,) = (each for each in json.loads(done.stdout)["needs"] if each["state"] == "missing")
    assert "house look" in missing["name"]
    assert missing["command"] == PANGO.command()
