"""`submission.toml`: which file and which value is used."""

from __future__ import annotations

import os
import pickle
from pathlib import Path
from typing import Any

import pytest

from tests.support.folder_settings import MATTER, SOURCE, home, write
from tests.support.profiles import said
from toolchain.pipeline import stages
from toolchain.pipeline.tasks import Order, plan
from toolchain.project.folder_settings import FolderSettings, read_settings
from toolchain.project.settings import Options

__all__ = ["home"]  # a fixture
pytestmark = pytest.mark.usefixtures("home")


def settings(text: str) -> FolderSettings:
    """What a file says, which must be right."""
    write("submission.toml", text)
    found, wrong = read_settings(SOURCE)
    assert said(wrong) == []
    return found


# Which file ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("files", "git", "expected"),
    [
        ([], None, None),
        (["content/x"], None, "content/x/submission.toml"),
        (["content/x", "content", "."], None, "content/x/submission.toml"),
        (["content", "."], None, "content/submission.toml"),
        (["."], None, "submission.toml"),
        ([".."], None, "../submission.toml"),
        (["../.."], None, None),
        (["."], ".", "submission.toml"),
        ([".."], ".", None),
        (["."], "content", None),
        (["content"], "content", "content/submission.toml"),
        (["content"], "content/x", None),
        (["content/x"], "content/x", "content/x/submission.toml"),
    ],
)
def test_the_nearest_file_up_to_the_repository_or_home(
    files: list[str], git: str | None, expected: str | None
) -> None:
    for folder in files:
        write(f"{folder}/submission.toml", 'look = "house"\n')
    if git:
        Path(git, ".git").mkdir()
    found, _ = read_settings(SOURCE)
    assert (found.path.as_posix() if found.path else None) == expected
    absolute, _ = read_settings(SOURCE.absolute())
    assert absolute.path == (Path(os.path.normpath(Path.cwd() / expected)) if expected else None)


@pytest.mark.parametrize(("mode", "expected"), [(0o755, "../submission.toml"), (0o777, None)])
def test_elsewhere_only_a_folder_that_others_cannot_write_to(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, mode: int, expected: str | None
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path / "nobody"))
    write("../submission.toml", 'look = "house"\n')
    Path("..").resolve().chmod(mode)
    found, _ = read_settings(SOURCE)
    assert (found.path.as_posix() if found.path else None) == expected


def test_one_file_and_no_other() -> None:
    write("submission.toml", 'look = "house"\njobs = 3\n')
    write("content/submission.toml", "jobs = 2\n")
    found, _ = read_settings(SOURCE)
    assert (found.look, found.jobs) == (None, 2)


def test_a_finished_file_has_none() -> None:
    write("submission.toml", 'look = "house"\n')
    for name in ("report.docx", "report.PDF", "report.html", "report.epub"):
        assert read_settings(SOURCE.with_name(name)) == (FolderSettings(), ())


def test_all_keys() -> None:
    for folder in ("ours", "profiles"):
        Path(folder).mkdir()
    write("own.css")
    write("profiles/mine.toml")
    found = settings(
        'templates = "ours"\ncss = "own.css"\nlook = "house"\nprofile = "profiles/mine.toml"\n'
        'formats = ["DOCX", "pdf", "docx"]\npdf-engine = "weasyprint"\noutput = "a/b"\njobs = 4\n'
    )
    assert (found.templates, found.css, found.output) == (Path("ours"), Path("own.css"), Path("a/b/x"))
    assert (found.look, found.profile, found.pdf_engine) == ("house", "profiles/mine.toml", "weasyprint")
    assert (found.formats, found.jobs) == (("docx", "pdf"), 4)
    assert [span.line for span in found.places.values()] == [1, 2, 3, 4, 5, 6, 7, 8]
    assert pickle.loads(pickle.dumps(found)) == found


# Which value ---------------------------------------------------------------------------------------

FILE = (
    'templates = "ours"\ncss = "own.css"\nlook = "house"\nprofile = "upr"\npdf-engine = "weasyprint"\n'
    'formats = ["html"]\noutput = "out"\n'
)
IN_MATTER = "look: un\nprofile: plain\npdf-engine: typst\n"


@pytest.mark.parametrize(
    ("text", "matter", "options", "expected"),
    [
        ("", "", Options(), {"look": "un", "profile": "plain", "pdf_engine": None, "css": None}),
        (FILE, "", Options(), {"look": "house", "profile": "upr", "pdf_engine": "weasyprint"}),
        (FILE, "", Options(), {"css": Path("own.css"), "templates": Path("ours")}),
        (FILE, IN_MATTER, Options(), {"look": "un", "profile": "plain", "pdf_engine": "typst"}),
        (
            FILE,
            IN_MATTER,
            Options(look="house", pdf_engine="weasyprint", profile="cat", css=Path("c.css")),
            {"look": "house", "pdf_engine": "weasyprint", "profile": "cat", "css": Path("c.css")},
        ),
        (
            FILE,
            "",
            Options(templates=Path("others"), profile="cat"),
            {"templates": Path("others"), "profile": "cat"},
        ),
    ],
)
def test_the_command_line_then_the_source_then_the_file(
    text: str, matter: str, options: Options, expected: dict[str, Any]
) -> None:
    for each in ("ours", "others"):
        Path(each).mkdir()
    for each in ("own.css", "c.css"):
        write(each)
    write("submission.toml", text)
    write(SOURCE, MATTER.format(matter))
    project = stages.read(SOURCE, options).project
    found = {
        "look": project.look,
        "profile": project.profile.name,
        "pdf_engine": project.pdf_engine,
        "css": project.css,
        "templates": project.templates.folders[0],
    }
    assert {key: found[key] for key in expected} == expected


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        (Order(), "out/x/report.html"),
        (Order(("epub",)), "out/x/report.epub"),
        (Order(output=Path("o")), "o/report.html"),
    ],
)
def test_where_outputs_go_and_which(order: Order, expected: str) -> None:
    write("submission.toml", 'formats = ["html"]\noutput = "out"\n')
    (task,) = plan([SOURCE], order, Options())
    assert [path.as_posix() for path in task.targets.values()] == [expected]


def test_each_source_has_its_own_outputs() -> None:
    other = write("content/y/report.md", MATTER.format(""))
    write("content/y/submission.toml", 'formats = ["docx", "html"]\noutput = "here"\n')
    write("submission.toml", 'formats = ["epub"]\n')
    found = [
        [path.as_posix() for path in each.targets.values()]
        for each in plan([SOURCE, other], Order(), Options())
    ]
    here = "content/y/here/y/report"
    assert found == [["build/x/report.epub"], [f"{here}.docx", f"{here}.html"]]


def test_a_profile_next_to_the_file() -> None:
    write("profiles/mine.toml", 'title = "Mine"\ninherits = "crc"\n')
    write("submission.toml", 'profile = "mine"\n')
    assert stages.read(SOURCE, Options()).project.profile.title == "Mine"


def test_settings_around_a_folder_that_is_not_there_yet(tmp_path: Path) -> None:
    """`import -o new/report.md` and `new` make it."""
    (tmp_path / "submission.toml").write_text('look = "house"\n', encoding="utf-8")
    settings, mistakes = read_settings(tmp_path / "new/folder/report.md")
    assert (settings.look, mistakes) == ("house", ())
