"""Word files and PDFs are set as the recipient asks for: typeface, size, lines, paper, cover."""

import io
import re
from pathlib import Path

import pikepdf

from tests.support.docx_file import Docx, docx, value
from tests.support.pages import Submission, read
from tests.support.profiles import rule, write
from toolchain.plugins.registry import writer
from toolchain.project.settings import Options
from toolchain.writers.html.page import page

TEXT = """---
title: Example
lang: {lang}
profile: {profile}
submitted-by:
  - name: Example
    contact: {{email: office@example.org}}
---

# Heading

1. One two three.
"""
ASKED = (
    rule("typography.font", value='"Arial; } body { color: red"')
    + rule("typography.size", value="12")
    + rule("typography.line-spacing", value="1.5")
    + rule("typography.paper", value='"letter"')
    + rule("cover", value='"plain"')
)


def source(folder: Path, profile: str, lang: str = "en") -> Path:
    path = write(folder, profiles__mine=ASKED)
    path.write_text(TEXT.format(profile=profile, lang=lang), encoding="utf-8")
    return path


def styles(made: Docx) -> dict[str, str | None]:
    part = made.part("styles")
    return {
        "font": value(part, "//w:docDefaults//w:rFonts", "ascii"),
        "size": value(part, "//w:docDefaults//w:sz"),
        "line": value(part, "//w:style[w:name/@w:val='Normal']/w:pPr/w:spacing", "line"),
        "width": value(made.part("document"), "(//w:pgSz)[1]", "w"),
    }


def page_breaks(made: Docx) -> int:
    return len(made.all("document", "//w:pageBreakBefore"))


def made(submission: Submission) -> Docx:
    return docx(submission)


def test_a_word_file(tmp_path: Path) -> None:
    ours, asked = (made(read(source(tmp_path, profile))) for profile in ("plain", "mine"))
    assert styles(ours) == {"font": "Times New Roman", "size": "20", "line": "240", "width": "11906"}
    assert styles(asked) == {
        "font": "Arial; } body { color: red", "size": "24", "line": "432", "width": "12240",
    }  # fmt: skip
    assert page_breaks(ours) == page_breaks(asked) + 1


def test_a_user_s_own_template_stays_as_it_is(tmp_path: Path) -> None:
    path = source(tmp_path, "mine")
    ours = read(path).project.templates.find("reference.docx")
    (tmp_path / "own").mkdir()
    (tmp_path / "own/reference.docx").write_bytes(ours.read_bytes())
    found = styles(made(read(path, Options(templates=tmp_path / "own"))))
    assert (found["font"], found["size"]) == ("Times New Roman", "20")


def test_a_statement_to_the_council(tmp_path: Path) -> None:
    """Times New Roman in 10 points, without bold and italics, on a plain sheet."""
    asked = made(read(source(tmp_path, "hrc-statement")))
    assert styles(asked) == {"font": "Times New Roman", "size": "20", "line": "240", "width": "11906"}
    assert asked.all("styles", "//w:rPr/w:b | //w:rPr/w:bCs | //w:rPr/w:i | //w:rPr/w:u") == []
    assert asked.all("document", "//w:b | //w:i | //w:u") == []
    assert made(read(source(tmp_path, "plain"))).all("styles", "//w:rPr/w:b")
    assert page_breaks(asked) == page_breaks(made(read(source(tmp_path, "plain")))) - 1


def sheet(folder: Path, profile: str, medium: str) -> str:
    resolved, project = read(source(folder, profile))
    return re.sub(r"\s+", " ", page(resolved, project, medium))  # type: ignore[arg-type]


def test_a_page_on_paper(tmp_path: Path) -> None:
    told = sheet(tmp_path, "mine", "print")
    font = '"Arial body color red", "Liberation Serif", serif'
    assert f"body {{ font-family: {font}; font-size: 12pt; line-height: 21.6pt; }}" in told
    assert "@page { size: letter; }" in told
    for profile, medium in (("mine", "screen"), ("plain", "print")):
        other = sheet(tmp_path, profile, medium)
        assert "Arial" not in other
        assert "size: letter" not in other


def test_the_text_begins_below_a_plain_cover(tmp_path: Path) -> None:
    covers = [
        sheet(tmp_path, profile, "print").count('<header class="cover"')
        for profile in ("plain", "hrc-statement")
    ]
    assert covers == [1, 0]


def test_a_statement_to_the_council_as_pdf(tmp_path: Path) -> None:
    """Only what the author has emphasized is another face."""
    path = source(tmp_path, "hrc-statement")
    with pikepdf.open(io.BytesIO(writer("pdf").write(*read(path)))) as pdf:
        assert {str(font.BaseFont)[8:] for font in pdf.pages[0].Resources.Font.values()} == {
            "LiberationSerif"
        }
    path.write_text(path.read_text(encoding="utf-8").replace("two", "**two**"), encoding="utf-8")
    with pikepdf.open(io.BytesIO(writer("pdf").write(*read(path)))) as pdf:
        assert len(pdf.pages[0].Resources.Font) == 2


def test_the_pdf_has_that_paper(tmp_path: Path) -> None:
    resolved, project = read(source(tmp_path, "mine"))
    with pikepdf.open(io.BytesIO(writer("pdf").write(resolved, project))) as pdf:
        assert [round(float(each)) for each in pdf.pages[0].MediaBox] == [0, 0, 612, 792]
