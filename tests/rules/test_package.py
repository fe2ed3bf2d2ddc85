"""The wheel and the source distribution: what they hold, and the wheel in an environment without Pango."""

import os
import subprocess
import sys
import sysconfig
import tarfile
import zipfile
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.judges.validators import ROOT, run
from toolchain.formats.needs import PANGO

# Put into the wheel's environment, which then is as on a system without Pango.
WITHOUT_PANGO = (ROOT / "tests/support/without_pango/sitecustomize.py").read_text(encoding="utf-8")


def distribution(kind: str, folder: Path, source: Path = ROOT) -> Path:
    """Build a "wheel" or an "sdist"."""
    run([sys.executable, "-m", "hatchling", "build", "-t", kind, "--directory", folder], folder=source)
    return next(folder.iterdir())


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return distribution("wheel", tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="module")
def environment(tmp_path_factory: pytest.TempPathFactory, wheel: Path) -> Path:
    """A fresh environment's `bin` with the wheel and the libraries it depends on, but without Pango."""
    folder = tmp_path_factory.mktemp("environment")
    run([sys.executable, "-m", "venv", "--without-pip", folder])
    libraries = Path(sysconfig.get_path("purelib"))
    target = folder / libraries.relative_to(sys.prefix)
    for entry in libraries.iterdir():
        if "submission_toolchain" not in entry.name and entry.name != "toolchain":  # pip would follow it
            (target / entry.name).symlink_to(entry)
    install(folder / "bin", wheel)
    (target / "without_pango.py").write_text(WITHOUT_PANGO, encoding="utf-8")
    (target / "without_pango.pth").write_text("import without_pango\n", encoding="utf-8")
    return folder / "bin"


def install(environment: Path, wheel: Path) -> None:
    pip = [sys.executable, "-m", "pip", "--python", str(environment / "python"), "install", "--quiet"]
    run([*pip, "--no-deps", "--no-index", "--ignore-installed", "--no-compile", wheel])


def submission(environment: Path, *arguments: str | Path) -> subprocess.CompletedProcess[str]:
    """Run the wheel's command in a folder away from the repository."""
    clean = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    command: Sequence[str | Path] = [environment / "submission", *arguments]
    return subprocess.run(
        command, cwd=environment, env=clean, capture_output=True, check=False, encoding="utf-8", timeout=600
    )


def files_of(folder: Path) -> set[str]:
    return {
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.is_file() and not any(part.startswith((".", "__pycache__")) for part in path.parts)
    }


def test_wheel_holds_the_package_and_its_templates(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    inside = {name for name in names if not name.startswith("submission_toolchain-")}
    expected = {f"toolchain/{name}" for name in files_of(ROOT / "toolchain")}
    expected |= {"toolchain/data/checks.md"}
    expected |= {f"toolchain/data/templates/{name}" for name in files_of(ROOT / "templates")}
    assert inside == expected
    assert "toolchain/data/templates/reference.docx" in inside
    assert any(name.endswith("/licenses/LICENSE") for name in names)


def test_wheel_is_small(wheel: Path) -> None:
    assert wheel.stat().st_size < 8_000_000


def test_source_distribution_makes_the_same_wheel(wheel: Path, tmp_path: Path) -> None:
    with tarfile.open(distribution("sdist", tmp_path / "source")) as archive:
        archive.extractall(tmp_path / "unpacked", filter="data")
    (folder,) = (tmp_path / "unpacked").iterdir()
    assert {
        "content",
        "docs",
        "fonts-chinese",
        "locks",
        "templates",
        "tests",
        "toolchain",
        "Makefile",
        "LICENSE",
    } <= {path.name for path in folder.iterdir()}
    again = distribution("wheel", tmp_path / "again", folder)
    assert again.read_bytes() == wheel.read_bytes()


def test_wheel_skips_pdf_where_pango_is_missing(environment: Path, tmp_path: Path) -> None:
    source = ROOT / "content/minimal/report.md"
    done = submission(environment, "build", source, "--look", "house", "--output", tmp_path)
    assert done.returncode == 0, done.stdout + done.stderr
    assert {path.name for path in tmp_path.glob("report.*")} == {"report.docx", "report.epub", "report.html"}
    said = [line for line in (done.stdout + done.stderr).splitlines() if "pango" in line.lower()]
    assert len(said) == 1
    assert PANGO.command() in said[0]


def test_wheel_refuses_pdf_by_name_where_pango_is_missing(environment: Path, tmp_path: Path) -> None:
    source = ROOT / "content/minimal/report.md"
    done = submission(
        environment, "build", source, "--look", "house", "--to", "html,pdf", "--output", tmp_path
    )
    assert done.returncode == 2
    assert PANGO.command() in done.stderr
    assert "Traceback" not in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_wheel_finds_its_own_version(environment: Path) -> None:
    assert submission(environment, "--version").stdout.strip().endswith("0.1.0")


def test_wheel_builds_all_samples_with_the_package_of_chinese_fonts(
    environment: Path, tmp_path: Path
) -> None:
    """Away from the repository, without Pango; and what is said of Chinese before its fonts are installed."""
    chinese = ROOT / "tests/cases/languages/zh.md"
    options = ("--look", "un", "--pdf-engine", "typst", "--to", "docx,html,epub,pdf")
    order = ("build", *options, "--output", tmp_path / "made")
    done = submission(environment, *order, chinese)
    assert done.returncode == 2
    assert done.stderr.count("S016") == 1
    assert f"{chinese.name}:" in done.stderr
    assert "pip install ./fonts-chinese" in done.stderr
    assert not (tmp_path / "made").exists()

    install(environment, distribution("wheel", tmp_path / "fonts", ROOT / "fonts-chinese"))
    languages = (ROOT / "tests/cases/languages").glob("*.md")
    samples = [*ROOT.glob("content/*/report*.md"), *languages]
    sources = [each for each in samples if "look: house" not in each.read_text(encoding="utf-8")]
    done = submission(environment, *order, *sources)
    assert done.returncode == 0, done.stdout + done.stderr
    made = [
        path
        for path in (tmp_path / "made").rglob("*.*")
        if path.suffix in {".docx", ".html", ".epub", ".pdf"}
    ]
    assert len(made) == 4 * len(sources)
