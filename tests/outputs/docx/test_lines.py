"""Heights of lines in Chinese, Japanese and Korean: fixed, as fonts of those scripts ask for too much."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest
from PIL import Image

from tests.judges.validators import libreoffice
from tests.support.docx_file import docx, find, style, value, values
from tests.support.pages import Submission, written
from toolchain.model.front_matter import Look
from toolchain.project.settings import Options

_RED = 240
WORDS = {
    "zh": "关于儿童权利的补充报告", "ja": "子どもの権利に関する報告書", "ko": "아동 권리에 관한 보충 보고서",
}  # fmt: skip
BODY = """# {words} {{.annex}}

1. {words}![red](red.png)[^a] CRC/C/1

   | {words} | ![red](red.png) |
   |---|---|
   | {words} | 1 |

![red](red.png)

[^a]: {words} ![red](red.png)
"""


def submission(folder: Path, lang: str, options: Options) -> Submission:
    Image.new("RGB", (200, 600), "#ff0000").save(folder / "red.png", dpi=(200, 200))
    words = WORDS.get(lang, "A supplementary report")
    by = f"[{{name: '{words}', logo: red.png, logo-alt: red, contact: {{email: a@example.org}}}}]"
    body = BODY.format(words=words)
    return written(folder, body, options, lang=lang, title=words, subtitle=words, submitted_by=by)


@pytest.mark.parametrize("look", ["un", "house"])
@pytest.mark.parametrize("lang", [*WORDS, "en", "zh-Latn"])
def test_lines_are_as_high_as_their_characters_in_scripts_of_east_asia_alone(
    tmp_path: Path, lang: str, look: Look
) -> None:
    file = docx(submission(tmp_path, lang, Options(look=look)))
    rules = {
        str(value(each, "w:name")): set(values(each, "w:pPr/w:spacing[@w:line]", "lineRule"))
        for each in file.all("styles", "//w:style[w:pPr/w:spacing/@w:line]")
    }
    growing = {"Picture", "Cover Logo"} if lang in WORDS else set(rules)
    assert {name for name, rule in rules.items() if rule == {"atLeast"}} == growing
    assert {"Normal", "Title", "Table Text"} <= rules.keys()
    for each in file.all("styles", "//w:style[w:pPr/w:spacing/@w:lineRule='exact']"):
        size, *_ = [*values(each, "w:rPr/w:sz"), "20"]  # half-points
        assert int(str(value(each, "w:pPr/w:spacing", "line"))) >= 12 * int(str(size)), value(each, "w:name")


@pytest.mark.parametrize("lang", WORDS)
def test_pictures_are_not_cut_off_by_fixed_lines(tmp_path: Path, lang: str) -> None:
    file = docx(submission(tmp_path, lang, Options()))
    assert len(file.all("endnotes", "//w:p[.//w:drawing]")) == 1
    for name in ("document", "endnotes"):
        for each in file.all(name, "//w:p[.//w:drawing]"):
            if style(each) not in ("Picture", "CoverLogo"):
                assert values(each, "w:pPr/w:spacing", "lineRule") == ["atLeast"]
            names = [str(child.tag).rpartition("}")[2] for child in find(each, "w:pPr/*")]
            assert [name for name in ("spacing", "ind", "jc") if name in names] == [
                name for name in names if name in ("spacing", "ind", "jc")
            ]


@pytest.mark.parametrize("look", ["un", "house"])
def test_no_red_is_lost_on_a_page_of_libreoffice(tmp_path: Path, look: Look) -> None:
    path = tmp_path / "report.docx"
    path.write_bytes(docx(submission(tmp_path, "zh", Options(look=look))).data)
    pages = pypdfium2.PdfDocument(libreoffice.to_pdf(path, tmp_path / "office"))
    red = 0
    for page in pages:
        image = page.render(scale=1).to_pil().convert("RGB")
        red += sum(
            count for count, (r, g, _) in image.getcolors(1_000_000) or () if r > _RED and g < 255 - _RED
        )
    assert red > 3.2 * 72 * 216  # three, a smaller one in a cell, and a logo
