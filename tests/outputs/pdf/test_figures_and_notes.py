"""Where typst sets figures, and how both programs set notes, measured on the pages."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from PIL import Image

from tests.judges.validators import need, poppler, run
from tests.support.pages import TYPST, WEASYPRINT, written
from tests.support.places import CM, COLUMN, words
from tests.support.proving import prove
from tests.support.shares import one_in
from toolchain.model.records import replace
from toolchain.project.settings import Options
from toolchain.writers.pdf import PdfWriter
from toolchain.writers.pdf.weasyprint.patches import figures

TEXT = (2.5 * CM, 27.7 * CM)
"""Where text begins and ends on a page."""
FIFTH = (TEXT[1] - TEXT[0]) / 5


@pytest.mark.parametrize(
    "options", [TYPST, pytest.param(WEASYPRINT, marks=pytest.mark.long)], ids=["typst", "weasyprint"]
)
@pytest.mark.parametrize("notes", ["endnotes", pytest.param("footnotes", marks=pytest.mark.long)])
def test_no_page_has_a_hole_before_a_figure(notes: str, options: Options, tmp_path: Path) -> None:
    """Of a third of a page each, after texts of all heights; the words are proved in their order."""
    Image.new("RGB", (600, 400), "teal").save(tmp_path / "a.png", dpi=(130, 130))
    body = "\n\n".join(
        f"{n}. word{n}[^{n}] {'of the text ' * (n * 29 % 67)}ends.\n\n"
        f'     ![Of it](a.png "Figure of {n}")\n\n{"A line of text " * (n * 17 % 41)}\n'
        for n in range(1, 25)
    )
    texts = "\n".join(f"[^{n}]: Note {n}{' is long' * (n % 5 * 9)}." for n in range(1, 25))
    submission = written(tmp_path, f"{body}\n25. {'Last ' * 400}\n\n{texts}\n", options, notes=notes)
    pdf = tmp_path / "x.pdf"
    pdf.write_bytes(PdfWriter().write(*submission))
    assert prove(submission.resolved, pdf.read_bytes(), "x.pdf", "pdf") == ()
    shown = [line.split() for line in run([need("pdfimages"), "-list", pdf]).splitlines()[2:]]
    shares = {round(130 / int(row[12]), 2) for row in shown}
    assert len(shown) == 24
    assert 0.9 <= min(shares) <= max(shares) == 1
    pages = [Image.open(page).convert("L") for page in poppler.pictures(pdf, tmp_path, dpi=36)]
    empty = [(number, hole(page)) for number, page in enumerate(pages[:-1], 1)]
    assert [each for each in empty if each[1] > FIFTH] == []


def test_no_page_has_a_hole_before_a_long_note(tmp_path: Path) -> None:
    """Each is nearly half a page, below texts of many heights; the proof finds any that begins elsewhere."""
    texts = [
        f"{n}. {'Words of the text ' * (40 + n * 29 % 67)}{'' if n % 2 else f'[^{n}]'}" for n in range(1, 13)
    ]
    notes = [f"[^{n}]: {'A note is long ' * 150}." for n in range(2, 13, 2)]
    submission = written(tmp_path, "\n\n".join([*texts, *notes]), TYPST, notes="footnotes")
    pdf = tmp_path / "x.pdf"
    pdf.write_bytes(PdfWriter().write(*submission))
    assert prove(submission.resolved, pdf.read_bytes(), "x.pdf", "pdf") == ()
    pages = [Image.open(page).convert("L") for page in poppler.pictures(pdf, tmp_path, dpi=36)]
    assert max(map(hole, pages[1:-1])) < FIFTH


HEIGHTS = (700, 220, 40, 420, 90, 560, 150, 300)


@pytest.mark.parametrize(
    ("options", "step", "notes"),
    [
        (TYPST, 3, "footnotes"),
        *(pytest.param(WEASYPRINT, each, "endnotes", marks=pytest.mark.long) for each in (3, 5, 7, 11, 13)),
        *(pytest.param(TYPST, each, "endnotes", marks=pytest.mark.long) for each in (1, 5, 7, 11, 13)),
        *(pytest.param(TYPST, each, "footnotes", marks=pytest.mark.long) for each in (1, 5, 7, 11, 13)),
    ],
)
def test_figures_keep_their_order_and_so_do_tables(
    options: Options, step: int, notes: str, tmp_path: Path
) -> None:
    """Of all heights, low ones and long tables among them, and one in a list: wherever each is set."""
    for high in HEIGHTS:
        Image.new("RGB", (600, high), "teal").save(tmp_path / f"{high}.png", dpi=(130, 130))
    body = []
    for n in range(1, 25):
        body.append(f"{n}. {'of the text ' * (n * step * 29 % 67)}ends.[^n{n}]")
        inside = "     1. of a list\n\n     " if n % 9 == 4 else ""
        body.append(f'{inside}     ![Of it]({HEIGHTS[n * step % 8]}.png "Figured")')
        rows = "".join(
            f"     | row | Implementation of it{'[^t]' * (n == 18)} |\n" for _ in range(n * step % 17 + 2)
        )
        body += [f"     Table: Tabled\n\n     | Law | Text |\n     |---|---|\n{rows}"] * (n % 3 > 0)
    texts = "\n".join(f"[^{n}]: A note." for n in ["t", *(f"n{n}" for n in range(1, 25))])
    submission = written(tmp_path, "\n\n".join([*body, texts]), options, notes=notes)
    pdf = tmp_path / "x.pdf"
    pdf.write_bytes(PdfWriter().write(*submission))
    assert prove(submission.resolved, pdf.read_bytes(), "x.pdf", "pdf") == ()
    for name, number in (("Figure", 24), ("Table", 16)):
        found = [
            (two.page, two.top, int(two.text))
            for one, two in pairwise(words(pdf))
            if one.text == name and two.text.isdigit()
        ]
        assert [each[2] for each in sorted(found)] == [*range(1, number + 1)]


def test_a_figure_is_below_the_heading_of_its_section(tmp_path: Path) -> None:
    """Also where notes and a table push the heading to the page with the figure at its head."""
    Image.new("RGB", (600, 300), "teal").save(tmp_path / "a.png", dpi=(130, 130))
    table = "     Table: Laws\n\n     | Law | Text |\n     |---|---|\n" + "     | row | of it |\n" * 6
    body = [
        f"# Section{n}\n\n1. {'Words of the text ' * (n * 7 % 41 + 3)}[^{n}]\n\n{table}\n"
        f'     ![Of it](a.png "figure{n}")\n\n2. {"After it " * 20}[^x{n}]'
        for n in range(3, 7)
    ]
    body += [f"[^{n}]: {'A note ' * (n * 7 % 53 + 20)}." for n in range(3, 7)]
    body += [f"[^x{n}]: {'More ' * (n * 21 % 97)}end." for n in range(3, 7)]
    pdf = tmp_path / "x.pdf"
    pdf.write_bytes(PdfWriter().write(*written(tmp_path, "\n\n".join(body), WEASYPRINT, notes="footnotes")))
    at = {word.text: (word.page, word.top) for word in reversed(words(pdf)) if word.top > TEXT[0] - 10}
    for n in range(3, 7):
        assert at[f"Section{n}"] < at[f"figure{n}"]


@pytest.mark.parametrize(
    "options", [TYPST, pytest.param(WEASYPRINT, marks=pytest.mark.long)], ids=["typst", "weasyprint"]
)
def test_lines_below_a_table_or_figure_stay_with_it(options: Options, tmp_path: Path) -> None:
    """On the page of its last row, wherever that is."""
    Image.new("RGB", (600, 300), "teal").save(tmp_path / "a.png", dpi=(130, 130))
    body = []
    for n in range(1, 22):
        body.append(f"{n}. {'Words of the text ' * (n * 7 % 23 + 3)}ends.")
        if n % 3:
            rows = "".join(f"     | row | of table{n} |\n" for _ in range((6, 30, 8, 17, 22, 40, 5)[n % 7]))
            body.append(f"     Table: Laws\n\n     | Law | Text |\n     |---|---|\n{rows}")
        else:
            body.append(f'     ![Of it](a.png "table{n}")')
        body.append(f"     *Source:* below{n} {'and what it is ' * (n % 13)}.\n\n     Note: lowest{n} note.")
    submission = written(tmp_path, "\n\n".join(body), options)
    pdf = tmp_path / "x.pdf"
    pdf.write_bytes(PdfWriter().write(*submission))
    assert prove(submission.resolved, pdf.read_bytes(), "x.pdf", "pdf") == ()
    at = {word.text: (word.page, word.top) for word in words(pdf)}  # the last of each
    for n in range(1, 22):
        places = [at[f"{name}{n}"] for name in ("table", "below", "lowest")]
        assert places == sorted(places)
        assert len({page for page, _ in places}) == 1, n


def test_long_lines_below_a_table_or_figure_go_over_pages(tmp_path: Path) -> None:
    """No word of them is outside the pages, or printed over others."""
    Image.new("RGB", (600, 300), "teal").save(tmp_path / "a.png", dpi=(130, 130))
    rows = "".join(f"| row | {n} |\n" for n in range(30))
    body = [f"Table: Laws\n\n| Law | Text |\n|---|---|\n{rows}", "![Of it](a.png)", '![Of it](a.png "Drawn")']
    body = [f"{each}\n\nSource: {'words of it ' * 600}end." for each in body]
    pdf = tmp_path / "x.pdf"
    pdf.write_bytes(PdfWriter().write(*written(tmp_path, "\n\n".join(body), TYPST)))
    places = [(word.page, word.top) for word in words(pdf) if word.text in ("row", "words", "end.")]
    assert len(places) == 30 + 3 * 601
    assert all(TEXT[0] < top < TEXT[1] for _, top in places)
    assert places == sorted(places)


@pytest.mark.parametrize("case", one_in(2, [(8, 8, 1), (9, 8, 1), (9, 0, 2), (11, 8, 1), (11, 0, 1)]))
def test_text_fills_the_page_before_a_table(case: tuple[int, int, int], tmp_path: Path) -> None:
    """A table of fifteen rows with its header is parted only where its section has too little text, and a
    quarter of a page would be empty.
    """
    before, after, parted = case
    lines = [f"{n}. {'Words of the text ' * 19}" for n in range(1, before + after + 1)]
    rows = "".join(f"| row{n} | Implementation of it |\n" for n in range(14))
    lines.insert(before, f"Table: Laws\n\n| Law | Text |\n|---|---|\n{rows}")
    body = "\n\n".join([*lines, f"# Next\n\n{before + after + 1}. End."])
    submission = written(tmp_path, body, TYPST)
    pdf = tmp_path / "x.pdf"
    pdf.write_bytes(PdfWriter().write(*submission))
    assert prove(submission.resolved, pdf.read_bytes(), "x.pdf", "pdf") == ()
    found = words(pdf)
    pages = {word.page for word in found if word.text.startswith("row")}
    assert len(pages) == parted
    assert TEXT[1] - max(word.top for word in found if word.page == 1) < FIFTH or not after
    assert max(pages) == 2


@pytest.mark.parametrize("options", [TYPST, WEASYPRINT], ids=["typst", "weasyprint"])
def test_no_figure_is_behind_the_heading_of_the_next_section(options: Options, tmp_path: Path) -> None:
    """Though a page has room for text where it has none for a figure."""
    Image.new("RGB", (600, 400), "teal").save(tmp_path / "a.png", dpi=(130, 130))
    lines = "\n\n".join(f"{n}. {'of the text ' * 40}ends." for n in range(1, 9))
    body = f"# One\n\n{lines}\n\n     ![Of it](a.png 'Drawn')\n\n# Two\n\n9. Last.\n"
    pdf = tmp_path / "x.pdf"
    pdf.write_bytes(PdfWriter().write(*written(tmp_path, body, options)))
    texts = [word.text for word in words(pdf)]
    assert texts.index("Drawn") < texts.index("Two") < texts.index("Last.")


@pytest.mark.parametrize(
    ("after", "is_filled"),
    [
        ("6. Following.", True),
        ("6. Following.\n\n## Deeper\n\n7. Deep.", True),
        ("# Next\n\n6. Following.", False),
        pytest.param("6. Following.\n\n# Next\n\n1. After.", False, marks=pytest.mark.long),
        pytest.param("6. Following.\n\n# Next {.annex}\n\n1. After.", False, marks=pytest.mark.long),
    ],
    ids=["text", "subsection", "section", "end of section", "annex"],
)
def test_weasyprint_puts_a_figure_at_the_head_of_a_page_of_its_section(
    after: str, is_filled: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While text that follows fills the page before; its tag stays where it is in the source.

    It does not go there if the next section would begin before it.
    """
    lang = "ar" if after.endswith("Deep.") else "en"
    Image.new("RGB", (600, 400), "teal").save(tmp_path / "a.png", dpi=(130, 130))
    times = [40] * 5 if lang == "en" else [50, 38, 38, 38]
    lines = "\n\n".join(f"{n}. {'of the text ' * count}ends." for n, count in enumerate(times, 1))
    more = "\n\n".join(f"{n}. {'more text ' * 60}ends." for n in range(8, 11))
    body = f"# One\n\n{lines}[^n]\n\n     ![Of it](a.png 'Drawn')\n\n{after}\n\n{more}\n\n[^n]: Note.\n"
    submission = written(tmp_path, body, WEASYPRINT, look="house", lang=lang)
    pdf = tmp_path / "x.pdf"
    pdf.write_bytes(PdfWriter().write(*submission))
    assert prove(submission.resolved, pdf.read_bytes(), "x.pdf", "pdf") == ()
    pages = {word.text.strip("."): word.page for word in words(pdf)}
    assert pages["Following"] == (1 if is_filled else 2)
    assert pages["Drawn"] == 2
    if is_filled:  # WeasyPrint alone leaves the page empty
        monkeypatch.setattr(f"{figures.__name__}.fill_pages", lambda html, render: render(""))
        pdf.write_bytes(PdfWriter().write(*submission))
        assert {word.text.strip("."): word.page for word in words(pdf)}["Following"] == 2


