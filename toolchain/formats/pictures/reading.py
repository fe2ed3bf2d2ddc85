"""Read the bytes of a picture: complete, of limited size, in a format that every output supports.

The header is read before any pixels are uncompressed, so that a picture which would fill the memory is
refused.
"""

from __future__ import annotations

import importlib
import io
import re
import warnings
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, SupportsFloat, TypeAlias

from toolchain.formats.pictures.png import MAX_PIXELS, SIGNATURE, read_png
from toolchain.model import ImageFile, Trace
from toolchain.model.facts import WithFacts, Word
from toolchain.model.records import Record
from toolchain.rules import pictures as faults
from toolchain.rules.confidentiality import ImageLocation, ImageNamesPerson, TraceInImage, Traces

if TYPE_CHECKING:
    from PIL.ImageFile import ImageFile as Opened

    from toolchain.formats.pictures.jpeg import Content

_Case: TypeAlias = Callable[[str, Traces], ImageNamesPerson | ImageLocation]


_OTHERS = {
    Word("an SVG"): rb"(?s).{0,2000}?<svg\b",
    Word("a TIFF"): rb"II\*\0|MM\0\*",
    Word("a WebP"): rb"(?s)RIFF.{4}WEBP",
    Word("a BMP"): rb"BM",
    Word("an HEIC or AVIF"): rb"(?s).{4}ftyp",
    Word("an EMF"): rb"(?s)\x01\0\0\0.{36} EMF",
    Word("a WMF"): rb"\xd7\xcd\xc6\x9a",
    Word("a PDF"): rb"%PDF",
}
"""Unsupported formats of pictures, and how their files begin."""


class Unreadable(WithFacts[faults.PictureFault], ValueError):
    """Why bytes are not a supported picture."""


class _Format(Record):
    """A format other than PNG: how its files begin, and the module and class of Pillow for it."""

    media_type: str
    begins: tuple[bytes, ...]
    module: str
    reader: str


_FORMATS = (
    _Format("image/jpeg", (b"\xff\xd8\xff",), "PIL.JpegImagePlugin", "JpegImageFile"),
    _Format("image/gif", (b"GIF87a", b"GIF89a"), "PIL.GifImagePlugin", "GifImageFile"),
)


def read_picture(data: bytes) -> ImageFile:
    """Return the picture upright, its bytes without traces. Raise `Unreadable`."""
    return _read(data, _turned)


def strip_picture(data: bytes) -> bytes:
    """Return the picture's bytes without traces and without its orientation. Raise `Unreadable`."""
    return _read(data, lambda image, _: image).data


def told_by(data: bytes) -> tuple[Trace, ...]:
    """Return what a picture's file reveals; nothing if it is not a picture, or is damaged."""
    try:
        if data.startswith(SIGNATURE):
            return read_png(data).traces
        form = next((form for form in _FORMATS if data.startswith(form.begins)), None)
        return _parts(data, form).traces if form else ()
    except ValueError:
        return ()


def cases_of(
    traces: Sequence[Trace], source: str = "", cases: tuple[_Case, _Case] = (ImageNamesPerson, ImageLocation)
) -> Iterator[ImageNamesPerson | ImageLocation]:
    """Yield the cases of an image: one for all data about persons, one for places and times."""
    for case, of_place in zip(cases, (False, True), strict=True):
        if told := dict.fromkeys(each.what for each in traces if each.place_or_time is of_place):
            yield case(source, tuple(TraceInImage(Word(each)) for each in told))


_Turn = Callable[[ImageFile, int], ImageFile]


def _read(data: bytes, turn: _Turn) -> ImageFile:
    try:
        found = _png(data, turn) if data.startswith(SIGNATURE) else _other(data, turn)
    except (OSError, SyntaxError, ValueError, EOFError) as error:
        if isinstance(error, Unreadable):
            raise
        raise Unreadable(faults.Damaged(str(error))) from error
    if found is None:
        others = (name for name, begins in _OTHERS.items() if re.match(begins, data))
        raise Unreadable(faults.OtherFormat(next(others, Word("not a picture"))))
    return found


def _png(data: bytes, turn: _Turn) -> ImageFile:
    found = read_png(data)
    _bound(found.width, found.height)
    if found.cut and turn is _turned:  # typst refuses it
        raise Unreadable(faults.Damaged("pixels are missing"))
    image = ImageFile(
        found.data, "image/png", found.width, found.height, _dpi(found.dpi), traces=found.traces
    )
    if found.orientation == 1:
        return image
    if found.deep and turn is _turned:  # Pillow would halve its colours
        raise Unreadable(faults.NotUpright())
    return turn(image, found.orientation)


def _other(data: bytes, turn: _Turn) -> ImageFile | None:
    """Return a JPEG or GIF, read by one module of Pillow: `Image.open` imports five, which takes 4 ms."""
    form = next((form for form in _FORMATS if data.startswith(form.begins)), None)
    if form is None:
        return None
    from PIL import Image

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            image: Opened = getattr(importlib.import_module(form.module), form.reader)(io.BytesIO(data))
        except Image.DecompressionBombError as error:
            raise ValueError(str(error)) from error
        with image:
            _bound(*image.size)
            size, dpi = image.size, _dpi(image.info.get("dpi", (0,))[0])
            image.verify()
    parts = _parts(data, form)
    found = ImageFile(parts.data, form.media_type, *size, dpi, parts.traces)
    return found if parts.orientation == 1 else turn(found, parts.orientation)


def _parts(data: bytes, form: _Format) -> Content:
    from toolchain.formats.pictures.jpeg import read_gif, read_jpeg

    return read_gif(data) if form.media_type == "image/gif" else read_jpeg(data)


def _bound(width: int, height: int) -> None:
    if width * height > MAX_PIXELS:
        raise Unreadable(faults.TooLarge(MAX_PIXELS // 1_000_000, Word("megapixels")))


def _dpi(said: object) -> float:
    """Return the pixels per inch that a file states, 96 for a missing or invalid value."""
    dpi = float(said) if isinstance(said, SupportsFloat) else 0
    return dpi if 20 <= dpi <= 2400 else 96.0


def _turned(image: ImageFile, orientation: int) -> ImageFile:
    from toolchain.formats.pictures.turning import turned

    return turned(image, orientation)
