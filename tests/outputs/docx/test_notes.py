"""Notes: each called once, in order, at its place; their texts with all that a note can hold."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.judges.validators import libreoffice, poppler
from tests.support.docx_file import (
    SOURCES,
    WHOLE,
    Docx,
    built,
    docx,
    fields,
    find,
    save,
    style,
    text,
    value,
    values,
)
from tests.support.pages import ROOT, Submission, read, written
from toolchain.model import NoteKind
from toolchain.model.records import replace
from toolchain.writers.docx.xml import qualified

REPORT = ROOT / "content" / "pakistan-opsc" / "report.md"


@pytest.fixture(scope="module")
def whole() -> Docx:
    return built(WHOLE)


def calls(file: Docx, kind: str = "endnote") -> list[str | None]:
    """The ids of the notes as they are called, in order."""
    return values(file.part("document"), f"//w:{kind}Reference", "id")


def notes(file: Docx, kind: str = "endnote") -> list[str | None]:
    """The ids of the notes as they are written, the separators apart."""
    return values(file.part(f"{kind}s"), f"w:{kind}[not(@w:type)]", "id")


def test_the_report_has_92_endnotes_in_order() -> None:
    file = built(REPORT)
    assert calls(file) == notes(file) == [str(number) for number in range(1, 93)]
    assert set(values(file.part("settings"), "w:endnotePr/w:numFmt")) == {"decimal"}
    assert value(file.body, "w:sectPr/w:endnotePr/w:numFmt") == "decimal"


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: f"{path.parent.name}-{path.stem}")
@pytest.mark.parametrize("kind", NoteKind)
def test_every_note_is_called_once_and_in_order(path: Path, kind: NoteKind) -> None:
    submission = read(path, notes=kind)
    file = built(path, notes=kind)
    counts = {kind: len(submission.resolved.notes)}
    if submission.resolved.title_note:
        counts[NoteKind.FOOTNOTE] = counts.get(NoteKind.FOOTNOTE, 0) + 1
    for each, count in counts.items():
        assert calls(file, each.value) == notes(file, each.value)
        assert len(calls(file, each.value)) == count
    parts = {name for name in file.files if re.fullmatch("word/(end|foot)notes.xml", name)}
    assert parts == {f"word/{each.value}s.xml" for each in counts}


def test_notes_stand_in_a_part_of_their_own_with_separators(whole: Docx) -> None:
    separators = whole.all("endnotes", "w:endnote[@w:type]")
    assert [each.get(qualified("type")) for each in separators] == ["separator", "continuationSeparator"]
    assert not find(
        whole.part("endnotes"), "//w:separator | //w:continuationSeparator"
    )  # a heading parts them
    ids = [each.get(qualified("id")) for each in separators]
    assert ids == ["-1", "0"] == values(whole.part("settings"), "w:endnotePr/w:endnote", "id")
    assert "/word/endnotes.xml" in whole.files["[Content_Types].xml"].decode()


def test_a_second_mark_is_a_field_to_the_first() -> None:
    submission = read(WHOLE)
    found = [each for each in fields(docx(submission).part("document")) if each.kind == "NOTEREF"]
    repeated = [each for each in found if r"\f" in each.instruction]
    assert [(each.bookmark, each.result) for each in repeated] == [("_Note_one", "1")]
    assert r"\h" in repeated[0].instruction


def test_a_repeated_note_is_a_new_one_where_that_is_wanted() -> None:
    submission = read(WHOLE, repeated_notes="again")
    file = docx(submission)
    assert not [each for each in fields(file.part("document")) if r"\f" in each.instruction]
    assert calls(file) == notes(file)
    texts = [text(each).strip() for each in file.all("endnotes", "w:endnote")]
    assert (
        texts.count("The first note, with a link and emphasis.") == 3
    )  # two marks in paragraph 1, one in a note


def test_marks_side_by_side_are_parted_in_their_own_look(whole: Docx) -> None:
    (paragraph,) = [each for each in find(whole.body, "w:p") if text(each).startswith("The first paragraph")]
    raised = find(paragraph, "w:r[w:rPr/w:rStyle/@w:val='EndnoteReference']")
    assert [text(each) for each in raised] == ["", ",\u00a0", ""]


def test_the_mark_of_the_title_is_its_asterisk(whole: Docx) -> None:
    (title,) = find(whole.body, "w:p[w:pPr/w:pStyle/@w:val='Title']")
    assert text(title) == "All that a document holds*"
    assert value(title, "w:r/w:footnoteReference", "customMarkFollows") == "1"
    (note,) = whole.all("footnotes", "w:footnote[@w:id='1']")
    assert text(note) == "* Others share the views."
    assert find(note, ".//w:footnoteRef") == []


def test_footnotes_come_before_endnotes_in_the_settings(whole: Docx) -> None:
    """The schema wants this order (ECMA-376-1, 17.15.1.78 and 17.6.17)."""
    for kinds in (
        [each.tag for each in whole.part("settings")],
        [each.tag for each in find(whole.body, "w:sectPr/*")],
    ):
        names = [str(tag).rpartition("}")[2] for tag in kinds]
        assert [name for name in names if name.endswith("notePr")] == ["footnotePr", "endnotePr"]


def test_a_note_marked_in_a_note_only_is_called_at_the_end() -> None:
    whole = built(WHOLE)
    headings = [each for each in find(whole.body, "w:p") if style(each) == "NotesHeading"]
    assert [len(find(each, ".//w:endnoteReference")) for each in headings] == [0, 1]
    (inside,) = [each for each in fields(whole.part("endnotes")) if each.bookmark == "_Note_nested"]
    assert inside.result == "11"


def test_such_a_note_is_called_after_the_last_paragraph_where_notes_are_footnotes(tmp_path: Path) -> None:
    submission = read(WHOLE, notes=NoteKind.FOOTNOTE)
    heading, last = find(docx(submission).body, "w:p")[-2:]
    assert (text(heading), text(last)) == ("A heading in the other annex", "")
    assert len(find(last, "w:r/w:footnoteReference")) == 1
    text_alone = written(tmp_path, "1. A.[^a]\n\n[^a]: B.[^b]\n[^b]: C.\n", notes="footnotes")
    (paragraph,) = find(docx(text_alone).body, "w:p")[-1:]
    assert len(find(paragraph, "w:r/w:footnoteReference")) == 2


def test_notes_hold_paragraphs_lists_tables_and_links(whole: Docx) -> None:
    (note,) = whole.all("endnotes", "w:endnote[contains(., 'The second.')]")
    kinds = [each.tag.rpartition("}")[2] for each in note]
    assert kinds == ["p", "p", "p", "p", "p", "p", "p", "tbl", "p"]
    assert [text(each) for each in find(note, "w:p")][:6] == [
        " The second.", "A second paragraph of it.", "A bullet", "Another", "Three", "Four",
    ]  # fmt: skip
    assert {style(each) for each in find(note, "w:p")} == {"EndnoteText", "TableText"}
    (link,) = whole.all("endnotes", "//w:hyperlink[contains(., 'link')]")
    assert whole.links("endnotes")[str(link.get(qualified("r:id")))] == "https://example.org/"


def test_a_note_that_begins_with_a_list_has_a_line_for_its_number(tmp_path: Path) -> None:
    file = docx(written(tmp_path, "1. One.[^a]\n\n[^a]: - first\n    - second\n"))
    assert [text(each) for each in file.all("endnotes", "//w:endnote[@w:id='1']/w:p")] == [
        " ",
        "first",
        "second",
    ]


def sections(file: Docx) -> list[tuple[str, int, str | None]]:
    """Of each section: the paragraph it ends with, how many running heads it names, its type."""
    found = []
    for each in file.all("document", "//w:sectPr"):
        parent = each.getparent()
        assert parent is not None
        last = parent.getparent() if parent.tag == qualified("pPr") else find(file.body, "w:p")[-1]
        assert last is not None
        found.append((text(last), len(find(each, "w:headerReference")), value(each, "w:type")))
    return found


def test_notes_before_annexes_end_a_section(whole: Docx) -> None:
    assert sections(whole) == [("Notes", 3, "nextPage"), ("Notes", 0, "nextPage")]
    assert value(whole.part("settings"), "w:endnotePr/w:pos") == "sectEnd"


def test_lines_with_two_marks_in_an_annex_alone_need_no_new_page(tmp_path: Path) -> None:
    body = "1. One.[^a]\n\n# Annex {.annex}\n\nTwo.[^b][^c]\n\n[^a]: A.\n\n[^b]: B.\n\n[^c]: C.\n"
    file = docx(written(tmp_path, body, notes="endnotes", notes_place="before-annexes"))
    assert sections(file) == [("Notes", 3, "continuous"), ("Notes", 0, "continuous")]


def test_notes_at_the_end_are_in_the_only_section() -> None:
    """With the cover in a section of its own, LibreOffice leaves out lines with two marks."""
    assert sections(built(WHOLE, notes_place="end")) == [("Notes", 3, "continuous")]


@pytest.mark.parametrize("annex", ["", "# A {.annex}\n\n1. Last.\n"], ids=["end", "before-annexes"])
def test_a_line_with_two_marks_is_shown(tmp_path: Path, annex: str) -> None:
    """LibreOffice leaves it out on the page of the notes, if these are at the end of a section."""
    text = "1. One.[^a]\n\n2. Two.[^b]\n\n3. Three.[^c] More.[^d]\n\n4. Four.[^e]\n\n"
    notes = "".join(f"\n[^{each}]: The {each}.\n" for each in "abcde")
    made = written(tmp_path, f"{text}{annex}{notes}", notes_place="before-annexes")
    shown = poppler.text(libreoffice.to_pdf(save(made, tmp_path / "report.docx"), tmp_path))
    assert [words in shown for words in ("Three.", "Four.", "The a.", "The e.")] == [True] * 4


@pytest.mark.long
def test_notes_begin_on_the_page_of_their_heading(tmp_path: Path) -> None:
    for name, body in {
        "short": "1. One.[^a]\n",
        "annex": "1. One.[^a]\n\n# A {.annex}\n\n1. Two.[^a]\n",
    }.items():
        made = written(tmp_path, f"{body}\n[^a]: Said in the note.\n", notes_place="end")
        pages = poppler.text(libreoffice.to_pdf(save(made, tmp_path / f"{name}.docx"), tmp_path)).split("\f")
        (page,) = (page for page in pages if "Said in the note." in page)
        assert page.index("Notes\n") < page.index("Said in the note.")


@pytest.mark.parametrize(
    ("body", "headings"),
    [
        ("1. One.[^a]\n\n# A {.annex}\n\n1. Two.\n\n[^a]: A.\n", 1),
        ("1. One.\n\n# A {.annex}\n\n1. Two.[^a]\n\n[^a]: A.\n", 1),
        ("1. One.[^a]\n\n# A {.annex}\n\n1. Two.[^b]\n\n[^a]: A.\n\n[^b]: B.\n", 2),
        ("# A {.annex}\n\n1. Two.[^b]\n\n[^b]: B.\n", 1),
        ("1. One.\n\n# A {.annex}\n\n1. Two.\n", 0),
        ("1. One.[^a]\n\n[^a]: A.\n", 1),
        ("1. One.[^a]\n\n# A {.annex}\n\n# B\n\n2. Two.[^b]\n\n[^a]: A.\n\n[^b]: B.[^c]\n\n[^c]: C.\n", 2),
    ],
)
def test_notes_have_a_heading_only_where_there_are_some(tmp_path: Path, body: str, headings: int) -> None:
    file = docx(written(tmp_path, body, notes_place="before-annexes"))
    assert sum(style(each) == "NotesHeading" for each in find(file.body, "w:p")) == headings
    assert calls(file) == notes(file)


def test_footnotes_have_no_heading_and_a_rule(tmp_path: Path) -> None:
    file = docx(written(tmp_path, "1. One.[^a]\n\n[^a]: A.\n", notes="footnotes"))
    assert "Notes" not in file.texts()
    (rule,) = file.all("footnotes", "//w:footnote[@w:type='separator']/w:p")
    assert find(rule, "w:r[w:rPr/w:u]/w:tab")
    assert (value(rule, "w:pPr/w:ind", "left"), value(rule, "w:pPr/w:tabs/w:tab", "pos")) == ("680", "2155")
    assert value(file.part("settings"), "w:footnotePr/w:numFmt") == "decimal"


def test_a_draft_says_which_note_has_no_text(tmp_path: Path) -> None:
    submission = written(tmp_path, "1. One.[^none]\n")
    drafted = Submission(submission.resolved, replace(submission.project, draft=True))
    assert "One.[Note without text: none]" in docx(drafted).texts()
