"""Numbers of pages in a Word file, held against the pages that LibreOffice prints."""

from __future__ import annotations

import os
import stat
import time
from pathlib import Path

import pytest

from tests.judges.validators import libreoffice, need, need_module, poppler, schema
from tests.judges.validators.libreoffice import laid_out_here
from tests.support.docx_file import Docx, Field, fields, save, values
from tests.support.pages import Submission, written
from tests.support.proving import prove
from tests.support.said import saying
from tests.support.shares import one_in
from toolchain.formats import libreoffice as office
from toolchain.formats.needs import Need
from toolchain.model import NoteKind
from toolchain.model.diagnostics import Failure
from toolchain.project.settings import Options
from toolchain.reports.sentences import help_line, message
from toolchain.writers.docx import DocxWriter
from toolchain.writers.docx.pages import ROUNDS, UNKNOWN, Pages, settled

__all__ = ["laid_out_here"]

WITH_PAGES = Options(page_numbers=True)
TEXT = "Words of a paragraph that go on for a while. " * 40
SHORT = ("Law", "法", "Practice", "Forms")
"""Titles, of which some end before the first tab stop of an entry."""


def source(paragraphs: int) -> str:
    """Headings with so many long paragraphs after each, an annex, and a note."""
    several = "\n\n".join(f"1. {TEXT}[^a]" for _ in range(paragraphs))
    body = "\n\n".join(f"# {title}\n\n{several}" for title in SHORT)
    return f"{body}\n\n# Texts {{.annex}}\n\n{TEXT}\n\n[^a]: A note.\n"


def submission(folder: Path, paragraphs: int = 5, **matter: str) -> Submission:
    return written(folder, source(paragraphs), WITH_PAGES, contents="true", **matter)


def pages(file: Docx) -> list[Field]:
    return [field for field in fields(file.part("document")) if field.kind == "PAGEREF"]


@pytest.mark.usefixtures("laid_out_here")
@pytest.mark.parametrize(
    ("lang", "headings"), [pytest.param("en", "plain", marks=pytest.mark.long), ("ar", "numbered")]
)
def test_the_contents_show_the_pages_that_are_printed(tmp_path: Path, lang: str, headings: str) -> None:
    need("soffice")
    made = submission(tmp_path, lang=lang, headings=headings)
    path = save(made, tmp_path / "report.docx")
    file = Docx(path.read_bytes())
    printed = poppler.text(libreoffice.to_pdf(path, tmp_path)).split("\f")
    found = [field.result for field in pages(file)]
    titles = [*SHORT, "Texts"]
    # The contents name each too, so the last page that has the word is the heading's.
    standing = [
        [str(number) for number, page in enumerate(printed, 1) if title in page.split()] for title in titles
    ]
    notes = found.pop()
    assert found == [numbers[-1] for numbers in standing]
    assert int(notes) >= int(found[-1])
    assert len(set(found)) > 3
    assert [field.instruction.split()[0] for field in fields(file.part("document"))].count("TOC") == 1


@pytest.mark.long
def test_the_document_is_sound_and_true(tmp_path: Path) -> None:
    need("soffice")
    need_module("openxml_audit", "openxml-audit")
    made = submission(tmp_path, 1)
    path = save(made, tmp_path / "report.docx")
    assert schema.openxml_audit(path) == []
    assert list(prove(made.resolved, path.read_bytes(), "report.docx", "docx")) == []
    file = Docx(path.read_bytes())
    marks = {name for mark in file.all("document", "//w:bookmarkStart") for name in values(mark, ".", "name")}
    assert {field.bookmark for field in pages(file)} <= marks


@pytest.mark.long
def test_a_short_entry_without_a_number_keeps_its_page_at_the_end_of_the_line(tmp_path: Path) -> None:
    need("soffice")
    printed = poppler.text(
        libreoffice.to_pdf(save(submission(tmp_path, 1), tmp_path / "r.docx"), tmp_path), layout=True
    )
    lines = [
        line.rstrip() for line in printed.splitlines() if line.strip().startswith(("Law.", "法.", "Forms."))
    ]
    assert len(lines) == 3
    assert all(line.count(".") > 30 for line in lines)


def test_a_first_page_with_another_number_counts(tmp_path: Path) -> None:
    layout = office.Layout({"5FAt5Fa": 3}, 4)
    assert Pages(layout, first=5).label("_At_a") == "7"
    assert Pages().label("_At_a") == UNKNOWN
    with pytest.raises(Failure, check=saying("on which page")):
        Pages(layout).label("_At_b")


