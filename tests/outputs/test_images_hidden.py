"""What no pixel of a PNG shows goes: bytes after the pixels, rows below them, unused colours of a palette."""

from __future__ import annotations

import io
import struct
import zlib

import pytest
from PIL import Image

from tests.support import planted
from toolchain.formats.pictures import Unreadable, read_picture, strip_picture, told_by
from toolchain.formats.pictures.png import SIGNATURE, Chunk, _joined, chunks_of

SECRET = b"planted behind the pixels"


def pixels(data: bytes) -> bytes:
    with Image.open(io.BytesIO(data)) as image:
        return image.convert("RGBA").tobytes()


def saved(image: Image.Image, **options: object) -> bytes:
    made = io.BytesIO()
    image.save(made, "PNG", **options)
    return made.getvalue()


def changed(data: bytes, kind: bytes, *new: bytes) -> bytes:
    """A PNG in which the chunks of a kind are others."""
    found, _ = chunks_of(data)
    at = next(number for number, each in enumerate(found) if each.kind == kind)
    rest = [each for each in found if each.kind != kind]
    return _joined([*rest[:at], *(Chunk(kind, each) for each in new), *rest[at:]])


def stream(data: bytes) -> bytes:
    return b"".join(each.data for each in chunks_of(data)[0] if each.kind == b"IDAT")


WHOLE = saved(planted.drawn())


@pytest.mark.parametrize("cut", [None, 40, -10])
def test_bytes_after_the_pixels_go_and_are_found(cut: int | None) -> None:
    data = saved(planted.drawn())
    whole = stream(data) + SECRET
    other = changed(data, b"IDAT", whole) if cut is None else changed(data, b"IDAT", whole[:cut], whole[cut:])
    assert other.startswith(SIGNATURE)
    clean = read_picture(other)
    assert stream(clean.data) == stream(data)
    assert pixels(clean.data) == pixels(data)
    assert [each.what for each in told_by(other)] == ["data that is not shown"]
    assert told_by(clean.data) == ()
    assert read_picture(clean.data).data == clean.data


@pytest.mark.parametrize(("interlaced", "size"), [(0, 20), (1, 23)])
def test_rows_below_the_picture_go_and_are_found(interlaced: int, size: int) -> None:
    header = struct.pack(">II5B", 4, 4, 8, 0, 0, 0, interlaced)
    packed = zlib.compress(bytes(size) + SECRET * 9)
    data = _joined([Chunk(b"IHDR", header), Chunk(b"IDAT", packed), Chunk(b"IEND", b"")])
    clean = read_picture(data)
    assert zlib.decompress(stream(clean.data)) == bytes(size)
    assert pixels(clean.data) == pixels(data)
    assert [each.what for each in told_by(data)] == ["data that is not shown"]
    assert read_picture(clean.data).data == clean.data


@pytest.mark.parametrize(
    "pixels", [b"", stream(WHOLE)[:-30], zlib.compress(zlib.decompress(stream(WHOLE))[:-1])]
)
def test_pixels_that_are_cut_off_are_damage_in_a_source_and_stay_in_a_word_file(pixels: bytes) -> None:
    damaged = changed(WHOLE, b"IDAT", pixels)
    assert strip_picture(damaged) == damaged
    with pytest.raises(Unreadable, match="pixels are missing"):
        read_picture(damaged)


def test_a_wrong_checksum_of_all_pixels_is_no_damage() -> None:
    data = changed(WHOLE, b"IDAT", stream(WHOLE)[:-4] + b"abcd")
    assert read_picture(data).data == data


@pytest.mark.parametrize("bits", [1, 2, 4, 8])
def test_colours_that_no_pixel_uses_become_black(bits: int) -> None:
    image = Image.new("P", (4, 4), 1)
    image.putpalette([10, 20, 30, 200, 100, 50, *b"planted here" * 10][: 3 << bits])
    data = saved(image, bits=bits)
    clean = read_picture(data)
    first = {each.kind: each.data for each in chunks_of(clean.data)[0]}
    assert set(first[b"PLTE"]) <= {0, 200, 100, 50}
    assert pixels(clean.data) == pixels(data)
    assert read_picture(clean.data).data == clean.data


def test_transparency_of_unused_colours_goes_and_the_background_stays() -> None:
    image = Image.new("P", (4, 4), 1)
    image.putpalette(list(b"abcdefghijkl"))
    data = changed(saved(image, bits=2, transparency=b"hear"), b"tRNS", b"hear", *())
    clean = read_picture(data)
    first = {each.kind: each.data for each in chunks_of(clean.data)[0]}
    assert first[b"tRNS"] == b"\xffe\xff\xff"
    assert pixels(clean.data) == pixels(data)


def test_an_animation_keeps_its_colours() -> None:
    frames = [Image.new("P", (4, 4), number) for number in (0, 1)]
    for each in frames:
        each.putpalette(list(b"abcdefghijkl"))
    data = saved(frames[0], save_all=True, append_images=frames[1:])
    clean = read_picture(data)
    with Image.open(io.BytesIO(clean.data)) as image:
        assert getattr(image, "n_frames", 1) == 2
    assert zlib.decompress(stream(clean.data)) == zlib.decompress(stream(data))
