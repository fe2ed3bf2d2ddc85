"""Templates that cannot be used, named in a source or in a folder: one diagnostic that says what to do."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import docx
import pytest

from tests.support.command import CLEAN, Run, project, run, write
from tests.support.docx_made import changed, unzipped, zipped
from toolchain.data import packaged_templates

__all__ = ["project", "run"]  # fixtures

SOURCE = Path("content/x/report.md")
OURS = (packaged_templates() / "reference.docx").read_bytes()
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml."


def of_type(kind: str) -> bytes:
    """Our template as a document of another kind, by the type of its main part."""
    return changed(OURS, "[Content_Types].xml", re.escape(f"{WORD}document.main+xml"), kind)


def strict() -> bytes:
    said = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"
    instead = "http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument"
    return changed(OURS, "_rels/.rels", re.escape(said), instead)


def of_word_itself() -> bytes:
    """An empty document with the styles that Word always has."""
    data = io.BytesIO()
    docx.Document().save(data)
    return data.getvalue()


def archive(**files: str) -> bytes:
    return zipped({name: content.encode() for name, content in files.items()})


def without(*names: str) -> bytes:
    return zipped({name: content for name, content in unzipped(OURS).items() if name not in names})


class Case(NamedTuple):
    """A template, the code of its diagnostic, what is said of it, and words of what is to be done."""

    data: Callable[[], bytes]
    code: str
    said: str
    help: str


NO_WORD, LACKS = "is not a Word document, or is damaged", "lacks a part that every Word document has"
BEGIN, SAVE = "begin with a copy of templates/reference.docx", "save it as a Word document (.docx)"
CASES = {
    "nothing": Case(lambda: b"", "S012", NO_WORD, BEGIN),
    "a text": Case(lambda: b"Dear Sir", "S012", NO_WORD, BEGIN),
    "half a document": Case(lambda: OURS[: len(OURS) // 2], "S012", NO_WORD, BEGIN),
    "a PDF": Case(lambda: b"%PDF-1.7\n", "S020", "is a PDF, not a Word document", SAVE),
    "RTF": Case(lambda: rb"{\rtf1 Dear Sir}", "S020", "is an RTF document, not a Word document", SAVE),
    "a document of an older Word": Case(
        lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(999),
        "S020",
        "has a password, or is",
        SAVE,
    ),
    "OpenDocument": Case(
        lambda: archive(mimetype="application/vnd.oasis.opendocument.text"),
        "S020",
        "is an OpenDocument file, not a Word document",
        SAVE,
    ),
    "Strict": Case(strict, "S020", "is a Strict Open XML document", SAVE),
    "another archive": Case(lambda: archive(a="b"), "S012", LACKS, BEGIN),
    "without a text": Case(lambda: without("word/document.xml"), "S012", LACKS, BEGIN),
    "a broken part": Case(
        lambda: changed(OURS, "word/styles.xml", "</w:styles>", ""),
        "S012",
        "has damaged XML",
        BEGIN,
    ),
    "a spreadsheet": Case(
        lambda: of_type("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"),
        "S020",
        "is a document of another program, not of Word",
        BEGIN,
    ),
    "macros": Case(
        lambda: of_type("application/vnd.ms-word.document.macroEnabled.main+xml"),
        "S020",
        "has macros",
        "save the template in Word as a document without macros (.docx)",
    ),
    "a template with macros": Case(
        lambda: of_type("application/vnd.ms-word.template.macroEnabledTemplate.main+xml"),
        "S020",
        "has macros",
        "save the template in Word as a document without macros (.docx)",
    ),
    "without our styles": Case(
        of_word_itself,
        "D905",
        "lacks required styles: Cover Logo, ",
        "add styles of these names in Word, or begin with a copy",
    ),
}


@pytest.mark.parametrize("where", ["template", "templates"])
@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_it_is_one_diagnostic_that_says_what_to_do(run: Run, project: Path, case: Case, where: str) -> None:
    if where == "template":
        write(SOURCE, CLEAN.replace("lang: en\n", "lang: en\ntemplate: own.docx\n"))
        (SOURCE.parent / "own.docx").write_bytes(case.data())
        place, named = f"{SOURCE.as_posix()}:4:11", " own.docx"
    else:
        Path("mine").mkdir()
        Path("mine/reference.docx").write_bytes(case.data())
        place, named = "mine/reference.docx", ""
    ran = run("build", "--to", "docx", *(["--templates", "mine"] if where == "templates" else []))
    assert ran.status == 2
    assert ran.err.startswith(f"{place}: error {case.code} the template{named} {case.said}"), ran.err
    assert re.findall(": error ", ran.err) == [": error "]
    assert re.search(rf"^help: .*{re.escape(case.help)}", ran.err, re.MULTILINE)
    for words in ("Traceback", "defect of the program", "Content_Types", "<string>", "zip file"):
        assert words not in ran.err
    assert not Path("build").exists()


def test_a_broken_archive_is_none(tmp_path: Path) -> None:
    """So that the cases above are what they say."""
    for name in ("nothing", "a text", "half a document"):
        with pytest.raises(zipfile.BadZipFile):
            zipfile.ZipFile(io.BytesIO(CASES[name].data()))
    assert (
        docx.Document(io.BytesIO(CASES["without our styles"].data())).styles["Heading 1"].name == "Heading 1"
    )
