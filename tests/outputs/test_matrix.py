"""The matrix of recommendations in four forms, read back here and by LibreOffice; the UPR's, filled."""

import csv
import io
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import docx
import openpyxl
import pikepdf
import pytest
from docx.oxml.ns import qn
from lxml import html
from PIL import ImageFont

from tests.judges.validators import libreoffice
from tests.support.command import Run, project, run
from tests.support.pages import Submission, read
from toolchain.model.diagnostics import Failure
from toolchain.reports.matrix import matrix
from toolchain.reports.matrix.files import FORMS, filled
from toolchain.writers.pdf.fonts import FOLDER

__all__ = ["project", "run"]  # fixtures

SOURCE = """---
title: Recommendations on girls
lang: en
profile: crc
---

# Facts

1. Girls are not protected. {#girls}

2. The State did not act; see recommendation [2](#boys). {#state follows="A/HRC/43/15, 121.1" status="Open"}

# Recommendations {.restart series=recommendation}

1. Adopt a law (see paras. [1](#girls) and [2](#state)). {article="34; 19" sdg="5.2" addressee="Parliament"}

2. =Protect “boys”, & <all>. {#boys cluster="Violence" status="open" follows="CRC/C/PAK/CO/5, para. 74"}

3. Publish:

     1. the law; {addressee="Ministry of Law"}

     2. the figures.
"""
ROWS = [
    (
        "1",
        "Adopt a law (see paras. 1 and 2).",
        "34; 19",
        "",
        "5.2",
        "Parliament",
        "",
        "",
        "paragraph\u00a01; paragraph\u00a02",
    ),
    (
        "2",
        "=Protect “boys”, & <all>.",
        "",
        "Violence",
        "",
        "",
        "open",
        "CRC/C/PAK/CO/5, para. 74",
        "paragraph\u00a02",
    ),
    ("3", "Publish:\n(a) the law;\n(b) the figures.", "", "", "", "Ministry of Law", "", "", ""),
]
HEAD = (
    "No.",
    "Recommendation",
    "Articles",
    "Theme",
    "Goals",
    "Addressee",
    "Status",
    "Earlier recommendation",
    "Paragraphs",
)


def submission(tmp_path: Path) -> Submission:
    source = tmp_path / "report.md"
    source.write_text(SOURCE, encoding="utf-8")
    return read(source)


def in_word(data: bytes) -> tuple[list[tuple[str, ...]], list[str]]:
    """Return the rows of a Word file, and the words to which its links lead."""
    document = docx.Document(io.BytesIO(data))
    rows = [
        (*(cell.text for cell in row.cells[:-1]), "; ".join(filter(None, row.cells[-1].text.split("\n"))))
        for row in document.tables[0].rows
    ]
    body = document.element.body
    marks = {each.get(qn("w:name")): each.getparent() for each in body.iter(qn("w:bookmarkStart"))}
    links = [each.get(qn("w:anchor")) for each in body.iter(qn("w:hyperlink"))]
    return rows, ["".join(each.text or "" for each in marks[link].iter(qn("w:t"))) for link in links]


def in_workbook(data: bytes) -> tuple[list[tuple[str, ...]], list[str]]:
    book = openpyxl.load_workbook(io.BytesIO(data))
    rows: list[tuple[str, ...]] = []
    links: list[str] = []
    for row in book.worksheets[0].iter_rows():
        words = [str(cell.value or "") for cell in row]
        is_head = not rows
        rows.append((*words[:8], words[8] if is_head else "; ".join(filter(None, words[8:]))))
        for cell in row:
            if cell.hyperlink:
                place = (cell.hyperlink.location or "").rpartition("!")[2]
                links.append(
                    "  ".join(str(each.value) for each in book.worksheets[1][place.replace("$", "")[1:]])
                )
    return rows, links


LINKED = [
    "paragraph\u00a01  Girls are not protected.",
    "paragraph\u00a02  The State did not act; see recommendation 2.",
    "paragraph\u00a02  The State did not act; see recommendation 2.",
]


