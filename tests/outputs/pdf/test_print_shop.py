"""The PDF for a print shop: boxes, crop marks, inks as Ghostscript separates them, pixels of images."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pikepdf
import pytest
from PIL import Image

from tests.judges.validators import need, poppler, verapdf
from tests.judges.validators import run as run_tool
from tests.support.command import CLEAN, Run, run
from tests.support.pages import RICH, ROOT, read, written
from toolchain.compare.proof.resolution import images, resolutions
from toolchain.model.diagnostics import Severity, source_span
from toolchain.project.settings import Options
from toolchain.reports.sentences import message
from toolchain.writers.pdf import PdfWriter
from toolchain.writers.pdf.weasyprint.print_shop import in_black_ink

__all__ = ["run"]

MM = 72 / 25.4
REPORT = ROOT / "content" / "pakistan-opsc" / "report.md"
GREEN = (0, 128, 0)
ALL_TEXT = """# Heading

1. Text, *italic*, **bold**, `code`.[^a]

   (a) A;

   (b) B.

> A quotation.

| A | B |
| - | - |
| 1 | 2 |

: A table

[^a]: A note.
"""


@pytest.fixture(scope="module")
def pdfs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Print-shop PDFs: everything in the house look, pages with notes at their feet, plain text."""
    folder = tmp_path_factory.mktemp("print-shop")
    Image.new("RGB", (60, 60), (200, 0, 0)).save(folder / "red.png")
    picture, note = "![Red](red.png)\n\n", "[^{0}]: A note of [it](#p{0}).\n\n"
    numbered = "{0}. " + "Words. " * 150 + "[A link](https://example.org/{0}).[^{0}] {{#p{0}}}\n\n" + note
    noted = "".join(numbered.format(n) + picture * (n in (1, 15)) for n in range(1, 33))
    submissions = {
        "house": read(RICH, Options(print_shop=True, look="house")),
        "footnotes": written(folder, noted, Options(print_shop=True), notes="footnotes"),
        "plain": written(folder, ALL_TEXT, Options(print_shop=True)),
        "band": written(folder, ALL_TEXT, Options(print_shop=True, look="house")),
        "both": written(folder, ALL_TEXT, Options(print_shop=True, with_source=True, draft=True)),
    }
    for name, submission in submissions.items():
        (folder / f"{name}.pdf").write_bytes(PdfWriter().write(*submission))
    return {name: folder / f"{name}.pdf" for name in submissions}


def boxes(page: Any, name: str) -> list[float]:
    """A box of a page in millimetres."""
    return [float(each) / MM for each in page[f"/{name}"]]


def inks(pdf: Path) -> list[tuple[float, ...]]:
    """How much of each page, cut as it will be, each of the four inks covers."""
    options = ("-q", "-dSAFER", "-dBATCH", "-dNOPAUSE", "-dUseTrimBox", "-sDEVICE=inkcov", "-o", "-")
    lines = run_tool([need("gs"), *options, pdf]).splitlines()
    return [tuple(map(float, line.split()[:4])) for line in lines if line.endswith("CMYK OK")]


def painted(pdf: Path) -> set[tuple[str, ...]]:
    """The colours in which text is painted on all pages."""
    found: set[tuple[str, ...]] = set()
    with pikepdf.open(pdf) as opened:
        for page in opened.pages:
            colour: tuple[str, ...] = ("0", "g")
            saved = []
            for instruction in pikepdf.parse_content_stream(page):
                operator = str(instruction.operator)
                if operator == "q":
                    saved.append(colour)
                elif operator == "Q":
                    colour = saved.pop()
                elif operator in {"g", "rg", "k", "sc", "scn"}:
                    colour = (*map(str, instruction.operands), operator)
                elif operator in {"Tj", "TJ"}:
                    found.add(colour)
    return found


def test_each_page_has_its_boxes(pdfs: dict[str, Path]) -> None:
    with pikepdf.open(pdfs["footnotes"]) as pdf:
        assert len(pdf.pages) > 8
        for page in pdf.pages:
            assert boxes(page, "TrimBox") == pytest.approx([0, 0, 210, 297], abs=0.01)
            assert boxes(page, "BleedBox") == pytest.approx([-3, -3, 213, 300], abs=0.01)
            assert boxes(page, "MediaBox") == pytest.approx([-10, -10, 220, 307], abs=0.01)


def test_text_is_painted_with_black_ink_alone(pdfs: dict[str, Path]) -> None:
    assert painted(pdfs["plain"]) == {("0", "0", "0", "1", "k")}
    pages = inks(pdfs["plain"])
    assert all(page[:3] == (0, 0, 0) for page in pages)
    assert all(page[3] > 0.002 for page in pages)


def test_without_the_option_text_would_be_of_four_inks(tmp_path: Path) -> None:
    """So that the measurement above is one."""
    path = tmp_path / "plain.pdf"
    path.write_bytes(PdfWriter().write(*written(tmp_path, ALL_TEXT)))
    assert inks(path)[0][0] > 0.002


