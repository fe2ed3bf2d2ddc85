"""Lighter copies of pictures, looked at by Pillow."""

from __future__ import annotations

import io
import random
import struct
import zlib
from typing import Any

import pytest
from PIL import Image

from toolchain.formats.pictures import FINE, read_picture, scaling
from toolchain.formats.pictures.png import MAX_PIXELS, SIGNATURE
from toolchain.formats.pictures.scaling import lighter, originals
from toolchain.model import ImageFile
from toolchain.model.records import replace

WIDEST = 2  # inches
HEAVY = 50_000
SIZE = (780, 195)


@pytest.fixture(autouse=True)
def _smaller_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    """Less than a third as wide, and pictures with few bytes are heavy: large ones take seconds."""
    monkeypatch.setattr(scaling, "WIDEST", WIDEST)
    monkeypatch.setattr(scaling, "HEAVY", HEAVY)


def noise(mode: str, form: str, size: tuple[int, int] = SIZE, **options: Any) -> ImageFile:
    """Return a picture whose upper half no compression makes small; its lower half is white."""
    picture = Image.new("RGB", size, "white")
    wide, high = size[0], size[1] // 2
    picture.paste(Image.frombytes("RGB", (wide, high), random.Random(5).randbytes(wide * high * 3)), (0, 0))
    made = io.BytesIO()
    picture.convert(mode).save(made, form, **options)
    return read_picture(made.getvalue())


@pytest.mark.parametrize(
    ("mode", "form"),
    [("RGB", "JPEG"), ("CMYK", "JPEG"), ("RGB", "PNG"), ("RGBA", "PNG"), ("P", "PNG")],
)
def test_a_heavy_picture_has_the_pixels_that_can_be_printed(mode: str, form: str) -> None:
    size = (1200, 300) if mode == "P" else SIZE
    image = noise(mode, form, size, **({"quality": 95} if form == "JPEG" else {}))
    assert len(image.data) > HEAVY
    made = lighter(image)
    with Image.open(io.BytesIO(made.data)) as seen:
        assert (seen.format, seen.size) == (form, (made.width, made.height))
        assert FINE * WIDEST <= seen.width <= FINE * WIDEST + 1
        assert seen.width / seen.height == pytest.approx(size[0] / size[1], rel=0.001)
        lower = seen.convert("RGB").crop((0, seen.height // 2 + 20, seen.width, seen.height))
        assert lower.getextrema() == ((255, 255),) * 3
    assert made.width / made.dpi == pytest.approx(image.width / image.dpi)
    assert len(made.data) < len(image.data)
    assert lighter(made) == made


def test_what_stays_as_it_is() -> None:
    photo = noise("RGB", "JPEG", quality=95)
    light = replace(photo, data=photo.data[:HEAVY])
    coarse = noise("RGB", "PNG", (420, 210))
    deep = replace(noise("L", "PNG", (10, 10)), data=deep_png(), width=900, height=100)
    broken = replace(photo, data=photo.data[:30] + bytes(HEAVY))
    drawn = noise("RGB", "GIF", (900, 180))
    for image in (light, coarse, deep, broken, drawn):
        assert lighter(image) is image


def deep_png() -> bytes:
    """Return a PNG with 16 bits for each colour, which Pillow reads with 8."""
    rows = b"".join(b"\0" + random.Random(row).randbytes(900 * 6) for row in range(100))
    header = struct.pack(">2I5B", 900, 100, 16, 2, 0, 0, 0)
    return SIGNATURE + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        for name, data in ((b"IHDR", header), (b"IDAT", zlib.compress(rows, 1)), (b"IEND", b""))
    )


def test_a_stated_resolution_counts() -> None:
    image = noise("RGB", "PNG", (1200, 300), dpi=(1200, 1200))  # an inch
    made = lighter(image)
    assert made.width == pytest.approx(300, abs=1)
    assert made.width / made.dpi == pytest.approx(image.width / image.dpi)


def test_the_original_of_a_copy_is_known() -> None:
    photo, other = noise("RGB", "JPEG", quality=95), noise("L", "PNG", (40, 40))
    found = originals({"a": lighter(photo), "b": other, "c": photo}, {"photo.jpg": photo})
    assert found == {"a": photo, "b": other, "c": photo}


def test_pillow_warns_of_no_picture_that_is_read() -> None:
    """Its warning names a folder of this computer, and would be among the lines of a build."""
    assert Image.MAX_IMAGE_PIXELS
    assert MAX_PIXELS <= Image.MAX_IMAGE_PIXELS
