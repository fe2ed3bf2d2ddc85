"""What a finished Word file tells of whoever saved it, and of images that somebody put in."""

import io
import zipfile
from pathlib import Path

import pytest

from tests.support import planted
from tests.support.command import Run, run
from tests.support.docx_file import SOURCES
from tests.support.pages import read
from toolchain.model.diagnostics import Failure, Severity
from toolchain.pipeline.stages import diagnose
from toolchain.readers.docx import read_bytes
from toolchain.reports.sentences import message
from toolchain.writers.docx import DocxWriter

__all__ = ["run"]  # fixtures

REPORT = next(path for path in SOURCES if "opsc" in str(path))
CUSTOM = (
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties">'
    '<property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="2" name="Case officer"/></Properties>'
)
RELATED = (
    '<Relationship Id="rId99" Target="docProps/custom.xml" Type='
    '"http://schemas.openxmlformats.org/officeDocument/2006/relationships/custom-properties"/></Relationships>'
)


@pytest.fixture(scope="module")
def report() -> bytes:
    return DocxWriter().write(*read(REPORT))


def saved(data: bytes, **changes: tuple[str, str]) -> bytes:
    """The file with a piece of text replaced in parts, named by their stems; with "custom" a part added."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(made, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            for stem, (old, new) in changes.items():
                if Path(name).name in {f"{stem}.xml", f".{stem}"}:
                    assert old.encode() in content
                    content = content.replace(old.encode(), new.encode())
            target.writestr(name, content)
        if "rels" in changes:
            target.writestr("docProps/custom.xml", CUSTOM)
    return made.getvalue()


def told(data: bytes) -> list[tuple[str, str]]:
    return [
        (found.rule.code, message(found))
        for found in read_bytes(data, "x.docx").defects
        if found.rule.code[0] == "X"
    ]


def test_our_own_file_tells_nothing(report: bytes) -> None:
    assert told(report) == []


END = "</cp:coreProperties>"
APP = "</Properties>"


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        (
            {"core": (END, f"<cp:lastModifiedBy>Planted Editor</cp:lastModifiedBy>{END}")},
            "the properties say who saved the file last: Planted Editor",
        ),
        (
            {"app": (APP, f"<Company>Planted Ltd</Company>{APP}")},
            "the properties name a company: Planted Ltd",
        ),
        ({"app": (APP, f"<Manager>M. Planted</Manager>{APP}")}, "the properties name a manager: M. Planted"),
        (
            {"app": (APP, f"<Template>C:\\Users\\planted\\own.dotx</Template>{APP}")},
            "the file names a path on a personal computer: C:\\Users\\planted\\own.dotx",
        ),
        ({"rels": ("</Relationships>", RELATED)}, "the file has custom properties: Case officer"),
    ],
)
def test_what_word_writes_on_saving_is_told(
    report: bytes, changes: dict[str, tuple[str, str]], message: str
) -> None:
    assert told(saved(report, **changes)) == [("X801", message)]


@pytest.mark.parametrize(
    "changes",
    [
        {"core": (END, f"<cp:lastModifiedBy> </cp:lastModifiedBy>{END}")},
        {"app": (APP, f"<Company/><Template>Normal.dotm</Template>{APP}")},
        {"app": (APP, "")},  # no XML any more
    ],
)
def test_what_is_empty_or_usual_is_not(report: bytes, changes: dict[str, tuple[str, str]]) -> None:
    assert told(saved(report, **changes)) == []


def test_an_image_that_somebody_put_in_is_told(report: bytes) -> None:
    made = io.BytesIO(report)
    with zipfile.ZipFile(made, "a") as target:
        target.writestr("word/media/image2.jpeg", planted.photograph())
        target.writestr("word/media/image9.png", planted.png())
        target.writestr("word/media/image4.emf", b"Planted")
        target.writestr("word/media/image5.jpeg", planted.jpeg()[:200])
    assert [(code, message[:29]) for code, message in told(made.getvalue())] == [
        ("X802", "the image image2.jpeg contain"),
        ("X801", "the image image9.png contains"),
        ("X802", "the image image9.png contains"),
        ("X803", "the file keeps 4 parts that n"),
    ]


def test_a_check_against_the_source_tells_it(run: Run, report: bytes, tmp_path: Path) -> None:
    made = io.BytesIO(
        saved(report, core=(END, f"<cp:lastModifiedBy>Planted Editor</cp:lastModifiedBy>{END}"))
    )
    with zipfile.ZipFile(made, "a") as target:
        target.writestr("word/media/image2.jpeg", planted.photograph())
    (tmp_path / "report.docx").write_bytes(made.getvalue())
    ran = run("check", tmp_path / "report.docx", "--against", REPORT)
    assert "X801 the properties say who saved the file last: Planted Editor" in ran.out
    assert "X802 the image image2.jpeg contains" in ran.out


def test_it_must_not_be_sent(report: bytes) -> None:
    """In a source it is a warning, for nothing of it goes on; this is what goes on."""
    made = io.BytesIO(saved(report, app=(APP, f"<Company>Planted Ltd</Company>{APP}")))
    with zipfile.ZipFile(made, "a") as target:
        target.writestr("word/media/image2.jpeg", planted.photograph())
    found = diagnose(Failure(*read_bytes(made.getvalue(), "x.docx").defects))
    assert [(each.code, each.name, each.severity) for each in found] == [
        ("X801", "personal-metadata", Severity.ERROR),
        ("X802", "image-location", Severity.ERROR),
        ("X803", "comments", Severity.ERROR),
    ]
