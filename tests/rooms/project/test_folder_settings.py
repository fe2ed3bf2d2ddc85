"""`submission.toml`: which file and which value is used, what its paths reach, and what is wrong in it."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.support.profiles import said
from toolchain.model.diagnostics import Failure, Finding
from toolchain.pipeline import stages
from toolchain.pipeline.tasks import Order, plan
from toolchain.project.folder_settings import FolderSettings, read_settings
from toolchain.project.settings import Options
from toolchain.recipients import Profile

MATTER = "---\ntitle: A\nlang: en\n{}---\n\n1. One.\n"
CASE_FILE = Path(__file__).parents[2] / "cases/folder_settings/faults.txt"
CASES = CASE_FILE.read_text(encoding="utf-8").split("===\n")[1:]
SOURCE = Path("content/x/report.md")


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A home with a project in it, in which the commands are typed."""
    folder = tmp_path / "home"
    (folder / "work" / SOURCE.parent).mkdir(parents=True)
    monkeypatch.setenv("HOME", str(folder))
    monkeypatch.setenv("USERPROFILE", str(folder))
    monkeypatch.chdir(folder / "work")
    write(SOURCE, MATTER.format(""))
    return folder


def write(path: Path | str, text: str = "") -> Path:
    path = Path(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def settings(text: str) -> FolderSettings:
    """What a file says, which must be right."""
    write("submission.toml", text)
    found, wrong = read_settings(SOURCE)
    assert said(wrong) == []
    return found


def wrong_with(options: Options | None = None) -> tuple[Finding, ...]:
    """The findings about the settings of the source."""
    defects = stages.read(SOURCE, options or Options()).resolved.document.defects
    return tuple(each for each in defects if each.rule.code == "S026")


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


# What it cannot do ---------------------------------------------------------------------------------


@pytest.mark.parametrize("case", CASES, ids=range(len(CASES)))
def test_what_is_wrong_in_a_file(case: str) -> None:
    text, expected = case.split("---\n")
    write("submission.toml", text)
    found, wrong = read_settings(SOURCE)
    assert said(wrong) == expected.splitlines()
    assert {(each.rule.code, each.span.path) for each in wrong} == {("S026", "submission.toml")}
    assert found.path == Path("submission.toml")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('css = "nothing.css"', "there is no file nothing.css"),
        ('css = "folder"', "there is no file folder"),
        ('templates = "file"', "there is no folder file"),
        ('profile = "./nothing.toml"', "there is no file ./nothing.toml"),
        ('profile = "crcc"', "there is no profile “crcc”"),
        ('formats = ["docx", "pfd"]', "there is no output “pfd”"),
    ],
)
def test_what_is_not_there(text: str, expected: str) -> None:
    Path("folder").mkdir()
    write("file")
    write("submission.toml", text)
    (fault,) = wrong_with()
    assert said((fault,))[0].startswith(f"1:1 {expected}")


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("css", "../secret.css"),
        ("css", "folder/../../secret.css"),
        ("css", "folder/../own.css"),
        ("css", "link.css"),
        ("css", "links/secret.css"),
        ("css", "circle"),
        ("css", "a\\u0000.css"),
        ("css", "..\\\\secret.css"),
        ("css", ".submission/own.css"),
        ("templates", ".."),
        ("templates", "links"),
        ("templates", "~/../.."),
        ("profile", "../secret.toml"),
        ("profile", "links/secret.toml"),
        ("output", "links"),
        ("output", "a/../../b"),
        ("output", "to-x"),
        ("output", "\\\\\\\\server\\\\share"),
        ("output", "file:///tmp/x/.."),
    ],
)
def test_a_path_that_leads_out(home: Path, key: str, value: str) -> None:
    for each in ("own.css", ".submission/own.css", "../secret.css", "../secret.toml", "folder/a.css"):
        write(each)
    Path("link.css").symlink_to("../secret.css")
    Path("links").symlink_to("..")
    Path("circle").symlink_to("circle")
    Path("to-x").mkdir()
    Path("to-x/x").symlink_to(home)
    write("submission.toml", f'{key} = "{value}"\n')
    found, wrong = read_settings(SOURCE)
    (fault,) = said(wrong)
    assert fault.startswith(f"1:1 {key} is not a path inside the folder of submission.toml: ")
    assert getattr(found, key) in (None, "")


def test_links_inside_are_followed() -> None:
    write("folder/own.css")
    Path("link.css").symlink_to("folder/own.css")
    assert settings('css = "link.css"\n').css == Path("link.css")