def test_each_form_is_read_back_equal(tmp_path: Path) -> None:
    made = matrix(submission(tmp_path).resolved)
    assert in_word(FORMS[".docx"](made)) == ([HEAD, *ROWS], LINKED)
    assert in_workbook(FORMS[".xlsx"](made)) == ([HEAD, *ROWS], LINKED)
    text = FORMS[".csv"](made).decode("utf-8-sig")
    formula = ROWS[1][0], f"'{ROWS[1][1]}", *ROWS[1][2:]
    assert [tuple(row) for row in csv.reader(io.StringIO(text))] == [HEAD, ROWS[0], formula, *ROWS[2:]]
    page: Any = html.fromstring(FORMS[".html"](made).decode())
    assert [tuple(cell.text_content() for cell in row.iter("th", "td")) for row in page.iter("tr")] == [
        HEAD,
        *ROWS,
    ]
    assert {each.get("dir") for each in page.iter("h1", "td", "p")} == {"auto"}
    targets = {each.get("id") for each in page.iter("p")}
    assert {each.get("href").lstrip("#") for each in page.iter("a")} == targets


@pytest.mark.parametrize(
    ("lang", "names"),
    [
        *(("fr", {"Recommandation", "Thème"}), ("es", {"Recomendación", "Tema"}), ("ru", {"Рекомендация"})),
        *(("ar", {"التوصية", "الفقرات"}), ("zh", {"建议", "段落"}), ("de", {"Recommendation"})),
    ],
)
def test_columns_are_named_in_the_language_of_the_source(tmp_path: Path, lang: str, names: set[str]) -> None:
    source = tmp_path / "report.md"
    source.write_text(SOURCE.replace("lang: en", f"lang: {lang}"), encoding="utf-8")
    assert names <= set(matrix(read(source).resolved).columns)


def test_equal_sources_give_equal_files(tmp_path: Path) -> None:
    made = matrix(submission(tmp_path).resolved)
    for write in FORMS.values():
        assert write(made) == write(made)
    core = ZipFile(io.BytesIO(FORMS[".xlsx"](made))).read("docProps/core.xml").decode()
    assert "openpyxl" not in core


def test_widths_are_those_of_words_and_rows_stay_whole(tmp_path: Path) -> None:
    made = matrix(submission(tmp_path).resolved)
    document = docx.Document(io.BytesIO(FORMS[".docx"](made)))
    table = document.tables[0]
    widths = [column.width.pt for column in table.columns]
    bold = ImageFont.truetype(str(FOLDER / "LiberationSerif-Bold.ttf"), 10)
    assert all(width - 2 * 5.4 >= bold.getlength(name) for width, name in zip(widths, HEAD, strict=True))
    assert sum(widths) == pytest.approx((297 - 40) / 25.4 * 72, abs=1)
    assert widths[4] == min(width for width, name in zip(widths, HEAD, strict=True) if name != "No.")
    assert len(list(document.element.body.iter(qn("w:cantSplit")))) == len(ROWS)
    fonts = document.styles["Normal"].element.rPr.rFonts.attrib.values()
    assert (set(fonts), document.styles["Normal"].font.size.pt) == ({"Times New Roman"}, 10)
    sheet = openpyxl.load_workbook(io.BytesIO(FORMS[".xlsx"](made))).worksheets[0]
    letters = [sheet.column_dimensions[letter].width for letter in "ABCDEFGHI"]
    assert all(width > len(name) for width, name in zip(letters, HEAD, strict=True))
    assert letters[4] < letters[7] < letters[1]


def test_a_workbook_is_printed_on_the_width_of_a_page_with_a_head_above_each_column(tmp_path: Path) -> None:
    source = tmp_path / "report.md"
    source.write_text(SOURCE.replace("lang: en", "lang: es"), encoding="utf-8")
    book = openpyxl.load_workbook(io.BytesIO(FORMS[".xlsx"](matrix(read(source).resolved))))
    assert book.sheetnames == ["Recomendación", "Párrafos"]
    for sheet in book.worksheets:
        setup, fitted = sheet.page_setup, sheet.sheet_properties.pageSetUpPr
        assert (setup.orientation, setup.paperSize, setup.fitToHeight) == ("landscape", 9, 0)
        assert getattr(fitted, "fitToPage", False)
    sheet = book.worksheets[0]
    assert sheet.print_title_rows == "$1:$1"
    assert [cell.value for cell in sheet[1]][-2:] == ["Párrafos", "Párrafos (2)"]
    assert all(
        sheet.column_dimensions[cell.column_letter].width > len(str(cell.value))
        for row in sheet.iter_rows()
        for cell in row[8:]
        if cell.value and "(" not in str(cell.value)
    )
    assert book.worksheets[1].column_dimensions["A"].width > len("párrafo 2")