@pytest.mark.parametrize("options", [TYPST, WEASYPRINT], ids=["typst", "weasyprint"])
def test_no_line_is_stretched_before_a_symbol(options: Options, tmp_path: Path) -> None:
    """Which is not divided; other paragraphs are justified."""
    text = "Настоящий доклад дополняет доклад государства-участника (CRC/C/OPSC/KGZ/CO/5-6); он охватывает."
    more = "A word on the families and against all of the islands disjoined A/HRC/WG.6/42/PAK/3 or not."
    body = f"1. {text}\n\n2. Words {'the text ' * 40}ends.\n\n3. {more}\n"
    pdf = tmp_path / "x.pdf"
    pdf.write_bytes(PdfWriter().write(*written(tmp_path, body, options)))
    found = words(pdf)
    gaps = {one.text: two.left - one.right for one, two in pairwise(found) if one.top == two.top}
    assert max(gaps["доклад"], gaps["islands"]) < 4
    ends = [word.right for word in found if word.text in {"the", "text"}]
    assert max(ends) == pytest.approx(COLUMN[1], abs=0.5)


@pytest.mark.parametrize("options", [TYPST, WEASYPRINT], ids=["typst", "weasyprint"])
@pytest.mark.parametrize("draft", [False, True])
def test_a_long_title_in_the_running_head_is_not_cut(options: Options, draft: bool, tmp_path: Path) -> None:
    title = "The rights of children who work at sea, in harbours and on the islands of the north " * 6
    body = f"1. {'word ' * 1000}\n"
    submission = written(tmp_path, body, replace(options, draft=draft), title=title)
    pdf = tmp_path / "x.pdf"
    pdf.write_bytes(PdfWriter().write(*submission))
    head = [word for word in words(pdf) if word.page == 2 and word.top < 2.4 * CM]
    assert len(head) >= len(title.split())
    assert min(word.top for word in head) > 0.4 * CM


