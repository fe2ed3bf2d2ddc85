"""How a Word file looks, measured where LibreOffice prints it, beside the PDF."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.docx_file import save
from tests.pages import Submission, written
from tests.places import CM, place, words
from tests.validators import libreoffice
from toolchain.writers.pdf import PdfWriter

pytestmark = pytest.mark.xdist_group("libreoffice")

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


def test_lists_stand_in_alike_in_word_and_pdf(tmp_path: Path) -> None:
    for pdf in printed(written(tmp_path, LISTS), tmp_path):
        assert {name: place(name, pdf) for name in PLACED} == pytest.approx(PLACED, abs=0.05), pdf.name


@pytest.mark.parametrize("kind", ["endnotes", "footnotes"])
def test_the_title_s_note_stands_at_the_foot_of_the_first_page(kind: str, tmp_path: Path) -> None:
    body = "# A {.page-break}\n\n1. One.[^a]\n\n[^joint]: Others share the views.\n\n[^a]: Note.\n"
    by = "[{name: Someone}]"
    submission = written(tmp_path, body, title='"Of all[^joint]"', notes=kind, submitted_by=by)
    for pdf in printed(submission, tmp_path):
        (found,) = (word for word in words(pdf) if word.text == "Others")
        assert found.page == 1, pdf.name
        assert found.top > 25 * CM, pdf.name
        assert place("Others", pdf) == pytest.approx(0, abs=0.11), pdf.name