@pytest.mark.long
def test_libreoffice_prints_a_workbook_on_two_pages(tmp_path: Path) -> None:
    file = tmp_path / "m.xlsx"
    file.write_bytes(FORMS[".xlsx"](matrix(submission(tmp_path).resolved)))
    (pdf,) = libreoffice.convert([file], tmp_path / "made", "pdf")
    with pikepdf.open(pdf) as printed:
        boxes = [[float(each) for each in page.mediabox] for page in printed.pages]
    assert [box[2] > box[3] for box in boxes] == [True, True]


def test_right_to_left_tables_begin_at_the_right(tmp_path: Path) -> None:
    for lang, expected in (("en", False), ("ar", True), ("ur", True)):
        made = matrix(submission(tmp_path).resolved, "Confidential")._replace(lang=lang)
        document = docx.Document(io.BytesIO(FORMS[".docx"](made)))
        assert (document.tables[0].table_direction is not None) is expected
        paragraphs = [*document.sections[0].header.paragraphs, *document.paragraphs]
        paragraphs += [each for cell in document.tables[0]._cells for each in cell.paragraphs]
        turned = [each.paragraph_format.element.find(f".//{qn('w:bidi')}") is not None for each in paragraphs]
        assert set(turned) == {expected}
        book = openpyxl.load_workbook(io.BytesIO(FORMS[".xlsx"](made)))
        assert {bool(page.sheet_view.rightToLeft) for page in book.worksheets} == {expected}
        assert (b' dir="rtl">' in FORMS[".html"](made)) is expected


@pytest.mark.long
def test_libreoffice_reads_what_is_written(tmp_path: Path) -> None:
    made = matrix(submission(tmp_path).resolved)
    forms = ((".docx", in_word, "docx"), (".xlsx", in_workbook, "xlsx:Calc MS Excel 2007 XML"))
    for suffix, reading, to in forms:
        file = tmp_path / f"matrix{suffix}"
        file.write_bytes(FORMS[suffix](made))
        (again,) = libreoffice.convert([file], tmp_path / "again", to)
        assert reading(again.read_bytes()) == ([HEAD, *ROWS], LINKED)


def upr(*heads: str) -> bytes:
    """Return a matrix as the Office of the High Commissioner makes it: themes are rows of one cell."""
    document = docx.Document()
    table = document.add_table(4, len(heads))
    for at, name in enumerate(heads):
        table.cell(0, at).text = name
    theme = table.cell(1, 0).merge(table.cell(1, len(heads) - 1))
    theme.text = "Theme: Acceptance of international norms"
    for row, number in ((2, "121.1"), (3, "121.10")):
        table.cell(row, 0).text = f"{number} Ratify it (France);\nSource of Position: A/HRC/43/15 - Para 121"
        table.cell(row, 1).text = "Supported"
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


HEADS = (
    "Recommendation",
    "Position",
    "Full list of themes",
    "Assessment/comments on level of implementation",
)


def test_the_matrix_of_the_upr_is_filled_where_it_is_followed(tmp_path: Path) -> None:
    resolved = submission(tmp_path).resolved
    data, number = filled(upr(*HEADS), "upr.docx", resolved)
    rows = [[cell.text for cell in row.cells] for row in docx.Document(io.BytesIO(data)).tables[0].rows]
    before = [
        [cell.text for cell in row.cells] for row in docx.Document(io.BytesIO(upr(*HEADS))).tables[0].rows
    ]
    said = "Open. Paragraph 2: The State did not act; see recommendation 2."
    assert number == 1
    assert rows == [*before[:2], [*before[2][:3], said], before[3]]


def test_another_file_is_refused(tmp_path: Path) -> None:
    resolved = submission(tmp_path).resolved
    with pytest.raises(Failure, match="assessment"):
        filled(upr("Recommendation", "Position", "Themes", "Relevant SDGs"), "upr.docx", resolved)
    with pytest.raises(Failure):
        filled(b"no Word file", "upr.docx", resolved)