def hole(page: Image.Image) -> float:
    """The height of the largest part of the text area without ink, in points; two of them are a pixel."""
    first, last, width = round(TEXT[0] / 2), round(TEXT[1] / 2), page.width
    rows = [
        row for row in range(first, last) if len(page.crop((0, row, width, row + 1)).getcolors() or ()) > 1
    ]
    return 2 * max(after - before for before, after in pairwise((first, *rows, last)))


@pytest.mark.parametrize("options", [TYPST, WEASYPRINT], ids=["typst", "weasyprint"])
@pytest.mark.parametrize("notes", ["endnotes", "footnotes"])
def test_notes_have_the_form_of_the_geneva_office(notes: str, options: Options, tmp_path: Path) -> None:
    """A raised number that ends 2 mm before the column, the words in the column; above footnotes a line
    of 2.6 cm that begins 8 mm before it (the footnote text and separator of the office's template).
    """
    body = f"1. Text.[^a]\n\n[^a]: Noteword {'and more ' * 40}.\n"
    pdf = tmp_path / "x.pdf"
    pdf.write_bytes(PdfWriter().write(*written(tmp_path, body, options, notes=notes)))
    found = words(pdf)
    at = next(number for number, word in enumerate(found) if word.text == "Noteword")
    first = found[at]
    number = next(word for word in found if word.text == "1" and abs(word.top - first.top) < 8)
    assert number.right == pytest.approx(COLUMN[0] - 0.2 * CM, abs=2)  # a space in one of the programs
    assert first.left == pytest.approx(COLUMN[0], abs=0.5)
    begins = [word.left for word in found if word.left < COLUMN[0] + 1 and word.top > first.top + 8]
    assert max(begins) == pytest.approx(COLUMN[0], abs=0.5)
    if notes == "footnotes":
        (page,) = poppler.pictures(pdf, tmp_path, dpi=144)
        with Image.open(page) as drawn:
            grey = drawn.convert("L")
        inks = [ink(grey, row) for row in range(round(2 * first.top) - 40, round(2 * first.top) - 4)]
        left, right = next(each for each in inks if each)
        assert left / 2 == pytest.approx(3.2 * CM, abs=1)
        assert right / 2 == pytest.approx(5.8 * CM, abs=1)


def ink(page: Image.Image, row: int) -> tuple[int, int] | None:
    """Where the ink of a row of pixels begins and ends."""
    dark = [x for x in range(page.width) if int(str(page.getpixel((x, row)))) < 160]
    return (dark[0], dark[-1] + 1) if dark else None
