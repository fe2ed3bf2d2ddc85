"""What others read in our documents: both schema engines, LibreOffice, pandoc, mammoth, docx2python."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from itertools import dropwhile
from pathlib import Path

import pytest

from tests.judges.validators import libreoffice, need_module, pandoc, poppler, schema
from tests.support import printed
from tests.support.docx_file import SOURCES, WHOLE, save
from tests.support.pages import ROOT, Submission, read
from tests.support.printed import Line
from tests.support.shares import one_in
from toolchain.model import NoteKind, Part
from toolchain.project.settings import Options

REPORT = ROOT / "content" / "pakistan-opsc" / "report.md"
SUBMISSIONS = {
    **{f"{path.parent.name}-{path.stem}": read(path) for path in SOURCES},
    "whole-footnotes": read(WHOLE, notes=NoteKind.FOOTNOTE),
    "whole-again": read(WHOLE, repeated_notes="again", notes_place="end"),
    "whole-draft": read(WHOLE, Options(draft=True)),
}


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """All documents, written."""
    folder = tmp_path_factory.mktemp("docx")
    return {name: save(submission, folder / f"{name}.docx") for name, submission in SUBMISSIONS.items()}


@pytest.mark.parametrize("name", one_in(9, SUBMISSIONS, ["docx-whole"]))
def test_both_schema_engines_report_nothing(files: dict[str, Path], name: str) -> None:
    assert schema.openxml_audit(files[name]) == []
    assert schema.open_xml_sdk(files[name]) == []


_ARABIC = re.compile("[\u0621-\u064a]")
shown_of = cache(libreoffice.shown)


def seen(paragraph: libreoffice.Paragraph) -> Line:
    return _spaced(Line(paragraph.number, paragraph.text))


def _spaced(line: Line) -> Line:
    """In Arabic some no-break spaces are printed as spaces (docs/word.md)."""
    return line._replace(text=line.text.replace("\u00a0", " ")) if _ARABIC.search(line.text) else line


def expected(name: str, submission: Submission) -> list[Line]:
    """The lines of the text as LibreOffice can show them."""
    lines = list(printed.body(submission.resolved))
    if name == "docx-ar":  # its first letter of abjad counting has no hamza
        lines = [_spaced(line)._replace(number=line.number.replace("أ", "ا")) for line in lines]
    if name == "docx-zh":  # it does not know the switch for Chinese numbers, and shows 1 for 一
        for sign, figure in (("附件一", "附件1"), ("附件二", "附件2")):
            lines = [line._replace(text=line.text.replace(sign, figure)) for line in lines]
    return lines


@pytest.mark.parametrize(
    "name",
    [
        *("docx-whole", "docx-ar", "docx-zh"),
        *(
            pytest.param(name, marks=pytest.mark.long)
            for name in ("docx-numbers", "pakistan-opsc-report", "page-rich", "docx-fr", "whole-again")
        ),
    ],
)
def test_libreoffice_shows_every_line_as_it_was_worked_out(files: dict[str, Path], name: str) -> None:
    """Numbers of paragraphs, letters, marks and cross-references, after all fields have been refreshed."""
    submission = SUBMISSIONS[name]
    shown = shown_of(files[name])
    lines = expected(name, submission)
    paragraphs = [line for line in map(seen, shown.paragraphs) if line.number or line.text.strip()]
    last = len(paragraphs) - len(lines)  # the contents begin with the same words
    start = max(at for at, line in enumerate(paragraphs[: last + 1]) if line == lines[0])
    wanted = {submission.resolved.words.terms["notes"]}
    found = [line for line in paragraphs[start:] if re.sub(r"[\d,\s]+$", "", line.text) not in wanted]
    if (
        submission.resolved.settings.notes is NoteKind.FOOTNOTE
    ):  # notes of notes are called after the last line
        nested = "".join(note.label for note in submission.resolved.notes if note.nested)
        lines[-1] = Line(lines[-1].number, lines[-1].text + nested)
    assert found == lines


@pytest.mark.parametrize("name", one_in(4, ["docx-whole", "pakistan-opsc-report", "page-rich", "docx-fr"]))
def test_libreoffice_shows_every_note_under_its_number(files: dict[str, Path], name: str) -> None:
    resolved = SUBMISSIONS[name].resolved
    shown = shown_of(files[name])
    numbered = (*([resolved.title_note] if resolved.title_note else []), *resolved.notes)
    found = [*shown.footnotes, *shown.endnotes]
    assert [note.number for note in found] == [note.label for note in numbered]
    for note, each in zip(found, numbered, strict=True):
        lines = list(printed.note(each, resolved))
        assert note.text.split("\n")[0].strip() == lines[0].text.strip()


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


@pytest.fixture(scope="module")
def printed_by_office(files: dict[str, Path]) -> Callable[[str], str]:
    """The pages of a document as LibreOffice prints them, as text."""
    return cache(lambda name: poppler.text(libreoffice.to_pdf(files[name], files[name].parent), layout=True))


LEFT_TO_RIGHT = [name for name in SUBMISSIONS if not name.endswith(("-ar", "-zh"))]


@pytest.mark.parametrize("name", one_in(4, LEFT_TO_RIGHT, ["docx-whole"]))
def test_the_printed_pages_show_every_number_in_order(
    printed_by_office: Callable[[str], str], name: str
) -> None:
    """Each number stands before its words, paragraph after paragraph and note after note.

    LibreOffice may show the notes of annexes before those of the text, if these are not at the end.
    """
    page = squeezed(printed_by_office(name))
    assert "Error:Referencesourcenotfound" not in page
    resolved = SUBMISSIONS[name].resolved
    before = resolved.settings.notes_place == "before-annexes"
    late = dropwhile(lambda note: note.part is not Part.ANNEX, resolved.notes if before else ())
    of_annexes = [line for note in late for line in printed.note(note, resolved)]
    of_text = [line for line in printed.notes(resolved) if line not in of_annexes]
    for lines in (printed.body(resolved), of_text, of_annexes):
        position = 0
        for line in lines:
            wanted = squeezed(line.number + line.text.split("\n")[0])[:12]
            if line.number:
                position = page.find(wanted, position)
                assert position >= 0, f"{line} is not where it should be"


def test_a_draft_says_so_on_every_page(printed_by_office: Callable[[str], str]) -> None:
    pages = printed_by_office("whole-draft").rstrip("\f").split("\f")
    assert len(pages) > 3
    assert all(page.split("\n")[0].strip() == "Draft" for page in pages)


def test_the_first_page_has_no_running_head_and_the_others_have(
    printed_by_office: Callable[[str], str],
) -> None:
    first, *others = printed_by_office("pakistan-opsc-report").rstrip("\f").split("\f")
    head = "Sexual exploitation of children in Pakistan"
    assert not first.lstrip().startswith(head)
    assert all(page.lstrip().startswith(head) for page in others)
    feet = [" ".join(page.split()[-4:]) for page in others]
    assert feet == [f"Page {number} of {len(feet) + 1}" for number in range(2, len(feet) + 2)]
    assert "Page 1" not in first


def test_pandoc_reads_back_92_notes_with_our_texts(files: dict[str, Path]) -> None:
    resolved = SUBMISSIONS["pakistan-opsc-report"].resolved
    text = pandoc.markdown(files["pakistan-opsc-report"])
    found = dict(re.findall(r"^\[\^(\d+)\]: (.*)$", text, re.MULTILINE))
    assert list(found) == [str(number) for number in range(1, 93)]
    for note in resolved.notes:
        (line,) = printed.note(note, resolved)
        assert letters(found[note.label]) == letters(line.text)


def letters(text: str) -> str:
    """Letters and figures, without pandoc's escapes and marks of emphasis."""
    return "".join(re.findall(r"\w+", text.replace("_", "")))


