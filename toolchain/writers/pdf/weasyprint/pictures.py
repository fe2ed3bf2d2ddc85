"""Put PNG pictures into a PDF in their own encoding (ISO 32000-1, 7.4.4.4 and 8.9.5).

A PNG compresses its pixels as PDF does. WeasyPrint decodes and encodes each picture again, one with a palette
twice and with three colour channels for one. A palette of greys is grey here, which a press prints in black.
Transparent or interlaced pictures, and other formats, are left to WeasyPrint.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping
from hashlib import md5
from typing import Any

from toolchain import model as m
from toolchain.formats.pictures.png import chunks_of
from toolchain.model.records import Record

_GREY, _COLOURS, _PALETTE = 0, 2, 3
"""Types of colour (PNG, 11.2.1)."""


class Picture:
    """A picture with the interface of WeasyPrint's own images."""

    def __init__(self, packed: bytes, colours: Any, size: tuple[int, int], bits: int, channels: int) -> None:
        self.width, self.height = size
        self.ratio = self.width / self.height
        self.id = md5(packed + repr(colours).encode(), usedforsecurity=False).hexdigest()
        self._packed = packed
        self._extra = {
            "Type": "/XObject",
            "Subtype": "/Image",
            "Width": self.width,
            "Height": self.height,
            "ColorSpace": colours,
            "BitsPerComponent": bits,
            "Filter": "/FlateDecode",
        }
        self._coding = {"Predictor": 15, "Colors": channels, "BitsPerComponent": bits, "Columns": self.width}

    def get_intrinsic_size(self, resolution: float, font_size: float) -> tuple[float, float, float]:
        """Return width and height in CSS pixels, each of `resolution` picture pixels, and their ratio."""
        return self.width / resolution, self.height / resolution, self.ratio

    def draw(self, stream: Any, width: float, height: float, style: Any) -> None:
        """Paint the picture on a page in this size."""
        name = stream.add_image(self, interpolate=False, ratio=1)
        stream.transform(width, 0, 0, -height, 0, height)
        stream.draw_x_object(name)

    def get_x_object(self, interpolate: bool, ratio: float) -> Any:
        """Return the XObject in the file."""
        import pydyf

        coding = pydyf.Dictionary(self._coding)
        return pydyf.Stream([self._packed], pydyf.Dictionary({**self._extra, "DecodeParms": coding}))


class Pictures(Record):
    """Pictures in their own encoding: their addresses in the page by source, and the pictures by address."""

    addresses: Mapping[str, str]
    known: dict[str, Picture]


def pictures(images: Mapping[str, m.ImageFile]) -> Pictures:
    """Return the pictures of a document that can keep their encoding."""
    made = {source: _picture(image) for source, image in images.items() if image.media_type == "image/png"}
    addresses = {source: f"picture:{number}" for number, source in enumerate(made) if made[source]}
    return Pictures(addresses, {addresses[source]: each for source, each in made.items() if each})


def _picture(image: m.ImageFile) -> Picture | None:
    chunks, _ = chunks_of(image.data)
    first = {chunk.kind: chunk.data for chunk in reversed(chunks)}
    width, height, bits, kind, _, _, interlaced = struct.unpack(">II5B", first[b"IHDR"])
    if interlaced or b"tRNS" in first or kind not in {_GREY, _COLOURS, _PALETTE}:
        return None
    packed = b"".join(chunk.data for chunk in chunks if chunk.kind == b"IDAT")
    colours = {_GREY: "/DeviceGray", _COLOURS: "/DeviceRGB"}.get(kind) or _indexed(first[b"PLTE"])
    return Picture(packed, colours, (width, height), bits, 3 if kind == _COLOURS else 1)


def _indexed(palette: bytes) -> Any:
    """Return the colour space of a palette (ISO 32000-1, 8.6.6.3)."""
    import pydyf

    greys = palette[::3] if palette[::3] == palette[1::3] == palette[2::3] else b""
    base, values = ("/DeviceGray", greys) if greys else ("/DeviceRGB", palette)
    return pydyf.Array(("/Indexed", base, len(palette) // 3 - 1, f"<{values.hex()}>"))
