"""The house look of a Word file: the colour is in its styles, rules, theme and band, and readable."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.judges.validators import schema
from tests.support.docx_file import Docx, docx, save
from tests.support.pages import RICH, read, written
from tests.support.proving import prove
from toolchain.formats.colours import ENOUGH, contrast
from toolchain.project.settings import Options

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
    assert contrast(f"#{colour_of(file, 'heading 1')}".lower(), "#ffffff") >= ENOUGH
    assert {*map(str, file.all("styles", "//w:tblBorders/*/@w:color"))} <= {written_so, "BFBFBF"}
    assert f'<a:accent1><a:srgbClr val="{written_so}"' in file.files["word/theme/theme1.xml"].decode()


def test_the_look_of_the_united_nations_has_no_colour(tmp_path: Path) -> None:
    file = docx(written(tmp_path, "# One\n\n1. A.\n"))
    assert file.all("styles", "//w:style[w:name/@w:val='heading 1']/w:rPr/w:color") == []


def test_a_file_in_the_house_look_is_valid_and_proved(tmp_path: Path) -> None:
    submission = read(RICH, HOUSE)
    path = save(submission, tmp_path / "report.docx")
    assert schema.openxml_audit(path) == []
    assert schema.open_xml_sdk(path) == []
    assert prove(submission.resolved, path.read_bytes(), "report.docx", "docx") == ()
