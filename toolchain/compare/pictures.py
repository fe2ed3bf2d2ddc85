"""Whether two pictures show the same, perhaps in another size or format; pictures that were exchanged."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import Any

from toolchain import model as m
from toolchain.model.diagnostics import Finding
from toolchain.model.walk import walk
from toolchain.rules.differences import PictureDiffers

_SIDE = 16
_BOX = 4  # Pillow's name of the mean of pixels, without its import
_COPY = 20
"""Of 256 shades of grey: how far a smaller copy differs at most anywhere (measured: 15)."""


def look_of(data: bytes) -> bytes:
    """Return the shades of grey of a picture in a grid of 16 by 16; b"" if it cannot be read."""
    grey = _grey(data)
    return _grid(grey) if grey else b""


def _grey(data: bytes) -> Any:
    from PIL import Image

    with suppress(Exception), Image.open(io.BytesIO(data)) as image:  # whatever a broken picture raises
        flat = Image.new("RGBA", image.size, "white")
        flat.alpha_composite(image.convert("RGBA"))
        return flat.convert("L")
    return None


def _grid(grey: Any, *sizes: tuple[int, int]) -> bytes:
    for size in (*sizes, (_SIDE, _SIDE)):
        grey = grey.resize(size, _BOX) if grey.size != size else grey
    return bytes(grey.tobytes())


def distance(one: bytes, other: bytes) -> float:
    """Return the mean difference of two looks."""
    return sum(abs(a - b) for a, b in zip(one, other, strict=True)) / len(one)


def exchanged(
    shown: m.Document, built: m.Document, theirs: Mapping[str, bytes], ours: Mapping[str, bytes]
) -> Iterator[Finding]:
    """Yield the pictures of a file that do not show what those show that its source has there.

    `built` is read from a file that was just made of the source, and the mappings have the bytes of both
    files' pictures. If one has more pictures, that is another finding, and none are compared.
    """
    images, wanted = (
        [each for each, _ in walk(document.blocks) if isinstance(each, m.Image)]
        for document in (shown, built)
    )
    for image, own in zip(images, wanted, strict=True) if len(images) == len(wanted) else ():
        if image.source and image.source not in theirs:
            continue  # in a part that is not read
        data, known = theirs.get(image.source, b""), ours.get(own.source, b"")
        if data != known and not _is_copy(data, known):
            yield Finding(image.span, PictureDiffers(own.alt))


def _is_copy(one: bytes, other: bytes) -> bool:
    """Compare them in the size of the smaller one, whose pixels are not parts of those of the other."""
    pair = [grey for each in (one, other) if (grey := _grey(each))]
    if len(pair) != len((one, other)):
        return False
    wide, high = (max(min(sides), _SIDE) for sides in zip(*(grey.size for grey in pair), strict=True))
    looks = (_grid(grey, (wide, high)) for grey in pair)
    return all(abs(a - b) < _COPY for a, b in zip(*looks, strict=True))