def test_the_command_writes_a_file_or_nothing(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    submission(tmp_path)
    monkeypatch.chdir(tmp_path)
    assert (run("matrix", "report.md", "-o", "m.csv").status, Path("m.csv").is_file()) == (0, True)
    wrong = run("matrix", "report.md", "-o", "m.pdf")
    assert (wrong.status, Path("m.pdf").exists()) == (2, False)
    Path("long.md").write_text(SOURCE.replace("Adopt a law", "word " * 6_600), encoding="utf-8")
    cut = run("matrix", "long.md", "-o", "long.xlsx")
    assert (cut.status, "“word word" in cut.err, Path("long.xlsx").exists()) == (2, True, False)
    Path("none.md").write_text("---\ntitle: None\nlang: en\n---\n\n1. Nothing.\n", encoding="utf-8")
    for suffix in FORMS:
        refused = run("matrix", "none.md", "-o", f"n{suffix}")
        assert (refused.status, Path(f"n{suffix}").exists()) == (1, False)
        assert "no recommendation was found" in refused.err


def test_what_is_read_has_no_column_that_is_empty_in_all_rows(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The command names them; forms in which one goes on have all columns."""
    monkeypatch.chdir(tmp_path)
    body = (
        "# Recommendations {.restart series=recommendation}\n\n1. Adopt a law. {sdg=5.2}\n\n2. Publish it.\n"
    )
    Path("a.md").write_text(f"---\ntitle: A\nlang: en\n---\n\n{body}", encoding="utf-8")
    said = run("matrix", "a.md", "-o", "a.docx")
    assert (
        "left out, because they are empty: Articles, Theme, Addressee, Status, Earlier recommendation\n"
        in said.out
    )
    table = docx.Document("a.docx").tables[0]
    assert [cell.text for cell in table.rows[0].cells] == ["No.", "Recommendation", "Goals", "Paragraphs"]
    assert [cell.text for cell in table.rows[1].cells] == ["1", "Adopt a law.", "5.2", ""]
    assert "left out" in run("matrix", "a.md", "-o", "a.html").out
    assert "left out" not in run("matrix", "a.md", "-o", "a.csv").out
    with Path("a.csv").open(encoding="utf-8-sig", newline="") as file:
        assert tuple(next(csv.reader(file))) == HEAD


SECRET = """---
title: Recommendations
lang: en
---

# Facts

1. Girls are not protected. {#girls}

2. Ilka Tamrin of Karvalo was threatened. {#threat .confidential addressee="Police of Karvalo"}

# Recommendations {.restart series=recommendation}

1. Adopt a law (see para. [1](#girls)). {addressee="The lawyer of Ilka Tamrin"THEME}

2. Protect her (para. [2](#threat)). {.confidential addressee="Police of Karvalo"}
"""
REGISTER = "- name: Ilka Tamrin\n  pseudonym: Witness A\n"


def test_the_public_matrix_has_nothing_that_is_withheld(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for name, text in (("protected-names.yaml", REGISTER), (".gitignore", "protected-names.yaml\n")):
        Path(name).write_text(text, encoding="utf-8")
    for theme, status in (("", 0), (' theme="Police of Karvalo"', 1)):
        Path("report.md").write_text(SECRET.replace("THEME", theme), encoding="utf-8")
        target = Path(f"matrix-{status}.csv")
        assert run("matrix", "report.md", "--public", "-o", target).status == status
        assert Path(f"matrix-{status}-public.csv").exists() is not bool(status)
    text = Path("matrix-0-public.csv").read_text(encoding="utf-8-sig")
    assert "The lawyer of Witness A" in text
    assert not {"Ilka", "Tamrin", "Karvalo"} & set(text.replace(",", " ").split())


@pytest.mark.parametrize("between", ["–", " to ", "-"])
def test_a_range_names_all_its_paragraphs(tmp_path: Path, between: str) -> None:
    """In the order of their numbers, and also where a paragraph refers to a range of recommendations."""
    (tmp_path / "report.md").write_text(
        "---\ntitle: T\nlang: en\n---\n\n1. One. {#a}\n\n2. Two. {#b}\n\n3. Three. {#c}\n\n"
        f"4. For recommendations [1](#r){between}[3](#t). {{#d}}\n\n"
        "# Recommendations {.restart series=recommendation}\n\n"
        f"1. Do it (paras. [1](#a){between}[3](#c)). {{#r}}\n\n2. Do it.\n\n3. Do it. {{#t}}\n\n4. Do it.\n",
        encoding="utf-8",
    )
    found = matrix(read(tmp_path / "report.md").resolved)
    assert [[each.name[-1] for each in row.reasons] for row in found.rows] == [list("4123"), ["4"], ["4"], []]
