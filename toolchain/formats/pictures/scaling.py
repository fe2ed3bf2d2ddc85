"""Copy a picture: with no more pixels than a printed page can show, or in RGB instead of CMYK."""

from __future__ import annotations

import io
import math
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

from toolchain.formats.pictures import FINE, HEAVY
from toolchain.formats.pictures.jpeg import count_channels
from toolchain.formats.pictures.png import SIGNATURE, read_png
from toolchain.model import ImageFile
from toolchain.model.records import replace

WIDEST, HIGHEST = 17 / 2.54, 25.7 / 2.54
"""Inches between margins of 2 cm on A4 paper, the largest size at which a picture is printed."""
_INKS = 4
_MODES = frozenset(("1", "L", "LA", "P", "RGB", "RGBA", "CMYK"))


def lighter(image: ImageFile) -> ImageFile:
    """Return a copy with `FINE` pixels per inch of the printed size, or the picture if that saves nothing.

    The printed size stays the same, a PNG stays a PNG, and a JPEG is coded with its own tables. A GIF, an
    animation, and a PNG with more than 8 bits for a colour are not changed.
    """
    fit = min(1, WIDEST * image.dpi / image.width, HIGHEST * image.dpi / image.height)
    share = FINE * fit / image.dpi
    if len(image.data) <= HEAVY or share >= 1 or image.media_type == "image/gif":
        return image
    width, height = (math.ceil(pixels * share) for pixels in (image.width, image.height))
    data = b""
    with suppress(OSError, ValueError):  # damaged pixels stay as they are
        data = _scaled(image.data, (width, height))
    if not data or len(data) >= len(image.data):
        return image
    return replace(image, data=data, width=width, height=height, dpi=image.dpi * width / image.width)


def originals(shown: Mapping[str, ImageFile], given: Mapping[str, ImageFile]) -> Mapping[str, ImageFile]:
    """Return pictures of an output, with the given picture for each that is a lighter copy of it."""
    heavy = [each for each in given.values() if len(each.data) > HEAVY]
    known = {lighter(each).data: each for each in heavy}
    return {name: known.get(image.data, image) for name, image in shown.items()}


def without_inks(image: ImageFile) -> bytes:
    """Return the bytes of a picture; of a JPEG in four inks, a copy in red, green and blue."""
    if image.media_type != "image/jpeg" or count_channels(image.data) != _INKS:
        return image.data
    from PIL import Image

    made = io.BytesIO()
    with Image.open(io.BytesIO(image.data), formats=("JPEG",)) as opened:
        opened.convert("RGB").save(made, "JPEG", quality=95, subsampling=0)
    return made.getvalue()


def _scaled(data: bytes, size: tuple[int, int]) -> bytes:
    """Return the bytes of a smaller copy, b"" if there can be none."""
    if data.startswith(SIGNATURE) and read_png(data).deep:
        return b""
    from PIL import Image  # few sources have a picture of this size

    from toolchain.formats.pictures.turning import coding

    made = io.BytesIO()
    with Image.open(io.BytesIO(data), formats=("PNG", "JPEG")) as opened:
        if getattr(opened, "is_animated", False) or opened.mode not in _MODES:
            return b""
        kept: dict[str, Any] = {"icc_profile": opened.info.get("icc_profile")}
        pixels: Image.Image = opened
        if opened.format == "JPEG":
            kept |= coding(opened)
        elif opened.mode in ("1", "P") or "transparency" in opened.info:
            pixels = opened.convert(
                "RGBA" if "transparency" in opened.info else "L" if opened.mode == "1" else "RGB"
            )
        small = pixels.resize(size, Image.Resampling.LANCZOS, reducing_gap=3.0)
        small.info.clear()  # else a comment goes over
        small.save(made, opened.format, **kept)
    return made.getvalue()