def test_a_template_that_is_a_link_out(home: Path) -> None:
    write(home / "secret", "private words")
    Path("ours").mkdir()
    Path("ours/page.html.j2").symlink_to(home / "secret")
    write("submission.toml", 'templates = "ours"\n')
    templates = stages.read(SOURCE, Options()).project.templates
    with pytest.raises(Failure) as caught:
        templates.find("page.html.j2")
    assert caught.value.findings[0].rule.code == "S009"
    assert templates.find("screen.css").is_file()
    asked = stages.read(SOURCE, Options(templates=Path("ours"))).project.templates
    assert asked.find("page.html.j2") == Path("ours/page.html.j2")


@pytest.mark.parametrize(
    ("word", "kept"), [("warning", ()), ("information", ()), ("error", (("N108", "error"),))]
)
def test_a_profile_cannot_make_an_error_less_serious(word: str, kept: tuple[tuple[str, str], ...]) -> None:
    write("profiles/mine.toml", f'[severities]\nN108 = "{word}"\n')
    write("submission.toml", 'profile = "mine"\n')
    assert severities() == kept
    expected = "1:1 the profile mine makes findings less serious (N108), which submission.toml cannot choose"
    assert [line.partition(" | ")[0] for line in said(wrong_with())] == [expected] * (word != "error")
    write("content/x/profiles/mine.toml", f'[severities]\nN108 = "{word}"\n')
    write(SOURCE, MATTER.format("profile: mine\n"))
    assert severities() == (("N108", word),)
    assert wrong_with() == ()


def severities() -> tuple[tuple[str, str], ...]:
    profile: Profile = stages.read(SOURCE, Options()).project.profile
    return profile.severities


# What is not a file of settings --------------------------------------------------------------------


def fifo(path: Path) -> None:
    if sys.platform == "win32":
        pytest.skip("there are no pipes in folders")
    os.mkfifo(path)


def link(target: str) -> Callable[[Path], object]:
    return lambda path: path.symlink_to(target)


def bytes_(data: bytes) -> Callable[[Path], object]:
    return lambda path: path.write_bytes(data)


@pytest.mark.parametrize(
    ("make", "expected"),
    [
        (Path.mkdir, "0:0 this is not a file"),
        (fifo, "0:0 this is not a file"),
        (link("nothing"), "0:0 this is not a file"),
        (link("submission.toml"), "0:0 this file is a link out of its folder"),
        (link("../outside.toml"), "0:0 this file is a link out of its folder"),
        (bytes_(b'look = "un"\n# \xff'), "2:3 the byte 0xff here is not UTF-8"),
        (bytes_('look = "un"\n'.encode("utf-16")), "1:1 the byte 0xff here is not UTF-8"),
        (bytes_(b"#" * 70_000), "0:0 this file is larger than 64 kB"),
        (bytes_(b"#" * 2_000_000), "0:0 this file is larger than 1 MB"),
        (bytes_(b"a = " + b"[" * 3000), "1:3005 the file is not valid TOML: a key or value is nested"),
        (bytes_(b"a = 1" + b"0" * 5000), "1:5006 the file is not valid TOML: a key or value is nested"),
        (bytes_(b"a" + b".a" * 1000 + b" = 1"), "1:1 the file is not valid TOML: a key or value is nested"),
        (bytes_(b"\0"), "1:1 the file is not valid TOML: Invalid statement"),
    ],
)
def test_one_finding_for_what_is_not_a_file_of_settings(
    make: Callable[[Path], object], expected: str
) -> None:
    write("../outside.toml", "private words")
    make(Path("submission.toml"))
    (fault,) = wrong_with()
    assert said((fault,))[0].startswith(expected)


def test_a_byte_order_mark_and_other_line_ends() -> None:
    Path("submission.toml").write_bytes(b'\xef\xbb\xbflook = "house"\r\njobs = 2\r\n')
    found, wrong = read_settings(SOURCE)
    assert (said(wrong), found.look, found.jobs) == ([], "house", 2)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read all")
def test_a_file_that_may_not_be_read() -> None:
    write("submission.toml").chmod(0)
    assert said(wrong_with())[0].startswith("0:0 this file cannot be read")


def test_nothing_of_toml_is_loaded_for_a_source_without_settings() -> None:
    """Up-to-date sources are found in little time."""
    code = (
        "import sys; from pathlib import Path\n"
        "from toolchain.project.folder_settings import read_settings\n"
        f"read_settings(Path({str(SOURCE)!r})); print('markdown_it' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"
