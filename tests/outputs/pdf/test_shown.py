"""The PDF reader over our own files: what they show is what their sources say, line by line."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.support.pages import RICH, ROOT, SOURCES, Submission, read, written
from tests.support.proving import prove
from tests.support.shares import one_in
from toolchain import model as m
from toolchain.model.walk import plain_text, walk
from toolchain.plugins.registry import reader_for
from toolchain.readers.pdf import read_bytes
from toolchain.reports.sentences import message
from toolchain.writers.pdf import PdfWriter

CASES = sorted({
    *SOURCES,
    *(ROOT / "tests/cases/resolve").glob("*.md"),
    *(ROOT / "tests/cases/docx").glob("*.md"),
})  # fmt: skip
FORMS: dict[str, dict[str, Any]] = {
    "endnotes": {},
    "footnotes": {"notes": m.NoteKind.FOOTNOTE},
    "before-annexes": {"notes_place": "before-annexes"},
}


def made(submission: Submission) -> bytes:
    return PdfWriter().write(*submission)


def unproved(submission: Submission, data: bytes) -> list[str]:
    """What is not proved of a file."""
    defects = prove(submission.resolved, data, "x.pdf", "pdf")
    return [f"{finding.rule.code} {message(finding)} ({finding.span.words})" for finding in defects]


@pytest.mark.usefixtures("weasyprint")
@pytest.mark.parametrize(
    "case",
    one_in(14, [(source, form) for source in CASES for form in FORMS]),
    ids=lambda case: f"{case[0].parent.name}-{case[0].stem}-{case[1]}",
)
def test_what_is_shown_is_what_the_source_says(case: tuple[Path, str]) -> None:
    source, form = case
    submission = read(source, **FORMS[form])
    assert unproved(submission, made(submission)) == []


@pytest.fixture(scope="module")
def rich() -> m.Document:
    return read_bytes(made(read(RICH)), "build/rich.pdf")


def test_numbers_are_claims_with_their_places(rich: m.Document) -> None:
    body = [block for block in rich.blocks if block.part is m.Part.BODY]
    numbered = [block for block in body if isinstance(block, m.NumberedParagraph)]
    assert [block.typed.text for block in numbered] == ["1.", "2.", "3.", "1.", "2.", "1.", "1."]
    assert numbered[2].span.words == "page 2, paragraph 3"  # below the contents
    items = [block.items[0].typed.text for block in body if isinstance(block, m.SubParagraphs)]
    assert items == ["(a)", "(i)", "a.", "b.", "(ii)", "(b)", "(c)"]
    lists = [block.items[0].marker for block in body if isinstance(block, m.OrderedList)]
    assert lists == ["1.", "2.", "1)", "2)"]
    assert sum(isinstance(block, m.BulletList) for block in body) == 2
    headings = [(block.typed and block.typed.text, block.level) for block in _headings(body)]
    assert headings[:3] == [("I.", 1), ("A.", 2), (None, 1)]
    assert [label for label, _ in headings if label and label.startswith("Annex")] == [
        "Annex I",
        "Annex II",
    ]


def _headings(blocks: list[m.Block]) -> list[m.Heading]:
    return [block for block in blocks if isinstance(block, m.Heading)]


def test_tables_figures_and_code(rich: m.Document) -> None:
    table, second = [block for block in rich.blocks if isinstance(block, m.Table)]
    assert table.caption
    assert table.caption.typed
    assert table.caption.typed.text.startswith("Table 1")
    assert [plain_text(cell.children) for cell in table.header] == ["Law", "Year", ""]
    assert [[plain_text(cell.children) for cell in row] for row in table.rows] == [
        ["One", "1999", "x"],
        ["Two & three", "2001", ""],
    ]
    assert table.rows[1][0].span.words.endswith("row 2, cell 1")
    assert second.header == ()
    (figure,) = [block for block in rich.blocks if isinstance(block, m.Figure) and block.caption]
    assert figure.image.alt == "Two bars, one of 30 and one of 60"
    (code,) = [block for block in rich.blocks if isinstance(block, m.CodeBlock)]
    assert code.text == "code   as it stands <b>"


def test_the_cover_and_the_title_with_its_note(rich: m.Document) -> None:
    title = rich.front_matter.title
    assert isinstance(title[-1], m.NoteMark)
    assert title[-1].label == "*"
    assert rich.notes[0].label == "*"
    assert rich.front_matter.lang == "en"
    assert rich.text == ""
    cover = [block for block in rich.blocks if block.part is m.Part.COVER]
    assert {block.span.words for block in cover[:3]} == {"page 1, the cover"}


def test_notes_are_of_their_kind() -> None:
    at_end, at_foot = (read_bytes(made(read(RICH, **FORMS[form])), "x") for form in ("endnotes", "footnotes"))
    for document, kind in ((at_end, m.NoteKind.ENDNOTE), (at_foot, m.NoteKind.FOOTNOTE)):
        notes = [note for note in document.notes if note.label != "*"]
        assert [note.label for note in notes] == [str(number) for number in range(1, 9)]
        assert {note.kind for note in notes} == {kind}
    assert at_end.notes[3].span.words == "page 6, note 3"


def test_every_part_has_its_own_column(rich: m.Document) -> None:
    columns = [block.span.block for block in rich.blocks] + [note.span.block for note in rich.notes[1:]]
    assert len(set(columns)) == len(columns)
    targets = {node.target for node, _ in walk(rich.blocks) if isinstance(node, m.CrossReference)}
    assert targets
    assert all(int(target[1:]) for target in targets)


WORDS = (
    "well-known state-of-the-art pre- and post-war things — dashes – too; and/or 12–14, “quoted” words "
    "(in brackets) incompre\u00adhensi\u00adbili\u00adties real\u2010hyphens *it* **bo** 1,000 20% "
    "[a link of some words](https://example.org/) 儿童权利 "
    "<https://example.org/a-very-long/address/that/has/to/be/broken/somewhere/in/a/narrow/column.html> "
    f"and_more_without_any_place_to_break_{'abcdefghijklmnopqrstuvwxyz' * 3} "
)


@pytest.mark.usefixtures("weasyprint")
@pytest.mark.parametrize("shift", one_in(3, range(6)))
def test_lines_that_end_anywhere(shift: int, tmp_path: Path) -> None:
    text = "x" * (shift * 3) + " " + WORDS * 8
    submission = written(tmp_path, f"1. {text}\n\n     > {text}\n\n[^a]: {text}\n\n2. A.[^a]\n")
    assert unproved(submission, made(submission)) == []


def test_what_is_divided_by_pages_is_read_as_one(tmp_path: Path) -> None:
    rows = "\n".join(f"     | Row {number} | {number * 7} |" for number in range(120))
    code = "\n".join(f"     line {number} {{" for number in range(90))
    long = "A paragraph that goes on and on, over more than one page of this. " * 90
    table = f"     | a | b |\n     | --- | --- |\n{rows}"
    body = f"1. {long}[^n]\n\n{table}\n\n     ```\n{code}\n     ```\n\n[^n]: {long}\n"
    for form in ("endnotes", "footnotes"):
        written(tmp_path, body)
        submission = read(tmp_path / "report.md", **FORMS[form])
        data = made(submission)
        assert unproved(submission, data) == []
        document = read_bytes(data, "x")
        assert len(document.blocks) == (4 if form == "endnotes" else 3)


def test_a_heading_of_the_sixth_level_is_one(tmp_path: Path) -> None:
    levels = "\n\n".join(f"{'#' * level} Level {level}" for level in range(1, 7))
    submission = written(tmp_path, f"{levels}\n\n1. A.\n")
    assert unproved(submission, made(submission)) == []


def test_the_reader_is_found_by_its_suffix(tmp_path: Path) -> None:
    path = tmp_path / "small.PDF"
    path.write_bytes(made(written(tmp_path, "1. A.")))
    reader = reader_for(path, "small.PDF")
    assert reader.name == "pdf"
    assert len(reader.read(path, "small.PDF").blocks) == 1
