"""Images of a source: what is read of them, and what is said of those that cannot be."""

import io
import zlib
from pathlib import Path

import pytest
from PIL import Image

from toolchain.model import ImageFile
from toolchain.model.diagnostics import Finding, SourceSpan
from toolchain.readers.images import load_image
from toolchain.reports.sentences import message

SPAN = SourceSpan("report.md", 1, 1, 1, 2)


def saved(form: str, size: tuple[int, int] = (30, 20), **options: object) -> bytes:
    data = io.BytesIO()
    Image.new("RGB", size, "red").save(data, form, **options)
    return data.getvalue()


def loaded(folder: Path, data: bytes) -> ImageFile | str:
    (folder / "image").write_bytes(data)
    found = load_image(folder, "image", SPAN)
    return message(found) if isinstance(found, Finding) else found


@pytest.mark.parametrize("form", ["PNG", "JPEG", "GIF"])
def test_size_and_resolution_are_read(form: str, tmp_path: Path) -> None:
    found = loaded(tmp_path, saved(form, dpi=(300, 300)))
    assert isinstance(found, ImageFile)
    assert (found.media_type, found.width, found.height) == (f"image/{form.lower()}", 30, 20)
    assert round(found.dpi) == (96 if form == "GIF" else 300)


def test_a_photograph_with_a_second_one_in_it_is_a_jpeg(tmp_path: Path) -> None:
    """Cameras put a preview behind the picture (CIPA DC-007)."""
    found = loaded(tmp_path, saved("MPO", save_all=True, append_images=[Image.new("RGB", (30, 20))]))
    assert isinstance(found, ImageFile)
    assert (found.media_type, found.width) == ("image/jpeg", 30)


OTHERS = {
    b"": "not a picture",
    b"hello": "not a picture",
    saved("BMP"): "a BMP",
    saved("WEBP"): "a WebP",
    saved("TIFF"): "a TIFF",
    b'<?xml version="1.0"?>\n<!-- Drawn -->\n<svg xmlns="http://www.w3.org/2000/svg"/>': "an SVG",
    b"\0\0\0\x18ftypheic": "an HEIC or AVIF",
    b"\x01\0\0\0" + bytes(36) + b" EMF": "an EMF",
    b"\xd7\xcd\xc6\x9a": "a WMF",
    b"%PDF-1.7": "a PDF",
}


@pytest.mark.parametrize(("data", "what"), OTHERS.items(), ids=OTHERS.values())
def test_other_files_are_named(data: bytes, what: str, tmp_path: Path) -> None:
    assert (
        loaded(tmp_path, data) == f"the image image is {what}, but outputs can contain only PNG, JPEG and GIF"
    )


def test_a_photograph_of_a_printing_press_keeps_its_colours(tmp_path: Path) -> None:
    data = io.BytesIO()
    Image.new("CMYK", (30, 20), (0, 255, 255, 0)).save(data, "JPEG")
    found = loaded(tmp_path, data.getvalue())
    assert isinstance(found, ImageFile)
    with Image.open(io.BytesIO(found.data)) as image:
        assert image.mode == "CMYK"
        assert image.convert("RGB").getpixel((9, 9)) == (255, 0, 0)


@pytest.mark.parametrize("form", ["PNG", "JPEG", "GIF"])
def test_half_a_header_is_damage(form: str, tmp_path: Path) -> None:
    said = loaded(tmp_path, saved(form)[:11])
    assert isinstance(said, str)
    assert said.startswith("the image image is damaged (")


@pytest.mark.parametrize("mode", ["1", "L", "P", "LA", "RGB", "RGBA", "I;16"])
def test_every_kind_of_png_is_read_as_pillow_reads_it(mode: str, tmp_path: Path) -> None:
    data = io.BytesIO()
    Image.new(mode, (7, 5)).save(data, "PNG", dpi=(150, 150))
    found = loaded(tmp_path, data.getvalue())
    assert isinstance(found, ImageFile)
    with Image.open(data) as image:
        assert (found.width, found.height) == image.size
        assert found.dpi == pytest.approx(image.info["dpi"][0])


@pytest.mark.parametrize("place", [9, 13, 17, 24, 25, 26, 30, -9])
def test_a_png_with_another_bit_is_damaged(place: int, tmp_path: Path) -> None:
    data = bytearray(saved("PNG"))
    data[place] ^= 4
    said = loaded(tmp_path, bytes(data))
    assert isinstance(said, str)
    assert said.startswith("the image image is damaged (")


def test_a_png_with_true_checksums_and_a_form_that_there_is_not_is_damaged(tmp_path: Path) -> None:
    data = bytearray(saved("PNG"))
    data[24] = 3  # bits
    data[29:33] = zlib.crc32(data[12:29]).to_bytes(4, "big")
    assert loaded(tmp_path, bytes(data)) == "the image image is damaged (it is of a form that there is not)"


def test_a_picture_that_would_fill_the_memory_is_refused_by_its_header(tmp_path: Path) -> None:
    picture = bytearray(saved("GIF"))
    picture[6:10] = b"\xff\xff\xff\xff"
    said = loaded(tmp_path, bytes(picture))
    assert isinstance(said, str)
    assert "pixels" in said
