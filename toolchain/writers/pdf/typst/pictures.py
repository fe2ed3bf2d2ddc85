"""Pictures as code for typst, each from a file next to the code."""

from __future__ import annotations

from toolchain import model as m
from toolchain.model.design import design
from toolchain.writers.html.columns import COLUMN, SIZE
from toolchain.writers.pdf.typst.code import call, literal
from toolchain.writers.pdf.typst.context import Context

_WIDEST = COLUMN * SIZE
_TALLEST = design().points("figure.height")
"""The greatest width and height of a picture, in points."""


def write_picture(node: m.Image, context: Context, widest: float = _WIDEST) -> str:
    """Return a picture in a line, at its own size or smaller; `widest` is in points."""
    return call("picture", *picture_values(node, context, widest))


def picture_values(node: m.Image, context: Context, widest: float = _WIDEST) -> tuple[str, str, str]:
    """Return a picture's file, its alternative text, and its width."""
    image = context.resolved.document.images[node.source]
    files = context.asked.files
    file = files.setdefault(node.source, f"{len(files)}.{image.media_type.partition('/')[2]}")
    width, height = image.width * 72 / image.dpi, image.height * 72 / image.dpi
    shown = min(width, widest, width * _TALLEST / height)
    return literal(file), literal(node.alt), f"{shown:.2f}pt"
