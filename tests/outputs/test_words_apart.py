"""Words of the other direction keep their signs at their sides (UAX #9, isolates): titles in notes and cells.

In “منظمة، Who Cares?، نيويورك” the question mark is part of the title, and stands at its right.
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.judges.validators import lines, need, run
from tests.support.pages import ROOT, Submission, html, read, written
from tests.support.places import words
from tests.support.proving import prove
from toolchain.writers.html import inlines
from toolchain.writers.pdf import PdfWriter

ARABIC = """1. انظر [*Who Cares?*]{lang=en}، نيويورك.[^a] {#x}

2. كما قال «[What now? (Part 2)]{lang=en}» في الفقرة [1](#x) (انظر [*Global Estimates 2020, Trends and
     the Road Forward, and all that everybody who works with children should know!*]{lang=en}).

     Table: الكتب [Why?]{lang=en} {#t}

     | الكتاب | السنة |
     | ------ | ----- |
     | [Where to?]{lang=en} | 2019 |

[^a]: منظمة العمل، «[*Children at Work: How Much?*]{lang=en}»، نيويورك، 2021؛
     [Act No. 5 (a)]{lang=en}.
"""
TITLES = (
    "Who Cares?", "What now? (Part 2)", "should know!", "Why?", "Where to?", "Children at Work: How Much?",
    "Act No. 5 (a)",
)  # fmt: skip
ENGLISH = """1. See [هل من مجيب؟]{lang=ar}, Cairo.[^a]

[^a]: Ministry, [*ماذا بعد؟*]{lang=ar}, p. 5.
"""


@pytest.fixture
def arabic(tmp_path: Path) -> Submission:
    return written(tmp_path, ARABIC, lang="ar", title="تقرير عن العمل")


def _printed(data: bytes, folder: Path) -> set[str]:
    """The words of a PDF, each from left to right: what stands side by side is one."""
    path = folder / "x.pdf"
    path.write_bytes(data)
    return {word for each in words(path) for word in re.split(r"[«»،؛\u200e\u200f]", each.text) if word}


def test_signs_stay_at_their_words_on_paper(arabic: Submission, tmp_path: Path) -> None:
    data = PdfWriter().write(*arabic)
    printed = _printed(data, tmp_path)
    assert {"Cares?", "now?", "Why?", "to?", "Much?", "know!"} <= printed
    assert not [word for word in printed if re.match(r"[?!](?=\w)", word)]
    assert prove(arabic.resolved, data, "x.pdf", "pdf") == ()


def test_signs_stay_at_their_words_on_a_screen(arabic: Submission, tmp_path: Path) -> None:
    page = tmp_path / "x.html"
    page.write_text(html(arabic), encoding="utf-8")
    shown = " ".join(line.shown for text in lines.in_chromium([page], 1000)[0] for line in text)
    shown = shown.replace("\u00a0", " ")
    assert [title for title in TITLES if title not in shown] == []


def test_words_from_right_to_left_in_an_english_text(tmp_path: Path) -> None:
    """The Arabic question mark ends the words, at their left."""
    submission = written(tmp_path, ENGLISH)
    page = tmp_path / "x.html"
    page.write_text(html(submission), encoding="utf-8")
    shown = " ".join(line.shown for text in lines.in_chromium([page], 1000)[0] for line in text)
    assert "هل من مجيب؟"[::-1] in shown
    assert "ماذا بعد؟"[::-1] in shown
    assert prove(submission.resolved, PdfWriter().write(*submission), "x.pdf", "pdf") == ()


@pytest.mark.usefixtures("weasyprint")
def test_without_it_signs_stand_elsewhere(
    arabic: Submission, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """So that this is taken away when nothing needs it any longer."""
    monkeypatch.setattr(inlines, "runs_right_to_left", lambda _lang, _text, around: around)
    assert _printed(PdfWriter().write(*arabic), tmp_path).isdisjoint({"Cares?", "Why?", "to?"})


def test_titles_in_latin_letters_are_in_italics(arabic: Submission, tmp_path: Path) -> None:
    """The font of the Arabic words has none, not for Latin letters either."""
    (tmp_path / "x.pdf").write_bytes(PdfWriter().write(*arabic))
    assert "Serif-Italic" in run([need("pdffonts"), tmp_path / "x.pdf"])


SHOWN = (
    ")ب( 3 ةرقفلا",  # a cross-reference to a sub-paragraph
    "'2' )أ( 3 ةرقفلا",
    "12/2020 مقر",  # figures with a stroke are one number (UAX #9, W4)
    ")138 مقر(",  # in a cell of a table
    ")2( 65",  # in a note
    ")UNICEF(",
)
"""How parts of the Arabic sample stand from left to right, by hand; brackets are not yet mirrored."""


def test_numbers_brackets_and_references_of_an_arabic_text(tmp_path: Path) -> None:
    page = tmp_path / "x.html"
    page.write_text(html(read(ROOT / "tests/cases/languages/ar.md")), encoding="utf-8")
    shown = "\n".join(line.shown for text in lines.in_chromium([page], 1400)[0] for line in text)
    assert [part for part in SHOWN if part not in shown.replace("\u00a0", " ")] == []
