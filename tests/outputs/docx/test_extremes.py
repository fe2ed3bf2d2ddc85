"""What nobody should write, and somebody does: Word files of it are valid, and nothing leaves the page."""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest
from PIL import Image

from tests.judges.validators import libreoffice, schema
from tests.support.docx_file import Docx, docx, find, save, values
from tests.support.pages import Submission, written
from tests.support.places import words
from tests.support.proving import prove

PAGE = 595.3
"""The width of A4 in points."""

TITLE = "Children deprived of liberty and their right to be heard. " * 9
COLUMNS = 30


def table(caption: str, *rows: list[str]) -> str:
    lines = [f"     | {' | '.join(row)} |\n" for row in rows]
    lines.insert(1, f"     |{'---|' * len(rows[0])}\n")
    return f"     Table: {caption}\n\n{''.join(lines)}\n"


RARE = "ꦲꦏ꧀ꦱꦫ 𐎀𐎁𐎂 𓀀𓀁 \ue000\U000f0000"
"""Javanese, Ugaritic and Egyptian letters, and two that anybody may give a shape of his own."""

BODY = (
    f"# {'x' * 300}\n\n1. A word {'y' * 300} of 300 letters.[^a]\n\n"
    + table("Years", [f"C{at}" for at in range(COLUMNS)], [str(1990 + at) for at in range(COLUMNS)])
    + table("Words", ["Province"] * COLUMNS, ["children deprived"] * COLUMNS)
    + table("A long one", ["A", "B"], ["z" * 300, "b"])
    + f"2. Letters of scripts that few or no fonts have: {RARE}.\n\n"
    + f"[^a]: A note with {'n' * 300} in it.\n"
)
PEOPLE = f"""
  - name: First
    logo: logo.{{suffix}}
    logo-alt: A square
    contact: {{{{person: A person, email: office@example.org}}}}
  - name: {"W" * 300}
    contact: {{{{phone: "+1 234"}}}}
  - name: Third
    contact: {{{{website: "https://example.org/{"a" * 300}"}}}}"""

LOGOS = {
    "wide": ("png", "RGB", (6000, 40)),
    "tall": ("png", "RGB", (40, 6000)),
    "large": ("png", "RGB", (5000, 4000)),
    "of a printing press": ("jpg", "CMYK", (300, 200)),
}


def extreme(folder: Path, logo: str) -> Submission:
    suffix, mode, size = LOGOS[logo]
    Image.new(mode, size, (0, 255, 255, 0)[: len(mode)]).save(folder / f"logo.{suffix}")
    return written(
        folder,
        BODY,
        title=TITLE,
        subtitle=TITLE,
        short_title=TITLE,
        contents="true",
        submitted_by=PEOPLE.format(suffix=suffix),
    )


@pytest.mark.parametrize("logo", LOGOS)
@schema.BY_EACH
def test_extremes_are_valid_and_proved(tmp_path: Path, logo: str, judge: schema.Judge) -> None:
    submission = extreme(tmp_path, logo)
    assert submission.resolved.document.defects == ()
    path = save(submission, tmp_path / "report.docx")
    assert judge(path) == []
    assert prove(submission.resolved, path.read_bytes(), "report.docx", "docx") == ()
    (extent,) = Docx(path.read_bytes()).all("document", "//wp:extent")
    width, height = int(extent.get("cx", "")), int(extent.get("cy", ""))
    assert 0 < width <= 165 * 36000
    assert 0 < height <= 24 * 36000  # with the empty room that centres it in its row


def test_nothing_leaves_the_page(tmp_path: Path) -> None:
    pdf = libreoffice.to_pdf(save(extreme(tmp_path, "wide"), tmp_path / "report.docx"), tmp_path)
    found = words(pdf)
    assert len(found) > 2 * COLUMNS
    assert [word for word in found if word.left < 0 or word.right > PAGE] == []
    years = [word.text for word in found if word.text in {str(1990 + at) for at in range(COLUMNS)}]
    assert years == [str(1990 + at) for at in range(COLUMNS)]  # none parted at the end of a line


def test_many_columns_have_room_for_their_figures(tmp_path: Path) -> None:
    file = Docx(save(extreme(tmp_path, "wide"), tmp_path / "report.docx").read_bytes())
    first, *_ = file.tables
    widths = [int(each or "") for each in values(first, "w:tblGrid/w:gridCol", "w")]
    assert sum(widths) == 9638
    assert all(abs(one - other) < 60 for one, other in itertools.pairwise(widths))
    assert values(first, "w:tblPr/w:tblCellMar/w:right", "w") == ["50"]
    assert find(first, ".//w:sz")


def test_columns_with_the_same_words_are_as_wide_as_each_other(tmp_path: Path) -> None:
    file = Docx(save(extreme(tmp_path, "wide"), tmp_path / "report.docx").read_bytes())
    _, second = file.all("document", f"//w:tbl[count(w:tblGrid/w:gridCol) = {COLUMNS}]")
    widths = [int(each or "") for each in values(second, "w:tblGrid/w:gridCol", "w")]
    assert max(widths) - min(widths) <= 1


def test_letters_without_a_font_are_there(tmp_path: Path) -> None:
    file = docx(extreme(tmp_path, "wide"))
    assert any(RARE in paragraph for paragraph in file.texts())


MISSING = {
    "not there": "",
    "no picture of ours": "<svg xmlns='http://www.w3.org/2000/svg'/>",
    "too large": "P",
}


@pytest.mark.parametrize("content", MISSING.values(), ids=MISSING)
def test_a_logo_that_cannot_be_shown_is_said_and_its_words_stand_in(tmp_path: Path, content: str) -> None:
    name = "logo.svg" if content.startswith("<") else "logo.png"
    if content == "P":
        Image.new("1", (20_000, 20_000)).save(tmp_path / name)
    elif content:
        (tmp_path / name).write_text(content, encoding="utf-8")
    by = f"[{{name: Us, logo: {name}, logo-alt: A square}}]"
    submission = written(tmp_path, "1. One.\n", submitted_by=by)
    assert [defect.rule.code for defect in submission.resolved.document.defects] == ["S009"]
    path = save(submission, tmp_path / "draft.docx")
    assert schema.openxml_audit(path) == []
    assert name in Docx(path.read_bytes()).texts()[2]
