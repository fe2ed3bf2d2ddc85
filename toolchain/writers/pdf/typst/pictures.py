"""Pictures as code for typst, each from a file next to the code."""

from __future__ import annotations

from toolchain import model as m
from toolchain.model.design import design
from toolchain.writers.html.columns import COLUMN, SIZE
from toolchain.writers.pdf.typst.code import call, literal, words
from toolchain.writers.pdf.typst.context import Context

_WIDEST = COLUMN * SIZE
_TALLEST = design().points("figure.height")
"""The greatest width and height of a picture, in points."""
_LOW = 110.0
"""The height of a picture that leaves less than a fifth of a page empty with its caption, in points."""
_OF_A_PIXEL = 36
_OF_A_COMPRESSED_PIXEL = 6
"""Bytes of memory that typst needs for a pixel, at most; a JPEG's with as many for each byte of its file.

Measured with 1 to 80 pictures: JPEG 3.3 to 5.4 and 4.5 a byte, scanned pages 4.3 to 5.3, photographs in PNG
21, with 16 bits and transparency 35; typst decodes each PNG and compresses it again.
"""


def memory_for(image: m.ImageFile, data: bytes) -> int:
    """Return how much memory typst may need for a picture, in bytes; `data` is what it is given."""
    pixels = image.width * image.height
    if image.media_type == "image/jpeg":
        return _OF_A_COMPRESSED_PIXEL * (pixels + len(data))
    return _OF_A_PIXEL * pixels


def missing(text: str) -> str:
    """Return the text that a draft shows instead of missing content."""
    return call("missing", words(f"[{text}]"))


def write_picture(node: m.Image, context: Context, widest: float = _WIDEST) -> str:
    """Return a picture in a line, at its own size or smaller; `widest` is in points."""
    if node.source not in context.resolved.document.images:
        return missing(context.page.term("image_missing", source=node.source))
    return call("picture", *picture_values(node, context, widest))


def picture_values(node: m.Image, context: Context, widest: float = _WIDEST) -> tuple[str, str, str]:
    """Return a picture's file, its alternative text, and its width."""
    image = context.resolved.document.images[node.source]
    files = context.asked.files
    context.asked.all_described &= bool(node.alt.strip())
    context.asked.pictures.setdefault(node.source, node.span)
    file = files.setdefault(node.source, f"{len(files)}.{image.media_type.partition('/')[2]}")
    return literal(file), literal(node.alt), f"{_shown(image, widest)[0]:.2f}pt"


def is_low(node: m.Image, context: Context) -> bool:
    """Return whether a picture is so low that it never moves to another page than the text before it."""
    image = context.resolved.document.images.get(node.source)
    return image is None or _shown(image, _WIDEST)[1] < _LOW


def _shown(image: m.ImageFile, widest: float) -> tuple[float, float]:
    """Return the width and the height of a picture in points."""
    width, height = image.width * 72 / image.dpi, image.height * 72 / image.dpi
    shown = min(width, widest, width * _TALLEST / height)
    return shown, shown * height / max(width, 0.01)
