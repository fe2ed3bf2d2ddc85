"""How the PDF looks, in what can be measured: places of words, sizes of pictures, nothing cut off."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

import pytest
from PIL import Image

from tests.judges.validators import need, poppler, run, verapdf
from tests.support.pages import Submission, written
from tests.support.places import CM, COLUMN, MARGINS, Word, place, words
from toolchain.model.front_matter import Look
from toolchain.project.settings import Options
from toolchain.writers.pdf import PdfWriter


class Picture(NamedTuple):
    """A picture's page and its size in centimetres."""

    page: int
    width: float
    height: float


def made(submission: Submission, folder: Path) -> Path:
    path = folder / "report.pdf"
    path.write_bytes(PdfWriter().write(*submission))
    return path


def pictures(pdf: Path) -> list[Picture]:
    rows = [line.split() for line in run([need("pdfimages"), "-list", pdf]).splitlines()[2:]]
    return [
        Picture(int(row[0]), int(row[3]) / int(row[12]) * 2.54, int(row[4]) / int(row[13]) * 2.54)
        for row in rows
        if row[2] == "image"
    ]


@pytest.mark.parametrize(("pixels", "dpi"), [((1080, 2400), 96), ((2160, 4800), 300), ((1654, 2339), 200)])
def test_a_tall_picture_stays_whole_on_the_page_of_its_caption(
    pixels: tuple[int, int], dpi: int, tmp_path: Path
) -> None:
    Image.new("RGB", pixels, "red").save(tmp_path / "tall.png", dpi=(dpi, dpi))
    body = '# Head\n\n1. Before it:\n\n     ![A picture](tall.png "Caption")\n'
    pdf = made(written(tmp_path, body), tmp_path)
    (picture,) = pictures(pdf)
    assert picture.width / picture.height == pytest.approx(pixels[0] / pixels[1], rel=0.02)
    assert picture.height <= 19.1
    assert picture.width <= 13.1
    pages = {word.text: word.page for word in words(pdf)}
    assert pages["it:"] == pages["Figure"] == pages["Caption"] == picture.page


@pytest.mark.parametrize("dpi", [72, 96, 300])
def test_a_small_picture_has_the_size_that_its_resolution_says(dpi: int, tmp_path: Path) -> None:
    Image.new("RGB", (100, 50), "red").save(tmp_path / "small.png", dpi=(dpi, dpi))
    (picture,) = pictures(made(written(tmp_path, "1. A.\n\n     ![A picture](small.png)\n"), tmp_path))
    assert picture.width == pytest.approx(100 / dpi * 2.54, rel=0.02)
    assert picture.height == pytest.approx(50 / dpi * 2.54, rel=0.02)


def test_a_logo_keeps_its_proportions(tmp_path: Path) -> None:
    Image.new("RGB", (400, 200), "red").save(tmp_path / "logo.png")
    submitter = "[{name: A, logo: logo.png, logo-alt: B}]"
    (picture,) = pictures(made(written(tmp_path, "1. A.", submitted_by=submitter), tmp_path))
    assert picture.height == pytest.approx(2, rel=0.02)
    assert picture.width == pytest.approx(4, rel=0.02)


LISTS = """\
1. One:

     1. Alpha:

          Beta.

          > Gamma.

          1. Delta;

               Epsilon.

2. Two:

     1) Zeta

          Eta.

     - Theta
"""


@pytest.mark.usefixtures("weasyprint")
def test_what_stands_in_a_list_stands_under_its_item(tmp_path: Path) -> None:
    """The first lines; centimetres from the column as in the DOCX."""
    pdf = made(written(tmp_path, LISTS), tmp_path)
    placed = {
        "(a)": 1, "Alpha:": 2, "Beta.": 2, "Gamma.": 2, "(i)": 2, "Delta;": 3, "Epsilon.": 3,
        "1)": 1, "Zeta": 2, "Eta.": 2, "Theta": 1,
    }  # fmt: skip
    assert {name: place(name, pdf) for name in placed} == placed


@pytest.mark.usefixtures("weasyprint")
def test_lists_are_mirrored_where_text_runs_from_right_to_left(tmp_path: Path) -> None:
    pdf = made(written(tmp_path, LISTS, lang="ar"), tmp_path)
    begin = {word.text.strip(".:;"): round((COLUMN[1] - word.right) / CM, 1) for word in words(pdf)}
    placed = {"Alpha": 2, "Beta": 2, "Gamma": 2, "Delta": 3, "Epsilon": 3, "Zeta": 2, "Eta": 2, "Theta": 1}
    assert {name: begin[name] for name in placed} == pytest.approx(placed, abs=0.11)  # a full stop before it


def test_the_first_page_of_a_draft_says_so_once(tmp_path: Path) -> None:
    body = "# A {.page-break}\n\n1. B.\n\n# C {.page-break}\n\n2. D.\n"
    pdf = made(written(tmp_path, body, Options(draft=True)), tmp_path)
    pages = poppler.text(pdf).rstrip("\f").split("\f")
    assert [page.count("Draft") for page in pages] == [1] * len(pages)


def test_text_follows_on_the_page_of_a_cover_with_names_alone(tmp_path: Path) -> None:
    pdf = made(written(tmp_path, "# Head\n\n1. Text.", submitted_by="[{name: Someone}]"), tmp_path)
    assert {word.page for word in words(pdf)} == {1}


