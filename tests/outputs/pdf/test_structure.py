"""The PDF: what it holds, its tags, outline, links, fonts and dates, by veraPDF and others."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pikepdf
import pytest

from tests.judges.validators import page_validation, poppler, verapdf
from tests.support.pages import RICH, ROOT, SOURCES, TYPST, Submission, read, written
from tests.support.said import saying
from toolchain import model as m
from toolchain.compare.proof.prove import prove
from toolchain.formats.table import PDF
from toolchain.model.diagnostics import Failure
from toolchain.model.front_matter import Look
from toolchain.model.records import replace
from toolchain.model.walk import plain_text
from toolchain.project.settings import Options
from toolchain.writers.pdf import PdfWriter

REPORT = ROOT / "content" / "pakistan-opsc" / "report.md"
HEAD = re.compile(r"\s*Goal (\d+)\n")


def made(submission: Submission, path: Path) -> Path:
    """The PDF of a submission, as a file."""
    path.write_bytes(PdfWriter().write(*submission))
    return path


@pytest.fixture(
    scope="module", params=["weasyprint", "typst", pytest.param("weasyprint, all", marks=pytest.mark.long)]
)
def pdfs(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """PDFs of submissions; the rich one also as a draft with footnotes, and with notes before annexes."""
    engine, _, extent = request.param.partition(", ")
    look: Look | None = "un" if engine == "typst" else None  # which has no other
    folder, options = tmp_path_factory.mktemp("pdf"), Options(pdf_engine=engine, look=look)
    some = SOURCES[::3] if engine == "typst" else [RICH, REPORT]
    sources = SOURCES if extent else some
    submissions = {f"{path.parent.name}-{path.stem}": read(path, options) for path in sources}
    submissions["footnotes"] = read(RICH, replace(options, draft=True), notes=m.NoteKind.FOOTNOTE)
    linked = '1. [A *word*^[In *a* link.]](https://a.org/a "Title"), [CRC/C/PAK/CO/5](https://a.org/b).'
    linked += " [*A mark^[In it.]* again](https://a.org/c)"
    submissions["links"] = written(folder, linked, options)
    submissions["before-annexes"] = read(RICH, options, notes_place="before-annexes")
    return {name: made(submission, folder / f"{name}.pdf") for name, submission in submissions.items()}


@pytest.fixture(scope="module")
def rich(pdfs: dict[str, Path]) -> Iterator[pikepdf.Pdf]:
    with pikepdf.open(pdfs["page-rich"]) as pdf:
        yield pdf


def words(path: Path) -> str:
    """The text of a PDF with single spaces."""
    return " ".join(poppler.text(path).split())


def outline(items: Any, depth: int = 0) -> list[tuple[int, str]]:
    found = []
    for item in items:
        found.append((depth, item.title))
        found += outline(item.children, depth + 1)
    return found


@pytest.mark.parametrize("standard", ["ua1", pytest.param("3a", marks=pytest.mark.long)])
def test_verapdf_passes_all(pdfs: dict[str, Path], standard: str) -> None:
    found = verapdf.findings(list(pdfs.values()), standard)
    assert {path.stem: findings for path, findings in found.items() if findings} == {}


def test_page_validation_passes_all(pdfs: dict[str, Path]) -> None:
    found = {name: page_validation.findings(path) for name, path in pdfs.items()}
    assert {name: findings for name, findings in found.items() if findings} == {}


def test_files_are_sound_and_hold_their_fonts(pdfs: dict[str, Path]) -> None:
    for name, path in pdfs.items():
        assert (name, poppler.structure(path)) == (name, [])
        assert (name, poppler.fonts_not_embedded(path)) == (name, [])
        facts = poppler.facts(path)
        assert facts["Tagged"] == "yes"
        assert facts["Page size"].endswith("(A4)")


def test_every_number_can_be_read(pdfs: dict[str, Path]) -> None:
    submission = read(RICH)
    text = words(pdfs["page-rich"])
    for node, number in submission.resolved.numbers.items():
        assert number.label in text, node
    for note in submission.resolved.notes:
        assert f" {note.label} " in text


def test_every_paragraph_of_the_report_follows_its_number(pdfs: dict[str, Path]) -> None:
    resolved = read(REPORT).resolved
    text = words(pdfs["pakistan-opsc-report"])
    numbered = [block for block in resolved.document.blocks if isinstance(block, m.NumberedParagraph)]
    assert len(numbered) == 51
    for paragraph in numbered:
        first = paragraph.blocks[0]
        assert isinstance(first, m.Paragraph)
        beginning = " ".join(plain_text(first.children).split()[:4])
        assert f"{resolved.numbers[paragraph].label} {beginning}" in text


def test_metadata_and_language(rich: pikepdf.Pdf) -> None:
    assert str(rich.docinfo.Title) == "Report with all its parts"
    assert str(rich.docinfo.Author) == "First & Second; Third"
    assert str(rich.Root.Lang) == "en"
    assert bool(rich.Root.ViewerPreferences.DisplayDocTitle)
    with rich.open_metadata() as metadata:
        assert metadata["pdfuaid:part"] == "1"
        assert metadata["dc:title"] == "Report with all its parts"


@pytest.mark.parametrize("lang", ["en-GB", "zh-Hant"])
def test_the_file_says_its_language_with_region_and_script(tmp_path: Path, lang: str) -> None:
    submission = written(tmp_path, "1. One.\n", TYPST, lang=lang)
    document = PDF.read_back(PdfWriter().write(*submission), "report.pdf")
    assert document.front_matter.lang == lang
    assert prove(submission[0], document, PDF.shows, None) == ()


def test_no_date_without_one(tmp_path: Path) -> None:
    undated = made(written(tmp_path, "1. A."), tmp_path / "undated.pdf").read_bytes()
    assert b"CreationDate" not in undated
    assert b"ModDate" not in undated
    with pikepdf.open(
        made(written(tmp_path, "1. A.", Options(epoch=86400)), tmp_path / "dated.pdf")
    ) as dated:
        assert str(dated.docinfo.CreationDate) == "D:19700102000000Z"
    with pikepdf.open(made(written(tmp_path, "1. A.", date="2026-11-25"), tmp_path / "own.pdf")) as own:
        assert str(own.docinfo.CreationDate) == "D:20261125"


def test_the_outline_has_every_heading_without_its_marks(tmp_path: Path) -> None:
    body = "# One[^a]\n\n1. A.\n\n## Two\n\n2. B.\n\n# Three {.annex}\n\n1. C.\n\n[^a]: A.\n"
    with pikepdf.open(made(written(tmp_path, body, headings="numbered"), tmp_path / "a.pdf")) as pdf:
        assert outline(pdf.open_outline().root) == [
            (0, "I. One"),
            (1, "A. Two"),
            (0, "Annex. Three"),
            (0, "Notes"),
        ]


def test_links_lead_within_the_document_and_say_where(rich: pikepdf.Pdf) -> None:
    names = set(map(str, list(rich.Root.Names.Dests.Names)[::2]))
    links = [link for page in rich.pages for link in page.get("/Annots", []) if link.Subtype == "/Link"]
    inside = {str(link.Dest): str(link.Contents) for link in links if "/Dest" in link}
    assert set(inside) <= names
    assert inside["note-2"] == "Note 2"
    assert inside["mark-2"] == "back to paragraph 1"
    assert inside["paragraph-2-a"] == "2\u00a0(a)"
    outside = {str(link.A.URI) for link in links if "/A" in link}
    assert "mailto:office@example.org" in outside


def test_a_link_has_its_title_and_goes_around_the_marks_in_its_words(pdfs: dict[str, Path]) -> None:
    with pikepdf.open(pdfs["links"]) as pdf:
        links = [link for link in pdf.pages[0].Annots if "/A" in link]
        assert "Title" in {str(link.Contents).rpartition(", ")[2] for link in links}
        assert sum(link.A.URI == "https://a.org/c" for link in links) == 2


def test_headings_tables_and_lists_are_tagged(rich: pikepdf.Pdf) -> None:
    objects: Any = rich.objects
    elements = [each for each in objects if isinstance(each, pikepdf.Dictionary) and "/S" in each]
    kinds = {str(element.S) for element in elements}
    headings, lists = {"/H1", "/H2", "/H3"}, {"/L", "/LI", "/LBody"}
    assert kinds >= headings | lists | {"/P", "/Table", "/TH", "/TD", "/Caption", "/Figure", "/Link"}
    figures = [str(element.Alt) for element in elements if element.S == "/Figure"]
    assert figures == ["Two bars", "Two bars, one of 30 and one of 60"]


def test_every_page_of_a_draft_says_so(pdfs: dict[str, Path]) -> None:
    pages = poppler.text(pdfs["footnotes"]).rstrip("\f").split("\f")
    assert len(pages) > 3
    assert ["Draft" in page for page in pages] == [True] * len(pages)
    assert "Draft" not in poppler.text(pdfs["page-rich"])


def test_footnotes_stand_on_the_page_of_their_first_mark(pdfs: dict[str, Path]) -> None:
    pages = [" ".join(page.split()) for page in poppler.text(pdfs["footnotes"]).split("\f")]
    (first,) = (page for page in pages if "before the first number" in page)
    for note in ("1 About it.", "2 A source, at", "4 Written in place.", "8 Called from a note only."):
        assert note in first
    (annex,) = (page for page in pages if "An annexed paragraph" in page)
    assert "7" in annex.partition("An annexed paragraph.")[2]
    assert "one" in annex
    assert not any(" Notes " in page for page in pages)


def test_a_link_that_leads_nowhere_is_no_silent_loss(tmp_path: Path) -> None:
    (tmp_path / "page.html.j2").write_text('<html lang="en"><p><a href="#none">x</a></p>', encoding="utf-8")
    with pytest.raises(Failure, check=saying("none")) as failure:
        PdfWriter().write(*read(RICH, Options(templates=tmp_path)))
    assert [defect.rule.code for defect in failure.value.findings] == ["D908"]


@pytest.mark.parametrize(
    "template",
    [
        '<img src="http://127.0.0.1:9/a.png" alt="x">',
        '<img src="file:///etc/passwd" alt="x">',
        '<link rel="stylesheet" href="file:///etc/passwd">',
        "<style>@import url(http://127.0.0.1:9/a.css);</style>",
    ],
)
def test_a_template_cannot_fetch(template: str, tmp_path: Path) -> None:
    (tmp_path / "page.html.j2").write_text(f'<html lang="en"><p>x</p>{template}', encoding="utf-8")
    with pytest.raises(Failure, check=saying("from outside")) as failure:
        PdfWriter().write(*read(RICH, Options(templates=tmp_path)))
    (defect,) = failure.value.findings
    assert (defect.rule.code, Path(defect.span.path).name) == ("S023", "page.html.j2")


def test_our_style_sheet_is_understood_whole() -> None:
    with patch.object(logging.getLogger("weasyprint"), "handle") as told:
        PdfWriter().write(*read(RICH))
    assert [record.getMessage() for (record,), _ in told.call_args_list] == []


def test_a_number_in_a_running_header_is_not_that_of_the_page(tmp_path: Path) -> None:
    """A header such as “Goal 5” has the number of its page on most pages, by chance."""

    def made_with(numbers: Sequence[int]) -> Path:
        sections = [f"# Goal {number}\n\n{at}. {'Words. ' * 280}" for at, number in enumerate(numbers, 1)]
        return made(written(tmp_path, "\n\n".join(sections), TYPST), tmp_path / "report.pdf")

    pages = poppler.text(made_with(range(21, 45))).split("\f")
    heads = [(at, found) for at, page in enumerate(pages, 1) if (found := HEAD.match(page))]
    assert len(heads) > 3
    numbers = {int(found[1]): at for at, found in heads}
    last = max(numbers)
    numbers[last] += 1
    path = made_with([numbers.get(number, number + 30) for number in range(21, 45)])
    assert PDF.read_back(path.read_bytes(), "report.pdf").defects == ()
