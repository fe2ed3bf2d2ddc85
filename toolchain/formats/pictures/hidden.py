"""Remove from a PNG what no pixel shows: bytes after its compressed pixels, unused colours of its palette.

Pixels are uncompressed once for this; those of a picture without a palette are only counted.
"""

from __future__ import annotations

import io
import struct
import warnings
import zlib
from collections.abc import Sequence
from contextlib import suppress
from itertools import groupby
from operator import itemgetter

_STEP = 1 << 16
_MOST = 1 << 20
"""Number of bytes that are uncompressed at a time."""
_HEADS = {b"IDAT": 0, b"fdAT": 4}
"""Chunks of pixels, and the number of bytes before their pixels."""


def without_rest(
    chunks: Sequence[tuple[bytes, bytes]], size: int, kept: int
) -> tuple[list[tuple[bytes, bytes]], bytes]:
    """Return the chunks without bytes after the end of the compressed pixels, which are at most `size`, and
    the pixels, if they are at most `kept` bytes.
    """
    found: list[tuple[bytes, bytes]] = []
    pixels = b""
    for kind, group in groupby(chunks, key=itemgetter(0)):
        parts = [data for _, data in group]
        head = _HEADS.get(kind)
        if head is None:
            found += ((kind, data) for data in parts)
            continue
        left, pixels = _unpacked(b"".join(data[head:] for data in parts), size, kept)
        for data in parts:
            found.append((kind, data[: head + left]))
            left = max(left - len(data[head:]), 0)
    return found, pixels


def _unpacked(data: bytes, size: int, kept: int) -> tuple[int, bytes]:
    """Return where a zlib stream ends, and the first bytes that it has, at least `kept`.

    If it is damaged, has no end or is too large, return the length of the data.
    """
    unpack, parts = zlib.decompressobj(), list[bytes]()
    try:
        for at in range(0, len(data), _STEP):
            rest = data[at : at + _STEP]
            while rest and not unpack.eof and size >= 0:
                part = unpack.decompress(rest, _MOST)
                size -= len(part)
                if kept > 0:
                    parts.append(part)
                    kept -= len(part)
                rest = unpack.unconsumed_tail
            if unpack.eof:
                return min(at + _STEP, len(data)) - len(unpack.unused_data), b"".join(parts)
            if size < 0:
                break
    except zlib.error:
        parts = []
    return len(data), b"".join(parts)


def unused_colours(picture: bytes, header: bytes, pixels: bytes, count: int) -> list[int]:
    """Return the numbers of the colours, of `count`, that no pixel uses; none if it cannot be decoded.

    `header` are the data of its chunk IHDR.
    """
    used = _plain_colours(header, pixels, count)
    if used is None:
        used = _decoded_colours(picture)
    return [at for at in range(count) if used and at not in used]


def _plain_colours(header: bytes, pixels: bytes, count: int) -> set[int] | None:
    """Return the colours of pixels in rows without filters, as nearly all programs write them (PNG, 9.2);
    None for others, which must be decoded.
    """
    width, height, depth, _, _, _, interlaced = struct.unpack(">IIBBBBB", header)
    row = (width * depth + 7) // 8 + 1
    if interlaced or len(pixels) != row * height or any(pixels[::row]):
        return None
    samples = b"".join(pixels[at + 1 : at + row] for at in range(0, len(pixels), row))
    shifts, mask = range(0, 8, depth), (1 << depth) - 1
    known = range(count if depth == 8 else 256)
    return {byte >> shift & mask for byte in known if byte in samples for shift in shifts}


def _decoded_colours(picture: bytes) -> set[int]:
    from PIL.PngImagePlugin import PngImageFile

    with warnings.catch_warnings(), suppress(OSError, SyntaxError, ValueError, EOFError):
        warnings.simplefilter("ignore")
        with PngImageFile(io.BytesIO(picture)) as image:
            if image.mode == "P":
                return {at for at, pixels in enumerate(image.histogram()) if pixels}
    return set()


def without_colours(palette: bytes, unused: Sequence[int], size: int, value: int) -> bytes:
    """Return a palette in which each unused colour, of `size` bytes, has only bytes of one value."""
    found = bytearray(palette)
    for at in unused:
        if (at + 1) * size <= len(found):
            found[at * size : (at + 1) * size] = bytes((value,)) * size
    return bytes(found)