@pytest.mark.parametrize("notes", ["endnotes", "footnotes"])
def test_marks_side_by_side_never_part_at_the_end_of_a_line(notes: str, tmp_path: Path) -> None:
    """Paragraphs whose marks come at every place of a line, a letter further each time."""
    paragraphs = [f"{n}. {'word ' * 14}{'a' * n}[^a][^b] and then a few words more." for n in range(1, 31)]
    body = "\n\n".join([*paragraphs, "[^a]: A.", "[^b]: B."])
    pdf = made(written(tmp_path, body, notes=notes), tmp_path)
    lines = poppler.text(pdf, layout=True).splitlines()
    assert sum(bool(re.search(r"a1,\s2", line)) for line in lines) == 30


def table(columns: int, cell: str, indent: str = "     ") -> str:
    """A table that has the cell in two rows of all its columns."""
    rows = (["Head"] * columns, ["--:"] * columns, [cell] * columns, [cell] * columns)
    return "\n".join(f"{indent}| {' | '.join(row)} |" for row in rows)


def outside(pdf: Path, edges: tuple[float, float]) -> list[Word]:
    return [word for word in words(pdf) if word.left < edges[0] - 1 or word.right > edges[1] + 1]


@pytest.mark.parametrize(("columns", "cell"), [(4, "1,234,567"), (8, "12,345"), (3, "Khyber Pakhtunkhwa")])
def test_a_table_that_fits_stays_in_the_column(columns: int, cell: str, tmp_path: Path) -> None:
    pdf = made(written(tmp_path, f"1. A.\n\n{table(columns, cell)}\n"), tmp_path)
    assert [word.text for word in outside(pdf, COLUMN)] == ["Page", "1", "of", "1"]
    assert "".join(poppler.text(pdf).split()).count(cell.replace(" ", "")) == 2 * columns


@pytest.mark.usefixtures("weasyprint")
@pytest.mark.parametrize(("columns", "cell"), [(11, "12,345,678"), (12, "1,234,567"), (15, "1,234,567")])
def test_a_table_of_many_columns_goes_from_margin_to_margin(columns: int, cell: str, tmp_path: Path) -> None:
    pdf = made(written(tmp_path, f"1. A.\n\n{table(columns, cell)}\n"), tmp_path)
    assert outside(pdf, MARGINS) == []
    assert len(outside(pdf, COLUMN)) > 4
    assert poppler.text(pdf).split().count(cell) == 2 * columns


@pytest.mark.parametrize(
    "body",
    [
        f"1. A:\n\n     1. B:\n\n          1. C:\n\n{table(12, '1,234,567', ' ' * 15)}\n",
        f"1. A:\n\n     > B:\n     >\n{table(12, '1,234,567', '     > ')}\n",
        f"1. A:\n\n     > B:\n     >\n{table(9, '123,456', '     > ')}\n",
        f"1. A:\n\n     1) B:\n\n{table(12, '1,234,567', ' ' * 10)}\n",
        f"1. A:\n\n     - B:\n\n{table(9, '123,456', ' ' * 7)}\n",
    ],
)
def test_a_table_comes_out_of_what_is_indented(body: str, tmp_path: Path) -> None:
    pdf = made(written(tmp_path, body), tmp_path)
    assert outside(pdf, MARGINS) == []
    text = poppler.text(pdf).split()
    assert (text.count("1,234,567"), text.count("123,456")) in {(24, 0), (0, 18)}


@pytest.mark.usefixtures("weasyprint")
@pytest.mark.parametrize(
    ("columns", "cell"), [(40, "1,234,567"), (2, "a" * 300), (1, "b" * 300), (6, "c" * 60)]
)
def test_what_fits_nowhere_is_broken_and_not_cut_off(columns: int, cell: str, tmp_path: Path) -> None:
    pdf = made(written(tmp_path, f"1. A.\n\n{table(columns, cell)}\n"), tmp_path)
    assert outside(pdf, MARGINS) == []
    letters = "".join(poppler.text(pdf).split())
    assert sum(letters.count(letter) for letter in set(cell)) >= 2 * columns * len(cell)


def test_lists_and_wide_tables_are_tagged_right(tmp_path: Path) -> None:
    pdf = made(written(tmp_path, f"{LISTS}\n3. Three:\n\n{table(12, '1,234,567')}\n"), tmp_path)
    assert verapdf.findings([pdf]) == {pdf: []}


def test_who_submits_is_not_divided_from_the_words_above_the_names(tmp_path: Path) -> None:
    """Also where a style sheet leaves the cover no room for the first name."""
    style = tmp_path / "own.css"
    style.write_text(".subtitle { height: 530pt } .submitter { height: 60pt }", encoding="utf-8")
    submitters = "[{name: First, description: Helps girls.}, {name: Second}]"
    source = written(tmp_path, "1. One.\n", Options(css=style), subtitle="Under", submitted_by=submitters)
    first, second, *_ = poppler.text(made(source, tmp_path)).split("\f")
    assert "Submitted by" not in first
    assert second.index("Submitted by") < second.index("First")


@pytest.mark.parametrize("look", ["un", "house"])
def test_no_name_of_an_organization_ends_a_page(look: Look, tmp_path: Path) -> None:
    """Its details are below it, also where lines before it leave room for the name alone."""
    contact = "contact: {person: B, address: 1 Long Street, email: a@b.example, website: https://b.example}"
    groups = ", ".join(f'{{name: "Group{number}", {contact}}}' for number in range(12))
    for lines in range(7):
        longer = "1 Long Street" + "\\nTown" * lines
        by = f'[{{name: First, contact: {{address: "{longer}"}}}}, {groups}]'
        pdf = made(written(tmp_path, "1. A text.\n", Options(look=look), submitted_by=by), tmp_path)
        places = words(pdf)
        for name in (each for each in places if each.text.startswith("Group") and each.page > 1):
            below = [each for each in places if each.page == name.page and each.top > name.top + 5]
            assert "Contact" in {each.text for each in below}, (lines, name)
