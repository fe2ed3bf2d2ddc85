"""Words in other scripts in a PDF of a text in English: read back, and one finding where no font has them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.judges.validators import page_validation, poppler
from tests.outputs.test_design import Sign, signs
from tests.outputs.test_fonts_languages import texts
from tests.support.pages import written
from toolchain.compare.proof.prove import prove
from toolchain.formats.table import PDF
from toolchain.model import SubParagraphs
from toolchain.model.records import replace
from toolchain.project.settings import Options, pdf_engine
from toolchain.rules.outputs_pdf import NoGlyphOfScript
from toolchain.writers.pdf import PdfWriter
from toolchain.writers.pdf.typst.code import words

TYPST = Options(pdf_engine="typst")


def test_thai_is_set_by_typst_alone(tmp_path: Path) -> None:
    """Marks above marks, ำ, which is two glyphs, and no break within a syllable of a long word."""
    words = (
        "พระราชบัญญัติคุ้มครองเด็ก พ.ศ. ๒๕๔๖, น้ำ กำแพง ปั้น ฟ้า ญู ฐู เปี๊ยก ผู้ใหญ่ ฝั่ง ซื้อ เพื่อ ฤๅษี, "
        "ระเบียบสำนักทะเบียนกลางว่าด้วยการสำรวจและจัดทำทะเบียนประวัติบุคคลที่ไม่มีสถานะทางทะเบียนในพื้นที่ชายแดน"
    )
    body = f"# {words}\n\n1. One {words}[^a], and [{words}]{{lang=th}}.\n\n[^a]: {words}"
    submission = written(tmp_path, body, TYPST, title=words)
    path = tmp_path / "report.pdf"
    path.write_bytes(PdfWriter().write(*submission))
    assert prove(submission.resolved, PDF.read_back(path.read_bytes(), path.name), PDF.shows, None) == ()
    assert page_validation.findings(path) == []
    assert words.split(maxsplit=1)[0] in poppler.text(path)
    submission = written(tmp_path, body, replace(TYPST, pdf_engine="weasyprint"), title=words)
    document = PDF.read_back(PdfWriter().write(*submission), "report.pdf")
    found = prove(submission.resolved, document, PDF.shows, None)
    assert {type(each.facts) for each in found} == {NoGlyphOfScript}


@pytest.mark.usefixtures("engine")
@pytest.mark.parametrize(
    ("title", "body"),
    [
        ("A report (අයිතිය)", "# අයිතිය\n\n1. One [ළමයාගේ]{lang=si}."),
        ("අයිතිය", "1. One."),  # in the cover alone, whose first letter typst does not say
    ],
)
def test_a_script_without_a_font_is_one_finding(tmp_path: Path, title: str, body: str) -> None:
    """It says what to do; that the cover and a line lack the letters would be the same mistake again."""
    submission = written(tmp_path, body, title=title)
    document = PDF.read_back(PdfWriter().write(*submission), "report.pdf")
    (found,) = prove(submission.resolved, document, PDF.shows, None)
    assert isinstance(found.facts, NoGlyphOfScript)


LONG = [("urd", "ur-PK"), ("pbu", "ps"), ("uig_arab", "ug"), ("pnb", "pa-Arab"), ("ydd", "yi")]


@pytest.mark.parametrize(
    ("version", "lang"), [("pes_1", "fa"), *(pytest.param(*each, marks=pytest.mark.long) for each in LONG)]
)
def test_other_languages_from_the_right_are_set_by_typst(tmp_path: Path, version: str, lang: str) -> None:
    """The Universal Declaration, with a name, a year, a symbol and a note in Latin letters everywhere."""
    body = ""
    for number, text in enumerate(texts(version)[1:], 1):
        words = re.sub(r"[\\`*_{}\[\]<>#|~^@&]", "", text).split()
        words[len(words) // 2 :] = (
            "(UNICEF, 2019)",
            *words[len(words) // 2 :],
            f"CRC/C/PAK/{number}.[^{number}]",
        )
        body += f"1. {' '.join(words)}\n\n[^{number}]: {' '.join(words[:3])} (Annual Report), p. {number}\n\n"
    submission = written(tmp_path, body, title=texts(version)[0], lang=lang)
    assert pdf_engine(submission.project).engine == "typst"
    document = PDF.read_back(PdfWriter().write(*submission), "report.pdf")
    assert prove(submission.resolved, document, PDF.shows, None) == ()


def test_a_moved_vowel_mark_keeps_words_of_another_language_in_order(tmp_path: Path) -> None:
    """Urdu joins words by a mark below the first ("rights of children"); the words after it follow it."""
    words = ("حقوقِ اطفال (۱۸ سال سے کم)", "حقّ الأطفال", "حکومتِ پنجاب بنام ریاستِ پاکستان", "כִּבְשָׁן לְבֵנִים")
    body = "\n\n".join(f"1. One {each}, and [{each}]{{lang=ur}}." for each in words)
    submission = written(tmp_path, body, TYPST)
    document = PDF.read_back(PdfWriter().write(*submission), "report.pdf")
    assert prove(submission.resolved, document, PDF.shows, None) == ()


@pytest.mark.parametrize("body", ["1. أ:\n\n    - *ز*.", "1. أ:\n\n    1. *ز*.", "1. أ.[^a]\n\n[^a]: *ز*."])
def test_emphasis_in_arabic_is_bold_in_lists_and_notes(body: str, engine: str, tmp_path: Path) -> None:
    data = PdfWriter().write(*written(tmp_path, body, lang="ar", title="حق"))
    assert [each.font.rpartition("+")[2] for each in signs(data) if each.text == "ز"] == ["Amiri-Bold"]


def test_the_host_of_an_address_is_whole_if_the_rest_has_breaks() -> None:
    host = "https://www.state-of-children.example/"
    assert words(f"{host}a-b") == '{"https://";box("www.state-of-children.example");"/a-b"}'
    for more in ("?option=content&view=article&id=12", "2020/11/" * 9):
        assert "box" not in words(host + more)  # a line would end far from the margin
    assert "box" not in words(f"{host}a", 18)  # nor in a narrow column


@pytest.mark.parametrize("words_before", range(0, 8, 2))
@pytest.mark.parametrize("look", ["un", "house"])
def test_an_address_of_two_lines_in_arabic_runs_from_left_to_right(
    look: str, words_before: int, engine: str, tmp_path: Path
) -> None:
    address = "https://www.example.org/2023/12/annual-reports/2024/of-the-authority-2023/final.pdf/" * 2
    body = f"{'كلمة ' * words_before}{address}a."
    data = PdfWriter().write(*written(tmp_path, body, lang="ar", title="حق", look=look, contents="false"))
    lines: dict[int, list[Sign]] = {}
    for sign in signs(data):
        if sign.text.isascii():
            lines.setdefault(round(sign.height), []).append(sign)
    shown = [
        "".join(sign.text for sign in sorted(line, key=lambda sign: sign.left)) for line in lines.values()
    ]
    shown = [line.replace("\x02", "-") for line in shown]  # PDFium's own sign for one at the end of a line
    assert all(line.strip(".") in f"{address}a" for line in shown if len(line) > 3), shown


def test_a_label_is_read_although_its_letter_came_first_with_another_character(tmp_path: Path) -> None:
    """typst gives the letter of “(a)” a text of its own then, between those of the brackets."""
    data = PdfWriter().write(*written(tmp_path, "1. In a\u2060b:\n\n    1. One.\n    2. Two.", TYPST))
    items = PDF.read_back(data, "report.pdf").blocks[-2:]
    assert [each.items[0].typed.text for each in items if isinstance(each, SubParagraphs)] == ["(a)", "(b)"]
