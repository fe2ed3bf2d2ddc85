"""The house look of a Word file: the colour is in its styles, rules, theme and band, and readable."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from tests.judges.validators import libreoffice, poppler, schema
from tests.support.docx_file import Docx, docx, save
from tests.support.pages import RICH, ROOT, read, written
from tests.support.places import words
from tests.support.proving import prove
from toolchain.formats.colours import ENOUGH, contrast
from toolchain.formats.docx.opened import open_bytes
from toolchain.project.settings import Options
from toolchain.word.importing import adopt

HOUSE = Options(look="house")


def colour_of(file: Docx, style: str) -> str:
    (found,) = file.all("styles", f"//w:style[w:name/@w:val='{style}']/w:rPr/w:color/@w:val")
    return str(found)


@pytest.mark.parametrize(("colour", "on_it"), [("#0b5a7a", "FFFFFF"), ("#ffd54a", "000000")])
def test_the_colour_is_everywhere_and_readable(tmp_path: Path, colour: str, on_it: str) -> None:
    table = "| a |\n| - |\n| b |\n"
    file = docx(written(tmp_path, f"# One\n\n1. A.\n\n{table}", HOUSE, colour=f'"{colour}"'))
    written_so = colour[1:].upper()
    fills = file.all("styles", "//w:style[w:name/@w:val='Title']/w:pPr/w:shd/@w:fill")
    assert [*map(str, fills)] == [written_so]
    assert colour_of(file, "Title") == on_it
    assert colour_of(file, "header") == colour_of(file, "footer") == "444444"
    bold = file.all("styles", "//w:style[w:name/@w:val='header' or w:name/@w:val='footer']/w:rPr/w:b/@w:val")
    assert [*map(str, bold)] == ["0", "0"]
    assert contrast(f"#{colour_of(file, 'heading 1')}".lower(), "#ffffff") >= ENOUGH
    assert {*map(str, file.all("styles", "//w:tblBorders/*/@w:color"))} <= {written_so, "BFBFBF"}
    assert f'<a:accent1><a:srgbClr val="{written_so}"' in file.files["word/theme/theme1.xml"].decode()


def test_the_look_of_the_united_nations_has_no_colour(tmp_path: Path) -> None:
    file = docx(written(tmp_path, "# One\n\n1. A.\n"))
    assert file.all("styles", "//w:style[w:name/@w:val='heading 1']/w:rPr/w:color") == []


@schema.BY_EACH
def test_logos_are_above_the_band_and_in_the_middle_of_their_row(tmp_path: Path, judge: schema.Judge) -> None:
    """As in the PDF; pictures of a row are equally high, with empty room above and below."""
    styles = {}
    for look in ("un", "house"):
        made = read(ROOT / "examples/gallery/en.md", Options(look=look))
        file = docx(made)
        names = file.all("document", "/w:document/w:body/w:p/w:pPr/w:pStyle/@w:val")
        styles[look] = [*map(str, names)]
        logos = "//w:p[w:pPr/w:pStyle/@w:val='CoverLogo']"
        heights = [str(each) for each in file.all("document", f"{logos}//wp:extent/@cy")]
        rooms = [
            [int(str(each)) for each in file.all("document", f"{logos}//a:srcRect/@{side}")] for side in "tb"
        ]
        assert (len(heights), len(set(heights)), len(rooms[0])) == (5, 1, 5)
        assert rooms[0] == rooms[1]
        assert max(rooms[0]) < 0
        path = save(made, tmp_path / f"{look}.docx")
        adopted = adopt(open_bytes(path.read_bytes(), "x.docx")).document.front_matter
        assert [bool(each.logo) for each in adopted.submitted_by] == [True] * 5
    assert judge(path) == []
    assert styles["house"].index("CoverLogo") < styles["house"].index("Title")
    assert styles["un"].index("Title") < styles["un"].index("CoverHeading") < styles["un"].index("CoverLogo")


@pytest.mark.long
def test_the_band_has_no_hole_between_title_and_subtitle_in_libreoffice(tmp_path: Path) -> None:
    """With endnotes as with footnotes, whose borders it joins differently; and nothing white is in it."""
    gaps = {}
    for notes in ("endnotes", "footnotes"):
        matter = {"notes": notes, "subtitle": "Under it", "recipient": "B", "submitted_by": "A"}
        made = written(tmp_path, "1. A.[^a]\n\n[^a]: B.\n", HOUSE, colour='"#0000ff"', **matter)
        (pdf,) = libreoffice.convert([save(made, tmp_path / f"{notes}.docx")], tmp_path)
        found = {word.text: word for word in words(pdf)}
        gaps[notes] = found["Under"].top - found["title"].top
        with Image.open(poppler.pictures(pdf, tmp_path, dpi=72)[0]) as page:
            left = round(found["title"].left) - 40
            rows = range(round(found["title"].top), round(found["Under"].top) + 20)
            assert {page.convert("RGB").getpixel((left, row)) for row in rows} == {(0, 0, 255)}
    assert gaps["endnotes"] == pytest.approx(gaps["footnotes"], abs=1)
    assert gaps["endnotes"] < 60


@pytest.mark.parametrize("look", ["un", "house"])
def test_a_title_is_as_large_as_in_the_pdf(tmp_path: Path, look: str) -> None:
    """On a cover; above a text without one it has the size of the template."""
    options = Options(look="house" if look == "house" else "un")
    matters = (
        {"recipient": "B", "submitted_by": "[{name: A, contact: {email: a@example.org}}]"},
        dict[str, str](),
    )
    sizes = [
        docx(written(tmp_path, "1. A.\n", options, **matter)).all(
            "styles", "//w:style[w:name/@w:val='Title']/w:rPr/w:sz/@w:val"
        )
        for matter in matters
    ]
    assert [[*map(str, each)] for each in sizes] == [["40" if look == "un" else "60"], ["34"]]


@schema.BY_EACH
def test_a_file_in_the_house_look_is_valid_and_proved(tmp_path: Path, judge: schema.Judge) -> None:
    submission = read(RICH, HOUSE)
    path = save(submission, tmp_path / "report.docx")
    assert judge(path) == []
    assert prove(submission.resolved, path.read_bytes(), "report.docx", "docx") == ()
