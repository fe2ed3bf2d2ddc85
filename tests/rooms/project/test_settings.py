"""Front matter, templates and options become a project; profiles are tested in test_recipients.py."""

from pathlib import Path

import pytest

from tests.support.examined import examine
from toolchain.data import packaged_templates
from toolchain.model import Document, NoteKind
from toolchain.model.diagnostics import Failure, Place, SourceSpan
from toolchain.model.front_matter import FrontMatter
from toolchain.project.settings import (
    LATEST_EPOCH,
    Options,
    Project,
    Templates,
    make_project,
    read_epoch,
)
from toolchain.reports.sentences import message


def made(
    source: Path, matter: FrontMatter, options: Options | None = None
) -> tuple[Project, list[tuple[str, Place]]]:
    document = Document(source.name, matter, ())
    project, defects = make_project(source, document, options or Options())
    return project, [(defect.rule.code, defect.span) for defect in defects]


def test_settings(tmp_path: Path) -> None:
    source = tmp_path / "report.md"
    project, _ = made(source, FrontMatter(lang="ar", headings="numbered", notes_place="before-annexes"))
    settings = project.settings
    assert (settings.lang, settings.numbered_headings, settings.notes_place) == ("ar", True, "before-annexes")
    assert settings.notes is NoteKind.ENDNOTE
    assert made(source, FrontMatter(notes="footnotes"))[0].settings.notes is NoteKind.FOOTNOTE
    assert made(source, FrontMatter(repeated_notes="again"))[0].settings.repeated_notes == "again"


def test_a_profile_that_is_a_list_is_told_once(tmp_path: Path) -> None:
    told = examine(tmp_path, "---\ntitle: A\nlang: en\nprofile: [crc]\n---\n\n1. One.\n")
    assert [message(each.finding) for each in told] == ["profile is not a text"]


def test_options(tmp_path: Path) -> None:
    project, _ = made(tmp_path / "report.md", FrontMatter(), Options(tmp_path, draft=True, epoch=7))
    assert (project.draft, project.epoch) == (True, 7)
    assert project.templates.folders == (tmp_path, packaged_templates())


# Templates -----------------------------------------------------------------------------------------


def test_our_own_templates_are_there() -> None:
    assert Templates((packaged_templates(),)).find("reference.docx").is_file()


def test_the_user_s_templates_come_first(tmp_path: Path) -> None:
    (tmp_path / "mine/citations").mkdir(parents=True)
    (tmp_path / "ours").mkdir()
    for file in ("mine/a.css", "ours/a.css", "ours/b.css", "mine/citations/c.csl"):
        (tmp_path / file).touch()
    templates = Templates((tmp_path / "mine", tmp_path / "ours"))
    assert templates.find("a.css") == tmp_path / "mine/a.css"
    assert templates.find("b.css") == tmp_path / "ours/b.css"
    assert templates.find("citations/c.csl") == tmp_path / "mine/citations/c.csl"


@pytest.mark.parametrize("name", ["absent.css", "../secret", "a/../../secret", "", "."])
def test_what_is_no_template(tmp_path: Path, name: str) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "secret").touch()
    with pytest.raises(Failure) as caught:
        Templates((tmp_path / "mine",)).find(name)
    assert caught.value.findings[0].rule.code in ("S019", "S020")  # nothing there, or a folder


def test_an_absolute_path_is_no_template(tmp_path: Path) -> None:
    (tmp_path / "secret").touch()
    with pytest.raises(Failure):
        Templates((tmp_path / "mine",)).find(str(tmp_path / "secret"))


def test_the_source_s_own_template(tmp_path: Path) -> None:
    (tmp_path / "looks").mkdir()
    (tmp_path / "looks/mine.docx").touch()
    project, defects = made(tmp_path / "report.md", FrontMatter(template="looks/mine.docx"))
    assert defects == []
    assert project.templates.find("reference.docx") == (tmp_path / "looks/mine.docx").resolve()


@pytest.mark.parametrize(
    "name", ["absent.docx", "../outside.docx", "folder", "link.docx", "x\0y", "n" * 5000, "/etc/passwd"]
)
def test_a_template_that_is_no_file_of_the_source(tmp_path: Path, name: str) -> None:
    folder = tmp_path / "x"
    (folder / "folder").mkdir(parents=True)
    (tmp_path / "outside.docx").touch()
    (folder / "link.docx").symlink_to("../outside.docx")
    place = SourceSpan("report.md", 3, 11, 3, 20)
    project, defects = made(folder / "report.md", FrontMatter(template=name, places={"template": place}))
    assert defects == [("S009", place)]
    assert project.templates.document is None


# SOURCE_DATE_EPOCH ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "value"), [("0", 0), ("1764028800", 1764028800), (str(LATEST_EPOCH), LATEST_EPOCH), ("", None)]
)
def test_an_epoch(text: str, value: int | None) -> None:
    assert read_epoch({"SOURCE_DATE_EPOCH": text}) == value


def test_no_epoch() -> None:
    assert read_epoch({}) is None


@pytest.mark.parametrize(
    "text", ["now", "-1", "1.5", " 1", "1_000", "٣", str(LATEST_EPOCH + 1), "9" * 10_000]
)
def test_what_is_no_epoch(text: str) -> None:
    with pytest.raises(ValueError, match="SOURCE_DATE_EPOCH must be a number of seconds since 1970"):
        read_epoch({"SOURCE_DATE_EPOCH": text})
