"""Contents and tables of authorities in finished files, and what a format does not show, or shows apart."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.support.docx_file import CASES
from tests.support.pages import html, written
from tests.support.proving import prove
from toolchain.compare.proof.compare import compare
from toolchain.compare.proof.expected import expected
from toolchain.compare.proof.lines import Line, Piece, Shown
from toolchain.formats.table import AS_USUAL, Shows
from toolchain.model.diagnostics import FilePlace
from toolchain.model.records import replace
from toolchain.reports.sentences import message, message_of
from toolchain.writers.docx import DocxWriter
from toolchain.writers.html import HtmlWriter

WRITERS: dict[str, Any] = {"docx": DocxWriter(), "html": HtmlWriter()}
HERE = FilePlace("x", 1)


@pytest.mark.parametrize("form", WRITERS)
def test_a_picture_in_a_heading_is_in_the_contents_or_left_out(tmp_path: Path, form: str) -> None:
    """A page has its words there; Word does not repeat it."""
    shutil.copy(CASES / "circle.png", tmp_path)
    body = "# One ![A circle](circle.png)\n\n1. Text.\n"
    submission = written(tmp_path, body, contents="true", headings="numbered")
    data = WRITERS[form].write(*submission)
    assert [message(each) for each in prove(submission.resolved, data, "x", form)] == []


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (" 7", []),
        (" vii", ["this text is not in the source: “vii”"]),
        (" page 7", ["this text is not in the source: “page 7”"]),
    ],
)
def test_a_number_behind_an_entry_of_the_contents_is_its_page(
    tmp_path: Path, more: str, said: list[str]
) -> None:
    submission = written(tmp_path, "# One\n\n1. Text.\n\n# Two\n\n2. Text.\n", contents="true")
    page = html(submission).replace('">Two</a>', f'">Two</a>{more}').encode()
    assert [message(each) for each in prove(submission.resolved, page, "x", "html")] == said


def test_a_link_to_a_table_in_a_note_leads_to_it(tmp_path: Path) -> None:
    tables = "".join(
        f"\n    Table: {label} {{#{label}}}\n\n    | A |\n    | --- |\n" for label in ("one", "two")
    )
    submission = written(tmp_path, f"1. One.[^a] See [this](#one).\n\n[^a]: A note.\n{tables}")
    page = html(submission)
    assert prove(submission.resolved, page.encode(), "x", "html") == ()
    turned = page.replace('href="#table-1"', 'href="#table-2"')
    (only,) = prove(submission.resolved, turned.encode(), "x", "html")
    assert "leads to" in message(only)


def test_words_of_the_other_direction_are_apart_where_lines_are_laid_out(tmp_path: Path) -> None:
    """Between U+2067 and U+2069, as the page sets them; other words that are set off are not."""
    submission = written(tmp_path, "1. *One* [المادة]{lang=ar} [deux]{lang=fr}.\n")
    (line,) = expected(submission.resolved, Shows(laid_out=True)).body
    assert line.text == "1. One \u2067المادة\u2069 deux."
    (line,) = expected(submission.resolved, AS_USUAL).body
    assert line.text == "1. One المادة deux."


def numbered(number: int) -> Line:
    pieces = (Piece(f"{number}. "), Piece(f"On matter {number * 7}."))
    return Line("text", pieces, HERE, f"p{number}", label=f"{number}.")


def note(number: int) -> Line:
    return Line("note", (Piece(f"{number} "), Piece(f"Source {number * 7}.")), HERE, label=str(number))


@pytest.mark.parametrize(
    ("targets", "said"),
    [
        (["p1", "p2", "p2"], []),
        ([], []),
        (["p1", "p2"], ["the table of authorities has 1 link to paragraph 2, not 2"]),
        (["p2", "p2"], ["the table of authorities has 0 links to paragraph 1, not 1"]),
        (["p1", "p2", "p3"], ["the table of authorities has 1 link to paragraph 2, not 2"]),
    ],
)
def test_the_table_of_authorities_leads_to_all_places(targets: list[str], said: list[str]) -> None:
    """Two sources are cited in paragraph 2. A page need not have the table."""
    body = tuple(map(numbered, (1, 2, 3)))
    ours, theirs = (
        Shown("T", "en", (), body, (), authorities=tuple(Piece(each[1:], "reference", each) for each in some))
        for some in (["p1", "p2", "p2"], targets)
    )
    assert [message_of(each.facts) for each in compare(ours, theirs).differences] == said


def test_where_only_words_are_seen_notes_are_still_notes() -> None:
    heading = Line("heading", (Piece("On law"),), HERE, level=1)
    ours = Shown("T", "en", (), (heading, numbered(1)), (note(1), note(2)))
    theirs = replace(
        ours, lang="fr", body=(Line("text", heading.pieces, HERE), numbered(1)), notes=(note(1),)
    )
    found = compare(ours.words_alone(), theirs.words_alone()).differences
    assert [message_of(each.facts) for each in found] == ["note 2 is missing: “2 Source 14.”"]
    missing = replace(theirs, body=theirs.body[:1], notes=ours.notes)
    found = compare(ours.words_alone(), missing.words_alone()).differences
    assert [message_of(each.facts) for each in found] == ["paragraph 1 is missing: “1. On matter 7.”"]
