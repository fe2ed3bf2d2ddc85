"""`submission check FILE.docx`: what is printed, and the exit statuses."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.broken.docx import beside_the_text, by_users, strangers
from tests.broken.docx.corpora import SOURCE, found, ours
from tests.broken.docx.editing import WordFile, after, before
from tests.support.command import Run, run
from tests.support.docx_made import call, made, notes, p
from tests.support.docx_made import run as words
from tests.support.drafts_made import python_docx
from tests.support.pages import ROOT
from toolchain.formats.needs import OPENXML_AUDIT, Need
from toolchain.reports.sentences import message

__all__ = ["run"]  # a fixture

CASES = {case.name: case for case in (*by_users.CASES, *beside_the_text.CASES)}


@pytest.fixture
def word_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Path]:
    """A Word file in the folder in which the command runs, with the fault of a name; "" for none."""
    monkeypatch.chdir(tmp_path)

    def write(fault: str) -> Path:
        path = Path(f"{fault or 'good'}.docx")
        path.write_bytes(CASES[fault].spoil(ours()) if fault else ours())
        return path

    return write


WordFiles = Callable[[str], Path]


def test_a_good_file_is_good_and_fits_its_schema(run: Run, word_file: WordFiles) -> None:
    assert OPENXML_AUDIT.find()
    assert run("check", word_file("")) == (0, "1 Word file checked: nothing found\n", "")


def test_an_error_is_told_with_words_at_its_place(run: Run, word_file: WordFiles) -> None:
    ran = run("check", word_file("the_text_of_a_note_is_deleted"))
    assert ran.status == 1
    assert ran.out.splitlines() == [
        "the_text_of_a_note_is_deleted.docx: endnote 2, in paragraph 1: error N104 this note has no text",
        "help: write the text, or delete the mark of the note",
        "",
        "1 Word file checked",
        "1 finding: 1 error",
    ]


@pytest.mark.parametrize("option", ["--fix", "--diff"])
def test_a_word_file_is_not_corrected(run: Run, word_file: WordFiles, option: str) -> None:
    ran = run("check", word_file(""), option)
    assert ran.status == 2
    assert ran.out == ""
    assert f"{option}: only sources can be corrected" in ran.err


def test_a_warning_is_no_error_unless_it_is_to_be_one(run: Run, word_file: WordFiles) -> None:
    path = word_file("a_link_says_here")
    assert run("check", path).status == 0
    assert run("check", "--fail-on", "warning", path).status == 1


def test_json_has_places_of_a_finished_file(run: Run, word_file: WordFiles) -> None:
    ran = run("check", "--format", "json", word_file("a_placeholder_is_left"))
    (told,) = json.loads(ran.out)["diagnostics"]
    assert (told["code"], told["line"], told["path"]) == ("S007", 0, "a_placeholder_is_left.docx")
    assert told["place"] == "paragraph 7, “The police keep no records of the …”"
    assert told["fix"] == []


def test_a_file_that_cannot_be_read_keeps_no_other_from_it(run: Run, word_file: WordFiles) -> None:
    path = word_file("the_title_is_deleted")
    Path("broken.docx").write_bytes(ours()[:2000])
    ran = run("check", "broken.docx", path)
    assert ran.status == 2
    assert "broken.docx: error S012 " in ran.out
    assert "the_title_is_deleted.docx: error A705 " in ran.out


def test_what_the_schema_forbids_is_told_with_its_part(run: Run, word_file: WordFiles) -> None:
    path = word_file("")
    file = WordFile(path.read_bytes())
    before(file.run("The courts do"), '<w:r><w:thisIsNothing w:val="1"/></w:r>')
    path.write_bytes(file.data())
    ran = run("check", path)
    assert ran.status == 0
    assert "the part word/document.xml: warning D910 " in ran.out


def test_what_the_library_alone_forbids_is_no_fault(run: Run, word_file: WordFiles) -> None:
    path = word_file("a_number_is_typed_in_place_of_the_list_s")  # in the list 0, which is none
    assert "D910" not in run("check", path).out
    path.write_bytes(strangers.stranger())  # without parts that it does not need
    assert run("check", path).out == "1 Word file checked: nothing found\n"


def test_without_the_library_it_is_said_that_the_schema_is_left_out(
    run: Run, word_file: WordFiles, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Need, "find", lambda _: "")
    ran = run("check", word_file(""))
    assert (ran.status, ran.out) == (0, "1 Word file checked: nothing found\n")
    line = f"not checked against Word's schema (D910); for this check: {OPENXML_AUDIT.command()}\n"
    assert ran.err == line


def test_what_was_changed_in_word_is_said_paragraph_by_paragraph(run: Run, word_file: WordFiles) -> None:
    path = word_file("")
    for name in ("a_list_is_restarted", "the_first_note_is_ibid", "a_colon_is_lost"):
        path.write_bytes(CASES[name].spoil(path.read_bytes()))
    ran = run("check", path, "--against", SOURCE)
    assert ran.status == 1
    assert [line for line in ran.out.splitlines() if line.startswith("good.docx")] == [
        (
            "good.docx: paragraph 2: error D906 paragraph 2 reads “…law names the following acts.”, but in "
            "the source “…law names the following acts:”"
        ),
        (
            "good.docx: paragraph 1, under “Penalties”: error D902 paragraph 5 is shown with the number 1, "
            "and the same for 4 more after it"
        ),
        (
            "good.docx: endnote 1, in paragraph 1: error D906 note 1 reads “1 Ibid., p. 3.”, but in the "
            "source “1 Utopia, Penal Code, art. 5.”"
        ),
    ]


def test_what_is_met_everywhere_is_told_everywhere() -> None:
    """What people see of it is the matter of the report."""
    file = WordFile(ours())
    place = file.run("The courts do")
    for _ in range(25):
        after(place, words(" So it was said.[12]"))
    assert [each.code for each in found(file.data())] == ["N109"] * 25


LETTER = (
    ("Dear Madam,", ""),
    ("We thank you for the invitation. Our answers are these:", ""),
    *((strangers.item(text), "") for text in ("We shall come.", "We shall bring two persons.")),
    ("The persons are the following:", ""),
    *((strangers.item(text, number=3), "") for text in ("A lawyer.", "A teacher.")),
    ("(a) is not needed, nor is 1. in a sentence.", ""),
    ("Yours sincerely,", ""),
)


def test_a_letter_is_not_told_how_to_number_its_paragraphs() -> None:
    body = "".join(text if text.startswith("<") else p(text) for text, _ in LETTER)
    assert found(strangers.written(body)) == ()


def test_headings_and_letters_cite_nothing_here() -> None:
    headings = "".join(p(f"Section {at}", "Heading1") + p("It is so (see para. 40).") for at in (1, 2))
    assert found(strangers.written(headings)) == ()


def test_an_article_that_does_not_exist_is_found_in_a_word_file_too() -> None:
    cited = "Article 60 of the Convention on the Rights of the Child is cited (CRC/PAK/CO/5)."
    told = found(strangers.written(p("Law", "Heading1") + p(cited)))
    assert [(each.code, message(each.finding)) for each in told] == [
        ("U301", "“Convention on the Rights of the Child” has no article 60"),
        ("U304", "CRC/PAK/CO/5 is not a valid symbol of a United Nations document"),
    ]
    assert all("Article 60" in each.finding.span.words for each in told)


@pytest.mark.parametrize(
    "words_of_line",
    [
        "Comments on CRC/C/UTO/5",
        "A/B/C",
        "The distribution is general.",
        "Distr. of Capital",
        "United Nations",
    ],
)
def test_no_masthead_is_seen_in_other_words(words_of_line: str) -> None:
    assert found(strangers.written(p(words_of_line) + p("Law", "Heading1") + p("It is so."))) == ()


def test_notes_are_not_named_by_numbers_that_the_file_has_not() -> None:
    data = CASES["a_number_of_a_note_is_typed"].spoil(ours())  # so that Word counts one less
    data = CASES["a_note_says_what_another_says"].spoil(data)
    (told,) = (each for each in found(data) if each.code == "N108")
    assert told.finding.span.words.startswith("endnote 12, in paragraph 7")
    assert message(told.finding) == "this note has the same text as another"
    assert [message(each) for each in told.finding.related] == ["the other note is here"]


ARTICLES = ("Name", "Aims", "Members", "Bodies", "Money")


def test_a_law_that_counts_in_each_article_is_not_told_to_count_through() -> None:
    body = "".join(
        p(f"Article {at}. {name}", "Heading1") + p(f"1. The {name} of it.") + p(f"2. More of {name}.")
        for at, name in enumerate(ARTICLES, 1)
    )
    assert [each for each in found(strangers.written(body)) if each.code in ("P101", "D902")] == []


def test_a_word_file_under_an_older_name_is_read_as_one(run: Run, word_file: WordFiles) -> None:
    older = word_file("").rename("good.doc")
    ran = run("check", older)
    assert ran.status == 0
    assert "warning S020 the name ends in “.doc”, but this is a .docx file" in ran.out
    assert run("import", older, "-o", "good.md").status < 2
    older.write_bytes(b"\xd0\xcf\x11\xe0")
    assert "S020 files of this kind cannot be read" in run("check", older).out


def test_what_only_programs_see_is_printed_last(run: Run, word_file: WordFiles) -> None:
    """D910 of the parts of a file, after the findings in its text."""
    path = word_file("the_text_of_a_note_is_deleted")
    file = WordFile(path.read_bytes())
    file.replace("word/document.xml", "<w:body>", "<w:body><w:odd/>")
    path.write_bytes(file.data())
    found = json.loads(run("check", path, "--format", "json").out)["diagnostics"]
    assert [each["code"] for each in found] == ["N104", "D910"]


def test_a_spanish_draft_that_says_it_is_english_is_checked_as_spanish(run: Run, tmp_path: Path) -> None:
    """python-docx, as Word in English, states English for all words."""
    draft = (ROOT / "tests/cases/drafts/spanish-with-typed-contents.txt").read_text(encoding="utf-8")
    path = tmp_path / "draft.docx"
    path.write_bytes(python_docx(draft.partition("\n======\n")[0]))
    said = run("check", path, "--all").out
    assert "error A706 the file says that it is in “en-US”, but its words are in “es”\n" in said
    assert "R205 the reference “párr. 1” to this document is typed by hand" in said
    assert "ÍNDICE" not in said  # typed contents are no part of the text


def test_a_note_of_a_paragraph_with_a_typed_number_is_placed_there(run: Run, tmp_path: Path) -> None:
    body = (
        p("Law", properties='<w:outlineLvl w:val="0"/>'),
        p("1. The law is old."),
        p("2. Nobody knows it.").replace("</w:p>", f"{call(1)}</w:p>"),
    )
    path = tmp_path / "draft.docx"
    path.write_bytes(made("".join(body), endnotes=notes("Smith, op. cit., p. 3.")))
    assert "draft.docx: endnote i, in paragraph 2, “Smith, op. cit., p. 3.”: " in run("check", path).out


def test_data_of_persons_are_found_in_a_text_for_a_recipient_that_publishes_it(
    run: Run, tmp_path: Path
) -> None:
    """The contact of who submits it is no such data."""
    path = tmp_path / "draft.docx"
    contact = p("Report on children") + p("E-mail: m.example@example.org")
    heading = p("Law", properties='<w:outlineLvl w:val="0"/>')
    path.write_bytes(made(contact + heading + p("1. M. L. Q., aged 13, spoke.")))
    assert "X810" not in run("check", path).out
    found = run("check", path, "--profile", "crc").out
    assert re.findall("X810 .*", found) == [
        "X810 the age of a person is in a text that may be published: M. L. Q., aged 13"
    ]