def test_pages_of_text_with_notes_at_their_feet_are_black(pdfs: dict[str, Path]) -> None:
    """All but those with pictures, the first and one more: links have no colour on paper."""
    coloured = [number for number, page in enumerate(inks(pdfs["footnotes"]), 1) if any(page[:3])]
    assert len(coloured) == 2
    assert coloured[0] == 1


def test_colours_stay_colours_of_a_profile(pdfs: dict[str, Path]) -> None:
    found = painted(pdfs["house"])
    assert ("0", "0", "0", "1", "k") in found
    assert {each[-1] for each in found} == {"k", "rg"}
    assert all(len(set(each[:3])) > 1 for each in found if each[-1] == "rg")
    with pikepdf.open(pdfs["house"]) as pdf:
        for page in pdf.pages:
            kind, profile = page.Resources.ColorSpace.DefaultRGB
            assert str(kind) == "/ICCBased"
            assert profile.read_bytes()[36:40] == b"acsp"


def test_grey_is_grey_ink() -> None:
    import pydyf

    stream = pydyf.Stream()
    stream.set_color_rgb(0, 0, 0)
    stream.set_color_rgb(0.6, 0.6, 0.6, stroke=True)
    stream.set_color_rgb(1, 1, 1)
    stream.set_color_rgb(0, 0.5, 0)
    stream.show_text_string("0 0 0 rg")
    inks = [b"0 0 0 1 k", b"0 0 0 0.4 K", b"0 0 0 0 k", b"0 0.5 0 rg", b"(0 0 0 rg) Tj"]
    assert [*map(in_black_ink, stream.stream)] == inks


def test_colour_goes_on_to_the_bleed_and_not_beyond(pdfs: dict[str, Path], tmp_path: Path) -> None:
    """The band behind the title in the house look; beyond are crop marks only, in line with the edges."""
    with Image.open(poppler.pictures(pdfs["band"], tmp_path, dpi=254)[0]) as picture:
        page = picture.convert("RGB")
    top = [page.getpixel((1150, y)) for y in range(200)]
    colour = top[150]
    assert len(set(colour if isinstance(colour, tuple) else ())) > 1
    assert top[72:] == [colour] * 128
    assert set(top[:68]) == {(255, 255, 255)}
    outside = page.crop((0, 0, 68, page.height)).getcolors(1 << 24)
    assert outside
    assert all(len(set(colour)) == 1 for _, colour in outside if isinstance(colour, tuple))
    row = [x for x in range(60) if page.getpixel((x, 100)) != (255, 255, 255)]
    assert row, "a mark in line with the upper edge, 10 mm below the sheet's"
    assert (min(row), max(row)) == pytest.approx((20, 59), abs=3)


def test_crop_marks_are_on_each_plate(pdfs: dict[str, Path]) -> None:
    with pikepdf.open(pdfs["plain"]) as pdf:
        for page in pdf.pages:
            kind, name, space, _ = page.Resources.ColorSpace.PrintersMarks
            assert [str(kind), str(name), str(space)] == ["/Separation", "/All", "/DeviceCMYK"]
            assert page.Contents.read_bytes().count(b"/PrintersMarks CS 1 SCN") == 1


def test_it_is_tagged_and_sound_and_claims_no_more(pdfs: dict[str, Path]) -> None:
    assert {path.stem: each for path, each in verapdf.findings(list(pdfs.values())).items() if each} == {}
    for path in pdfs.values():
        assert poppler.structure(path) == []
        assert poppler.fonts_not_embedded(path) == []
        data = path.read_bytes()
        assert b"pdfuaid:part" in data
        assert b"pdfaid:" not in data
        assert b"GTS_PDF" not in data
    with pikepdf.open(pdfs["both"]) as pdf:
        assert list(pdf.attachments) == ["report.md"]
        assert str(pdf.docinfo.Trapped) == "/False"


def test_two_are_byte_by_byte_the_same(pdfs: dict[str, Path]) -> None:
    assert (
        PdfWriter().write(*read(RICH, Options(print_shop=True, look="house"))) == pdfs["house"].read_bytes()
    )


def test_a_style_sheet_can_ask_for_another_bleed_and_for_inks(tmp_path: Path) -> None:
    style = tmp_path / "own.css"
    style.write_text("@page { bleed: 5mm } h2 { color: device-cmyk(100% 40% 0% 20%) }", encoding="utf-8")
    path = tmp_path / "own.pdf"
    path.write_bytes(PdfWriter().write(*written(tmp_path, ALL_TEXT, Options(print_shop=True, css=style))))
    with pikepdf.open(path) as pdf:
        assert boxes(pdf.pages[0], "TrimBox") == pytest.approx([0, 0, 210, 297], abs=0.01)
        assert boxes(pdf.pages[0], "BleedBox") == pytest.approx([-5, -5, 215, 302], abs=0.01)
        assert boxes(pdf.pages[0], "MediaBox") == pytest.approx([-12, -12, 222, 309], abs=0.01)
    assert ("1", "0.4", "0", "0.2", "scn") in painted(path)


