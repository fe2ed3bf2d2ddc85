"""Our own Word files come back as the sources that they were made of.

What no Word file can say of a source stands in `tests.support.imported`, and for users in docs/word.md.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.random.generator.proving import submission_of
from tests.random.generator.running import each_source
from tests.random.test_generated_cases import CASES as KEPT
from tests.random.test_generated_cases import NOT_IN_WORD
from tests.support.docx_made import changed
from tests.support.imported import form_of
from tests.support.pages import ROOT, read, written
from toolchain.checks import engine
from toolchain.formats.docx.opened import open_bytes
from toolchain.model.diagnostics import Severity
from toolchain.pipeline import stages as pipeline
from toolchain.pipeline.import_word import convert
from toolchain.plugins import registry as plugins
from toolchain.project.settings import Options, make_project
from toolchain.resolve import resolve
from toolchain.word.importing import adopt
from toolchain.writers.docx import DocxWriter

CASES = ROOT / "tests" / "cases"
SOURCES = [
    *(ROOT / "content" / name / "report.md" for name in ("pakistan-opsc", "minimal")),
    *sorted((CASES / "languages").glob("*.md")),
    *(CASES / "docx" / f"{name}.md" for name in ("ar", "fr", "numbers", "small", "whole", "zh")),
    *(CASES / "page" / f"{name}.md" for name in ("es", "fr", "rich", "ru")),
]
IDS = ["-".join(path.with_suffix("").parts[-2:]) for path in SOURCES]
BATCHES = (0, 1)
"""The seeds of generated sources, of which `make test` imports half of the first; of so many each:"""
BATCH = 24

CITED_BATCH = 12


def brought_back(submission: Any, folder: Path) -> pipeline.Submission:
    """The source that the submission's Word file gives, written into a folder and read again."""
    data = DocxWriter().write(submission.resolved, submission.project)
    target = folder / "back.md"
    converted = convert(data, "report.docx", target, lambda _: None)
    assert converted.losses == ()
    target.write_text(converted.text, encoding="utf-8")
    for name, image in converted.files.items():
        (folder / name).write_bytes(image)
    return pipeline.read(target, Options())


@pytest.mark.parametrize("path", SOURCES, ids=IDS)
def test_a_source_comes_back(path: Path, tmp_path: Path) -> None:
    submission = read(path)
    back = brought_back(submission, tmp_path)
    assert form_of(back.resolved, submission.resolved) == form_of(submission.resolved)
    assert errors(tmp_path / "back.md") <= errors(path)


def errors(path: Path) -> set[str]:
    """The codes of the errors in a source."""
    examined = pipeline.examine([path], Options(), lambda _: None)
    return {each.code for each in examined.diagnostics if each.severity is Severity.ERROR}


def test_spaces_that_do_not_break_are_worked_out_again(tmp_path: Path) -> None:
    """Only those come back that stand where none would be printed by itself."""
    source = CASES / "languages" / "fr.md"
    brought_back(read(source), tmp_path)
    back = (tmp_path / "back.md").read_text(encoding="utf-8")
    assert back.count("\u00a0") == source.read_text(encoding="utf-8").count("\u00a0")


def test_the_adopted_document_has_the_places_of_the_file() -> None:
    submission = read(ROOT / "content" / "pakistan-opsc" / "report.md")
    data = DocxWriter().write(*submission)
    document = adopt(open_bytes(data, "report.docx")).document
    assert document.blocks[1].span.words == "paragraph 1"
    note = next(each for each in document.notes if each.label == "leap")
    (number,) = (each.label for each in submission.resolved.notes if each.note.label == "leap")
    assert note.span.words == f"endnote {number}, in paragraph 3"
    project, _ = make_project(Path("report.md"), document, Options())
    assert len(resolve(document, project.settings).notes) == len(submission.resolved.notes)


def test_the_checks_take_the_adopted_document() -> None:
    """As they are: what is right in a source is right in it."""
    data = DocxWriter().write(*read(ROOT / "content" / "pakistan-opsc" / "report.md"))
    document = adopt(open_bytes(data, "report.docx")).document
    project, _ = make_project(Path("report.md"), document, Options())
    assert engine.run(resolve(document, project.settings), plugins.our_checks(), {}) == ()


def each_comes_back(seed: int, number: int, folder: Path, *, cited: bool = False) -> None:
    def test(source: str) -> None:
        with submission_of(source) as (submission, found):
            assert found == []
            back = brought_back(submission, folder)
            assert form_of(back.resolved, submission.resolved) == form_of(submission.resolved)

    each_source(seed, number, test, shrunk=False, cited=cited)


@pytest.mark.parametrize(
    ("seed", "number"),
    [(0, BATCH // 4), *(pytest.param(seed, BATCH, marks=pytest.mark.long) for seed in BATCHES)],
)
def test_generated_sources_come_back(seed: int, number: int, tmp_path: Path) -> None:
    each_comes_back(seed, number, tmp_path)


@pytest.mark.parametrize("number", [CITED_BATCH // 4, pytest.param(CITED_BATCH, marks=pytest.mark.long)])
def test_generated_sources_that_cite_come_back(number: int, tmp_path: Path) -> None:
    each_comes_back(16, number, tmp_path, cited=True)


@pytest.mark.long
@pytest.mark.parametrize("seed", range(2, 16))
def test_more_generated_sources_come_back(seed: int, tmp_path: Path) -> None:
    each_comes_back(seed, BATCH, tmp_path)


@pytest.mark.long
@pytest.mark.parametrize("seed", range(17, 25))
def test_more_generated_sources_that_cite_come_back(seed: int, tmp_path: Path) -> None:
    each_comes_back(seed, BATCH, tmp_path, cited=True)


@pytest.mark.long
@pytest.mark.parametrize(
    "path", [path for path in KEPT if path.stem not in NOT_IN_WORD], ids=lambda path: path.stem
)
def test_the_kept_generated_cases_come_back(path: Path, tmp_path: Path) -> None:
    with submission_of(path.read_text(encoding="utf-8")) as (submission, _):
        back = brought_back(submission, tmp_path)
        assert form_of(back.resolved, submission.resolved) == form_of(submission.resolved)


def test_two_documents_that_differ_are_told_apart() -> None:
    """The form in which they are compared leaves out no more than it says."""
    one = read(CASES / "docx" / "whole.md").resolved
    other = read(CASES / "docx" / "small.md").resolved
    assert form_of(one) != form_of(other)


def test_what_a_cover_says_of_publication_in_other_words_stays(tmp_path: Path) -> None:
    submission = written(tmp_path, "# One\n\n1. A.\n", public="true", country="Utopia")
    data = DocxWriter().write(*submission)
    ours, other = ">This submission may be published.<", ">Ask us before you publish it.<"
    text = convert(changed(data, "word/document.xml", ours, other), "a.docx", tmp_path / "b.md", print).text
    assert "country: Utopia" in text
    assert "public:" not in text
    assert "Ask us before you publish it." in text