def test_pandoc_reads_paragraphs_as_lists_that_go_on(files: dict[str, Path]) -> None:
    text = pandoc.plain(files["pakistan-opsc-report"])
    numbers = [int(number) for number in re.findall(r"^ ?(\d+)\. ", text, re.MULTILINE)]
    assert [number for number in numbers if number == 1] == [1, 1]
    assert {31, 20} <= set(numbers)


@pytest.mark.parametrize("name", one_in(3, SUBMISSIONS))
def test_mammoth_opens_it(files: dict[str, Path], name: str) -> None:
    need_module("mammoth", "mammoth")
    import mammoth

    with files[name].open("rb") as file:
        page = mammoth.convert_to_html(file).value
    for line in printed.body(SUBMISSIONS[name].resolved):
        if line.number:
            assert letters(line.text)[:9] in letters(re.sub("<[^>]+>", "", page))


def test_docx2python_finds_the_notes(files: dict[str, Path]) -> None:
    need_module("docx2python", "docx2python")
    from docx2python import docx2python

    with docx2python(files["pakistan-opsc-report"]) as document:
        assert document.text.count("Sexual exploitation of children in Pakistan") > 1  # running heads too
        cells = [text for table in document.endnotes for row in table for cell in row for text in cell]
    assert len([text for text in cells if text.strip().startswith("endnote")]) == 92