def test_a_picture_without_colour_is_of_black_ink(tmp_path: Path) -> None:
    Image.new("L", (600, 300), 90).save(tmp_path / "grey.png")
    path = tmp_path / "grey.pdf"
    path.write_bytes(PdfWriter().write(*written(tmp_path, "![A](grey.png)\n", Options(print_shop=True))))
    (page,) = inks(path)
    assert page[:3] == (0, 0, 0)
    assert page[3] > 0.05


# Pixels of images


PRINT_SHOP = Options(print_shop=True)


def pixels(
    folder: Path, body: str, options: Options = PRINT_SHOP, **sizes: tuple[int, int]
) -> list[tuple[int, str, str]]:
    """Of each image that is printed its line in the source, the severity and what is said."""
    for name, size in sizes.items():
        Image.new("RGB", size, GREEN).save(folder / f"{name}.png", dpi=(96, 96))
    submission = written(folder, body, options)
    found = resolutions(submission.resolved, PdfWriter().write(*submission), "report-print.pdf")
    return [
        (source_span(each.span).line, (each.severity or Severity.WARNING).word, message(each))
        for each in found
    ]


def test_pixels_of_each_image_are_told_where_it_stands(tmp_path: Path) -> None:
    body = '![Small](small.png "A")\n\n1. Text ![large](large.png) here.\n\n![Small](small.png "B")\n'
    found = pixels(tmp_path, body, small=(378, 189), large=(3000, 1000))
    assert [(line, severity) for line, severity, _ in found] == [
        (6, "warning"),
        (8, "information"),
        (10, "warning"),
    ]
    assert "with 96 pixels per inch (10.0 × 5.0 cm)" in found[0][2]


@pytest.mark.parametrize(("width", "severity"), [(299, "warning"), (300, "information")])
def test_three_hundred_are_enough(tmp_path: Path, width: int, severity: str) -> None:
    style = tmp_path / "inch.css"
    style.write_text("img { width: 1in }", encoding="utf-8")
    found = pixels(tmp_path, "![A](a.png)\n", Options(print_shop=True, css=style), a=(width, 100))
    assert [each[1] for each in found] == [severity]


def test_an_image_in_a_form_is_seen_in_its_size() -> None:
    """As programs write it that make one object of what is half transparent."""
    import io

    pdf = pikepdf.new()
    pdf.add_blank_page(page_size=(200, 200))
    image = pikepdf.Stream(pdf, b"\0" * 12, Width=2, Height=2, ColorSpace=pikepdf.Name.DeviceRGB)
    image.Subtype, image.BitsPerComponent = pikepdf.Name.Image, 8
    form = pikepdf.Stream(pdf, b"q 2 0 0 1 0 0 cm /I Do Q")
    form.Subtype, form.Resources = pikepdf.Name.Form, pikepdf.Dictionary(XObject={"/I": image})
    page = pdf.pages[0]
    page.Resources = pikepdf.Dictionary(XObject={"/F": pdf.make_indirect(form)})
    page.Contents = pdf.make_stream(b"q 0 36 -36 0 0 0 cm /F Do Q")
    buffer = io.BytesIO()
    pdf.save(buffer)
    (found,) = images(buffer.getvalue(), "a.pdf")
    assert found.inches == pytest.approx((1.0, 0.5))
    assert (found.ppi, found.page, found.alt) == (2, 1, "")


def test_the_command_writes_it_beside_the_other(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Image.new("RGB", (100, 100), GREEN).save("a.png")
    Path("report.md").write_text(CLEAN.replace("2. It", "![A](a.png)\n\n2. It"), encoding="utf-8")
    assert run("build", "report.md", "--to", "pdf,html", "--output", "out").status == 0
    before = Path("out/report.pdf").read_bytes()
    ran = run("build", "report.md", "--to", "pdf,html", "--output", "out", "--print-shop")
    assert ran.status == 0, ran.err
    assert "report.md:10:1: warning D913" in ran.err
    assert "report-print.pdf" in ran.out
    names = sorted(path.name for path in Path("out").glob("report*"))
    assert names == ["report-print.pdf", "report.html", "report.pdf"]
    assert Path("out/report.pdf").read_bytes() == before
    again = run("check", "out/report-print.pdf", "--against", "report.md")
    assert again.status == 0, again.out


def test_no_recipient_is_asked_about_it(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    source = CLEAN.replace("lang: en\n", "lang: en\nprofile: cmw\n")  # which takes Word files only
    Path("report.md").write_text(source, encoding="utf-8")
    build = ("build", "report.md", "--to", "pdf", "--output", "out", "--draft")
    assert "L605" in run(*build).err
    assert "L605" not in run(*build, "--print-shop").err
