"""Rotate a picture upright if only its metadata says how to show it (TIFF 6.0, tag 274), and crop one.

Browsers apply that tag, Word and LibreOffice do not, and a PDF has no place for it. Upright pixels are right
for all.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from typing import Any

from PIL import Image

from toolchain.model import ImageFile
from toolchain.model.records import replace

_WAYS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
_SIDEWAYS = (5, 6, 7, 8)
_KEPT = frozenset(("dpi", "icc_profile", "transparency"))


def turned(image: ImageFile, orientation: int) -> ImageFile:
    """Return a picture upright; `orientation` is from 2 to 8. See `_changed`."""
    return _changed(
        image, lambda opened: opened.transpose(_WAYS[orientation]), sideways=orientation in _SIDEWAYS
    )


def cropped(image: ImageFile, cut: Sequence[float]) -> ImageFile:
    """Return a picture without the shares of it, 0 to 1, that are cut off at its left, top, right and bottom;
    at least a pixel is left. See `_changed`.
    """
    sides = (image.width, image.height)
    left, top = (min(int(side * share), side - 1) for side, share in zip(sides, cut, strict=False))
    right, bottom = (side - int(side * share) for side, share in zip(sides, cut[2:], strict=True))
    box = (left, top, max(right, left + 1), max(bottom, top + 1))
    return _changed(image, lambda opened: opened.crop(box))


def _changed(
    image: ImageFile, change: Callable[[Image.Image], Image.Image], *, sideways: bool = False
) -> ImageFile:
    """Return a changed picture. A GIF becomes a PNG.

    A JPEG is coded with its own tables again, so that almost nothing is lost. Raise `ValueError` or `OSError`
    if it cannot be decoded.
    """
    made = io.BytesIO()
    with Image.open(io.BytesIO(image.data), formats=("PNG", "JPEG", "GIF")) as opened:
        kept: dict[str, Any] = {key: opened.info[key] for key in _KEPT if key in opened.info}
        form, media_type = ("JPEG", "image/jpeg") if opened.format == "JPEG" else ("PNG", "image/png")
        if form == "JPEG":
            kept |= coding(opened, sideways=sideways)
        new = change(opened)
        new.info.clear()  # else a comment goes over
        new.save(made, form, **kept)
    return replace(image, data=made.getvalue(), media_type=media_type, width=new.width, height=new.height)


def coding(opened: Any, *, sideways: bool = False) -> dict[str, Any]:
    """Return how a JPEG is coded: its tables, rotated with it, and its colour subsampling."""
    from PIL.JpegImagePlugin import get_sampling

    tables: dict[int, Sequence[int]] = opened.quantization
    if sideways:
        tables = {number: _transposed(table) for number, table in tables.items()}
    sampling = get_sampling(opened)
    if sideways and sampling == 1:  # 4:2:2 sideways is none that Pillow writes
        sampling = 0
    return {"qtables": tables, "subsampling": max(sampling, 0), "optimize": True}


def _transposed(table: Sequence[int]) -> list[int]:
    return [table[row * 8 + column] for column in range(8) for row in range(8)]
