"""Rotate a picture upright if only its metadata says how to show it (TIFF 6.0, tag 274).

Browsers apply that tag, Word and LibreOffice do not, and a PDF has no place for it. Upright pixels are right
for all.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
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
    """Return a PNG or JPEG upright; `orientation` is from 2 to 8.

    A JPEG is coded with its own tables again, so that almost nothing is lost. Raise `ValueError` or `OSError`
    if it cannot be decoded.
    """
    made = io.BytesIO()
    with Image.open(io.BytesIO(image.data), formats=("PNG", "JPEG")) as opened:
        kept: dict[str, Any] = {key: opened.info[key] for key in _KEPT if key in opened.info}
        if opened.format == "JPEG":
            kept |= coding(opened, sideways=orientation in _SIDEWAYS)
        upright = opened.transpose(_WAYS[orientation])
        upright.info.clear()  # else a comment goes over
        upright.save(made, opened.format, **kept)
    return replace(image, data=made.getvalue(), width=upright.width, height=upright.height)


def cropped(image: ImageFile, cut: Sequence[float]) -> ImageFile:
    """Return a picture without the shares of it, 0 to 1, that are cut off at its left, top, right and bottom;
    at least a pixel is left. A GIF becomes a PNG. Raise `ValueError` or `OSError` if it cannot be decoded.
    """
    made = io.BytesIO()
    with Image.open(io.BytesIO(image.data), formats=("PNG", "JPEG", "GIF")) as opened:
        kept: dict[str, Any] = {key: opened.info[key] for key in _KEPT if key in opened.info}
        form, (width, height) = opened.format, opened.size
        left, top = (min(int(side * share), side - 1) for side, share in zip(opened.size, cut, strict=False))
        right = max(width - int(width * cut[2]), left + 1)
        bottom = max(height - int(height * cut[3]), top + 1)
        if form == "JPEG":
            kept |= coding(opened)
        part = opened.crop((left, top, right, bottom))
        part.info.clear()
        part.save(made, "JPEG" if form == "JPEG" else "PNG", **kept)
    media_type = image.media_type if form == "JPEG" else "image/png"
    return replace(image, data=made.getvalue(), media_type=media_type, width=part.width, height=part.height)


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
