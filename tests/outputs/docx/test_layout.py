"""How a Word file looks, measured where LibreOffice prints it, beside the PDF."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.judges.validators import libreoffice
from tests.support.docx_file import save
from tests.support.pages import Submission, written
from tests.support.places import CM, COLUMN, place, words
from tests.support.shares import one_in
from toolchain.writers.pdf import PdfWriter

LISTS = """\
1) Alpha

     1) Beta

          - Gamma

# Head

1. One:[^note]

     1) Delta

          Epsilon.

          1) Zeta

     - Eta

          1) Theta

2. Two:

     1. Three:

          1) Iota

          - Kappa

          1. Four:

               1) Lambda

          2. Five.

     2. Six.

3. Seven:

     > 1) Mu
     >
     >      1) Nu

[^note]: Eight:

    1) Xi

        1) Omicron

    - Pi
"""

PLACED = {
    "Alpha": 2, "Beta": 3, "Gamma": 4, "Delta": 2, "Epsilon.": 2, "Zeta": 3, "Eta": 1, "Theta": 2,
    "Iota": 3, "Kappa": 2, "Lambda": 4, "Mu": 2, "Nu": 3, "Xi": 1, "Omicron": 2, "Pi": 1,
}  # fmt: skip
"""Centimetres from the column: the text of an item one further than its number, which is one further than
the text around it, or flush with that in a list, a quotation or a note.
"""


def printed(submission: Submission, folder: Path) -> tuple[Path, Path]:
    """The document as LibreOffice prints it, and the PDF."""
    pdf = folder / "ours.pdf"
    pdf.write_bytes(PdfWriter().write(*submission))
    return libreoffice.to_pdf(save(submission, folder / "report.docx"), folder), pdf


@pytest.mark.usefixtures("weasyprint")
def test_lists_stand_in_alike_in_word_and_pdf(tmp_path: Path) -> None:
    for pdf in printed(written(tmp_path, LISTS), tmp_path):
        assert {name: place(name, pdf) for name in PLACED} == pytest.approx(PLACED, abs=0.05), pdf.name


@pytest.mark.parametrize("kind", one_in(2, ["endnotes", "footnotes"]))
def test_the_title_s_note_stands_at_the_foot_of_the_first_page(kind: str, tmp_path: Path) -> None:
    body = "# A {.page-break}\n\n1. One.[^a]\n\n[^joint]: Others share the views.\n\n[^a]: Note.\n"
    by = "[{name: Someone}]"
    submission = written(tmp_path, body, title='"Of all[^joint]"', notes=kind, submitted_by=by)
    for pdf in printed(submission, tmp_path):
        (found,) = (word for word in words(pdf) if word.text == "Others")
        assert found.page == 1, pdf.name
        assert found.top > 25 * CM, pdf.name
        assert place("Others", pdf) == pytest.approx(0, abs=0.11), pdf.name


TABLES = """\
# A

1. A:

     Table: Cases by year in all the provinces, with those that were withdrawn

     | Year | Cases |
     |---|--:|
     | Twelve | 7 |
     | 2019 | 1 204 |

2. B:

     | Law | Year | What |
     |---|---|---|
     | First Act | 2004 | {long} |
     | Next Act | 2005 | Short. |

3. C:

     | Age | 2017 | 2018 | 2019 |
     |---|--:|--:|--:|
     | Total number of children | 1 | 2 | Last |
"""


def test_tables_have_the_same_shape_in_word_and_pdf(tmp_path: Path) -> None:
    """A narrow one half the column; short cells of a long one in one line; others the whole column."""
    body = TABLES.format(long="Words of a long text that goes on over several lines. " * 4)
    for pdf in printed(written(tmp_path, body), tmp_path):
        found = {word.text: word for word in words(pdf)}
        edges = [(found[text].right - COLUMN[0]) / CM for text in ("Cases", "204", "withdrawn", "Last")]
        assert edges[:2] == pytest.approx([6.5 - 0.21, 6.5 - 0.21], abs=0.05), pdf.name
        assert edges[2] > 6.5, pdf.name
        assert edges[3] == pytest.approx(13 - 0.21, abs=0.05), pdf.name
        assert found["Twelve"].left == pytest.approx(COLUMN[0], abs=0.5), pdf.name
        lines = [word.top for word in words(pdf) if word.text in ("First", "Act", "2004")]
        assert lines[0] == lines[1] == lines[2], pdf.name
        assert found["withdrawn"].top == found["provinces,"].top, pdf.name


def test_headings_of_an_arabic_text_begin_at_one_place(tmp_path: Path) -> None:
    """However wide their numbers are: "III." needs more than twice the room of "I."."""
    names = ("مقدمة", "قانون", "توصيات")
    body = "\n".join(f"# {name}\n\n1. نص.\n" for name in names)
    submission = written(tmp_path, body, lang="ar", headings="numbered", short_title='"س"')
    found = words(libreoffice.to_pdf(save(submission, tmp_path / "report.docx"), tmp_path))
    letters = list(map(set, names))
    edges = [word.right for word in found if set(word.text) in letters]
    assert edges == pytest.approx([COLUMN[1]] * 3, abs=1)
    numbers = [word.right for word in found if word.text in ("1", "2", "3") and word.right > COLUMN[1] - CM]
    assert len(numbers) == 3
    assert max(numbers) <= COLUMN[1]


def test_numbers_of_all_arabic_series_are_at_one_place(tmp_path: Path) -> None:
    heads = ("# مقدمة", "# توصيات {.restart series=recommendation}", "# ملحق {.annex}")
    body = "".join(f"{head}\n\n1. نص.\n\n" for head in heads)
    submission = written(tmp_path, body, lang="ar", short_title='"س"')
    found = words(libreoffice.to_pdf(save(submission, tmp_path / "report.docx"), tmp_path))
    numbers = [round(word.right) for word in found if word.text == "1" and word.right > COLUMN[1] - CM]
    assert len(numbers) == 3
    assert len(set(numbers)) == 1