@pytest.mark.usefixtures("laid_out_here")
@pytest.mark.parametrize("organizations", one_in(5, (14, 12, 13, 15, 16)))
def test_the_heading_of_the_contents_is_on_the_page_of_its_first_entries(
    organizations: int, tmp_path: Path
) -> None:
    """The contents are below what is about the organizations, if there is room."""
    need("soffice")
    names = ", ".join(
        f'{{name: "Group {number}", contact: {{email: a@b.example}}}}' for number in range(organizations)
    )
    made = written(tmp_path, source(1), contents="true", submitted_by=f"[{names}]")
    printed = poppler.text(libreoffice.to_pdf(save(made, tmp_path / "r.docx"), tmp_path)).split("\f")
    (page,) = (page for page in printed if "Contents" in page.split())
    assert set(SHORT) <= set(page.split())


@pytest.mark.usefixtures("laid_out_here")
def test_contents_that_begin_a_page_have_the_text_below_them(tmp_path: Path) -> None:
    """Two pages about the organizations are before them."""
    need("soffice")
    names = ", ".join(f'{{name: "Group {number}", contact: {{email: a@b.example}}}}' for number in range(30))
    made = written(tmp_path, "# Law\n\n1. A text.\n", contents="true", submitted_by=f"[{names}]")
    printed = poppler.text(libreoffice.to_pdf(save(made, tmp_path / "r.docx"), tmp_path)).split("\f")
    (page,) = (page for page in printed if "Contents" in page.split())
    assert "Group" not in page
    assert "A text." in page


@pytest.mark.usefixtures("laid_out_here")
@pytest.mark.parametrize("contents", one_in(2, ["true", "false"]))
def test_the_foot_of_each_page_says_how_many_there_are(tmp_path: Path, contents: str) -> None:
    need("soffice")
    made = written(tmp_path, source(3), WITH_PAGES, contents=contents, lang="fr")
    path = save(made, tmp_path / "report.docx")
    printed = poppler.text(libreoffice.to_pdf(path, tmp_path)).split("\f")[:-1]
    assert len(printed) > 3
    for number, page in enumerate(printed, 1):
        assert f"Page {number} sur {len(printed)}" in page.splitlines()
    file = Docx(path.read_bytes())
    for foot in ("footer1", "footer2", "footer3"):
        stored = {field.kind: field.result for field in fields(file.part(foot))}
        assert stored == {"PAGE": "1", "NUMPAGES": str(len(printed))}


def test_without_the_option_nothing_is_laid_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Need, "find", lambda _: "")
    unasked = written(tmp_path, "# One\n", contents="true")
    assert pages(Docx(DocxWriter().write(*unasked))) == []
    assert unasked.resolved.settings.notes is NoteKind.ENDNOTE


def program(folder: Path, script: str) -> str:
    """A program that stands in for LibreOffice."""
    path = folder / "office"
    path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return str(path)


@pytest.mark.parametrize(
    ("script", "said"),
    [
        (None, "not installed"),
        ("exit 1", "could not lay out"),
        ("exit 0", "could not lay out"),
        ("sleep 60 & echo $! > {pid}; wait", "did not finish the layout of the document within 1 seconds"),
    ],
)
def test_what_keeps_libreoffice_from_it_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: str | None, said: str
) -> None:
    pid = tmp_path / "pid"
    made = submission(tmp_path, 1)
    found = "" if script is None else program(tmp_path, script.format(pid=pid))
    monkeypatch.setattr(Need, "find", lambda _: found)
    if script and "sleep" in script:
        monkeypatch.setattr(office, "SECONDS", 1)
    with pytest.raises(Failure) as caught:
        DocxWriter().write(*made)
    (defect,) = caught.value.findings
    assert defect.rule.code == "S016"
    assert said in message(defect)
    assert "--page-numbers" in help_line(defect)
    if pid.exists():
        assert ended(int(pid.read_text(encoding="ascii")))


def ended(process: int) -> bool:
    """Whether a process is no more, or soon."""
    for _ in range(600):
        try:
            os.kill(process, 0)
        except ProcessLookupError:
            return True
        if Path(f"/proc/{process}/stat").read_text(encoding="ascii").split()[2] == "Z":
            return True
        time.sleep(0.1)
    return False


def test_pages_that_never_rest_are_a_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    rounds: list[int] = []

    def change(document: bytes) -> office.Layout:
        rounds.append(len(document))
        return office.Layout({"a": len(rounds)}, 1)

    monkeypatch.setattr("toolchain.writers.docx.pages.laid_out", change)
    with pytest.raises(Failure, check=saying(f"after {ROUNDS} layouts")):
        settled(lambda pages: pages.label("a").encode())
    assert len(rounds) == ROUNDS


def test_pages_are_laid_out_until_they_rest(monkeypatch: pytest.MonkeyPatch) -> None:
    places = {b"0 of 1": 9, b"9 of 3": 10, b"10 of 3": 10}

    def moves(document: bytes) -> office.Layout:
        return office.Layout({"a": places[document]}, 3)

    monkeypatch.setattr("toolchain.writers.docx.pages.laid_out", moves)
    assert settled(lambda pages: f"{pages.label('a')} of {pages.total}".encode()) == b"10 of 3"
