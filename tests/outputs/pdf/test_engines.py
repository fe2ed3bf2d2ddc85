"""Each engine is imported alone; without Pango all is built that needs none, and it is said what does.

Both run on a system that limits memory in its own way.
"""

import json
import os
import re
import resource
import subprocess
import sys
from pathlib import Path
from random import Random
from typing import Any

import pytest
from PIL import Image

from tests.support.command import CLEAN, write
from tests.support.limited import run_limited
from tests.support.pages import ROOT, written
from tests.support.said import saying
from toolchain.data import packaged_templates
from toolchain.formats.apart import limit_memory
from toolchain.formats.needs import PANGO
from toolchain.model.diagnostics import Failure, FilePlace
from toolchain.project.settings import Options
from toolchain.rules.outputs_pdf import EngineStopped
from toolchain.writers.pdf import PdfWriter
from toolchain.writers.pdf.typst import compiling
from toolchain.writers.pdf.typst.child import _limit

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


def test_the_locale_of_windows_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    """Python may not be able to set again what it names, such as Turkish_Türkiye."""
    from toolchain.writers.pdf.weasyprint import start

    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.delattr("locale.setlocale")
    start._set_language()


@pytest.mark.parametrize("name", ["un", "house"])
def test_a_lower_limit_of_memory_that_no_process_may_raise(folder: Path, name: str) -> None:
    """A user or a server can have one."""
    used = run_limited(["build", f"content/{name}", "--to", "pdf", "--output", "out"], folder, 60)
    assert (used.status, (folder / "out/report.pdf").exists()) == (0, True), used.said


def test_a_system_that_refuses_a_limit_of_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    """As macOS is said to do."""

    def refused(*_: Any) -> None:
        raise ValueError("current limit exceeds maximum limit")

    monkeypatch.setattr(resource, "setrlimit", refused)
    _limit(2**40)
    limit_memory(2**10)


@pytest.mark.skipif(sys.platform in {"win32", "darwin"}, reason="the system does not limit memory")
@pytest.mark.parametrize(
    ("limit", "most", "said"),
    [
        ("_SECONDS", 0, "needed more than 0 seconds"),
        ("_MEMORY", 2**30, "needed more than 1 GB of memory"),
        pytest.param("_MEMORY", compiling._MEMORY, "needed more than 3 GB of memory", marks=pytest.mark.long),
    ],
)
def test_a_template_that_takes_too_much_is_ended(
    limit: str, most: int, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(compiling, limit, most)
    much = b"\n#let much = range(100000000)\n"
    (tmp_path / "print.typ").write_bytes((packaged_templates() / "print.typ").read_bytes() + much)
    with pytest.raises(Failure, check=saying(said)):
        PdfWriter().write(*written(tmp_path, "1. One.", Options(pdf_engine="typst", templates=tmp_path)))


def test_pictures_get_the_memory_that_they_need(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Three of them need twice as much as this text may take."""
    monkeypatch.setattr(compiling, "_MEMORY", 2**27)
    size, bytes_of = (2000, 1500), Random(1).randbytes
    for number in range(3):
        pixels = bytes_of(3 * size[0] * size[1])
        Image.frombytes("RGB", size, pixels).save(tmp_path / f"{number}.png", compress_level=1)
    body = "\n\n".join(f"![Dots]({number}.png)" for number in range(3))
    PdfWriter().write(*written(tmp_path, body, Options(pdf_engine="typst")))


def test_a_fault_of_typst_is_none_of_the_template() -> None:
    said = "error: internal error: parent group (occurred at build.rs:202:14)\n  ┌─ print.typ:9:1"
    failure = compiling._judged(said, packaged_templates() / compiling.TEMPLATE, "report.md")
    (found,) = failure.findings
    assert found.facts == EngineStopped("internal error: parent group")
    assert found.span == FilePlace("report.md")
