"""`submission.toml`: what its paths do not reach, and what is wrong in it."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as settings_of_hypothesis
from hypothesis import strategies as st

from tests.support.folder_settings import MATTER, SOURCE, home, write, wrong_with
from tests.support.profiles import said
from toolchain.model.diagnostics import Failure
from toolchain.pipeline import stages
from toolchain.project.folder_settings import _NOT_HERE, FolderSettings, read_settings
from toolchain.project.settings import Options
from toolchain.recipients import Profile

__all__ = ["home"]  # a fixture
pytestmark = pytest.mark.usefixtures("home")
DOCS = Path(__file__).parents[3] / "docs"
CASE_FILE = Path(__file__).parents[2] / "cases/folder_settings/faults.txt"
CASES = CASE_FILE.read_text(encoding="utf-8").split("===\n")[1:]


def settings(text: str) -> FolderSettings:
    """What a file says, which must be right."""
    write("submission.toml", text)
    found, wrong = read_settings(SOURCE)
    assert said(wrong) == []
    return found


# What it cannot do ---------------------------------------------------------------------------------


@pytest.mark.parametrize("case", CASES, ids=range(len(CASES)))
def test_what_is_wrong_in_a_file(case: str) -> None:
    text, expected = case.split("---\n")
    write("submission.toml", text)
    found, wrong = read_settings(SOURCE)
    assert said(wrong) == expected.splitlines()
    assert {(each.rule.code, each.span.path) for each in wrong} == {("S027", "submission.toml")}
    assert found.path == Path("submission.toml")


def test_what_is_for_the_command_line_is_there() -> None:
    commands = (DOCS / "commands.md").read_text(encoding="utf-8")
    told = [found for case in CASES for found in re.findall(r"and type (--\S+) in each", case)]
    asked = {each for names in _NOT_HERE.values() for each in names} - {"severities", "ignore", "proof"}
    assert [each for each in (*told, *(f"--{each}" for each in sorted(asked))) if each not in commands] == []


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
        ("output", "file:///x/.."),
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


PIECES = [
    *("look", "css", "formats", "profile", "jobs", "x", " = ", "= ", "[", "]", "{", "}", ".", ",", "\n", "#"),
    *('"un"', '"docx"', '"', "'", '"""', "\\", "1", "-", "true", "nan", "1979-05-27", '"../a"', "\x00", "é"),
]

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
        (link("submission.toml"), "0:0 this file is a link to a file outside its folder"),
        (link("../outside.toml"), "0:0 this file is a link to a file outside its folder"),
        (bytes_(b'look = "un"\n# \xff'), "2:3 the byte 0xff here is not UTF-8"),
        (bytes_('look = "un"\n'.encode("utf-16")), "1:1 the file is in UTF-16"),
        (bytes_(b"#" * 70_000), "0:0 this file is larger than 64 kB"),
        (bytes_(b"#" * 2_000_000), "0:0 this file is larger than 64 kB"),
        (bytes_(b"a = " + b"[" * 3000), "1:3005 the file is not valid TOML: a key or value is nested"),
        (bytes_(b"a = 1" + b"0" * 5000), "1:5006 the file is not valid TOML: a key or value is nested"),
        (bytes_(b"a" + b".a" * 1000 + b" = 1"), "1:1 the file is not valid TOML: a key or value is nested"),
        (bytes_(b'"\\' * 30_000), "1:60001 the file is not valid TOML"),  # in no quadratic time
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


@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join) | st.text(max_size=50))
@settings_of_hypothesis(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_gives_findings_and_no_traceback(text: str) -> None:
    Path("submission.toml").write_bytes(text.encode("utf-8", "surrogatepass"))
    found, wrong = read_settings(SOURCE)
    assert said(wrong) is not None
    assert found.path


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
