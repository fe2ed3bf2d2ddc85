"""The Universal Declaration of Human Rights in six languages: real text, built, proved, judged by others."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from tests.judges.validators import libreoffice, nu, schema, verapdf
from tests.support.declaration import CODES, FORMS, source, texts
from tests.support.docx_file import Docx, save
from tests.support.epub_file import documents
from tests.support.pages import Page, Submission, read
from tests.support.proving import prove
from tests.support.shares import covering
from toolchain import model as m
from toolchain.checks import engine
from toolchain.model.walk import walk
from toolchain.plugins.registry import checks, writer

ALL = [(lang, form) for form in FORMS for lang in CODES]
LONG = pytest.mark.long
PRINTED = [
    pytest.param(lang, form, marks=() if (lang, form) in (("ar", "paragraphs"), ("zh", "headings")) else LONG)
    for lang, form in ALL
]
"""By default those that are hardest to print, and each form once."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("declaration")


@cache
def _declaration(folder: Path, lang: str, form: str) -> Submission:
    path = folder / f"{lang}-{form}" / "report.md"
    path.parent.mkdir()
    path.write_text(source(lang, form), encoding="utf-8")
    return read(path)


@pytest.fixture
def declaration(folder: Path, lang: str, form: str) -> Submission:
    """The Declaration as a submission."""
    return _declaration(folder, lang, form)


def _joined(words: str) -> str:
    """Without spaces: those that end no line, and those before a French colon, are ours."""
    return "".join(words.split()).replace("\u2060", "")


@pytest.mark.parametrize(("lang", "form"), ALL)
def test_nothing_is_found_in_the_source(declaration: Submission) -> None:
    found, faults = checks()
    assert faults == ()
    assert engine.run(declaration.resolved, found) == ()


@pytest.mark.parametrize(("lang", "form"), ALL)
def test_articles_and_their_parts_are_counted(declaration: Submission, form: str) -> None:
    """There are 30 articles, and those with parts have 32 between them, in 13 articles."""
    nodes = [node for node, _ in walk(declaration.resolved.document.blocks)]
    paragraphs = [node for node in nodes if isinstance(node, m.NumberedParagraph)]
    parts = [node for node in nodes if isinstance(node, m.SubParagraph)]
    headings = [node for node in nodes if isinstance(node, m.Heading)]
    expected = (30, 32, 2) if form == "paragraphs" else (17 + 32 + 1, 0, 31)
    assert (len(paragraphs), len(parts), len(headings)) == expected


@pytest.mark.parametrize(("lang", "form"), covering(list(CODES), FORMS))
@pytest.mark.parametrize("output", ["docx", "epub", "html"])
def test_every_word_is_there_in_order(declaration: Submission, lang: str, output: str) -> None:
    """Held against the package's own files, and proved."""
    data = writer(output).write(*declaration)
    assert prove(declaration.resolved, data, f"build/report.{output}", output) == ()
    said = {
        "docx": lambda: "".join(Docx(data).texts()),
        "epub": lambda: " ".join(documents(data).values()),
        "html": lambda: Page(declaration).words("//body"),
    }
    shown = said[output]()
    rest = _joined(shown)
    for words in texts(lang):
        before, found, rest = rest.partition(_joined(words))
        assert found, (words, before[:80])


@pytest.mark.parametrize(("lang", "form"), PRINTED)
def test_the_pdf_says_the_same(declaration: Submission) -> None:
    data = writer("pdf").write(*declaration)
    assert prove(declaration.resolved, data, "build/report.pdf", "pdf") == ()


@pytest.mark.parametrize(("lang", "form"), PRINTED)
def test_schema_engines_find_nothing(declaration: Submission, folder: Path, lang: str, form: str) -> None:
    path = save(declaration, folder / f"{lang}-{form}.docx")
    assert schema.openxml_audit(path) == []
    assert schema.open_xml_sdk(path) == []


@LONG
def test_the_validators_of_html_and_pdf_find_nothing(folder: Path) -> None:
    """All twelve of each, in one run of each program."""
    made: dict[str, list[Path]] = {"html": [], "pdf": []}
    for output, paths in made.items():
        for lang, form in ALL:
            paths.append(folder / f"{lang}-{form}.{output}")
            paths[-1].write_bytes(writer(output).write(*_declaration(folder, lang, form)))
    assert nu.findings(made["html"]) == []
    assert verapdf.findings(made["pdf"]) == {path: [] for path in made["pdf"]}


@LONG
@pytest.mark.parametrize("form", ["paragraphs", "headings"])
def test_libreoffice_saves_it_as_it_is(folder: Path, form: str) -> None:
    """All six, in one run of the office."""
    submissions = [_declaration(folder, lang, form) for lang in CODES]
    (ours := folder / f"ours-{form}").mkdir()
    (theirs := folder / f"theirs-{form}").mkdir()
    paths = [save(each, ours / f"{lang}.docx") for lang, each in zip(CODES, submissions, strict=True)]
    for each, path in zip(submissions, libreoffice.convert(paths, theirs, "docx"), strict=True):
        assert prove(each.resolved, path.read_bytes(), path.name, "docx") == ()
