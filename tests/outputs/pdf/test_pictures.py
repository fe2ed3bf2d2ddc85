"""Pictures in a PDF: put in as they are coded, shown pixel by pixel as they were, refused if damaged."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from PIL import Image

from tests.judges.validators import poppler, verapdf
from tests.support.pages import written
from tests.support.places import CM
from tests.support.said import saying
from toolchain.data import packaged_templates
from toolchain.model.diagnostics import Failure
from toolchain.project.settings import Options
from toolchain.writers.pdf import PdfWriter

SIZE = (37, 23)
BRIGHT = [(x * 6 % 256, y * 11 % 256, (x + y) * 4 % 256) for y in range(SIZE[1]) for x in range(SIZE[0])]


def coloured() -> Image.Image:
    image = Image.new("RGB", SIZE)
    image.putdata(BRIGHT)
    return image


def bits(number: int) -> Image.Image:
    """A picture with a palette of so many colours."""
    return coloured().quantize(number)


def greys_in_a_palette() -> Image.Image:
    image = Image.new("P", SIZE)
    image.putpalette([each for grey in range(0, 256, 16) for each in (grey, grey, grey)])
    image.putdata([sum(each) % 16 for each in BRIGHT])
    return image


PASSED = {
    "colours": (coloured(), "/DeviceRGB", 8),
    "grey": (coloured().convert("L"), "/DeviceGray", 8),
    "black-and-white": (coloured().convert("1"), "/DeviceGray", 1),
    "palette": (bits(200), "/Indexed", 8),
    "palette-of-16": (bits(16), "/Indexed", 4),
    "palette-of-4": (bits(4), "/Indexed", 2),
    "palette-of-2": (bits(2), "/Indexed", 1),
    "palette-of-greys": (greys_in_a_palette(), "/Indexed", 4),
}


def in_page(page: Any) -> list[Any]:
    """The images that a page holds."""
    return [image for _, image in page.Resources.get("/XObject", {}).items()]


@contextmanager
def inside(folder: Path, image: Image.Image, **saved: Any) -> Iterator[tuple[pikepdf.PdfImage, bytes]]:
    """The image in the PDF, and the bytes of its file."""
    image.save(folder / "a.png", **saved)
    (folder / "a.pdf").write_bytes(PdfWriter().write(*written(folder, "![A](a.png)\n")))
    with pikepdf.open(folder / "a.pdf") as pdf:
        (found,) = in_page(pdf.pages[0])
        yield pikepdf.PdfImage(found), (folder / "a.png").read_bytes()


@pytest.mark.usefixtures("weasyprint")
@pytest.mark.parametrize("kind", PASSED)
def test_a_picture_is_put_in_as_it_is_coded(kind: str, tmp_path: Path) -> None:
    image, space, depth = PASSED[kind]
    with inside(tmp_path, image) as (found, file):
        assert found.obj.read_raw_bytes() in file
        colours = found.obj.ColorSpace
        assert str(colours[0] if space == "/Indexed" else colours) == space
        assert found.obj.BitsPerComponent == depth
        shown = found.as_pil_image().convert("RGB")
    assert shown.tobytes() == image.convert("RGB").tobytes()


@pytest.mark.usefixtures("weasyprint")
def test_sixteen_bits_are_put_in_too(tmp_path: Path) -> None:
    """WeasyPrint would give them to a reader as what they are not, three colours of eight bits."""
    with inside(tmp_path, Image.new("I;16", SIZE, 40_000)) as (found, file):
        assert found.obj.read_raw_bytes() in file
        assert str(found.obj.ColorSpace) == "/DeviceGray"
        assert found.obj.BitsPerComponent == 16
    (page,) = poppler.pictures(tmp_path / "a.pdf", tmp_path, dpi=96)
    with Image.open(page) as shown:
        greys = {colour: number for number, colour in shown.convert("L").getcolors() or []}
    assert max(greys[grey] for grey in (155, 156, 157) if grey in greys) > 300


@pytest.mark.usefixtures("weasyprint")
def test_a_palette_of_greys_is_grey(tmp_path: Path) -> None:
    with inside(tmp_path, greys_in_a_palette()) as (found, _):
        assert str(found.obj.ColorSpace[1]) == "/DeviceGray"
        assert bytes(found.obj.ColorSpace[3]) == bytes(range(0, 256, 16))


@pytest.mark.usefixtures("weasyprint")
@pytest.mark.parametrize(
    ("image", "saved"),
    [(coloured().convert("RGBA"), {}), (bits(16), {"transparency": 3})],
    ids=["transparent", "transparent colour"],
)
def test_what_is_transparent_is_left_to_weasyprint(
    image: Image.Image, saved: dict[str, Any], tmp_path: Path
) -> None:
    with inside(tmp_path, image, **saved) as (found, file):
        assert found.obj.read_raw_bytes() not in file
        assert "/SMask" in found.obj


@pytest.mark.parametrize("kind", [*PASSED, "16 bits"])
def test_a_picture_looks_the_same_by_typst(kind: str, tmp_path: Path) -> None:
    """Its pixels, in a file that is not larger than all of them."""
    image = PASSED[kind][0] if kind in PASSED else Image.new("I;16", SIZE, 40_000)
    with inside(tmp_path, image) as (found, file):
        assert len(found.obj.read_raw_bytes()) < len(file) + 3 * SIZE[0] * SIZE[1]
        shown = found.as_pil_image().convert("RGB")
    expected = image.convert("RGB") if kind in PASSED else Image.new("RGB", SIZE, (156, 156, 156))
    assert shown.tobytes() == expected.tobytes()


def test_a_picture_in_inks_is_shown_in_light(tmp_path: Path) -> None:
    """A file for archives has one colour profile, and typst none for inks."""
    Image.new("CMYK", (300, 200), (255, 0, 0, 0)).save(tmp_path / "inks.jpg")
    made = PdfWriter().write(
        *written(tmp_path, "1. One.\n\n![A square](inks.jpg)", Options(pdf_engine="typst"))
    )
    with pikepdf.open(io.BytesIO(made)) as pdf:
        (picture,) = (each for each in pdf.objects if isinstance(each, pikepdf.Stream) and "/Width" in each)
        shown = pikepdf.PdfImage(picture).as_pil_image()
        assert shown.mode == "RGB"
        assert shown.getpixel((150, 100)) == pytest.approx((0, 255, 255), abs=3)


def test_a_picture_is_not_wider_than_what_it_is_in(tmp_path: Path) -> None:
    """Else it covers the next cell. The widths are of a cell, a list in a list and a quotation, in points."""
    Image.new("RGB", (2000, 400), "red").save(tmp_path / "a.png")
    body = (
        "1. One:\n\n     | A | B |\n     | --- | --- |\n     | ![A](a.png) | b |\n\n"
        "     - C\n\n          - D\n\n               ![D](a.png)\n\n     > E ![E](a.png)\n"
    )
    (tmp_path / "a.pdf").write_bytes(PdfWriter().write(*written(tmp_path, body)))
    with pikepdf.open(tmp_path / "a.pdf") as pdf:
        data = b"".join(page.Contents.read_bytes() for page in pdf.pages)
    widths = [
        float(each) for each in re.findall(rb"(\d+[.\d]*) 0 0 -?\d[.\d]* \S+ \S+ cm[^\n]*/\w+ Do", data)
    ]
    column, step = 13 * CM, CM
    assert [round(each) for each in widths] == [round(column / 4 - 0.2 * CM), *[round(column - 2 * step)] * 2]


def test_one_picture_in_two_places_is_there_once(tmp_path: Path) -> None:
    coloured().save(tmp_path / "a.png")
    coloured().save(tmp_path / "b.png")
    body = "![A](a.png)\n\n1. See ![a](a.png) and ![b](b.png).\n"
    with pikepdf.open(io.BytesIO(PdfWriter().write(*written(tmp_path, body)))) as pdf:
        (page,) = pdf.pages
        assert len(in_page(page)) == 1
        assert page.Contents.read_bytes().count(b" Do") == 3


@pytest.mark.usefixtures("engine")
@pytest.mark.parametrize("standard", ["3a", pytest.param("ua1", marks=pytest.mark.long)])
def test_both_standards_allow_all_of_them(tmp_path: Path, standard: str) -> None:
    for kind, (image, _, _) in PASSED.items():
        image.save(tmp_path / f"{kind}.png")
    path = tmp_path / "all.pdf"
    body = "".join(f"![A picture]({kind}.png)\n\n" for kind in PASSED)
    path.write_bytes(PdfWriter().write(*written(tmp_path, body)))
    assert verapdf.findings([path], standard) == {path: []}


def test_a_picture_with_damaged_pixels_is_named(tmp_path: Path) -> None:
    """Nothing says so before: a GIF has no checksum, and its parts are whole."""
    data = io.BytesIO()
    Image.effect_noise((60, 40), 50).save(data, "GIF")
    (tmp_path / "good.gif").write_bytes(data.getvalue())
    (tmp_path / "bad.gif").write_bytes(data.getvalue()[:900] + b"\xff" * 40 + data.getvalue()[940:])
    text = "1. One.\n\n![A square](good.gif)\n\n![A map](bad.gif)"
    with pytest.raises(Failure, check=saying("the image bad.gif is damaged")) as caught:
        PdfWriter().write(*written(tmp_path, text, Options(pdf_engine="typst")))
    assert [each.span.order for each in caught.value.findings] == [(10, 1)]


@pytest.mark.parametrize("logo", [False, True])
def test_a_picture_without_alt_text_is_shown_in_a_file_that_claims_no_standard(
    logo: bool, tmp_path: Path
) -> None:
    """The preview shows it; a build of all but drafts is refused before (A701)."""
    Image.new("RGB", (30, 20), "red").save(tmp_path / "a.png")
    Image.new("RGB", (40, 20), "blue").save(tmp_path / "b.png")
    matter = {"submitted_by": "[{name: One, logo: a.png}]"} if logo else {}
    body = "1. One.\n" if logo else '1. One.\n\n     ![](a.png "One")\n\n     ![Red](b.png "Two")\n'
    data = PdfWriter().write(*written(tmp_path, body, Options(pdf_engine="typst"), **matter))
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert "pdfuaid:part" not in pdf.open_metadata()
        assert sum(len(page.get_images()) for page in pdf.pages) == (1 if logo else 2)

    own = (packaged_templates() / "print.typ").read_text(encoding="utf-8")
    (tmp_path / "print.typ").write_text(own.replace("alt: description", "alt: none"), encoding="utf-8")
    described = written(
        tmp_path, '1. One.\n\n     ![Red](b.png "Two")\n', Options(pdf_engine="typst", templates=tmp_path)
    )
    with pytest.raises(Failure) as refused:
        PdfWriter().write(*described)
    assert Path(refused.value.findings[0].span.path).name == "print.typ"
